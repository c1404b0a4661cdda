import { inflateSync } from 'node:zlib';

/** A PNG with 8 bits a channel, opaque or not, that is not interlaced. */
export class Pixels {
  private constructor(
    readonly width: number,
    readonly height: number,
    private readonly channels: number,
    private readonly bytes: Buffer,
  ) {}

  static of(png: Buffer): Pixels {
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const channels = { 2: 3, 6: 4 }[png[25] ?? 0];
    if (channels === undefined || png[24] !== 8 || png[28] !== 0) throw new Error('not a PNG of this kind');
    const data: Buffer[] = [];
    for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
      if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
        data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    return new Pixels(width, height, channels, unfiltered(inflateSync(Buffer.concat(data)), width, channels));
  }

  /** How many pixels of a rectangle are darker than a middle grey. */
  dark(left: number, top: number, width: number, height: number): number {
    let found = 0;
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) if (Math.max(...this.at(x, y)) < 110) found++;
    return found;
  }

  /** Red, green, blue. */
  at(x: number, y: number): [number, number, number] {
    const start = (y * this.width + x) * this.channels;
    const [red = 255, green = 255, blue = 255] = this.bytes.subarray(start, start + 3);
    return [red, green, blue];
  }
}

function unfiltered(raw: Buffer, width: number, channels: number): Buffer {
  const stride = width * channels;
  const rows = raw.length / (stride + 1);
  const bytes = Buffer.alloc(rows * stride);
  for (let row = 0; row < rows; row++) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at++) {
      const left = at < channels ? 0 : (bytes[row * stride + at - channels] ?? 0);
      const up = row === 0 ? 0 : (bytes[(row - 1) * stride + at] ?? 0);
      const corner = row === 0 || at < channels ? 0 : (bytes[(row - 1) * stride + at - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      bytes[row * stride + at] = (raw[row * (stride + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return bytes;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
