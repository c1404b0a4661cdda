import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText, eachCounted, exceedsCeiling, graphemes } from '../../src/survey/reading/count.js';
import { eachGrapheme } from '../../src/survey/reading/graphemes.js';

/** The published table: text, 字数 as Word shows it, graphemes without white space. */
const TABLE: readonly (readonly [why: string, text: string, words: number, characters: number])[] = [
  ['nothing', '', 0, 0],
  ['Han', '关键核心技术', 6, 6],
  ['Han and full-width marks', '你好，世界！', 6, 6],
  ['a Latin run is one word', 'hello', 1, 5],
  ['white space ends a run', 'hello world', 2, 10],
  ['half-width marks belong to the run', 'a,b;c', 1, 5],
  ['a mark alone is a run', 'a , b', 3, 3],
  ['mixed', '采用AI技术', 5, 6],
  ['digits and per cent', '增长30%以上', 5, 7],
  ['a date', '2021年6月30日', 6, 10],
  ['a decimal', '3.2亿元', 3, 5],
  ['a web address', '见https://example.com/a?b=1。', 3, 27],
  ['new lines count nothing', '一\n二\r\n三\r四', 4, 4],
  ['a new line ends a run', 'ab\ncd', 2, 4],
  ['ideographic space', '一　二', 2, 2],
  ['no-break, thin and line-separating spaces', 'a\u00a0b\u2009c\u2028d\u0085e', 5, 5],
  ['Han outside the basic plane', '𠮷野家', 3, 3],
  ['compatibility ideographs', '\uf900\ufa0e\u{2f800}', 3, 3],
  ['Han of extensions B to H', '\u{20000}\u{2a700}\u{30000}\u{31350}', 4, 4],
  ['々 〇 radicals', '人々〇⺀⼀', 5, 5],
  ['private use, where rare Han were kept', '\ue000\ue001', 2, 2],
  ['kana', 'ひらがなカタカナー', 9, 9],
  ['half-width kana, the voiced mark attached', 'ｶﾞｷﾞ', 2, 2],
  ['hangul syllables', '한국어', 3, 3],
  ['hangul in pieces', '한국'.normalize('NFD'), 2, 2],
  ['bopomofo', 'ㄅㄆㄇ', 3, 3],
  ['full-width letters and digits', 'ＡＢ１２', 4, 4],
  ['℃ ① ㎡', '20℃①㎡', 4, 5],
  ['№ ℡ but not ™', '№℡A™', 3, 4],
  ['Roman numerals, arrows, comparisons', 'Ⅲ→≥', 3, 3],
  ['Greek and Cyrillic are runs', 'α-Fe и', 2, 5],
  ['Arabic script', 'شىنجاڭ ئۇيغۇر', 2, 12],
  ['Chinese quotes', '“好”‘对’', 6, 6],
  ['a dash is two', '技术——创新', 6, 6],
  ['an ellipsis is two', '等等……', 4, 4],
  ['the dot in a name', '阿卜杜拉·买买提', 8, 8],
  ['an apostrophe inside a Latin word', 'don’t', 1, 5],
  ['an apostrophe with an accent behind', 'l’été', 1, 5],
  ['a closing quote after a Latin word', 'users’ data', 3, 10],
  ['quoted Latin', '‘abc’', 3, 5],
  ['’ between Han', '甲’乙', 3, 3],
  ['’ between Latin and Han', 'abc’乙', 3, 5],
  ['two ’ in a row', 'a’’b', 4, 4],
  ['straight quotes are of the run', "it's", 1, 4],
  ['a flag', '🇨🇳', 1, 1],
  ['two flags', '🇨🇳🇨🇳', 2, 2],
  ['a family', '👨‍👩‍👧‍👦', 1, 1],
  ['skin tones', '👍🏽👍🏿', 2, 2],
  ['keycaps', '1️⃣2️⃣', 2, 2],
  ['the flag of England', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 1, 1],
  ['a heart with selector', '❤️❤', 2, 2],
  ['© is text, ©️ an emoji', 'A© B©️', 3, 4],
  ['emoji splits a run', 'ab😀cd', 3, 5],
  ['combining marks attach', 'e\u0301te\u0301', 1, 3],
  ['a variation selector on Han', '葛\u{e0100}城', 2, 2],
  ['zero-width characters split nothing', 'ab\u200bcd\u2060ef\ufeffgh', 1, 8],
  ['zero-width alone', '\u200b\u200c\u200d\ufeff\u2060\u00ad', 0, 0],
  ['bidi marks', '\u202aabc\u202c\u200f\u2067d\u2069', 1, 4],
  ['controls', 'a\u0000b\u0007c\u007fd', 1, 4],
  ['hangul filler', '\u3164', 0, 0],
  ['white space only', ' \t\n\u3000\u00a0', 0, 0],
];

