import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { breakOff } from './postgres.js';
import type { PostgresStore, WorkerLife } from './store.js';

// A worker's life is a session advisory lock on its id: the server frees it in the moment in which the
// process dies, so that nobody has to trust clocks or heartbeats in rows.

/** The first halves of the advisory keys, arbitrary but for being ours: "zj" and a kind. */
const WORKER_KEY = 0x7a6a01;
const ROLE_KEY = 0x7a6a02;

const HEARTBEAT_MS = 2_000;
const LONGEST_RETRY_MS = 1_500;
/** Longer than the others need to come back after the whole database was away. */
const GRACE_MS = 3_000;

// A server that hears nothing must not keep a lost worker's lock for TCP's two hours.
const SESSION = `SET idle_session_timeout = '15s'; SET tcp_keepalives_idle = 5;
  SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '12s'`;

export async function startPostgresLife(store: PostgresStore): Promise<WorkerLife> {
  const { client, id } = await enter(store);
  return new PostgresLife(store, id, client);
}

class PostgresLife implements WorkerLife {
  readonly #stop = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #roles = new Set<string>();
  #client: pg.Client | undefined;
  #graceUntil = 0;
  #returning: Promise<void> = Promise.resolve();
  #asking: Promise<unknown> = Promise.resolve();

  constructor(
    readonly store: PostgresStore,
    readonly id: number,
    client: pg.Client,
  ) {
    this.#adopt(client);
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  alive(): boolean {
    return this.#client !== undefined;
  }

  async deadWorkers(): Promise<number[]> {
    // Asked on the connection that proves our own life: when that is gone, so may be everybody's.
    if (Date.now() < this.#graceUntil) return [];
    const rows = await this.#ask<{ id: number }>(DEAD_WORKERS, [this.id, WORKER_KEY]);
    return rows.map(({ id }) => id);
  }

  async tryLead(role: string): Promise<boolean> {
    if (this.leads(role)) return true;
    const asked = this.#client;
    const [row] = await this.#ask<{ got: boolean }>(
      'SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS got',
      [ROLE_KEY, role],
    );
    // A lock that came over a connection lost in the meantime is lost with it.
    if (row?.got && asked === this.#client) this.#roles.add(role);
    return this.leads(role);
  }

  leads(role: string): boolean {
    return this.#roles.has(role);
  }

  async close(): Promise<void> {
    if (this.#closed()) return this.#returning;
    this.#stop.abort();
    clearInterval(this.#heartbeat);
    const client = this.#client;
    await this.#asking;
    this.#lose();
    await this.#returning;
    if (!client) return;
    try {
      await leave(client, this.id);
      await client.end();
    } catch {
      breakOff(client);
    }
  }

  #adopt(client: pg.Client): void {
    this.#client = client;
    client.once('end', () => {
      if (this.#client !== client) return;
      this.#lose();
      this.#returning = this.#return();
    });
  }

  #closed(): boolean {
    return this.#stop.signal.aborted;
  }

  #lose(): void {
    this.#client = undefined;
    this.#roles.clear();
  }

  async #return(): Promise<void> {
    const { signal } = this.#stop;
    for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        const { client } = await enter(this.store, this.id);
        this.#graceUntil = Date.now() + GRACE_MS;
        if (this.#closed()) breakOff(client);
        else this.#adopt(client);
        return;
      } catch {
        // The database is away, or our lost session still stands there: both pass.
        await pause(wait, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  /** Finds out about a connection that died without a word, and keeps the server from thinking so of us. */
  async #beat(): Promise<void> {
    await this.#ask('SELECT 1', []);
  }

  /** One question after the other, as a connection wants it; no rows when the connection is not there. */
  #ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row[]> {
    const client = this.#client;
    const answer = this.#asking.then(async () => {
      if (!client || client !== this.#client) return [];
      try {
        return (await client.query<Row>(sql, values)).rows;
      } catch {
        // Whatever it was, a connection that cannot answer proves nothing any more.
        breakOff(client);
        return [];
      }
    });
    this.#asking = answer;
    return answer;
  }
}

const OUR_DATABASE = '(SELECT oid FROM pg_database WHERE datname = current_database())';

const DEAD_WORKERS = `
  SELECT known.id FROM (SELECT id FROM worker UNION SELECT worker_id FROM lane) AS known
  WHERE known.id <> $1::int AND NOT EXISTS (
    SELECT FROM pg_locks k WHERE k.locktype = 'advisory' AND k.granted AND k.objsubid = 2
      AND k.database = ${OUR_DATABASE} AND k.classid = $2::int::oid AND k.objid = known.id::oid)
  ORDER BY known.id`;

/** Takes the lock first and writes the row then: a row without a lock is always a dead worker's. */
async function enter(store: PostgresStore, known?: number): Promise<{ client: pg.Client; id: number }> {
  const client = store.session();
  // Every loss shows as 'end' too; an 'error' without a listener would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(SESSION);
    const id = known ?? (await nextId(client));
    await takeLock(client, id);
    await client.query('INSERT INTO worker (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
    if (known === undefined) await forgetTheDead(client);
    return { client, id };
  } catch (error) {
    breakOff(client);
    throw error;
  }
}

async function nextId(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence('worker', 'id'))::int AS id`,
  );
  if (!rows[0]) throw new Error('the sequence of workers gave no number');
  return rows[0].id;
}

async function takeLock(client: pg.Client, id: number): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>(
    'SELECT pg_try_advisory_lock($1::int, $2::int) AS got',
    [WORKER_KEY, id],
  );
  if (rows[0]?.got) return;
  // Only a session of this very process can have it: one whose loss the server has not noticed yet.
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND objsubid = 2 AND classid = $1::int::oid AND objid = $2::int::oid
       AND database = ${OUR_DATABASE}`,
    [WORKER_KEY, id],
  );
  throw new Error('the lost session of this worker was still there');
}

const NOTHING_IN_HAND = `NOT EXISTS (SELECT FROM lane l WHERE l.worker_id = w.id)
  AND NOT EXISTS (SELECT FROM delivery d WHERE d.worker_id = w.id AND d.state = 'sending')`;

/** Rows of past workers from whom there is nothing left to take. */
async function forgetTheDead(client: pg.Client): Promise<void> {
  await client.query(
    `DELETE FROM worker w WHERE ${NOTHING_IN_HAND} AND NOT EXISTS (
       SELECT FROM pg_locks k WHERE k.locktype = 'advisory' AND k.objsubid = 2
         AND k.database = ${OUR_DATABASE} AND k.classid = $1::int::oid AND k.objid = w.id::oid)`,
    [WORKER_KEY],
  );
}

async function leave(client: pg.Client, id: number): Promise<void> {
  await client.query(`DELETE FROM worker w WHERE w.id = $1 AND ${NOTHING_IN_HAND}`, [id]);
}
