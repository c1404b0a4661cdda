import { isUtf8 } from 'node:buffer';

/** What a file is that is no xlsx, as far as the person who sent it can do something about it. */
export type OtherFile =
  | 'empty'
  /** The Excel of before 2007, also 金山 .et. */
  | 'xls'
  /** Encrypted: opens only with a password. */
  | 'protected'
  | 'word'
  | 'pdf'
  | 'picture'
  /** Text: csv, or a web page that a system exported under the name .xls. */
  | 'text'
  | 'xlsb'
  | 'ods'
  | 'other';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** By what a file begins with, whatever its name says; `zip` may still be something else than a workbook. */
export function kindOfFile(file: Uint8Array): 'zip' | OtherFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length === 0) return 'empty';
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
  if (bytes.subarray(0, 8).equals(OLE)) return kindOfOle(bytes);
  const beginning = bytes.subarray(0, 12).toString('latin1');
  if (beginning.startsWith('%PDF')) return 'pdf';
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM|RIFF.{4}WEBP)/s.test(beginning)) return 'picture';
  return isText(bytes.subarray(0, 4096)) ? 'text' : 'other';
}

/** The names of the streams stand in the directory of an OLE file as UTF-16. */
function kindOfOle(bytes: Buffer): OtherFile {
  const has = (stream: string) => bytes.includes(Buffer.from(`${stream}\0`, 'utf16le'));
  if (has('EncryptedPackage')) return 'protected';
  if (has('Workbook') || has('Book')) return 'xls';
  return has('WordDocument') ? 'word' : 'other';
}

/** UTF-8, UTF-16 with its mark, or another code of text such as GB 18030: no control characters. */
function isText(bytes: Buffer): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes.subarray(0, 2).toString('latin1'))) return true;
  const controls = bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return !controls && (isUtf8(bytes.subarray(0, -3)) || bytes.includes(0x0a) || bytes.includes(0x2c));
}
