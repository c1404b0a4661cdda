import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNumber,
  looksLikeYuan,
  type MoneyUnit,
  readMoney,
  readNumber,
  readWhole,
} from '../../src/survey/reading/numbers.js';

const NUMBERS: readonly (readonly [text: string, value: number, unit?: string])[] = [
  ['320', 320],
  ['３２０', 320],
  ['　320\u200b ', 320],
  ['0', 0],
  ['00012', 12],
  ['3,200', 3200],
  ['1,234,567.89', 1234567.89],
  ['１，２３４，５６７', 1234567],
  ["1'234'567", 1234567],
  ['1 234 567', 1234567],
  ['3．5', 3.5],
  ['3。5', 3.5],
  ['.5', 0.5],
  ['320。', 320],
  ['0.1', 0.1],
  ['1.1万', 11000],
  ['-5', -5],
  ['－５', -5],
  ['−5', -5],
  ['负五', -5],
  ['亏损12.5', -12.5],
  ['净亏损：三百', -300],
  ['+5', 5],
  ['约300', 300],
  ['大约 300 人左右', 300, '人'],
  ['人民币-300元', -300, '元'],
  ['¥ 1,000', 1000],
  ['￥1000整', 1000],
  ['零', 0],
  ['〇', 0],
  ['五', 5],
  ['十', 10],
  ['十五', 15],
  ['二十', 20],
  ['廿五', 25],
  ['一百', 100],
  ['一百零五', 105],
  ['一百五', 150],
  ['一百五十', 150],
  ['三百二十', 320],
  ['两千零二十一', 2021],
  ['二〇二一', 2021],
  ['一二三四五', 12345],
  ['三千二', 3200],
  ['一万二', 12000],
  ['一万零二', 10002],
  ['一万二千', 12000],
  ['三千二百万', 32_000_000],
  ['两亿五千万', 250_000_000],
  ['一万亿', 1e12],
  ['百万', 1e6],
  ['五千万', 5e7],
  ['壹佰贰拾叁万肆仟伍佰', 1_234_500],
  ['三点五', 3.5],
  ['零点零五', 0.05],
  ['一百二十点五', 120.5],
  ['三点五亿', 350_000_000],
  ['3.2亿', 320_000_000],
  ['5千', 5000],
  ['3百万', 3_000_000],
  ['1.5千万', 15_000_000],
  ['1亿2000万', 120_000_000],
  ['3万2000', 32000],
  ['3 万', 30000],
  ['300人', 300, '人'],
  ['300 名', 300, '名'],
  ['12个', 12, '个'],
  ['3万人', 30000, '人'],
  ['5%', 5, '%'],
  ['５％', 5, '%'],
  ['百分之五', 5, '%'],
  ['百分之三点五', 3.5, '%'],
  ['5个百分点', 5, '%'],
  ['320(元)', 320, '元'],
  ['300千瓦', 300, '千瓦'],
];

const UNREADABLE: readonly (readonly [text: string, reason: string])[] = [
  ['', 'empty'],
  [' \u3000\u200b', 'empty'],
  ['很多', 'words'],
  ['不太多', 'words'],
  ['三百多', 'range'],
  ['保密', 'words'],
  ['万', 'words'],
  ['NaN', 'words'],
  ['Infinity', 'words'],
  ['0x10', 'several'],
  ['1e5', 'exponent'],
  ['1.5E+10', 'exponent'],
  ['300-400', 'range'],
  ['300～400', 'range'],
  ['300万到400万', 'range'],
  ['三百至四百', 'range'],
  ['三四百', 'range'],
  ['三五人', 'range'],
  ['300多', 'range'],
  ['几十', 'range'],
  ['数百', 'range'],
  ['300以上', 'range'],
  ['不少于300', 'range'],
  ['>300', 'range'],
  ['1,2345', 'separators'],
  ['1,23,456', 'separators'],
  ['1.2.3', 'separators'],
  ['320 和 400', 'several'],
  ['1/2', 'several'],
  ['(300)', 'words'],
  ['--5', 'words'],
  ['三百百', 'words'],
  ['十百', 'words'],
  ['一亿亿', 'words'],
  ['三点', 'words'],
  ['9999999999999', 'tooLarge'],
  ['99万亿', 'tooLarge'],
  ['1'.repeat(101), 'words'],
  ['一'.repeat(100_000), 'words'],
];

const AMBIGUOUS: readonly (readonly [text: string, values: readonly number[]])[] = [
  ['3万2', [30002, 32000]],
  ['1亿2000', [100_002_000, 120_000_000]],
  ['3,5', [3.5, 35]],
  ['12，34', [12.34, 1234]],
];

