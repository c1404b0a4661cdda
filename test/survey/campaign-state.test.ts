import { describe, expect, it } from 'vitest';
import {
  type CampaignState,
  campaignStateOf,
  campaignStates,
  isOffered,
  type Mover,
  movesFrom,
  takesDeskActs,
  takesForms,
} from '../../src/survey/campaign-state.js';

const touched = { isUntouched: false };

describe('the states of a campaign', () => {
  it.each<[CampaignState, Mover, CampaignState[]]>([
    ['draft', 'planner', ['open']],
    ['open', 'planner', ['closedToUnits']],
    ['closedToUnits', 'planner', ['open', 'closedToRecommenders']],
    ['closedToRecommenders', 'planner', ['closedToUnits']],
    ['closedToRecommenders', 'administrator', ['closedToUnits', 'archived']],
    ['archived', 'planner', []],
    ['archived', 'administrator', ['closedToRecommenders']],
  ])('lead from %s, for a %s, to %j', (state, by, to) => {
    expect(movesFrom(state, by, touched)).toEqual(to);
  });

  it('lead back to a draft only while nobody has begun', () => {
    expect(movesFrom('open', 'administrator', { isUntouched: true })).toContain('draft');
    expect(movesFrom('open', 'administrator', touched)).not.toContain('draft');
    expect(movesFrom('closedToUnits', 'administrator', { isUntouched: true })).not.toContain('draft');
  });

  it('can be come back from, all but the draft that was begun', () => {
    for (const state of campaignStates)
      for (const to of movesFrom(state, 'administrator', { isUntouched: true }))
        expect(movesFrom(to, 'administrator', { isUntouched: true })).toContain(state);
  });

  it('say what is offered, taken and done', () => {
    const of = (test: (state: CampaignState) => boolean): CampaignState[] => campaignStates.filter(test);
    expect(of(isOffered)).toEqual(['open', 'closedToUnits', 'closedToRecommenders']);
    expect(of((state) => takesForms(state, 'unit'))).toEqual(['open']);
    expect(of((state) => takesForms(state, 'recommender'))).toEqual(['open', 'closedToUnits']);
    expect(of((state) => !takesDeskActs(state, 'review'))).toEqual(['archived']);
    expect(of((state) => !takesDeskActs(state, 'recommendation'))).toEqual([
      'closedToRecommenders',
      'archived',
    ]);
  });

  it('are known by their words, and no other', () => {
    expect(campaignStateOf('open')).toBe('open');
    expect(() => campaignStateOf('paused')).toThrow('paused');
  });
});
