import { folded } from '../survey/choices.js';

/** A cell of a sheet that somebody uploaded, as plain text. */
export interface SheetCell {
  /** As Excel shows it, e.g. B3. */
  readonly address: string;
  readonly text: string;
  /** A number of more digits than a spreadsheet keeps (15): its last ones are not what was typed. */
  readonly lostDigits?: true;
}

export interface SheetRow {
  /** As Excel shows it, from 1. */
  readonly number: number;
  /** Those that are not empty, from left to right. */
  readonly cells: readonly SheetCell[];
}

export interface Sheet {
  readonly name: string;
  /** Those that are not empty, from top to bottom. */
  readonly rows: readonly SheetRow[];
}

/** What each column may be headed with, the best spelling first. */
export type ColumnLabels<Key extends string> = Readonly<Record<Key, readonly string[]>>;

export interface Table<Key extends string> {
  readonly sheet: string;
  /** The letters of the columns that were found. */
  readonly columns: ReadonlyMap<Key, string>;
  /** The rows below the header. */
  readonly rows: readonly SheetRow[];
}

const HEADER_WITHIN = 10;

/**
 * Finds a table by the labels of its header, wherever it begins: the first sheet that has, within its first ten
 * rows, one with all the needed labels. Blanks, width and anything in brackets, as in （盖章）, do not matter
 * unless a label itself is told apart by it.
 *
 * @returns the labels that the best row lacks, where there is no such row
 */
export function findTable<Key extends string>(
  sheets: readonly Sheet[],
  labels: ColumnLabels<Key>,
  needed: readonly Key[],
): Table<Key> | { readonly missing: readonly Key[] } {
  let missing: readonly Key[] = needed;
  for (const sheet of sheets) {
    const firstRows = sheet.rows.filter(({ number }) => number <= HEADER_WITHIN);
    for (const [at, row] of firstRows.entries()) {
      const columns = columnsOf(row, labels);
      const lacking = needed.filter((key) => !columns.has(key));
      if (lacking.length === 0) return { sheet: sheet.name, columns, rows: sheet.rows.slice(at + 1) };
      if (lacking.length < missing.length) missing = lacking;
    }
  }
  return { missing };
}

function columnsOf<Key extends string>(row: SheetRow, labels: ColumnLabels<Key>): Map<Key, string> {
  const found = new Map<Key, string>();
  const keys = keysOf(labels);
  for (const spell of [folded, (text: string) => folded(withoutBrackets(text))]) {
    for (const key of keys) {
      if (found.has(key)) continue;
      const wanted = labels[key].map(spell);
      const free = row.cells.filter((cell) => ![...found.values()].includes(columnOf(cell.address)));
      const cell = firstInOrder(wanted, (label) => free.find(({ text }) => spell(text) === label));
      if (cell) found.set(key, columnOf(cell.address));
    }
  }
  return found;
}

function firstInOrder<T>(labels: readonly string[], find: (label: string) => T | undefined): T | undefined {
  for (const label of labels) {
    const found = find(label);
    if (found !== undefined) return found;
  }
  return undefined;
}

function keysOf<Key extends string>(labels: ColumnLabels<Key>): Key[] {
  const isKey = (key: string): key is Key => key in labels;
  return Object.keys(labels).filter(isKey);
}

function withoutBrackets(text: string): string {
  return text.normalize('NFKC').replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, '');
}

/** The letters of an address: B of B3. */
function columnOf(address: string): string {
  return address.replace(/\d+$/, '');
}

/** The cell of a row below a column's head; its text is empty where nothing stands. */
export function cellAt<Key extends string>(table: Table<Key>, row: SheetRow, key: Key): SheetCell {
  const column = table.columns.get(key) ?? '';
  const address = `${column}${row.number}`;
  return row.cells.find((cell) => cell.address === address) ?? { address, text: '' };
}
