import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../src/notices/pace.js';
import type { Delivery, DeliveryStore, Ended } from '../../src/notices/ports.js';
import { type Attempt, Sender } from '../../src/notices/sender.js';

type State = 'queued' | 'sending' | 'sent' | 'failed' | 'blocked' | 'unknown';

/** Deliveries 1, 2, 3 … to chats 101, 102, 103 … in memory. */
class MemoryDeliveries implements DeliveryStore {
  readonly states: State[];
  readonly owners: number[] = [];
  readonly unreachable: number[] = [];
  away = false;
  losesAnswers = false;
  losesPutBacks = false;
  #notBefore: number[] = [];

  constructor(count: number) {
    this.states = Array.from({ length: count }, () => 'queued');
  }

  async take(worker: number, count: number): Promise<{ deliveries: Delivery[]; taken: number }> {
    await this.#here();
    const due = this.states.flatMap((state, n) =>
      state === 'queued' && (this.#notBefore[n] ?? 0) <= Date.now() ? [n] : [],
    );
    const deliveries = due.slice(0, count).map((at) => {
      this.states[at] = 'sending';
      this.owners[at] = worker;
      return { id: at + 1, chatId: at + 101, language: 'zh-CN' as const, kind: 'parked', content: {} };
    });
    if (this.losesAnswers) throw new Error('the answer was lost');
    return { deliveries, taken: deliveries.length };
  }

  async end(ends: readonly Ended[]): Promise<void> {
    await this.#here();
    for (const { id, end, chatId } of ends) {
      if (this.states[id - 1] === 'sending') this.states[id - 1] = end;
      if (end === 'blocked') this.unreachable.push(chatId);
    }
  }

  async release(worker: number, inHand: readonly number[]): Promise<number> {
    await this.#here();
    const lost = this.states.flatMap((state, n) =>
      state === 'sending' && this.owners[n] === worker && !inHand.includes(n + 1) ? [n] : [],
    );
    for (const n of lost) this.states[n] = 'queued';
    return lost.length;
  }

  async putBack(worker: number, id: number, notBefore: Date): Promise<void> {
    await this.#here();
    if (this.states[id - 1] === 'sending' && this.owners[id - 1] === worker) {
      this.states[id - 1] = 'queued';
      this.#notBefore[id - 1] = notBefore.getTime();
    }
    if (this.losesPutBacks) throw new Error('the answer was lost');
  }

  async abandon(dead: readonly number[]): Promise<number> {
    await this.#here();
    const lost = this.states.flatMap((state, n) =>
      state === 'sending' && dead.includes(this.owners[n] ?? 0) ? [n] : [],
    );
    for (const n of lost) this.states[n] = 'unknown';
    return lost.length;
  }

  async markUnreachable(chatId: number): Promise<void> {
    await this.#here();
    this.unreachable.push(chatId);
  }

  #here(): Promise<void> {
    return this.away ? Promise.reject(new Error('the database is away')) : Promise.resolve();
  }
}

