import type { Composer } from 'grammy';
import { actingAs } from '../people/appointment.js';
import { asksFor } from '../people/staff-commands.js';
import { type Pressed, whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { openDemandVerb } from '../telegram/demand-button.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { shorten } from '../telegram/screen.js';
import { put, say, show } from '../telegram/show.js';
import { answeredAgain, type OnTap, staffDoor, typedByStaff } from '../telegram/staff-door.js';
import { briefDialog, decideTaps, reasonDialog, writeBrief, writeReason } from './bot-deciding.js';
import { answerAct, ask, showFile } from './bot-file.js';
import { deskEntrance, type Here, hereOf } from './bot-here.js';
import { explain, sendBackTaps, wordsDialog } from './bot-send-back.js';
import type { DeskOutcome } from './ports.js';
import type { DeskVerb } from './screens/buttons.js';
import { filterAt, inboxPageSize, inboxScreen } from './screens/inbox.js';
import { type DeskOptions, readDesk } from './visit.js';

/* What waits for review: listed, searched, opened. */

const searchDialog = 'desk-search';

/** The door through which those who review come in. */
export function deskBot(options: DeskOptions): Composer<BotContext> {
  const door = staffDoor(deskEntrance(options), {
    commands: { inbox: (here) => showInbox(here, 0, 0) },
    words: {
      asked: (text) => (asksFor('inbox', text) ? '' : undefined),
      run: (here) => showInbox(here, 0, 0),
    },
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
    [searchDialog]: typed(search),
    [wordsDialog]: typed(explain),
    [briefDialog]: typed(writeBrief),
    [reasonDialog]: typed(writeReason),
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
  'desk-search': (here) => ask(here, here.w.t('inbox-search-ask'), searchDialog),
  'desk-page': (here, { numbers: [demand, page] }) => showFile(here, whole(demand), whole(page)),
  ...sendBackTaps,
  ...decideTaps,
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
