import { deflateSync, inflateSync } from 'node:zlib';
import { pngOf } from '../support/png.js';

/*
 * A screenshot of a page has few colours and many shades between them. With the 256 most frequent ones it looks the
 * same and is less than half as large.
 */

const mostColours = 256;
/** Channels are rounded to multiples of this, so that neighbouring shades count as one. */
const step = 6;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB, row by row. */
  readonly pixels: Uint32Array;
}

export function lighterPng(file: Buffer): Buffer {
  const { width, height, pixels } = readPng(file);
  const times = new Map<number, number>();
  for (const pixel of pixels) times.set(pixel, (times.get(pixel) ?? 0) + 1);
  const palette = [...times.entries()]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostColours)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, pixel] of pixels.entries()) {
    let place = places.get(pixel);
    if (place === undefined) {
      place = nearest(palette, pixel);
      places.set(pixel, place);
    }
    rows[at + Math.floor(at / width) + 1] = place;
  }
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return pngOf(width, height, 3, [
    ['PLTE', colours],
    ['IDAT', deflateSync(rows, { level: 9 })],
  ]);
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [place, other] of palette.entries()) {
    const far =
      Math.abs((colour >> 16) - (other >> 16)) +
      Math.abs(((colour >> 8) & 255) - ((other >> 8) & 255)) +
      Math.abs((colour & 255) - (other & 255));
    if (far < least) [best, least] = [place, far];
  }
  return best;
}

/** PNG of 8 bits a channel, RGB or RGBA, not interlaced: what Chromium writes. */
function readPng(file: Buffer): Picture {
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = file[25] === 6 ? 4 : 3;
  const line = width * channels;
  const bytes = inflateSync(Buffer.concat(data));
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = y * (line + 1);
    unfilter(bytes, start, line, channels);
    for (let x = 0; x < width; x++) {
      const at = start + 1 + x * channels;
      pixels[y * width + x] =
        (rounded(bytes[at]) << 16) | (rounded(bytes[at + 1]) << 8) | rounded(bytes[at + 2]);
    }
  }
  return { width, height, pixels };
}

function rounded(value = 0): number {
  return Math.min(Math.round(value / step) * step, 255);
}

/** Turns one row, its filter's number before it, into plain bytes where it stands. Millions of bytes: a plain loop. */
function unfilter(bytes: Uint8Array, start: number, line: number, channels: number): void {
  const filter = bytes[start];
  for (let x = 0; x < line; x++) {
    const at = start + 1 + x;
    const left = x < channels ? 0 : (bytes[at - channels] ?? 0);
    const up = start === 0 ? 0 : (bytes[at - line - 1] ?? 0);
    const corner = x < channels || start === 0 ? 0 : (bytes[at - line - 1 - channels] ?? 0);
    let guess = 0;
    if (filter === 1) guess = left;
    else if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4) guess = paeth(left, up, corner);
    bytes[at] = (bytes[at] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
