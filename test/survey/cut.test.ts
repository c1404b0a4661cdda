import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountRule, countText } from '../../src/survey/reading/count.js';
import { cutToLimit } from '../../src/survey/reading/cut.js';

const TABLE: readonly (readonly [why: string, text: string, limit: number, cut: string, rule?: CountRule])[] =
  [
    ['leaves what fits', '一二三。', 4, '一二三。'],
    ['trims the end of what fits', '一二三 \n', 4, '一二三'],
    ['last sentence that fits', '一二三四。五六七八。九十', 11, '一二三四。五六七八。'],
    ['last sentence, the next one begun', '一二三四。五六七八。九十', 8, '一二三四。'],
    ['exactly at a sentence end', '一二三四。五六七八。九十', 10, '一二三四。五六七八。'],
    ['closing quote included', '他说：“一二三。”接着又说。', 11, '他说：“一二三。”'],
    ['a closing quote that does not fit is not torn off', '一二三四五六。“七。”八', 10, '一二三四五六。'],
    ['closing brackets', '一二（三四。）五六七八', 8, '一二（三四。）'],
    ['straight closing quote', '"一二三。"四五六七', 6, '"一二三。"'],
    ['straight opening quote stays with what follows', '一二三四。"五六七八"', 7, '一二三四。'],
    ['two marks', '一二三！？四五六七', 6, '一二三！？'],
    ['only the first of two marks fits', '一二三？！四五六七', 4, '一二三？'],
    ['semicolon', '一二三四；五六七', 6, '一二三四；'],
    ['new line', '一二三四\n五六七八', 6, '一二三四'],
    ['Latin sentence', 'One two three. Four five six.', 5, 'One two three.'],
    ['a decimal point is no end', '一二三四五 3.14 六七八九', 7, '一二三四五 3.14 六'],
    ['the number of an item is no end', '一二三四五六。\n2. 七八九十', 9, '一二三四五六。'],
    [
      'a question mark inside an address is no end',
      '一二三四五 http://a.cn?b=1;c 六七八',
      7,
      '一二三四五 http://a.cn?b=1;c 六',
    ],
    ['half-width mark between Han', '一二三四;五六七', 6, '一二三四;'],
    ['clause when the sentence loses too much', '一。二三四五六，七八九十', 9, '一。二三四五六'],
    ['clause, half width', '一。two three four five, six seven', 7, '一。two three four five'],
    ['no clause inside a number', '一二三四五六 12,000 七八九', 8, '一二三四五六 12,000 七'],
    ['whole units when nothing else does', '一二三四五六七八九十', 6, '一二三四五六'],
    ['never inside a Latin word', '一二三 word', 5, '一二三', 'characters'],
    ['a word that alone is over', 'abcdefghij', 4, 'abcd', 'characters'],
    ['a word that alone is over, behind others', '一 abcdefghij', 4, '一 abc', 'characters'],
    ['a Latin word counts once', 'alpha beta gamma', 2, 'alpha beta'],
    ['never inside a grapheme', '一二👨‍👩‍👧‍👦👨‍👩‍👧‍👦三', 3, '一二👨‍👩‍👧‍👦'],
    ['a surrogate pair', '𠮷𠮷𠮷', 2, '𠮷𠮷'],
    ['limit 0', '一二', 0, ''],
  ];

describe('cutToLimit', () => {
  const rows = TABLE.map(([why, text, limit, cut, rule = 'words']) => ({ why, text, limit, cut, rule }));

  it.each(rows)('$why', ({ text, limit, cut, rule }) => {
    expect(cutToLimit(text, limit, rule)).toEqual({ text: cut, count: countText(cut, rule) });
  });

  const piece = fc.constantFrom(
    ...Array.from('一二。！？；，、：“”‘’（）\n .,;!?:"\')a1中'),
    ...[
      'word',
      'don’t',
      '3.14',
      'http://a.cn?b',
      '😀',
      '👨‍👩‍👧‍👦',
      '𠮷',
      'e\u0301',
      '\u200b',
      '\u0301',
      '\r\n',
      '……',
      '——',
    ],
  );
  const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
  const rules = fc.constantFrom<CountRule>('words', 'characters');

  it('gives a prefix within the limit, without white space at its end, with its true count', () => {
    fc.assert(
      fc.property(text, fc.nat(40), rules, (value, limit, rule) => {
        const cut = cutToLimit(value, limit, rule);
        expect(value.startsWith(cut.text)).toBe(true);
        expect(cut.count).toBeLessThanOrEqual(limit);
        expect(cut.text).toBe(cut.text.trimEnd());
        expect(countText(cut.text, rule)).toBe(cut.count);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps all but white space of a text that fits', () => {
    fc.assert(
      fc.property(text, rules, (value, rule) => {
        expect(cutToLimit(value, countText(value, rule), rule).text).toBe(value.trimEnd());
      }),
    );
  });

  it('ends between graphemes', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    fc.assert(
      fc.property(text, fc.nat(40), rules, (value, limit, rule) => {
        const { length } = cutToLimit(value, limit, rule).text;
        const starts = [...segmenter.segment(value)].map(({ index }) => index);
        expect([...starts, value.length]).toContain(length);
      }),
    );
  });

  it('uses at least six tenths of the limit when single characters can be dropped', () => {
    const han = fc
      .array(fc.constantFrom('一', '。', '，', '”', '；'), { maxLength: 80 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(han, fc.integer({ min: 1, max: 40 }), (value, limit) => {
        const { count } = cutToLimit(value, limit, 'words');
        expect(count).toBeGreaterThanOrEqual(Math.min(countText(value, 'words'), limit * 0.6));
      }),
    );
  });

  it.each([
    ['closing brackets behind a sentence', `一。${')'.repeat(200_000)}`],
    ['blank lines', `一${'\n'.repeat(200_000)}二三`],
    ['invisible characters', `一${'\u200b'.repeat(200_000)}二三`],
    ['points', '. '.repeat(100_000)],
    ['one long word', 'a'.repeat(200_000)],
  ])('comes to an end on a hostile mass of %s', (_what, mass) => {
    expect(cutToLimit(mass, 2, 'words').count).toBeLessThanOrEqual(2);
    expect(cutToLimit(mass, 300, 'characters').count).toBeLessThanOrEqual(300);
  });
});
