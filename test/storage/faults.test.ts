import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveEmbedded } from '../../src/storage/embedded.js';
import { readSeed } from '../../src/storage/embedded-seed.js';
import { isTransient } from '../../src/storage/faults.js';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import { describeStores, newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

/** The error of each way in which the product reaches the database. */
async function errorsOf({ prisma }: Store): Promise<unknown[]> {
  const outcomes = await Promise.allSettled([
    prisma.person.count(),
    prisma.$queryRaw`SELECT 1`,
    prisma.$executeRaw`SELECT 1`,
    prisma.$transaction((tx) => tx.person.count()),
    prisma.$transaction([prisma.person.count(), prisma.$queryRaw`SELECT 1`]),
  ]);
  return outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as unknown) : undefined));
}

const PATIENT = { timeout: 15_000, interval: 50 };

const all = [true, true, true, true, true];

describeStores('faults of ours', (open) => {
  test('are not transient', async () => {
    const store = await open();
    const { prisma } = store;
    await prisma.person.create({ data: { id: 7 } });
    const ours = [
      () => prisma.person.create({ data: { id: 7 } }),
      () => prisma.$executeRaw`INSERT INTO person (id) VALUES (7)`,
      () =>
        prisma.$executeRaw`INSERT INTO inbox_update (bot_id, update_id, lane, state) VALUES (1, 1, 'x', 'odd')`,
      () => prisma.$executeRaw`INSERT INTO identity VALUES ('telegram', '1', 99)`,
      () => prisma.$queryRaw`SELECT 1 / 0`,
      () => prisma.$queryRaw`SELEC`,
      () => prisma.$queryRaw`SELECT nothing FROM nowhere`,
      () => prisma.person.update({ where: { id: 8 }, data: {} }),
      () => prisma.$transaction(() => Promise.reject(new TypeError('x is not a function'))),
    ];
    for (const attempt of ours) {
      const error: unknown = await attempt().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(Error);
      expect(isTransient(error), String(error)).toBe(false);
    }
    await store.close();
  });
});

describe('an embedded store that was closed', () => {
  test('fails as a lost database does', async () => {
    const seed = await readSeed();
    const store = await serveEmbedded(await PGlite.create(seed && { loadDataDir: seed }));
    await store.close();
    expect((await errorsOf(store)).map(isTransient)).toEqual(all);
    expect(await store.healthy()).toBe(false);
  });
});

describe.runIf(storesToTest().includes('postgres'))('a PostgreSQL that goes away', () => {
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let proxy: TcpProxy;
  let store: Store;
  let watcher: pg.Client;

  beforeAll(async () => {
    database = await newDatabase();
    watcher = new pg.Client(database.url);
    await watcher.connect();
    const url = new URL(database.url);
    proxy = await startProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.host = `127.0.0.1:${proxy.port}`;
    store = await openStore({ databaseUrl: url.href, dataDir: '', connections: 3 });
  });
  afterAll(async () => {
    await store.close();
    await proxy.close();
    await watcher.end();
    await database.drop();
  });

  async function restore(): Promise<void> {
    await proxy.restore();
    // The pool may not have seen yet that its connections are gone.
    await expect.poll(() => store.healthy(), PATIENT).toBe(true);
  }

  async function errorOf(work: PromiseLike<unknown>): Promise<unknown> {
    return work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
  }

  test('refuses every way in with a transient error, and serves again when it is back', async () => {
    await proxy.cut();
    expect((await errorsOf(store)).map(isTransient)).toEqual(all);
    expect(await store.healthy()).toBe(false);
    await restore();
    expect(await errorsOf(store)).toEqual(all.map(() => undefined));
    expect(await store.healthy()).toBe(true);
  });

  test('breaks off a statement, a transaction and a commit with a transient error', async () => {
    const { prisma } = store;
    const cutInTransaction = prisma.$transaction(async (tx) => {
      await tx.person.count();
      await proxy.cut();
      await tx.person.count();
    });
    expect(isTransient(await errorOf(cutInTransaction))).toBe(true);
    await restore();
    const cutBeforeCommit = prisma.$transaction(async (tx) => {
      await tx.person.create({ data: {} });
      await proxy.cut();
    });
    expect(isTransient(await errorOf(cutBeforeCommit))).toBe(true);
    await restore();
    const asleep = errorOf(prisma.$queryRaw`SELECT pg_sleep(60)::text, 'asleep alone'`);
    await expect.poll(() => sleepers(watcher, 'asleep alone'), PATIENT).toBe(1);
    await proxy.cut();
    expect(isTransient(await asleep)).toBe(true);
    await restore();
    expect(await prisma.person.count()).toBe(0);
  });

  test('ends a connection by hand, at a statement and between two of a transaction', async () => {
    const { prisma } = store;
    const terminated = prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
    expect(isTransient(await errorOf(terminated))).toBe(true);
    const between = prisma.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await prisma.$queryRaw`SELECT pg_terminate_backend(${row?.pid}::int)`;
      for (;;) await tx.person.count();
    });
    expect(isTransient(await errorOf(between))).toBe(true);
  });

  test('lets two transactions collide', async () => {
    const { prisma } = store;
    await prisma.person.createMany({ data: [{ id: 1 }, { id: 2 }] });
    let waiting: (() => void)[] = [];
    const bothHaveOne = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
    const lockBoth = (first: number, second: number) =>
      prisma.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${first}::int FOR UPDATE`;
        await bothHaveOne();
        await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${second}::int FOR UPDATE`;
      });
    const deadlock = await Promise.all([errorOf(lockBoth(1, 2)), errorOf(lockBoth(2, 1))]);
    expect(deadlock.map(isTransient).sort()).toEqual([false, true]);

    waiting = [];
    const change = () =>
      prisma.$transaction(
        async (tx) => {
          await tx.person.count();
          await bothHaveOne();
          await tx.person.update({ where: { id: 1 }, data: { language: 'en' } });
        },
        { isolationLevel: 'RepeatableRead' },
      );
    const conflict = await Promise.all([errorOf(change()), errorOf(change())]);
    expect(conflict.map(isTransient).sort()).toEqual([false, true]);
  });

  test('keeps a caller waiting too long for a connection, a lock or an answer', async () => {
    const { prisma } = store;
    const late = prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 50`;
      await tx.$queryRaw`SELECT pg_sleep(5)::text`;
    });
    expect(isTransient(await errorOf(late))).toBe(true);
    const taken = [1, 2, 3].map(() =>
      errorOf(prisma.$queryRaw`SELECT pg_sleep(60)::text, 'asleep together'`),
    );
    await expect.poll(() => sleepers(watcher, 'asleep together'), PATIENT).toBe(3);
    expect(isTransient(await errorOf(prisma.person.count()))).toBe(true);
    await proxy.cut();
    expect((await Promise.all(taken)).map(isTransient)).toEqual([true, true, true]);
    await restore();
  });
});

/** A server goes on with a statement whose client is gone: each test looks for its own words. */
async function sleepers(watcher: pg.Client, words: string): Promise<number> {
  const { rows } = await watcher.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'active' AND strpos(query, $1) > 0 AND pid <> pg_backend_pid()`,
    [words],
  );
  return rows[0]?.n ?? 0;
}
