import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lanes, type LanesOptions, type LaneView } from '../../src/inbox/lanes.js';
import type { Received } from '../../src/inbox/ports.js';
import { MemoryInbox } from './memory-inbox.js';
import { incoming } from './sample-updates.js';

const me = 1;
class Wait extends Error {}

/** A handler that tells what it was given and ends when it is told to. */
class Hand {
  readonly begun: number[] = [];
  readonly ended: number[] = [];
  readonly #ends = new Map<number, (error?: Error) => void>();
  /** What becomes of an update without being told: undefined waits. */
  outcome: (id: number) => Promise<void> | undefined = () => Promise.resolve();
  views = new Map<number, LaneView>();

  readonly handle = async ({ updateId }: Received, view: LaneView): Promise<void> => {
    this.begun.push(updateId);
    this.views.set(updateId, view);
    await (this.outcome(updateId) ??
      new Promise<void>((resolve, reject) =>
        this.#ends.set(updateId, (error) => (error ? reject(error) : resolve())),
      ));
    this.ended.push(updateId);
  };

  end(id: number, error?: Error): void {
    const end = this.#ends.get(id);
    if (!end) throw new Error(`${id} is not at work`);
    this.#ends.delete(id);
    end(error);
  }
}

describe('lanes', () => {
  let store: MemoryInbox;
  let hand: Hand;
  let told: string[];
  const lanesOf = (options: Partial<LanesOptions> = {}) =>
    new Lanes({
      store,
      worker: me,
      handle: hand.handle,
      judge: (error) => (error instanceof Wait ? { kind: 'wait', ms: 40_000 } : { kind: 'fault' }),
      width: 3,
      tell: (event, _, row) => void told.push(`${event} ${row?.updateId ?? ''}`.trim()),
      ...options,
    });
  const write = async (lanes: Lanes, ...updates: [id: number, chat: number][]) => {
    lanes.accept(
      await store.receive(
        updates.map(([id, chat]) => incoming(id, chat)),
        me,
        lanes.room,
      ),
    );
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers();
    store = new MemoryInbox();
    hand = new Hand();
    told = [];
  });
  afterEach(() => vi.useRealTimers());

  it('works the updates of a chat in order, one after the other, and different chats at once', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [2, 10], [1, 10], [3, 20]);
    await settle();
    expect(hand.begun).toEqual([1, 3]);
    hand.end(1);
    await settle();
    expect(hand.begun).toEqual([1, 3, 2]);
    hand.end(3);
    hand.end(2);
    await settle();
    expect(store.states()).toEqual({ 1: 'replied', 2: 'replied', 3: 'replied' });
    expect(store.owners.size).toBe(0);
    expect(lanes.inHand).toEqual([]);
  });

  it('takes as many chats as it is wide', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10], [2, 20], [3, 30], [4, 40]);
    await settle();
    expect(lanes.room).toBe(0);
    expect(hand.begun).toHaveLength(3);
    hand.end(1);
    await settle();
    expect(lanes.room).toBe(1);
    lanes.accept(await store.claim(me, [], lanes.room, lanes.inHand));
    await settle();
    expect(hand.begun).toEqual([1, 2, 3, 4]);
  });

  it('handles an update once, even when it is told of again while and after it is at work', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    const rows = await store.receive([incoming(1, 10)], me, 1);
    lanes.accept(rows);
    lanes.accept(rows);
    await settle();
    hand.end(1);
    await settle();
    lanes.accept(rows);
    await settle();
    expect(hand.begun).toEqual([1]);
  });

  it('knows an update that ended while a statement was on its way', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    const late = await store.receive([incoming(2, 10)], me, 1);
    expect(late.map(({ updateId }) => updateId)).toEqual([1, 2]);
    hand.end(1);
    await settle();
    lanes.accept(late);
    await settle();
    hand.end(2);
    await settle();
    expect(hand.begun).toEqual([1, 2]);
    expect(store.states()).toEqual({ 1: 'replied', 2: 'replied' });
  });

  it('takes up an earlier update that comes late, and loses neither', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [5, 10], [6, 10]);
    await settle();
    await write(lanes, [3, 10]);
    hand.end(5);
    await settle();
    hand.end(3);
    await settle();
    hand.end(6);
    await settle();
    expect(hand.begun).toEqual([5, 3, 6]);
    expect(new Set(Object.values(store.states()))).toEqual(new Set(['replied']));
  });

  it('goes on with what came while the lane was being freed', async () => {
    const lanes = lanesOf();
    let freed = (): void => undefined;
    store.before = (act) =>
      act === 'finish' ? new Promise((resolve) => (freed = resolve)) : Promise.resolve();
    await write(lanes, [1, 10]);
    await settle();
    await write(lanes, [2, 10]);
    store.before = () => Promise.resolve();
    freed();
    await settle();
    expect(hand.begun).toEqual([1, 2]);
    expect(store.states()).toEqual({ 1: 'replied', 2: 'replied' });
    expect(store.owners.size).toBe(0);
  });

  it('leaves the lane to another worker who took it while it was being freed', async () => {
    const lanes = lanesOf();
    const other = await store.receive([incoming(2, 10)], me, 0);
    expect(other).toEqual([]);
    hand.outcome = () => undefined;
    lanes.accept(await store.claim(me, [], 1, []));
    await settle();
    store.owners.set('10', 2);
    await store.receive([incoming(3, 10)], 2, 0);
    hand.end(2);
    await settle();
    expect(hand.begun).toEqual([2]);
    expect(store.owners.get('10')).toBe(2);
  });

  it('waits as long as it is asked to, without counting, and begins nothing else in that chat', async () => {
    let asked = 0;
    hand.outcome = (id) => (id === 1 && ++asked < 3 ? Promise.reject(new Wait()) : Promise.resolve());
    const lanes = lanesOf();
    await write(lanes, [1, 10], [2, 10], [3, 20]);
    await settle();
    expect(hand.ended).toEqual([3]);
    await vi.advanceTimersByTimeAsync(39_000);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(42_000);
    expect(asked).toBe(3);
    expect(hand.ended).toEqual([3, 1, 2]);
    expect(store.rows.get(1)?.attempts).toBe(0);
    expect(told).toEqual(['waiting 1', 'waiting 1']);
  });

  it('parks an update after five failures, and goes on within 60 s', async () => {
    hand.outcome = (id) => (id === 1 ? Promise.reject(new TypeError('no')) : Promise.resolve());
    const lanes = lanesOf();
    await write(lanes, [1, 10], [2, 10], [3, 20]);
    await settle();
    expect(hand.ended).toEqual([3]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hand.begun.filter((id) => id === 1)).toHaveLength(5);
    expect(hand.ended).toEqual([3, 2]);
    expect(store.states()).toEqual({ 1: 'parked', 2: 'replied', 3: 'replied' });
    expect(store.owners.size).toBe(0);
  });

  it('remembers the failures of earlier processes', async () => {
    hand.outcome = () => Promise.reject(new TypeError('no'));
    const lanes = lanesOf();
    const rows = await store.receive([incoming(1, 10)], me, 1);
    const row = store.rows.get(1);
    if (row) row.attempts = 4;
    lanes.accept(rows);
    await settle();
    expect(hand.begun).toEqual([1]);
    expect(store.states()).toEqual({ 1: 'parked' });
  });

  it('does not reply again when the database goes away before the end is written down', async () => {
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    store.away = true;
    await vi.advanceTimersByTimeAsync(20_000);
    store.away = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(hand.begun).toEqual([1]);
    expect(store.states()).toEqual({ 1: 'replied' });
  });

  it('loses no failure and no parking to a database that is away', async () => {
    hand.outcome = () => Promise.reject(new TypeError('no'));
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    for (let n = 0; n < 30; n++) {
      store.away = n % 3 > 0;
      await vi.advanceTimersByTimeAsync(1_700);
    }
    store.away = false;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(hand.begun).toHaveLength(5);
    expect(store.rows.get(1)).toMatchObject({ state: 'parked', attempts: 5 });
  });

  it('writes down the ends of many chats in one statement while another is on its way', async () => {
    const lanes = lanesOf({ width: 20 });
    let go = (): void => undefined;
    store.before = (act) => (act === 'finish' ? new Promise((resolve) => (go = resolve)) : Promise.resolve());
    await write(lanes, ...Array.from({ length: 12 }, (_, n): [number, number] => [n + 1, n + 100]));
    await settle();
    store.before = () => Promise.resolve();
    go();
    await settle();
    expect(store.batches.map((batch) => batch.length).reduce((a, b) => a + b)).toBe(12);
    expect(store.batches.length).toBeLessThanOrEqual(2);
    expect(store.owners.size).toBe(0);
  });

  it('shows a handler what comes next in its chat, without taking it away', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    await settle();
    const next = hand.views.get(1)?.upcoming(2_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await write(lanes, [2, 10]);
    expect((await next)?.updateId).toBe(2);
    hand.end(1);
    await settle();
    expect(hand.begun).toEqual([1, 2]);
  });

  it('finds what another process has written down for the chat, and gives up in time', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    await settle();
    const none = hand.views.get(1)?.upcoming(500);
    await vi.advanceTimersByTimeAsync(500);
    expect(await none).toBeUndefined();
    await store.receive([incoming(2, 10)], 2, 1);
    const written = hand.views.get(1)?.upcoming(500);
    await vi.advanceTimersByTimeAsync(500);
    expect((await written)?.updateId).toBe(2);
  });

  it('ends what is in hand when it drains, and begins nothing more', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10], [2, 10]);
    await settle();
    const drained = lanes.drain(5_000);
    hand.end(1);
    await drained;
    expect(hand.begun).toEqual([1]);
    expect(store.states()).toEqual({ 1: 'replied', 2: 'received' });
  });

  it('drains in time although a handler hangs', async () => {
    hand.outcome = () => undefined;
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    await settle();
    let drained = false;
    void lanes.drain(5_000).then(() => (drained = true));
    await vi.advanceTimersByTimeAsync(4_900);
    expect(drained).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(drained).toBe(true);
    expect(store.states()).toEqual({ 1: 'received' });
  });

  it('does not hold up its end by a wait', async () => {
    hand.outcome = () => Promise.reject(new Wait());
    const lanes = lanesOf();
    await write(lanes, [1, 10]);
    await settle();
    await lanes.drain(5_000);
    expect(store.states()).toEqual({ 1: 'received' });
  });

  it('leaves an applied update to be marked by the change that follows it soon', async () => {
    const lanes = lanesOf({ lingerMs: 30, handle: applies(hand) });
    await write(lanes, [1, 10]);
    await settle();
    await vi.advanceTimersByTimeAsync(20);
    await write(lanes, [2, 10]);
    await settle();
    expect(hand.ended).toEqual([1, 2]);
    expect(store.batches).toEqual([]);
    await vi.advanceTimersByTimeAsync(30);
    expect(store.batches).toEqual([[2]]);
    expect(lanes.inHand).toEqual([]);
  });

  it('marks an applied update itself before one that changes nothing has the next behind it', async () => {
    const changes = applies(hand);
    const lanes = lanesOf({
      lingerMs: 30,
      handle: (row, view) => (row.updateId === 2 ? hand.handle(row, view) : changes(row, view)),
    });
    await write(lanes, [1, 10], [2, 10], [3, 10]);
    await settle();
    expect(hand.ended).toEqual([1, 2, 3]);
    expect(store.batches).toEqual([[1, 2]]);
    await vi.advanceTimersByTimeAsync(30);
    expect(store.batches).toEqual([[1, 2], [3]]);
  });

  it('marks what was applied before anything is said without a change', async () => {
    const changes = applies(hand);
    const lanes = lanesOf({
      lingerMs: 30,
      handle: async (row, view) => {
        if (row.updateId === 2) await view.beforeReply();
        await (row.updateId === 2 ? hand.handle(row, view) : changes(row, view));
        if (row.updateId === 3) await view.beforeReply();
      },
    });
    hand.outcome = (id) => (id === 2 ? undefined : Promise.resolve());
    await write(lanes, [1, 10], [2, 10], [3, 10]);
    await settle();
    expect(store.states()).toEqual({ 1: 'replied', 2: 'received', 3: 'received' });
    hand.end(2);
    await vi.advanceTimersByTimeAsync(30);
    expect(store.batches).toEqual([[1], [2], [3]]);
  });

  it('marks a later update although an earlier one that came late was applied after it', async () => {
    const lanes = lanesOf({ lingerMs: 30, handle: applies(hand) });
    await write(lanes, [5, 10]);
    await settle();
    await write(lanes, [3, 10]);
    await vi.advanceTimersByTimeAsync(40);
    expect(hand.ended).toEqual([5, 3]);
    expect(store.states()).toEqual({ 3: 'replied', 5: 'replied' });
    expect(lanes.inHand).toEqual([]);
  });

  it('lets the handler know what was read along, unless the chat was at work meanwhile', async () => {
    const told: [number, unknown, boolean | undefined][] = [];
    hand.outcome = (id) => (id === 1 ? undefined : Promise.resolve());
    const handle: LanesOptions['handle'] = async (row, view) => {
      told.push([row.updateId, row.known, row.inDialog]);
      await applies(hand)(row, view);
    };
    const lanes = lanesOf({ handle, lingerMs: 30 });
    const receive = async (id: number): Promise<Received[]> =>
      (await store.receive([incoming(id, 10)], me, 3)).map((row) => ({
        ...row,
        known: `before ${id}`,
        inDialog: false,
      }));
    lanes.accept(await receive(1));
    const during = performance.now();
    lanes.accept(await receive(2), during);
    const whileAtWork = await receive(3);
    await vi.advanceTimersByTimeAsync(1);
    hand.end(1);
    await settle();
    lanes.accept(whileAtWork, during);
    await settle();
    await vi.advanceTimersByTimeAsync(1);
    lanes.accept(await receive(4), performance.now());
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual([
      [1, 'before 1', false],
      [2, undefined, undefined],
      [3, undefined, undefined],
      [4, 'before 4', false],
    ]);
  });

  it('marks itself what was applied before an update whose change somebody else made', async () => {
    const applied = applies(hand);
    const handle: LanesOptions['handle'] = async (row, view) => {
      if (row.updateId === 1) return applied(row, view);
      await view.beforeReply();
      row.state = 'applied';
    };
    const lanes = lanesOf({ lingerMs: 30, handle });
    await write(lanes, [1, 10], [2, 10]);
    await vi.advanceTimersByTimeAsync(100);
    expect(store.states()).toEqual({ 1: 'replied', 2: 'replied' });
    expect(lanes.inHand).toEqual([]);
  });

  it('marks what was applied when it drains', async () => {
    hand.outcome = (id) => (id === 2 ? undefined : Promise.resolve());
    const lanes = lanesOf({ lingerMs: 30, handle: applies(hand) });
    await write(lanes, [1, 10], [2, 10]);
    await settle();
    const drained = lanes.drain(5_000);
    hand.end(2, new Wait());
    await Promise.all([drained, vi.advanceTimersByTimeAsync(100)]);
    expect(store.states()).toEqual({ 1: 'replied', 2: 'received' });
  });
});

/** A handler that changes something: its commit marks what was applied before in the chat. */
function applies(hand: Hand): LanesOptions['handle'] {
  return async (row, view) => {
    await hand.handle(row, view);
    row.state = 'applied';
    row.hasCommitted = true;
  };
}