describe('countText', () => {
  it.each(TABLE)('%s: %j', (_why, text, words, characters) => {
    expect({ words: countText(text, 'words'), characters: countText(text, 'characters') }).toEqual({
      words,
      characters,
    });
  });

  it.each([300, 400, 600, 2000])('tells %i - 1, the limit and one over apart in mixed text', (limit) => {
    const mixed = '研发AI芯片，𠮷😀——'; // 10 units: 研 发 AI 芯 片 ， 𠮷 😀 — —
    const unit = countText(mixed, 'words');
    expect(unit).toBe(10);
    const filled = mixed.repeat(limit / unit);
    expect(countText(filled, 'words')).toBe(limit);
    expect(countText(filled.slice(0, -1), 'words')).toBe(limit - 1);
    expect(countText(`${filled}。`, 'words')).toBe(limit + 1);
    expect(countText(`${filled}\n\u200b　`, 'words')).toBe(limit);
  });

  const piece = fc.constantFrom(
    ...TABLE.map(([, text]) => text),
    ...[
      '’',
      '\u200d',
      '\ufe0f',
      '🏽',
      '🇨',
      '\u0301',
      ' ',
      '\n',
      'a',
      '中',
      '\ud83c',
      '\r',
      '\u1100',
      '\u1161',
    ],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  it('segments as the whole text would be segmented, also over the edges of its windows', () => {
    const whole = new Intl.Segmenter('und', { granularity: 'grapheme' });
    const long = fc.array(piece, { minLength: 60, maxLength: 200 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(text, long), (value) => {
        const expected = [...whole.segment(value)].map(({ segment }) => segment);
        expect([...eachGrapheme(value)].map(({ segment }) => segment)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('never counts more words than characters, nor more characters than graphemes', () => {
    fc.assert(
      fc.property(text, (value) => {
        const [words, characters] = [countText(value, 'words'), countText(value, 'characters')];
        expect(words).toBeLessThanOrEqual(characters);
        expect(characters).toBeLessThanOrEqual(graphemes(value));
      }),
    );
  });

  it('adds up over white space', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(' ', '\n', '\u3000', '\t'), (one, other, gap) => {
        for (const rule of ['words', 'characters'] as const) {
          // A lone combining mark at the head would attach to the white space before it.
          const sum = countText(one, rule) + countText(`x ${other}`, rule) - 1;
          expect(countText(`${one}${gap}x ${other}`, rule)).toBe(sum + 1);
        }
      }),
    );
  });

  it('is not changed by invisible characters between the visible', () => {
    const invisible = fc.constantFrom('\u200b', '\u2060', '\ufeff', '\u200e', '\u202d', '\u0001');
    const visible = fc.array(fc.constantFrom('中', 'a', '，', 'Ａ', '.', '’', '😀', ' ', '한', 'é'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(visible, invisible, (parts, mark) => {
        expect(countText(parts.join(mark), 'words')).toBe(countText(parts.join(''), 'words'));
      }),
    );
  });

  it('gives totals that never fall and end at the count', () => {
    fc.assert(
      fc.property(text, (value) => {
        const totals = [...eachCounted(value, 'words')].map(({ total }) => total);
        expect(totals.every((total, at) => total - (totals[at - 1] ?? 0) <= 1)).toBe(true);
        expect(totals.at(-1) ?? 0).toBe(countText(value, 'words'));
      }),
    );
  });

  it.each([
    ['combining marks', `a${'\u0301'.repeat(1_000_000)}`, 1],
    ['joiners', '\u200d'.repeat(1_000_000), 0],
    ['joined emoji', '👩\u200d'.repeat(300_000), 1],
    ['regional indicators', '🇨'.repeat(100_000), 50_000],
    ['zero-width spaces', '\u200b'.repeat(200_000), 0],
    ['apostrophes', 'a’'.repeat(100_000), 2],
    ['Han', '技'.repeat(200_000), 200_000],
  ])('comes to an end on a hostile mass of %s', (_what, mass, words) => {
    expect(countText(mass, 'words')).toBe(words);
  });
});

describe('exceedsCeiling', () => {
  it('lets ten times the limit in graphemes pass and refuses one more', () => {
    expect(exceedsCeiling('a'.repeat(3000), 300)).toBe(false);
    expect(exceedsCeiling('a'.repeat(3001), 300)).toBe(true);
    expect(exceedsCeiling('👨‍👩‍👧‍👦'.repeat(100), 10)).toBe(false);
    expect(exceedsCeiling('👨‍👩‍👧‍👦'.repeat(101), 10)).toBe(true);
  });

  it('refuses a single letter under thousands of accents', () => {
    expect(exceedsCeiling(`a${'\u0301'.repeat(50_000)}`, 300)).toBe(true);
  });
});
