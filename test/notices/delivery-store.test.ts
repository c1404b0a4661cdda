import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeliveryEnd, DeliveryStore, Ended } from '../../src/notices/ports.js';
import { deliveryStore, queueDelivery } from '../../src/storage/delivery-store.js';
import { describeStores, type TestStore } from '../support/store.js';

const [ann, bob] = [1, 2];

describeStores('deliveries in the database', (open, kind) => {
  let store: TestStore;
  let deliveries: DeliveryStore;
  beforeEach(async () => {
    store = await open();
    deliveries = deliveryStore(store.prisma, 77);
    for (const externalId of ['10', '20'])
      await store.prisma.person.create({
        data: { identities: { create: { channel: 'telegram', externalId } } },
      });
  });
  afterEach(() => store.close());

  const states = async () =>
    (await store.prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state);
  const taken = async (worker: number, count: number) => (await deliveries.take(worker, count)).deliveries;
  const end = (id: number, end: DeliveryEnd, details: Partial<Ended> = {}) =>
    deliveries.end([{ id, chatId: 10, end, ...details }]);
  const queue = async (...chats: number[]) => {
    for (const chat of chats)
      await store.prisma.$transaction((tx) =>
        queueDelivery(tx, 77, { channel: 'telegram', externalId: String(chat) }, 'parked', { at: 'now' }),
      );
  };

  it('queues for whoever has the chat, and enters a stranger for it', async () => {
    await queue(20, 30);
    expect(await taken(ann, 9)).toEqual([
      { id: 1, chatId: 20, kind: 'parked', content: { at: 'now' }, notice: undefined, language: 'zh-CN' },
      { id: 2, chatId: 30, kind: 'parked', content: { at: 'now' }, notice: undefined, language: 'zh-CN' },
    ]);
    expect(await states()).toEqual(['sending', 'sending']);
    expect(await store.prisma.person.count()).toBe(3);
  });

  it('keeps two bots apart', async () => {
    await queue(10);
    const other = deliveryStore(store.prisma, 78);
    expect((await other.take(ann, 9)).taken).toBe(0);
    await deliveries.take(ann, 9);
    expect(await other.abandon([ann])).toBe(0);
  });

  it('gives the urgent first, then the oldest, each to one taker only', async () => {
    await queue(10, 20, 10);
    await store.prisma.delivery.update({ where: { id: 3 }, data: { priority: 1 } });
    expect((await taken(ann, 2)).map(({ id }) => id).sort()).toEqual([1, 3]);
    expect((await taken(bob, 2)).map(({ id }) => id)).toEqual([2]);
    expect(await taken(bob, 2)).toEqual([]);
  });

  it('writes the end of an attempt down once', async () => {
    await queue(10);
    await end(1, 'sent', { messageIds: [5] });
    expect(await states()).toEqual(['queued']);
    await deliveries.take(ann, 1);
    await end(1, 'sent', { messageIds: [5] });
    await end(1, 'failed', { reason: '400' });
    expect(await store.prisma.delivery.findFirst()).toMatchObject({
      state: 'sent',
      messageId: 5,
      reason: null,
    });
  });

  it('gives back what Telegram asked to wait with, not before its time', async () => {
    await queue(10, 20);
    await deliveries.take(ann, 2);
    await deliveries.putBack(ann, 1, new Date(Date.now() + 3600_000));
    await deliveries.putBack(ann, 2, new Date(Date.now() - 1000));
    expect((await taken(bob, 9)).map(({ id }) => id)).toEqual([2]);
    expect(await states()).toEqual(['queued', 'sending']);
    // Another is sending it by now.
    await deliveries.putBack(ann, 2, new Date(0));
    expect(await states()).toEqual(['queued', 'sending']);
  });

  it('calls unknown what dead workers were sending, and never gives it again', async () => {
    await queue(10, 20);
    await deliveries.take(ann, 1);
    await deliveries.take(bob, 1);
    expect(await deliveries.abandon([])).toBe(0);
    expect(await deliveries.abandon([ann])).toBe(1);
    expect(await states()).toEqual(['unknown', 'sending']);
    await deliveries.putBack(ann, 1, new Date(0));
    await end(1, 'sent');
    expect(await taken(ann, 9)).toEqual([]);
    expect(await states()).toEqual(['unknown', 'sending']);
  });

  it('marks a person unreachable', async () => {
    await deliveries.markUnreachable(20);
    await deliveries.markUnreachable(99);
    const people = await store.prisma.person.findMany({ orderBy: { id: 'asc' } });
    expect(people.map(({ unreachableAt }) => unreachableAt !== null)).toEqual([false, true]);
  });

  it.runIf(kind === 'postgres')('gives no delivery to two who take at once', async () => {
    await queue(...Array.from({ length: 40 }, (_, n) => (n % 2 ? 10 : 20)));
    const given: number[] = [];
    for (let round = 0; round < 20; round++) {
      const [a, b] = await Promise.all([taken(ann, 2), taken(bob, 2)]);
      given.push(...[...a, ...b].map(({ id }) => id));
    }
    expect(given.sort((x, y) => x - y)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });
});
