import type { CampaignDefinition } from './definition.js';

/* The areas of a campaign, by what people and buttons name them. */

type WithAreas = Pick<CampaignDefinition, 'areas'>;
type Area = CampaignDefinition['areas'][number];

/** undefined for none, and for one that the campaign does not name (any more). */
export function areaOf({ areas }: WithAreas, id: string | null | undefined): Area | undefined {
  return areas.find((area) => area.id === id);
}

/** By its place as buttons carry it: from 1, since 0 stands for all of them. */
export function areaAt({ areas }: WithAreas, place: number): Area | undefined {
  return areas[place - 1];
}
