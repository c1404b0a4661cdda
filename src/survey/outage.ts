import type { Closing } from './closing.js';

/** A time in which the bot could not be used. */
export interface Outage {
  readonly from: Date;
  readonly to: Date;
}

/** What lasts longer was switched off on purpose: whoever runs the campaign decides what it moves. In milliseconds. */
const longestMs = 72 * 3600 * 1000;

export function movesByItself({ from, to }: Outage): boolean {
  return to.getTime() - from.getTime() <= longestMs;
}

export function lengthInMinutes({ from, to }: Outage): number {
  return Math.ceil((to.getTime() - from.getTime()) / 60_000);
}

/**
 * Whether a deadline lay in an outage, its grace included. What its office has closed is closed for other reasons.
 */
export function crossed({ from, to }: Outage, { deadline, grace = 0, shut }: Closing): boolean {
  const lastInTime = deadline.getTime() + grace * 60_000;
  return shut === undefined && lastInTime >= from.getTime() && deadline <= to;
}

/** By the outage's length, in whole minutes. */
export function movedOn(at: Date, outage: Outage): Date {
  return new Date(at.getTime() + lengthInMinutes(outage) * 60_000);
}
