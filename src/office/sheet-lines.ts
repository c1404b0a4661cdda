/* How many lines a text takes in a cell, since Excel does not fit the height of merged cells to it. */

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3ffff}]|[‘’“”…—·①-⑳℃㎡×]/u;
const pieces = /\n|\s|[!-~\u00a1-\u024f\u0370-\u04ff]+|./gsu;

/** The width of a text in half-width characters: a Chinese character counts 2. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/** The lines of a text wrapped to a width in half-width characters; at least one. */
export function lineCount(text: string, width: number): number {
  const most = Math.max(2, Math.floor(width));
  let lines = 1;
  let used = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === '\n') {
      lines++;
      used = 0;
      continue;
    }
    const needed = widthOf(piece);
    if (used + needed <= most) {
      used += needed;
      continue;
    }
    if (/^\s$/.test(piece)) continue;
    if (used > 0) lines++;
    lines += Math.ceil(needed / most) - 1;
    used = needed % most === 0 ? most : needed % most;
  }
  return lines;
}
