import type { Sheet } from '../people/sheet-table.js';
import { kindOfFile, type OtherFile } from './read-xlsx-kind.js';
import { startThread } from './thread.js';

export interface XlsxLimits {
  readonly fileBytes: number;
  /** Files in the zip that an xlsx is. */
  readonly entries: number;
  /** Bytes of the parts that are read, inflated, together. */
  readonly inflatedBytes: number;
  /** Rows with something in them, all sheets together. */
  readonly rows: number;
  readonly columns: number;
  /** All sheets together, also those that carry only a format. */
  readonly cells: number;
  /** Of the reading thread's heap. */
  readonly memoryMiB: number;
  readonly seconds: number;
}

/** A roster of twenty thousand units has about 1 MB and is read in 2 s. */
const xlsxLimits: XlsxLimits = {
  fileBytes: 10 * 1024 * 1024,
  entries: 2000,
  inflatedBytes: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 100,
  cells: 600_000,
  memoryMiB: 512,
  seconds: 30,
};

export type XlsxReading =
  | { readonly kind: 'read'; readonly sheets: readonly Sheet[] }
  | { readonly kind: 'notXlsx'; readonly found: OtherFile }
  /** In bytes, as sent or inflated. */
  | { readonly kind: 'tooBig' }
  | { readonly kind: 'tooManyCells' }
  | { readonly kind: 'brokenFile' }
  | { readonly kind: 'tookTooLong' };

let before: Promise<unknown> = Promise.resolve();

/**
 * Reads the text of an uploaded xlsx. Nothing that a file holds can take more than the limits: it is inflated and
 * parsed in a thread with a bounded heap that is ended when its time is up. One file is read at a time, so the
 * memory is taken once; the time begins when its turn comes. A faulty file is an answer, never an exception;
 * it rejects only when the thread itself cannot run.
 */
export async function readXlsx(file: Uint8Array, limits: Partial<XlsxLimits> = {}): Promise<XlsxReading> {
  const all = { ...xlsxLimits, ...limits };
  const kind = kindOfFile(file);
  if (kind !== 'zip') return { kind: 'notXlsx', found: kind };
  if (file.byteLength > all.fileBytes) return { kind: 'tooBig' };
  const turn = before.then(() => readInThread(file, all));
  before = turn.catch(() => undefined);
  return turn;
}

function readInThread(file: Uint8Array, limits: XlsxLimits): Promise<XlsxReading> {
  const worker = startThread('read-xlsx-worker', {
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMiB, maxYoungGenerationSizeMb: 32 },
  });
  worker.postMessage({ file, limits });
  return new Promise((resolve, reject) => {
    let ended = false;
    const end = (outcome: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      void worker.terminate().then(outcome);
    };
    const timer = setTimeout(() => end(() => resolve({ kind: 'tookTooLong' })), limits.seconds * 1000);
    worker.once('message', (reading: XlsxReading) => end(() => resolve(reading)));
    worker.once('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(() => (outOfMemory ? resolve({ kind: 'tooManyCells' }) : reject(error)));
    });
    worker.once('exit', () => end(() => reject(new Error('the reading thread ended without an answer'))));
  });
}
