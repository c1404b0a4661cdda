import type { Composer } from 'grammy';
import { type Audience, contactStages, notifiedRoles } from '../people/audience.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import type { Screen } from '../telegram/screen.js';
import { put } from '../telegram/show.js';
import { type OnTap, staffDoor } from '../telegram/staff-door.js';
import {
  answer,
  ask,
  entrance,
  first,
  type Here,
  type NoticesOptions,
  noticeDialogs,
  onDraft,
  settle,
} from './bot.js';
import { audienceScreen, placeKinds, placesOf, placesScreen } from './screens/audience.js';
import type { NoticeVerb } from './screens/buttons.js';
import type { OnDraft } from './screens/draft.js';
import { toggled } from './visit.js';

/* Whom a notice is for, chosen tap by tap. */

export function audienceBot(options: NoticesOptions): Composer<BotContext> {
  return staffDoor(entrance(options), { taps });
}

type Run = (here: Here, numbers: readonly number[]) => Promise<unknown>;
type Shown = (here: Here, seen: OnDraft) => Screen;

const kinds: Shown = ({ w }, seen) => audienceScreen(w, seen);
const places =
  (kind: number, page: number | undefined): Shown =>
  ({ w }, seen) =>
    placesScreen(w, seen, { kind: placeKinds[kind] ?? 'area', page: Math.max(0, whole(page)) });

const runs: Readonly<Partial<Record<NoticeVerb, Run>>> = {
  'n-who': (here, numbers) => onDraft(here, first(numbers), (seen) => put(here, kinds(here, seen))),
  'n-places': (here, [id, kind, page]) =>
    onDraft(here, whole(id), (seen) => put(here, places(whole(kind), page)(here, seen))),
  'n-stage': (here, [id, at]) =>
    change(here, id, kinds, ({ notice }) => toggled(notice.audience, 'stages', contactStages[whole(at)])),
  'n-role': (here, [id, at]) =>
    change(here, id, kinds, ({ notice }) => toggled(notice.audience, 'roles', notifiedRoles[whole(at)])),
  'n-area': (here, [id, at, page]) =>
    change(here, id, places(0, page), ({ notice, definition }) =>
      toggled(notice.audience, 'areas', placesOf(definition, 'area')[whole(at)]?.value),
    ),
  'n-sector': (here, [id, at, page]) =>
    change(here, id, places(1, page), ({ notice, definition }) =>
      toggled(notice.audience, 'sectors', placesOf(definition, 'sector')[whole(at)]?.value),
    ),
  'n-unrep': (here, [id]) =>
    change(here, id, kinds, ({ notice: { audience } }) => ({
      ...audience,
      unreported: !audience.unreported,
    })),
  'n-all': (here, [id]) =>
    change(here, id, kinds, ({ notice }) => {
      const { persons: _, ...audience } = notice.audience;
      return audience;
    }),
  'n-list': (here, numbers) =>
    onDraft(here, first(numbers), ({ notice }) =>
      ask(here, here.w.t('notice-list-ask'), noticeDialogs.list, notice.id),
    ),
};

const taps: Readonly<Record<string, OnTap<Here>>> = Object.fromEntries(
  Object.entries(runs).map(([verb, run]): [string, OnTap<Here>] => [
    verb,
    (here, { numbers }) => run(here, numbers),
  ]),
);

/** Changes the audience and shows what was chosen on the screen on which it was. */
function change(
  here: Here,
  id: number | undefined,
  screen: Shown,
  wanted: (seen: OnDraft) => Audience,
): Promise<unknown> {
  return onDraft(here, whole(id), async (seen) => {
    const { id: notice } = seen.notice;
    const outcome = await settle(here, { kind: 'audience', notice, audience: wanted(seen) });
    if (outcome.kind !== 'done') return answer(here, outcome);
    return onDraft(here, notice, (changed) => put(here, screen(here, changed)));
  });
}
