import { describe, expect, it } from 'vitest';
import { readDeadline } from '../../src/survey/deadline.js';

const now = new Date('2026-11-23T01:00:00Z');
const shown = (text: string, zone = 'Asia/Shanghai'): string => {
  const reading = readDeadline(text, now, zone);
  if (reading.kind === 'wrong') return reading.reason;
  return new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    reading.at,
  );
};

describe('a deadline as it is typed', () => {
  it.each([
    ['2026-12-31', '2026-12-31 23:59:59'],
    ['2026-12-31 18:00', '2026-12-31 18:00:00'],
    ['2026-12-31T18:00', '2026-12-31 18:00:00'],
    ['２０２６年１２月３１日', '2026-12-31 23:59:59'],
    ['12月31日18:00', '2026-12-31 18:00:00'],
    ['12月31日 18：30', '2026-12-31 18:30:00'],
    ['12月31日18点', '2026-12-31 18:00:00'],
    ['12月31日18时30分。', '2026-12-31 18:30:00'],
    ['2026/12/31 24:00', '2026-12-31 23:59:59'],
    ['1月5日', '2027-01-05 23:59:59'],
    ['11月23日', '2026-11-23 23:59:59'],
    ['20261231', '2026-12-31 23:59:59'],
    ['12月31日下午6点', '2026-12-31 18:00:00'],
    ['12月31日 下午6点半', '2026-12-31 18:30:00'],
    ['2026年12月31日上午9时5分', '2026-12-31 09:05:00'],
    ['12月31日晚上12点', '2026-12-31 23:59:59'],
    ['12月31日凌晨12点', '2026-12-31 00:00:00'],
    ['12月31日中午12点整', '2026-12-31 12:00:00'],
    ['2026-12-31 6pm', '2026-12-31 18:00:00'],
    ['2026-12-31 11:30 AM', '2026-12-31 11:30:00'],
    ['12-31 6pm', '2026-12-31 18:00:00'],
    ['２０２６－１２－３１ １８：００', '2026-12-31 18:00:00'],
    ['二〇二六年十二月三十一日十八点三十分', '2026-12-31 18:30:00'],
    ['12月31日下午两点半', '2026-12-31 14:30:00'],
    ['12/31', '2026-12-31 23:59:59'],
  ])('%s is %s', (text, at) => {
    expect(shown(text)).toBe(at);
    expect(shown(text, 'America/New_York').slice(-8)).toBe(at.slice(-8));
  });

  it.each([
    ['下周五', 'shape'],
    ['18:00', 'shape'],
    ['2026-02-30', 'impossible'],
    ['13月1日', 'impossible'],
    ['12月31日25:00', 'impossible'],
    ['12月31日18:61', 'impossible'],
    ['12月31日上午15点', 'impossible'],
    ['12月31日下午25点', 'impossible'],
    ['下午6点', 'shape'],
    ['', 'shape'],
    ['31/12', 'dayFirst'],
    ['31.12', 'dayFirst'],
    ['３１／１２／２０２６ 18:00', 'dayFirst'],
    ['32/12', 'impossible'],
    ['明天下午二十五点', 'impossible'],
    ['昨天', 'shape'],
  ])('%s is refused: %s', (text, reason) => {
    expect(shown(text)).toBe(reason);
  });

  it.each([
    ['明天下午六点', '2026-11-24 18:00:00'],
    ['明天', '2026-11-24 23:59:59'],
    ['今天18点', '2026-11-23 18:00:00'],
    ['后天 9：30', '2026-11-25 09:30:00'],
    ['大后天中午十二点', '2026-11-26 12:00:00'],
    ['今晚八点', '2026-11-23 20:00:00'],
    ['明早9点', '2026-11-24 09:00:00'],
    ['明天晚上十二点', '2026-11-24 23:59:59'],
  ])('%s is counted from today in the zone of the campaign: %s', (text, at) => {
    expect(shown(text)).toBe(at);
  });

  it('is tomorrow in New York while it is the day after in Shanghai', () => {
    expect(shown('明天', 'America/New_York')).toBe('2026-11-23 23:59:59');
  });
});
