import { type CampaignDefinition, campaignSchema } from '../definition.js';
import { checkCampaign } from './campaign.js';
import { checkCharacters } from './characters.js';
import { type DefinitionFault, FaultList, mostFaults } from './fault.js';
import { explainIssues } from './issues.js';
import { mend } from './mend.js';

export type DefinitionVerdict =
  | { readonly kind: 'sound'; readonly campaign: CampaignDefinition }
  /** mostFaults of them: there may be more. */
  | { readonly kind: 'faulty'; readonly faults: readonly DefinitionFault[] };

/** Judges what was read from a definition's file; names its faults at once, up to mostFaults. */
export function checkDefinition(data: unknown): DefinitionVerdict {
  const parsed = campaignSchema.safeParse(data);
  if (parsed.success) {
    const found = new FaultList();
    lookAcross(found, parsed.data, new Set());
    return found.faults.length === 0
      ? { kind: 'sound', campaign: parsed.data }
      : { kind: 'faulty', faults: found.faults };
  }
  const shape = new FaultList();
  shape.from((report) => {
    explainIssues(parsed.error.issues, data, report);
  });
  const mended = shape.isFull ? undefined : mend(data, parsed.error.issues);
  if (!mended) return { kind: 'faulty', faults: shape.faults };
  const across = new FaultList([...mended.standIns]);
  lookAcross(across, mended.campaign, mended.standIns);
  return { kind: 'faulty', faults: [...shape.faults, ...across.faults].slice(0, mostFaults) };
}

function lookAcross(found: FaultList, campaign: CampaignDefinition, standIns: ReadonlySet<string>): void {
  found.from((report) => {
    checkCharacters(campaign, report);
    checkCampaign(campaign, standIns, report);
  });
}
