import type { CampaignDefinition } from '../survey/definition.js';
import { Prisma } from './prisma/client.js';

/* Conditions that decide whom a reminder concerns, and later whether it still does. */

/** By person: until when those may file who were given more time. */
export function effectiveUntil(campaignId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT given.person_id, max(given.until) AS until FROM (
      SELECT e.person_id, e.until FROM extension e
      WHERE e.campaign_id = ${campaignId} AND e.withdrawn_at IS NULL AND e.person_id IS NOT NULL
      UNION ALL
      SELECT r.person_id, e.until FROM extension e
      JOIN roster_unit r ON r.id = e.roster_unit_id
      WHERE e.campaign_id = ${campaignId} AND e.withdrawn_at IS NULL AND r.person_id IS NOT NULL
    ) given GROUP BY given.person_id`;
}

/** An appointment `a` that holds, a deputy's no longer than the one it stands in for. */
export function inForce(at: Date): Prisma.Sql {
  return Prisma.sql`a.withdrawn_at IS NULL AND (a.until IS NULL OR a.until > ${at}::timestamptz)
    AND (a.deputy_of IS NULL OR EXISTS (
      SELECT FROM appointment held WHERE held.id = a.deputy_of AND held.withdrawn_at IS NULL
        AND (held.until IS NULL OR held.until > ${at}::timestamptz)))`;
}

/** The area of a scope `o` has demands for a sheet, and has not reported it. */
export function isAwaitedReport(definition: CampaignDefinition): Prisma.Sql {
  const sheet = reportedSheet(definition);
  return Prisma.sql`EXISTS (
      SELECT FROM filed_demand f WHERE f.campaign_id = ${definition.id} AND f.form_id = ${sheet?.form ?? ''}
        AND f.area = o.value AND f.state <> 'withdrawn')
    AND NOT EXISTS (
      SELECT FROM sheet_report t WHERE t.campaign_id = ${definition.id} AND t.sheet_id = ${sheet?.id ?? ''}
        AND t.owner = o.value)`;
}

/** The sheet that is reported area by area, as the summaries choose it. */
function reportedSheet({ sheets }: CampaignDefinition): CampaignDefinition['sheets'][number] | undefined {
  return sheets.find(({ of }) => of === 'area') ?? sheets.find(({ of }) => of !== 'unit');
}

export function formsOf({ forms }: CampaignDefinition, filledBy: 'unit' | 'recommender'): string[] {
  return forms.filter((form) => form.filledBy === filledBy).map(({ id }) => id);
}
