import { describe, expect, it } from 'vitest';
import { type CampaignClock, closingOf, closingOfCorrections, isLate } from '../../src/survey/closing.js';
import { deadlineInstant } from '../../src/survey/deadline.js';

const clock: CampaignClock = {
  state: 'open',
  unitDeadline: new Date('2026-06-30T15:59:59Z'),
  recommenderDeadline: new Date('2026-07-15T15:59:59Z'),
  unitGrace: 0,
  recommenderGrace: 30,
};
const after = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);

describe.each(['Asia/Shanghai', 'Asia/Urumqi', 'America/New_York'])('a whole day in %s', (zone) => {
  const deadline = deadlineInstant({ date: '2026-06-30' }, new Date(0), zone);

  it('takes the second before its end and not the one after', () => {
    expect(isLate(after(deadline, -1), { deadline })).toBe(false);
    expect(isLate(deadline, { deadline })).toBe(false);
    expect(isLate(new Date(deadline.getTime() + 999), { deadline })).toBe(false);
    expect(isLate(after(deadline, 1), { deadline })).toBe(true);
  });

  it('ends at midnight there', () => {
    const shown = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    expect(shown.format(deadline)).toBe('2026-06-30 23:59:59');
    expect(shown.format(after(deadline, 1))).toBe('2026-07-01 00:00:00');
  });
});

describe('until when a form is taken', () => {
  it('is by the clock of those who fill it in, with their grace', () => {
    const unit = closingOf(clock, 'unit', undefined);
    const recommender = closingOf(clock, 'recommender', undefined);
    expect(unit.deadline).toEqual(clock.unitDeadline);
    expect(isLate(after(clock.unitDeadline, 1), unit)).toBe(true);
    expect(isLate(after(clock.recommenderDeadline, 30 * 60), recommender)).toBe(false);
    expect(isLate(after(clock.recommenderDeadline, 30 * 60 + 1), recommender)).toBe(true);
  });

  it('is longer by an extension of the unit, never shorter, and not for recommenders', () => {
    const longer = after(clock.unitDeadline, 86_400);
    expect(closingOf(clock, 'unit', longer).deadline).toEqual(longer);
    expect(closingOf(clock, 'unit', after(clock.unitDeadline, -86_400)).deadline).toEqual(clock.unitDeadline);
    expect(closingOf(clock, 'recommender', longer).deadline).toEqual(clock.recommenderDeadline);
  });

  it('is over once it is closed, but for a unit that has more time', () => {
    const closed = { ...clock, state: 'closedToUnits' } as const;
    const early = after(clock.unitDeadline, -86_400);
    expect(isLate(early, closingOf(closed, 'unit', undefined))).toBe(true);
    expect(isLate(early, closingOf(closed, 'recommender', undefined))).toBe(false);
    const more = after(early, 3600);
    expect(isLate(early, closingOf(closed, 'unit', more))).toBe(false);
    expect(isLate(after(more, 1), closingOf(closed, 'unit', more))).toBe(true);
    const later = { ...clock, state: 'closedToRecommenders' } as const;
    expect(isLate(early, closingOf(later, 'unit', more))).toBe(true);
    expect(isLate(early, closingOf(later, 'recommender', undefined))).toBe(true);
  });

  it('is a day of its own for corrections, until it is archived', () => {
    const due = after(clock.recommenderDeadline, 86_400);
    expect(isLate(due, closingOfCorrections({ state: 'closedToRecommenders' }, due))).toBe(false);
    expect(isLate(clock.unitDeadline, closingOfCorrections({ state: 'archived' }, due))).toBe(true);
  });
});