describe('the sender', () => {
  let store: MemoryDeliveries;
  let sent: number[];
  let attempts: Record<number, Attempt | Promise<Attempt>>;
  let sender: Sender;
  let leading: boolean;
  let busy: boolean;

  const run = (count: number, dead: number[] = []) => {
    store = new MemoryDeliveries(count);
    sender = new Sender({
      store,
      worker: 1,
      leads: () => Promise.resolve(leading),
      send: ({ id }) => {
        sent.push(id);
        const attempt = attempts[id] ?? { kind: 'sent', messageIds: [id] };
        Reflect.deleteProperty(attempts, id);
        return Promise.resolve(attempt);
      },
      deadWorkers: () => Promise.resolve(dead),
      failed: () => undefined,
      pace: new Pace(25),
      width: 8,
      isBusy: () => busy,
      idleMs: 1_000,
    });
    return sender;
  };
  beforeEach(() => {
    vi.useFakeTimers();
    [sent, attempts, leading, busy] = [[], {}, true, false];
  });
  afterEach(async () => {
    await sender.stop();
    vi.useRealTimers();
  });

  it('sends each once, at its pace', async () => {
    run(30).start();
    await vi.advanceTimersByTimeAsync(400);
    expect(sent.length).toBeLessThanOrEqual(11);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect(new Set(store.states)).toEqual(new Set(['sent']));
  });

  it('makes no attempt before the time that Telegram asked for, then sends', async () => {
    attempts = { 1: { kind: 'wait', ms: 7_000 } };
    run(2).start();
    await vi.advanceTimersByTimeAsync(6_900);
    expect(sent).toEqual([1]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([...sent].sort()).toEqual([1, 1, 2]);
    expect(store.states).toEqual(['sent', 'sent']);
  });

  it('puts back what it is no time for, and goes on with the others', async () => {
    attempts = { 1: { kind: 'later', notBefore: new Date(Date.now() + 5_000) } };
    run(3).start();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(sent).toEqual([1, 2, 3]);
    expect(store.states).toEqual(['queued', 'sent', 'sent']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual([1, 2, 3, 1]);
    expect(store.states).toEqual(['sent', 'sent', 'sent']);
  });

  it('does not send what it is still putting back, since the answer of the store was lost', async () => {
    attempts = { 1: { kind: 'wait', ms: 1 } };
    run(1);
    store.losesPutBacks = true;
    sender.start();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(sent).toEqual([1]);
    store.losesPutBacks = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent).toEqual([1, 1]);
    expect(store.states).toEqual(['sent']);
  });

  it('never sends again what ended otherwise, and marks who has blocked the bot', async () => {
    attempts = { 1: { kind: 'unknown' }, 2: { kind: 'blocked' }, 3: { kind: 'failed', reason: '400' } };
    run(4).start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([1, 2, 3, 4]);
    expect(store.states).toEqual(['unknown', 'blocked', 'failed', 'sent']);
    expect(store.unreachable).toEqual([102]);
  });

  it('writes down what became of an attempt although the database went away meanwhile', async () => {
    attempts = { 1: new Promise((resolve) => setTimeout(() => resolve({ kind: 'sent' }), 500)) };
    run(2).start();
    await vi.advanceTimersByTimeAsync(100);
    store.away = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.states).toEqual(['sending', 'sent']);
    store.away = false;
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent).toEqual([1, 2]);
    expect(store.states).toEqual(['sent', 'sent']);
  });

  it('calls unknown what a dead worker was sending, and sends what it took itself without hearing of it', async () => {
    run(3, [9]);
    store.states.splice(0, 2, 'sending', 'sending');
    store.owners.push(9, 1);
    sender.start();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent).toEqual([2, 3]);
    expect(store.states).toEqual(['unknown', 'sent', 'sent']);
  });

  it('sends nothing while another process leads, and everything when it leads itself', async () => {
    leading = false;
    run(2).start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
    leading = true;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual([1, 2]);
  });

  it('sends once what the store gave it without its answer arriving', async () => {
    run(3);
    store.losesAnswers = true;
    sender.start();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(sent).toEqual([]);
    store.losesAnswers = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect([...sent].sort()).toEqual([1, 2, 3]);
  });

  it('has no more on their way at once than its width, and fewer while somebody waits for an answer', async () => {
    const ends: (() => void)[] = [];
    const slow = () =>
      new Promise<Attempt>((resolve) => ends.push(() => resolve({ kind: 'sent', messageIds: [1] })));
    attempts = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [n + 1, slow()]));
    run(20).start();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent).toHaveLength(8);
    busy = true;
    for (const end of ends.slice(0, 8)) end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(14);
    busy = false;
    for (const end of ends) end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(20);
  });

  it('leaves what another living worker is sending', async () => {
    run(1, [9]);
    store.states[0] = 'sending';
    store.owners.push(2);
    sender.start();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(store.states).toEqual(['sending']);
  });
});
