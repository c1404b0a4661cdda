import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/survey/definition.js';
import { fits, judgeText, settleSeveral, storable } from '../../src/survey/judging/judge-answer.js';
import type { Refusal } from '../../src/survey/judging/verdict.js';
import { smallForm } from './forms-at-hand.js';

/** A question of the small form with this definition; its defaults are filled in. */
function question(definition: Readonly<Record<string, unknown>>): Question {
  const form = smallForm({ 'sections[2].questions[0]': { id: 'asked', label: '问题', ...definition } });
  return form.place('asked').question;
}

function value(asked: Question, typed: string, confirmed = false): unknown {
  const verdict = judgeText(asked, typed, confirmed);
  if (verdict.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(verdict)}`);
  return verdict.value;
}

function refusal(asked: Question, typed: string, confirmed = false): Refusal {
  const verdict = judgeText(asked, typed, confirmed);
  if (verdict.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(verdict)}`);
  return verdict.refusal;
}

const text = question({ kind: 'text', maxLength: 10 });
const whole = question({ kind: 'wholeNumber', unit: '人', min: 1, max: 5000 });
const number = question({ kind: 'number', max: 9 });
const money = question({ kind: 'money', unit: '万元' });
const profit = question({ kind: 'money', unit: '万元', allowNegative: true, max: 1000 });
const several = question({ kind: 'chooseSeveral', choices: ['国家级', '省级', '市级', '县级'], max: 3 });
const one = question({
  kind: 'chooseOne',
  choices: Array.from({ length: 14 }, (_, n) => `第${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]}类`),
});
const list = question({
  kind: 'chooseFromList',
  entries: [{ label: '制造', children: ['机床', '机器人'] }, '农业'],
});
const keywords = question({ kind: 'shortTexts', min: 2, max: 3, maxLength: 6 });
const loose = question({ kind: 'shortTexts', min: 0 });
const yesNo = question({ kind: 'yesNo' });
const date = question({ kind: 'date', earliest: '2026-01-01', latest: '2028-12-31' });
const year = question({ kind: 'year', min: 1949, max: 2026 });
const of = (kind: string, more: Record<string, unknown> = {}): Question => question({ kind, ...more });

describe('what the database can keep', () => {
  test.each([
    ['a NUL falls away', 'a\u0000b', 'ab'],
    ['half a surrogate pair becomes a mark', 'a\ud83d b\ude00', 'a\ufffd b\ufffd'],
    ['a whole pair stays', '😀𠮷', '😀𠮷'],
    ['line ends become one kind', 'a\r\nb\rc', 'a\nb\nc'],
    ['blank edges fall away, blanks within stay', ' \n a  b\u3000 ', 'a  b'],
  ])('%s', (_, typed, wanted) => {
    expect(storable(typed)).toBe(wanted);
  });
});

describe('an empty text', () => {
  test.each(['', '   ', '\n', '\u0000', '\u200b\u200d', '\u3000'])(
    '%j is refused for every kind',
    (typed) => {
      for (const asked of [text, whole, several, list, keywords, yesNo, date])
        expect(refusal(asked, typed)).toEqual({ kind: 'empty' });
    },
  );
});

describe('a line of words', () => {
  test('is kept as typed, on one line', () => {
    expect(value(text, '  张家界 \n 莓茶  ')).toBe('张家界莓茶');
    expect(value(text, 'deep\nlearn')).toBe('deep learn');
    expect(value(text, '𠮷野家😀')).toBe('𠮷野家😀');
  });

  test('may have as many characters as it may, and not one more', () => {
    expect(value(text, '字'.repeat(10))).toBe('字'.repeat(10));
    expect(refusal(text, '字'.repeat(11))).toEqual({ kind: 'tooManyCharacters', count: 11, max: 10 });
    expect(value(text, '👨‍👩‍👧'.repeat(10))).toBe('👨‍👩‍👧'.repeat(10));
  });

  test('may be 无', () => {
    expect(value(text, '无')).toBe('无');
  });
});

