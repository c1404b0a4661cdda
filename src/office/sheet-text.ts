/** The longest text that Excel holds in a cell, in UTF-16 units. */
export const longest = 32_767;

/** A text is longer than the 32,767 UTF-16 units that Excel holds in a cell; nothing was cut. */
export class CellTooLongError extends Error {
  override readonly name = 'CellTooLongError';

  constructor(
    /** The row of the table, from 1; 0 for what stands above and below the table. */
    readonly row: number,
    /** The column of the table, from 1. */
    readonly column: number,
    /** In UTF-16 units. */
    readonly length: number,
  ) {
    super(`the text of row ${row}, column ${column} has ${length} characters; a cell holds ${longest}`);
  }
}

/**
 * A text as a cell can hold it: without what XML cannot carry, its line breaks as Excel's.
 * `row` and `column` are those that the error names.
 */
export function cellText(words: string, row: number, column: number): string {
  const text = clean(words);
  if (text.length > longest) throw new CellTooLongError(row, column, text.length);
  return text;
}

const seldom = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd]/;

function clean(words: string): string {
  if (!seldom.test(words)) return words;
  return words
    .replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Excel reads _x0041_ in a file as "A": where a person typed it, its first mark is written as such a code. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : text;
}

/** The name of a worksheet, made of any words: at most 31 UTF-16 units, none that Excel forbids. */
export function sheetName(words: string): string {
  const allowed = clean(words)
    .replaceAll(/[[\]:*?/\\\n\t]/g, ' ')
    .replaceAll("'", '’')
    .trim();
  const name = firstUnits(allowed, 31).trimEnd();
  if (name === '') return 'Sheet1';
  return name.toLowerCase() === 'history' ? `${name} 1` : name;
}

function firstUnits(text: string, most: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept;
}
