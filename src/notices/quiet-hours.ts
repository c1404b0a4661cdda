import { DateTime } from 'luxon';

/*
 * When people are left alone: from 21:00 to 08:00 on the clock of the campaign's zone. What falls due in that time
 * waits for the morning, and where the morning is too late it goes the evening before.
 */

const quietFrom = 21;
const quietUntil = 8;
/** The hour of the evening before: thousands of messages are out before it is quiet. */
const evening = 20;
/** A reminder in the morning has to leave somebody so long, in minutes. */
const morningLeaves = 30;

function local(at: Date, timeZone: string): DateTime {
  return DateTime.fromJSDate(at, { zone: timeZone });
}

export function isQuiet(at: Date, timeZone: string): boolean {
  const { hour } = local(at, timeZone);
  return hour >= quietFrom || hour < quietUntil;
}

/** The instant itself, or the end of the quiet hours it falls into. */
export function awake(at: Date, timeZone: string): Date {
  if (!isQuiet(at, timeZone)) return at;
  const here = local(at, timeZone);
  const day = here.hour >= quietFrom ? here.plus({ days: 1 }) : here;
  return day.startOf('day').set({ hour: quietUntil }).toJSDate();
}

/** Whether it is of use still in the morning; what has no deadline always is. */
function isInTime(morning: Date, deadline: Date | undefined): boolean {
  return !deadline || deadline.getTime() - morning.getTime() >= morningLeaves * 60_000;
}

/** When something is said that is ready now; undefined where it has to wait for the morning and is of no use then. */
export function sayFrom(now: Date, deadline: Date | undefined, timeZone: string): Date | undefined {
  const morning = awake(now, timeZone);
  return morning === now || isInTime(morning, deadline) ? morning : undefined;
}

/** When something is said that is wanted at an instant and of use only before the deadline. */
export function sayAt(wanted: Date, deadline: Date, timeZone: string): Date {
  const morning = awake(wanted, timeZone);
  if (morning === wanted || isInTime(morning, deadline)) return morning;
  return local(morning, timeZone).minus({ days: 1 }).set({ hour: evening }).toJSDate();
}
