import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

/** Where the bench makes and drops its databases; a login that may do so and read the log of writes. */
export const serverUrl =
  process.env.BENCH_DATABASE_URL ??
  process.env.TEST_DATABASE_URL ??
  'postgresql://postgres@127.0.0.1:5432/postgres';

/** A place in the log of writes and the CPU time of each backend, in nanoseconds. */
export interface Reading {
  readonly lsn: string;
  readonly backends: ReadonlyMap<number, number>;
}

export interface Spent {
  /** Bytes written to the log by this database, without whole pages. */
  readonly bytes: number;
  /** Microseconds of CPU of the backends; NaN when the server is not on this machine. */
  readonly backendCpu: number;
}

export class BenchDatabase {
  private constructor(
    readonly url: string,
    readonly name: string,
    readonly client: pg.Client,
    readonly oid: number,
  ) {}

  static async create(purpose: string): Promise<BenchDatabase> {
    const name = `zhengji_bench_${purpose}_${randomBytes(4).toString('hex')}`;
    await onServer(`CREATE DATABASE ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
    const { rows } = await client.query<{ oid: number }>(
      'SELECT oid::int FROM pg_database WHERE datname = current_database()',
    );
    return new BenchDatabase(url.href, name, client, rows[0]?.oid ?? 0);
  }

  /** What is committed is flushed; what is only inserted cannot be inspected yet. */
  async read(): Promise<Reading> {
    const { rows } = await this.client.query<{ lsn: string; pids: number[] | null }>(
      `SELECT pg_current_wal_flush_lsn()::text AS lsn, (SELECT array_agg(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()) AS pids`,
    );
    const backends = new Map((rows[0]?.pids ?? []).map((pid) => [pid, cpuOf(pid)]));
    return { lsn: rows[0]?.lsn ?? '0/0', backends };
  }

  /**
   * What was spent between two readings. Written bytes are those of transactions that touched this database:
   * the log belongs to the whole server. Whole pages after a checkpoint are left out, since when they come is
   * the checkpoint's affair.
   */
  async spent(before: Reading, after: Reading): Promise<Spent> {
    const { rows } = await this.client.query<{ bytes: string }>(
      `WITH record AS MATERIALIZED (
         SELECT xid, record_length - fpi_length AS bytes, block_ref LIKE $3 AS own
         FROM pg_get_wal_records_info($1::pg_lsn, $2::pg_lsn)
       )
       SELECT COALESCE(sum(bytes), 0)::text AS bytes FROM record
       WHERE own OR xid IN (SELECT xid FROM record WHERE own AND xid::text <> '0')`,
      [before.lsn, after.lsn, `%/${this.oid}/%`],
    );
    let nanoseconds = 0;
    for (const [pid, cpu] of after.backends) nanoseconds += cpu - (before.backends.get(pid) ?? 0);
    return { bytes: Number(rows[0]?.bytes), backendCpu: nanoseconds / 1000 };
  }

  async drop(): Promise<void> {
    await this.client.end();
    await onServer(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

/** What /proc says of a process of this machine. */
function cpuOf(pid: number): number {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres')) return Number.NaN;
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
  } catch {
    return Number.NaN;
  }
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
