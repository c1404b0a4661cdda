import { Composer } from 'grammy';
import type { Document } from 'grammy/types';
import { readXlsx } from '../office/read-xlsx.js';
import { coversArea, may } from '../people/appointment.js';
import type { Sheet } from '../people/sheet-table.js';
import { type CampaignDefinition, type Language, type SheetDefinition, say } from '../survey/definition.js';
import type { FiledState } from '../survey/filing.js';
import type { Form } from '../survey/form.js';
import { type Recommendation, recommendations, type SheetDemand } from '../survey/sheet-demand.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { download } from '../telegram/download.js';
import { escaped } from '../telegram/screen.js';
import { outcomeOfRoom, settleOnce } from '../telegram/settle-once.js';
import { replace, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { type Here as AtDesk, hereOf as atDesk } from './bot-here.js';
import type { ReturnedOutcome, ReturnedProposal, ReturnedStore, SheetChange, SheetProblem } from './ports.js';
import {
  type KnownRow,
  type ReturnedProblem,
  type ReturnedSheet,
  readReturnedSheet,
} from './returned-sheet.js';
import { appliedScreen, proposalScreen, type ReturnedVerb } from './screens/returned.js';
import type { DeskOptions } from './visit.js';

/** Bytes of an uploaded sheet: one of two thousand demands has less than 1 MB. */
const mostBytes = 10 * 1024 * 1024;

export interface ReturnedOptions extends DeskOptions {
  readonly returned: ReturnedStore;
  /** The rows of a sheet as it is handed out in a language. */
  readonly sheetRows: (
    language: Language,
    sheet: SheetDefinition,
    listed: readonly { readonly demand: SheetDemand; readonly form: Form }[],
  ) => readonly { readonly demand: number; readonly cells: readonly string[] }[];
}

interface Here extends AtDesk {
  readonly options: ReturnedOptions;
}

/** The door through which the official sheet comes back, edited in Excel. */
export function returnedBot(options: ReturnedOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('message:document', async (ctx, next) => {
    const { document } = ctx.message;
    const here = isWorkbook(document) ? await hereOf(ctx, options) : undefined;
    if (!here || !mayChange(here) || !(await takeSheet(here, document))) await next();
  });
  door.use(tapsByVerb(taps, async (ctx, run) => run(await hereOf(ctx, options))));
  return door;
}

async function hereOf(ctx: BotContext, options: ReturnedOptions): Promise<Here> {
  return { ...(await atDesk(ctx, options)), options };
}

/** By its name: what a person takes for a table. */
function isWorkbook({ file_name: name = '', mime_type: type = '' }: Document): boolean {
  return /\.(?:xlsx?|xlsm|et)$/i.test(name) || /spreadsheet|ms-excel/.test(type);
}

function mayChange({ appointments }: Here): boolean {
  return appointments.some(({ role }) => may(role, 'recommend'));
}

const taps: Readonly<Record<ReturnedVerb, OnTap<Here>>> = {
  'sheet-apply': (here, { numbers: [upload] }) => decide(here, whole(upload), 'apply'),
  'sheet-undo': (here, { numbers: [upload] }) => decide(here, whole(upload), 'undo'),
};

function settle(
  { ctx, options: { returned } }: Here,
  run: () => Promise<ReturnedOutcome | undefined>,
): Promise<ReturnedOutcome> {
  return settleOnce<ReturnedOutcome>(ctx, run, (updateId) => returned.outcomeOf(updateId));
}

/** Shows what the sheet would change; false when the document is none. */
async function takeSheet(here: Here, document: Document): Promise<boolean> {
  const { ctx, w, identity, options } = here;
  if (ctx.received.state === 'applied') {
    const outcome = outcomeOfRoom<ReturnedOutcome>('returned', ctx.received.outcome);
    if (outcome) await showProposal(here, outcome.upload);
    return outcome !== undefined;
  }
  const got = await download(ctx, document, mostBytes);
  const reading = got.kind === 'bytes' ? await readXlsx(got.bytes) : undefined;
  if (reading?.kind !== 'read') {
    // The planning office sends rosters too, whose door says what is wrong with a file.
    if (here.appointments.some(({ role }) => role === 'planner')) return false;
    await show(ctx, { html: escaped(w.t('returned-unreadable')) });
    return true;
  }
  const proposal = await proposalOf(here, reading.sheets);
  if (!proposal) return false;
  const outcome = await settle(here, () =>
    options.returned.propose({ updateId: ctx.received.updateId, identity, at: ctx.happenedAt, proposal }),
  );
  await showProposal(here, outcome.upload);
  return true;
}

async function showProposal(here: Here, upload: number): Promise<void> {
  const { ctx, w, identity, options, store } = here;
  const proposal = await options.returned.proposal(identity, upload);
  const campaign = proposal && (await store.campaign(proposal.campaignId));
  if (!proposal || !campaign) await show(ctx, { html: escaped(w.t('returned-gone')) });
  else await show(ctx, proposalScreen(w, campaign.definition, proposal, upload));
}

async function decide(here: Here, upload: number, how: 'apply' | 'undo'): Promise<void> {
  const { ctx, w, identity, options } = here;
  const { returned } = options;
  const outcome = await settle(here, () =>
    returned[how]({ updateId: ctx.received.updateId, identity, at: ctx.happenedAt, upload }),
  );
  const proposal = outcome.kind === 'applied' ? await returned.proposal(identity, outcome.upload) : undefined;
  if (proposal) await replace(ctx, appliedScreen(w, proposal, outcome.upload));
  else if (outcome.kind === 'undone') await replace(ctx, { html: escaped(w.t('returned-undone')) });
  else await show(ctx, { html: escaped(w.t(how === 'undo' ? undoWord(outcome) : applyWord(outcome))) });
}

function applyWord({ kind }: ReturnedOutcome): 'returned-changed' | 'returned-gone' | 'desk-closed' {
  if (kind === 'closed') return 'desk-closed';
  return kind === 'changedMeanwhile' ? 'returned-changed' : 'returned-gone';
}

function undoWord({ kind }: ReturnedOutcome): 'returned-undo-changed' | 'returned-gone' | 'desk-closed' {
  if (kind === 'closed') return 'desk-closed';
  return kind === 'changedMeanwhile' ? 'returned-undo-changed' : 'returned-gone';
}

/** Demands that one sheet may list, as far as they are theirs. */
interface Candidate {
  readonly campaign: CampaignDefinition;
  readonly sheet: SheetDefinition;
  /** null: of several areas. */
  readonly area: string | null;
  readonly demands: readonly SheetDemand[];
  readonly isAccepted: boolean;
}

const sheetStates: readonly (readonly FiledState[])[] = [['accepted'], ['waiting', 'corrected']];

/**
 * What the sheet would change, as the sheet of those demands of theirs that its rows name best: what its title or its
 * file say of whose it is counts for nothing.
 */
async function proposalOf(here: Here, sheets: readonly Sheet[]): Promise<ReturnedProposal | undefined> {
  let best: { readonly candidate: Candidate; readonly read: Read; readonly rows: Rows } | undefined;
  for (const candidate of await candidates(here)) {
    const { campaign, sheet } = candidate;
    const form = campaign.forms.find(({ id }) => id === sheet.form);
    if (!form) continue;
    for (const language of languages) {
      const rows = await rowsOf(here, candidate, language);
      const read = readReturnedSheet(sheets, {
        language,
        recommendations: recommendationWords(here),
        definition: sheet,
        form,
        known: rows.known,
        briefLimit: { limit: sheet.briefLimit, count: 'words' },
      });
      if (read.kind !== 'read') continue;
      if (!best || misfit(read) < misfit(best.read)) best = { candidate, read, rows };
      if (read.problems.length === 0) break;
    }
  }
  return best && proposalFrom(here, best.candidate, best.read, best.rows);
}

type Read = Extract<ReturnedSheet, { kind: 'read' }>;

/** In the order in which a sheet is tried: it says nowhere in which it was handed out. */
const languages: readonly Language[] = ['zh-CN', 'en'];

function recommendationWords({ options }: Here): [string, Recommendation][] {
  return languages.flatMap((language) => {
    const { t } = options.wording(language);
    return recommendations.map((one): [string, Recommendation] => [t(`recommendation-${one}`), one]);
  });
}

/**
 * Rows that are none of the candidate's weigh more than demands of the candidate that have no row, and these more than
 * cells that read otherwise than they were handed out.
 */
function misfit({ problems, missing }: Read): number {
  const unknown = problems.filter(({ fault: { kind } }) => kind === 'unknownRow' || kind === 'ambiguousRow');
  return unknown.length * 1e9 + missing.length * 1e5 + problems.length;
}

async function candidates({ appointments, store, options }: Here): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const own = appointments.filter(({ role }) => may(role, 'recommend'));
  for (const id of new Set(own.map(({ campaignId }) => campaignId))) {
    const campaign = (await store.campaign(id))?.definition;
    for (const sheet of campaign?.sheets.filter(({ of }) => of !== 'unit') ?? [])
      for (const states of sheetStates) {
        const of = { campaignId: id, formId: sheet.form, states };
        const listed = await options.returned.listed(own, of);
        const isAccepted = states.includes('accepted');
        const areas = new Set(listed.map(({ area }) => area));
        const common = campaign && { campaign, sheet, isAccepted };
        if (!common) continue;
        for (const area of areas)
          found.push({
            ...common,
            area: area ?? null,
            demands: listed.filter((one) => one.area === area),
          });
        if (areas.size > 1) found.push({ ...common, area: null, demands: listed });
      }
  }
  return found;
}

