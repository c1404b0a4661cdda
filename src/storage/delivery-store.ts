import type { Identity } from '../intake/ports.js';
import type { Delivery, DeliveryEnd, DeliveryStore } from '../notices/ports.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/** Queues something for a person in the transaction of what it tells of; somebody unknown is entered for it. */
export async function queueDelivery(
  tx: Prisma.TransactionClient,
  botId: number,
  identity: Identity,
  kind: string,
  content: Readonly<Record<string, string | number>>,
): Promise<void> {
  const personId = await enterPerson(tx, identity);
  await tx.delivery.create({ data: { botId, personId, kind, content } });
}

/** Deliveries of one bot; the table is the queue. */
export function deliveryStore(prisma: PrismaClient, botId: number): DeliveryStore {
  return {
    async take(worker, count): Promise<Delivery[]> {
      const rows = await prisma.$queryRaw<
        { id: number; external_id: string; kind: string; content: unknown }[]
      >`
        WITH next AS (
          SELECT id FROM delivery
          WHERE state = 'queued' AND bot_id = ${botId}::bigint AND (not_before IS NULL OR not_before <= now())
          ORDER BY priority, id LIMIT ${count}::int FOR UPDATE SKIP LOCKED
        ), taken AS (
          UPDATE delivery d SET state = 'sending', worker_id = ${worker}::int, changed_at = now()
          FROM next n WHERE d.id = n.id RETURNING d.id, d.person_id, d.kind, d.content
        )
        SELECT t.id, i.external_id, t.kind, t.content FROM taken t
        JOIN identity i ON i.person_id = t.person_id AND i.channel = 'telegram' ORDER BY t.id`;
      return rows.map((row) => ({
        id: row.id,
        chatId: Number(row.external_id),
        kind: row.kind,
        content: row.content,
      }));
    },

    async end(id: number, end: DeliveryEnd, details): Promise<void> {
      await prisma.$executeRaw`
        UPDATE delivery SET state = ${end}, message_id = ${details?.messageId ?? null}::int,
          reason = ${details?.reason ?? null}, changed_at = now()
        WHERE id = ${id}::int AND state = 'sending'`;
    },

    async putBack(id, notBefore): Promise<void> {
      await prisma.$executeRaw`
        UPDATE delivery SET state = 'queued', worker_id = NULL, not_before = ${notBefore}::timestamptz, changed_at = now()
        WHERE id = ${id}::int AND state = 'sending'`;
    },

    async abandon(dead): Promise<number> {
      if (dead.length === 0) return 0;
      return prisma.$executeRaw`
        UPDATE delivery SET state = 'unknown', changed_at = now()
        WHERE bot_id = ${botId}::bigint AND state = 'sending' AND worker_id = ANY(${[...dead]}::int[])`;
    },

    async markUnreachable(chatId): Promise<void> {
      await prisma.$executeRaw`
        UPDATE person SET unreachable_at = now() FROM identity i
        WHERE i.person_id = person.id AND i.channel = 'telegram' AND i.external_id = ${String(chatId)}`;
    },
  };
}
