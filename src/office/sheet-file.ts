import { LastingThread } from './lasting-thread.js';
import { CellTooLongError } from './sheet-text.js';

/** An official summary sheet: a title, lines above a table, the table, and a note below it. */
export interface OfficialSheet {
  /** Of the worksheet; what Excel forbids in a name is left out. */
  readonly name: string;
  readonly title: string;
  /** Lines above the table. Two that follow each other stand left and right on one row where they fit. */
  readonly head: readonly string[];
  /** `width` is a share of the page's width. */
  readonly columns: readonly { readonly label: string; readonly width: number; readonly centred?: boolean }[];
  /** Missing cells at the end of a row are empty. Without any row the table has a few empty ones, as on paper. */
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

/** What the thread says: errors do not keep their class on the way between threads. */
export type SheetAnswer =
  | { readonly kind: 'made'; readonly file: Uint8Array }
  | { readonly kind: 'tooLong'; readonly row: number; readonly column: number; readonly length: number }
  | { readonly kind: 'misshapen'; readonly reason: string };

const press = new LastingThread<OfficialSheet, SheetAnswer>('sheet-worker');

/**
 * The sheet as an xlsx file, ready to print on A4 across, made in a thread of its own. Every cell is text. The same
 * sheet gives the same bytes. A row that would be higher than Excel allows is set in a smaller size; the text
 * stays whole.
 * Rejects with CellTooLongError for a text beyond 32,767 UTF-16 units, and with RangeError for a row with more
 * cells than there are columns, or a sheet without columns.
 */
export async function sheetFile(sheet: OfficialSheet): Promise<Buffer> {
  const answer = await press.ask(sheet);
  switch (answer.kind) {
    case 'made':
      return Buffer.from(answer.file);
    case 'tooLong':
      throw new CellTooLongError(answer.row, answer.column, answer.length);
    case 'misshapen':
      throw new RangeError(answer.reason);
  }
}
