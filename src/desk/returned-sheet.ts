import {
  cellAt,
  findTable,
  type Sheet,
  type SheetCell,
  type SheetRow,
  type Table,
} from '../people/sheet-table.js';
import { folded } from '../survey/choices.js';
import { type CampaignDefinition, type FormDefinition, type Language, say } from '../survey/definition.js';
import { type CountRule, countText } from '../survey/reading/count.js';
import type { Recommendation } from '../survey/sheet-demand.js';

/*
 * The official sheet of an area comes back from Excel with briefs and recommendations filled in and its rows moved.
 * It carries no ids: a row is the demand whose name and unit it has, so these and all else that the unit itself
 * said are read only.
 */

/** A row of the sheet as it stands now. */
export interface KnownRow {
  readonly demand: number;
  /** The texts of the sheet, by the labels of its columns, all in the language of the sheet. */
  readonly cells: Readonly<Record<string, string>>;
  readonly brief: string | null;
  readonly recommendation: Recommendation | null;
  /** From 1; null: not ranked yet. */
  readonly rank: number | null;
}

export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

export interface RowDifference {
  readonly demand: number;
  readonly brief?: Change<string | null>;
  readonly recommendation?: Change<Recommendation | null>;
  readonly rank?: Change<number | null>;
}

export type ReturnedFault =
  /** No known demand has this name and unit. */
  | { readonly kind: 'unknownRow' }
  /** Several known demands have this name and unit. */
  | { readonly kind: 'ambiguousRow'; readonly demands: readonly number[] }
  /** The demand stands in a row further up too. */
  | { readonly kind: 'twice'; readonly first: string }
  | { readonly kind: 'readOnly'; readonly label: string; readonly before: string }
  /** In 字, or characters where the limit counts them. */
  | { readonly kind: 'briefTooLong'; readonly count: number; readonly limit: number }
  | { readonly kind: 'unknownRecommendation' }
  /** The numbers were changed and the rows left where they were; the order of the rows is what counts. */
  | { readonly kind: 'numbersChanged' };

export interface ReturnedProblem {
  /** As Excel shows it, e.g. F7. */
  readonly address: string;
  readonly text: string;
  readonly fault: ReturnedFault;
}

export type ReturnedSheet =
  /** Not this sheet: no row within the first ten has these labels. */
  | { readonly kind: 'otherSheet'; readonly missing: readonly string[] }
  | {
      readonly kind: 'read';
      readonly sheet: string;
      readonly differences: readonly RowDifference[];
      readonly problems: readonly ReturnedProblem[];
      /** Known demands without a row: nothing changes for them, and the order is not read, since it is not whole. */
      readonly missing: readonly number[];
      /** Whether every row was found once, so that the order of the rows is the rank. */
      readonly isOrderRead: boolean;
    };

export interface ReturnedSheetTask {
  /** In which the sheet was handed out. */
  readonly language: Language;
  /** How a recommendation may be written; all languages, since a cell may be filled in in another than the sheet's. */
  readonly recommendations: readonly (readonly [string, Recommendation])[];
  readonly definition: CampaignDefinition['sheets'][number];
  readonly form: FormDefinition;
  readonly known: readonly KnownRow[];
  readonly briefLimit: { readonly limit: number; readonly count: CountRule };
}

type Column = CampaignDefinition['sheets'][number]['columns'][number];

/** Reads what was changed in a sheet that came back; nothing is applied. A row with a problem changes nothing. */
export function readReturnedSheet(sheets: readonly Sheet[], task: ReturnedSheetTask): ReturnedSheet {
  const { definition, form, known, language } = task;
  const columns = new Map(definition.columns.map((column) => [say(column.label, language), column.from]));
  const labels = Object.fromEntries(Array.from(columns.keys(), (label) => [label, [label]]));
  const table = findTable(sheets, labels, [...columns.keys()]);
  if ('missing' in table) return { kind: 'otherSheet', missing: table.missing };
  const naming = namingColumns(columns, form);
  const problems: ReturnedProblem[] = [];
  const placed = placeRows(table, naming, known, problems);
  const found = new Set(placed.map((one) => one.known));
  const missing = known.filter((row) => !found.has(row)).map(({ demand }) => demand);
  const isOrderRead = missing.length === 0 && problems.length === 0;
  if (isOrderRead) problems.push(...changedNumbers(table, columns, placed));
  const differences = placed.flatMap(({ row, known: before }, at) => {
    const read = readRow(table, row, columns, before, task);
    problems.push(...read.problems);
    const rank = isOrderRead && before.rank !== at + 1 ? { before: before.rank, after: at + 1 } : undefined;
    const changed = read.problems.length > 0 ? {} : read.changed;
    const difference: RowDifference = { demand: before.demand, ...changed, ...(rank && { rank }) };
    return Object.keys(difference).length > 1 ? [difference] : [];
  });
  return { kind: 'read', sheet: table.sheet, differences, problems, missing, isOrderRead };
}

