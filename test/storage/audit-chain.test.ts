import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import { recordAct, verifyChains } from '../../src/storage/audit-chain.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { openStore } from '../../src/storage/open.js';
import { Prisma } from '../../src/storage/prisma/client.js';
import type { Store } from '../../src/storage/store.js';
import { describeStores, newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';

const campaigns = await loadCampaigns([builtInCampaigns]);
const campaignId = 'zhangjiajie-2021';
const at = new Date('2026-11-22T08:00:00.123Z');

/** Acts with values of every kind, and an instant of its own each. */
async function records(store: Store, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await store.prisma.$transaction((tx) =>
      recordAct(tx, {
        campaignId,
        personId: n,
        role: 'planner',
        appointmentId: n,
        act: 'accept',
        subject: `demand:${n}`,
        ...(n > 1 && { before: { z: null, a: ['莓茶', 1.5, { b: true, a: '"\\' }] } }),
        after: { state: 'accepted', rank: n, brief: `简述 ${n} 😀` },
        at: new Date(at.getTime() + n),
      }),
    );
}

async function faultsOf(store: Store): Promise<string[]> {
  const found = (await verifyChains(store.prisma)).find((one) => one.campaignId === campaignId);
  return (found?.faults ?? []).map(({ sequence, fault }) => `${sequence} ${fault}`);
}

describeStores('the chain of acts', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await enterCampaigns(store.prisma, campaigns, at);
    await records(store, 5);
    expect(await faultsOf(store)).toEqual([]);
  });
  afterEach(() => store.close());

  const change = (sequence: number, data: Prisma.AuditActUpdateInput) =>
    store.prisma.auditAct.update({ where: { campaignId_sequence: { campaignId, sequence } }, data });
  const remove = (sequence: number) =>
    store.prisma.auditAct.delete({ where: { campaignId_sequence: { campaignId, sequence } } });
  const row = (sequence: number) =>
    store.prisma.auditAct.findUniqueOrThrow({ where: { campaignId_sequence: { campaignId, sequence } } });

  it('shows a changed value', async () => {
    await change(3, { details: { before: null, after: { state: 'sentBack' } } });
    expect(await faultsOf(store)).toEqual(['3 changed']);
  });

  it.each<Prisma.AuditActUpdateInput>([
    { act: 'sendBack' },
    { subject: 'demand:9' },
    { personId: 9 },
    { role: 'leader' },
    { appointmentId: null },
    { at: new Date(at.getTime() + 999) },
    { digest: 'f'.repeat(64) },
    { salt: '00' },
  ])('shows a row in which %j was put', async (data) => {
    await change(2, data);
    expect(await faultsOf(store)).toEqual(['2 changed']);
  });

  it('shows a hash that was replaced, at the row or behind it', async () => {
    await change(2, { hash: 'f'.repeat(64) });
    expect((await faultsOf(store))[0]).toBe('2 changed');
  });

  it.each([1, 3, 5])('shows that act %i is missing', async (sequence) => {
    await remove(sequence);
    expect(await faultsOf(store)).toEqual([`${sequence} missing`]);
  });

  it('shows that all are missing', async () => {
    await store.prisma.auditAct.deleteMany();
    expect(await faultsOf(store)).toEqual([1, 2, 3, 4, 5].map((one) => `${one} missing`));
  });

  it('shows rows that changed places', async () => {
    await change(2, { sequence: 99 });
    await change(3, { sequence: 2 });
    await change(99, { sequence: 3 });
    expect((await faultsOf(store)).map((one) => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['2', '3']),
    );
  });

  it.each([6, 0, -4])('shows an act that was added as number %i', async (sequence) => {
    const { details, ...rest } = await row(5);
    await store.prisma.auditAct.create({ data: { ...rest, sequence, details: details ?? Prisma.DbNull } });
    expect(await faultsOf(store)).toEqual([`${sequence} added`]);
  });

  it('holds when values are erased with their salt', async () => {
    for (const sequence of [1, 3, 5]) await change(sequence, { salt: null, details: Prisma.DbNull });
    expect(await faultsOf(store)).toEqual([]);
    const report = (await verifyChains(store.prisma)).find((one) => one.campaignId === campaignId);
    expect(report).toMatchObject({ acts: 5, erased: 3 });
    await records(store, 1);
    expect(await faultsOf(store)).toEqual([]);
  });

  it('shows values that were put where others had been erased', async () => {
    await change(3, { salt: null, details: { before: null, after: { state: 'sentBack' } } });
    expect(await faultsOf(store)).toEqual(['3 changed']);
  });

  it('has no gap and no branch after acts at the same instant, whatever of them fails', async () => {
    const record = (n: number, fails: boolean): Promise<void> =>
      store.prisma.$transaction(
        async (tx) => {
          await recordAct(tx, {
            campaignId,
            personId: n,
            role: 'planner',
            act: 'brief',
            subject: `demand:${n}`,
            at,
          });
          if (fails) throw new Error('undone');
        },
        { maxWait: 20_000, timeout: 20_000 },
      );
    const ends = await Promise.allSettled(Array.from({ length: 24 }, (_, n) => record(n, n % 4 === 0)));
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    expect(await faultsOf(store)).toEqual([]);
    expect(await store.prisma.auditAct.count({ where: { campaignId } })).toBe(23);
  });

  it('is read to its end over many pages', async () => {
    const template = await row(5);
    const rows = Array.from({ length: 2_100 }, (_, n) => ({
      ...template,
      sequence: 6 + n,
      details: Prisma.DbNull,
    }));
    await store.prisma.auditAct.createMany({ data: rows });
    const faults = await faultsOf(store);
    expect(faults).toHaveLength(2_100);
    expect(faults.at(-1)).toBe('2105 added');
  });
});

describe.runIf(storesToTest().includes('postgres'))('npm run audit:verify', () => {
  it('names what is wrong and ends with 1, with 0 otherwise', async () => {
    const database = await newDatabase();
    try {
      const store = await openStore({ databaseUrl: database.url, dataDir: '' });
      await enterCampaigns(store.prisma, campaigns, at);
      await records(store, 3);
      const whole = await verify(database.url);
      expect(whole.output).toMatch(/zhangjiajie-2021：3 条 .*✓/);
      expect(whole.code).toBe(0);
      await store.prisma.auditAct.delete({
        where: { campaignId_sequence: { campaignId, sequence: 2 } },
      });
      await store.close();
      const broken = await verify(database.url);
      expect(broken.output).toMatch(/zhangjiajie-2021：2 条 .*✗\n {2}2 缺失/);
      expect(broken.code).toBe(1);
    } finally {
      await database.drop();
    }
  }, 60_000);
});

async function verify(databaseUrl: string): Promise<{ output: string; code: number | null }> {
  const file = fileURLToPath(new URL('../../scripts/audit-verify.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += String(text);
  });
  child.stderr.on('data', (text: Buffer) => {
    output += String(text);
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { output, code };
}
