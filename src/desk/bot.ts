import type { Composer } from 'grammy';
import { actingAs } from '../people/appointment.js';
import { correctionReasons } from '../survey/corrections.js';
import { countText } from '../survey/reading/count.js';
import { cutToLimit } from '../survey/reading/cut.js';
import { type Pressed, whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { openDemand, openDemandVerb } from '../telegram/demand-button.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { escaped, lines, paragraphs, type Screen, shorten } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say, show } from '../telegram/show.js';
import { answeredAgain, type OnTap, staffDoor, typedByStaff } from '../telegram/staff-door.js';
import { deskEntrance, type Here, hereOf } from './bot-here.js';
import { type DeskAct, type DeskOutcome, recommendations } from './ports.js';
import { atDesk, type DeskVerb } from './screens/buttons.js';
import { briefLimit, fileScreen, type OnDesk, proposalFor } from './screens/file.js';
import { fullSheetPageSize, fullSheetScreen, pageStart } from './screens/full-sheet.js';
import { filterAt, inboxPageSize, inboxScreen } from './screens/inbox.js';
import {
  chosenOf,
  dueAfter,
  dueDays,
  dueScreen,
  fieldsOf,
  fieldsScreen,
  reasonScreen,
} from './screens/send-back.js';
import { type DeskOptions, orderOf, readDesk } from './visit.js';

/** The dialogs of the desk, by what they ask for. */
export const deskDialogs = {
  search: 'desk-search',
  words: 'desk-words',
  brief: 'desk-brief',
  reason: 'desk-reason',
} as const;

/** 字 of a reason or an explanation. */
const mostWords = 200;

/** The door through which those who review come in. */
export function deskBot(options: DeskOptions): Composer<BotContext> {
  const door = staffDoor(deskEntrance(options), {
    commands: { inbox: (here) => showInbox(here, 0, 0) },
    taps: { ...taps, [openDemandVerb]: openFile },
  });
  door.use(
    answeredAgain<DeskOutcome>('desk', async (ctx, outcome) =>
      answerAct(await hereOf(ctx, options), outcome),
    ),
  );
  return door;
}

/** What is typed in answer to the desk's questions. */
export function deskTyped(options: DeskOptions): Readonly<Record<string, OnTyped>> {
  const typed = (run: Parameters<typeof typedByStaff<Here>>[1]): OnTyped =>
    typedByStaff(deskEntrance(options), run);
  return {
    [deskDialogs.search]: typed(search),
    [deskDialogs.words]: typed(explain),
    [deskDialogs.brief]: typed(writeBrief),
    [deskDialogs.reason]: typed(writeReason),
  };
}

/** To a text that belongs to nothing: whoever is of the staff has probably answered a question that waits no more. */
export function strayText(
  options: DeskOptions,
  isAdministrator: (externalId: string) => boolean,
): (ctx: BotContext) => Promise<boolean> {
  return async (ctx) => {
    const here = await hereOf(ctx, options);
    if (here.appointments.length === 0 && !isAdministrator(here.identity.externalId)) return false;
    await say(here, here.w.t('dialog-lost'));
    return true;
  };
}

const taps: Readonly<Record<DeskVerb, OnTap<Here>>> = {
  'desk-list': (here, { numbers: [filter, from] }) => showInbox(here, whole(filter), whole(from)),
  'desk-search': (here) => ask(here, here.w.t('inbox-search-ask'), deskDialogs.search),
  'desk-page': (here, { numbers: [demand, page] }) => showFile(here, whole(demand), whole(page)),
  'desk-fields': (here, { numbers: [demand, revision, page] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      put(here, fieldsScreen(here.w, desk, whole(page))),
    ),
  'desk-field': (here, { numbers }) =>
    onField(here, numbers, (desk, step) => put(here, reasonScreen(here.w, desk, step))),
  'desk-why': (here, { numbers }) =>
    onField(here, numbers, async (desk, step, reason) => {
      await act(here, desk, { kind: 'choose', question: step.key.question, of: step.key.demand, reason });
    }),
  'desk-say': (here, { numbers }) =>
    onField(here, numbers, (_, step, __) => {
      const label = here.w.label(step.placed.question);
      return ask(here, here.w.t('field-words-ask', { label }), deskDialogs.words, ...numbers);
    }),
  'desk-leave': (here, { numbers: [demand, revision, correction] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      act(here, desk, { kind: 'unchoose', correction: whole(correction) }),
    ),
  'desk-due': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      put(
        here,
        chosenOf(desk).length > 0
          ? dueScreen(here.w, desk, here.options.now())
          : fieldsScreen(here.w, desk, 0),
      ),
    ),
  'desk-back': (here, { numbers: [demand, revision, days] }) =>
    tapAct(here, whole(demand), whole(revision), ({ campaign }) => {
      const given = dueDays.find((one) => one === days);
      return given === undefined
        ? undefined
        : { kind: 'sendBack', dueAt: dueAfter(here.ctx.happenedAt, given, campaign.definition.timeZone) };
    }),
  'desk-accept': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'accept' })),
  'desk-full': (here, { numbers: [demand, revision, from] }) =>
    onCurrent(here, whole(demand), whole(revision), ({ file }) =>
      showFull(here, file.demand, file.revision, whole(from)),
    ),
  'desk-swap': (here, { numbers: [demand, revision, other, otherRevision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({
      kind: 'swap',
      other: whole(other),
      otherRevision: whole(otherRevision),
    })),
  'desk-reopen': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'reopen' })),
  'desk-brief': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) => askBrief(here, desk)),
  'desk-proposal': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), (desk) => {
      const text = proposalFor(desk);
      return text === undefined ? undefined : { kind: 'brief', text };
    }),
  'desk-advise': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) => put(here, adviseScreen(here, desk))),
  'desk-advice': (here, { numbers: [demand, revision, at] }) =>
    tapAct(here, whole(demand), whole(revision), () => {
      const recommendation = recommendations[whole(at)];
      return recommendation && { kind: 'recommend', recommendation };
    }),
  'desk-reason': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), ({ file }) =>
      ask(here, here.w.t('reason-ask', { name: file.name }), deskDialogs.reason, file.demand, file.revision),
    ),
  'desk-rank': (here, { numbers: [demand, revision, down] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'rank', by: down === 1 ? 1 : -1 })),
};

