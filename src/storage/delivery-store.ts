import type { Delivery, DeliveryStore } from '../notices/ports.js';
import type { Identity } from '../people/staff-port.js';
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

interface TakenRow {
  readonly id: number;
  readonly external_id: string;
  readonly kind: string;
  readonly content: unknown;
  readonly notice_id: number | null;
  readonly state: string;
  readonly language: string | null;
}

/** Deliveries of one bot; the table is the queue. */
export function deliveryStore(prisma: PrismaClient, botId: number): DeliveryStore {
  return {
    async take(worker, count) {
      // Notices take turns, so that one to ten does not wait for one to ten thousand. The channel is no condition:
      // before the tables are analysed, the planner would look for it through all identities.
      const rows = await prisma.$queryRaw<TakenRow[]>`
        WITH personal AS MATERIALIZED (
          SELECT id FROM delivery
          WHERE state = 'queued' AND notice_id IS NULL AND bot_id = ${botId}::bigint
            AND (not_before IS NULL OR not_before <= now())
          ORDER BY priority, id LIMIT ${count}::int FOR UPDATE SKIP LOCKED
        ), many AS MATERIALIZED (
          SELECT d.id, row_number() OVER (PARTITION BY n.id ORDER BY d.id) AS turn, n.id AS notice
          FROM notice n CROSS JOIN LATERAL (
            SELECT q.id FROM delivery q
            WHERE q.notice_id = n.id AND q.state = 'queued' AND q.notice_id IS NOT NULL
              AND (q.not_before IS NULL OR q.not_before <= now())
            ORDER BY q.id LIMIT ${count}::int FOR UPDATE SKIP LOCKED
          ) d
          WHERE n.bot_id = ${botId}::bigint AND n.state = 'sending'
        ), next AS (
          SELECT id, 0::bigint AS turn, 0 AS notice FROM personal
          UNION ALL SELECT id, turn, notice FROM many
          ORDER BY turn, notice LIMIT ${count}::int
        )
        UPDATE delivery d SET worker_id = ${worker}::int, changed_at = now(),
          state = CASE WHEN r.external_id IS NULL THEN 'failed' WHEN r.is_unreachable THEN 'blocked' ELSE 'sending' END,
          reason = CASE WHEN r.external_id IS NULL THEN 'gone' WHEN r.is_unreachable THEN 'unreachable' ELSE NULL END
        FROM next n JOIN delivery o ON o.id = n.id CROSS JOIN LATERAL (
          SELECT max(i.external_id) FILTER (WHERE i.channel = 'telegram') AS external_id, bool_or(p.unreachable_at IS NOT NULL) AS is_unreachable,
            max(p.language) AS language
          FROM person p LEFT JOIN identity i ON i.person_id = p.id WHERE p.id = o.person_id
        ) r
        WHERE d.id = n.id
        RETURNING d.id, d.kind, d.content, d.notice_id, d.state, r.external_id, r.language`;
      const deliveries = rows
        .filter(({ state }) => state === 'sending')
        .sort((a, b) => a.id - b.id)
        .map(
          (row): Delivery => ({
            id: row.id,
            chatId: Number(row.external_id),
            kind: row.kind,
            content: row.content,
            notice: row.notice_id ?? undefined,
            language: row.language === 'en' ? 'en' : 'zh-CN',
          }),
        );
      return { deliveries, taken: rows.length };
    },

    async end(ends): Promise<void> {
      const json = JSON.stringify(ends);
      await prisma.$executeRaw`
        WITH ended AS MATERIALIZED (
          SELECT id, "end", "chatId", reason,
            ARRAY(SELECT jsonb_array_elements_text(COALESCE("messageIds", '[]'))::int) AS messages
          FROM jsonb_to_recordset(${json}::jsonb) AS e(id int, "end" text, "chatId" text, reason text, "messageIds" jsonb)
        ), written AS (
          UPDATE delivery d SET state = e."end", reason = e.reason, changed_at = now(),
            message_id = e.messages[1], message_ids = CASE WHEN cardinality(e.messages) > 1 THEN e.messages END
          FROM ended e WHERE d.id = e.id AND d.state = 'sending'
        )
        UPDATE person p SET unreachable_at = now() FROM ended e
        JOIN identity i ON i.channel = 'telegram' AND i.external_id = e."chatId"
        WHERE e."end" = 'blocked' AND p.id = i.person_id`;
    },

    async putBack(worker, id, notBefore): Promise<void> {
      await prisma.$executeRaw`
        UPDATE delivery SET state = 'queued', worker_id = NULL, not_before = ${notBefore}::timestamptz, changed_at = now()
        WHERE id = ${id}::int AND state = 'sending' AND worker_id = ${worker}::int`;
    },

    async abandon(dead): Promise<number> {
      if (dead.length === 0) return 0;
      return prisma.$executeRaw`
        UPDATE delivery SET state = 'unknown', changed_at = now()
        WHERE bot_id = ${botId}::bigint AND state = 'sending' AND worker_id = ANY(${[...dead]}::int[])`;
    },

    release: (worker, inHand) =>
      prisma.$executeRaw`
        UPDATE delivery SET state = 'queued', worker_id = NULL, changed_at = now()
        WHERE bot_id = ${botId}::bigint AND state = 'sending' AND worker_id = ${worker}::int
          AND id <> ALL(${[...inHand]}::int[])`,

    async markUnreachable(chatId): Promise<void> {
      await prisma.$executeRaw`
        UPDATE person SET unreachable_at = now() FROM identity i
        WHERE i.person_id = person.id AND i.channel = 'telegram' AND i.external_id = ${String(chatId)}`;
    },
  };
}
