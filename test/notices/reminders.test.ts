import { describe, expect, it, test } from 'vitest';
import { loadLocale } from '../../src/locale/locale.js';
import { reminderScreens } from '../../src/notices/bot-reminders.js';
import { ClockGuard } from '../../src/notices/clock-guard.js';
import { awake, isQuiet, sayAt } from '../../src/notices/quiet-hours.js';
import { dueAfter, dueBefore, dueDigest, offsetsOf } from '../../src/notices/reminders.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import { wording } from '../../src/wording/wording.js';
import { madeUpCampaign } from '../support/stored.js';

const shanghai = 'Asia/Shanghai';
const berlin = 'Europe/Berlin';

/** "2026-06-30 20:59" on the clock of these places; the offset as it is there then. */
const at = (local: string, offset = '+08:00'): Date => new Date(`${local.replace(' ', 'T')}${offset}`);

describe('quiet hours', () => {
  test.each([
    ['2026-06-30 20:59:59', shanghai, '+08:00', false],
    ['2026-06-30 21:00:00', shanghai, '+08:00', true],
    ['2026-07-01 07:59:59', shanghai, '+08:00', true],
    ['2026-07-01 08:00:00', shanghai, '+08:00', false],
    // Summer and winter on one clock.
    ['2026-07-01 08:00:00', berlin, '+02:00', false],
    ['2026-12-01 08:00:00', berlin, '+01:00', false],
    ['2026-12-01 07:59:59', berlin, '+01:00', true],
  ])('%s in %s: %s %s', (local, zone, offset, quiet) => {
    expect(isQuiet(at(local, offset), zone)).toBe(quiet);
  });

  test.each([
    ['2026-06-30 23:10:00', shanghai, '+08:00', '2026-07-01 08:00:00', '+08:00'],
    ['2026-07-01 03:10:00', shanghai, '+08:00', '2026-07-01 08:00:00', '+08:00'],
    ['2026-07-01 12:00:00', shanghai, '+08:00', '2026-07-01 12:00:00', '+08:00'],
    // The nights in which the clocks go forward and back.
    ['2026-03-28 22:00:00', berlin, '+01:00', '2026-03-29 08:00:00', '+02:00'],
    ['2026-10-24 22:00:00', berlin, '+02:00', '2026-10-25 08:00:00', '+01:00'],
  ])('from %s in %s it goes on at', (from, zone, offset, to, after) => {
    expect(awake(at(from, offset), zone)).toEqual(at(to, after));
  });

  test.each([
    ['in the day', '2026-06-30 19:59:59', '2026-06-30 23:59:59', shanghai, '2026-06-30 19:59:59'],
    [
      'the morning leaves time',
      '2026-07-01 05:00:00',
      '2026-07-01 09:00:00',
      shanghai,
      '2026-07-01 08:00:00',
    ],
    ['half an hour is time', '2026-07-01 04:30:00', '2026-07-01 08:30:00', shanghai, '2026-07-01 08:00:00'],
    ['less is none', '2026-07-01 04:29:00', '2026-07-01 08:29:00', shanghai, '2026-06-30 20:00:00'],
    ['before the morning', '2026-07-01 02:00:00', '2026-07-01 06:00:00', shanghai, '2026-06-30 20:00:00'],
    ['after midnight', '2026-06-30 22:00:00', '2026-07-01 02:00:00', shanghai, '2026-06-30 20:00:00'],
    ['late in the evening', '2026-06-30 21:30:00', '2026-06-30 22:30:00', shanghai, '2026-06-30 20:00:00'],
  ])('%s: wanted at %s, before %s', (_, wanted, deadline, zone, said) => {
    expect(sayAt(at(wanted), at(deadline), zone)).toEqual(at(said));
  });

  it('is the evening before in a zone that changes its clocks in that night', () => {
    const said = sayAt(at('2026-03-29 04:00:00', '+02:00'), at('2026-03-29 08:10:00', '+02:00'), berlin);
    expect(said).toEqual(at('2026-03-28 20:00:00', '+01:00'));
  });
});

describe('what is left in the queue in the quiet hours', () => {
  const campaign: CampaignDefinition = { ...madeUpCampaign(), timeZone: shanghai };
  const words = loadLocale(new URL('../../locales/', import.meta.url));
  const language = 'zh-CN';
  const delivery = { id: 1, chatId: 7, language, content: {} } as const;

  const said = (kind: string, now: Date, deadline: Date) =>
    reminderScreens(
      {
        reminded: () =>
          Promise.resolve({ language, campaign, deadline, about: 'report', areas: ['慈利县'] } as const),
        digested: () =>
          Promise.resolve({
            ...{ language, campaign, title: '慈利县科技局', fresh: 1, corrected: 0 },
            ...{ begun: 0, waiting: 1, reported: [] },
          } as const),
        escalated: () =>
          Promise.resolve({ language, campaign, deadline, about: 'report', areas: ['慈利县'] } as const),
      },
      (asked) => wording(words(asked), asked),
      () => now,
    )[kind]?.({ ...delivery, kind });

  const evening = at('2026-06-30 20:59:59');
  const night = at('2026-06-30 21:00:00');
  const morning = at('2026-07-01 08:00:00');
  const passed = at('2026-06-29 12:00:00');
  const later = { kind: 'later', notBefore: morning };

  test.each([
    ['a reminder', 'reminder', at('2026-07-03 12:00:00')],
    ['a reminder of use in the morning', 'reminder', at('2026-07-01 08:30:00')],
    ['a digest', 'digest', passed],
    ['an escalation', 'escalation', passed],
  ])('%s waits for the morning', async (_, kind, deadline) => {
    expect(await said(kind, evening, deadline)).toHaveProperty('html');
    expect(await said(kind, night, deadline)).toEqual(later);
    expect(await said(kind, morning, deadline)).toHaveProperty('html');
  });

  it('is dropped where the morning is too late', async () => {
    expect(await said('reminder', night, at('2026-07-01 08:29:59'))).toBeUndefined();
    expect(await said('reminder', night, at('2026-06-30 23:00:00'))).toBeUndefined();
  });
});

