import type { Closing } from './closing.js';

/** A time in which the bot could not be used. */
export interface Outage {
  readonly from: Date;
  readonly to: Date;
}

/**
 * By how many minutes a deadline is moved on for an outage that it lay in, its grace included: by the outage's length,
 * rounded up. 0 where it did not.
 */
export function minutesFor({ from, to }: Outage, { deadline, grace = 0 }: Closing): number {
  const lastInTime = deadline.getTime() + grace * 60_000;
  const liesInIt = lastInTime >= from.getTime() && deadline <= to;
  return liesInIt ? Math.ceil((to.getTime() - from.getTime()) / 60_000) : 0;
}

export function movedOn(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
