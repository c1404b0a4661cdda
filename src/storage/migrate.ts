import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The shipped migrations; the path is the same from src/ and from dist/. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** One connection, since the lock and the transaction belong to it. */
export interface MigrationSession {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** Several statements in one go. */
  run(sql: string): Promise<unknown>;
}

/** The database is not one that this program may serve. It needs a person, a retry does not help. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
  constructor(
    /** edited: applied, then changed here. newer: unknown here. failed: left half-way by another tool. */
    readonly reason: 'edited' | 'newer' | 'failed',
    readonly migration: string,
  ) {
    super(`database schema is ${reason} at migration ${migration}`);
  }
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

// The key that `prisma migrate deploy` takes, so that the two never work side by side.
const LOCK_KEY = 72707369;

// The table of the Prisma command line, which therefore sees the same history.
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to the schema of this program and returns the names of what was applied.
 * All of it is one transaction under an advisory lock: a second instance that starts at the same
 * time waits, then finds nothing to do, and a crash half-way leaves nothing behind.
 * @throws SchemaMismatchError when the history in the database is not a part of ours.
 */
export async function migrate(session: MigrationSession, directory = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(directory);
  await session.run('BEGIN');
  try {
    await session.query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK_KEY]);
    await session.run(HISTORY_TABLE);
    const pending = unapplied(migrations, await readHistory(session));
    for (const migration of pending) await apply(session, migration);
    await session.run('COMMIT');
    return pending.map(({ name }) => name);
  } catch (error) {
    // The first error is the one to tell; a lost connection has rolled back by itself.
    await session.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      // A checkout on Windows may have turned the line ends; the history must not notice.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name, sql, checksum };
    }),
  );
}

interface HistoryRow {
  name: string;
  checksum: string;
  finished: boolean;
}

async function readHistory(session: MigrationSession): Promise<HistoryRow[]> {
  const { rows } = await session.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  return rows.map((row) => ({
    name: String(row.migration_name),
    checksum: String(row.checksum),
    finished: row.finished === true,
  }));
}

function unapplied(migrations: Migration[], history: HistoryRow[]): Migration[] {
  const ours = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of history) {
    const migration = ours.get(row.name);
    if (!migration) throw new SchemaMismatchError('newer', row.name);
    if (!row.finished) throw new SchemaMismatchError('failed', row.name);
    if (migration.checksum !== row.checksum) throw new SchemaMismatchError('edited', row.name);
    ours.delete(row.name);
  }
  return [...ours.values()];
}

async function apply(session: MigrationSession, { name, sql, checksum }: Migration): Promise<void> {
  await session.run(sql);
  await session.query(
    `INSERT INTO "_prisma_migrations"
       (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}
