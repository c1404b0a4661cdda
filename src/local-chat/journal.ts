import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Compacted when it has grown to this size and to four times what it began with. */
const compactAt = 32 << 20;

/**
 * What happened, one JSON array a line, appended before the answer leaves: a line that was written whole survives
 * kill -9 of this process (not a power cut: nothing here is worth a disk sync a message).
 */
export class Journal<Entry> {
  private readonly path: string;
  private file: number | undefined;
  private size = 0;
  private baseSize = 0;

  constructor(folder: string) {
    this.path = join(folder, 'journal.ndjson');
  }

  /** Every whole line, oldest first. A last line without its end was cut off by a kill; it is dropped. */
  read(): Entry[][] {
    if (!existsSync(this.path)) return [];
    const bytes = readFileSync(this.path);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) truncateSync(this.path, whole);
    const text = bytes.subarray(0, whole).toString('utf8');
    return text === ''
      ? []
      : text
          .slice(0, -1)
          .split('\n')
          .map((line) => JSON.parse(line) as Entry[]);
  }

  append(entries: readonly Entry[]): void {
    this.file ??= openSync(this.path, 'a', 0o600);
    const line = Buffer.from(`${JSON.stringify(entries)}\n`, 'utf8');
    writeSync(this.file, line);
    this.size += line.length;
  }

  get wantsCompaction(): boolean {
    return this.size - this.baseSize > compactAt && this.size > 4 * this.baseSize;
  }

  /** Replaces the whole journal by lines that lead to the same state; either the old or the new one exists whole. */
  compact(lines: Iterable<readonly Entry[]>): void {
    this.close();
    const fresh = `${this.path}.new`;
    const file = openSync(fresh, 'w', 0o600);
    this.size = 0;
    for (const line of lines) this.size += writeSync(file, `${JSON.stringify(line)}\n`);
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, this.path);
    this.baseSize = this.size;
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}