interface Rows {
  readonly known: readonly KnownRow[];
  readonly names: ReadonlyMap<number, string>;
}

/** The rows as they were handed out: a brief that is only proposed stands in its cell too. */
async function rowsOf(
  { store, options }: Here,
  { sheet, demands, campaign }: Candidate,
  language: Language,
): Promise<Rows> {
  const listed: { demand: SheetDemand; form: Form }[] = [];
  for (const demand of demands) listed.push({ demand, form: await store.form(demand.formVersionId) });
  const labels = sheet.columns.map(({ label }) => say(label, language));
  const at = sheet.columns.findIndex(({ from }) => from === 'brief');
  const roles = campaign.forms.find(({ id }) => id === sheet.form)?.roles;
  const named = sheet.columns.findIndex(
    ({ from }) => typeof from === 'object' && from.question === (roles?.demandName ?? roles?.unitName),
  );
  const byDemand = new Map(demands.map((one) => [one.demand, one]));
  const rows = options.sheetRows(language, sheet, listed);
  return {
    names: new Map(rows.map(({ demand, cells }) => [demand, cells[named] ?? cells[1] ?? ''])),
    known: rows.map(({ demand, cells }) => {
      const stands = byDemand.get(demand);
      return {
        demand,
        cells: Object.fromEntries(labels.map((label, column) => [label, cells[column] ?? ''])),
        brief: cells[at] || (stands?.brief ?? null),
        recommendation: stands?.recommendation ?? null,
        rank: stands?.rank ?? null,
      };
    }),
  };
}

