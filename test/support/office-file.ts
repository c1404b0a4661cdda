import { inflateRawSync } from 'node:zlib';

/* Looks into a Word file as a strict reader does: its zip directory, its XML. */

/** The files in a zip archive, by their paths; throws where the archive is damaged. */
export function filesIn(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x0201_4b50)
      throw new Error('no entry where the directory says there is one');
    const [method, packed, size] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    const bytes = method === 0 ? data : inflateRawSync(data);
    if (bytes.length !== size) throw new Error(`${name} has ${bytes.length} bytes, not ${size}`);
    if (/\.(?:xml|rels)$/.test(name))
      files.set(name, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** What an XML reader would refuse, in words; undefined for a well-formed text. */
export function xmlFault(xml: string): string | undefined {
  // XML 1.0, production 2.
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden) return `character U+${(forbidden[0].codePointAt(0) ?? 0).toString(16)}`;
  const open: string[] = [];
  let rest = 0;
  const tag = /<(?:\?[^>]*\?|(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?))>/g;
  for (const found of xml.matchAll(tag)) {
    const between = xml.slice(rest, found.index);
    if (between.includes('<')) return `a stray < in ${between}`;
    rest = found.index + found[0].length;
    const [, closing, name, , alone] = found;
    if (name === undefined || alone) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return `a stray </${name}>`;
  }
  if (xml.slice(rest).trim() !== '' || open.length > 0) return 'an unfinished text';
  const stray = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.exec(xml);
  return stray ? 'a stray &' : undefined;
}

/** The paragraphs of a Word file, one a line, and those of its footers behind them. */
export function wordsIn(docx: Buffer): string {
  const xml = [...filesIn(docx)]
    .filter(([name]) => /^word\/(?:document|footer\d*)\.xml$/.test(name))
    .map(([, text]) => text)
    .join('');
  return xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    )
    .join('\n')
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '&',
    );
}