describe('readNumber', () => {
  it.each(NUMBERS.map(([text, value, unit]) => ({ text, value, unit })))(
    'reads $text as $value',
    ({ text, value, unit }) => {
      expect(readNumber(text)).toEqual({ kind: 'number', value, ...(unit !== undefined && { unit }) });
    },
  );

  it.each(UNREADABLE)('does not read %j: %s', (text, reason) => {
    expect(readNumber(text)).toEqual({ kind: 'unreadable', reason });
  });

  it.each(AMBIGUOUS)('sees two readings of %j', (text, values) => {
    expect(readNumber(text)).toEqual({ kind: 'ambiguous', values });
  });

  it("takes the field's own unit off before it reads", () => {
    expect(readNumber('300千瓦时', '千瓦时')).toEqual({ kind: 'number', value: 300, unit: '千瓦时' });
    expect(readNumber('3万人', '万人')).toEqual({ kind: 'number', value: 3, unit: '万人' });
    expect(readNumber('300', '人')).toEqual({ kind: 'number', value: 300 });
  });

  it('converts to a unit with 万 or 亿 in it', () => {
    expect(readNumber('3万', '万人')).toEqual({ kind: 'number', value: 3 });
    expect(readNumber('30000人', '万人')).toEqual({ kind: 'number', value: 3, unit: '人' });
    expect(readNumber('3亿人', '万人')).toEqual({ kind: 'number', value: 30000, unit: '人' });
    expect(readNumber('3', '万人')).toEqual({ kind: 'number', value: 3 });
  });

  it('refuses another unit than that of the field, but lets 个 and words for people pass', () => {
    expect(readNumber('300元', '人')).toEqual({ kind: 'unreadable', reason: 'unit' });
    expect(readNumber('5%', '人')).toEqual({ kind: 'unreadable', reason: 'unit' });
    expect(readNumber('五金')).toEqual({ kind: 'unreadable', reason: 'unit' });
    expect(readNumber('300名', '人')).toEqual({ kind: 'number', value: 300, unit: '名' });
    expect(readNumber('3个', '项')).toEqual({ kind: 'number', value: 3, unit: '个' });
    expect(readNumber('5%', '％')).toEqual({ kind: 'number', value: 5, unit: '%' });
    expect(readNumber('5个百分点', '%')).toEqual({ kind: 'number', value: 5, unit: '%' });
  });

  it('reads every whole number written in Chinese', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(readNumber(inChinese(value))).toEqual({ kind: 'number', value });
      }),
      { numRuns: 1000 },
    );
  });

  it('reads what formatNumber writes, with separators and full width too', () => {
    const value = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(999_999)).map(([whole, micro]) => {
      return Number(`${whole}.${String(micro).padStart(6, '0')}`);
    });
    fc.assert(
      fc.property(value, (number) => {
        const text = formatNumber(number);
        expect(text).toMatch(/^-?\d+(?:\.\d*[1-9])?$/);
        const wide = text.replace(/[\d.-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        const [whole = '', fraction] = text.split('.');
        const grouped = whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
        for (const typed of [text, wide, grouped]) {
          expect(readNumber(typed)).toEqual({ kind: 'number', value: number === 0 ? 0 : number });
        }
      }),
    );
  });

  it('answers any text with a finite number or a reason', () => {
    const piece = fc.constantFrom(...Array.from('0123456789.,- 一二三十百千万亿点零负约元%人廿两'));
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const reading = readNumber(typed);
        const values =
          reading.kind === 'number' ? [reading.value] : reading.kind === 'ambiguous' ? reading.values : [];
        for (const value of values) {
          expect(Math.abs(value)).toBeLessThanOrEqual(1e12);
          expect(Object.is(value, -0)).toBe(false);
        }
        if (reading.kind === 'unreadable') expect(reading.reason).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('readWhole', () => {
  it('leaves fractions and negatives to the caller', () => {
    expect(readWhole('300人')).toEqual({ kind: 'whole', value: 300, unit: '人' });
    expect(readWhole('3.0')).toEqual({ kind: 'whole', value: 3 });
    expect(readWhole('3.5')).toEqual({ kind: 'notWhole', reason: 'fraction', value: 3.5 });
    expect(readWhole('-3')).toEqual({ kind: 'notWhole', reason: 'negative', value: -3 });
    expect(readWhole('-3.5')).toEqual({ kind: 'notWhole', reason: 'fraction', value: -3.5 });
    expect(readWhole('-0')).toEqual({ kind: 'whole', value: 0 });
    expect(readWhole('三百')).toEqual({ kind: 'whole', value: 300 });
    expect(readWhole('很大')).toEqual({ kind: 'unreadable', reason: 'words' });
  });
});

describe('readMoney', () => {
  const rows: readonly (readonly [string, MoneyUnit, number, string, boolean])[] = [
    ['320', '万元', 320, '320 万元', false],
    ['３２０万', '万元', 320, '320 万元', true],
    ['三百二十万元', '万元', 320, '320 万元', true],
    ['三百二十', '万元', 320, '320 万元', false],
    ['3.2亿', '万元', 32000, '32000 万元', true],
    ['3200000元', '万元', 320, '320 万元', true],
    ['¥3,200,000元整', '万元', 320, '320 万元', true],
    ['人民币叁佰贰拾万元整', '万元', 320, '320 万元', true],
    ['320万元人民币', '万元', 320, '320 万元', true],
    ['约320万元左右', '万元', 320, '320 万元', true],
    ['320（万元）', '万元', 320, '320 万元', true],
    ['1亿2000万', '万元', 12000, '12000 万元', true],
    ['5千', '万元', 5000, '5000 万元', false],
    ['5千元', '万元', 0.5, '0.5 万元', true],
    ['0', '万元', 0, '0 万元', false],
    ['-30', '万元', -30, '-30 万元', false],
    ['0.01元', '万元', 0.000001, '0.000001 万元', true],
    ['12345.67元', '万元', 1.234567, '1.234567 万元', true],
    ['1.1万', '元', 11000, '11000 元', true],
    ['3亿', '亿元', 3, '3 亿元', true],
    ['3000万元', '亿元', 0.3, '0.3 亿元', true],
    ['2.5', '亿元', 2.5, '2.5 亿元', false],
  ];

  it.each(rows)('reads %j in a field of %s as %d', (text, unit, value, understood, explicitUnit) => {
    expect(readMoney(text, unit)).toEqual({ kind: 'money', value, understood, explicitUnit });
  });

  it.each([
    ['300-400万元', 'range'],
    ['300万美元', 'currency'],
    ['$300', 'currency'],
    ['300人', 'unit'],
    ['30%', 'unit'],
    ['300万元/年', 'unit'],
    ['1e5', 'exponent'],
    ['待定', 'words'],
    ['9999999999999', 'tooLarge'],
  ])('does not read %j: %s', (text, reason) => {
    expect(readMoney(text, '万元')).toEqual({ kind: 'unreadable', reason });
  });

  it('words both readings of an ambiguous amount', () => {
    expect(readMoney('1亿2000', '万元')).toEqual({
      kind: 'ambiguous',
      values: [10000.2, 12000],
      understood: ['10000.2 万元', '12000 万元'],
      explicitUnit: true,
    });
  });

  it('gives one amount, whatever the unit that it is typed in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (yuan) => {
        const inWan = readMoney(`${yuan}元`, '万元');
        expect(inWan).toMatchObject({ kind: 'money', value: yuan / 1e4 });
        expect(readMoney(`${formatNumber(yuan / 1e4)}万元`, '元')).toMatchObject({
          kind: 'money',
          value: yuan,
        });
        expect(readMoney(formatNumber(yuan / 1e4), '万元')).toMatchObject({ value: yuan / 1e4 });
      }),
    );
  });
});

