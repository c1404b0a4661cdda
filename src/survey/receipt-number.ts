import { plainText } from './reading/plain-text.js';

export type ReceiptReading =
  | {
      readonly kind: 'ok';
      /** As receiptNumber writes it. */
      readonly value: string;
      readonly prefix: string;
      readonly sequence: number;
      /** O, I or L was read as 0 or 1, or the other way round, and the check proved it: show what was read. */
      readonly repaired: boolean;
    }
  | { readonly kind: 'wrong'; readonly reason: 'shape' | 'check' };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MODULUS = 1271;
const SEQUENCE_DIGITS = 6;
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', '0': 'O', I: '1', '1': 'I', L: '1' };
/** More doubtful characters than this are not tried out. */
const MOST_DOUBTS = 8;

/**
 * A receipt number: prefix of the campaign (capital letters and digits), sequence, check: ZJJ2021-000123-K7.
 *
 * The check is ISO 7064 MOD 1271-36, two characters. It finds every single wrong character and every exchange of
 * neighbours. MOD 37,36 with its one character misses some exchanges, and MOD 37-2 needs a 37th sign, "*", which
 * file names and spreadsheets do not bear.
 */
export function receiptNumber(prefix: string, sequence: number): string {
  if (!/^[0-9A-Z]+$/.test(prefix))
    throw new RangeError('a receipt prefix has capital letters and digits only');
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError('a receipt sequence begins at 1');
  const digits = String(sequence).padStart(SEQUENCE_DIGITS, '0');
  return `${prefix}-${digits}-${checkOf(prefix + digits)}`;
}

/**
 * Reads a typed receipt number, in lower case, full width, with spaces or without hyphens too. Lookalikes
 * (O and 0; I, L and 1) are exchanged only when what was typed fails and exactly one exchange passes the check.
 */
export function readReceiptNumber(text: string): ReceiptReading {
  const parts = partsOf(text);
  if (!parts) return { kind: 'wrong', reason: 'shape' };
  const typed = parts.join('');
  const [prefix, sequence] = parts;
  const accept = (characters: string, repaired: boolean): ReceiptReading => {
    const digits = characters.slice(prefix.length, prefix.length + sequence.length);
    const read = characters.slice(0, prefix.length);
    return {
      kind: 'ok',
      value: receiptNumber(read, Number(digits)),
      prefix: read,
      sequence: Number(digits),
      repaired,
    };
  };
  const passes = (characters: string) => isSound(characters, prefix.length, sequence.length);
  if (passes(typed)) return accept(typed, false);
  const [meant, other] = variants(typed, prefix.length, sequence.length).filter(passes);
  return meant !== undefined && other === undefined
    ? accept(meant, true)
    : { kind: 'wrong', reason: 'check' };
}

/** Prefix, sequence and check, still as typed. */
function partsOf(text: string): [prefix: string, sequence: string, check: string] | undefined {
  if (text.length > 200) return undefined;
  const plain = plainText(text)
    .toUpperCase()
    .replace(/^\p{Script=Han}+ ?:/u, '')
    .replace(/[。.]$/, '')
    .replace(/[\s\-–—−]+/g, '-')
    .replace(/^-|-$/g, '');
  const match = /^([0-9A-Z]{1,20})-([0-9OIL]{6,15})-([0-9A-Z]{2})$/.exec(plain);
  // Without hyphens in their places the sequence can only be taken to have its usual six digits.
  const loose = match ?? /^([0-9A-Z]{1,20})([0-9OIL]{6})([0-9A-Z]{2})$/.exec(plain.replaceAll('-', ''));
  const [, prefix, sequence, check] = loose ?? [];
  return prefix === undefined || sequence === undefined || check === undefined
    ? undefined
    : [prefix, sequence, check];
}

function isSound(characters: string, prefixLength: number, sequenceLength: number): boolean {
  const sequence = characters.slice(prefixLength, prefixLength + sequenceLength);
  if (!/^\d+$/.test(sequence)) return false;
  const isCanonical = String(Number(sequence)).padStart(SEQUENCE_DIGITS, '0') === sequence;
  return isCanonical && Number(sequence) > 0 && remainder(characters) === 1;
}

/** What may have been meant: in the sequence letters can only be digits, elsewhere each lookalike may be either. */
function variants(typed: string, prefixLength: number, sequenceLength: number): string[] {
  let all = [''];
  let doubts = 0;
  for (const [at, character] of Array.from(typed).entries()) {
    const inSequence = at >= prefixLength && at < prefixLength + sequenceLength;
    const other = LOOKALIKES[character];
    const isDoubtful = other !== undefined && !inSequence;
    if (isDoubtful) doubts += 1;
    if (doubts > MOST_DOUBTS) return [];
    const choices = isDoubtful
      ? [character, other]
      : [inSequence && other && !/\d/.test(character) ? other : character];
    all = all.flatMap((head) => choices.map((choice) => head + choice));
  }
  return all;
}

/** Two characters that make the remainder of the whole 1. */
function checkOf(characters: string): string {
  const check = (MODULUS + 1 - remainder(`${characters}00`)) % MODULUS;
  return ALPHABET.charAt(Math.floor(check / 36)) + ALPHABET.charAt(check % 36);
}

/** The characters as a number to the base 36, modulo 1271. */
function remainder(characters: string): number {
  let rest = 0;
  for (const character of characters) rest = (rest * 36 + ALPHABET.indexOf(character)) % MODULUS;
  return rest;
}
