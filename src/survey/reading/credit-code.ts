import { plainText } from './plain-text.js';

export type CreditCodeVerdict =
  /** Both check characters right. `regionDigits`: the area of registration (GB/T 2260), positions 3 to 8. */
  | { readonly kind: 'valid'; readonly code: string; readonly regionDigits: string }
  /** Only the GB 32100 check character is wrong. Real early registrations are like that: ask once, note it. */
  | { readonly kind: 'unusual'; readonly code: string; readonly regionDigits: string }
  /** An identity card number (GB 11643), or only the GB 11714 organisation check wrong, as in one. */
  | { readonly kind: 'identityCardLike'; readonly code: string }
  | { readonly kind: 'wrongDigits'; readonly code: string }
  | {
      readonly kind: 'wrongShape';
      /** `letters`: characters that no code has; `region`: letters where positions 3 to 8 must be digits. */
      readonly reason: 'length' | 'letters' | 'region';
      /** For `length` the number of characters found, otherwise of those that cannot be. */
      readonly found: number;
      /** The characters that cannot be, each once. */
      readonly letters: string;
      /** The code that was probably meant (0 for O, 1 for I and so on), when that one is valid. */
      readonly likely?: string;
    };

const LENGTH = 18;
/** GB 32100-2015: digits and capital letters without I O S V Z; a character's place is its value. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 11714-1997: all capital letters, A is 10. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const MISTAKEN: Readonly<Record<string, string>> = { O: '0', I: '1', S: '5', V: 'U', Z: '2' };

/**
 * Judges a unified social credit code (统一社会信用代码, 18 characters) in layers: shape, then the check
 * characters of GB 32100-2015 (whole code) and of GB 11714-1997 (the organisation code in positions 9 to 17).
 * Lower case, full width, spaces, hyphens and a label in front are let pass.
 */
export function judgeCreditCode(text: string): CreditCodeVerdict {
  const code = normalised(text);
  const characters = Array.from(code);
  if (characters.length !== LENGTH) return wrongShape('length', characters.length, '');
  const strange = characters.filter((character) => !CODE_ALPHABET.includes(character));
  if (strange.length > 0) return wrongShape('letters', strange.length, distinct(strange), likelyCode(code));
  const regionDigits = code.slice(2, 8);
  const inRegion = Array.from(regionDigits).filter((character) => !/\d/.test(character));
  if (inRegion.length > 0) return wrongShape('region', inRegion.length, distinct(inRegion));
  const whole = checkOfCode(code) === code.charAt(17);
  const organisation = checkOfOrganisation(code.slice(8, 16)) === code.charAt(16);
  if (whole && organisation) return { kind: 'valid', code, regionDigits };
  if (whole || isIdentityCard(code)) return { kind: 'identityCardLike', code };
  return organisation ? { kind: 'unusual', code, regionDigits } : { kind: 'wrongDigits', code };
}

/** At most 200 characters are looked at: the number of characters found is for a sentence, not for a bill. */
function normalised(text: string): string {
  return plainText(text.slice(0, 200))
    .toUpperCase()
    .replace(/^\p{Script=Han}+ ?:/u, '')
    .replace(/[\s\-–—−_.·。,]/g, '');
}

function wrongShape(
  reason: 'length' | 'letters' | 'region',
  found: number,
  letters: string,
  likely?: string,
): CreditCodeVerdict {
  return { kind: 'wrongShape', reason, found, letters, ...(likely !== undefined && { likely }) };
}

function distinct(characters: readonly string[]): string {
  return [...new Set(characters)].join('');
}

function likelyCode(code: string): string | undefined {
  const meant = code.replace(/[OISVZ]/g, (letter) => MISTAKEN[letter] ?? letter);
  return meant !== code && judgeCreditCode(meant).kind === 'valid' ? meant : undefined;
}

/** Weights are the powers of 3 modulo 31. */
function checkOfCode(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += CODE_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CODE_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

function checkOfOrganisation(eight: string): string {
  const sum = weighted(eight, ORGANISATION_WEIGHTS, ORGANISATION_ALPHABET);
  return '0123456789X'.charAt((11 - (sum % 11)) % 11);
}

/** A resident's number: area, a birthday that can be, ISO 7064 MOD 11-2 check character. */
function isIdentityCard(code: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(code))
    return false;
  return '10X98765432'.charAt(weighted(code, IDENTITY_WEIGHTS, '0123456789') % 11) === code.charAt(17);
}

function weighted(text: string, weights: readonly number[], alphabet: string): number {
  return weights.reduce((sum, weight, at) => sum + alphabet.indexOf(text.charAt(at)) * weight, 0);
}
