import { Composer } from 'grammy';
import { everyContact, mayNotify } from '../people/audience.js';
import { coverageStates } from '../people/coverage.js';
import { asksFor } from '../people/staff-commands.js';
import { areaAt } from '../survey/areas.js';
import type { Pressed } from '../telegram/callback-data.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { nudgeVerb } from '../telegram/nudge-button.js';
import { type Button, escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { isRefused } from '../telegram/setbacks.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say, show } from '../telegram/show.js';
import { answeredAgain, type Entrance, type OnTap, staffDoor } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import { sendNotice } from './bot-deliver.js';
import { isAmendment, type Notice, type NoticeAct, type NoticeContent, type NoticeOutcome } from './ports.js';
import type { NoticeVerb } from './screens/buttons.js';
import { buttonScreen, confirmScreen, draftScreen, type OnDraft, whenScreen } from './screens/draft.js';
import { homeScreen } from './screens/home.js';
import { askScreen, progressScreen } from './screens/progress.js';
import { deskBy, type NoticesNeeds, placesToSendFrom, readDraft, type Visit, visitBy } from './visit.js';

export interface NoticesOptions extends NoticesNeeds {
  /** Begins a campaign's form for units; undefined when none is open. */
  readonly beginButton: (campaignId: string, w: Wording) => Promise<Button | undefined>;
  /** There is something new to send. */
  readonly wake: () => void;
}

export interface Here extends Visit<NoticesOptions> {
  readonly ctx: BotContext;
}

/** The dialogs of notices, by what they ask for. */
export const noticeDialogs = {
  write: 'notice-write',
  link: 'notice-link',
  list: 'notice-list',
  time: 'notice-time',
} as const;

export function entrance(options: NoticesOptions): Entrance<Here> {
  return {
    hereOf: async (ctx) => ({ ...(await visitBy(String(ctx.from?.id ?? 0), options)), ctx }),
    isStaff: ({ desks }) => desks.length > 0,
    refusal: ({ w }) => w.t('notices-not-yours'),
  };
}

/** The door through which notices to many are composed, sent and looked after. */
export function noticesBot(options: NoticesOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.use(
    answeredAgain<NoticeOutcome>('notices', async (ctx, outcome) =>
      answer(await entrance(options).hereOf(ctx), outcome),
    ),
    staffDoor(entrance(options), {
      commands: { broadcast: (here) => home(here) },
      words: {
        asked: (text) => (asksFor('broadcast', text) ? text : undefined),
        run: (here) => home(here),
      },
      taps,
    }),
  );
  return door;
}

/** `anew`: below a message that goes on to show how far a notice is. */
async function home(here: Here, anew = false, page = 0): Promise<void> {
  const recent = await here.store.recent(here.by, 8);
  const screen = homeScreen(here.w, await placesToSendFrom(here, page), recent);
  await (anew ? show(here.ctx, screen) : put(here, screen));
}

/** A notice as it stands: a draft to go on with, or how far it is. */
export async function open(here: Here, id: number, word = ''): Promise<void> {
  const notice = await here.store.notice(here.by, id);
  if (!notice) return say(here, here.w.t('notice-gone'));
  const screen = notice.state === 'draft' ? await drafted(here, notice) : await under(here, notice);
  if (screen) await put(here, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

async function drafted(here: Here, notice: Notice): Promise<Screen | undefined> {
  const seen = await readDraft(here, notice);
  return seen && draftScreen(here.w, seen);
}

async function under({ store, w, options }: Here, notice: Notice): Promise<Screen | undefined> {
  const definition = await store.campaign(notice.campaignId);
  const tally = await store.tally(notice.id);
  const now = options.now();
  return definition && progressScreen(w, { notice, tally, definition, now, perSecond: options.perSecond });
}

/** Does something once, then shows how the notice stands. */
export async function act(here: Here, wanted: NoticeAct): Promise<void> {
  await answer(here, await settle(here, wanted));
}

export function settle({ ctx, store, by }: Here, wanted: NoticeAct): Promise<NoticeOutcome> {
  return settleOnce(
    ctx,
    () => store.perform({ updateId: ctx.received.updateId, at: ctx.happenedAt, by, act: wanted }),
    (updateId) => store.outcomeOf(updateId),
  );
}

export async function answer(here: Here, { kind, act: did, notice }: NoticeOutcome): Promise<void> {
  const { w } = here;
  if (kind === 'gone') return say(here, w.t('notice-gone'));
  if (did === 'drop' && kind === 'done') return home(here);
  if (kind === 'empty')
    return open(here, notice, w.t(did === 'again' ? 'notice-none-failed' : 'notice-empty'));
  if (kind === 'archived') return open(here, notice, w.t('notice-archived'));
  if (kind === 'notNow') return open(here, notice, w.t('notice-not-now'));
  if (kind === 'changed') return onDraft(here, notice, (seen) => askAnew(here, seen));
  if (did === 'confirm' || did === 'resume') here.options.wake();
  await open(here, notice);
}

/** What was confirmed is not what is there: it is shown as it is, and asked about once more. */
async function askAnew(here: Here, seen: OnDraft): Promise<void> {
  const { w } = here;
  const shown = draftScreen(w, seen);
  const { html, buttons = [] } = confirmScreen(w, seen);
  const head = escaped(w.t('notice-changed'));
  await put(here, { html: paragraphs(head, shown.html, html), buttons });
}

/** With a draft that is theirs; else says that it is none. */
export async function onDraft(
  here: Here,
  id: number,
  run: (seen: OnDraft) => Promise<unknown>,
): Promise<void> {
  const notice = await here.store.notice(here.by, id);
  const seen = notice?.state === 'draft' ? await readDraft(here, notice) : undefined;
  if (seen) await run(seen);
  else if (notice) await open(here, id, here.w.t('notice-not-now'));
  else await say(here, here.w.t('notice-gone'));
}

/** Asks for something; what comes is worked on with the notice's number. */
export async function ask(
  { ctx }: Here,
  question: string,
  dialog: string,
  ...numbers: number[]
): Promise<void> {
  await say({ ctx }, question);
  await ctx.conversation.enter(dialog, ...numbers);
}

export const first = (numbers: readonly number[]): number => whole(numbers[0]);

type Run = (here: Here, numbers: readonly number[]) => Promise<unknown>;

const runs: Readonly<Partial<Record<NoticeVerb, Run>>> = {
  n: (here, [anew, page]) => home(here, anew === 1, whole(page)),
  'n-new': (here, [desk]) => compose(here, desk),
  'n-open': (here, numbers) => open(here, first(numbers)),
  'n-write': (here, numbers) =>
    onDraft(here, first(numbers), ({ notice }) =>
      ask(
        here,
        here.w.t(isAmendment(notice) ? 'notice-correct-ask' : 'notice-write-ask'),
        noticeDialogs.write,
        notice.id,
      ),
    ),
  'n-btn': (here, numbers) =>
    onDraft(here, first(numbers), ({ notice }) => put(here, buttonScreen(here.w, notice))),
  'n-btn-set': (here, numbers) => setButton(here, first(numbers), whole(numbers[1])),
  'n-link': (here, numbers) =>
    onDraft(here, first(numbers), ({ notice }) =>
      ask(here, here.w.t('notice-link-ask'), noticeDialogs.link, notice.id),
    ),
  'n-when': (here, numbers) => onDraft(here, first(numbers), (seen) => put(here, whenScreen(here.w, seen))),
  'n-at': (here, [id, minutes]) => setTime(here, whole(id), whole(minutes)),
  'n-time': (here, numbers) =>
    onDraft(here, first(numbers), ({ notice }) =>
      ask(here, here.w.t('notice-time-ask'), noticeDialogs.time, notice.id),
    ),
  'n-test': (here, numbers) => onDraft(here, first(numbers), (seen) => test(here, seen)),
  'n-send': (here, numbers) =>
    onDraft(here, first(numbers), (seen) => put(here, confirmScreen(here.w, seen))),
  'n-go': (here, numbers) => confirm(here, numbers),
  'n-drop': (here, numbers) => act(here, { kind: 'drop', notice: first(numbers) }),
  'n-pause': (here, numbers) => act(here, { kind: 'pause', notice: first(numbers) }),
  'n-resume': (here, numbers) => act(here, { kind: 'resume', notice: first(numbers) }),
  'n-stop': (here, numbers) => askFirst(here, first(numbers), 'stop'),
  'n-cancel': (here, numbers) => act(here, { kind: 'cancel', notice: first(numbers) }),
  'n-again': (here, numbers) => act(here, { kind: 'again', notice: first(numbers) }),
  'n-back': (here, numbers) => askFirst(here, first(numbers), 'recall'),
  'n-recall': (here, numbers) => act(here, { kind: 'recall', notice: first(numbers) }),
  'n-correct': (here, numbers) => act(here, { kind: 'correct', notice: first(numbers) }),
  [nudgeVerb]: (here, [appointment, place, state]) =>
    nudge(here, whole(appointment), whole(place), whole(state)),
};

const taps: Readonly<Record<string, OnTap<Here>>> = Object.fromEntries(
  Object.entries(runs).map(([verb, run]) => [verb, (here: Here, { numbers }: Pressed) => run(here, numbers)]),
);

async function compose(here: Here, mark: number | undefined): Promise<void> {
  const desk = deskBy(here, mark);
  if (!desk) return home(here);
  await act(here, {
    kind: 'compose',
    campaignId: desk.campaignId,
    appointment: desk.appointment?.id ?? 0,
    as: 'notice',
    content: { parts: [], button: { kind: 'begin' } },
    audience: everyContact,
  });
}

/** From the list of those who are late: words, a button and exactly these recipients are ready. */
async function nudge(here: Here, appointment: number, place: number, state: number): Promise<void> {
  const desk = here.desks.find((one) => one.appointment?.id === appointment);
  const definition = desk && (await here.store.campaign(desk.campaignId));
  if (!desk?.appointment || !definition || !mayNotify(desk.appointment.role))
    return say(here, here.w.t('notices-not-yours'));
  const { persons, units } = await here.store.late(desk.campaignId, desk.appointment, {
    area: areaAt(definition, place)?.id,
    state: coverageStates[state],
  });
  if (units === 0) return say(here, here.w.t('nudge-nobody-late'));
  if (persons.length === 0) return say(here, here.w.t('nudge-nobody-there', { count: units }));
  const text = here.options.wording('zh-CN').t('nudge-text', {
    title: here.options.wording('zh-CN').say(definition.title),
  });
  const content: NoticeContent = {
    parts: [{ kind: 'text', text, entities: [] }],
    button: { kind: 'begin' },
  };
  await act(here, {
    kind: 'compose',
    campaignId: desk.campaignId,
    appointment,
    as: 'nudge',
    content,
    audience: { ...everyContact, persons, lateOnly: true },
  });
}

async function setButton(here: Here, notice: number, at: number): Promise<void> {
  const button = ([undefined, { kind: 'begin' }, { kind: 'mine' }] as const)[at];
  await act(here, { kind: 'button', notice, ...(button && { button }) });
}

/** `minutes` since 1970; 0: at once. */
async function setTime(here: Here, notice: number, minutes: number): Promise<void> {
  const sendAt = minutes > 0 ? new Date(minutes * 60_000) : undefined;
  const wrong = sendAt && whyNotThen(here, sendAt);
  if (wrong === undefined) await act(here, { kind: 'time', notice, ...(sendAt && { sendAt }) });
  else await open(here, notice, wrong);
}

const farthestMs = 366 * 24 * 3_600_000;

/** Why nothing can be sent at this time. */
export function whyNotThen({ w, options }: Here, sendAt: Date): string | undefined {
  const ahead = sendAt.getTime() - options.now().getTime();
  if (ahead <= 0) return w.t('notice-time-past');
  return ahead > farthestMs ? w.t('notice-time-far') : undefined;
}

async function test(here: Here, { notice }: OnDraft): Promise<void> {
  const { ctx, w, options } = here;
  if (notice.content.parts.length === 0) return open(here, notice.id, w.t('notice-empty'));
  const to = { api: ctx.api, chatId: ctx.chatId ?? 0, w, beginButton: options.beginButton };
  try {
    await sendNotice(to, notice);
  } catch (error) {
    // What Telegram does not take from here it takes from nobody: its sender is to know before it goes to all.
    if (!isRefused(error)) throw error;
    return open(here, notice.id, w.t('notice-test-refused', { reason: error.description }));
  }
  await say(here, w.t('notice-test-sent'));
}

async function confirm(here: Here, [notice, basis = -1, count, isLater]: readonly number[]): Promise<void> {
  const progressMessage = here.ctx.callbackQuery?.message?.message_id;
  await act(here, {
    kind: 'confirm',
    notice: whole(notice),
    shown: { basis, count: whole(count), isLater: isLater === 1 },
    ...(progressMessage !== undefined && { progressMessage }),
  });
}

async function askFirst(here: Here, id: number, what: 'stop' | 'recall'): Promise<void> {
  const notice = await here.store.notice(here.by, id);
  if (!notice) return say(here, here.w.t('notice-gone'));
  const tally = await here.store.tally(id);
  const count = what === 'stop' ? tally.queued : tally.sent;
  const screen = askScreen(here.w, notice, what, count);
  // The message that shows how far it is goes on to do so, and would take the question away.
  await (notice.state === 'sending' || notice.state === 'paused'
    ? show(here.ctx, screen)
    : put(here, screen));
}