describe('a long text', () => {
  const long = of('longText', { limit: 300 });
  test.each([299, 300])('of %d 字 is taken with its count', (count) => {
    expect(judgeText(long, '字'.repeat(count))).toEqual({
      kind: 'accepted',
      value: '字'.repeat(count),
      count,
    });
  });

  test('of one more is not lost, and comes with a shorter one', () => {
    const typed = `${'字'.repeat(279)}。${'字'.repeat(21)}`;
    const verdict = judgeText(long, typed);
    expect(verdict).toMatchObject({ kind: 'tooLong', text: typed, count: 301, limit: 300 });
    if (verdict.kind === 'tooLong') expect(verdict.cut.text).toBe(`${'字'.repeat(279)}。`);
  });

  test('keeps its paragraphs', () => {
    expect(value(long, '一、\n二、')).toBe('一、\n二、');
  });

  test('beyond ten times the limit is refused, also when it is one word', () => {
    expect(refusal(long, 'a'.repeat(3001))).toEqual({
      kind: 'beyondCeiling',
      limit: 300,
      count: 1,
      characters: 3001,
    });
    expect(refusal(long, '字'.repeat(4801))).toMatchObject({ kind: 'beyondCeiling', count: 4801 });
    expect(judgeText(long, 'a'.repeat(3000))).toMatchObject({ kind: 'accepted', count: 1 });
  });

  test('beyond what a cell of a sheet holds is refused', () => {
    expect(refusal(of('longText', { limit: 20_000 }), '𠮷'.repeat(16_001))).toMatchObject({
      kind: 'beyondCeiling',
    });
  });

  test('can be counted in characters', () => {
    const counted = of('longText', { limit: 5, count: 'characters' });
    expect(judgeText(counted, 'ab cde')).toMatchObject({ kind: 'accepted', count: 5 });
    expect(judgeText(counted, 'ab cdef')).toMatchObject({ kind: 'tooLong', count: 6 });
  });
});

describe('a number', () => {
  test.each([
    ['120', 120],
    ['１２０人', 120],
    ['一百二十', 120],
    ['约300人', 300],
    ['3,200', 3200],
  ])('typed as %s is read', (typed, wanted) => {
    expect(value(whole, typed)).toBe(wanted);
  });

  const faults: [string, Question, string, Refusal][] = [
    ['words', whole, '不清楚', { kind: 'notANumber' }],
    ['a range', whole, '100-200', { kind: 'numberRange' }],
    ['a fraction where a whole one is asked', whole, '3.5', { kind: 'fraction', value: 3.5 }],
    ['one in two readings', whole, '3万2', { kind: 'ambiguousNumber', values: [30002, 32000] }],
    ['one over the most', whole, '5001', { kind: 'outside', value: 5001, min: 1, max: 5000 }],
    ['one under the least', whole, '0', { kind: 'outside', value: 0, min: 1, max: 5000 }],
    ['another unit', whole, '30台', { kind: 'wrongUnit' }],
    ['one that nobody has', whole, '99999999999999999', { kind: 'numberTooLarge' }],
    ['a negative one', number, '-1', { kind: 'negative', value: -1 }],
    ['a negative whole one', of('wholeNumber'), '-1', { kind: 'negative', value: -1 }],
    ['a little over the most', number, '9.01', { kind: 'outside', value: 9.01, min: 0, max: 9 }],
    ['无, which is nought', of('wholeNumber'), '无', { kind: 'nothing', instead: 'zero' }],
    ['无, where nought cannot be', whole, '没有。', { kind: 'nothing', instead: 'answer' }],
    [
      '无, where it can be skipped',
      of('number', { required: false }),
      '暂无',
      { kind: 'nothing', instead: 'skip' },
    ],
  ];
  test.each(faults)('is refused when it is %s', (_, asked, typed, wanted) => {
    expect(refusal(asked, typed)).toEqual(wanted);
  });

  test('at its bounds is taken', () => {
    expect([value(whole, '1'), value(whole, '5000'), value(number, '0'), value(number, '9.0')]).toEqual([
      1, 5000, 0, 9,
    ]);
  });
});

