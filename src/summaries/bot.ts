import { type Composer, InputFile } from 'grammy';
import { chartPicture } from '../office/chart-picture.js';
import { fileName } from '../office/flat-name.js';
import { sheetFile } from '../office/sheet-file.js';
import type { SheetDefinition } from '../survey/definition.js';
import type { FiledState } from '../survey/filing.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped, lines, paragraphs, type Screen } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, show } from '../telegram/show.js';
import { type OnTap, staffDoor } from '../telegram/staff-door.js';
import { filledForm, formPaperOf } from '../wording/form-paper.js';
import { sendFlat } from './bot-flat.js';
import type { Here } from './bot-here.js';
import type { SummaryOutcome } from './ports.js';
import {
  areaPlace,
  campaignsScreen,
  countOf,
  onSummary,
  type SummaryVerb,
  summaryScreen,
  type Viewed,
} from './screens/summary.js';
import { basisOf, type Listed, officialSheet, sheetDiff, sheetRows } from './sheet.js';
import { areaSheet, mayReport, type OwnCampaign, type SummariesOptions, view, visitBy } from './visit.js';

/** The door through which summaries are asked for: by command, by word, by button. */
export function summariesBot(options: SummariesOptions): Composer<BotContext> {
  return staffDoor<Here>(
    {
      hereOf: async (ctx) => ({ ...(await visitBy(String(ctx.from?.id ?? 0), options)), ctx }),
      isStaff: ({ campaigns }) => campaigns.length > 0,
      refusal: ({ w }) => w.t('desk-not-staff'),
    },
    { commands: { summary: summaryByName }, words: { asked: askedByWord, run: summaryByName }, taps },
  );
}

/** "汇总", "摘要 慈利县": the area that is named behind the word; undefined when something else was typed. */
function askedByWord(text: string): string | undefined {
  const found = /^(?:汇总|摘要|summary)(?:表)?(?:[\s　:：]+(\S{1,40}))?[。.!！]?$/i.exec(text);
  return found ? (found[1] ?? '') : undefined;
}

/** Of the campaign and the area that a button names; else what there is to choose from. */
function viewing(
  run: (here: Here, viewed: Viewed, numbers: readonly number[]) => Promise<unknown>,
): OnTap<Here> {
  return (here, { numbers: [at, place, ...rest] }) =>
    onView(here, at, place, (viewed) => run(here, viewed, rest));
}

const taps: Readonly<Record<SummaryVerb, OnTap<Here>>> = {
  sum: viewing((here, viewed) => put(here, summaryScreen(here.w, viewed))),
  'sum-sheet': viewing((here, viewed, [waiting]) => sendSheet(here, viewed, waiting === 1)),
  'sum-chart': viewing(sendChart),
  'sum-flat': viewing(sendFlat),
  'sum-ask-report': viewing(askReport),
  'sum-report': viewing(report),
  'sum-form': (here, { numbers: [demand] }) => sendForm(here, whole(demand)),
};

async function onView(
  here: Here,
  at = -1,
  place = 0,
  run: (viewed: Viewed) => Promise<unknown>,
): Promise<void> {
  const campaign = here.campaigns[at];
  const area = campaign && place > 0 ? campaign.areas[place - 1] : undefined;
  const viewed = campaign && (place === 0 || area !== undefined) ? await view(here, at, area) : undefined;
  if (viewed) await run(viewed);
  else await show(here.ctx, campaignsScreen(here.w, here.campaigns));
}

/** The summary of a named area, in whichever of their campaigns has it. */
async function summaryByName(here: Here, name: string): Promise<void> {
  if (name === '' && here.campaigns.length > 1) {
    await show(here.ctx, campaignsScreen(here.w, here.campaigns));
    return;
  }
  const at = Math.max(
    0,
    here.campaigns.findIndex((campaign) => areaNamed(campaign, name) !== undefined),
  );
  const campaign = here.campaigns[at];
  if (!campaign) return;
  const { areas } = campaign;
  const named = name === '' ? undefined : areaNamed(campaign, name);
  const area = named ?? (areas.length === 1 ? areas[0] : undefined);
  const viewed = await view(here, at, area);
  if (!viewed) return;
  const screen = summaryScreen(here.w, viewed);
  const isUnknown = name !== '' && named === undefined;
  const word = here.w.t('summary-unknown-area', { name, areas: areas.join(here.w.t('list-comma')) });
  await show(here.ctx, { ...screen, html: paragraphs(isUnknown && escaped(word), screen.html) });
}

function areaNamed({ areas }: OwnCampaign, name: string): string | undefined {
  return name === '' ? undefined : (areas.find((id) => id === name) ?? areas.find((id) => id.includes(name)));
}

const waitingStates: readonly FiledState[] = ['waiting', 'corrected'];

