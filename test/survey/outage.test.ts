import { describe, expect, it } from 'vitest';
import type { Closing } from '../../src/survey/closing.js';
import { crossed, lengthInMinutes, movedOn, movesByItself } from '../../src/survey/outage.js';

const at = (time: string): Date => new Date(`2026-06-30T${time}Z`);

describe('an outage', () => {
  const outage = { from: at('15:50:10'), to: at('16:20:00') };

  const minutesFor = (closing: Closing): number => (crossed(outage, closing) ? lengthInMinutes(outage) : 0);

  it.each([
    ['15:50:09', 0],
    ['15:50:10', 30],
    ['15:59:59', 30],
    ['16:20:00', 30],
    ['16:20:01', 0],
  ])('moves a deadline at %s by %d minutes', (deadline, minutes) => {
    expect(minutesFor({ deadline: at(deadline) })).toBe(minutes);
  });

  it('counts the grace with the deadline', () => {
    expect(minutesFor({ deadline: at('15:30:00'), grace: 25 })).toBe(30);
    expect(minutesFor({ deadline: at('15:30:00'), grace: 15 })).toBe(0);
  });

  it('moves on by whole minutes', () => {
    expect(movedOn(at('15:59:59'), outage)).toEqual(at('16:29:59'));
  });

  it('leaves alone what its office has closed', () => {
    expect(minutesFor({ deadline: at('15:59:59'), shut: 'closed' })).toBe(0);
  });

  it('moves by itself what lay in it, up to three days', () => {
    const from = new Date('2026-06-01T00:00:00Z');
    expect(movesByItself({ from, to: new Date('2026-06-04T00:00:00Z') })).toBe(true);
    expect(movesByItself({ from, to: new Date('2026-06-04T00:00:01Z') })).toBe(false);
  });
});
