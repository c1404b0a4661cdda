import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCreditCode } from '../../src/survey/reading/credit-code.js';

/** Codes whose both check characters are right. */
const VALID = [
  '91110000600037341L',
  '91430800123456788B',
  '91430800MA4L12346H',
  '91650100712345672X',
  '12430800446512AB4P',
  '914308007123452850', // a check character 0
  '9143080071234504XT', // an organisation check X
];

describe('judgeCreditCode', () => {
  it.each(VALID)('accepts %s with its region', (code) => {
    expect(judgeCreditCode(code)).toEqual({ kind: 'valid', code, regionDigits: code.slice(2, 8) });
  });

  it.each(['91350203M0001FUE2P', '91350203M0001QKT19'])(
    'finds the real early registration %s unusual, not wrong',
    (code) => {
      expect(judgeCreditCode(code)).toEqual({ kind: 'unusual', code, regionDigits: '350203' });
    },
  );

  it.each([
    ['123456789012345678', 'identityCardLike'], // GB 32100 right by chance, GB 11714 wrong
    ['914308007123456719', 'identityCardLike'],
    ['430802198503120016', 'identityCardLike'], // an identity card, both checks of a code wrong
    ['430802198503120008', 'identityCardLike'], // an identity card that passes GB 11714 by chance
    ['430802199003071232', 'identityCardLike'],
    ['91110000600037342L', 'wrongDigits'],
    ['430802198513120016', 'wrongDigits'], // no thirteenth month
  ])('refuses %s: %s', (code, kind) => {
    expect(judgeCreditCode(code)).toEqual({ kind, code });
  });

  it.each([
    '91110000600037341l',
    ' 9111 0000 6000 3734 1L ',
    '9111-0000-6000-3734-1L',
    '９１１１００００６０００３７３４１Ｌ',
    '91110000600037341L。',
    '9111\u200b0000600037341L\ufeff',
    '统一社会信用代码：91110000600037341L',
  ])('lets the writing of %j pass', (typed) => {
    expect(judgeCreditCode(typed)).toMatchObject({ kind: 'valid', code: '91110000600037341L' });
  });

  it.each([
    ['', 'length', 0, ''],
    ['9111000060003734', 'length', 16, ''],
    ['91110000600037341LL', 'length', 19, ''],
    ['𠮷', 'length', 1, ''],
    ['9'.repeat(100_000), 'length', 200, ''],
    ['9111000060003734无L', 'letters', 1, '无'],
    ['91A10000600037341L', 'region', 1, 'A'],
  ])('refuses the shape of %.30j: %s', (text, reason, found, letters) => {
    expect(judgeCreditCode(text)).toEqual({ kind: 'wrongShape', reason, found, letters });
  });

  it('offers the code that was probably meant when letters stand for digits', () => {
    expect(judgeCreditCode('9IIIOOOO6OOO3734IL')).toEqual({
      kind: 'wrongShape',
      reason: 'letters',
      found: 11,
      letters: 'IO',
      likely: '91110000600037341L',
    });
    expect(judgeCreditCode('9I110000600037342L')).not.toHaveProperty('likely');
  });

  const alphabet = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
  const code = fc.constantFrom(...VALID);

  it('never accepts a valid code with one wrong character', () => {
    fc.assert(
      fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (valid, at, other) => {
        fc.pre(valid.charAt(at) !== other);
        const typed = valid.slice(0, at) + other + valid.slice(at + 1);
        expect(judgeCreditCode(typed).kind).not.toBe('valid');
      }),
      { numRuns: 2000 },
    );
  });

  it('never accepts a valid code with two neighbours exchanged', () => {
    fc.assert(
      fc.property(code, fc.nat(16), (valid, at) => {
        fc.pre(valid.charAt(at) !== valid.charAt(at + 1));
        const typed = valid.slice(0, at) + valid.charAt(at + 1) + valid.charAt(at) + valid.slice(at + 2);
        expect(judgeCreditCode(typed).kind).not.toBe('valid');
      }),
    );
  });

  it('has a verdict on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 18, maxLength: 18 })),
        (text) => {
          expect(['wrongShape', 'wrongDigits', 'unusual', 'identityCardLike', 'valid']).toContain(
            judgeCreditCode(text).kind,
          );
        },
      ),
    );
  });
});
