import type { Appointment, ScopeRule } from '../../people/appointment.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { pack, textMark } from '../../telegram/callback-data.js';
import { type Button, bold, escaped, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';

/** What is done with one appointment, besides withdrawing it. */
export type OfficeVerb = 'office' | 'office-less' | 'office-deputy';

export function toOffice(text: string, verb: OfficeVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

/** Days that a deputy may be named for. */
export const deputyDays = [7, 14, 30] as const;

/** A scope's own number: a place in the list would be another's once one is gone. */
export function scopeMark({ kind, value }: ScopeRule): number {
  return textMark(`${kind}:${value}`);
}

export interface OfficeWords {
  readonly role: string;
  readonly scopeOf: (scope: ScopeRule) => string;
  readonly back: Button;
}

export function officeScreen(
  w: Wording,
  at: number,
  campaign: CampaignDefinition,
  one: Appointment,
  { role, scopeOf, back }: OfficeWords,
): Screen {
  const isDeputy = one.deputyOf !== undefined;
  const canNarrow = !isDeputy && one.scopes.length > 1;
  return {
    html: paragraphs(
      bold(w.t('office-title', { role, title: one.title, campaign: w.say(campaign.title) })),
      escaped(w.t(isDeputy ? 'office-is-deputy' : 'office-how')),
    ),
    buttons: [
      ...(canNarrow
        ? one.scopes.map((scope) => [
            toOffice(
              w.t('button-office-less', { scope: scopeOf(scope) }),
              'office-less',
              at,
              one.id,
              scopeMark(scope),
            ),
          ])
        : []),
      ...(isDeputy
        ? []
        : [
            deputyDays.map((days) =>
              toOffice(w.t('button-office-deputy', { days }), 'office-deputy', at, one.id, days),
            ),
          ]),
      [back],
    ],
  };
}
