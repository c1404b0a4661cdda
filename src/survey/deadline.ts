import type { Deadline } from './definition.js';

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
function endOfDay(date: string, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T23:59:59Z`);
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