function proposalFrom(here: Here, candidate: Candidate, read: Read, { names }: Rows): ReturnedProposal {
  const { campaign, sheet, area, demands } = candidate;
  const isRanked = mayRank(here, candidate) && read.isOrderRead;
  const byDemand = new Map(demands.map((one) => [one.demand, one]));
  const changes = read.differences.flatMap(({ demand, brief, recommendation, rank }): SheetChange[] => {
    const stands = byDemand.get(demand);
    const change = {
      ...(brief && { brief }),
      ...(recommendation && { recommendation }),
      ...(rank && isRanked && { rank }),
    };
    if (!stands || Object.keys(change).length === 0) return [];
    return [{ demand, revision: stands.revision, name: names.get(demand) ?? '', ...change }];
  });
  const isRanking = changes.some(({ rank }) => rank !== undefined);
  return {
    campaignId: campaign.id,
    formId: sheet.form,
    sheetId: sheet.id,
    area,
    basis: isRanking ? basisOf(demands) : null,
    changes,
    problems: read.problems.map(problemFrom),
    missing: read.missing.length,
  };
}

/** The order of a sheet is a ranking where it is that of the whole of an area. */
function mayRank({ appointments }: Here, { campaign, area, isAccepted }: Candidate): boolean {
  return (
    isAccepted &&
    area !== null &&
    appointments.some(
      (one) => one.campaignId === campaign.id && may(one.role, 'rank') && coversArea(one, area),
    )
  );
}

function basisOf(demands: readonly SheetDemand[]): string {
  return demands
    .toSorted((a, b) => a.demand - b.demand)
    .map(({ demand, revision, rank }) => `${demand}.${revision}.${rank ?? 0}`)
    .join(' ');
}

function problemFrom({ address, text, fault }: ReturnedProblem): SheetProblem {
  const common = { address, text, kind: fault.kind };
  switch (fault.kind) {
    case 'briefTooLong':
      return { ...common, count: fault.count, limit: fault.limit };
    case 'twice':
      return { ...common, before: fault.first };
    case 'readOnly':
      return { ...common, before: fault.before };
    default:
      return common;
  }
}