describe('what is due before a deadline', () => {
  const deadline = at('2026-12-31 23:59:59');
  const due = (now: string, offsets = offsetsOf(madeUpCampaign())) =>
    dueBefore(deadline, at(now), { about: 'unit', offsets, timeZone: shanghai })?.reason;
  const mark = '@2026-12-31T15:59:59Z';

  test.each([
    ['2026-12-24 20:00:00', undefined],
    // Seven days before is at night: it waits for the morning.
    ['2026-12-24 23:59:59', undefined],
    ['2026-12-25 07:59:00', undefined],
    ['2026-12-25 08:00:00', `unit:7d${mark}`],
    ['2026-12-29 20:00:00', `unit:7d${mark}`],
    ['2026-12-30 08:00:00', `unit:2d${mark}`],
    ['2026-12-30 22:00:00', undefined],
    ['2026-12-31 19:59:58', `unit:2d${mark}`],
    ['2026-12-31 19:59:59', `unit:4h${mark}`],
    ['2026-12-31 21:00:00', undefined],
    ['2027-01-01 09:00:00', undefined],
  ])('at %s: %s', (now, reason) => {
    expect(due(now)).toBe(reason);
  });

  it('follows the campaign’s own offsets, in whatever order, and reminds of nothing without any', () => {
    expect(offsetsOf({ ...madeUpCampaign(), reminders: ['3d'] })).toEqual(['3d']);
    expect(due('2026-12-31 12:00:00', ['1d', '3d'])).toBe(`unit:1d${mark}`);
    expect(due('2026-12-31 12:00:00', [])).toBeUndefined();
  });

  it('counts days on the calendar where clocks change', () => {
    const until = at('2026-03-31 12:00:00', '+02:00');
    const options = { about: 'unit', offsets: ['7d'], timeZone: berlin };
    expect(dueBefore(until, at('2026-03-24 11:59:59', '+01:00'), options)).toBeUndefined();
    expect(dueBefore(until, at('2026-03-24 12:00:00', '+01:00'), options)?.planned).toEqual(
      at('2026-03-24 12:00:00', '+01:00'),
    );
  });

  it('is another reason once the deadline moves', () => {
    const options = { about: 'unit', offsets: ['7d'], timeZone: shanghai };
    const later = dueBefore(at('2027-01-02 23:59:59'), at('2026-12-27 12:00:00'), options);
    expect(later?.reason).toBe('unit:7d@2027-01-02T15:59:59Z');
  });
});

describe('what follows a deadline', () => {
  const over = (now: string, grace = 0) =>
    dueAfter(at('2026-12-31 23:59:59'), grace, at(now), { about: 'unit', timeZone: shanghai })?.reason;

  it('is said in the morning, after the grace, and not for ever', () => {
    const reason = 'escalation:unit@2026-12-31T15:59:59Z';
    expect(over('2026-12-31 23:59:59')).toBeUndefined();
    expect(over('2027-01-01 07:00:00')).toBeUndefined();
    expect(over('2027-01-01 08:00:00')).toBe(reason);
    expect(over('2027-01-01 09:59:00', 600)).toBeUndefined();
    expect(over('2027-01-01 10:00:00', 600)).toBe(reason);
    expect(over('2027-01-04 08:00:00')).toBeUndefined();
  });
});

describe('the digest', () => {
  test.each([
    ['2026-06-30 08:29:59', undefined],
    ['2026-06-30 08:30:00', '2026-06-30'],
    ['2026-06-30 11:59:59', '2026-06-30'],
    ['2026-06-30 12:00:00', undefined],
  ])('at %s is that of %s', (now, date) => {
    expect(dueDigest(at(now), shanghai)?.date).toBe(date);
  });
});

describe('a clock', () => {
  const hour = 3600_000;
  const start = at('2026-06-30 10:00:00').getTime();
  const look = (guard: ClockGuard, elapsed: number, jumped = 0, apart = 0) =>
    guard.judge(new Date(start + elapsed + jumped), new Date(start + elapsed + jumped - apart), elapsed);

  it('is not believed while it differs from the database’s by more than five minutes', () => {
    const guard = new ClockGuard();
    expect(look(guard, 0, 0, 300_000)).toBe('trusted');
    expect(look(guard, 60_000, 0, 300_001)).toBe('differs');
    expect(look(guard, 120_000, 0, -300_001)).toBe('differs');
    expect(look(guard, 180_000)).toBe('trusted');
  });

  it.each([24 * hour, -24 * hour, hour + 1])(
    'that jumped by %i ms is believed after ten even minutes',
    (by) => {
      const guard = new ClockGuard();
      expect(look(guard, 0)).toBe('trusted');
      expect(look(guard, 60_000, by)).toBe('jumped');
      expect(look(guard, 60_000 + 599_999, by)).toBe('jumped');
      expect(look(guard, 60_000 + 600_000, by)).toBe('trusted');
      // Back again is a jump too.
      expect(look(guard, 720_000, 0)).toBe('jumped');
    },
  );

  it('that is set by less than an hour is believed', () => {
    const guard = new ClockGuard();
    expect(look(guard, 0)).toBe('trusted');
    expect(look(guard, 60_000, hour)).toBe('trusted');
  });
});
