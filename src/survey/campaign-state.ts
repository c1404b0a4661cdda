/*
 * How far a campaign is, as the office that runs it has set it. The clock has its own word beside this: a campaign that
 * is open takes nothing after its deadline.
 */

export const campaignStates = ['draft', 'open', 'closedToUnits', 'closedToRecommenders', 'archived'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Throws where somebody has written another word. */
export function campaignStateOf(stored: string): CampaignState {
  const known = campaignStates.find((state) => state === stored);
  if (!known) throw new Error(`a campaign is in no known state: ${stored}`);
  return known;
}

/** As what somebody moves a campaign on. */
export type Mover = 'planner' | 'administrator';

interface Move {
  readonly to: CampaignState;
  /** What is put away is put away, and taken out again, by administrators. */
  readonly administratorsOnly?: true;
  /** Back to a draft only while nobody has begun: people would lose sight of what they wrote. */
  readonly whileUntouched?: true;
}

const moves: Readonly<Record<CampaignState, readonly Move[]>> = {
  draft: [{ to: 'open' }],
  open: [{ to: 'closedToUnits' }, { to: 'draft', whileUntouched: true }],
  closedToUnits: [{ to: 'open' }, { to: 'closedToRecommenders' }],
  closedToRecommenders: [{ to: 'closedToUnits' }, { to: 'archived', administratorsOnly: true }],
  archived: [{ to: 'closedToRecommenders', administratorsOnly: true }],
};

/** Where a campaign may be moved from here. */
export function movesFrom(
  state: CampaignState,
  by: Mover,
  { isUntouched }: { readonly isUntouched: boolean },
): CampaignState[] {
  return moves[state]
    .filter(({ administratorsOnly }) => !administratorsOnly || by === 'administrator')
    .filter(({ whileUntouched }) => !whileUntouched || isUntouched)
    .map(({ to }) => to);
}

/** Contacts are offered its forms, if only to read that they are closed. */
export function isOffered(state: CampaignState): boolean {
  return state !== 'draft' && state !== 'archived';
}

/** Whether forms that are filled in by these may be begun and submitted, as far as the state goes. */
export function takesForms(state: CampaignState, filledBy: 'unit' | 'recommender'): boolean {
  return state === 'open' || (state === 'closedToUnits' && filledBy === 'recommender');
}

/** What staff do with what was filed: review goes on until it is archived, what is reported upward ends before. */
export function takesDeskActs(state: CampaignState, act: 'review' | 'recommendation'): boolean {
  return state !== 'archived' && (act === 'review' || state !== 'closedToRecommenders');
}
