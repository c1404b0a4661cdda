import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineInstant, localDate } from '../../src/survey/deadline.js';

const noon = new Date('2026-06-01T12:00:00+08:00');

describe('the last instant that counts', () => {
  test.each([
    [
      'of a bare date is the end of its day in the zone',
      { date: '2026-06-30' },
      'Asia/Shanghai',
      '2026-06-30T23:59:59+08:00',
    ],
    ['lies elsewhere in another zone', { date: '2026-06-30' }, 'Asia/Urumqi', '2026-06-30T23:59:59+06:00'],
    ['of a zone with half an hour', { date: '2026-06-30' }, 'Asia/Kolkata', '2026-06-30T23:59:59+05:30'],
    ['of a zone behind', { date: '2026-12-31' }, 'America/New_York', '2026-12-31T23:59:59-05:00'],
    [
      'on a day when the clocks go forward',
      { date: '2026-03-08' },
      'America/New_York',
      '2026-03-08T23:59:59-04:00',
    ],
    [
      'on a day when the clocks go back',
      { date: '2026-11-01' },
      'America/New_York',
      '2026-11-01T23:59:59-05:00',
    ],
    ['of a leap day', { date: '2028-02-29' }, 'Asia/Shanghai', '2028-02-29T23:59:59+08:00'],
    [
      'that is given is taken as it is',
      { at: '2026-06-30T17:30:00+08:00' },
      'Asia/Urumqi',
      '2026-06-30T17:30:00+08:00',
    ],
    [
      'of a number of days includes the last day whole',
      { days: 30 },
      'Asia/Shanghai',
      '2026-07-01T23:59:59+08:00',
    ],
    ['of one day is the end of tomorrow', { days: 1 }, 'Asia/Shanghai', '2026-06-02T23:59:59+08:00'],
  ] as const)('%s', (_, deadline, zone, wanted) => {
    expect(deadlineInstant(deadline, noon, zone)).toEqual(new Date(wanted));
  });

  test.each([
    ['just after midnight', '2026-06-01T00:00:01+08:00', '2026-07-01'],
    ['just before midnight', '2026-06-01T23:59:59+08:00', '2026-07-01'],
    ['while it is yesterday in UTC', '2026-06-01T02:00:00+08:00', '2026-07-01'],
  ])('of 30 days counts days as the calendar does when opened %s', (_, opened, day) => {
    const end = deadlineInstant({ days: 30 }, new Date(opened), 'Asia/Shanghai');
    expect(localDate(end, 'Asia/Shanghai')).toBe(day);
  });

  test('of a number of days counts a day of 23 hours as a day', () => {
    const opened = new Date('2026-03-07T23:30:00-05:00');
    const end = deadlineInstant({ days: 1 }, opened, 'America/New_York');
    expect(end).toEqual(new Date('2026-03-08T23:59:59-04:00'));
  });

  test('of a number of days counts a day of 25 hours as a day', () => {
    const opened = new Date('2026-11-01T00:30:00-04:00');
    const end = deadlineInstant({ days: 1 }, opened, 'America/New_York');
    expect(end).toEqual(new Date('2026-11-02T23:59:59-05:00'));
  });

  const zones = [
    'Asia/Shanghai',
    'Asia/Urumqi',
    'UTC',
    'Asia/Kathmandu',
    'America/New_York',
    'Pacific/Auckland',
  ];
  test('is the last second of its day, in any zone, for any opening', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2001-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 3650 }),
        (zone, opened, days) => {
          const end = deadlineInstant({ days }, opened, zone);
          const day = localDate(end, zone);
          expect(localDate(new Date(end.getTime() + 1000), zone)).not.toBe(day);
          const apart = (Date.parse(day) - Date.parse(localDate(opened, zone))) / (24 * 3600 * 1000);
          expect(apart).toBe(days);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the local date', () => {
  test.each([
    ['2026-06-30T15:59:59Z', 'Asia/Shanghai', '2026-06-30'],
    ['2026-06-30T16:00:00Z', 'Asia/Shanghai', '2026-07-01'],
    ['2026-01-01T00:00:00Z', 'America/New_York', '2025-12-31'],
  ])('at %s in %s is %s', (instant, zone, wanted) => {
    expect(localDate(new Date(instant), zone)).toBe(wanted);
  });
});