/** The columns that say which demand a row is: its name and its unit, so far as the sheet has them. */
function namingColumns(columns: ReadonlyMap<string, Column['from']>, form: FormDefinition): string[] {
  const { demandName, unitName } = form.roles;
  const naming = Array.from(columns).filter(
    ([, from]) => typeof from === 'object' && (from.question === demandName || from.question === unitName),
  );
  return naming.map(([label]) => label);
}

interface PlacedRow {
  readonly row: SheetRow;
  readonly known: KnownRow;
}

function placeRows(
  table: Table<string>,
  naming: readonly string[],
  known: readonly KnownRow[],
  problems: ReturnedProblem[],
): PlacedRow[] {
  const keyOf = (texts: readonly string[]) => texts.map(folded).join('\n');
  const byKey = new Map<string, KnownRow[]>();
  for (const one of known) {
    const key = keyOf(naming.map((label) => one.cells[label] ?? ''));
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const firsts = new Map<KnownRow, string>();
  const placed: PlacedRow[] = [];
  for (const row of table.rows) {
    const cells = naming.map((label) => cellAt(table, row, label));
    // Notes under the table and rows with a number alone have neither name nor unit.
    if (cells.every(({ text }) => text === '') || isHeader(table, row)) continue;
    const [{ address, text } = { address: `A${row.number}`, text: '' }] = cells;
    const found = byKey.get(keyOf(cells.map((cell) => cell.text))) ?? [];
    const [one] = found;
    const first = one && firsts.get(one);
    if (!one) problems.push({ address, text, fault: { kind: 'unknownRow' } });
    else if (found.length > 1) {
      const demands = found.map(({ demand }) => demand);
      problems.push({ address, text, fault: { kind: 'ambiguousRow', demands } });
    } else if (first !== undefined) problems.push({ address, text, fault: { kind: 'twice', first } });
    else {
      firsts.set(one, address);
      placed.push({ row, known: one });
    }
  }
  return placed;
}

/** A header that was repeated for print. */
function isHeader(table: Table<string>, row: SheetRow): boolean {
  return Array.from(table.columns.keys()).every(
    (label) => folded(cellAt(table, row, label).text) === folded(label),
  );
}

/** Numbers that no longer are those of their rows, while the rows stand as they stood. */
function changedNumbers(
  table: Table<string>,
  columns: ReadonlyMap<string, Column['from']>,
  placed: readonly PlacedRow[],
): ReturnedProblem[] {
  const label = Array.from(columns).find(([, from]) => from === 'sequence')?.[0];
  const isMoved = placed.some(({ known }, at) => known.rank !== null && known.rank !== at + 1);
  if (label === undefined || isMoved) return [];
  return placed.flatMap(({ row }, at) => {
    const cell = cellAt(table, row, label);
    const isOwn = cell.text === '' || Number(cell.text) === at + 1;
    return isOwn
      ? []
      : [{ address: cell.address, text: cell.text, fault: { kind: 'numbersChanged' as const } }];
  });
}

function readRow(
  table: Table<string>,
  row: SheetRow,
  columns: ReadonlyMap<string, Column['from']>,
  known: KnownRow,
  { briefLimit: { limit, count: rule }, recommendations }: ReturnedSheetTask,
): { readonly changed: Omit<RowDifference, 'demand' | 'rank'>; readonly problems: ReturnedProblem[] } {
  const problems: ReturnedProblem[] = [];
  let changed: Omit<RowDifference, 'demand' | 'rank'> = {};
  for (const [label, from] of columns) {
    const cell = cellAt(table, row, label);
    const { address, text } = cell;
    const fault = (found: ReturnedFault) => problems.push({ address, text, fault: found });
    if (from === 'brief') {
      const count = countText(text, rule);
      if (count > limit) fault({ kind: 'briefTooLong', count, limit });
      else if (text !== oneSpelling(known.brief ?? ''))
        changed = { ...changed, brief: { before: known.brief, after: text === '' ? null : text } };
    } else if (from === 'recommendation') {
      const after = recommendationIn(cell, recommendations);
      if (after === undefined) fault({ kind: 'unknownRecommendation' });
      else if (after !== (known.recommendation ?? 'none'))
        changed = { ...changed, recommendation: { before: known.recommendation, after } };
    } else if (from !== 'sequence') {
      const before = known.cells[label] ?? '';
      if (folded(text) !== folded(before)) fault({ kind: 'readOnly', label, before });
    }
  }
  return { changed, problems };
}

/** As a reader of spreadsheets gives a text: lines end in one way, nothing blank at the ends. */
function oneSpelling(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function recommendationIn(
  { text }: SheetCell,
  words: ReturnedSheetTask['recommendations'],
): Recommendation | undefined {
  if (text === '') return 'none';
  return words.find(([word]) => folded(word) === folded(text))?.[1];
}
