import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flatWriter } from './flat-file.js';

/** A table in the memory of the program: up to some ten thousand rows. Telegram takes 50 MB. */
const maxBytes = 45_000_000;

/** A plain table as xlsx, every cell text. Rejects as `flatWriter` does, and when it is more than one file of 45 MB. */
export async function tableFile(table: {
  readonly sheetName: string;
  readonly header: readonly string[];
  /** In half-width characters, one a column. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}): Promise<Buffer> {
  const { rows, ...rest } = table;
  const directory = await mkdtemp(join(tmpdir(), 'table-'));
  try {
    const writer = flatWriter({ ...rest, directory, name: 'table', maxBytes });
    await writer.write(rows);
    const files = await writer.end();
    const [file] = files;
    if (!file || files.length > 1) throw new RangeError('the table does not fit into one file');
    return await readFile(file.path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
