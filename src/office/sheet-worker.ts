import { parentPort } from 'node:worker_threads';
import { sheetBook } from './sheet-book.js';
import type { OfficialSheet, SheetAnswer } from './sheet-file.js';
import { CellTooLongError } from './sheet-text.js';

/* The thread that makes official sheets: one of 2,000 rows holds up whatever else runs beside it for a second. */

let work = Promise.resolve();

parentPort?.on('message', (sheet: OfficialSheet) => {
  work = work.then(async () => parentPort?.postMessage(await answer(sheet)));
});

async function answer(sheet: OfficialSheet): Promise<SheetAnswer> {
  try {
    return { kind: 'made', file: await sheetBook(sheet) };
  } catch (error) {
    if (error instanceof CellTooLongError) {
      const { row, column, length } = error;
      return { kind: 'tooLong', row, column, length };
    }
    if (error instanceof RangeError) return { kind: 'misshapen', reason: error.message };
    throw error;
  }
}