describe('looksLikeYuan', () => {
  it.each([
    [99_999, false, false],
    [100_000, false, true],
    [-3_200_000, false, true],
    [3_200_000, true, false],
    [10_000_000, true, true],
  ])('%d, unit typed %s: %s', (value, explicitUnit, expected) => {
    expect(looksLikeYuan(value, explicitUnit)).toBe(expected);
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0'],
    [0.000001, '0.000001'],
    [-3.5, '-3.5'],
    [1e12, '1000000000000'],
    [123456789012.1, '123456789012.1'],
    [1e21, '1000000000000000000000'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

/** The standard Chinese numeral of a whole number below 10^12. */
function inChinese(value: number): string {
  if (value === 0) return '零';
  const sections = [
    [Math.floor(value / 1e8), '亿'],
    [Math.floor(value / 1e4) % 1e4, '万'],
    [value % 1e4, ''],
  ] as const;
  let text = '';
  for (const [amount, unit] of sections) {
    if (amount > 0) text += (text !== '' && amount < 1000 ? '零' : '') + sectionInChinese(amount) + unit;
  }
  return text;
}

function sectionInChinese(amount: number): string {
  let text = '';
  let gap = false;
  for (const [size, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(amount / size) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${'零一二三四五六七八九'.charAt(digit)}${unit}`;
      gap = false;
    }
  }
  return text;
}
