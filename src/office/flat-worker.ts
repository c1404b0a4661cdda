import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type BookFile, FlatBook } from './flat-book.js';
import type { FlatSheet } from './flat-xml.js';

/* The thread that writes the files, one after the other; it answers each request in its turn. */

export interface FlatTask extends FlatSheet {
  readonly folder: string;
  readonly maxBytes: number;
}

/** null: no more rows. */
export type FlatRequest = readonly (readonly string[])[] | null;
/** The files, once all rows are written. */
export type FlatAnswer = readonly BookFile[] | null;

const task = workerData as FlatTask;
const finished: BookFile[] = [];
let ordinal = 0;
let book = begin();
let work = Promise.resolve();

parentPort?.on('message', (request: FlatRequest) => {
  work = work.then(async () => parentPort?.postMessage(await answer(request)));
});

async function answer(request: FlatRequest): Promise<FlatAnswer> {
  for (const cells of request ?? []) await add(cells, ++ordinal);
  if (request !== null) return null;
  finished.push(await book.close());
  return finished;
}

async function add(cells: readonly string[], number: number): Promise<void> {
  if (await book.add(cells, number)) return;
  finished.push(await book.close());
  book = begin();
  await book.add(cells, number);
}

function begin(): FlatBook {
  return new FlatBook(join(task.folder, `${finished.length + 1}.xlsx`), task, task.maxBytes);
}
