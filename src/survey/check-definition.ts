import { type CampaignDefinition, campaignSchema } from './definition.js';
import { checkCampaign } from './definition-campaign.js';
import type { DefinitionFault } from './definition-fault.js';
import { explainIssues } from './definition-issues.js';

export type DefinitionVerdict =
  | { readonly kind: 'sound'; readonly campaign: CampaignDefinition }
  | { readonly kind: 'faulty'; readonly faults: readonly DefinitionFault[] };

/** Judges what was read from a definition's file; names every fault at once. */
export function checkDefinition(data: unknown): DefinitionVerdict {
  const parsed = campaignSchema.safeParse(data);
  if (!parsed.success) return { kind: 'faulty', faults: explainIssues(parsed.error.issues, data) };
  const faults: DefinitionFault[] = [];
  checkCampaign(parsed.data, new Set(), (path, reason) => faults.push({ path, reason }));
  return faults.length === 0 ? { kind: 'sound', campaign: parsed.data } : { kind: 'faulty', faults };
}
