import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { embeddedSession, serveEmbedded } from '../../src/storage/embedded.js';
import { cachePath, keep, pgliteVersion, readSeed } from '../../src/storage/embedded-seed.js';
import { MIGRATIONS_DIR, migrate } from '../../src/storage/migrate.js';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import { digest, type StoreKind, storesToTest } from './stores.js';

/** A store with the schema and no rows. Give it back with close(); its database is dropped after the suite. */
export type TestStore = Store & {
  /** For a second instance on the same database; absent on the embedded store. */
  readonly databaseUrl?: string;
};

/**
 * Runs a suite once on every store of this run. `open` gives an empty store at every call. A store
 * that was closed is emptied and used again, so that opening one for each test is cheap.
 */
export function describeStores(
  name: string,
  suite: (open: () => Promise<TestStore>, kind: StoreKind) => void,
): void {
  for (const kind of ['embedded', 'postgres'] as const) {
    describe.runIf(storesToTest().includes(kind))(`${name} (${kind})`, () => {
      const shelf = new Shelf(kind);
      beforeAll(() => shelf.warm());
      afterAll(() => shelf.clear());
      suite(() => shelf.take(), kind);
    });
  }
}

interface Kept {
  store: TestStore;
  free: boolean;
  used: boolean;
  destroy(): Promise<void>;
}

class Shelf {
  readonly #kept: Kept[] = [];

  constructor(readonly kind: StoreKind) {}

  async warm(): Promise<void> {
    this.#kept.push(await this.#make());
  }

  async take(): Promise<TestStore> {
    let kept = this.#kept.find(({ free }) => free);
    if (!kept) {
      kept = await this.#make();
      this.#kept.push(kept);
    }
    const given = kept;
    given.free = false;
    if (given.used) await empty(given.store);
    given.used = true;
    return {
      ...given.store,
      close: () => {
        given.free = true;
        return Promise.resolve();
      },
    };
  }

  async clear(): Promise<void> {
    for (const kept of this.#kept.splice(0)) await kept.destroy();
  }

  async #make(): Promise<Kept> {
    const made = this.kind === 'postgres' ? await newPostgres() : await newEmbedded();
    return { ...made, free: true, used: false };
  }
}

async function empty({ prisma }: Store): Promise<void> {
  const tables = await prisma.$queryRaw<{ tablename: string }[]>`
    SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  const names = tables.map(({ tablename }) => `"${tablename}"`).join(', ');
  await prisma.$executeRawUnsafe(`TRUNCATE ${names} RESTART IDENTITY CASCADE`);
}

async function newEmbedded(): Promise<Pick<Kept, 'store' | 'destroy'>> {
  const store = await serveEmbedded(await PGlite.create({ loadDataDir: await migratedDump() }));
  return { store, destroy: () => store.close() };
}

/** An empty store with today's migrations, made by the first test that needs it and kept for the next runs. */
async function migratedDump(): Promise<Blob> {
  const path = cachePath(`test-store-${await pgliteVersion()}-${migrationsDigest()}.tar`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return new Blob([kept]);
  const seed = await readSeed();
  const pglite = await PGlite.create(seed && { loadDataDir: seed });
  await migrate(embeddedSession(pglite));
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await keep(path, dump);
  return dump;
}

function migrationsDigest(): string {
  const files = readdirSync(MIGRATIONS_DIR, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return digest(files.map((file) => file + readFileSync(MIGRATIONS_DIR + file, 'utf8')).join());
}

async function newPostgres(): Promise<Pick<Kept, 'store' | 'destroy'>> {
  const database = await newDatabase();
  const store = await openStore({ databaseUrl: database.url, dataDir: '' });
  const destroy = async () => {
    await store.close();
    await database.drop();
  };
  return { store: { ...store, databaseUrl: database.url }, destroy };
}

/** A new, empty database without any table on the server of TEST_DATABASE_URL. */
export async function newDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set');
  const name = `zhengji_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
