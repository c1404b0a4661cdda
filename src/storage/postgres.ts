import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { migrate } from './migrate.js';
import { answers, newPrisma, once } from './prisma-client.js';
import type { PostgresStore } from './store.js';

/** @param connections the most that the pool opens; a session() is one more. */
export async function openPostgres(connectionString: string, connections: number): Promise<PostgresStore> {
  const config = {
    connectionString,
    application_name: 'zhengji',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // The adapter sends instants without an offset and reads them without one: both are UTC.
    options: '-c TimeZone=UTC',
  } satisfies pg.ClientConfig;
  const session = () => new pg.Client(config);
  await migratePostgres(session());

  const pool = new pg.Pool({
    ...config,
    max: connections,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined);
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
