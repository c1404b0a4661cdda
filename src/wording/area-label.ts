import { areaOf } from '../survey/areas.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { Wording } from './wording.js';

/** An area as the campaign names it, or as it was written where the campaign has no such area. */
export function areaLabel(
  { say }: Pick<Wording, 'say'>,
  campaign: Pick<CampaignDefinition, 'areas'>,
  area: string | null | undefined,
  none = '',
): string {
  const found = areaOf(campaign, area);
  return found ? say(found.label) : (area ?? none);
}
