import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { type MigrationSession, migrate } from './migrate.js';
import { PrismaClient } from './prisma/client.js';

interface StoreBase {
  readonly prisma: PrismaClient;
  /** Whether the database answers now, within two seconds. */
  healthy(): Promise<boolean>;
  /** May be called twice. */
  close(): Promise<void>;
}

export interface PostgresStore extends StoreBase {
  readonly kind: 'postgres';
  /** A new connection outside the pool, not connected yet, for what belongs to a session (advisory locks). */
  session(): pg.Client;
}

export interface EmbeddedStore extends StoreBase {
  readonly kind: 'embedded';
}

export type Store = PostgresStore | EmbeddedStore;

export interface StoreOptions {
  /** A PostgreSQL URL; without it an embedded store in `dataDir/store`. */
  databaseUrl?: string;
  dataDir: string;
  /** Connections of the pool; PostgreSQL only. */
  connections?: number;
}

/**
 * Opens the store and brings it to the schema of this program.
 * @throws SchemaMismatchError when the database belongs to another version of the program.
 */
export function openStore({ databaseUrl, dataDir, connections = 10 }: StoreOptions): Promise<Store> {
  return databaseUrl ? openPostgres(databaseUrl, connections) : openEmbedded(dataDir);
}

async function openPostgres(connectionString: string, connections: number): Promise<PostgresStore> {
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

async function openEmbedded(dataDir: string): Promise<EmbeddedStore> {
  await mkdir(dataDir, { recursive: true });
  const pglite = await PGlite.create(join(dataDir, 'store'));
  return serveEmbedded(pglite);
}

/** Makes a store of an open PGlite, which it closes with itself. */
export async function serveEmbedded(pglite: PGlite): Promise<EmbeddedStore> {
  await pglite.exec(`SET TIME ZONE 'UTC'`);
  await migrate(embeddedSession(pglite));
  const prisma = newPrisma(new PrismaPGlite(pglite));
  return {
    kind: 'embedded',
    prisma,
    healthy: () => answers(prisma),
    close: once(async () => {
      await prisma.$disconnect();
      await pglite.close();
    }),
  };
}

export function embeddedSession(pglite: PGlite): MigrationSession {
  return {
    query: (sql, parameters) => pglite.query(sql, parameters),
    run: (sql) => pglite.exec(sql),
  };
}

function newPrisma(adapter: PrismaPg | PrismaPGlite): PrismaClient {
  // 'minimal' keeps the arguments of a call, which are people's answers, out of its error message.
  return new PrismaClient({ adapter, errorFormat: 'minimal' });
}

async function answers(prisma: PrismaClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2_000);
  });
  const asked = prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
