import { DateTime } from 'luxon';
import type { OfficialSheet } from '../office/sheet-file.js';
import { answersFrom } from '../survey/answers.js';
import { compute } from '../survey/arithmetic.js';
import { keyFrom } from '../survey/conditions.js';
import type { CampaignDefinition, SheetDefinition } from '../survey/definition.js';
import type { Form } from '../survey/form.js';
import { proposedBrief } from '../survey/proposed-brief.js';
import type { SheetDemand } from '../survey/sheet-demand.js';
import type { Wording } from '../wording/wording.js';
import type { ReportedRow } from './ports.js';

/** A demand with the form that it was filed on. */
export interface Listed {
  readonly demand: SheetDemand;
  readonly form: Form;
}

export interface SheetHead {
  /** Of the worksheet and the file. */
  readonly name: string;
  /** The office that makes the sheet; empty leaves room for its seal. */
  readonly office: string;
  readonly at: Date;
}

/** The official sheet of some demands, in the given order. */
export function officialSheet(
  w: Wording,
  campaign: CampaignDefinition,
  sheet: SheetDefinition,
  listed: readonly Listed[],
  head: SheetHead,
): OfficialSheet {
  return {
    name: head.name,
    title: w.say(sheet.title),
    head: sheet.head.map((line) => headLine(w, campaign, line, listed, head)),
    columns: sheet.columns.map(({ label, from }) => ({ label: w.say(label), ...layout(from, listed) })),
    rows: sheetRows(w, sheet, listed).map(({ cells }) => cells),
    ...(sheet.note !== undefined && { note: w.say(sheet.note) }),
  };
}

/** The rows alone, each with its demand: what a report keeps. */
export function sheetRows(w: Wording, sheet: SheetDefinition, listed: readonly Listed[]): ReportedRow[] {
  return listed.map(({ demand, form }, at) => ({
    demand: demand.demand,
    cells: sheet.columns.map(({ from }) => cellText(w, sheet, { demand, form }, from, at + 1)),
  }));
}

type From = SheetDefinition['columns'][number]['from'];

function cellText(w: Wording, sheet: SheetDefinition, listed: Listed, from: From, sequence: number): string {
  const { demand, form } = listed;
  if (from === 'sequence') return String(sequence);
  if (from === 'recommendation')
    return demand.recommendation === undefined ? '' : w.t(`recommendation-${demand.recommendation}`);
  if (from === 'brief') return briefOf(listed, sheet) ?? '';
  return answerText(w, listed, from.question, form);
}

function briefOf({ demand, form }: Listed, sheet: SheetDefinition): string | undefined {
  const answers = answersFrom(demand.demands, demand.answers);
  return demand.brief ?? proposedBrief(form, answers, demand.demand, sheet.briefLimit);
}

function answerText(w: Wording, { demand }: Listed, id: string, form: Form): string {
  if (!form.has(id)) return '';
  const { question } = form.place(id);
  const answers = answersFrom(demand.demands, demand.answers);
  const value =
    question.kind === 'computed'
      ? compute(form, answers, question, demand.demand)
      : answers.value(keyFrom(form, demand.demand, id));
  if (value === undefined) return '';
  const text = w.answer(question, value);
  // The column's label names the unit of an amount.
  if (question.kind !== 'money') return text;
  return text.endsWith(question.unit) ? text.slice(0, -question.unit.length).trim() : text;
}

function headLine(
  w: Wording,
  { timeZone }: CampaignDefinition,
  line: SheetDefinition['head'][number],
  listed: readonly Listed[],
  { office, at }: SheetHead,
): string {
  if (typeof line === 'string' || !('from' in line)) return w.say(line);
  const label = w.say(line.label);
  if (line.from === 'office') return label + office;
  if (line.from === 'date')
    return label + DateTime.fromJSDate(at, { zone: timeZone }).toFormat(w.t('sheet-date-format'));
  const { question } = line.from;
  // A sheet of several leaves the place free for each to fill in.
  const [answer, ...others] = new Set(listed.map((one) => answerText(w, one, question, one.form)));
  return others.length === 0 ? label + (answer ?? '') : label;
}

/** Shares of the page's width: what is long gets more, a number little. */
function layout(from: From, listed: readonly Listed[]): { width: number; centred?: boolean } {
  if (from === 'sequence') return { width: 4, centred: true };
  if (from === 'brief') return { width: 34 };
  if (from === 'recommendation') return { width: 12, centred: true };
  const form = listed[0]?.form;
  const kind = form?.has(from.question) ? form.place(from.question).question.kind : undefined;
  if (kind === 'longText') return { width: 34 };
  if (kind === 'text' || kind === undefined) return { width: 18 };
  return { width: 11, centred: true };
}

export interface SheetDiff {
  readonly added: readonly ReportedRow[];
  readonly removed: readonly ReportedRow[];
  readonly changed: readonly ReportedRow[];
}

/** What a sheet says otherwise than the one before: rows are compared by their demand. */
export function sheetDiff(before: readonly ReportedRow[], after: readonly ReportedRow[]): SheetDiff {
  const old = new Map(before.map((row) => [row.demand, row]));
  const now = new Set(after.map(({ demand }) => demand));
  return {
    added: after.filter(({ demand }) => !old.has(demand)),
    removed: before.filter(({ demand }) => !now.has(demand)),
    changed: after.filter(({ demand, cells }) => {
      const earlier = old.get(demand);
      return earlier !== undefined && earlier.cells.join('\u0000') !== cells.join('\u0000');
    }),
  };
}

/** What a sheet is made from: when this reads otherwise, a report of it is out of date. */
export function basisOf(demands: readonly Pick<SheetDemand, 'demand' | 'revision' | 'rank'>[]): string {
  return demands
    .toSorted((a, b) => a.demand - b.demand)
    .map(({ demand, revision, rank }) => `${demand}.${revision}.${rank ?? 0}`)
    .join(' ');
}
