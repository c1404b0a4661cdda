import type { MovedDeadline, PresenceStore } from '../campaigns/ports.js';
import { campaignStateOf } from '../survey/campaign-state.js';
import { closingOf } from '../survey/closing.js';
import { minutesFor, movedOn, type Outage } from '../survey/outage.js';
import { recordAct, system } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

type Tx = Prisma.TransactionClient;
type Campaign = Prisma.CampaignGetPayload<object>;

/** Nobody did it: an act of the system. */

export function presenceStore(
  prisma: PrismaClient,
  botId: number,
  adminIds: readonly number[],
): PresenceStore {
  return {
    note: (now, gapMs) =>
      prisma.$transaction(async (tx) => {
        await tx.$executeRaw`
          INSERT INTO presence (bot_id, seen_at) VALUES (${botId}::bigint, ${now}::timestamptz) ON CONFLICT DO NOTHING`;
        // Two that come back at once: the second finds that the first was here, and moves nothing.
        const [seen] = await tx.$queryRaw<{ seen_at: Date }[]>`
          SELECT seen_at FROM presence WHERE bot_id = ${botId}::bigint FOR UPDATE`;
        const from = seen?.seen_at ?? now;
        if (now <= from) return [];
        await tx.presence.update({ where: { botId }, data: { seenAt: now } });
        if (now.getTime() - from.getTime() <= gapMs) return [];
        const moved = await moveDeadlines(tx, { from, to: now });
        for (const one of moved) await tellOffice(tx, botId, adminIds, one);
        return moved;
      }),
  };
}

async function moveDeadlines(tx: Tx, outage: Outage): Promise<MovedDeadline[]> {
  // What is closed by its office is closed for other reasons.
  const campaigns = await tx.campaign.findMany({
    where: { state: { in: ['open', 'closedToUnits'] } },
    orderBy: { id: 'asc' },
  });
  const moved: MovedDeadline[] = [];
  for (const campaign of campaigns) {
    await moveExtensions(tx, campaign, outage);
    const clock = { ...campaign, state: campaignStateOf(campaign.state) };
    const minutes = {
      unit: minutesFor(outage, closingOf(clock, 'unit', undefined)),
      recommender: minutesFor(outage, closingOf(clock, 'recommender', undefined)),
    };
    if (minutes.unit + minutes.recommender === 0) continue;
    const unitDeadline = movedOn(campaign.unitDeadline, minutes.unit);
    const recommenderDeadline = movedOn(campaign.recommenderDeadline, minutes.recommender);
    await tx.campaign.update({ where: { id: campaign.id }, data: { unitDeadline, recommenderDeadline } });
    await recordAct(tx, {
      ...system,
      campaignId: campaign.id,
      act: 'outage',
      subject: `campaign:${campaign.id}`,
      before: deadlinesOf(campaign),
      after: {
        ...deadlinesOf({ unitDeadline, recommenderDeadline }),
        from: outage.from.toISOString(),
        to: outage.to.toISOString(),
      },
      at: outage.to,
    });
    for (const of of ['unit', 'recommender'] as const)
      if (minutes[of] > 0) moved.push({ campaignId: campaign.id, of, minutes: minutes[of] });
  }
  return moved;
}

function deadlinesOf({
  unitDeadline,
  recommenderDeadline,
}: Pick<Campaign, 'unitDeadline' | 'recommenderDeadline'>): Prisma.InputJsonObject {
  return { unit: unitDeadline.toISOString(), recommender: recommenderDeadline.toISOString() };
}

/** What was granted to one unit ends later too. */
async function moveExtensions(
  tx: Tx,
  { id: campaignId, unitGrace }: Campaign,
  outage: Outage,
): Promise<void> {
  const extensions = await tx.extension.findMany({ where: { campaignId, withdrawnAt: null } });
  for (const { id, until } of extensions) {
    const minutes = minutesFor(outage, { deadline: until, grace: unitGrace });
    if (minutes === 0) continue;
    await tx.extension.update({ where: { id }, data: { until: movedOn(until, minutes) } });
    await recordAct(tx, {
      ...system,
      campaignId,
      act: 'outage',
      subject: `extension:${id}`,
      before: { until: until.toISOString() },
      after: { until: movedOn(until, minutes).toISOString() },
      at: outage.to,
    });
  }
}

/** Administrators and the campaign's planning office are told. */
async function tellOffice(
  tx: Tx,
  botId: number,
  adminIds: readonly number[],
  { campaignId, of, minutes }: MovedDeadline,
): Promise<void> {
  const planners = await tx.appointment.findMany({
    where: { campaignId, role: 'planner', withdrawnAt: null, person: { identities: { some: {} } } },
    select: { personId: true },
  });
  const people = new Set(planners.map(({ personId }) => personId));
  for (const id of adminIds)
    people.add(await enterPerson(tx, { channel: 'telegram', externalId: String(id) }));
  await tx.delivery.createMany({
    data: [...people].map((personId) => ({
      botId,
      personId,
      kind: 'outage',
      content: { campaign: campaignId, of, minutes },
    })),
  });
}
