import type { Prisma } from './prisma/client.js';

/* The ranking of a sheet: whose it is, and how it is held still while it changes. */

type Tx = Prisma.TransactionClient;
type Filed = Prisma.FiledDemandGetPayload<object>;

type Ranked = Pick<Filed, 'campaignId' | 'formId' | 'area' | 'unit'>;

/** Whose ranking a demand stands in: the sheet of its area, or of its unit where no area is asked. */
export function neighbours({ campaignId, formId, area, unit }: Ranked): Prisma.FiledDemandWhereInput {
  return { campaignId, formId, state: 'accepted', ...(area === null ? { unit } : { area }) };
}

export function lockRanking(tx: Tx, { campaignId, formId, area, unit }: Ranked): Promise<number> {
  return tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`rank:${campaignId}:${formId}:${area ?? unit}`}))`;
}

/** Takes a demand out of its ranking, to be looked at anew; those below it move up. */
export async function unrank(tx: Tx, filed: Filed): Promise<void> {
  await tx.filedDemand.update({
    where: { demandId: filed.demandId },
    data: { state: 'waiting', rank: null, decidedAt: null },
  });
  await tx.filedDemand.updateMany({
    where: { ...neighbours(filed), rank: { gt: filed.rank ?? 0 } },
    data: { rank: { decrement: 1 } },
  });
}
