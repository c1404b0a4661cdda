import { createHash, randomBytes } from 'node:crypto';
import { Composer } from 'grammy';
import { actingAs } from '../people/appointment.js';
import { sectorsIn } from '../survey/misfiled.js';
import { countText } from '../survey/reading/count.js';
import { type Pressed, whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { escaped, lines, paragraphs } from '../telegram/screen.js';
import { outcomeOfRoom, settleOnce } from '../telegram/settle-once.js';
import { put, say, show } from '../telegram/show.js';
import { answeredAgain, type OnTap, staffDoor, tapsByVerb, typedByStaff } from '../telegram/staff-door.js';
import { deskEntrance, type Here, hereOf } from './bot-here.js';
import type { TakeOverOutcome, TransferAct, TransferOutcome } from './ports.js';
import { atDesk } from './screens/buttons.js';
import { fileScreen, type OnDesk } from './screens/file.js';
import {
  areasScreen,
  handMadeScreen,
  handScreen,
  moreScreen,
  moveScreen,
  offerScreen,
  onForm,
  openOwnForm,
  rivalsScreen,
  sectorsScreen,
  type TransferVerb,
} from './screens/transfer.js';
import { type DeskOptions, readDesk } from './visit.js';

/** Start parameters of links that hand a form over begin so. */
const linkPrefix = 't_';
/** Days that such a link is good for. */
const linkDays = 7;
const dayMs = 24 * 3600 * 1000;
/** 字 of a reason. */
const mostWords = 200;

/** The dialog that asks why a form is withdrawn. */
export const withdrawDialog = 'transfer-why';

/** The door to whole forms: to hand them over, to settle two for one unit, to hold demands for the same need. */
export function transferBot(options: DeskOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.command('start', async (ctx, next) => {
    const link = ctx.match.trim();
    if (link.startsWith(linkPrefix))
      await lookAtLink(await hereOf(ctx, options), link.slice(linkPrefix.length));
    else await next();
  });
  // Whoever comes by a link is none of the staff.
  const onLink: Readonly<Record<Extract<TransferVerb, 'form-take'>, OnTap<Here>>> = {
    'form-take': (here, { words: [secret = ''] }) => takeOver(here, secret),
  };
  door.use(tapsByVerb(onLink, async (ctx, run) => run(await hereOf(ctx, options))));
  door.use(staffDoor(deskEntrance(options), { taps }));
  door.use(
    answeredAgain<TransferOutcome>('transfer', async (ctx, outcome) =>
      answer(await hereOf(ctx, options), outcome),
    ),
  );
  return door;
}

function transferOutcome(outcome: unknown): TransferOutcome | undefined {
  return outcomeOfRoom<TransferOutcome>('transfer', outcome);
}

/** What is typed as the reason for withdrawing a form. */
export function transferTyped(options: DeskOptions): Readonly<Record<string, OnTyped>> {
  return { [withdrawDialog]: typedByStaff(deskEntrance(options), withdraw) };
}

const taps: Readonly<Record<Exclude<TransferVerb, 'form-take'>, OnTap<Here>>> = {
  'form-more': (here, pressed) =>
    onCurrent(here, pressed, 'see', (desk) => put(here, moreScreen(here.w, desk))),
  'form-hand': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', (desk) => put(here, handScreen(here.w, desk, linkDays))),
  'form-link': (here, pressed) => onCurrent(here, pressed, 'transfer', (desk) => makeLink(here, desk)),
  'form-areas': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', (desk) => put(here, areasScreen(here.w, desk))),
  'form-sectors': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', (desk) => askSector(here, desk, pressed)),
  'form-move-ask': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', (desk) => askMove(here, desk, pressed)),
  'form-move': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', async (desk) => {
      const place = placeOf(desk, pressed);
      if (place) await act(here, desk, { kind: 'move', area: place.area, sector: place.sector });
    }),
  'form-rivals': (here, pressed) => onCurrent(here, pressed, 'transfer', (desk) => showRivals(here, desk)),
  'form-keep': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', (desk) =>
      act(here, desk, { kind: 'keepBoth', submission: whole(pressed.numbers[2]) }),
    ),
  'form-why': (here, pressed) =>
    onCurrent(here, pressed, 'transfer', async () => {
      await say(here, here.w.t('rival-why'));
      await here.ctx.conversation.enter(withdrawDialog, ...pressed.numbers.map(whole));
    }),
  'need-same': (here, pressed) =>
    onCurrent(here, pressed, 'review', async (desk) => {
      const other = whole(pressed.numbers[2]);
      const isShown = desk.similar.some(({ demand }) => demand === other);
      if (isShown || here.ctx.received.state === 'applied') await act(here, desk, { kind: 'link', other });
      else await say(here, here.w.t('file-gone'));
    }),
  'need-other': (here, pressed) =>
    onCurrent(here, pressed, 'review', (desk) =>
      act(here, desk, { kind: 'unlink', other: whole(pressed.numbers[2]) }),
    ),
};

