import { type Composer, InputFile } from 'grammy';
import { fileName } from '../office/flat-name.js';
import { tableFile } from '../office/table-file.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { put, say } from '../telegram/show.js';
import { type OnTap, staffDoor } from '../telegram/staff-door.js';
import { areaLabel } from '../wording/area-label.js';
import { entrance, type Here, type NoticesOptions, settle } from './bot.js';
import { callResults, type Desk, type Notice, type ReportLine } from './ports.js';
import { callScreen, callsScreen } from './screens/home.js';
import { deskBy } from './visit.js';

/* Whom a notice reached and whom not, and those whom somebody must call. */

export function reportBot(options: NoticesOptions): Composer<BotContext> {
  return staffDoor(entrance(options), { taps });
}

const taps: Readonly<Record<string, OnTap<Here>>> = {
  'n-report': (here, { numbers: [id] }) => sendReport(here, whole(id)),
  'n-calls': (here, { numbers: [desk, from] }) => showCalls(here, desk, whole(from)),
  'n-call': (here, { numbers: [desk, unit, from] }) => showCall(here, desk, whole(unit), whole(from)),
  'n-called': (here, { numbers: [desk, unit, result, from] }) =>
    note(here, desk, whole(unit), whole(result), whole(from)),
  'n-phones': (here, { numbers: [desk] }) => sendPhones(here, desk),
};

async function sendReport(here: Here, id: number): Promise<void> {
  const { ctx, store, w } = here;
  const notice = await store.notice(here.by, id);
  const definition = notice && (await store.campaign(notice.campaignId));
  if (!notice || !definition) return say(here, w.t('notice-gone'));
  const rows = await store.report(id);
  const bytes = await tableFile({
    sheetName: w.t('report-sheet'),
    header: [
      w.t('report-name'),
      w.t('report-area'),
      w.t('report-state'),
      w.t('report-reason'),
      w.t('report-time'),
    ],
    widths: [40, 20, 14, 36, 22],
    rows: rows.map((row) => [
      row.name === '' ? w.t('report-nameless') : row.name,
      areaLabel(w, definition, row.area),
      w.t(`report-state-${row.state}`),
      reasonText(here, row),
      w.time(row.at, definition.timeZone),
    ]),
  });
  await took(here, notice, `notice:${id}`);
  const name = fileName(w.t('report-file', { number: id }));
  await ctx.replyWithDocument(new InputFile(bytes, `${name}.xlsx`), {
    caption: w.t('report-caption', { count: rows.length }),
  });
}

/** Writes down who took a list with them, in the office in which they have it. */
async function took(
  { store, desks, by, ctx }: Here,
  { campaignId, appointment }: Pick<Notice, 'campaignId' | 'appointment'>,
  subject: string,
): Promise<void> {
  const theirs = desks.filter((desk) => desk.campaignId === campaignId);
  const desk = theirs.find((one) => one.appointment?.id === appointment?.id) ?? theirs[0];
  if (desk) await store.recordExport(by, desk, { subject, at: ctx.happenedAt });
}

/** What Telegram answered, in words where it is one of the usual reasons. */
function reasonText({ w }: Here, { state, reason }: ReportLine): string {
  if (state === 'unknown') return w.t('reason-unknown');
  if (state === 'blocked') return w.t('reason-blocked');
  if (reason === undefined) return '';
  return reason === 'tooOld' || reason === 'gone'
    ? w.t(`reason-${reason}`)
    : w.t('reason-refused', { reason });
}

async function deskAt(
  here: Here,
  mark: number | undefined,
): Promise<{ desk: Desk; mark: number; definition: CampaignDefinition } | undefined> {
  const desk = deskBy(here, mark);
  const definition = desk && (await here.store.campaign(desk.campaignId));
  if (mark !== undefined && definition) return { desk, mark, definition };
  await say(here, here.w.t('notices-not-yours'));
  return undefined;
}

async function showCalls(here: Here, mark: number | undefined, from: number): Promise<void> {
  const found = await deskAt(here, mark);
  if (!found) return;
  const units = await here.store.uncalled(found.desk.campaignId, found.desk.appointment);
  await put(here, callsScreen(here.w, found.mark, found.definition, units, Math.max(0, from)));
}

async function showCall(here: Here, mark: number | undefined, unit: number, from: number): Promise<void> {
  const found = await deskAt(here, mark);
  if (!found) return;
  const units = await here.store.uncalled(found.desk.campaignId, found.desk.appointment);
  const one = units.find((other) => other.unit === unit);
  if (one) await put(here, callScreen(here.w, found.mark, one, Math.max(0, from)));
  else await showCalls(here, mark, 0);
}

async function note(
  here: Here,
  mark: number | undefined,
  unit: number,
  index: number,
  from: number,
): Promise<void> {
  const found = await deskAt(here, mark);
  const result = callResults[index];
  if (!found || !result) return;
  const { kind } = await settle(here, { kind: 'called', campaignId: found.desk.campaignId, unit, result });
  here.ctx.toast = here.w.t(kind === 'done' ? 'call-noted' : 'notice-gone');
  await showCalls(here, mark, from);
}

/** The telephone list, for whoever calls. */
async function sendPhones(here: Here, mark: number | undefined): Promise<void> {
  const found = await deskAt(here, mark);
  if (!found) return;
  const { w, ctx } = here;
  const { definition } = found;
  const units = await here.store.uncalled(found.desk.campaignId, found.desk.appointment);
  const bytes = await tableFile({
    sheetName: w.t('phones-sheet'),
    header: [
      w.t('report-name'),
      w.t('report-area'),
      w.t('phones-contact'),
      w.t('phones-phone'),
      w.t('phones-why'),
      w.t('phones-called'),
      w.t('phones-called-at'),
    ],
    widths: [36, 16, 12, 16, 20, 16, 20],
    rows: units.map((unit) => [
      unit.name,
      areaLabel(w, definition, unit.area),
      unit.contactName ?? '',
      unit.phone ?? '',
      w.t(`calls-why-${unit.why}`),
      unit.lastCall ? w.t(`call-${unit.lastCall.result}`) : '',
      unit.lastCall ? w.time(unit.lastCall.at, definition.timeZone) : '',
    ]),
  });
  await took(here, found.desk, `phones:${found.desk.campaignId}`);
  await ctx.replyWithDocument(new InputFile(bytes, `${fileName(w.t('phones-file'))}.xlsx`), {
    caption: w.t('phones-caption', { count: units.length }),
  });
}
