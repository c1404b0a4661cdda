import { eachGrapheme } from './graphemes.js';

/** `words`: 字数 as Word and WPS show it. `characters`: graphemes that are neither white space nor invisible. */
export type CountRule = 'words' | 'characters';

/**
 * What one grapheme is to the count:
 * - `own`: counts 1 by itself (Han, kana, hangul, full-width marks, emoji, symbols that Chinese fonts draw wide);
 * - `run`: part of a run of other visible characters, and the run counts 1;
 * - `space`: counts 0 and ends a run;
 * - `invisible`: counts 0 and does not (control, zero-width, bidi and variation characters).
 */
type GraphemeKind = 'own' | 'run' | 'space' | 'invisible';

export interface CountedGrapheme {
  readonly segment: string;
  /** Where it begins, in UTF-16 units. */
  readonly index: number;
  readonly kind: GraphemeKind;
  /** It goes on with the run of the visible grapheme before it. */
  readonly continuesRun: boolean;
  /** The count of the text up to and including it. */
  readonly total: number;
}

const WHITE_SPACE = /^\p{White_Space}/u;
// U+FFF9..B frame ruby text; the hangul fillers, bidi marks, tags and variation selectors are default-ignorable.
const INVISIBLE = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]/u;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|[\u{1F000}-\u{1FAFF}])/u;
const PICTOGRAPH = /^\p{Extended_Pictographic}/u;
const SYMBOL = /^\p{S}/u;

/** Marks that share a code point with Western type but are full width in Chinese: · ‖ — ― ‘ ’ “ ” ‥ … ※ */
const CHINESE_MARKS = new Set('·‖—―‘’“”‥…※');

/** Code points that are written full width (East Asian Width W or F, and half-width kana), as pairs from-to. */
const FULL_WIDTH: readonly (readonly [number, number])[] = [
  [0x1100, 0x11ff], // hangul jamo
  [0x2160, 0x2188], // Ⅰ ⅳ
  [0x2190, 0x2bff], // arrows, mathematical and technical symbols, ① ■ ★ ☎ ✓
  [0x2e80, 0x4dff], // radicals, CJK marks, kana, bopomofo, ㎡, extension A, hexagrams
  [0x4e00, 0xa4cf], // Han, Yi
  [0xa960, 0xa97f], // hangul jamo
  [0xac00, 0xd7ff], // hangul
  [0xe000, 0xfaff], // private use (where older Chinese systems keep rare Han), compatibility ideographs
  [0xfe10, 0xfe1f], // vertical forms
  [0xfe30, 0xfe6f], // compatibility forms, small forms
  [0xff00, 0xffef], // full-width letters, digits and marks, half-width kana
  [0x16fe0, 0x18dff], // Tangut, Khitan
  [0x1aff0, 0x1b2ff], // kana extensions, Nüshu
  [0x20000, 0x3ffff], // Han extensions, also those to come
  [0xf0000, 0x10ffff], // private use
];

/**
 * 字数 of a text. Source of the rule: what Word and WPS show under 字数统计. Each Han character, kana, hangul
 * syllable, full-width mark, full-width letter or digit, emoji sequence and wide symbol (℃ ① ㎡ → ≥) counts 1;
 * a run of other visible characters counts 1; white space ends a run and counts 0; invisible characters count
 * 0 and split nothing. ’ is part of a Latin word when a letter stands on either side. Linear in the text.
 */
export function countText(text: string, rule: CountRule): number {
  let total = 0;
  for (const grapheme of eachCounted(text, rule)) total = grapheme.total;
  return total;
}

/** All graphemes, white space too: the measure of the hard ceiling. */
export function graphemes(text: string): number {
  let total = 0;
  for (const _ of eachGrapheme(text)) total += 1;
  return total;
}

/** The longest emoji sequence in use (a kiss with two skin tones) has 15 UTF-16 units. */
const UNITS_PER_GRAPHEME = 16;

/**
 * The hard ceiling against abuse: more than ten times the limit in graphemes, whatever the counting rule. A text
 * whose graphemes are themselves absurd (a letter under a thousand accents) is over it too.
 */
export function exceedsCeiling(text: string, limit: number): boolean {
  const ceiling = 10 * limit;
  if (text.length <= ceiling) return false;
  return text.length > ceiling * UNITS_PER_GRAPHEME || graphemes(text) > ceiling;
}

/** The graphemes of a text, each with what it is to the count and the count so far. */
export function* eachCounted(text: string, rule: CountRule): Generator<CountedGrapheme> {
  let total = 0;
  let runOpen = false;
  let afterLetter = false;
  for (const { segment, index } of eachGrapheme(text)) {
    const apostrophe: boolean =
      afterLetter && segment.startsWith('’') && letterFollows(text, index + segment.length);
    const kind: GraphemeKind = apostrophe ? 'run' : kindOf(segment);
    const continuesRun = kind === 'run' && runOpen;
    if (kind === 'own' || (kind === 'run' && (rule === 'characters' || !runOpen))) total += 1;
    if (kind !== 'invisible') {
      runOpen = kind === 'run';
      afterLetter = runOpen && LETTER_OR_DIGIT.test(segment);
    }
    yield { segment, index, kind, continuesRun, total };
  }
}

function kindOf(segment: string): GraphemeKind {
  const point = segment.codePointAt(0) ?? 0;
  if (point < 0x7f && segment.length === 1) return point > 0x20 ? 'run' : asciiGap(point);
  if (point >= 0x4e00 && point <= 0x9fff) return 'own';
  if (WHITE_SPACE.test(segment)) return 'space';
  if (INVISIBLE.test(segment)) return 'invisible';
  return isFullWidth(point, segment) || isEmoji(segment) ? 'own' : 'run';
}

function asciiGap(point: number): GraphemeKind {
  return point === 0x20 || (point >= 0x09 && point <= 0x0d) ? 'space' : 'invisible';
}

function isFullWidth(point: number, segment: string): boolean {
  if (point < 0x1100) return point === 0xb7;
  if (CHINESE_MARKS.has(segment.charAt(0))) return true;
  // ℃ № ℡ are symbols; the letters beside them (ℓ Ω) and ™ belong to the word that they are written in.
  if (point >= 0x2100 && point <= 0x214f) return SYMBOL.test(segment) && point !== 0x2122 && point !== 0x2120;
  return FULL_WIDTH.some(([from, to]) => point >= from && point <= to);
}

/** An emoji by nature, or a text symbol made one (©️), or a keycap (1️⃣). */
function isEmoji(segment: string): boolean {
  if (EMOJI.test(segment)) return true;
  if (segment.includes('\u20e3') && /^[0-9#*]/.test(segment)) return true;
  return segment.includes('\ufe0f') && PICTOGRAPH.test(segment);
}

/** Whether the next visible grapheme is a letter that belongs to runs (so that ’ before it is an apostrophe). */
function letterFollows(text: string, from: number): boolean {
  for (let at = from; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(point);
    if (WHITE_SPACE.test(character)) return false;
    if (!INVISIBLE.test(character)) return /\p{L}/u.test(character) && kindOf(character) === 'run';
    at += character.length;
  }
  return false;
}
