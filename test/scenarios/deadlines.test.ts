import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { presenceStore } from '../../src/storage/presence-store.js';
import type { Store } from '../../src/storage/store.js';
import type { Unlocked } from '../../src/survey/corrections.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores } from '../support/store.js';
import { storedOf } from '../support/stored.js';

const administrator = 9201;
const responsible = 9202;
const planner = 9203;
const id = 'zhangjiajie-2021';
const daySeconds = 86_400;

describeStores('a deadline', (open) => {
  let store: Store;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
    await meets();
    await appoints(store, responsible, { role: 'responsible', scopes: [{ kind: 'area', value: '永定区' }] });
    await appoints(store, planner, { role: 'planner' });
  });
  afterAll(() => running.stop());

  /** Nobody hears from a bot to whom they have never written. */
  async function meets(): Promise<void> {
    for (const [person, name] of [
      [administrator, '陈管理'],
      [responsible, '赵责任'],
      [planner, '规划科'],
    ] as const) {
      const one = await running.chat.newcomer(person, name);
      await one.starts();
      await one.hears();
    }
  }

  const sets = (unitDeadline: Date) =>
    store.prisma.campaign.update({ where: { id }, data: { unitDeadline } });
  const deadlineNow = async (): Promise<number> =>
    (await store.prisma.campaign.findUniqueOrThrow({ where: { id } })).unitDeadline.getTime();

  /** A person's 提交, dated by Telegram. */
  async function submits(li: ChatPerson, at: Date): Promise<void> {
    const from = { id: li.id, is_bot: false, first_name: '李敏' };
    const chat = { id: li.id, type: 'private' as const, first_name: '李敏' };
    const date = Math.floor(at.getTime() / 1000);
    await running.chat.inject({
      message: { message_id: 900_000 + li.id, date, chat, from, text: '提交' },
    });
  }

  it('has its grace, which nobody is told of', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await running.chat.settled();
    const deadline = new Date(Date.now() - 90_000);
    await sets(deadline);
    await store.prisma.campaign.update({ where: { id }, data: { unitGrace: 1 } });
    await submits(li, new Date(deadline.getTime() + 61_000));
    expect((await li.hears('截止时间')).text).not.toContain('宽限');
    await running.chat.settled();
    await submits(li, new Date(deadline.getTime() + 60_000));
    await li.hears('提交成功');
    await store.prisma.campaign.update({ where: { id }, data: { unitGrace: 0 } });
  });

  it('is kept by what was sent in time and came late, which the reviewer is shown', async () => {
    await sets(new Date(Date.now() + 864e5));
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await running.chat.settled();
    const deadline = new Date(Date.now() - 60_000);
    await sets(deadline);
    await submits(li, new Date(deadline.getTime() - 1_000));
    await li.hears('提交成功');
    await running.chat.settled();
    const demand = (await storedOf(store, li.id))?.demands[0]?.id ?? 0;
    const zhao = running.chat.person(responsible);
    await zhao.tapsData((await zhao.last()).id, `desk-open:${demand.toString(36)}`);
    await zhao.hears('在截止前发出');
  });

  it('of recommenders ends recommending and reporting, not review, once they are closed', async () => {
    await sets(new Date(Date.now() + 864e5));
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await li.says('提交');
    await li.hears('提交成功');
    await running.chat.settled();
    const demand = (await storedOf(store, li.id))?.demands[0]?.id ?? 0;
    const zhao = running.chat.person(responsible);
    await store.prisma.campaign.update({ where: { id }, data: { state: 'closedToRecommenders' } });
    const at = (await zhao.last()).id;
    await zhao.tapsData(at, `desk-open:${demand.toString(36)}`);
    await zhao.hears('状态：');
    await zhao.taps('推荐建议');
    await zhao.taps('市级立项');
    await zhao.hears('推荐报送已停止');
    await zhao.taps('通过');
    await zhao.hears('状态：已通过');
    await store.prisma.campaign.update({ where: { id }, data: { state: 'archived' } });
    await zhao.taps('撤销通过');
    await zhao.hears('已经归档');
    const filed = await store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } });
    expect(filed).toMatchObject({ state: 'accepted', recommendation: null });
    await store.prisma.campaign.update({ where: { id }, data: { state: 'open' } });
  });

  it('is not outrun by what was found open the instant before its office closes', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await running.chat.settled();
    // The office closes it while the form that was found open is on its way.
    await store.prisma.$transaction(async (tx) => {
      await tx.campaign.update({ where: { id }, data: { state: 'closedToUnits' } });
      await li.says('提交');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    });
    await li.hears('征集单位已停止接收本表');
    await running.chat.settled();
    expect(await storedOf(store, li.id)).toMatchObject({ state: 'draft', receipts: [] });
    await store.prisma.campaign.update({ where: { id }, data: { state: 'open' } });
  });

  it('is moved on by an outage of ours that it lay in, once, and the office is told', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await running.chat.settled();
    await running.app.stop();
    const deadline = Math.floor(Date.now() / 1000) * 1000 - 300_000;
    await sets(new Date(deadline));
    await store.prisma.presence.updateMany({ data: { seenAt: new Date(Date.now() - 600_000) } });
    // While nobody was there, and after the deadline.
    await submits(li, new Date(deadline + 60_000));
    const other = await restarted();
    await li.hears('提交成功');
    const moved = (await deadlineNow()) - deadline;
    expect(moved % 60_000).toBe(0);
    expect(moved).toBeGreaterThanOrEqual(600_000);
    expect(moved).toBeLessThan(780_000);
    expect((await running.chat.person(administrator).hears('已顺延同样时间', 15_000)).text).toContain(
      '机器人有',
    );
    await running.chat.person(planner).hears('单位填报截止已顺延', 15_000);
    await other.stop();
    await store.prisma.presence.updateMany({ data: { seenAt: new Date(Date.now() - 30_000) } });
    await (await restarted()).stop();
    expect((await deadlineNow()) - deadline).toBe(moved);
    const acts = await store.prisma.auditAct.findMany({ where: { act: 'outage' } });
    expect(acts).toMatchObject([{ role: 'system', personId: 0, campaignId: id }]);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
    running = { ...running, app: await restarted() };
  });

  async function personOf(externalId: number): Promise<number> {
    const where = { externalId: String(externalId) };
    return (await store.prisma.identity.findFirstOrThrow({ where })).personId;
  }

  /** Comes back after so many seconds in which nobody was there. */
  async function away(seconds: number): Promise<void> {
    const now = new Date();
    await store.prisma.presence.updateMany({ data: { seenAt: new Date(now.getTime() - seconds * 1000) } });
    const botId = Number(running.token.split(':')[0]);
    await presenceStore(store.prisma, botId, [administrator]).note(now, 60_000);
  }

  /** A unit with additional time and a form that was sent back, which both ended a minute ago. */
  async function ended() {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);
    const submitted = async (): Promise<ChatPerson> => {
      const { li } = await contactAt(running, store);
      await li.says('提交');
      await li.hears('请最后核对');
      await li.says('提交');
      await li.hears('提交成功');
      await running.chat.settled();
      return li;
    };
    const li = await submitted();
    const submission = await sendBack(store, li.id, [{ question: 'unit-name' }], at);
    const wang = await submitted();
    const { id: extension } = await store.prisma.extension.create({
      data: {
        campaignId: id,
        personId: await personOf(wang.id),
        until: at,
        reason: '停电',
        grantedBy: await personOf(administrator),
        at: new Date(0),
      },
    });
    const dueAt = async (): Promise<number> => {
      const { unlocked } = await store.prisma.submission.findUniqueOrThrow({ where: { id: submission } });
      return Date.parse((unlocked as unknown as Unlocked).dueAt);
    };
    const until = async (): Promise<number> =>
      (await store.prisma.extension.findUniqueOrThrow({ where: { id: extension } })).until.getTime();
    return { li, wang, at: at.getTime(), submission, extension, dueAt, until };
  }

  it('of one form that was sent back, or of one unit, is moved on by an outage too, and they are told', async () => {
    await sets(new Date(Date.now() + 864e5));
    const { li, wang, at, submission, extension, dueAt, until } = await ended();
    await away(600);
    expect(await dueAt()).toBe(at + 600_000);
    expect(await until()).toBe(at + 600_000);
    expect((await li.hears('您改好重交的期限已顺延', 15_000)).text).toContain('还剩');
    await wang.hears('您的填报期限已顺延同样时间', 15_000);
    const told = await running.chat.person(planner).hears('已顺延同样时间', 15_000);
    expect(told.text).toContain('单独延期的单位：1 家');
    expect(told.text).toContain('退回修改的期限：1 份');
    expect(told.text).not.toContain('截止已顺延到');
    expect(await store.prisma.correction.findFirst({ where: { submissionId: submission } })).toMatchObject({
      dueAt: new Date(at + 600_000),
    });
    await away(600);
    expect(await dueAt()).toBe(at + 600_000);
    const acts = await store.prisma.auditAct.findMany({
      where: { act: 'outage', subject: { in: [`submission:${submission}`, `extension:${extension}`] } },
    });
    expect(acts).toHaveLength(2);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
    await store.prisma.extension.delete({ where: { id: extension } });
  });

  it('is left as it was after three days, and the office is told what it could move on', async () => {
    const { li, at, extension, dueAt, until } = await ended();
    const deadline = Math.floor(Date.now() / 1000) * 1000 - 120_000;
    await sets(new Date(deadline));
    await running.chat.person(planner).unheard();
    await away(4 * daySeconds);
    expect([await deadlineNow(), await dueAt(), await until()]).toEqual([deadline, at, at]);
    for (const person of [planner, administrator]) {
      const told = await running.chat.person(person).hears('没有动', 15_000);
      expect(told.text).toContain('停用了 96 小时');
      expect(told.text).toContain('单位填报截止：');
      expect(told.text).toContain('期限落在停用期间的单位：1 家');
      expect(told.text).toContain('期限落在停用期间的填报：1 份');
      expect(told.text).toContain('/extend');
    }
    await running.chat.settled();
    expect((await li.unheard()).map(({ text }) => text).join()).not.toContain('顺延');
    await store.prisma.extension.delete({ where: { id: extension } });
    await sets(new Date(Date.now() + 864e5));
  });

  /** The bot again, on the same store and with the same chat. */
  async function restarted() {
    const { startApp } = await import('../../src/app.js');
    const { builtInCampaigns, loadCampaignFiles } = await import('../../src/config/campaign-files.js');
    const { createLog } = await import('../../src/config/log.js');
    return startApp({
      channel: { kind: 'telegram', token: running.token, apiRoot: running.apiRoot },
      store,
      campaigns: await loadCampaignFiles([builtInCampaigns]),
      adminIds: [administrator],
      log: createLog('debug', () => undefined),
    });
  }

  it.each([daySeconds, -daySeconds])(
    'opens and closes nothing by a host clock that is wrong by a day: %d s',
    async (ahead) => {
      // No gap is seen, whatever the clocks say.
      await store.prisma.presence.updateMany({
        data: { seenAt: new Date(Date.now() + 30 * daySeconds * 1000) },
      });
      await running.chat.clockAhead(ahead);
      const telegramNow = (): number => Date.now() + ahead * 1000;
      await sets(new Date(telegramNow() + 90_000));
      const { li } = await contactAt(running, store);
      await li.says('/status');
      expect((await li.hears('我的填报')).text).toMatch(/还剩 1 分钟|不足 1 分钟/);
      await li.says('提交');
      const asked = await li.hears('请最后核对');
      await running.chat.settled();
      // A tap has no date of Telegram's: it counts when it is received.
      await sets(new Date(telegramNow() - 5_000));
      await li.taps('确认提交', { in: asked.id });
      await li.hears('已经过了截止时间');
      await running.chat.settled();
      await sets(new Date(telegramNow() + 60_000));
      await li.tapsData(asked.id, (await dataOfSubmit(li)) ?? '');
      await li.hears('提交成功');
      await running.chat.clockAhead(0);
    },
  );

  async function dataOfSubmit(li: ChatPerson): Promise<string | undefined> {
    const stored = await storedOf(store, li.id);
    return stored && `submit:${stored.id.toString(36)}:${stored.revision.toString(36)}`;
  }
});
