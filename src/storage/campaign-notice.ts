import type { CampaignNotice, OutageEffect } from '../campaigns/ports.js';
import type { Unlocked } from '../survey/corrections.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { stateOf } from './extension-store.js';
import type { PrismaClient } from './prisma/client.js';

/** What a delivery tells of a campaign, as things stand; undefined when it is not so any more. */
export async function campaignNotice(
  prisma: PrismaClient,
  kind: CampaignNotice['kind'],
  content: unknown,
): Promise<CampaignNotice | undefined> {
  const named = (name: string): unknown => Reflect.get(Object(content) as object, name);
  if (kind === 'correction-moved') {
    const id = Number(named('submission'));
    const row = await prisma.submission.findUnique({
      where: { id },
      include: { formVersion: { select: { campaign: true } } },
    });
    const round = row?.unlocked as Unlocked | null | undefined;
    if (!row || !round) return undefined;
    const campaign = row.formVersion.campaign.definition as unknown as CampaignDefinition;
    return { kind, campaign, until: new Date(round.dueAt), minutes: Number(named('minutes')) };
  }
  if (kind !== 'outage') {
    const id = Number(named('extension'));
    const row = await prisma.extension.findUnique({ where: { id }, include: { campaign: true } });
    if (!row || stateOf(row) !== (kind === 'extension-withdrawn' ? 'withdrawn' : 'granted')) return undefined;
    const campaign = row.campaign.definition as unknown as CampaignDefinition;
    const { until } = row;
    if (kind === 'extension-granted') return { kind, campaign, until };
    if (kind === 'extension-moved') return { kind, campaign, until, minutes: Number(named('minutes')) };
    return { kind, campaign, until: row.campaign.unitDeadline };
  }
  const effect = content as OutageEffect;
  const row = await prisma.campaign.findUnique({ where: { id: effect.campaignId } });
  if (!row) return undefined;
  return {
    ...effect,
    kind,
    campaign: row.definition as unknown as CampaignDefinition,
    clocks: effect.clocks.map((of) => ({
      of,
      until: of === 'unit' ? row.unitDeadline : row.recommenderDeadline,
    })),
  };
}