/** With the demand as it stands; the same word where it is not theirs to act on as where it is not there. */
async function onCurrent(
  here: Here,
  { numbers: [demand, revision] }: Pressed,
  right: 'see' | 'transfer' | 'review',
  run: (desk: OnDesk) => Promise<unknown>,
): Promise<void> {
  const desk = await readDesk(here, whole(demand));
  const isNew = here.ctx.received.state === 'received';
  // What was done may have taken it out of their sight: then its outcome is said.
  const done = isNew ? undefined : transferOutcome(here.ctx.received.outcome);
  if (done && (!desk || done.kind === 'done')) await answer(here, done);
  else if (!desk || !actingAs(here.appointments, right, desk.file)) await say(here, here.w.t('file-gone'));
  else if (isNew && desk.file.revision !== revision)
    await showFile(here, whole(demand), here.w.t('desk-changed'));
  else await run(desk);
}

async function showFile(here: Here, demand: number, word: string): Promise<void> {
  const desk = await readDesk(here, demand);
  if (!desk) {
    await put(here, {
      html: escaped(word === '' ? here.w.t('file-gone') : word),
      buttons: [[atDesk(here.w.t('button-inbox'), 'desk-list', 0, 0)]],
    });
    return;
  }
  const screen = fileScreen(here.w, desk, 0);
  await put(here, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

/** Does something once, then says what came of it. */
async function act(here: Here, { file }: OnDesk, wanted: TransferAct): Promise<void> {
  await answer(here, await settle(here, file, wanted));
}

async function settle(
  { ctx, identity, options: { transfers } }: Here,
  { demand, revision }: OnDesk['file'],
  wanted: TransferAct,
): Promise<TransferOutcome> {
  return settleOnce<TransferOutcome>(
    ctx,
    () =>
      transfers.perform({
        updateId: ctx.received.updateId,
        identity,
        demand,
        revision,
        at: ctx.happenedAt,
        act: wanted,
      }),
    async (updateId) => transferOutcome(await transfers.outcomeOf(updateId)),
  );
}

async function answer(here: Here, { kind, act: did, demand }: TransferOutcome): Promise<void> {
  const { w } = here;
  switch (kind) {
    case 'done':
      // A link is shown when it is made, and never again.
      if (did === 'makeLink') await say(here, w.t('hand-made-again'));
      else await showFile(here, demand, w.t(`transfer-done-${did}`));
      return;
    case 'gone':
      await say(here, w.t('file-gone'));
      return;
    case 'changedMeanwhile':
      await showFile(here, demand, w.t('desk-changed'));
      return;
    case 'closed':
      await showFile(here, demand, w.t('desk-closed'));
      return;
    case 'notNow':
      await showFile(here, demand, w.t('desk-not-now'));
      return;
    case 'notWhole':
      await showFile(here, demand, w.t('transfer-not-whole'));
      return;
    case 'otherDraft':
      await showFile(here, demand, w.t('transfer-other-draft'));
  }
}

/** Another hash than that of an appointment's secret: neither link serves for the other. */
function hashOf(secret: string): string {
  return createHash('sha256').update(`take-over:${secret}`).digest('hex');
}

async function makeLink(here: Here, desk: OnDesk): Promise<void> {
  const { ctx, w } = here;
  const isNew = ctx.received.state === 'received';
  const secret = randomBytes(20).toString('base64url');
  const expiresAt = new Date(ctx.happenedAt.getTime() + linkDays * dayMs);
  const outcome = await settle(here, desk.file, { kind: 'makeLink', secretHash: hashOf(secret), expiresAt });
  if (outcome.kind !== 'done' || !isNew) {
    await answer(here, outcome);
    return;
  }
  const link = `https://t.me/${ctx.me.username}?start=${linkPrefix}${secret}`;
  const until = w.time(expiresAt, desk.campaign.definition.timeZone);
  await put(here, handMadeScreen(w, desk, { link, until }));
}

/** Where the demand could go: an area other than its own, by its place from 0. */
function otherAreaAt({ campaign, file }: OnDesk, at: number): string | undefined {
  const id = campaign.definition.areas[at]?.id;
  return id === file.area ? undefined : id;
}

async function askSector(here: Here, desk: OnDesk, { numbers: [, , at] }: Pressed): Promise<void> {
  const area = otherAreaAt(desk, whole(at));
  if (area === undefined) return;
  const sectors = sectorsIn(desk.form, desk.answers, desk.file.demand, area);
  if (sectors.length > 0) await put(here, sectorsScreen(here.w, desk, whole(at), sectors));
  else await put(here, moveScreen(here.w, desk, { at: whole(at), sectorAt: 0, area }));
}

function placeOf(
  desk: OnDesk,
  { numbers: [, , at, sectorAt] }: Pressed,
): { at: number; sectorAt: number; area: string; sector?: string } | undefined {
  const area = otherAreaAt(desk, whole(at));
  if (area === undefined) return undefined;
  const sector = sectorsIn(desk.form, desk.answers, desk.file.demand, area)[whole(sectorAt) - 1]?.id;
  if (sector === undefined && sectorAt !== 0) return undefined;
  return { at: whole(at), sectorAt: whole(sectorAt), area, ...(sector !== undefined && { sector }) };
}

async function askMove(here: Here, desk: OnDesk, pressed: Pressed): Promise<void> {
  const place = placeOf(desk, pressed);
  if (place) await put(here, moveScreen(here.w, desk, place));
}

async function showRivals(here: Here, desk: OnDesk): Promise<void> {
  const rivals = await here.options.transfers.rivals(here.appointments, desk.file.demand);
  if (!rivals) await say(here, here.w.t('file-gone'));
  else if (rivals.length < 2) await showFile(here, desk.file.demand, here.w.t('rivals-settled'));
  else await put(here, rivalsScreen(here.w, desk, rivals));
}

async function withdraw(here: Here, text: string, numbers: readonly number[]): Promise<void> {
  const [, , submission = -1, submissionRevision = -1] = numbers;
  const count = countText(text, 'words');
  if (count > mostWords) {
    const [demand = -1, revision = -1] = numbers;
    await show(here.ctx, {
      html: escaped(here.w.t('rival-why-long', { count })),
      buttons: [
        [onForm(here.w.t('button-why-again'), 'form-why', demand, revision, submission, submissionRevision)],
      ],
    });
    return;
  }
  await onCurrent(here, { verb: 'form-why', numbers, words: [] }, 'transfer', (desk) =>
    act(here, desk, { kind: 'withdraw', submission, submissionRevision, words: text }),
  );
}

async function lookAtLink(here: Here, secret: string): Promise<void> {
  const { ctx, identity, w, options } = here;
  const { transfers } = options;
  const outcome = await settleTaking(here, () =>
    transfers.lookAtLink({
      updateId: ctx.received.updateId,
      identity,
      secretHash: hashOf(secret),
      at: ctx.happenedAt,
    }),
  );
  const offered = outcome.kind === 'offered' ? await transfers.offered(outcome.submission) : undefined;
  if (offered) await show(ctx, offerScreen(w, offered, secret));
  else await sayTaken(here, outcome);
}

async function takeOver(here: Here, secret: string): Promise<void> {
  const { ctx, identity, options } = here;
  const outcome = await settleTaking(here, () =>
    options.transfers.takeOver({
      updateId: ctx.received.updateId,
      identity,
      secretHash: hashOf(secret),
      at: ctx.happenedAt,
    }),
  );
  await sayTaken(here, outcome);
}

function settleTaking(
  { ctx, options: { transfers } }: Here,
  run: () => Promise<TakeOverOutcome | undefined>,
): Promise<TakeOverOutcome> {
  return settleOnce<TakeOverOutcome>(ctx, run, async (updateId) => {
    return outcomeOfRoom<TakeOverOutcome>('take-over', await transfers.outcomeOf(updateId));
  });
}

async function sayTaken(here: Here, outcome: TakeOverOutcome): Promise<void> {
  const { w } = here;
  switch (outcome.kind) {
    case 'takenOver':
      await put(here, {
        html: lines(escaped(w.t('taken-over')), escaped(w.t('taken-over-how'))),
        buttons: [[openOwnForm(w, outcome.submission)]],
      });
      return;
    case 'own':
      await say(here, w.t('take-over-own'));
      return;
    case 'otherDraft':
      await say(here, w.t('take-over-other-draft'));
      return;
    case 'tooManyTries':
      await say(here, w.t('link-too-many'));
      return;
    case 'offered':
    case 'linkRefused':
      await say(here, w.t('link-refused'));
  }
}
