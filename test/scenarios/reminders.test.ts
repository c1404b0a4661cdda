import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Schedule } from '../../src/notices/schedule.js';
import type { Role } from '../../src/people/appointment.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { noonAhead, scheduleAt } from '../support/schedule.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

const campaignId = 'zhangjiajie-2021';
const hour = 3600_000;
const day = 24 * hour;

describeStores('reminders', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let schedule: Schedule;
  let failures: unknown[];
  const noon = noonAhead();
  const after = (ms: number): Date => new Date(noon.getTime() + ms);
  /** Two days before it is an hour before noon. */
  const deadline = after(2 * day - hour);

  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { atNoon: true });
    failures = [];
    schedule = scheduleAt(noon, store, running.token, failures);
    await moves({ unitDeadline: deadline, recommenderDeadline: after(40 * day) });
  });
  afterAll(async () => {
    await running.stop();
    expect(failures).toEqual([]);
  });

  const moves = (data: { unitDeadline?: Date; recommenderDeadline?: Date; state?: string }) =>
    store.prisma.campaign.update({ where: { id: campaignId }, data });

  const personOf = async ({ id }: ChatPerson): Promise<number> =>
    (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(id) } })).personId;

  const told = async (kind = 'reminder') =>
    (await store.prisma.delivery.findMany({ where: { kind }, orderBy: { id: 'asc' } })).map(
      ({ personId }) => personId,
    );

  async function newcomer(id: number, name: string): Promise<{ who: ChatPerson; personId: number }> {
    const who = await running.chat.newcomer(id, name);
    await who.says('/help');
    await who.hears('怎么填');
    const { id: personId } = await store.prisma.person.create({
      data: { identities: { create: { channel: 'telegram', externalId: String(id) } } },
    });
    return { who, personId };
  }

  async function official(id: number, role: Role, area: string): Promise<ChatPerson> {
    const { who } = await newcomer(id, `${role}${id}`);
    const scopes = [{ kind: 'area', value: area }] as const;
    await appoints(store, id, { role, title: `${area}某局`, scopes, appointedAt: running.now() });
    return who;
  }

  it('reach those who have not filed, once, with two schedulers at once, and nobody else', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    const { li: done } = await contactAt(running, store);
    await submits(done, running.chat);
    const { li: muted } = await contactAt(running, store, 'region');
    await muted.says('/reminders');
    await muted.hears('提醒已打开');
    await muted.taps('不再提醒');
    await muted.hears('正式通知');
    const { li: extended } = await contactAt(running, store, 'region');
    await store.prisma.extension.create({
      data: {
        ...{ campaignId, personId: await personOf(extended), until: after(20 * day), reason: '停电' },
        ...{ grantedBy: 1, at: new Date() },
      },
    });
    const { li: blocked } = await contactAt(running, store, 'region');
    await store.prisma.person.update({
      where: { id: await personOf(blocked) },
      data: { unreachableAt: new Date() },
    });
    const bound = await newcomer(8801, '周约');
    const filedByOthers = await newcomer(8802, '吴代');
    const unit = { campaignId, area: '永定区' };
    await store.prisma.rosterUnit.createMany({
      data: [
        { ...unit, name: '还没开始的公司', personId: bound.personId },
        { ...unit, name: '张家界云雾莓茶生物科技有限公司', personId: filedByOthers.personId },
      ],
    });
    const paper = await official(8803, 'planner', '永定区');
    const { id: version } = await store.prisma.formVersion.findFirstOrThrow({ where: { campaignId } });
    const at = new Date();
    await store.prisma.submission.create({
      data: {
        ...{ campaignId, formId: 'survey', formVersionId: version, state: 'draft', startedAt: at },
        ...{ changedAt: at, personId: await personOf(paper), enteredBy: 1 },
      },
    });

    await schedule.tick(after(-90 * 60_000));
    expect(await told()).toEqual([]);
    await moves({ state: 'draft' });
    await schedule.tick(noon);
    expect(await told()).toEqual([]);
    await moves({ state: 'open' });
    const again = scheduleAt(noon, store, running.token, failures);
    await Promise.all([schedule.tick(noon), again.tick(noon)]);
    await schedule.tick(after(60_000));
    expect(await told()).toEqual([await personOf(li), bound.personId].sort((a, b) => a - b));
    const reasons = await store.prisma.reminder.findMany({ where: { personId: bound.personId } });
    expect(reasons.map(({ reason }) => reason)).toEqual([`unit:2d@${deadline.toISOString().slice(0, 19)}Z`]);

    const heard = await li.hears('来自', 15_000);
    expect(heard.text).toMatch(/还没有提交，\d+ 题中还有 \d+ 题未填/);
    expect(heard.text).toContain('截止时间：');
    expect(heard.text).toContain('剩余时间：');
    await li.taps('继续填写', { in: heard.id });
    await li.hears('职工总数');
    const invited = await bound.who.hears('您还没有开始填写', 15_000);
    await bound.who.taps('开始填写', { in: invited.id });
    await bound.who.hears('征集单位：');
  });

  it('come anew for a deadline that moved, and stop with a tap', async () => {
    await store.prisma.delivery.deleteMany();
    const { li } = await contactAt(running, store, 'staff-total');
    const own = { where: { personId: await personOf(li) } };
    await schedule.tick(after(60_000));
    await li.hears('来自', 15_000);
    await moves({ unitDeadline: after(3 * day - hour) });
    await schedule.tick(after(2 * 60_000));
    expect(await store.prisma.delivery.count(own)).toBe(1);
    await schedule.tick(after(day));
    await schedule.tick(after(day + 60_000));
    expect(await store.prisma.delivery.count(own)).toBe(2);
    const heard = await li.hears('来自', 15_000);
    await li.taps('不再提醒', { in: heard.id });
    await li.hears('提醒已关闭');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    // Quiet hours, and four hours before.
    await store.prisma.person.update({ where: { id: await personOf(li) }, data: { mutedAt: null } });
    await moves({ unitDeadline: after(4 * day + 12 * hour) });
    await schedule.tick(after(4 * day + 10 * hour));
    expect(await store.prisma.delivery.count(own)).toBe(2);
    await schedule.tick(after(4 * day + 8.5 * hour));
    expect(await store.prisma.delivery.count(own)).toBe(3);
    await moves({ unitDeadline: deadline });
    await li.says('/forget');
    await li.taps('删除');
    await running.chat.settled();
    expect(await store.prisma.reminder.count({ where: { personId: own.where.personId } })).toBe(0);
  });

  it('say nothing to whoever has filed by the time they are sent', async () => {
    const { li } = await contactAt(running, store);
    await submits(li, running.chat);
    const submission = await storedOf(store, li.id);
    const content = { about: 'unit', campaign: campaignId, submission: submission?.id ?? 0 };
    const { id } = await store.prisma.delivery.create({
      data: {
        botId: BigInt(running.token.split(':')[0] ?? ''),
        personId: await personOf(li),
        kind: 'reminder',
        content: { ...content, deadline: deadline.toISOString() },
      },
    });
    const ended = () => store.prisma.delivery.findUniqueOrThrow({ where: { id } });
    await running.chat.until(async () => (await ended()).state === 'failed', 'the delivery to end');
    expect((await ended()).reason).toBe('pointless');
  });

  it('reach who has to correct, before that is due', async () => {
    await store.prisma.delivery.deleteMany();
    const { li } = await contactAt(running, store);
    await submits(li, running.chat);
    await sendBack(store, li.id, [{ question: 'staff-total' }], after(2 * day - hour));
    await moves({ state: 'closedToUnits' });
    await schedule.tick(noon);
    await schedule.tick(after(60_000));
    expect(await told()).toEqual([await personOf(li)]);
    await li.hears('还有 1 处要修改', 15_000);
    await moves({ state: 'open' });
  });

  it('reach offices that have not reported, and their leading officials after the deadline', async () => {
    await store.prisma.delivery.deleteMany();
    const collector = await official(8811, 'collector', '永定区');
    const nothingFiled = await official(8812, 'collector', '慈利县');
    const leader = await official(8813, 'leader', '永定区');
    const elsewhere = await official(8814, 'leader', '慈利县');
    await moves({ recommenderDeadline: deadline });
    await schedule.tick(noon);
    await schedule.tick(after(60_000));
    expect((await collector.hears('汇总表还没有上报', 15_000)).text).toContain('永定区');
    // Past it: the morning after that, once.
    await schedule.tick(after(3 * day));
    await schedule.tick(after(3 * day + 60_000));
    const both = [await leader.hears('截止', 15_000), await leader.hears('截止', 15_000)];
    const words = both.map(({ text }) => text).join();
    expect(words).toMatch(/永定区：\d 家中 1 家未提交/);
    expect(words).toContain('以下区域的汇总表还没有上报：\n\n永定区');
    expect(await told('escalation')).toHaveLength(3);
    await running.chat.until(async () => {
      const rows = await store.prisma.delivery.findMany({ where: { kind: 'escalation', state: 'failed' } });
      return rows.length === 1 && rows[0]?.personId === (await personOf(elsewhere));
    }, 'nothing to be said of an area where nothing is missing');
    expect(await nothingFiled.unheard()).toEqual([]);
    await moves({ recommenderDeadline: after(40 * day) });
  });

  it('are a digest in the morning, only where there is something new', async () => {
    await store.prisma.delivery.deleteMany();
    const collector = await official(8821, 'collector', '永定区');
    const other = await official(8822, 'responsible', '桑植县');
    const { li } = await contactAt(running, store);
    await submits(li, running.chat);
    const digests = async (who: ChatPerson) =>
      store.prisma.delivery.count({ where: { kind: 'digest', personId: await personOf(who) } });
    await schedule.tick(after(-3.6 * hour));
    expect(await digests(collector)).toBe(0);
    await Promise.all([
      schedule.tick(after(-3.5 * hour)),
      scheduleAt(noon, store, running.token, failures).tick(after(-3.5 * hour)),
    ]);
    await schedule.tick(after(-3 * hour));
    expect(await digests(collector)).toBe(1);
    expect(await digests(other)).toBe(0);
    const heard = await collector.hears('每日简报', 15_000);
    expect(heard.text).toContain('新提交的项目：1 项');
    await collector.taps('查看待审核', { in: heard.id });
    await collector.hears('待审核');
    await schedule.tick(after(day - 3.5 * hour));
    expect(await digests(collector)).toBe(1);
  });
});
