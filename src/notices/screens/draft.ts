import { DateTime } from 'luxon';
import { type Audience, contactStages, notifiedRoles, type Recipient } from '../../people/audience.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { isAmendment, type Notice, type NoticeContent } from '../ports.js';
import { button } from './buttons.js';
import { firstOf } from './names.js';

/** A notice that is being composed, with what its sender should know before sending it. */
export interface OnDraft {
  readonly notice: Notice;
  readonly definition: CampaignDefinition;
  /** Whom it would go to now. */
  readonly chosen: readonly Recipient[];
  /** Units of the roster that nobody can be reached by. */
  readonly uncalled: number;
  /** Seconds that the sending takes. */
  readonly seconds: number;
  readonly now: Date;
}

export function draftScreen(w: Wording, seen: OnDraft): Screen {
  const { notice, definition } = seen;
  return {
    html: paragraphs(
      lines(
        bold(w.t('notice-draft-title', { number: notice.id, kind: w.t(`notice-kind-${notice.kind}`) })),
        escaped(w.say(definition.title)),
        escaped(w.t('notice-office', { office: notice.office })),
      ),
      notice.kind === 'recall' ? escaped(w.t('notice-recall-what')) : contentText(w, notice.content),
      audienceText(w, seen),
      notice.sendAt &&
        escaped(
          notice.sendAt > seen.now
            ? w.t('notice-when', { time: w.time(notice.sendAt, definition.timeZone) })
            : w.t('notice-when-passed'),
        ),
    ),
    buttons: isAmendment(notice) ? amendmentButtons(w, seen) : draftButtons(w, seen),
  };
}

function draftButtons(w: Wording, { notice, chosen }: OnDraft): Button[][] {
  const { id, content } = notice;
  const isWritten = content.parts.length > 0;
  return [
    [
      button(w.t(isWritten ? 'button-notice-rewrite' : 'button-notice-write'), 'n-write', id),
      ...(content.parts.length > 1 ? [] : [button(w.t('button-notice-button'), 'n-btn', id)]),
    ],
    [button(w.t('button-notice-who'), 'n-who', id, 0), button(w.t('button-notice-when'), 'n-when', id)],
    ...(isWritten ? [[button(w.t('button-notice-test'), 'n-test', id)]] : []),
    ...(isWritten && chosen.length > 0
      ? [[button(w.t('button-notice-send', { count: chosen.length }), 'n-send', id)]]
      : []),
    [button(w.t('button-notice-drop'), 'n-drop', id), button(w.t('button-notice-home'), 'n')],
  ];
}

function amendmentButtons(w: Wording, { notice, chosen }: OnDraft): Button[][] {
  const { id, kind, content } = notice;
  const isReady = kind === 'recall' || content.parts.length > 0;
  const words = kind === 'recall' ? 'button-notice-recall-now' : 'button-notice-correction-now';
  return [
    ...(kind === 'correction' ? [[button(w.t('button-notice-write'), 'n-write', id)]] : []),
    ...(isReady && chosen.length > 0 ? [[button(w.t(words, { count: chosen.length }), 'n-send', id)]] : []),
    [button(w.t('button-notice-drop'), 'n-drop', id), button(w.t('button-notice-home'), 'n')],
  ];
}

function contentText(w: Wording, { parts, button: under }: NoticeContent): string {
  const [first] = parts;
  if (!first) return escaped(w.t('notice-content-none'));
  const text = parts.map((part) => part.text).find((words) => words !== '') ?? '';
  return lines(
    bold(w.t('notice-content')),
    escaped(shorten(text, 300)),
    first.kind !== 'text' && escaped(w.t('notice-content-files', { count: parts.length })),
    under && escaped(w.t('notice-content-button', { label: buttonLabel(w, under) })),
  );
}

export function buttonLabel(w: Wording, under: NonNullable<NoticeContent['button']>): string {
  return under.kind === 'link' ? under.label : w.t(`notice-button-${under.kind}`);
}

function audienceText(w: Wording, { notice, definition, chosen, uncalled, seconds }: OnDraft): string {
  const unreachable = chosen.filter(({ isUnreachable }) => isUnreachable).length;
  return lines(
    bold(w.t('notice-who')),
    escaped(whoText(w, notice.audience, definition, notice)),
    escaped(w.t('notice-count', { count: chosen.length, unreachable })),
    uncalled > 0 && !isAmendment(notice) && escaped(w.t('notice-uncalled', { count: uncalled })),
    chosen.length > 0 && escaped(w.t('notice-takes', { minutes: Math.max(1, Math.ceil(seconds / 60)) })),
  );
}