describe('an amount of money', () => {
  test.each([
    ['320', 320],
    ['３２０万', 320],
    ['3200000元', 320],
    ['3.2亿', 32_000],
    ['0', 0],
  ])('typed as %s is read in the unit of its question', (typed, wanted) => {
    expect(value(money, typed)).toBe(wanted);
  });

  test('that looks like 元 is asked about once, and taken when insisted on', () => {
    expect(judgeText(money, '3200000')).toEqual({
      kind: 'askBack',
      question: { kind: 'maybeYuan', value: 3_200_000, inUnit: 320 },
      value: 3_200_000,
    });
    expect(value(money, '3200000', true)).toBe(3_200_000);
    expect(value(of('money', { unit: '元' }), '3200000')).toBe(3_200_000);
  });

  test('is not asked about when it is over the most anyway', () => {
    expect(refusal(profit, '3200000')).toEqual({ kind: 'outside', value: 3_200_000, min: -1000, max: 1000 });
  });

  test('may be below nought only where the form says so', () => {
    expect(value(profit, '负12.5万')).toBe(-12.5);
    expect(refusal(money, '-12.5')).toEqual({ kind: 'negative', value: -12.5 });
    expect(refusal(profit, '-1001')).toMatchObject({ kind: 'outside', value: -1001 });
  });

  test.each([
    ['another currency', '100美元', { kind: 'wrongUnit' }],
    ['something else than money', '100人', { kind: 'wrongUnit' }],
    ['无', '无', { kind: 'nothing', instead: 'zero' }],
    ['about so much', '三百多万', { kind: 'numberRange' }],
  ])('is refused when it is %s', (_, typed, wanted) => {
    expect(refusal(money, typed)).toEqual(wanted);
  });
});

describe('one choice', () => {
  test('is found by its label, a part of it or its place', () => {
    expect([value(one, '第丙类'), value(one, '丙'), value(one, '3'), value(one, '13')]).toEqual([
      '第丙类',
      '第丙类',
      '第丙类',
      '第寅类',
    ]);
  });

  test('is not guessed from two places', () => {
    expect(refusal(one, '1 3')).toEqual({ kind: 'notAChoice' });
    expect(refusal(one, '1、3')).toEqual({ kind: 'notAChoice' });
  });

  test('is refused with those that fit', () => {
    expect(refusal(several, '级')).toEqual({
      kind: 'severalChoicesFit',
      choices: ['国家级', '省级', '市级', '县级'],
    });
    expect(refusal(one, '庚辛')).toEqual({ kind: 'notAChoice' });
  });
});

