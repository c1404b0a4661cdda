import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReceiptNumber, receiptNumber } from '../../src/survey/receipt-number.js';

const ALPHABET = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const prefix = fc.constantFrom('ZJJ2021', 'XJ2023', 'A', 'O0I1L', 'KJXQ');
const sequence = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 99_999_999 }));
const number = fc.tuple(prefix, sequence).map(([head, at]) => receiptNumber(head, at));

describe('receiptNumber', () => {
  it('makes the check of ISO 7064 MOD 1271-36', () => {
    // The example of the standard: ISO 79 -> check 3W.
    const value = Array.from('ISO793W').reduce((rest, c) => (rest * 36 + ALPHABET.indexOf(c)) % 1271, 0);
    expect(value).toBe(1);
    const made = receiptNumber('ZJJ2021', 123).replaceAll('-', '');
    expect(Array.from(made).reduce((rest, c) => (rest * 36 + ALPHABET.indexOf(c)) % 1271, 0)).toBe(1);
  });

  it('writes prefix, six digits or more, and check', () => {
    expect(receiptNumber('ZJJ2021', 123)).toMatch(/^ZJJ2021-000123-[0-9A-Z]{2}$/);
    expect(receiptNumber('ZJJ2021', 1_234_567)).toMatch(/^ZJJ2021-1234567-[0-9A-Z]{2}$/);
  });

  it('refuses a prefix or a sequence that cannot be', () => {
    for (const [head, at] of [
      ['zjj', 1],
      ['', 1],
      ['A-B', 1],
      ['A', 0],
      ['A', 1.5],
      ['A', -1],
    ] as const)
      expect(() => receiptNumber(head, at)).toThrow(RangeError);
  });
});

describe('readReceiptNumber', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(prefix, sequence, (head, at) => {
        const value = receiptNumber(head, at);
        expect(readReceiptNumber(value)).toEqual({
          kind: 'ok',
          value,
          prefix: head,
          sequence: at,
          repaired: false,
        });
      }),
    );
  });

  it('lets lower case, full width, spaces, missing hyphens and a label pass', () => {
    const value = receiptNumber('ZJJ2021', 123);
    const wide = value.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    const typed = [
      value.toLowerCase(),
      wide,
      value.replaceAll('-', ' '),
      value.replaceAll('-', ''),
      ` ${value}。`,
    ];
    for (const text of [...typed, `回执编号：${value}`, value.replaceAll('-', '—')])
      expect(readReceiptNumber(text)).toMatchObject({ kind: 'ok', value, sequence: 123, repaired: false });
  });

  it('never takes a number with one wrong character as typed', () => {
    fc.assert(
      fc.property(number, fc.nat(30), fc.constantFrom(...ALPHABET), (value, position, other) => {
        const at = position % value.length;
        fc.pre(value.charAt(at) !== '-' && value.charAt(at) !== other);
        const reading = readReceiptNumber(value.slice(0, at) + other + value.slice(at + 1));
        expect(reading.kind === 'ok' && !reading.repaired).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('finds every single wrong digit of the sequence', () => {
    const value = receiptNumber('XJ2023', 123);
    for (let at = 7; at < 13; at++)
      for (const other of '0123456789') {
        const typed = value.slice(0, at) + other + value.slice(at + 1);
        const reading = readReceiptNumber(typed);
        expect(reading.kind === 'ok' && !reading.repaired).toBe(typed === value);
      }
  });

  it('never takes a number with two neighbours exchanged as typed', () => {
    fc.assert(
      fc.property(number, fc.nat(30), (value, position) => {
        const bare = value.replaceAll('-', '');
        const at = position % (bare.length - 1);
        fc.pre(bare.charAt(at) !== bare.charAt(at + 1));
        const exchanged = bare.slice(0, at) + bare.charAt(at + 1) + bare.charAt(at) + bare.slice(at + 2);
        const cuts = [value.indexOf('-'), value.lastIndexOf('-') - 1] as const;
        const typed = [
          exchanged.slice(0, cuts[0]),
          exchanged.slice(cuts[0], cuts[1]),
          exchanged.slice(cuts[1]),
        ];
        const reading = readReceiptNumber(typed.join('-'));
        expect(reading.kind === 'ok' && !reading.repaired).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads O, I and L for 0 and 1 when the check proves it, and says so', () => {
    const value = receiptNumber('ZJJ2021', 101);
    const slipped = value.replace('000101', 'OOOIOl').replace('2021', '2O2I');
    expect(readReceiptNumber(slipped)).toEqual({
      kind: 'ok',
      value,
      prefix: 'ZJJ2021',
      sequence: 101,
      repaired: true,
    });
  });

  it.each([
    ['', 'shape'],
    ['你好', 'shape'],
    ['ZJJ2021-123', 'shape'],
    ['ZJJ2021-000000-00', 'check'],
    ['ZJJ2021-000123-*', 'shape'],
    ['OOOOOOOOOO-000123-00', 'check'],
    ['1'.repeat(100_000), 'shape'],
  ])('refuses %.30j: %s', (text, reason) => {
    expect(readReceiptNumber(text)).toEqual({ kind: 'wrong', reason });
  });
});
