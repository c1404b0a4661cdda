import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnoseHistory, diffToSchema } from '../../scripts/schema-engine.js';
import { embeddedSession } from '../../src/storage/embedded.js';
import { readSeed } from '../../src/storage/embedded-seed.js';
import { MIGRATIONS_DIR, type MigrationSession, migrate } from '../../src/storage/migrate.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';

interface EmptyDatabase {
  session: () => Promise<MigrationSession>;
  adapter: PrismaPGlite;
  close: () => Promise<void>;
}

async function emptyEmbedded(): Promise<EmptyDatabase> {
  const seed = await readSeed();
  const pglite = await PGlite.create(seed && { loadDataDir: seed });
  const session = () => Promise.resolve(embeddedSession(pglite));
  return { session, adapter: new PrismaPGlite(pglite), close: () => pglite.close() };
}

async function emptyPostgres(): Promise<EmptyDatabase> {
  const { url, drop } = await newDatabase();
  const clients: pg.Client[] = [];
  const connect = async () => {
    const client = new pg.Client(url);
    clients.push(client);
    await client.connect();
    return client;
  };
  const session = async (): Promise<MigrationSession> => {
    const client = await connect();
    return { query: (sql, parameters) => client.query(sql, parameters), run: (sql) => client.query(sql) };
  };
  const close = async () => {
    await Promise.all(clients.map((client) => client.end()));
    await drop();
  };
  return { session, adapter: readableAdapter(await connect()), close };
}

// Prisma's adapter for PostgreSQL does not know the type "char" of the system tables, which the diff
// reads; the one for PGlite does, and is content with any client that looks like PGlite.
function readableAdapter(client: pg.Client): PrismaPGlite {
  type Parser = (text: string) => unknown;
  type Parsers = Record<number, Parser>;
  const usual = pg.types.getTypeParser as (type: number) => Parser;
  const query = (text: string, values: unknown[], { parsers }: { parsers: Parsers }) =>
    client.query({
      text,
      values,
      rowMode: 'array',
      types: { getTypeParser: (type: number) => parsers[type] ?? usual(type) },
    });
  return new PrismaPGlite({ query } as unknown as PGlite);
}

const BY_HAND = [
  'delivery_queued',
  'delivery_queued_of_notice',
  'delivery_sending',
  'inbox_update_waiting',
  'submission_one_draft',
];

for (const kind of ['embedded', 'postgres'] as const) {
  describe.runIf(storesToTest().includes(kind))(`migrations (${kind})`, () => {
    let database: EmptyDatabase;
    let extended: string;
    beforeAll(async () => {
      database = await (kind === 'postgres' ? emptyPostgres() : emptyEmbedded());
      extended = await mkdtemp(join(tmpdir(), 'migrations-'));
      await cp(MIGRATIONS_DIR, extended, { recursive: true });
    });
    afterAll(async () => {
      await database.close();
      await rm(extended, { recursive: true });
    });

    async function addMigration(name: string, sql: string) {
      await mkdir(join(extended, name), { recursive: true });
      await writeFile(join(extended, name, 'migration.sql'), sql);
    }

    // PGlite has a single session, whose transactions cannot stand side by side.
    test.runIf(kind === 'postgres')('are applied once by two instances that start at once', async () => {
      const sessions = await Promise.all([database.session(), database.session()]);
      const applied = await Promise.all(sessions.map((session) => migrate(session)));
      expect(applied.map(({ length }) => length > 0).sort()).toEqual([false, true]);
    });

    test('lead to exactly the schema, and a second time change nothing', async () => {
      const session = await database.session();
      await migrate(session);
      expect(await migrate(session)).toEqual([]);
      expect(await diffToSchema(database.adapter)).toBe('');
    });

    test('hold what the schema cannot say', async () => {
      const session = await database.session();
      const indexes = await session.query(
        'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL ORDER BY 1',
      );
      expect(indexes.rows.map(({ name }) => name)).toEqual(BY_HAND);
      const checks = await session.query(
        `SELECT conname::text AS name FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%known' ORDER BY 1`,
      );
      expect(checks.rows).toHaveLength(5);
    });

    test("leave a history that Prisma's own tools accept", async () => {
      expect(await diagnoseHistory(database.adapter, MIGRATIONS_DIR)).toMatchObject({
        editedMigrationNames: [],
        failedMigrationNames: [],
        hasMigrationsTable: true,
        history: null,
      });
    });

    test('leave nothing behind when one of them fails', async () => {
      const session = await database.session();
      await addMigration('9001_fails', 'CREATE TABLE half (id int); SELECT 1/0;');
      await expect(migrate(session, extended)).rejects.toThrow('division by zero');
      expect((await session.query(`SELECT to_regclass('half') AS half`)).rows).toEqual([{ half: null }]);
    });

    test('refuse a database with a migration that was edited, is unknown or stands half-way', async () => {
      const session = await database.session();
      await addMigration('9001_fails', `-- a statement; and a text\nSELECT 'a;b';`);
      expect(await migrate(session, extended)).toEqual(['9001_fails']);
      await expect(migrate(session)).rejects.toMatchObject({ reason: 'newer', migration: '9001_fails' });
      await addMigration('9001_fails', 'SELECT 2');
      await expect(migrate(session, extended)).rejects.toMatchObject({ reason: 'edited' });
      await session.query(
        `UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name LIKE '9001%'`,
      );
      await expect(migrate(session, extended)).rejects.toMatchObject({ reason: 'failed' });
    });
  });
}
