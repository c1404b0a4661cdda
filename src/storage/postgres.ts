import type { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { migrate } from './migrate.js';
import { answers, newPrisma, once } from './prisma-client.js';
import type { PostgresStore } from './store.js';

const STATEMENT_TIMEOUT_MS = 10_000;

/** @param connections the most that the pool opens; a session() is one more. */
export async function openPostgres(connectionString: string, connections: number): Promise<PostgresStore> {
  const config = {
    connectionString,
    application_name: 'zhengji',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    // The adapter sends instants without an offset and reads them without one: both are UTC.
    options: '-c TimeZone=UTC',
  } satisfies pg.ClientConfig;
  const session = () => new pg.Client({ ...config, query_timeout: 4_000 });
  await migratePostgres(new pg.Client(config));

  const pool = new pg.Pool({
    ...config,
    max: connections,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', endWhenSilent);
  const prisma = newPrisma(new PrismaPg(pool));
  return {
    kind: 'postgres',
    prisma,
    session,
    healthy: () => answers(prisma),
    close: once(async () => {
      await prisma.$disconnect();
      await pool.end();
    }),
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
