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
    ['', 'shape'],
  ])('%s is refused: %s', (text, reason) => {
    expect(shown(text)).toBe(reason);
  });
});
