import { type CampaignDefinition, campaignSchema } from '../definition.js';
import { checkCampaign } from './campaign.js';
import { checkCharacters } from './characters.js';
import { type DefinitionFault, isWithin } from './fault.js';
import { explainIssues } from './issues.js';
import { mend } from './mend.js';

export type DefinitionVerdict =
  | { readonly kind: 'sound'; readonly campaign: CampaignDefinition }
  | { readonly kind: 'faulty'; readonly faults: readonly DefinitionFault[] };

/** Judges what was read from a definition's file; names every fault at once. */
export function checkDefinition(data: unknown): DefinitionVerdict {
  const parsed = campaignSchema.safeParse(data);
  if (parsed.success) {
    const faults = faultsAcross(parsed.data, new Set());
    return faults.length === 0 ? { kind: 'sound', campaign: parsed.data } : { kind: 'faulty', faults };
  }
  const mended = mend(data, parsed.error.issues);
  const shape = explainIssues(parsed.error.issues, data);
  return {
    kind: 'faulty',
    faults: [...shape, ...(mended ? faultsAcross(mended.campaign, mended.standIns) : [])],
  };
}

function faultsAcross(campaign: CampaignDefinition, standIns: ReadonlySet<string>): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  checkCharacters(campaign, (path, reason) => faults.push({ path, reason }));
  checkCampaign(campaign, standIns, (path, reason) => faults.push({ path, reason }));
  const vague = [...standIns];
  return faults.filter(({ path }) => !vague.some((standIn) => isWithin(path, standIn)));
}
