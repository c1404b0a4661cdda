import { describe, expect, it } from 'vitest';
import { minutesFor, movedOn } from '../../src/survey/outage.js';

const at = (time: string): Date => new Date(`2026-06-30T${time}Z`);

describe('an outage', () => {
  const outage = { from: at('15:50:10'), to: at('16:20:00') };

  it.each([
    ['15:50:09', 0],
    ['15:50:10', 30],
    ['15:59:59', 30],
    ['16:20:00', 30],
    ['16:20:01', 0],
  ])('moves a deadline at %s by %d minutes', (deadline, minutes) => {
    expect(minutesFor(outage, { deadline: at(deadline) })).toBe(minutes);
  });

  it('counts the grace with the deadline', () => {
    expect(minutesFor(outage, { deadline: at('15:30:00'), grace: 25 })).toBe(30);
    expect(minutesFor(outage, { deadline: at('15:30:00'), grace: 15 })).toBe(0);
  });

  it('moves on by whole minutes', () => {
    expect(movedOn(at('15:59:59'), 30)).toEqual(at('16:29:59'));
  });
});
