import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate, readYear } from '../../src/survey/reading/dates.js';

describe('readDate', () => {
  it.each([
    '2021年6月30日',
    '2021 年 6 月 30 日',
    '2021年06月30日',
    '2021年6月30号',
    '2021年6月30',
    '2021-6-30',
    '2021-06-30',
    '2021.06.30',
    '2021.6.30.',
    '2021/6/30',
    '2021、6、30',
    '2021 6 30',
    '20210630',
    '２０２１年６月３０日',
    '２０２１－０６－３０',
    '２０２１．６．３０',
    '二〇二一年六月三十日',
    '二零二一年六月三十号',
    '二○二一年六月三十日',
    '2021年六月三十日',
    ' 2021-06-30\u200b。',
  ])('reads %j', (text) => {
    expect(readDate(text)).toEqual({ kind: 'ok', value: '2021-06-30' });
  });

  it.each([
    ['二〇二四年十二月二十一日', '2024-12-21'],
    ['二〇二四年十月廿一日', '2024-10-21'],
    ['二〇二四年元月十一日', '2024-01-11'],
    ['2024年2月29日', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['1900-01-01', '1900-01-01'],
    ['2100-12-31', '2100-12-31'],
  ])('reads %j as %s', (text, value) => {
    expect(readDate(text)).toEqual({ kind: 'ok', value });
  });

  it.each([
    ['2021-02-30', 'impossible'],
    ['2023年2月29日', 'impossible'],
    ['1900-02-29', 'impossible'],
    ['2100-02-29', 'impossible'],
    ['2021-13-01', 'impossible'],
    ['2021-00-10', 'impossible'],
    ['2021-01-00', 'impossible'],
    ['20211301', 'impossible'],
    ['1899-12-31', 'range'],
    ['1820-06-30', 'range'],
    ['6月30日', 'yearMissing'],
    ['六月三十日', 'yearMissing'],
    ['6-30', 'yearMissing'],
    ['21年6月30日', 'yearMissing'],
    ['二一年六月三十日', 'yearMissing'],
    ['21-6-30', 'yearMissing'],
    ['2021年6月', 'shape'],
    ['2021', 'shape'],
    ['30/6/2021', 'shape'],
    ['2021-6.30', 'shape'],
    ['2021-6-30-1', 'shape'],
    ['202163', 'shape'],
    ['明天', 'shape'],
    ['', 'shape'],
    ['一'.repeat(100_000), 'shape'],
  ])('refuses %j: %s', (text, reason) => {
    expect(readDate(text)).toEqual({ kind: 'wrong', reason });
  });

  it('reads every day that there is, however it is written', () => {
    const days = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2100-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (date) => {
        const value = date.toISOString().slice(0, 10);
        const [year, month, day] = value.split('-').map(Number);
        for (const typed of [
          value,
          `${year}年${month}月${day}日`,
          `${year}/${month}/${day}`,
          value.replaceAll('-', ''),
        ])
          expect(readDate(typed)).toEqual({ kind: 'ok', value });
      }),
    );
  });

  it('gives a day that exists or a reason, for any text', () => {
    const piece = fc.constantFrom(...Array.from('0123456789年月日-./ 二〇一十三号'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const reading = readDate(pieces.join(''));
        if (reading.kind === 'ok')
          expect(new Date(reading.value).toISOString().slice(0, 10)).toBe(reading.value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readYear', () => {
  it.each(['2021', '2021年', '2021 年度', '２０２１', '二〇二一', '二零二一年', ' 2021。'])(
    'reads %j',
    (text) => {
      expect(readYear(text)).toEqual({ kind: 'ok', value: 2021 });
    },
  );

  it.each([
    ['21年', 'yearMissing'],
    ['021', 'shape'],
    ['2021.5', 'shape'],
    ['2021年6月', 'shape'],
    ['去年', 'shape'],
    ['', 'shape'],
  ])('refuses %j: %s', (text, reason) => {
    expect(readYear(text)).toEqual({ kind: 'wrong', reason });
  });

  it('reads every year of four digits: which of them fit, the question says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), (year) => {
        expect(readYear(String(year))).toEqual({ kind: 'ok', value: year });
      }),
    );
  });
});
