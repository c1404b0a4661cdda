import type { Prisma, PrismaClient } from './prisma/client.js';

/** Runs the work and marks the update applied, or does nothing when the update was applied before. */
export function applyOnce<Outcome extends object>(
  prisma: PrismaClient,
  botId: number,
  updateId: number,
  work: (tx: Prisma.TransactionClient) => Promise<Outcome>,
): Promise<Outcome | undefined> {
  return prisma.$transaction(
    async (tx) => {
      const [arrived] = await tx.$queryRaw<{ lane: string }[]>`
        SELECT lane FROM inbox_update
        WHERE bot_id = ${botId}::bigint AND update_id = ${updateId}::bigint AND state = 'received' FOR UPDATE`;
      if (!arrived) return undefined;
      const outcome = await work(tx);
      await tx.$executeRaw`
        UPDATE inbox_update SET state = 'applied', outcome = ${JSON.stringify(outcome)}::jsonb
        WHERE bot_id = ${botId}::bigint AND update_id = ${updateId}::bigint`;
      // As with an answer: what was applied before in this chat has had its reply.
      await tx.$executeRaw`
        UPDATE inbox_update SET state = 'replied', payload = NULL, outcome = NULL, lane = ''
        WHERE bot_id = ${botId}::bigint AND lane COLLATE "C" = ${arrived.lane} AND lane <> ''
          AND update_id < ${updateId}::bigint AND state = 'applied'`;
      return outcome;
    },
    { maxWait: 10_000, timeout: 20_000 },
  );
}

/** What an update that was applied came to; undefined once its reply has been sent, and when it was not applied. */
export async function outcomeOf<Outcome extends object>(
  prisma: PrismaClient,
  botId: number,
  updateId: number,
): Promise<Outcome | undefined> {
  const row = await prisma.inboxUpdate.findUnique({
    where: { botId_updateId: { botId, updateId } },
    select: { outcome: true },
  });
  return row?.outcome ? (row.outcome as Outcome) : undefined;
}
