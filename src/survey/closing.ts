import { type CampaignState, takesForms } from './campaign-state.js';

/** Until when a form can be submitted. */
export interface Closing {
  /** What people are told: the last second that is in time. */
  readonly deadline: Date;
  /** Minutes after it in which what comes counts; nobody is told. */
  readonly grace?: number;
  /** It is closed whatever the clock says: by its office, or put away with its campaign. */
  readonly shut?: 'closed' | 'archived' | undefined;
}

/** The two clocks of a campaign, and its state. */
export interface CampaignClock {
  readonly state: CampaignState;
  readonly unitDeadline: Date;
  readonly recommenderDeadline: Date;
  /** Minutes. */
  readonly unitGrace: number;
  readonly recommenderGrace: number;
}

/**
 * Of a form that is filled in by these. `extendedTo`: more time for this one unit, granted by name: it holds after the
 * campaign was closed to units too, and so then it alone counts.
 */
export function closingOf(
  { state, unitDeadline, recommenderDeadline, unitGrace, recommenderGrace }: CampaignClock,
  filledBy: 'unit' | 'recommender',
  extendedTo: Date | undefined,
): Closing {
  const byUnit = filledBy === 'unit';
  const own = byUnit ? extendedTo : undefined;
  const general = byUnit ? unitDeadline : recommenderDeadline;
  const grace = byUnit ? unitGrace : recommenderGrace;
  if (state === 'archived') return { deadline: general, grace, shut: 'archived' };
  if (own !== undefined && state === 'closedToUnits') return { deadline: own, grace };
  const deadline = own !== undefined && own > general ? own : general;
  return takesForms(state, filledBy) ? { deadline, grace } : { deadline, grace, shut: 'closed' };
}

/** Of the corrections of a form that was sent back: they have a day of their own, whatever the campaign's clocks say. */
export function closingOfCorrections({ state }: Pick<CampaignClock, 'state'>, dueAt: Date): Closing {
  return state === 'archived' ? { deadline: dueAt, shut: 'archived' } : { deadline: dueAt };
}

/** Whether what was done at this instant comes too late. Telegram dates to the second: the deadline's own is in time. */
export function isLate(at: Date, { deadline, grace = 0, shut }: Closing): boolean {
  return shut !== undefined || secondOf(at) > secondOf(deadline) + grace * 60;
}

function secondOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
