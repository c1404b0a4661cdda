import { contactStages, notifiedRoles } from '../../people/audience.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { type Button, bold, escaped, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { button, choice } from './buttons.js';
import { type OnDraft, whoText } from './draft.js';

const placesOnPage = 12;

/** Every choice of whom the notice is for, on one screen. */
export function audienceScreen(w: Wording, seen: OnDraft, page: number): Screen {
  const { notice, definition, chosen } = seen;
  const { id, audience } = notice;
  const back = [button(w.t('button-notice-draft'), 'n-open', id)];
  const head = paragraphs(
    bold(w.t('notice-who-title')),
    escaped(whoText(w, audience, definition, notice)),
    escaped(
      w.t('notice-count', {
        count: chosen.length,
        unreachable: chosen.filter(({ isUnreachable }) => isUnreachable).length,
      }),
    ),
  );
  if (audience.persons)
    return { html: head, buttons: [[button(w.t('button-notice-all'), 'n-all', id)], back] };
  return {
    html: paragraphs(head, escaped(w.t('notice-who-how'))),
    buttons: [
      ...pairs(
        contactStages.map((stage, at) =>
          choice(audience.stages.includes(stage), w.t(`notice-stage-${stage}`), 'n-stage', id, at, page),
        ),
      ),
      ...(mayNotifyOffices(seen)
        ? pairs([
            ...notifiedRoles.map((role, at) =>
              choice(audience.roles.includes(role), w.t(`role-${role}`), 'n-role', id, at, page),
            ),
            choice(audience.unreported, w.t('notice-unreported'), 'n-unrep', id, 0, page),
          ])
        : []),
      ...placeButtons(w, seen, page),
      [button(w.t('button-notice-list'), 'n-list', id)],
      back,
    ],
  };
}

function mayNotifyOffices({ notice }: OnDraft): boolean {
  return notice.appointment === undefined || notice.appointment.role !== 'collector';
}

function placeButtons(w: Wording, { notice, definition }: OnDraft, page: number): Button[][] {
  const { id, audience } = notice;
  const all = placesOf(definition);
  const from = Math.max(0, Math.min(page, Math.ceil(all.length / placesOnPage) - 1)) * placesOnPage;
  const buttons = all.slice(from, from + placesOnPage).map(({ kind, value, at }) => {
    const label =
      kind === 'area' ? w.say(definition.areas.find((area) => area.id === value)?.label ?? value) : value;
    return kind === 'area'
      ? choice(audience.areas.includes(value), label, 'n-area', id, at, page)
      : choice(audience.sectors.includes(value), label, 'n-sector', id, at, page);
  });
  const turns = [
    ...(from > 0 ? [button(w.t('desk-page-back'), 'n-who', id, page - 1)] : []),
    ...(from + placesOnPage < all.length ? [button(w.t('desk-page-next'), 'n-who', id, page + 1)] : []),
  ];
  return [...pairs(buttons), ...(turns.length > 0 ? [turns] : [])];
}

/** Areas, then the sectors that somebody is responsible for. */
export function placesOf({
  areas,
  responsibility,
}: CampaignDefinition): { readonly kind: 'area' | 'sector'; readonly value: string; readonly at: number }[] {
  const sectors = [...new Set(responsibility.flatMap((one) => one.sectors))];
  return [
    ...areas.map(({ id }, at) => ({ kind: 'area' as const, value: id, at })),
    ...sectors.map((value, at) => ({ kind: 'sector' as const, value, at })),
  ];
}

function pairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return rows;
}
