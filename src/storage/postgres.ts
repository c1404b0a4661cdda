import type { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { migrate } from './migrate.js';
import { answers, newPrisma, once } from './prisma-client.js';
import type { Sql, Statement } from './sql.js';
import type { PostgresStore } from './store.js';

const STATEMENT_TIMEOUT_MS = 10_000;
const NAMED_STATEMENTS = 200;
/** The adapter sends instants without an offset and reads them without one: both must mean UTC. */
const UTC = '-c TimeZone=UTC';
/** The hot path gathers its calls into few statements: it never has more than this many under way. */
const HOT_CONNECTIONS = 3;

/**
 * Statements that look up rows by their keys are planned once, when the tables may still be empty: without this
 * the server would read whole tables for as long as the connection lives.
 */
export const BY_KEY = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']
  .map((setting) => `-c ${setting}=off`)
  .concat('-c plan_cache_mode=force_generic_plan')
  .join(' ');

/** @param connections the most that the pool of Prisma opens; the hot path and a session() have more. */
export async function openPostgres(databaseUrl: string, connections: number): Promise<PostgresStore> {
  const config = {
    connectionString: withOptions(databaseUrl, UTC),
    application_name: 'zhengji',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  } satisfies pg.ClientConfig;
  const session = () => new pg.Client({ ...config, query_timeout: 4_000 });
  await migratePostgres(new pg.Client(config));

  const pool = openPool({ ...config, max: connections });
  const hotPool = (options: string, max: number) =>
    openPool({
      ...config,
      connectionString: withOptions(databaseUrl, `${UTC} ${BY_KEY} ${options}`),
      max,
    });
  const hot = hotPool('', HOT_CONNECTIONS);
  const later = hotPool('-c synchronous_commit=off', 1);
  const prisma = newPrisma(new PrismaPg(pool, { statementNameGenerator: statementNames() }));
  return {
    kind: 'postgres',
    prisma,
    sql: sqlOf(hot, later),
    session,
    healthy: () => answers(prisma),
    close: once(async () => {
      await prisma.$disconnect();
      await Promise.all([pool.end(), hot.end(), later.end()]);
    }),
  };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', endWhenSilent);
  return pool;
}

function sqlOf(hot: pg.Pool, later: pg.Pool): Sql {
  return {
    rows: async <Row>(statement: Statement, values: readonly (string | number | Date)[]) => {
      const { name, text, flushedLater } = statement;
      const { rows } = await (flushedLater ? later : hot).query({ name, text, values: [...values] });
      return rows as Row[];
    },
  };
}

function withOptions(databaseUrl: string, options: string): string {
  // The error of new URL() would carry the password.
  if (!URL.canParse(databaseUrl)) throw new Error('the URL of the database cannot be read');
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options') ?? '';
  url.searchParams.set('options', `${given} ${options}`.trim());
  return url.href;
}

/**
 * Names make the server plan a statement once a connection instead of once a call, which more than
 * doubles what the hot path does in a second. Only the first texts get one: statements whose text
 * grows with their lists have no end, and each name costs memory on every connection.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= NAMED_STATEMENTS) return known ?? '';
    const name = `z${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/**
 * The server answers each statement in time or cancels it: a connection silent for longer has lost its
 * network, which would otherwise take TCP a quarter of an hour to notice.
 */
function endWhenSilent(client: pg.ClientBase): void {
  const socket = socketOf(client);
  socket.setTimeout(STATEMENT_TIMEOUT_MS + 2_000, () => socket.destroy());
}

/** Ends a connection without waiting for the other side, which may not be there any more. */
export function breakOff(client: pg.ClientBase): void {
  socketOf(client).destroy();
}

function socketOf(client: pg.ClientBase): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

async function migratePostgres(client: pg.Client): Promise<void> {
  client.on('error', () => undefined);
  await client.connect();
  try {
    await migrate({
      query: (sql, parameters) => client.query(sql, parameters),
      run: (sql) => client.query(sql),
    });
  } finally {
    await client.end();
  }
}
