import { createHash, randomBytes } from 'node:crypto';
import type { Role, ScopeRule } from '../people/appointment.js';
import type { CampaignDefinition } from '../survey/definition.js';

/** Start parameters of invitations begin so; campaigns have no such id. */
export const linkPrefix = 'i_';

/** 160 random bits in the letters that a start parameter may have. */
export function newSecret(): string {
  return randomBytes(20).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export interface Offer {
  readonly role: Role;
  readonly scopes: readonly ScopeRule[];
}

/** Whom a campaign's own division of responsibility has a place for, in the order of its paper. */
export function offersOf({ areas, responsibility, forms }: CampaignDefinition): Offer[] {
  const groups = responsibility.map((group): ScopeRule[] => [
    ...group.areas.map((value): ScopeRule => ({ kind: 'area', value })),
    ...group.sectors.map((value): ScopeRule => ({ kind: 'sector', value })),
    ...group.categories.map((value): ScopeRule => ({ kind: 'category', value })),
  ]);
  return [
    { role: 'planner', scopes: [] },
    ...groups.map((scopes): Offer => ({ role: 'responsible', scopes })),
    ...areas.map(({ id }): Offer => ({ role: 'collector', scopes: [{ kind: 'area', value: id }] })),
    ...groups.map((scopes): Offer => ({ role: 'leader', scopes })),
    ...(forms.some(({ filledBy }) => filledBy === 'recommender')
      ? [{ role: 'recommender', scopes: [] } as const]
      : []),
  ];
}
