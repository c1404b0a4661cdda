import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Dots of the picture for each module, so that no program that draws it larger blurs the edges. */
const dots = 8;

/** A QR code as a PNG picture in black and white, with the quiet zone of four modules that the standard asks for. */
export function qrPicture(text: string): Buffer {
  const { data } = encode(text, { ecc: 'M', border: 4 });
  const width = data.length * dots;
  const rows = data.flatMap((modules) => {
    const row = Buffer.alloc(1 + Math.ceil(width / 8));
    modules.forEach((dark, at) => {
      if (dark) return;
      // One module is one byte: eight dots of one bit, 1 for white.
      row[1 + at] = 0xff;
    });
    return Array.from({ length: dots }, () => row);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = 1; // one bit a dot, greyscale
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
