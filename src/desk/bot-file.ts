import { escaped, paragraphs } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say, show } from '../telegram/show.js';
import type { Here } from './bot-here.js';
import type { DeskAct, DeskOutcome } from './ports.js';
import { fileScreen, type OnDesk } from './screens/file.js';
import { fullSheetPageSize, fullSheetScreen, pageStart } from './screens/full-sheet.js';
import { fieldsScreen } from './screens/send-back.js';
import { orderOf, readDesk } from './visit.js';

/* One demand on the desk: as it stands, and what is done to it. */

/** 字 of a reason or an explanation. */
export const mostWords = 200;

/** Asks for something typed; what is typed comes back with these numbers. */
export async function ask(
  { ctx }: Here,
  question: string,
  dialog: string,
  ...numbers: readonly number[]
): Promise<void> {
  await show(ctx, { html: escaped(question) });
  await ctx.conversation.enter(dialog, ...numbers);
}

export async function showFile(here: Here, demand: number, page: number, word = ''): Promise<void> {
  const desk = await readDesk(here, demand);
  if (!desk) {
    await say(here, here.w.t('file-gone'));
    return;
  }
  const screen = fileScreen(here.w, desk, page);
  await put(here, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

/** With the demand as it stands; says so when it is not what the person saw. */
export async function onCurrent(
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

export async function tapAct(
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
export async function act(
  here: Here,
  { file }: OnDesk,
  wanted: DeskAct,
  revision = file.revision,
): Promise<void> {
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

export async function answerAct(here: Here, { kind, act: did, demand }: DeskOutcome): Promise<void> {
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
export async function showFull(here: Here, demand: number, revision: number, wanted: number): Promise<void> {
  const { store, appointments, w } = here;
  const read = (from: number): ReturnType<typeof store.fullSheet> =>
    store.fullSheet(appointments, demand, { from, size: fullSheetPageSize });
  const first = await read(0);
  const from = first && pageStart(wanted, first.total);
  const sheet = from === 0 ? first : from && (await read(from));
  if (sheet) await put(here, fullSheetScreen(w, { demand, revision }, sheet, from ?? 0));
  else await say(here, w.t('file-gone'));
}
