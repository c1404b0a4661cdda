import type { Update } from 'grammy/types';
import type { InboxStore, IncomingUpdate, Received } from '../inbox/ports.js';
import { queueDelivery } from './delivery-store.js';
import { CLAIM, CLAIM_LANE, FAIL, FINISH, PENDING, RECEIVE } from './inbox-statements.js';
import type { StandingRow } from './standing-statement.js';
import type { Store } from './store.js';

/*
 * A row goes received -> applied (by the change it makes) -> replied (by the next change of its chat, or when the
 * chat falls silent), or to parked.
 */

interface Row {
  update_id: number;
  lane: string;
  payload: Update;
  state: 'received' | 'applied';
  outcome: unknown;
  attempts: number;
  received_at: Date;
}

export function inboxStore({ prisma, sql }: Store, botId: number): InboxStore {
  const inTurn = oneAfterAnother();
  const pendingOf = async (lanes: readonly string[]): Promise<Received[]> => {
    const rows = await sql.rows<Row>(PENDING, [botId, JSON.stringify(lanes)]);
    return rows.map(received);
  };

  return {
    receive: (updates, worker, take, at) =>
      inTurn(async () => {
        const { json, updates: storable } = asJsonb(updates);
        const rows = await sql.rows<Fresh>(RECEIVE, [botId, json, worker, take, at?.toISOString() ?? '']);
        const { fresh, older } = sorted(rows, storable);
        await welcomeBack(prisma, rows, storable);
        return older.length === 0 ? fresh : [...fresh, ...(await pendingOf(older))];
      }),

    claim: (worker, dead, take, inHand) =>
      inTurn(async () => {
        const asked = [botId, worker, JSON.stringify(dead), JSON.stringify(inHand), take];
        const lanes = await sql.rows<{ lane: string }>(CLAIM, asked);
        return lanes.length === 0 ? [] : pendingOf(lanes.map(({ lane }) => lane));
      }),

    claimLane: (lane, worker) =>
      inTurn(async () => {
        const mine = await sql.rows(CLAIM_LANE, [botId, lane, worker]);
        return mine.length === 0 ? [] : pendingOf([lane]);
      }),

    finish: (done, worker) =>
      inTurn(async () => {
        const rows = await sql.rows<Row>(FINISH, [botId, JSON.stringify(done), worker]);
        return rows.map(received);
      }),

    async fail(updateId) {
      const [row] = await sql.rows<{ attempts: number }>(FAIL, [botId, updateId]);
      return row?.attempts ?? 0;
    },

    park: ({ updateId, lane, receivedAt }) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.inboxUpdate.updateMany({
          where: { botId, updateId, state: { in: ['received', 'applied'] } },
          data: { state: 'parked' },
        });
        // Not again when the answer to the first try was lost. Groups are lanes too, and nobody's identity.
        if (count > 0 && Number(lane) > 0)
          await queueDelivery(tx, botId, { channel: 'telegram', externalId: lane }, 'parked', {
            at: receivedAt.toISOString(),
          });
      }),

    prune: (before) =>
      prisma.$executeRaw`
        DELETE FROM inbox_update
        WHERE bot_id = ${botId}::bigint AND state = 'replied' AND received_at < ${before}`,
  };
}

/** Whoever writes or taps can be written to again, whichever door that is for. */
async function welcomeBack(
  prisma: Store['prisma'],
  rows: readonly Fresh[],
  updates: readonly IncomingUpdate[],
): Promise<void> {
  const lost = new Map(
    rows.flatMap(({ lane, known }) => (known?.unreachable === true ? [[lane, known.person_id]] : [])),
  );
  const back = updates.flatMap(({ lane, payload }) =>
    payload.message || payload.callback_query ? (lost.get(lane) ?? []) : [],
  );
  if (back.length > 0)
    await prisma.person.updateMany({ where: { id: { in: back } }, data: { unreachableAt: null } });
}

interface Fresh {
  update_id: number;
  lane: string;
  /** null: it was there before. */
  received_at: Date | null;
  known: StandingRow | null;
  in_dialog: boolean | null;
}

/**
 * The new updates, and the lanes in which older ones wait: those were seen before the lane became ours, its last
 * worker may have ended them since, so they are to be read again.
 */
function sorted(
  rows: readonly Fresh[],
  updates: readonly IncomingUpdate[],
): { fresh: Received[]; older: string[] } {
  const payloads = new Map(updates.map((update) => [update.updateId, update.payload]));
  const older = new Set(rows.flatMap((row) => (row.received_at === null ? [row.lane] : [])));
  const fresh = rows.flatMap(
    ({ update_id: updateId, lane, received_at: receivedAt, known, in_dialog }): Received[] => {
      const payload = payloads.get(updateId);
      if (!payload || receivedAt === null || older.has(lane)) return [];
      const row = {
        updateId,
        lane,
        payload,
        receivedAt,
        state: 'received',
        outcome: undefined,
        attempts: 0,
        inDialog: in_dialog === true,
      } as const;
      return [known === null ? row : { ...row, known }];
    },
  );
  return { fresh, older: [...older] };
}

/** Statements that touch lanes wait for one another: at once, they would lock rows that the others wait for. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function received(row: Row): Received {
  return {
    updateId: row.update_id,
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
