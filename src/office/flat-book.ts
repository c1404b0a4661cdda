import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { Zip, ZipDeflate, type ZipInputFile } from 'fflate';
import { type FlatSheet, otherParts, sheetHead, sheetPath, sheetRow, sheetTail } from './flat-xml.js';

export interface BookFile {
  readonly path: string;
  readonly bytes: number;
  /** Without the header. */
  readonly rows: number;
}

/** Excel's own limit of a sheet, less the header. */
const mostRows = 1_048_575;
/** Of the sheet before it is compressed: so much is kept until the compressor gets it. */
const chunkBytes = 128 * 1024;
/** For what the archive holds after the sheet: its end and its list of files. */
const reserved = 2048;
/** The same content gives the same bytes. */
const mtime = new Date(1980, 0, 1);

/** A file that grows row by row, and whose size is known while it grows. To be used one call at a time. */
export class FlatBook {
  rows = 0;
  private bytes = 0;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly file: number;
  private readonly zip: Zip;
  private readonly entry: ZipInputFile = { filename: sheetPath, size: 0, crc: 0, compression: 8, mtime };
  private readonly deflate: DeflateRaw = createDeflateRaw({ level: 4 });
  private fault: Error | undefined;

  constructor(
    private readonly path: string,
    private readonly sheet: FlatSheet,
    private readonly maxBytes: number,
  ) {
    this.file = openSync(path, 'wx');
    this.zip = new Zip((error, data) => {
      if (error) throw error;
      writeSync(this.file, data);
      this.bytes += data.length;
    });
    for (const [filename, xml] of Object.entries(otherParts(sheet))) {
      const part = new ZipDeflate(filename, { level: 6 });
      part.mtime = mtime;
      this.zip.add(part);
      part.push(Buffer.from(xml), true);
    }
    this.zip.add(this.entry);
    this.deflate.on('data', (data: Buffer) => this.compressed(data));
    this.deflate.on('error', (error) => {
      this.fault = error;
    });
    this.keep(Buffer.from(sheetHead(sheet)));
  }

  /**
   * Adds a row unless the file would grow over its limit; says whether it did. `ordinal` is what an error names.
   * Throws RangeError when not even the first row fits.
   */
  async add(cells: readonly string[], ordinal: number): Promise<boolean> {
    if (this.rows === mostRows) return false;
    const row = Buffer.from(sheetRow(cells, this.rows + 2, ordinal));
    if (!this.fits(row)) await this.flush();
    if (!this.fits(row)) {
      if (this.rows > 0) return false;
      throw new RangeError(`row ${ordinal} alone is more than a file of ${this.maxBytes} bytes may hold`);
    }
    this.keep(row);
    this.rows++;
    if (this.waitingBytes >= chunkBytes) await this.flush();
    return true;
  }

  async close(): Promise<BookFile> {
    this.keep(Buffer.from(sheetTail(this.sheet.header.length, this.rows + 1)));
    await this.flush();
    await new Promise<void>((resolve, reject) => {
      this.deflate.once('end', resolve);
      this.deflate.once('error', reject);
      this.deflate.end();
    });
    this.entry.ondata?.(null, new Uint8Array(0), true);
    this.zip.end();
    closeSync(this.file);
    return { path: this.path, bytes: this.bytes, rows: this.rows };
  }

  /** What waits may stay as large as it is: then deflate adds 5 bytes to every 16 kB at most. */
  private fits(row: Buffer): boolean {
    const more = this.waitingBytes + row.length;
    return this.bytes + more + more / 1000 + reserved <= this.maxBytes;
  }

  private keep(xml: Buffer): void {
    this.waiting.push(xml);
    this.waitingBytes += xml.length;
  }

  /** Afterwards the size of the file is that of everything it was given. */
  private async flush(): Promise<void> {
    const chunk = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    if (chunk.length > 0) {
      this.entry.crc = crc32(chunk, this.entry.crc);
      this.entry.size += chunk.length;
      this.deflate.write(chunk);
      await new Promise<void>((resolve) => this.deflate.flush(constants.Z_SYNC_FLUSH, resolve));
    }
    if (this.fault) throw this.fault;
  }

  private compressed(data: Buffer): void {
    this.entry.ondata?.(null, new Uint8Array(data), false);
  }
}