async function showInbox(here: Here, filter: number, from: number): Promise<void> {
  const start = Math.max(0, from);
  const page = await here.store.list(
    here.appointments,
    { states: filterAt(filter).states },
    { from: start, size: inboxPageSize },
  );
  // An old button leads behind the end of a list that has become shorter.
  if (page.lines.length === 0 && page.total > 0) {
    await showInbox(here, filter, Math.floor((page.total - 1) / inboxPageSize) * inboxPageSize);
    return;
  }
  await put(here, inboxScreen(here.w, { filter, from: start, ...page, timeZone: await zoneOf(here) }));
}

async function zoneOf({ store, appointments }: Here): Promise<string> {
  const [first] = appointments;
  const campaign = first && (await store.campaign(first.campaignId));
  return campaign?.definition.timeZone ?? 'Asia/Shanghai';
}

/** Asks for something typed; what is typed comes back with these numbers. */
async function ask(
  { ctx }: Here,
  question: string,
  dialog: string,
  ...numbers: readonly number[]
): Promise<void> {
  await show(ctx, { html: escaped(question) });
  await ctx.conversation.enter(dialog, ...numbers);
}

async function search(here: Here, words: string): Promise<void> {
  const page = await here.store.list(
    here.appointments,
    { states: filterAt(3).states, search: words },
    { from: 0, size: 20 },
  );
  const timeZone = await zoneOf(here);
  await show(
    here.ctx,
    inboxScreen(here.w, { filter: 3, from: 0, ...page, search: shorten(words, 60), timeZone }),
  );
}

