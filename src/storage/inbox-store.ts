import type { Update } from 'grammy/types';
import type { Finished, InboxStore, IncomingUpdate, Received } from '../inbox/ports.js';
import type { PrismaClient } from './prisma/client.js';

/*
 * The inbox in SQL by hand: each step is one statement, since these are on the way of every message.
 * A row goes received -> applied (by the change it makes) -> replied, or to parked. Rows are locked in order,
 * so that two workers do not wait for each other.
 */

interface Row {
  update_id: bigint;
  lane: string;
  payload: Update;
  state: 'received' | 'applied';
  outcome: unknown;
  attempts: number;
  received_at: Date;
}

export function inboxStore(prisma: PrismaClient, botId: number): InboxStore {
  const pendingOf = (lanes: readonly string[]): Promise<Row[]> => prisma.$queryRaw<Row[]>`
    SELECT update_id, lane, payload, state, outcome, attempts, received_at FROM inbox_update
    WHERE bot_id = ${botId}::bigint AND lane = ANY(${lanes}::text[]) AND state IN ('received', 'applied')
    ORDER BY update_id`;

  return {
    async receive(updates: readonly IncomingUpdate[], worker: number, take: number): Promise<Received[]> {
      const storable = asJsonb(updates);
      const payloads = new Map(storable.updates.map((update) => [update.updateId, update.payload]));
      const rows = await prisma.$queryRaw<{ update_id: bigint; lane: string; received_at: Date | null }[]>`
        WITH incoming AS (
          SELECT * FROM jsonb_to_recordset(${storable.json}::jsonb)
            AS i("updateId" bigint, lane text, payload jsonb)
        ), fresh AS (
          INSERT INTO inbox_update (bot_id, update_id, lane, payload)
          SELECT ${botId}::bigint, i."updateId", i.lane, i.payload FROM incoming i
          ORDER BY i."updateId"
          ON CONFLICT DO NOTHING
          RETURNING update_id, lane, received_at
        ), wanted AS (
          SELECT w.lane, row_number() OVER (PARTITION BY w.held ORDER BY w.lane) AS place, w.held FROM (
            SELECT DISTINCT f.lane, EXISTS (
              SELECT 1 FROM lane h WHERE h.bot_id = ${botId}::bigint AND h.lane = f.lane AND h.worker_id = ${worker}::int
            ) AS held FROM fresh f
          ) w
        ), mine AS (
          INSERT INTO lane (bot_id, lane, worker_id)
          SELECT ${botId}::bigint, w.lane, ${worker}::int FROM wanted w WHERE w.held OR w.place <= ${take}::int
          ORDER BY w.lane
          ON CONFLICT (bot_id, lane) DO UPDATE SET claimed_at = now() WHERE lane.worker_id = ${worker}::int
          RETURNING lane
        )
        SELECT f.update_id, f.lane, f.received_at
        FROM fresh f WHERE f.lane IN (SELECT lane FROM mine)
        UNION ALL
        SELECT u.update_id, u.lane, NULL FROM inbox_update u
        WHERE u.bot_id = ${botId}::bigint AND u.lane IN (SELECT lane FROM mine) AND u.state IN ('received', 'applied')
        ORDER BY 1`;
      // What waited there before was seen before the lane became ours: its last worker may have ended it since.
      const older = new Set(rows.flatMap((row) => (row.received_at === null ? [row.lane] : [])));
      const fresh = rows.flatMap(({ update_id, lane, received_at }): Received[] => {
        const payload = payloads.get(Number(update_id));
        if (!payload || received_at === null || older.has(lane)) return [];
        const updateId = Number(update_id);
        const begun = { state: 'received', outcome: undefined, attempts: 0 } as const;
        return [{ updateId, lane, payload, receivedAt: received_at, ...begun }];
      });
      return older.size === 0 ? fresh : [...fresh, ...(await pendingOf([...older])).map(received)];
    },

    async claim(worker, dead, take, inHand): Promise<Received[]> {
      const lanes = await prisma.$queryRaw<{ lane: string }[]>`
        WITH waiting AS (
          SELECT u.lane FROM inbox_update u
          LEFT JOIN lane l ON l.bot_id = u.bot_id AND l.lane = u.lane
          WHERE u.bot_id = ${botId}::bigint AND u.state IN ('received', 'applied')
            AND (l.worker_id IS NULL OR l.worker_id = ANY(${dead}::int[])
              OR l.worker_id = ${worker}::int AND u.lane <> ALL(${inHand}::text[]))
          GROUP BY u.lane ORDER BY min(u.update_id) LIMIT ${take}::int
        )
        INSERT INTO lane (bot_id, lane, worker_id)
        SELECT ${botId}::bigint, w.lane, ${worker}::int FROM waiting w
        ORDER BY w.lane
        ON CONFLICT (bot_id, lane) DO UPDATE SET worker_id = ${worker}::int, claimed_at = now()
          WHERE lane.worker_id = ANY(${dead}::int[]) OR lane.worker_id = ${worker}::int
        RETURNING lane`;
      if (lanes.length === 0) return [];
      return (await pendingOf(lanes.map(({ lane }) => lane))).map(received);
    },

    async claimLane(lane: string, worker: number): Promise<Received[]> {
      const mine = await prisma.$queryRaw<unknown[]>`
        INSERT INTO lane (bot_id, lane, worker_id) VALUES (${botId}::bigint, ${lane}, ${worker}::int)
        ON CONFLICT (bot_id, lane) DO UPDATE SET claimed_at = now() WHERE lane.worker_id = ${worker}::int
        RETURNING 1`;
      return mine.length === 0 ? [] : (await pendingOf([lane])).map(received);
    },

    async finish(done: readonly Finished[], worker: number): Promise<Received[]> {
      const rows = await prisma.$queryRaw<Row[]>`
        WITH finished AS (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(done)}::jsonb)
            AS f("updateId" bigint, lane text, free boolean)
        ), marked AS (
          UPDATE inbox_update u SET state = 'replied', payload = NULL, outcome = NULL, lane = ''
          FROM finished f
          WHERE u.bot_id = ${botId}::bigint AND u.update_id = f."updateId" AND u.state IN ('received', 'applied')
        ), held AS (
          SELECT l.lane, l.xmin AS version FROM lane l JOIN finished f ON f.free AND f.lane = l.lane
          WHERE l.bot_id = ${botId}::bigint AND l.worker_id = ${worker}::int
        ), waiting AS (
          SELECT u.update_id, u.lane, u.payload, u.state, u.outcome, u.attempts, u.received_at
          FROM inbox_update u JOIN held h ON h.lane = u.lane
          WHERE u.bot_id = ${botId}::bigint AND u.state IN ('received', 'applied')
            AND u.update_id <> ALL (SELECT "updateId" FROM finished)
        ), freed AS (
          -- The version: a receive that has just put something into this lane has touched its row.
          DELETE FROM lane l USING held h
          WHERE l.bot_id = ${botId}::bigint AND l.lane = h.lane AND l.worker_id = ${worker}::int
            AND l.xmin = h.version AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.lane = l.lane)
        )
        SELECT * FROM waiting ORDER BY update_id`;
      return rows.map(received);
    },

    async fail(updateId: number): Promise<number> {
      const [row] = await prisma.$queryRaw<{ attempts: number }[]>`
        UPDATE inbox_update SET attempts = attempts + 1
        WHERE bot_id = ${botId}::bigint AND update_id = ${updateId}::bigint RETURNING attempts`;
      return row?.attempts ?? 0;
    },

    async park(updateId: number): Promise<void> {
      await prisma.$executeRaw`
        UPDATE inbox_update SET state = 'parked'
        WHERE bot_id = ${botId}::bigint AND update_id = ${updateId}::bigint AND state IN ('received', 'applied')`;
    },

    prune(before: Date): Promise<number> {
      return prisma.$executeRaw`
        DELETE FROM inbox_update
        WHERE bot_id = ${botId}::bigint AND state = 'replied' AND received_at < ${before}`;
    },
  };
}

function received(row: Row): Received {
  return {
    updateId: Number(row.update_id),
    lane: row.lane,
    payload: row.payload,
    state: row.state,
    outcome: row.outcome ?? undefined,
    attempts: row.attempts,
    receivedAt: row.received_at,
  };
}

/** jsonb holds neither NUL nor half a surrogate pair, which a modified client can send: one would bar all others. */
function asJsonb(updates: readonly IncomingUpdate[]): { json: string; updates: readonly IncomingUpdate[] } {
  const json = JSON.stringify(updates);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return { json, updates };
  const clean = JSON.stringify(updates, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : value,
  );
  return { json: clean, updates: JSON.parse(clean) as IncomingUpdate[] };
}