/** Whom an audience means, in words. */
export function whoText(
  w: Wording,
  audience: Audience,
  definition: CampaignDefinition,
  notice: Pick<Notice, 'kind' | 'of'>,
): string {
  if (isAmendment(notice)) return w.t('notice-who-got', { number: notice.of ?? 0 });
  if (audience.persons) return w.t('notice-who-listed', { count: audience.persons.length });
  const stages = stagesChosen(w, audience);
  const roles = rolesChosen(w, audience);
  const places = [areasChosen(w, audience, definition), sectorsChosen(w, audience)].filter(
    (part) => part !== '',
  );
  return lines(
    stages !== '' && w.t('notice-who-contacts', { stages }),
    roles !== '' && w.t('notice-who-roles', { roles }),
    stages === '' && roles === '' && w.t('notice-who-nobody'),
    places.length > 0 && w.t('notice-who-places', { places: places.join(w.t('list-comma')) }),
  );
}

/** What is chosen of each kind, in words; empty: nothing. */
export function stagesChosen(w: Wording, audience: Audience): string {
  const stages = contactStages.filter((stage) => audience.stages.includes(stage));
  return stages.length === contactStages.length
    ? w.t('notice-stage-all')
    : stages.map((stage) => w.t(`notice-stage-${stage}`)).join(w.t('list-comma'));
}

export function rolesChosen(w: Wording, audience: Audience): string {
  const roles = notifiedRoles.filter((role) => audience.roles.includes(role));
  if (roles.length === 0) return '';
  return w.t('notice-roles-chosen', {
    roles: roles.map((role) => w.t(`role-${role}`)).join(w.t('list-comma')),
    unreported: audience.unreported ? 'yes' : 'no',
  });
}

export function areasChosen(w: Wording, audience: Audience, { areas }: CampaignDefinition): string {
  const labels = areas.filter(({ id }) => audience.areas.includes(id)).map(({ label }) => w.say(label));
  return firstOf(w, labels);
}

export function sectorsChosen(w: Wording, audience: Audience): string {
  return firstOf(w, audience.sectors);
}

/** Asked once more, with all that cannot be taken back. */
export function confirmScreen(w: Wording, seen: OnDraft): Screen {
  const { notice, definition, chosen } = seen;
  const at = notice.sendAt && notice.sendAt > seen.now ? notice.sendAt : undefined;
  return {
    html: paragraphs(
      bold(w.t(`notice-confirm-${notice.kind}`, { count: chosen.length })),
      escaped(whoText(w, notice.audience, definition, notice)),
      at && escaped(w.t('notice-when', { time: w.time(at, definition.timeZone) })),
      escaped(w.t('notice-takes', { minutes: Math.max(1, Math.ceil(seen.seconds / 60)) })),
    ),
    buttons: [
      [
        button(
          w.t('button-notice-go', { count: chosen.length }),
          'n-go',
          ...[notice.id, notice.basis, chosen.length, at ? 1 : 0],
        ),
      ],
      [button(w.t('button-notice-draft'), 'n-open', notice.id)],
    ],
  };
}

/** What stands under the notice. */
export function buttonScreen(w: Wording, { id }: Notice): Screen {
  return {
    html: escaped(w.t('notice-button-ask')),
    buttons: [
      [button(w.t('notice-button-begin'), 'n-btn-set', id, 1)],
      [button(w.t('notice-button-mine'), 'n-btn-set', id, 2)],
      [button(w.t('button-notice-link'), 'n-link', id)],
      [button(w.t('button-notice-no-button'), 'n-btn-set', id, 0)],
      [button(w.t('button-notice-draft'), 'n-open', id)],
    ],
  };
}

const minuteMs = 60_000;

/** When it goes out: a few near times, or one that is typed. */
export function whenScreen(w: Wording, { notice, definition, now }: OnDraft): Screen {
  const zone = definition.timeZone;
  const local = DateTime.fromJSDate(now, { zone });
  const times = [
    now.getTime() + 60 * minuteMs,
    local.set({ hour: 17, minute: 0, second: 0 }).toMillis(),
    local.plus({ days: 1 }).set({ hour: 8, minute: 30, second: 0 }).toMillis(),
    local.plus({ days: 1 }).set({ hour: 14, minute: 30, second: 0 }).toMillis(),
  ].filter((time) => time > now.getTime() + minuteMs);
  return {
    html: paragraphs(
      escaped(w.t('notice-when-ask')),
      escaped(
        notice.sendAt && notice.sendAt > now
          ? w.t('notice-when', { time: w.time(notice.sendAt, zone) })
          : w.t('notice-when-now'),
      ),
    ),
    buttons: [
      [button(w.t('button-notice-at-once'), 'n-at', notice.id, 0)],
      ...times.map((time) => [
        button(w.time(new Date(time), zone), 'n-at', notice.id, Math.floor(time / minuteMs)),
      ]),
      [button(w.t('button-notice-type-time'), 'n-time', notice.id)],
      [button(w.t('button-notice-draft'), 'n-open', notice.id)],
    ],
  };
}