describe('several choices', () => {
  test.each([
    ['one label', '省级', ['省级']],
    ['labels between commas', '省级，国家级', ['国家级', '省级']],
    ['labels on lines', '省级\n市级', ['省级', '市级']],
    ['labels between blanks', '省级 市级', ['省级', '市级']],
    ['places between marks', '2、1', ['国家级', '省级']],
    ['places between blanks', '1 3', ['国家级', '市级']],
    ['places in full width', '１　３', ['国家级', '市级']],
    ['one of them twice', '省级、省级、2', ['省级']],
  ])('are read from %s, in the order of the paper', (_, typed, wanted) => {
    expect(value(several, typed)).toEqual(wanted);
  });

  test.each([
    ['a part that is no choice', '省级、部级', { kind: 'partNotAChoice', part: '部级' }],
    ['more than may be', '1、2、3、4', { kind: 'tooMany', count: 4, max: 3 }],
    ['marks alone', '、、', { kind: 'empty' }],
  ])('are refused with %s', (_, typed, wanted) => {
    expect(refusal(several, typed)).toEqual(wanted);
  });

  const ways = question({
    kind: 'chooseSeveral',
    choices: ['委托开发', '合作开发', '技术转让和许可', '产学研', '研究与开发'],
  });
  test.each([
    ['委托开发和合作开发', ['委托开发', '合作开发']],
    ['委托开发与合作开发', ['委托开发', '合作开发']],
    ['产学研以及委托开发及合作开发', ['委托开发', '合作开发', '产学研']],
    ['委托开发 和 合作开发', ['委托开发', '合作开发']],
    ['委托开发、合作开发，和产学研', ['委托开发', '合作开发', '产学研']],
    ['技术转让和许可', ['技术转让和许可']],
    ['委托开发和技术转让和许可', ['委托开发', '技术转让和许可']],
    ['研究与开发与产学研', ['产学研', '研究与开发']],
    ['1和3', ['委托开发', '技术转让和许可']],
    ['委托 合作', ['委托开发', '合作开发']],
  ])('joined by a word are read from %s', (typed, wanted) => {
    expect(value(ways, typed)).toEqual(wanted);
  });

  test('are not made of a word that several have in their own text', () => {
    const alike = question({
      kind: 'chooseSeveral',
      choices: ['研究', '开发', '研究和开发（自主）', '研究和开发（合作）', '推广'],
    });
    const both = { kind: 'severalChoicesFit', choices: ['研究和开发（自主）', '研究和开发（合作）'] };
    expect(refusal(alike, '研究和开发')).toEqual(both);
    expect(refusal(alike, '推广和研究和开发')).toEqual(both);
    expect(value(alike, '研究和推广')).toEqual(['研究', '推广']);
  });

  test('joined by a word are refused with the piece that is no choice', () => {
    expect(refusal(ways, '委托开发和自己开发')).toEqual({ kind: 'partNotAChoice', part: '自己开发' });
    expect(refusal(ways, '委托开发和技术转让和培训')).toEqual({ kind: 'partNotAChoice', part: '培训' });
    expect(refusal(ways, '产学研和开发')).toMatchObject({ kind: 'severalChoicesFit' });
  });

  test('are looked for in a page of joined words without delay', () => {
    const before = performance.now();
    expect(refusal(ways, '委托开发和'.repeat(800).concat('x')).kind).toBe('partNotAChoice');
    expect(refusal(ways, '开发和'.repeat(59).concat('x')).kind).toBe('severalChoicesFit');
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('of many are not read from two places as from one', () => {
    const many = question({
      kind: 'chooseSeveral',
      choices: Array.from({ length: 14 }, (_, n) => `第${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]}类`),
    });
    expect(value(many, '1 3')).toEqual(['第甲类', '第丙类']);
    expect(value(many, '13')).toEqual(['第寅类']);
  });

  test('that were ticked are held to the least and the most, and what is no choice falls away', () => {
    if (several.kind !== 'chooseSeveral') throw new Error('not several');
    expect(settleSeveral(several, ['市级', '国家级', '部级'])).toEqual({
      kind: 'accepted',
      value: ['国家级', '市级'],
    });
    expect(settleSeveral(several, [])).toEqual({
      kind: 'refused',
      refusal: { kind: 'tooFew', count: 0, min: 1 },
    });
  });
});

describe('an entry of a list', () => {
  test('is taken by its name, offered by a part, refused when nowhere', () => {
    expect(value(list, '机床')).toBe('机床');
    expect(judgeText(list, '制造')).toEqual({ kind: 'found', entries: ['机床', '机器人'] });
    expect(judgeText(list, '机器')).toEqual({ kind: 'found', entries: ['机器人'] });
    expect(refusal(list, '航天')).toEqual({ kind: 'notInList' });
  });
});

describe('several short texts', () => {
  test.each([
    ['莓茶、葛根', ['莓茶', '葛根']],
    ['莓茶，葛根；杜仲', ['莓茶', '葛根', '杜仲']],
    ['莓茶\n葛根', ['莓茶', '葛根']],
    ['莓茶 葛根', ['莓茶', '葛根']],
    ['莓茶、莓茶、葛根', ['莓茶', '葛根']],
    ['AI chip, 5G', ['AI chip', '5G']],
    ['莓茶 提取、葛根', ['莓茶 提取', '葛根']],
  ])('%j are read', (typed, wanted) => {
    expect(value(keywords, typed)).toEqual(wanted);
  });

  test.each([
    ['too few', '莓茶', { kind: 'tooFew', count: 1, min: 2 }],
    ['too many', '甲、乙、丙、丁', { kind: 'tooMany', count: 4, max: 3 }],
    [
      'one too long',
      '莓茶、非常长的关键词',
      { kind: 'partTooLong', part: '非常长的关键词', count: 7, max: 6 },
    ],
    ['marks alone', '、，', { kind: 'empty' }],
  ])('are refused when %s', (_, typed, wanted) => {
    expect(refusal(keywords, typed)).toEqual(wanted);
  });

  test('are never none, even where none are needed: that is what skipping is for', () => {
    expect(refusal(loose, '，')).toEqual({ kind: 'empty' });
  });
});

describe('yes and no', () => {
  test.each(['是', '是的', '有', '对', '要', '同意', 'Y', 'yes', '√', '１', '是。'])('%s is yes', (typed) => {
    expect(value(yesNo, typed)).toBe(true);
  });
  test.each(['否', '不', '不是', '没', '没有', '无', '非', 'N', 'No', '×', '0', '没有！'])(
    '%s is no',
    (typed) => {
      expect(value(yesNo, typed)).toBe(false);
    },
  );
  test.each(['可能', '是不是', '有没有', '是，但是正在注销', '2', 'yesno'])('%s is neither', (typed) => {
    expect(refusal(yesNo, typed)).toEqual({ kind: 'notYesOrNo' });
  });
});

describe('a day and a year', () => {
  test('are read', () => {
    expect(value(date, '2026年6月30日')).toBe('2026-06-30');
    expect(value(date, '2026.1.1')).toBe('2026-01-01');
    expect(value(year, '一九八四年')).toBe(1984);
  });

  test.each([
    ['no day', date, '下个月', { kind: 'date', reason: 'shape' }],
    ['a day that is not there', date, '2026-02-30', { kind: 'date', reason: 'impossible' }],
    ['a day without a year', date, '6月30日', { kind: 'date', reason: 'yearMissing' }],
    ['too early a day', date, '2025-12-31', { kind: 'tooEarly', date: '2025-12-31', earliest: '2026-01-01' }],
    ['too late a day', date, '2029-01-01', { kind: 'tooLate', date: '2029-01-01', latest: '2028-12-31' }],
    ['无', date, '无', { kind: 'nothing', instead: 'answer' }],
    ['no year', year, '前年', { kind: 'year' }],
    ['two digits', year, '84年', { kind: 'year' }],
    ['too early a year', year, '1948', { kind: 'outside', value: 1948, min: 1949, max: 2026 }],
    ['a year of another age', year, '1820', { kind: 'outside', value: 1820, min: 1949, max: 2026 }],
    ['a day of another age', date, '1820-06-30', { kind: 'date', reason: 'range' }],
  ] as [string, Question, string, Refusal][])('%s is refused', (_, asked, typed, wanted) => {
    expect(refusal(asked, typed)).toEqual(wanted);
  });
});

describe('how to reach somebody', () => {
  test.each([
    ['mobile', '+86 138-0000-0000', '13800000000'],
    ['phone', '（0744）8222222', '0744-8222222'],
    ['email', 'Name＠Example.COM', 'Name@example.com'],
    ['webAddress', 'WWW.Example.com/A', 'www.example.com/A'],
    ['postalCode', '４２７０００', '427000'],
  ])('a %s typed as %s is kept in one form', (kind, typed, wanted) => {
    expect(value(of(kind), typed)).toBe(wanted);
  });

  test.each([
    ['mobile', '138000000', { kind: 'mobile', digits: 9 }],
    ['mobile', '+86 1380000000', { kind: 'mobile', digits: 10 }],
    ['mobile', '13800000000、13900000000', { kind: 'severalNumbers' }],
    ['mobile', '0744-8222222', { kind: 'mobile', digits: 11 }],
    ['phone', '8222222', { kind: 'areaCodeMissing' }],
    ['phone', '0744-8222222、0744-8333333', { kind: 'severalNumbers' }],
    ['phone', '请打电话', { kind: 'phone' }],
    ['email', '123456qq.com', { kind: 'email', likely: '123456@qq.com' }],
    ['email', 'zhang@qq.con', { kind: 'email', likely: 'zhang@qq.com' }],
    ['email', '没有邮箱', { kind: 'email' }],
    ['webAddress', '张家界莓茶', { kind: 'webAddress' }],
    ['postalCode', '42700', { kind: 'postalCode', digits: 5 }],
    ['webAddress', '无', { kind: 'nothing', instead: 'answer' }],
  ] as [string, string, Refusal][])('a %s typed as %s is refused', (kind, typed, wanted) => {
    expect(refusal(of(kind), typed)).toEqual(wanted);
  });

  test('无 is told to skip where that can be', () => {
    expect(refusal(of('email', { required: false }), '无')).toEqual({ kind: 'nothing', instead: 'skip' });
    expect(refusal(of('webAddress', { required: false }), '/')).toEqual({ kind: 'nothing', instead: 'skip' });
  });
});

describe('a credit code', () => {
  const code = of('creditCode');
  test('is taken when both its checks hold', () => {
    expect(judgeText(code, ' 91110000600037341l ')).toEqual({
      kind: 'accepted',
      value: '91110000600037341L',
    });
  });

  test('of early days is asked about once and taken with a note', () => {
    expect(judgeText(code, '91350203M0001FUE2P')).toEqual({
      kind: 'askBack',
      question: { kind: 'unusualCode', code: '91350203M0001FUE2P' },
      value: '91350203M0001FUE2P',
    });
    expect(judgeText(code, '91350203M0001FUE2P', true)).toEqual({
      kind: 'accepted',
      value: '91350203M0001FUE2P',
      note: 'unusual-credit-code',
    });
  });

  test.each([
    ['wrong digits', '123456789012345678', ['codeDigits', 'codeIdentityCard']],
    ['one digit wrong', '91110000600037342L', ['codeDigits', 'codeIdentityCard']],
    ['one too few', '9111000060003734', ['codeShape']],
    ['a name', '李建国', ['codeShape']],
    ['letters that no code has', '9111000060003734IO', ['codeLetters']],
  ])('with %s is refused, insisted on or not', (_, typed, wanted) => {
    expect(wanted).toContain(refusal(code, typed).kind);
    expect(wanted).toContain(refusal(code, typed, true).kind);
  });

  test('with a letter for a digit hears what was probably meant', () => {
    expect(refusal(code, '9111OOOO6OOO37341L')).toEqual({
      kind: 'codeLetters',
      likely: '91110000600037341L',
    });
  });
});

describe('a computed field', () => {
  test('takes no answer', () => {
    const share = smallForm().place('share').question;
    expect(refusal(share, '25')).toEqual({ kind: 'notAsked' });
  });
});

describe('an answer of an earlier questionnaire fits', () => {
  test.each([
    ['a yes', yesNo, true, true],
    ['a text where yes or no is asked', yesNo, '是', false],
    ['a choice', one, '第甲类', true],
    ['a choice that is no more', one, '第一类', false],
    ['a place of a choice', one, '1', false],
    ['choices', several, ['省级'], true],
    ['more choices than may be', several, ['国家级', '省级', '市级', '县级'], false],
    ['choices some of which are no more', several, ['省级', '部级'], false],
    ['a leaf', list, '机床', true],
    ['a heading', list, '制造', false],
    ['keywords', keywords, ['莓茶', '葛根'], true],
    ['too few keywords', keywords, ['莓茶'], false],
    ['a text for keywords', keywords, '莓茶、葛根', false],
    ['a number within bounds', whole, 5000, true],
    ['a number beyond', whole, 5001, false],
    ['yes where a number is asked', whole, true, false],
    ['an amount once insisted on', money, 3_200_000, true],
    ['a text', text, '张家界莓茶', true],
    ['too long a text', text, '字'.repeat(11), false],
    ['a list where a text is asked', text, ['莓茶'], false],
    ['a day', date, '2026-06-30', true],
    ['a day that is too late now', date, '2029-06-30', false],
    ['an early credit code', of('creditCode'), '91350203M0001FUE2P', true],
  ] as [string, Question, Parameters<typeof fits>[1], boolean][])('%s: %#', (_, asked, earlier, wanted) => {
    expect(fits(asked, earlier)).toBe(wanted);
  });
});
