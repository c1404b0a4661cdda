import { afterAll, beforeAll, expect, it } from 'vitest';
import { Schedule } from '../../src/notices/schedule.js';
import { reminderStore } from '../../src/storage/reminder-store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';

const campaignId = 'zhangjiajie-2021';
const hour = 3600_000;
const day = 24 * hour;

/** This hour of a day in the campaign's zone. */
function inZone(daysAhead: number, at: string): Date {
  const date = new Date(Date.now() + daysAhead * day + 8 * hour).toISOString().slice(0, 10);
  return new Date(`${date}T${at}:00+08:00`);
}

/* Between the reason of a reminder and its sending things change: the deadline, the person's time, the time of day. */

describeStores('a reminder that things overtake', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let schedule: Schedule;
  const noon = inZone(3, '12:00');
  const after = (ms: number): Date => new Date(noon.getTime() + ms);
  const deadline = after(2 * day - hour);

  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    schedule = new Schedule({
      store: reminderStore(store.prisma, Number(running.token.split(':')[0])),
      now: () => noon,
      leads: () => Promise.resolve(true),
      distrusts: () => undefined,
      failed: (error) => {
        throw error;
      },
      firstMs: 0,
      everyMs: 60_000,
    });
    await moves(deadline);
  });
  afterAll(() => running.stop());

  const moves = (unitDeadline: Date) =>
    store.prisma.campaign.update({
      where: { id: campaignId },
      data: { unitDeadline, recommenderDeadline: after(40 * day) },
    });
  const personOf = async ({ id }: ChatPerson): Promise<number> =>
    (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(id) } })).personId;
  const queuedFor = async (li: ChatPerson) =>
    store.prisma.delivery.findMany({
      where: { kind: 'reminder', personId: await personOf(li) },
      orderBy: { id: 'asc' },
    });

  /** One that was queued for a deadline, as the schedule does it. */
  async function queue(li: ChatPerson, stated: Date, createdAt = new Date()): Promise<number> {
    const submission = (await storedOf(store, li.id))?.id ?? 0;
    const { id } = await store.prisma.delivery.create({
      data: {
        botId: BigInt(running.token.split(':')[0] ?? ''),
        personId: await personOf(li),
        kind: 'reminder',
        createdAt,
        content: { about: 'unit', campaign: campaignId, submission, deadline: stated.toISOString() },
      },
    });
    return id;
  }

  const ended = async (id: number) => {
    const row = () => store.prisma.delivery.findUniqueOrThrow({ where: { id } });
    await running.chat.until(async () => !['queued', 'sending'].includes((await row()).state), 'it to end');
    return row();
  };

  it('goes for the new deadline, earlier or later, and never twice for one', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    await schedule.tick(noon);
    expect(await queuedFor(li)).toHaveLength(1);
    await li.hears('来自', 15_000);
    await moves(after(day));
    await schedule.tick(after(60_000));
    await schedule.tick(after(2 * 60_000));
    const both = await queuedFor(li);
    expect(both.map(({ content }) => (content as { deadline: string }).deadline)).toEqual([
      deadline.toISOString(),
      after(day).toISOString(),
    ]);
    await moves(deadline);
    await schedule.tick(after(3 * 60_000));
    expect(await queuedFor(li)).toHaveLength(2);
    await moves(after(3 * day));
    await schedule.tick(after(4 * 60_000));
    expect(await queuedFor(li)).toHaveLength(2);
    await moves(deadline);
  });

  it('is not sent any more for a deadline that moved, or for one who was given more time', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    expect(await ended(await queue(li, after(day)))).toMatchObject({ state: 'failed', reason: 'pointless' });
    await store.prisma.extension.create({
      data: {
        ...{ campaignId, personId: await personOf(li), until: after(20 * day), reason: '停电' },
        ...{ grantedBy: 1, at: new Date() },
      },
    });
    expect(await ended(await queue(li, deadline))).toMatchObject({ state: 'failed', reason: 'pointless' });
    expect((await ended(await queue(li, after(20 * day)))).state).toBe('sent');
  });

  it('goes to who took back what was submitted, from then on', async () => {
    const { li } = await contactAt(running, store);
    for (const said of ['提交', '提交']) {
      await li.says(said);
      await li.hears(/请最后核对|提交成功/);
    }
    await schedule.tick(noon);
    expect(await queuedFor(li)).toEqual([]);
    await li.taps('撤回修改');
    await li.hears('撤回');
    await li.taps('确认撤回');
    await li.hears('总览');
    await running.chat.settled();
    await store.prisma.receipt.updateMany({
      where: { submissionId: (await storedOf(store, li.id))?.id ?? 0 },
      data: { withdrawnAt: noon },
    });
    await schedule.tick(after(60_000));
    expect(await queuedFor(li)).toEqual([]);
    await schedule.tick(new Date(deadline.getTime() - 2.9 * hour));
    expect(await queuedFor(li)).toHaveLength(1);
  });

  it('waits for the morning when the night comes before it is sent', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    const night = inZone(1, '22:00');
    await running.chat.clockAhead(Math.round((night.getTime() - Date.now()) / 1000));
    for (let said = 0; said < 3; said++) {
      await li.says('/status');
      await li.hears();
    }
    await running.chat.settled();
    const id = await queue(li, deadline, inZone(1, '20:59'));
    const row = () => store.prisma.delivery.findUniqueOrThrow({ where: { id } });
    await running.chat.until(async () => (await row()).notBefore !== null, 'it to be put off');
    expect(await row()).toMatchObject({ state: 'queued', notBefore: inZone(2, '08:00') });
    await running.chat.clockAhead(0);
  });
});
