import type { Deadline } from './definition.js';
import { readDate } from './reading/dates.js';
import { plainText } from './reading/plain-text.js';

const dayMs = 24 * 3600 * 1000;

/** The last instant that counts, to the second; a bare date or a number of days includes its whole last day. */
export function deadlineInstant(deadline: Deadline, opened: Date, timeZone: string): Date {
  if ('at' in deadline) return new Date(deadline.at);
  return endOfDay('date' in deadline ? deadline.date : dayAfter(opened, deadline.days, timeZone), timeZone);
}

/** So many days on in the calendar, whatever their length: the day on which clocks change is one day too. */
function dayAfter(opened: Date, days: number, timeZone: string): string {
  const first = Date.parse(localDate(opened, timeZone));
  return new Date(first + days * dayMs).toISOString().slice(0, 10);
}

/** "2026-06-30" as the calendar in the zone shows it at this instant. */
export function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}

/** 23:59:59 of the day, in the zone. */
export function endOfDay(date: string, timeZone: string): Date {
  return localInstant(`${date}T23:59:59`, timeZone);
}

/** A time on the clocks of the zone, as YYYY-MM-DDTHH:MM:SS. */
function localInstant(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  // The offset at the instant itself decides; near a change of clocks the first guess can be off by it.
  const guess = asUtc - offsetMs(new Date(asUtc), timeZone);
  return new Date(asUtc - offsetMs(new Date(guess), timeZone));
}

function offsetMs(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant.getTime() / 1000) * 1000;
}

export type DeadlineReading =
  | { readonly kind: 'ok'; readonly at: Date }
  | { readonly kind: 'wrong'; readonly reason: 'shape' | 'impossible' | 'range' };

const TIME_OF_DAY = /[ T]*(\d{1,2}) ?(?:[:时点] ?(\d{2})? ?分?)$/;
const WITHOUT_YEAR = /^(\d{1,2}) ?(?:月|[-./]) ?(\d{1,2}) ?[日号]?$/;

/**
 * A deadline as somebody types it: 2026-12-31, 12月31日18:00, 2026-12-31 18:00. A day without a time is meant whole; one
 * without a year is the next that comes.
 */
export function readDeadline(text: string, now: Date, timeZone: string): DeadlineReading {
  const plain = plainText(text)
    .replace(/[。.]$/, '')
    .trim();
  // A time stands behind its day: 18:30 by itself is none.
  const time = TIME_OF_DAY.exec(plain);
  const day = readDay((time ? plain.slice(0, time.index) : plain).trim(), localDate(now, timeZone));
  if (day.kind === 'wrong') return day;
  if (!time) return { kind: 'ok', at: endOfDay(day.value, timeZone) };
  const [hour, minute] = [Number(time[1]), Number(time[2] ?? 0)];
  if (hour === 24 && minute === 0) return { kind: 'ok', at: endOfDay(day.value, timeZone) };
  if (hour > 23 || minute > 59) return { kind: 'wrong', reason: 'impossible' };
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
  return { kind: 'ok', at: localInstant(`${day.value}T${clock}`, timeZone) };
}

type DayReading =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'wrong'; readonly reason: 'shape' | 'impossible' | 'range' };

function readDay(text: string, today: string): DayReading {
  const reading = readDate(text);
  if (reading.kind === 'ok') return reading;
  if (reading.reason !== 'yearMissing') return { kind: 'wrong', reason: reading.reason };
  const [, month = '', day = ''] = WITHOUT_YEAR.exec(text) ?? [];
  if (month === '') return { kind: 'wrong', reason: 'shape' };
  const year = Number(today.slice(0, 4));
  const inYear = (of: number): DayReading => {
    const read = readDate(`${of}-${month}-${day}`);
    return read.kind === 'ok' ? read : { kind: 'wrong', reason: 'impossible' };
  };
  const thisYear = inYear(year);
  return thisYear.kind === 'ok' && thisYear.value < today ? inYear(year + 1) : thisYear;
}
