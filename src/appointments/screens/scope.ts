import type { Role, ScopeRule } from '../../people/appointment.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { areaLabel } from '../../wording/area-label.js';
import type { Wording } from '../../wording/wording.js';

/** "慈利县、市直部门（农业）" */
export function scopeText(
  w: Wording,
  campaign: CampaignDefinition,
  { role, scopes }: { readonly role: Role; readonly scopes: readonly ScopeRule[] },
): string {
  if (role === 'planner') return w.t('people-scope-all');
  if (scopes.length === 0) return '—';
  return rulesText(w, campaign, scopes);
}

export function rulesText(w: Wording, campaign: CampaignDefinition, scopes: readonly ScopeRule[]): string {
  return scopes
    .map(({ kind, value }) =>
      w.t(`people-scope-${kind}`, { value: kind === 'area' ? areaLabel(w, campaign, value) : value }),
    )
    .join(w.t('list-comma'));
}
