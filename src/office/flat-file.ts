import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { fileName } from './flat-name.js';
import type { FlatAnswer, FlatRequest, FlatTask } from './flat-worker.js';
import { cellText, longest, sheetName } from './sheet-text.js';
import { startThread } from './thread.js';

export interface FlatFile {
  readonly path: string;
  readonly bytes: number;
  /** Without the header. */
  readonly rows: number;
}

/** After an error every call rejects with it, and nothing is left in the directory. */
export interface FlatWriter {
  /**
   * Waits while the thread is behind. Rejects with CellTooLongError (rows are counted over all calls) and with
   * RangeError for a row with more cells than the header, or one that alone is larger than `maxBytes`.
   */
  write(rows: readonly (readonly string[])[]): Promise<void>;
  end(): Promise<readonly FlatFile[]>;
  /** Leaves nothing behind. After `end` it does nothing. */
  cancel(): Promise<void>;
}

export interface FlatOptions {
  /** Must exist. */
  readonly directory: string;
  /** Of the files, without the ending; what file systems forbid is left out. A file of that name is replaced. */
  readonly name: string;
  readonly sheetName: string;
  readonly header: readonly string[];
  /** In half-width characters, one a column. */
  readonly widths: readonly number[];
  /** No file is larger; when one is full a second begins, and they are numbered. */
  readonly maxBytes: number;
}

/**
 * Writes a flat table as xlsx in a thread of its own: a frozen bold header with a filter, every cell text.
 * Throws RangeError when there is no header or the widths are not as many.
 */
export function flatWriter(options: FlatOptions): FlatWriter {
  if (options.header.length === 0 || options.header.length !== options.widths.length)
    throw new RangeError('a flat file needs a header, and one width for each of its columns');
  return new ThreadWriter(options);
}

/** So many rows go to the thread at once: to copy them holds up the loop for a few milliseconds at most. */
const sliceRows = 100;
/** So many slices may wait in the thread. */
const mostWaiting = 8;

interface Asked {
  readonly answered: Promise<FlatAnswer>;
  readonly resolve: (answer: FlatAnswer) => void;
  readonly reject: (reason: Error) => void;
}

class ThreadWriter implements FlatWriter {
  private readonly folder: Promise<string>;
  private readonly thread: Promise<Worker>;
  private readonly asked: Asked[] = [];
  private rows = 0;
  private fault: Error | undefined;
  private ended = false;

  constructor(private readonly options: FlatOptions) {
    this.folder = mkdtemp(join(options.directory, '.flat-'));
    this.thread = this.folder.then((folder) => this.start(folder));
    this.thread.catch(() => undefined);
  }

  async write(rows: readonly (readonly string[])[]): Promise<void> {
    await this.orAllIsUndone(async () => {
      this.check(rows);
      for (let at = 0; at < rows.length; at += sliceRows) {
        while (this.asked.length >= mostWaiting) await this.asked[0]?.answered;
        await this.ask(rows.slice(at, at + sliceRows));
        await setImmediate();
      }
    });
  }

  async end(): Promise<readonly FlatFile[]> {
    return this.orAllIsUndone(async () => {
      const { answered } = await this.ask(null);
      this.ended = true;
      const files = (await answered) ?? [];
      const stem = join(this.options.directory, fileName(this.options.name));
      const named = files.map((file, at) => ({
        ...file,
        path: files.length === 1 ? `${stem}.xlsx` : `${stem}-${at + 1}.xlsx`,
      }));
      for (const [at, { path }] of files.entries()) await rename(path, named[at]?.path ?? path);
      await this.stop();
      return named;
    });
  }

  async cancel(): Promise<void> {
    if (this.ended) return;
    this.failed(new Error('the flat file was cancelled'));
    await this.stop();
  }

  private check(rows: readonly (readonly string[])[]): void {
    for (const cells of rows) {
      this.rows++;
      if (cells.length > this.options.header.length)
        throw new RangeError(`row ${this.rows} has more cells than the header`);
      for (const [at, words] of cells.entries())
        if (words.length > longest) cellText(words, this.rows, at + 1);
    }
  }

  private async orAllIsUndone<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.ended) throw new Error('the flat file has ended');
      return await work();
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
      await this.stop();
      throw this.fault ?? error;
    }
  }

  /** Resolves once the request is on its way; its answer comes later. */
  private async ask(request: FlatRequest): Promise<Asked> {
    const thread = await this.thread;
    if (this.fault) throw this.fault;
    const asked = promised();
    this.asked.push(asked);
    thread.postMessage(request);
    return asked;
  }

  private start(folder: string): Worker {
    const { header, widths, maxBytes } = this.options;
    const task: FlatTask = { folder, header, widths, maxBytes, sheetName: sheetName(this.options.sheetName) };
    const thread = startThread('flat-worker', {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 192 },
    });
    thread.on('message', (answer: FlatAnswer) => this.asked.shift()?.resolve(answer));
    thread.on('error', (error: Error) => this.failed(error));
    thread.on('exit', () => this.failed(new Error('the writing thread ended too early')));
    return thread;
  }

  private failed(error: Error): void {
    this.fault ??= error;
    for (const { reject } of this.asked.splice(0)) reject(this.fault);
  }

  private async stop(): Promise<void> {
    const thread = await this.thread.catch(() => undefined);
    await thread?.terminate();
    const folder = await this.folder.catch(() => undefined);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

function promised(): Asked {
  let resolve: Asked['resolve'] = () => undefined;
  let reject: Asked['reject'] = () => undefined;
  const answered = new Promise<FlatAnswer>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  answered.catch(() => undefined);
  return { answered, resolve, reject };
}