/** The demands of a sheet, each with its form. */
async function listedFor(
  here: Here,
  viewed: Viewed,
  sheet: SheetDefinition,
  states: readonly FiledState[],
): Promise<Listed[]> {
  const demands = await here.store.listed(here.appointments, {
    campaignId: viewed.campaign.definition.id,
    formId: sheet.form,
    owner: { area: viewed.area },
    states,
  });
  const listed: Listed[] = [];
  for (const demand of demands) listed.push({ demand, form: await here.store.form(demand.formVersionId) });
  return listed;
}

function ownerName(here: Here, { area }: Viewed): string {
  return area ?? here.w.t('summary-all-areas');
}

/** The office that stamps the sheet: who covers the whole of its area; the planning office leaves it free. */
function officeOf({ appointments }: Here, { area, campaign }: Viewed): string {
  const collector = appointments.find(
    ({ campaignId, role, scopes }) =>
      campaignId === campaign.definition.id &&
      role === 'collector' &&
      scopes.some(({ kind, value }) => kind === 'area' && value === area),
  );
  return collector?.title ?? '';
}

async function sheetBytes(
  here: Here,
  viewed: Viewed,
  sheet: SheetDefinition,
  listed: readonly Listed[],
): Promise<Buffer> {
  const { w } = here;
  const head = { name: ownerName(here, viewed), office: officeOf(here, viewed), at: here.ctx.happenedAt };
  return sheetFile(officialSheet(w, viewed.campaign.definition, sheet, listed, head));
}

async function sendSheet(here: Here, viewed: Viewed, waiting: boolean): Promise<void> {
  const { w, ctx } = here;
  const sheet = areaSheet(viewed.campaign);
  if (!sheet) return;
  const listed = await listedFor(here, viewed, sheet, waiting ? waitingStates : ['accepted']);
  const bytes = await sheetBytes(here, viewed, sheet, listed);
  const owner = ownerName(here, viewed);
  await here.store.recordExport(here.appointments, here.identity, {
    campaignId: viewed.campaign.definition.id,
    subject: `sheet:${sheet.id}:${viewed.area ?? ''}`,
    at: ctx.happenedAt,
  });
  const title = w.say(sheet.title);
  const name = w.t(waiting ? 'sheet-file-name-waiting' : 'sheet-file-name', { title, owner });
  const proposed = listed.filter(({ demand }) => demand.brief === undefined).length;
  const count = listed.length;
  const caption = waiting
    ? w.t('sheet-caption-waiting', { owner, count })
    : count === 0
      ? w.t('sheet-empty', { owner })
      : w.t('sheet-caption', { owner, count, proposed });
  await ctx.replyWithDocument(new InputFile(bytes, `${fileName(name)}.xlsx`), { caption });
}

async function sendChart(here: Here, { counts, campaign, areas }: Viewed): Promise<void> {
  const { w, ctx } = here;
  const states = ['accepted', 'waiting', 'corrected', 'sentBack'] as const;
  if (countOf(counts, states) === 0) {
    await show(ctx, { html: escaped(w.t('chart-none')) });
    return;
  }
  const order = [
    ...areas.filter((area) => counts.byArea.has(area)),
    ...[...counts.byArea.keys()].filter((area) => !areas.includes(area)),
  ];
  const title = w.say(campaign.definition.title);
  const picture = await chartPicture({
    title: w.t('chart-title'),
    subtitle: `${title} · ${w.time(ctx.happenedAt, campaign.definition.timeZone)}`,
    legend: states.map((state) => w.t(`state-${state}`)),
    bars: order.map((area) => ({
      label: area === '' ? w.t('summary-unnamed') : area,
      parts: states.map((state) => counts.byArea.get(area)?.get(state) ?? 0),
    })),
  });
  await ctx.replyWithPhoto(new InputFile(picture, 'chart.png'), { caption: w.t('chart-caption', { title }) });
}

/** What stands against reporting, and what is to be known before. */
async function askReport(here: Here, viewed: Viewed): Promise<void> {
  const { w } = here;
  const { area, campaign, counts, reports } = viewed;
  const sheet = areaSheet(campaign);
  if (area === undefined || !sheet) return;
  if (!mayReport(here, campaign, area)) {
    await put(here, { html: escaped(w.t('report-not-whole', { area })) });
    return;
  }
  const listed = await listedFor(here, viewed, sheet, ['accepted']);
  if (listed.length === 0) {
    await put(here, { html: escaped(w.t('report-empty', { area })), buttons: [backButton(here, viewed)] });
    return;
  }
  const last = reports.get(area);
  const number = (last?.number ?? 0) + 1;
  if (last && !last.isStale) {
    await put(here, {
      html: escaped(w.t('report-same', { number: last.number })),
      buttons: [backButton(here, viewed)],
    });
    return;
  }
  const proposed = listed.filter(({ demand }) => demand.brief === undefined).length;
  const undecided = countOf(counts, waitingStates);
  const sentBack = countOf(counts, ['sentBack']);
  await put(here, {
    html: paragraphs(
      escaped(w.t('report-ask', { area, count: listed.length, number })),
      lines(
        proposed > 0 && escaped(w.t('report-proposed', { count: proposed })),
        undecided > 0 && escaped(w.t('report-undecided', { count: undecided })),
        sentBack > 0 && escaped(w.t('report-sent-back', { count: sentBack })),
      ),
      last && diffText(here, last.number, sheetDiff(last.rows, sheetRows(w, sheet, listed))),
    ),
    buttons: [
      [onSummary(w.t('button-report-now', { number }), 'sum-report', viewed.at, areaPlace(viewed))],
      backButton(here, viewed),
    ],
  });
}

