import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { Store, WorkerLife } from '../../src/storage/store.js';
import { startWorkerLife } from '../../src/storage/worker-life.js';
import { describeStores, newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';

const PATIENT = { timeout: 15_000, interval: 50 };

describeStores('a worker', (open) => {
  test('lives and leads until it is closed, and leaves no trace', async () => {
    const store = await open();
    const life = await startWorkerLife(store);
    expect(life.alive()).toBe(true);
    expect(life.leads('polling')).toBe(false);
    expect(await life.tryLead('polling')).toBe(true);
    expect(await life.tryLead('polling')).toBe(true);
    expect(life.leads('polling')).toBe(true);
    await life.close();
    await life.close();
    expect(life.alive()).toBe(false);
    expect(await life.tryLead('polling')).toBe(false);
    await store.close();
  });

  test('finds the past workers who have something in hand, and forgets the others', async () => {
    const store = await open();
    await store.prisma.worker.createMany({ data: [{ id: 901 }, { id: 902 }] });
    await store.prisma.lane.create({ data: { botId: 1, lane: 'chat', workerId: 901 } });
    const life = await startWorkerLife(store);
    expect(await life.deadWorkers()).toEqual([901]);
    await life.close();
    await store.close();
  });
});

describe.runIf(storesToTest().includes('postgres'))('two workers on one database', () => {
  const cleaning: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const clean of cleaning.splice(0).reverse()) await clean();
  });

  async function database(): Promise<string> {
    const { url, drop } = await newDatabase();
    cleaning.push(drop);
    return url;
  }

  async function worker(databaseUrl: string): Promise<{ store: Store; life: WorkerLife }> {
    const store = await openStore({ databaseUrl, dataDir: '', connections: 2 });
    cleaning.push(() => store.close());
    const life = await startWorkerLife(store);
    cleaning.push(() => life.close());
    return { store, life };
  }

  async function workerBehindProxy(databaseUrl: string) {
    const url = new URL(databaseUrl);
    const proxy: TcpProxy = await startProxy({ host: url.hostname, port: Number(url.port || 5432) });
    cleaning.push(() => proxy.close());
    url.host = `127.0.0.1:${proxy.port}`;
    return { proxy, ...(await worker(url.href)) };
  }

  test('see each other alive, and only one leads', async () => {
    const url = await database();
    const [one, two] = [await worker(url), await worker(url)];
    expect(two.life.id).toBeGreaterThan(one.life.id);
    expect(await one.life.deadWorkers()).toEqual([]);
    expect(await two.life.deadWorkers()).toEqual([]);
    expect(await one.life.tryLead('polling')).toBe(true);
    expect(await two.life.tryLead('polling')).toBe(false);
    expect(await two.life.tryLead('sending')).toBe(true);
    await one.life.close();
    await expect.poll(() => two.life.tryLead('polling'), PATIENT).toBe(true);
  });

  test('hand over at once when one is killed', async () => {
    const url = await database();
    const { life } = await worker(url);
    const program = fileURLToPath(new URL('worker.ts', import.meta.url));
    const child = fork(program, [url], { execArgv: ['--import', 'tsx'] });
    const [said] = (await once(child, 'message')) as [{ id: number; leads: boolean }];
    expect(said.leads).toBe(true);
    expect(await life.tryLead('polling')).toBe(false);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await expect.poll(() => life.deadWorkers(), PATIENT).toEqual([said.id]);
    await expect.poll(() => life.tryLead('polling'), PATIENT).toBe(true);
  });

  test('know of a lost connection, and the lost one comes back under its id', async () => {
    const url = await database();
    const other = await worker(url);
    const { proxy, life, store } = await workerBehindProxy(url);
    await life.tryLead('polling');

    await proxy.cut();
    await expect.poll(() => life.alive(), PATIENT).toBe(false);
    expect(life.leads('polling')).toBe(false);
    expect(await life.tryLead('polling')).toBe(false);
    await expect.poll(() => other.life.deadWorkers(), PATIENT).toEqual([life.id]);
    expect(await other.life.tryLead('polling')).toBe(true);

    await proxy.restore();
    await expect.poll(() => life.alive(), PATIENT).toBe(true);
    expect(await store.healthy()).toBe(true);
    expect(await life.tryLead('polling')).toBe(false);
    await expect.poll(() => other.life.deadWorkers(), PATIENT).toEqual([]);
  });

  test('take nothing from each other right after the whole database was away', async () => {
    const url = await database();
    const [one, two] = [await worker(url), await worker(url)];
    const before = await lockHolders(one.store);
    await one.store.prisma.$queryRaw`SELECT pg_terminate_backend(pid) FROM unnest(${before}::int[]) AS pid`;
    expect(await one.life.deadWorkers()).toEqual([]);
    expect(await two.life.deadWorkers()).toEqual([]);
    await expect
      .poll(async () => (await lockHolders(one.store)).filter((pid) => !before.includes(pid)), PATIENT)
      .toHaveLength(2);
    await expect.poll(() => one.life.alive() && two.life.alive(), PATIENT).toBe(true);
    expect(await one.life.deadWorkers()).toEqual([]);
    expect(await two.life.deadWorkers()).toEqual([]);
  });

  test('notice a network that swallows everything, and drive out the lost session', async () => {
    const { proxy, life } = await workerBehindProxy(await database());
    proxy.freeze();
    await expect.poll(() => life.alive(), PATIENT).toBe(false);
    await proxy.restore();
    await expect.poll(() => life.alive(), PATIENT).toBe(true);
  });
});

async function lockHolders({ prisma }: Store): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ pid: number }[]>`
    SELECT DISTINCT k.pid FROM pg_locks k JOIN pg_database d ON d.oid = k.database
    WHERE k.locktype = 'advisory' AND d.datname = current_database()`;
  return rows.map(({ pid }) => pid);
}
