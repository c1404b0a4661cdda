import type { CampaignNotice } from '../campaigns/ports.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { stateOf } from './extension-store.js';
import type { PrismaClient } from './prisma/client.js';

/** What a delivery tells of a campaign, as things stand; undefined when it is of another kind, or not so any more. */
export async function campaignNotice(
  prisma: PrismaClient,
  kind: string,
  content: unknown,
): Promise<CampaignNotice | undefined> {
  const named = (name: string): unknown => Reflect.get(Object(content) as object, name);
  if (kind === 'extension-granted' || kind === 'extension-withdrawn') {
    const id = Number(named('extension'));
    const row = await prisma.extension.findUnique({ where: { id }, include: { campaign: true } });
    const wanted = kind === 'extension-granted' ? 'granted' : 'withdrawn';
    if (!row || stateOf(row) !== wanted) return undefined;
    const campaign = row.campaign.definition as unknown as CampaignDefinition;
    return { kind, campaign, until: wanted === 'granted' ? row.until : row.campaign.unitDeadline };
  }
  if (kind !== 'outage') return undefined;
  const row = await prisma.campaign.findUnique({ where: { id: String(named('campaign')) } });
  if (!row) return undefined;
  const of = named('of') === 'unit' ? 'unit' : 'recommender';
  return {
    kind,
    of,
    campaign: row.definition as unknown as CampaignDefinition,
    minutes: Number(named('minutes')),
    until: of === 'unit' ? row.unitDeadline : row.recommenderDeadline,
  };
}
