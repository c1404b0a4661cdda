import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { draftsNotice } from '../support/notices.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';

const admin = 9601;
let next = 9610;

/* Somebody has their data deleted while a notice is on its way to them, or from them. */

describeStores('/forget and notices', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let chen: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin] });
    chen = await running.chat.newcomer(admin, '陈管理');
    await chen.starts();
  }, 60_000);
  afterAll(async () => {
    expect(running.log.filter((line) => /"(?:sender|watch|waiting|parked)"/.test(line))).toEqual([]);
    await running.stop();
  });

  const newest = () => store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const stateOf = async (id: number) =>
    (await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state;

  const personOf = async ({ id }: ChatPerson) =>
    (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(id) } })).personId;

  async function draft(words: string, who = chen): Promise<number> {
    await draftsNotice(running, who, words);
    return (await newest()).id;
  }

  async function confirmed(who = chen): Promise<void> {
    await who.taps('发送给');
    await who.taps('确认（', { in: (await who.hears('确认发送给')).id });
  }

  async function forgets(who: ChatPerson): Promise<void> {
    await who.says('/forget');
    await who.hears('删除');
    await who.taps('确认');
    await who.hears('已');
    await running.chat.settled();
  }

  it('takes who leaves out of what is queued, and everybody else gets it', async () => {
    const { li: stays } = await contactAt(running, store, 'staff-total');
    const { li: leaves } = await contactAt(running, store, 'staff-total');
    const id = await draft('有人离开');
    const { botId } = await newest();
    await store.prisma.delivery.createMany({
      data: await Promise.all(
        [stays, leaves].map(async (who) => ({
          ...{ botId, noticeId: id, personId: await personOf(who), kind: 'notice', content: {} },
        })),
      ),
    });
    await store.prisma.notice.update({ where: { id }, data: { state: 'paused', confirmedAt: new Date() } });
    await running.chat.settled();
    await stays.unheard();
    await leaves.unheard();
    await forgets(leaves);
    await chen.tapsData((await chen.last()).id, `n-resume:${id.toString(36)}`);
    await stays.hears('有人离开');
    await running.chat.until(async () => (await stateOf(id)) === 'done', 'the end');
    expect((await leaves.unheard()).filter(({ text }) => text.includes('有人离开'))).toEqual([]);
    expect(await store.prisma.delivery.count({ where: { noticeId: id } })).toBe(1);
  }, 30_000);

  it('is no fault of one that is just being sent', async () => {
    const { li: leaves } = await contactAt(running, store, 'staff-total');
    const id = await draft('正在发送');
    await leaves.says('/forget');
    await leaves.hears('删除');
    await running.chat.fault('sendMessage', { chat: leaves.id, delay: 3_000 });
    await confirmed();
    await running.chat.until(
      async () => (await store.prisma.delivery.count({ where: { noticeId: id, state: 'sending' } })) > 0,
      'it to be on its way',
    );
    await leaves.taps('确认');
    await leaves.hears('已');
    await running.chat.until(async () => (await stateOf(id)) === 'done', 'the end');
    await running.chat.settled();
    expect(await store.prisma.identity.count({ where: { externalId: String(leaves.id) } })).toBe(0);
    await leaves.hears('正在发送');
    await chen.taps('发送情况');
    await chen.hears('发送情况');
  }, 30_000);

  it('of its sender ends nothing that is on its way, leaves no draft, and stops what was set to a time', async () => {
    const area = { kind: 'area', value: '永定区' } as const;
    const office = await running.chat.newcomer(next++, '汇总');
    await office.starts();
    await appoints(store, office.id, { role: 'collector', title: '永定区科技局', scopes: [area] });
    const { li } = await contactAt(running, store, 'project-name');
    const sending = await draft('局里发的', office);
    const later = await draft('定了时间的', office);
    const unsent = await draft('还没写完', office);
    await store.prisma.notice.update({
      where: { id: later },
      data: { state: 'scheduled', sendAt: new Date(Date.now() + 3_600_000), confirmedAt: new Date() },
    });
    await running.chat.fault('sendMessage', { chat: li.id, delay: 2_000 });
    await office.tapsData((await office.last()).id, `n-send:${sending.toString(36)}`);
    await office.taps('确认（', { in: (await office.hears('确认发送给')).id });
    await running.chat.until(
      async () => (await store.prisma.delivery.count({ where: { noticeId: sending, state: 'sending' } })) > 0,
      'it to be on its way',
    );
    await forgets(office);
    await li.hears('局里发的');
    await running.chat.until(async () => (await stateOf(sending)) === 'done', 'the end');
    expect(await store.prisma.notice.count({ where: { id: unsent } })).toBe(0);
    await store.prisma.notice.update({ where: { id: later }, data: { sendAt: new Date() } });
    await running.chat.until(async () => (await stateOf(later)) !== 'scheduled', 'the time to come');
    expect(await store.prisma.delivery.count({ where: { noticeId: later } })).toBe(0);
    expect((await li.unheard()).filter(({ text }) => text.includes('定了时间的'))).toEqual([]);
  }, 30_000);
});
