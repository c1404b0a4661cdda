import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isTransient } from '../../src/storage/faults.js';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';

test('a database URL that cannot be read is not repeated in the error', async () => {
  const opening = Promise.resolve().then(() =>
    openStore({ databaseUrl: 'postgres://me:geheim@:x', dataDir: '' }),
  );
  await expect(opening).rejects.toThrow(/^the URL of the database cannot be read$/);
});

describe.runIf(storesToTest().includes('postgres'))('a PostgreSQL store', () => {
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let store: Store | undefined;

  beforeEach(async () => {
    database = await newDatabase();
  });
  afterEach(async () => {
    await store?.close();
    await database.drop();
  });

  async function open(url: string) {
    store = await openStore({ databaseUrl: url, dataDir: '', connections: 1 });
    return store.prisma;
  }

  async function administer(sql: string) {
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  test('keeps instants whatever zone the server lives in', async () => {
    const { pathname } = new URL(database.url);
    await administer(`ALTER DATABASE ${pathname.slice(1)} SET TimeZone = 'Asia/Shanghai'`);
    const url = new URL(database.url);
    url.searchParams.set('options', '-c work_mem=8MB');
    const prisma = await open(url.href);
    const at = new Date('2026-11-22T10:00:00.123Z');
    const { id } = await prisma.person.create({ data: { unreachableAt: at } });
    const rows = await prisma.$queryRaw`
      SELECT unreachable_at AS at, unreachable_at = ${at}::timestamptz AS same, current_setting('work_mem') AS work_mem
      FROM person WHERE id = ${id}::int`;
    expect(rows).toEqual([{ at, same: true, work_mem: '8MB' }]);
    expect((await prisma.person.findUnique({ where: { id } }))?.unreachableAt).toEqual(at);
  });

  test('prepares its first statements on a connection, not all that ever come', async () => {
    const prisma = await open(database.url);
    for (let number = 0; number < 250; number++) await prisma.$queryRawUnsafe(`SELECT ${number} AS n`);
    expect(await prisma.$queryRawUnsafe('SELECT 3 AS n')).toEqual([{ n: 3 }]);
    const rows = await prisma.$queryRaw`SELECT count(*)::int AS n FROM pg_prepared_statements`;
    expect(rows).toEqual([{ n: 200 }]);
  });

  test('goes on after a migration under its feet', async () => {
    const prisma = await open(database.url);
    const read = () => prisma.$queryRawUnsafe('SELECT * FROM worker');
    await read();
    await administer('ALTER TABLE worker ADD COLUMN extra int');
    const error: unknown = await read().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isTransient(error)).toBe(true);
    expect(await read()).toEqual([]);
  });
});
