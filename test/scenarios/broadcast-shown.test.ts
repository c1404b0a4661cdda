import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyContact } from '../../src/people/audience.js';
import type { Store } from '../../src/storage/store.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { draftsNotice } from '../support/notices.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const admin = 9301;
const collector = 9302;
const campaignId = 'zhangjiajie-2021';
const other = 'xinjiang-2023';
const area = (value: string) => ({ kind: 'area', value }) as const;

/* What a button does is what its screen said: nobody gets what its sender has not seen. */

describeStores('a notice goes as it was shown', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  let office: ChatPerson;
  let li: ChatPerson;
  let done: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin] });
    for (const [id, name] of [
      [admin, '陈管理'],
      [collector, '汇总'],
    ] as const) {
      await running.chat.newcomer(id, name);
      await running.chat.person(id).starts();
    }
    chen = running.chat.person(admin);
    office = running.chat.person(collector);
    await appoints(store, collector, {
      role: 'collector',
      title: '慈利县科技局',
      scopes: [area('慈利县')],
    });
    li = (await contactAt(running, store, 'staff-total')).li;
    done = (await contactAt(running, store)).li;
    await done.says('提交');
    await done.hears('请最后核对');
    await done.says('提交');
    await done.hears(/提交成功/);
  }, 60_000);
  afterAll(() => running.stop());

  const newest = () => store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const code = (id: number) => id.toString(36);
  const personOf = async ({ id }: ChatPerson) =>
    (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(id) } })).personId;
  const queuedOf = (noticeId: number) => store.prisma.delivery.count({ where: { noticeId } });

  async function draft(words: string, who = chen): Promise<number> {
    await draftsNotice(running, who, words);
    return (await newest()).id;
  }

  async function asked(): Promise<Heard> {
    await chen.taps('发送给');
    return chen.hears('确认发送给');
  }

  /** On a second screen, as from another device. */
  async function rewritten(id: number, words: string): Promise<void> {
    const { id: message } = await chen.last();
    await chen.tapsData(message, `n-write:${code(id)}`);
    await chen.hears('请把通知内容发给我');
    await chen.says(words);
    await chen.hears(words);
  }

  it('not in the words that came after its confirmation was asked for', async () => {
    const id = await draft('第一稿');
    const confirmation = await asked();
    await rewritten(id, '第二稿，还没看过');
    await chen.taps('确认（', { in: confirmation.id });
    const again = await chen.hears('又改过');
    expect(again.text).toContain('确认发送给 2 人');
    expect(await queuedOf(id)).toBe(0);
    await chen.taps('确认（', { in: again.id });
    await li.hears('第二稿，还没看过');
    await chen.hears('已发完');
  }, 30_000);

  it('not to others than were shown, nor to a crowd that came since', async () => {
    const id = await draft('只给没提交的');
    await chen.taps('选对象');
    await chen.hears('发给谁');
    await chen.taps('已提交');
    await chen.hears(/共 1 人/);
    await chen.taps('返回草稿');
    await chen.hears(/通知草稿/);
    const confirmation = await asked();
    await store.prisma.notice.update({ where: { id }, data: { audience: { ...everyContact } } });
    await chen.taps('确认（', { in: confirmation.id });
    const again = await chen.hears('又改过');
    expect(again.text).toContain('确认发送给 2 人');
    const crowd = Array.from({ length: 20 }, (_, n) => ({ channel: 'telegram', externalId: String(n + 1) }));
    for (const identity of crowd)
      await store.prisma.person.create({
        data: {
          identities: { create: identity },
          consents: { create: { campaignId, textVersion: '1', acceptedAt: new Date() } },
        },
      });
    await chen.taps('确认（', { in: confirmation.id });
    await chen.hears('确认发送给 22 人');
    expect(await queuedOf(id)).toBe(0);
    await store.prisma.person.deleteMany({
      where: { identities: { some: { externalId: { in: crowd.map(({ externalId }) => externalId) } } } },
    });
    await chen.taps('确认（', { in: confirmation.id });
    await li.hears('只给没提交的');
    await chen.hears('已发完');
    expect(await queuedOf(id)).toBe(2);
  }, 30_000);

  it('not at once where a time was shown that has passed', async () => {
    const id = await draft('定了时间的');
    await store.prisma.notice.update({
      where: { id },
      data: { sendAt: new Date(Date.now() + 3600_000) },
    });
    const confirmation = await asked();
    expect(confirmation.text).toContain('发送时间');
    await running.chat.clockAhead(7200);
    await li.says('/status');
    await li.hears();
    await running.chat.settled();
    await chen.taps('确认（', { in: confirmation.id });
    await chen.hears('又改过');
    expect(await queuedOf(id)).toBe(0);
    await running.chat.clockAhead(0);
  }, 30_000);

  it('once, tapped five times at once', async () => {
    const id = await draft('五次');
    const confirmation = await asked();
    const go = dataOf(confirmation, '确认（');
    await Promise.all(Array.from({ length: 5 }, () => chen.tapsData(confirmation.id, go)));
    await li.hears('五次');
    await chen.hears('已发完');
    await running.chat.settled();
    expect(await queuedOf(id)).toBe(2);
    expect((await li.unheard()).filter(({ text }) => text.includes('五次'))).toEqual([]);
  }, 30_000);

  it('from the place whose button was tapped, whatever places were added', async () => {
    await running.chat.settled();
    const two = await running.chat.newcomer(9310, '两处');
    await two.starts();
    await appoints(store, two.id, { role: 'collector', title: '桑植县局', scopes: [area('桑植县')] });
    const late = await appoints(store, two.id, {
      role: 'collector',
      title: '武陵源区局',
      scopes: [area('武陵源区')],
    });
    await two.says('/broadcast');
    const home = await two.hears('群发通知');
    await store.prisma.appointment.updateMany({
      where: { title: '桑植县局' },
      data: { withdrawnAt: new Date() },
    });
    await appoints(store, two.id, {
      role: 'collector',
      title: '新疆某局',
      campaignId: other,
      scopes: [area('乌鲁木齐市')],
    });
    await two.taps('写通知：武陵源区局', { in: home.id });
    const made = await two.hears(/通知草稿|请/);
    expect(made.text).toContain('发送单位：武陵源区局');
    expect((await newest()).appointmentId).toBe(late);
    await two.says('/broadcast');
    const next = await two.hears('群发通知');
    await store.prisma.appointment.updateMany({
      where: { title: '武陵源区局' },
      data: { withdrawnAt: new Date() },
    });
    const before = (await newest()).id;
    await two.taps('写通知：武陵源区局', { in: next.id });
    await running.chat.settled();
    expect((await newest()).id).toBe(before);
  }, 30_000);

  it('and a list tells an office nothing of units that are not its own', async () => {
    const name = '别处的公司';
    const unit = { campaignId, area: '永定区', name, personId: await personOf(li), phone: '13800000007' };
    await store.prisma.rosterUnit.create({ data: { ...unit, creditCode: '91110000600037341L' } });
    await draft('名单试探', office);
    await office.taps('选对象');
    await office.hears('发给谁');
    await office.taps('粘贴名单');
    await office.hears('请粘贴名单');
    await office.says(name);
    const answer = await office.hears(/名单/);
    expect(answer.text).not.toMatch(/对上 1 人/);
    await office.says('13800000007');
    expect((await office.hears(/名单|对/)).text).not.toMatch(/对上 1 人/);
  }, 30_000);

  it('and a made-up button reaches no other office for who speaks to units alone', async () => {
    const leader = await running.chat.newcomer(9311, '领导');
    await leader.starts();
    await appoints(store, leader.id, { role: 'leader', title: '慈利县政府', scopes: [area('慈利县')] });
    const id = await draft('发给领导', office);
    const { id: message } = await office.last();
    for (const role of [0, 1, 2, 3, 4]) await office.tapsData(message, `n-role:${code(id)}:${role}:0`);
    await running.chat.settled();
    await office.unheard();
    await office.tapsData(message, `n-open:${code(id)}`);
    expect((await office.hears('通知草稿')).text).toContain('共 0 人');
    await office.tapsData(message, `n-list:${code(id)}`);
    await office.hears('请粘贴名单');
    await office.says('慈利县政府');
    await office.hears('没有一个能对上的人');
  }, 30_000);

  it('sent again to those whom it failed, not to those who have it, however wide it is made', async () => {
    const first = await draft('重发不重复');
    await asked();
    await chen.taps('确认（');
    await chen.hears('已发完');
    await li.hears('重发不重复');
    await done.hears('重发不重复');
    await store.prisma.delivery.updateMany({
      where: { noticeId: first, personId: await personOf(li) },
      data: { state: 'failed' },
    });
    const { id: message } = await chen.last();
    await chen.tapsData(message, `n-again:${code(first)}`);
    await chen.hears(/通知草稿/);
    const second = (await newest()).id;
    await chen.tapsData(message, `n-all:${code(second)}`);
    await chen.hears('发给谁');
    await chen.tapsData(message, `n-send:${code(second)}`);
    const again = await chen.hears(/确认发送给/);
    await chen.taps('确认（', { in: again.id });
    await li.hears('重发不重复');
    await chen.hears('已发完');
    expect((await done.unheard()).filter(({ text }) => text.includes('重发不重复'))).toEqual([]);
    expect(await queuedOf(second)).toBe(1);
  }, 30_000);

  it('ends by itself when it was paused and nothing of it is left', async () => {
    const id = await draft('暂停');
    await asked();
    await chen.taps('确认（');
    await li.hears('暂停');
    await store.prisma.notice.update({ where: { id }, data: { state: 'paused', endedAt: null } });
    await running.chat.until(
      async () => (await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state === 'done',
      'the notice to end',
      6_000,
    );
  }, 30_000);

  it('reaches an office again that stopped the bot and came back', async () => {
    const person = { where: { id: await personOf(office) } };
    await store.prisma.person.update({ ...person, data: { unreachableAt: new Date() } });
    await office.says('/broadcast');
    await office.hears('群发通知');
    await running.chat.settled();
    expect((await store.prisma.person.findUniqueOrThrow(person)).unreachableAt).toBeNull();
  }, 30_000);
});