/** Opening a demand is reading it: who has read what is shown to the others. */
async function openFile(here: Here, { numbers: [number] }: Pressed): Promise<void> {
  const demand = whole(number);
  const desk = await readDesk(here, demand);
  const reader = desk && actingAs(here.appointments, 'see', desk.file);
  if (reader) await here.store.markRead(reader.id, demand, here.ctx.happenedAt);
  await showFile(here, demand, 0);
}

async function showFile(here: Here, demand: number, page: number, word = ''): Promise<void> {
  const desk = await readDesk(here, demand);
  if (!desk) {
    await say(here, here.w.t('file-gone'));
    return;
  }
  const screen = fileScreen(here.w, desk, page);
  await put(here, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

/** With the demand as it stands; says so when it is not what the person saw. */
async function onCurrent(
  here: Here,
  demand: number,
  revision: number,
  run: (desk: OnDesk) => Promise<unknown>,
): Promise<void> {
  const desk = await readDesk(here, demand);
  if (!desk) await say(here, here.w.t('file-gone'));
  else if (desk.file.revision !== revision && here.ctx.received.state === 'received')
    await showFile(here, demand, 0, here.w.t('desk-changed'));
  else await run(desk);
}

type Field = ReturnType<typeof fieldsOf>[number];

async function onField(
  here: Here,
  [demand, revision, index, ofUnit, reason]: readonly number[],
  run: (desk: OnDesk, step: Field, reason: (typeof correctionReasons)[number]) => Promise<unknown>,
): Promise<void> {
  await onCurrent(here, whole(demand), whole(revision), async (desk) => {
    const step = fieldsOf(desk).find(
      ({ key, placed }) => placed.index === index && (key.demand === 0) === (ofUnit === 0),
    );
    if (step) await run(desk, step, correctionReasons[whole(reason)] ?? 'other');
  });
}

async function tapAct(
  here: Here,
  demand: number,
  revision: number,
  decide: (desk: OnDesk) => DeskAct | undefined,
): Promise<void> {
  await onCurrent(here, demand, revision, async (desk) => {
    const wanted = decide(desk);
    if (wanted) await act(here, desk, wanted, revision);
  });
}

/** Does something once, then shows how the demand stands. */
async function act(here: Here, { file }: OnDesk, wanted: DeskAct, revision = file.revision): Promise<void> {
  const { ctx, store } = here;
  const order = orderOf(here, ctx.received.updateId, ctx.happenedAt, {
    demand: file.demand,
    revision,
    act: wanted,
  });
  const outcome = await settleOnce(
    ctx,
    () => store.perform(order),
    (updateId) => store.outcomeOf(updateId),
  );
  await answerAct(here, outcome);
}

async function answerAct(here: Here, { kind, act: did, demand }: DeskOutcome): Promise<void> {
  const { w, ctx } = here;
  if (kind === 'gone') await say(here, w.t('file-gone'));
  else if (kind === 'changedMeanwhile') await showFile(here, demand, 0, w.t('desk-changed'));
  else if (kind === 'notNow') await showFile(here, demand, 0, w.t('desk-not-now'));
  else if (kind === 'closed') await showFile(here, demand, 0, w.t('desk-closed'));
  else if (kind === 'sheetFull') await showFull(here, demand, await revisionOf(here, demand), 0);
  else if (did === 'choose' || did === 'unchoose') {
    const desk = await readDesk(here, demand);
    if (desk) await put(here, fieldsScreen(w, desk, 0));
  } else {
    const word = doneWord(here, did);
    ctx.toast = word;
    await showFile(here, demand, 0, ctx.callbackQuery && did !== 'sendBack' ? '' : word);
  }
}

function doneWord({ w }: Here, did: Exclude<DeskAct['kind'], 'choose' | 'unchoose'>): string {
  switch (did) {
    case 'sendBack':
      return w.t('send-back-done');
    case 'brief':
      return w.t('brief-saved');
    case 'recommendReason':
      return w.t('reason-done');
    default:
      return w.t(`done-${did}`);
  }
}

async function revisionOf({ store, appointments }: Here, demand: number): Promise<number> {
  return (await store.file(appointments, demand))?.revision ?? -1;
}

/** The sheet is full: those on it, to swap one for this. */
async function showFull(here: Here, demand: number, revision: number, wanted: number): Promise<void> {
  const { store, appointments, w } = here;
  const read = (from: number): ReturnType<typeof store.fullSheet> =>
    store.fullSheet(appointments, demand, { from, size: fullSheetPageSize });
  const first = await read(0);
  const from = first && pageStart(wanted, first.total);
  const sheet = from === 0 ? first : from && (await read(from));
  if (sheet) await put(here, fullSheetScreen(w, { demand, revision }, sheet, from ?? 0));
  else await say(here, w.t('file-gone'));
}

async function explain(here: Here, text: string, numbers: readonly number[]): Promise<void> {
  const count = countText(text, 'words');
  if (count > mostWords) {
    await ask(here, here.w.t('field-words-long', { count }), deskDialogs.words, ...numbers);
    return;
  }
  await onField(here, numbers, (desk, step, reason) =>
    act(here, desk, {
      kind: 'choose',
      question: step.key.question,
      of: step.key.demand,
      reason,
      words: text,
    }),
  );
}

async function askBrief(here: Here, desk: OnDesk): Promise<void> {
  const { w, ctx } = here;
  const { name, demand, revision, brief } = desk.file;
  const proposal = brief ?? proposalFor(desk) ?? '';
  await show(ctx, {
    html: lines(
      escaped(w.t('brief-ask', { name, limit: briefLimit(desk) })),
      proposal !== '' && `<pre>${escaped(proposal)}</pre>`,
    ),
    ...(brief === undefined &&
      proposal !== '' && {
        buttons: [[atDesk(w.t('button-take-proposal'), 'desk-proposal', demand, revision)]],
      }),
  });
  await ctx.conversation.enter(deskDialogs.brief, demand, revision);
}

async function writeBrief(
  here: Here,
  text: string,
  [demand = -1, revision = -1]: readonly number[],
): Promise<void> {
  await onCurrent(here, demand, revision, async (desk) => {
    const limit = briefLimit(desk);
    const count = countText(text, 'words');
    if (count <= limit) {
      await act(here, desk, { kind: 'brief', text }, revision);
      return;
    }
    const cut = cutToLimit(text, limit, 'words').text;
    await show(here.ctx, {
      html: lines(
        escaped(here.w.t('brief-long', { count, limit, excess: count - limit })),
        `<pre>${escaped(cut)}</pre>`,
      ),
    });
    await here.ctx.conversation.enter(deskDialogs.brief, demand, revision);
  });
}

async function writeReason(
  here: Here,
  text: string,
  [demand = -1, revision = -1]: readonly number[],
): Promise<void> {
  const count = countText(text, 'words');
  if (count > mostWords) {
    await ask(here, here.w.t('field-words-long', { count }), deskDialogs.reason, demand, revision);
    return;
  }
  await onCurrent(here, demand, revision, (desk) =>
    act(here, desk, { kind: 'recommendReason', text }, revision),
  );
}

function adviseScreen({ w }: Here, { file }: OnDesk): Screen {
  const { demand, revision, name } = file;
  return {
    html: escaped(w.t('recommend-ask', { name })),
    buttons: [
      ...recommendations.map((one, at) => [
        atDesk(w.t(`recommendation-${one}`), 'desk-advice', demand, revision, at),
      ]),
      [atDesk(w.t('button-recommend-reason'), 'desk-reason', demand, revision)],
      [openDemand(w.t('button-file'), demand)],
    ],
  };
}
