import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InboxStore, Received } from '../../src/inbox/ports.js';
import { inboxStore } from '../../src/storage/inbox-store.js';
import { describeStores, type TestStore } from '../support/store.js';
import { incoming } from './sample-updates.js';

const [ann, bob] = [1, 2];

function ids(rows: readonly Received[]): number[] {
  return rows.map(({ updateId }) => updateId);
}

describeStores('the inbox in the database', (open, kind) => {
  let store: TestStore;
  let inbox: InboxStore;
  beforeEach(async () => {
    store = await open();
    inbox = inboxStore(store, 77);
  });
  afterEach(() => store.close());

  const done = (updateId: number, lane: string, free = true) => inbox.finish([{ updateId, lane, free }], ann);
  const states = async () =>
    (await store.prisma.inboxUpdate.findMany({ orderBy: { updateId: 'asc' } })).map(({ state }) => state);
  const lanes = async () =>
    (await store.prisma.lane.findMany({ orderBy: { lane: 'asc' } })).map(({ lane, workerId }) => [
      lane,
      workerId,
    ]);

  it('writes each update once, however often and in whatever order it comes', async () => {
    const [one, two, three] = [incoming(1, 10), incoming(2, 10), incoming(3, 10)];
    expect(ids(await inbox.receive([three, one, three], ann, 9))).toEqual([1, 3]);
    expect(ids(await inbox.receive([two, one, three, two], ann, 9))).toEqual([1, 2, 3]);
    expect(await inbox.receive([three, two, one], ann, 9)).toEqual([]);
    expect(await store.prisma.inboxUpdate.count()).toBe(3);
  });

  it('keeps the updates of two bots apart', async () => {
    const other = inboxStore(store, 78);
    expect(await inbox.receive([incoming(1, 10)], ann, 9)).toHaveLength(1);
    expect(await other.receive([incoming(1, 10)], ann, 9)).toHaveLength(1);
    await done(1, '10');
    expect(await other.claim(bob, [ann], 9, [])).toHaveLength(1);
  });

  it('gives the update as it came, with the time of its receipt', async () => {
    const update = incoming(5, 10, '金额 3.2 亿');
    const [given] = await inbox.receive([update], ann, 9);
    expect(given).toMatchObject({ updateId: 5, lane: '10', state: 'received', attempts: 0 });
    expect(given?.payload).toEqual(update.payload);
    expect(Math.abs(Date.now() - (given?.receivedAt.getTime() ?? 0))).toBeLessThan(60_000);
    await done(5, '10');
  });

  it('claims no more lanes than there is room for; the others wait for anybody', async () => {
    const given = await inbox.receive([incoming(1, 10), incoming(2, 20), incoming(3, 30)], ann, 2);
    expect(given).toHaveLength(2);
    const rest = await inbox.claim(bob, [], 9, []);
    expect(rest).toHaveLength(1);
    expect([...given, ...rest].map(({ lane }) => lane).sort()).toEqual(['10', '20', '30']);
  });

  it('adds to a lane in hand even without room, and gives what waits there in order', async () => {
    await inbox.receive([incoming(4, 10)], ann, 1);
    expect(ids(await inbox.receive([incoming(2, 10)], ann, 0))).toEqual([2, 4]);
    expect(await inbox.receive([incoming(5, 20)], ann, 0)).toEqual([]);
  });

  it('leaves the lane of another worker alone until it is freed or its worker is dead', async () => {
    await inbox.receive([incoming(1, 10)], ann, 9);
    expect(await inbox.receive([incoming(2, 10)], bob, 9)).toEqual([]);
    expect(await inbox.claim(bob, [], 9, [])).toEqual([]);
    expect(await inbox.claimLane('10', bob)).toEqual([]);
    expect(ids(await done(1, '10'))).toEqual([2]);
    expect(await lanes()).toEqual([['10', ann]]);
    expect(ids(await inbox.claim(bob, [ann], 9, []))).toEqual([2]);
    expect(await lanes()).toEqual([['10', bob]]);
  });

  it('frees a lane in which nothing waits', async () => {
    await inbox.receive([incoming(1, 10)], ann, 9);
    expect(await done(1, '10')).toEqual([]);
    expect(await lanes()).toEqual([]);
    expect(ids(await inbox.receive([incoming(2, 10)], bob, 9))).toEqual([2]);
  });

  it('forgets what an update said once it is replied to', async () => {
    await inbox.receive([incoming(1, 10, '秘密')], ann, 9);
    await done(1, '10');
    const row = await store.prisma.inboxUpdate.findFirstOrThrow();
    expect(row).toMatchObject({ state: 'replied', payload: null, outcome: null, lane: '' });
  });

  it('finishes the updates of many lanes at once', async () => {
    await inbox.receive([incoming(1, 10), incoming(2, 10), incoming(3, 20), incoming(4, 30)], ann, 9);
    const waiting = await inbox.finish(
      [
        { updateId: 1, lane: '10', free: false },
        { updateId: 3, lane: '20', free: true },
        { updateId: 4, lane: '30', free: true },
      ],
      ann,
    );
    expect(waiting).toEqual([]);
    expect(await states()).toEqual(['replied', 'received', 'replied', 'replied']);
    expect(await lanes()).toEqual([['10', ann]]);
  });

  it('neither frees nor gives a lane that has another worker by now', async () => {
    await inbox.receive([incoming(1, 10), incoming(2, 10)], ann, 9);
    await inbox.claim(bob, [ann], 9, []);
    expect(await done(1, '10')).toEqual([]);
    expect(await lanes()).toEqual([['10', bob]]);
  });

  it('gives a worker its own lane again when the answer to its claim was lost', async () => {
    await inbox.receive([incoming(1, 10), incoming(2, 20)], ann, 9);
    expect(await inbox.receive([incoming(1, 10)], ann, 9)).toEqual([]);
    expect(ids(await inbox.claim(ann, [], 9, ['20']))).toEqual([1]);
  });

  it('takes the lanes that have waited longest first', async () => {
    await inbox.receive([incoming(9, 10), incoming(2, 30), incoming(5, 20)], ann, 0);
    expect(ids(await inbox.claim(ann, [], 1, []))).toEqual([2]);
    expect(ids(await inbox.claim(ann, [], 1, []))).toEqual([2]);
    expect(ids(await inbox.claim(ann, [], 9, ['30']))).toEqual([5, 9]);
  });

  it('counts failures, and parks an update for good', async () => {
    await inbox.receive([incoming(1, 10), incoming(2, 10)], ann, 9);
    expect([await inbox.fail(1), await inbox.fail(1)]).toEqual([1, 2]);
    const [first] = await inbox.claim(bob, [ann], 9, []);
    expect(first?.attempts).toBe(2);
    if (first) for (let twice = 0; twice < 2; twice++) await inbox.park(first);
    expect(await store.prisma.delivery.count({ where: { kind: 'parked' } })).toBe(1);
    expect(ids(await inbox.claimLane('10', bob))).toEqual([2]);
    expect(await inbox.receive([incoming(1, 10)], bob, 9)).toEqual([]);
    expect(await states()).toEqual(['parked', 'received']);
  });

  it('drops what was replied to long ago, and nothing else', async () => {
    const rows = await inbox.receive([incoming(1, 10), incoming(2, 10), incoming(3, 10)], ann, 9);
    await done(1, '10', false);
    if (rows[1]) await inbox.park(rows[1]);
    const later = new Date(Date.now() + 60_000);
    expect(await inbox.prune(new Date(Date.now() - 60_000))).toBe(0);
    expect(await inbox.prune(later)).toBe(1);
    expect(await states()).toEqual(['parked', 'received']);
  });

  it('writes down texts that the database cannot hold as they are, without what it cannot hold', async () => {
    const given = await inbox.receive([incoming(1, 10, 'a\0b\ud800c😀'), incoming(2, 20, 'plain')], ann, 9);
    expect(given.map(({ payload }) => payload.message?.text)).toEqual(['ab\uFFFDc😀', 'plain']);
    const stored = await inbox.claim(bob, [ann], 9, []);
    expect(stored.map(({ payload }) => payload.message?.text)).toEqual(['ab\uFFFDc😀', 'plain']);
  });

  it.runIf(kind === 'postgres')('never frees a lane under an update that has just come into it', async () => {
    await inbox.receive([incoming(1, 10)], ann, 9);
    for (let id = 1; id < 200; id++) {
      const [came, waiting] = await Promise.all([
        inbox.receive([incoming(id + 1, 10)], ann, 9),
        done(id, '10'),
      ]);
      expect(new Set(ids([...came, ...waiting]))).toContain(id + 1);
      expect(await lanes()).toEqual([['10', ann]]);
    }
  });

  it.runIf(kind === 'postgres')('gives a lane to one of two workers who want it at once', async () => {
    for (let round = 0; round < 40; round++) {
      const first = round * 10 + 1;
      const updates = Array.from({ length: 6 }, (_, n) => incoming(first + n, first + (n % 3)));
      const [a, b] = await Promise.all([
        inbox.receive(updates, ann, 2),
        inbox.receive([...updates].reverse(), bob, 2),
      ]);
      const [c, d] = await Promise.all([
        inbox.claim(ann, [], 9, lanesOf(a)),
        inbox.claim(bob, [], 9, lanesOf(b)),
      ]);
      const [mine, yours] = [new Set(lanesOf([...a, ...c])), new Set(lanesOf([...b, ...d]))];
      expect([...mine].filter((lane) => yours.has(lane))).toEqual([]);
      expect(mine.size + yours.size).toBe(3);
      const end = (rows: readonly Received[]) => rows.map((row) => ({ ...row, free: true }));
      await inbox.finish(end([...a, ...c]), ann);
      await inbox.finish(end([...b, ...d]), bob);
    }
  });
});

function lanesOf(rows: readonly Received[]): string[] {
  return rows.map(({ lane }) => lane);
}