function backButton({ w }: Here, viewed: Viewed): NonNullable<Screen['buttons']>[number] {
  return [onSummary(w.t('button-back-summary'), 'sum', viewed.at, areaPlace(viewed))];
}

function diffText(
  { w }: Here,
  number: number,
  { added, removed, changed }: ReturnType<typeof sheetDiff>,
): string {
  const named = (kind: 'added' | 'removed' | 'changed', rows: typeof added): string[] =>
    rows.slice(0, 10).map(({ cells }) => escaped(w.t(`report-diff-${kind}`, { name: cells[1] ?? '' })));
  return lines(
    escaped(
      w.t('report-diff', { number, added: added.length, removed: removed.length, changed: changed.length }),
    ),
    ...named('added', added),
    ...named('removed', removed),
    ...named('changed', changed),
  );
}

/** Freezes the sheet under the next number and hands it out; what is frozen is exactly what was read. */
async function report(here: Here, viewed: Viewed): Promise<void> {
  const { ctx, store, w } = here;
  const { area, campaign } = viewed;
  const sheet = areaSheet(campaign);
  if (area === undefined || !sheet) return;
  const listed = await listedFor(here, viewed, sheet, ['accepted']);
  if (listed.length === 0 && ctx.received.state === 'received') {
    await put(here, { html: escaped(w.t('report-empty', { area })), buttons: [backButton(here, viewed)] });
    return;
  }
  const outcome = await settleOnce<SummaryOutcome>(
    ctx,
    () =>
      store.report({
        updateId: ctx.received.updateId,
        identity: here.identity,
        campaignId: campaign.definition.id,
        sheetId: sheet.id,
        formId: sheet.form,
        area,
        rows: sheetRows(w, sheet, listed),
        basis: basisOf(listed.map(({ demand }) => demand)),
        at: ctx.happenedAt,
      }),
    (updateId) => store.outcomeOf(updateId),
  );
  const back = [backButton(here, viewed)];
  if (outcome.kind === 'gone') await put(here, { html: escaped(w.t('report-gone', { area })) });
  else if (outcome.kind === 'closed') await put(here, { html: escaped(w.t('desk-closed')), buttons: back });
  else if (outcome.kind === 'changedMeanwhile')
    await put(here, { html: escaped(w.t('report-changed', { area })), buttons: back });
  else if (outcome.kind === 'unchanged')
    await put(here, { html: escaped(w.t('report-same', { number: outcome.number })), buttons: back });
  else {
    const { number, told } = outcome;
    const word = told > 0 ? 'report-done' : 'report-done-alone';
    await put(here, { html: escaped(w.t(word, { area, number })), buttons: back });
    const name = w.t('sheet-file-name', { title: w.say(sheet.title), owner: area });
    const bytes = await sheetBytes(here, viewed, sheet, listed);
    await ctx.replyWithDocument(new InputFile(bytes, `${fileName(`${name}-${outcome.number}`)}.xlsx`));
  }
}

/** A unit's questionnaire as the official form, filled in. */
async function sendForm(here: Here, number: number): Promise<void> {
  const { w, ctx, store } = here;
  const demand = await store.one(here.appointments, number);
  if (!demand) {
    await show(ctx, { html: escaped(w.t('file-gone')) });
    return;
  }
  const form = await store.form(demand.formVersionId);
  const template = here.options.template(demand.campaignId, form.definition);
  if (!template) {
    await show(ctx, { html: escaped(w.t('form-none')) });
    return;
  }
  const bytes = await filledForm(formPaperOf(w, form, template, demand));
  await store.recordExport(here.appointments, here.identity, {
    campaignId: demand.campaignId,
    subject: `form:${demand.receipt.number}`,
    at: ctx.happenedAt,
  });
  const name = fileName(`${w.say(form.definition.title)}-${demand.receipt.number}`);
  await ctx.replyWithDocument(new InputFile(bytes, `${name}.docx`));
}
