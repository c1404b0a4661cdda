import { describe, expect, it } from 'vitest';
import {
  type Act,
  type Appointment,
  actingAs,
  covers,
  coversArea,
  may,
  type Role,
  roles,
  type ScopeRule,
} from '../../src/people/appointment.js';

const area = (value: string): ScopeRule => ({ kind: 'area', value });
const sector = (value: string): ScopeRule => ({ kind: 'sector', value });
const category = (value: string): ScopeRule => ({ kind: 'category', value });

function appointed(role: Role, scopes: readonly ScopeRule[] = [], id = 1): Appointment {
  return { id, campaignId: 'here', role, title: role, scopes };
}

const demand = (routed: { area?: string; sector?: string; category?: string }, campaignId = 'here') => ({
  campaignId,
  ...routed,
});

describe('a scope', () => {
  it.each([
    [[area('A')], { area: 'A' }, true],
    [[area('A')], { area: 'B' }, false],
    [[area('A')], {}, false],
    [[area('A'), area('B')], { area: 'B' }, true],
    [[area('A')], { area: 'City', sector: 'A' }, false],
    [[sector('farming')], { area: 'City', sector: 'farming' }, true],
    [[sector('farming')], { area: 'City', sector: 'woods' }, false],
    [[sector('farming')], { area: 'City' }, false],
    [[sector('farming')], { area: 'farming' }, false],
    [[category('science')], { area: 'City', sector: 'woods', category: 'science' }, true],
    [[category('science')], { area: 'City', sector: 'woods', category: 'other' }, false],
    // A category counts for what departments file, and they are those who say a sector.
    [[category('science')], { area: 'A', category: 'science' }, false],
    [[area('A'), sector('woods'), category('science')], { area: 'City', sector: 'woods' }, true],
    [[], { area: 'A' }, false],
  ] as const)('%j of a demand %j: %s', (scopes, routed, covered) => {
    for (const role of ['responsible', 'collector', 'leader', 'recommender'] as const)
      expect(covers(appointed(role, scopes), demand(routed)), role).toBe(covered);
  });

  it('ends at its campaign, the planning office’s too', () => {
    expect(covers(appointed('planner'), demand({}))).toBe(true);
    expect(covers(appointed('planner'), demand({}, 'there'))).toBe(false);
    expect(covers(appointed('responsible', [area('A')]), demand({ area: 'A' }, 'there'))).toBe(false);
  });

  it.each([
    [appointed('planner'), true],
    [appointed('collector', [area('A')]), true],
    [appointed('responsible', [area('B'), area('A')]), true],
    [appointed('responsible', [sector('A')]), false],
    [appointed('responsible', [category('A')]), false],
    [appointed('responsible', [area('B')]), false],
    [appointed('recommender'), false],
  ])('covers the whole of an area: %j %s', (one, whole) => {
    expect(coversArea(one, 'A')).toBe(whole);
  });
});

const allowed: Readonly<Record<Role, readonly Act[]>> = {
  planner: ['see', 'review', 'recommend', 'rank', 'report', 'transfer', 'enterPaper'],
  responsible: ['see', 'review', 'recommend', 'rank', 'report', 'transfer'],
  collector: ['see', 'review', 'recommend', 'rank', 'report', 'enterPaper'],
  leader: ['see'],
  recommender: ['see', 'review', 'recommend', 'rank', 'report'],
};

describe('a role', () => {
  it.each(roles)('%s may what is its own, and no more', (role) => {
    for (const act of allowed.planner) expect(may(role, act), act).toBe(allowed[role].includes(act));
  });
});

describe('of several appointments', () => {
  const here = [area('A')];
  const planner = appointed('planner', [], 1);
  const leader = appointed('leader', here, 2);
  const responsible = appointed('responsible', here, 3);
  const collector = appointed('collector', here, 4);

  it.each([
    ['review', [planner, responsible, collector], 4],
    ['review', [planner, responsible], 3],
    ['transfer', [planner, collector], 1],
    ['transfer', [collector, responsible], 3],
    ['enterPaper', [responsible, collector], 4],
    ['review', [leader], undefined],
    ['see', [leader], 2],
    ['review', [leader, planner], 1],
    ['review', [], undefined],
    ['review', [appointed('collector', [area('B')], 5), planner], 1],
    [
      'review',
      [
        { ...planner, campaignId: 'there' },
        { ...collector, campaignId: 'there' },
      ],
      undefined,
    ],
  ] as const)('%s is done in the nearest that may', (act, appointments, id) => {
    expect(actingAs(appointments, act, demand({ area: 'A' }))?.id).toBe(id);
  });
});
