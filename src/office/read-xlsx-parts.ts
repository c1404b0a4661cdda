import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/*
 * A workbook is a zip. What is read of it is measured while it is inflated and packed anew, uncompressed: exceljs
 * then sees exactly what was measured, not what a second zip reader would find in the same bytes.
 */

export interface PartLimits {
  /** Files in the zip. */
  readonly entries: number;
  /** Bytes of the parts that are read, inflated, together. */
  readonly inflatedBytes: number;
  /** All sheets together, also those that carry only a format. */
  readonly cells: number;
}

export type WorkbookParts =
  | { readonly kind: 'workbook'; readonly zip: ArrayBuffer }
  | { readonly kind: 'tooBig' | 'tooManyCells' }
  | { readonly kind: 'otherZip'; readonly found: 'word' | 'xlsb' | 'ods' | 'other' };

/** All that holds text of cells; pictures, drawings, tables and comments stay where they are. */
const READ =
  /^\/?(?:xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/styles\.xml|xl\/worksheets\/sheet\d+\.xml)$/i;

/** Takes the parts of a workbook that are read. Throws when the zip is damaged. */
export async function workbookParts(file: Uint8Array, limits: PartLimits): Promise<WorkbookParts> {
  // Sizes are counted here: a declared one may lie.
  const zip = await fromBufferPromise(Buffer.from(file), { validateEntrySizes: false });
  if (zip.entryCount > limits.entries) return { kind: 'tooBig' };
  const names: string[] = [];
  const wanted: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    if (READ.test(entry.fileName)) wanted.push(entry);
  }
  if (!names.some((name) => /^\/?xl\/workbook\.xml$/i.test(name)))
    return { kind: 'otherZip', found: kindOfZip(names) };
  const declared = wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared > limits.inflatedBytes) return { kind: 'tooBig' };
  return inflated(zip, wanted, limits);
}

function kindOfZip(names: readonly string[]): 'word' | 'xlsb' | 'ods' | 'other' {
  if (names.some((name) => name.startsWith('word/'))) return 'word';
  if (names.includes('xl/workbook.bin')) return 'xlsb';
  return names.includes('content.xml') && names.includes('mimetype') ? 'ods' : 'other';
}

async function inflated(
  zip: ZipFile,
  wanted: readonly Entry[],
  { inflatedBytes, cells }: PartLimits,
): Promise<WorkbookParts> {
  const parts: Part[] = [];
  let left = inflatedBytes;
  let cellsLeft = cells;
  for (const entry of wanted) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(chunk)) throw new Error('not bytes');
      left -= chunk.length;
      if (left < 0) return { kind: 'tooBig' };
      chunks.push(chunk);
    }
    const content = Buffer.concat(chunks);
    if (crc32(content) !== entry.crc32) throw new Error('damaged');
    cellsLeft -= occurrences(content, '<c ');
    if (cellsLeft < 0) return { kind: 'tooManyCells' };
    parts.push({ name: entry.fileName, content: withoutNames(entry.fileName, content) });
  }
  return { kind: 'workbook', zip: packed(parts) };
}

function occurrences(content: Buffer, of: string): number {
  let count = 0;
  for (let at = content.indexOf(of); at >= 0; at = content.indexOf(of, at + of.length)) count += 1;
  return count;
}

/** A named range makes exceljs build every one of its cells, and an auto-filter names whole columns. */
function withoutNames(part: string, content: Buffer): Buffer {
  if (!part.endsWith('workbook.xml')) return content;
  const text = content.toString('utf8');
  return Buffer.from(text.replace(/<definedNames\b[\s\S]*?<\/definedNames\s*>/g, ''), 'utf8');
}

interface Part {
  readonly name: string;
  readonly content: Buffer;
}

const LOCAL_HEADER = 30;
const DIRECTORY_HEADER = 46;
const END = 22;

/** A zip of stored entries (APPNOTE 6.3: local headers, central directory, end record). */
function packed(parts: readonly Part[]): ArrayBuffer {
  const named = parts.map((part) => ({ ...part, bytes: Buffer.from(part.name, 'utf8') }));
  const size = named.reduce(
    (sum, { bytes, content }) => sum + LOCAL_HEADER + DIRECTORY_HEADER + 2 * bytes.length + content.length,
    END,
  );
  const zip = new ArrayBuffer(size);
  const out = Buffer.from(zip);
  let at = 0;
  const directory: Buffer[] = [];
  for (const { bytes, content } of named) {
    const header = entryHeader(bytes, content);
    const record = Buffer.alloc(DIRECTORY_HEADER);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(20, 4);
    header.copy(record, 6, 4);
    record.writeUInt32LE(at, 42);
    directory.push(record, bytes);
    for (const piece of [header, bytes, content]) at += piece.copy(out, at);
  }
  const start = at;
  for (const piece of directory) at += piece.copy(out, at);
  out.writeUInt32LE(0x06054b50, at);
  out.writeUInt16LE(parts.length, at + 8);
  out.writeUInt16LE(parts.length, at + 10);
  out.writeUInt32LE(at - start, at + 12);
  out.writeUInt32LE(start, at + 16);
  return zip;
}

function entryHeader(name: Buffer, content: Buffer): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(crc32(content), 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return header;
}
