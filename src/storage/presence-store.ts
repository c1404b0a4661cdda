import type { OutageEffect, PresenceStore } from '../campaigns/ports.js';
import { lengthInMinutes, movesByItself, type Outage } from '../survey/outage.js';
import { type CrossedCampaign, crossedBy, lockCrossed, moveOn } from './outage-crossed.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

type Tx = Prisma.TransactionClient;

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
        return cameBack(tx, botId, adminIds, { from, to: now });
      }),
  };
}

async function cameBack(
  tx: Tx,
  botId: number,
  adminIds: readonly number[],
  outage: Outage,
): Promise<OutageEffect[]> {
  const isMoved = movesByItself(outage);
  if (isMoved) await lockCrossed(tx, outage);
  const crossed = await crossedBy(tx, outage);
  if (isMoved) await moveOn(tx, botId, crossed, outage);
  const effects: OutageEffect[] = [];
  for (const one of crossed) {
    const effect = effectOf(one, lengthInMinutes(outage), isMoved);
    await tellOffice(tx, botId, adminIds, effect);
    effects.push(effect);
  }
  return effects;
}

function effectOf(one: CrossedCampaign, minutes: number, isMoved: boolean): OutageEffect {
  const { campaign, clocks, extensions, corrections } = one;
  return {
    campaignId: campaign.id,
    minutes,
    isMoved,
    clocks,
    extensions: extensions.length,
    corrections: corrections.length,
  };
}

/** Administrators and the campaign's planning office are told. */
async function tellOffice(
  tx: Tx,
  botId: number,
  adminIds: readonly number[],
  effect: OutageEffect,
): Promise<void> {
  const planners = await tx.appointment.findMany({
    where: {
      campaignId: effect.campaignId,
      role: 'planner',
      withdrawnAt: null,
      person: { identities: { some: {} } },
    },
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
      content: { ...effect, clocks: [...effect.clocks] },
    })),
  });
}
