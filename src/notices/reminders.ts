import { DateTime } from 'luxon';
import { localDate } from '../survey/deadline.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { DueReminder } from './ports.js';
import { awake, isQuiet, sayAt } from './quiet-hours.js';

/*
 * What a campaign reminds of at an instant: worked out from its deadlines alone, so that nothing has to be held
 * between two looks. A reason names the deadline: one that moves is another, and nobody hears twice of the same.
 */

/** How long before a deadline, where a campaign says nothing else. */
const usualOffsets = ['7d', '2d', '4h'];
/** Whoever corrects has days, not weeks. */
const correctionOffsets = ['2d', '4h'];
/** After so many days it is no news to a leading official any more. */
const escalationDays = 3;
/** On the clock of the campaign's zone. After noon it is no morning digest. */
const digestFrom = { hour: 8, minute: 30 };
const digestUntil = { hour: 12 };

export function offsetsOf({ reminders }: CampaignDefinition): readonly string[] {
  return reminders ?? usualOffsets;
}

/**
 * What is due before a deadline now: of several offsets that have passed only the last, and nothing in quiet hours or
 * once the deadline has passed.
 */
export function dueBefore(
  deadline: Date,
  now: Date,
  {
    about,
    offsets,
    timeZone,
  }: { readonly about: string; readonly offsets: readonly string[]; readonly timeZone: string },
): DueReminder | undefined {
  if (now >= deadline || isQuiet(now, timeZone)) return undefined;
  const [last] = offsets
    .map((offset) => ({ offset, wanted: before(deadline, offset, timeZone) }))
    .map(({ offset, wanted }) => ({ offset, wanted, planned: sayAt(wanted, deadline, timeZone) }))
    .filter(({ planned }) => planned <= now)
    .sort((a, b) => b.wanted.getTime() - a.wanted.getTime());
  return last && { reason: `${about}:${last.offset}@${mark(deadline)}`, deadline, planned: last.planned };
}

export function dueCorrection(due: Date, now: Date, timeZone: string): DueReminder | undefined {
  return dueBefore(due, now, { about: 'correction', offsets: correctionOffsets, timeZone });
}

/** What a leading official is told once a deadline and its grace are over. */
export function dueAfter(
  deadline: Date,
  graceMinutes: number,
  now: Date,
  { about, timeZone }: { readonly about: string; readonly timeZone: string },
): DueReminder | undefined {
  const over = new Date(deadline.getTime() + graceMinutes * 60_000 + 1000);
  const planned = awake(over, timeZone);
  const end = DateTime.fromJSDate(planned).plus({ days: escalationDays }).toJSDate();
  if (now < planned || now >= end || isQuiet(now, timeZone)) return undefined;
  return { reason: `escalation:${about}@${mark(deadline)}`, deadline, planned };
}

/** Since when today's digest is due, and its day; undefined before 08:30 and from noon on. */
export function dueDigest(now: Date, timeZone: string): { date: string; planned: Date } | undefined {
  const day = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const planned = day.set(digestFrom).toJSDate();
  if (now < planned || now >= day.set(digestUntil).toJSDate()) return undefined;
  return { date: localDate(now, timeZone), planned };
}

/** "7d": so many days on the calendar; "4h": so many hours. */
function before(deadline: Date, offset: string, timeZone: string): Date {
  const count = Number.parseInt(offset, 10);
  return DateTime.fromJSDate(deadline, { zone: timeZone })
    .minus(offset.endsWith('d') ? { days: count } : { hours: count })
    .toJSDate();
}

/** An instant to the second. */
function mark(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
