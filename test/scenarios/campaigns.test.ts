import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaignFiles } from '../../src/config/campaign-files.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import type { Store } from '../../src/storage/store.js';
import { deadlineInstant } from '../../src/survey/deadline.js';
import { campaignSchema } from '../../src/survey/definition.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const administrator = 9101;
const planner = 9102;
const responsible = 9103;
const id = 'zhangjiajie-2021';
const title = /“我为群众办实事”/;

describeStores('a campaign', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  let gui: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
    for (const [person, name] of [
      [administrator, '陈管理'],
      [planner, '规划科'],
      [responsible, '赵责任'],
    ] as const)
      await running.chat.newcomer(person, name);
    await appoints(store, planner, { role: 'planner' });
    await appoints(store, responsible, { role: 'responsible', scopes: [{ kind: 'area', value: '永定区' }] });
    chen = running.chat.person(administrator);
    gui = running.chat.person(planner);
  });
  afterAll(() => running.stop());

  const campaignOf = () => store.prisma.campaign.findUniqueOrThrow({ where: { id } });
  const setState = (state: string) => store.prisma.campaign.update({ where: { id }, data: { state } });

  async function opens(who: ChatPerson): Promise<Heard> {
    await running.chat.settled();
    await who.unheard();
    await who.says('/campaigns');
    const list = await who.hears('征集活动');
    await who.taps(title, { in: list.id });
    return who.hears('状态：');
  }

  async function moves(who: ChatPerson, button: string, to: string): Promise<void> {
    await opens(who);
    await who.taps(button);
    await who.hears('状态由');
    await who.taps(`确认：${to}`);
    const done = await who.hears('状态已改');
    expect(done.text).toContain(`状态：${to}`);
  }

  it('is listed for administrators all, for planners theirs, and for nobody else', async () => {
    await chen.says('征集活动');
    const all = await chen.hears('征集活动');
    expect(all.buttons).toHaveLength(2);
    expect(all.text).toMatch(/单位填报截止：.*还剩 \d+ 天/);
    expect(all.text).not.toContain('Asia/');
    await gui.says('/campaigns');
    expect((await gui.hears('征集活动')).buttons).toHaveLength(1);
    const zhao = running.chat.person(responsible);
    await zhao.says('/campaigns');
    await zhao.hears('不由您管理');
    await zhao.tapsData((await zhao.last()).id, 'camps');
    await zhao.hears('不由您管理');
  });

  it('is closed to units and opened again; corrections and old buttons say how it stands', async () => {
    const { li } = await contactAt(running, store);
    await opens(gui);
    await gui.taps('停止单位填报');
    const asked = await gui.hears('状态由');
    expect(asked.text).toContain('不能再新建或提交');
    await gui.taps('确认：单位填报已停止');
    await gui.hears('状态已改');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    expect(await store.prisma.auditAct.count({ where: { act: 'campaign-state' } })).toBe(1);

    await li.says('提交');
    await li.hears('请最后核对');
    await li.says('提交');
    await li.hears('征集单位已停止接收本表');
    const late = await running.chat.newcomer(9301, '钱晚');
    await late.starts(id);
    const notice = await late.hears('您的权利');
    expect(notice.text).toContain('已截止');
    await late.taps('同意');
    await late.hears('征集单位已停止接收本表');
    await running.chat.settled();
    expect(await store.prisma.submission.count({ where: { state: 'submitted' } })).toBe(0);

    // The screen of somebody who looked before says that it is so already.
    await gui.tapsData(asked.id, dataOf(await gui.last(), '恢复单位填报').replace('camp-ask', 'camp-move'));
    await gui.hears('状态已改');
    await li.says('提交');
    await li.hears('提交成功');
  });

  it('is archived and taken out again by administrators alone; contacts read what they filed', async () => {
    const { li } = await contactAt(running, store);
    await moves(gui, '停止单位填报', '单位填报已停止');
    await moves(gui, '停止推荐报送', '推荐报送已停止');
    expect((await opens(gui)).buttons.flat()).not.toContain('归档');
    await moves(chen, '归档', '已归档');
    const mine = dataOf(await chen.last(), '取消归档').replace('camp-ask', 'camp-move');
    await gui.tapsData((await gui.last()).id, mine);
    await gui.hears('现在不能这样改');
    expect((await campaignOf()).state).toBe('archived');

    await li.says('/start');
    const choice = await li.hears();
    expect(choice.text).not.toMatch(title);
    await li.says('/status');
    await li.hears('本次征集已经归档');
    await li.taps(/^继续填写/);
    await li.hears('全部填完了');
    await li.says('提交');
    await li.hears(/已经归档/);

    await moves(chen, '取消归档', '推荐报送已停止');
    await moves(gui, '恢复推荐报送', '单位填报已停止');
    await moves(gui, '恢复单位填报', '填报中');
    // Somebody has begun: it is no draft again.
    expect((await opens(chen)).buttons.flat()).not.toContain('改回未开放');
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('as a draft is shown to nobody who fills in', async () => {
    await setState('draft');
    const sun = await running.chat.newcomer(9302, '孙新');
    await sun.starts(id);
    const heard = await sun.hears();
    expect(heard.text).not.toMatch(title);
    await moves(gui, '开放填报', '填报中');
    await sun.starts(id);
    await sun.hears('您的权利');
  });

  it('counts its days from its opening; a date that somebody has set stays', async () => {
    const { deadlines, timeZone } = campaignSchema.parse((await campaignOf()).definition);
    const entered = new Date(Date.now() - 10 * 864e5);
    const set = new Date(Date.now() + 70 * 864e5);
    const unitDeadline = deadlineInstant(deadlines.unit, entered, timeZone);
    await store.prisma.campaign.update({
      where: { id },
      data: { state: 'draft', openedAt: entered, unitDeadline, recommenderDeadline: set },
    });
    await moves(gui, '开放填报', '填报中');
    const { openedAt, ...dates } = await campaignOf();
    expect(Date.now() - openedAt.getTime()).toBeLessThan(60_000);
    expect(dates.unitDeadline).toEqual(deadlineInstant(deadlines.unit, openedAt, timeZone));
    expect(dates.recommenderDeadline).toEqual(set);
  });

  it('has its deadline set from what was typed, after one tap, within the order of the two', async () => {
    await opens(gui);
    await gui.taps('单位截止时间…');
    await gui.hears('请输入新的单位填报截止时间');
    await gui.says('下周五');
    expect((await gui.hears('没有看懂“下周五”')).text).toContain('12月31日18:00');
    for (const [typed, word] of [
      ['31/12', '“31/12”分不清月和日'],
      ['2026-02-30', '没有“2026-02-30”这一天'],
      ['2099-01-01', '您写的是 2099年1月1日 23:59，和现在相差十年以上'],
      ['3026-01-01', '“3026-01-01”太远了'],
    ] as const) {
      await gui.says(typed);
      await gui.hears(word);
    }
    const before = await campaignOf();
    const last = before.recommenderDeadline;
    await gui.says(new Date(last.getTime() + 5 * 864e5).toISOString().slice(0, 10));
    await gui.hears('是这个时间吗');
    await gui.taps('确认修改');
    await gui.hears('推荐报送截止不能早于单位填报截止');
    const day = new Date(last.getTime() - 864e5).toISOString().slice(0, 10);
    await gui.taps('单位截止时间…');
    await gui.hears('请输入新的单位填报截止时间');
    await gui.says(`${day} 18:00`);
    const asked = await gui.hears('是这个时间吗');
    expect(asked.text).toContain('18:00');
    await gui.taps('确认修改');
    await gui.hears('截止时间已改');
    expect((await campaignOf()).unitDeadline.toISOString()).toBe(`${day}T10:00:00.000Z`);
    // The same button again: it was made for the deadline before.
    await gui.tapsData(asked.id, dataOf(asked, '确认修改'));
    await gui.hears('别人改过');

    await gui.taps('单位宽限…');
    await gui.hears('0 到 10080');
    await gui.says('一会儿');
    await gui.hears('请输入 0 到 10080 的整数');
    await gui.says('30 分钟');
    await gui.hears('宽限时间已改');
    expect((await campaignOf()).unitGrace).toBe(30);
    await store.prisma.campaign.update({ where: { id }, data: { unitGrace: 0 } });
  });

  async function opensArea(name: string | RegExp): Promise<void> {
    await chen.taps('区域…');
    await chen.taps(name, { in: (await chen.hears('点区域可以改名或删除')).id });
    await chen.hears('改名只改显示的名称');
  }

  it('is renamed and gets other areas, which everybody sees and a start keeps', async () => {
    await opens(chen);
    await chen.taps('改名称…');
    await chen.hears('请输入新的名称');
    await chen.says('2026年科技需求征集');
    await chen.hears('名称已改');
    const versions = await store.prisma.formVersion.count({ where: { campaignId: id } });

    await chen.taps('区域…');
    await chen.hears('点区域可以改名或删除');
    await chen.taps('添加区域…');
    await chen.hears('请输入新区域的名称');
    await chen.says('慈利县');
    await chen.hears('已有同名的区域');
    await chen.taps('区域…');
    await chen.hears('点区域可以改名或删除');
    await chen.taps('添加区域…');
    await chen.hears('请输入新区域的名称');
    await chen.says('天门山管委会');
    await chen.hears('区域已添加');
    await opensArea('天门山管委会');
    await chen.taps('改名…');
    await chen.hears('的新名称');
    await chen.says('天门山旅游区');
    await chen.hears('区域已改名');
    expect(await store.prisma.formVersion.count({ where: { campaignId: id } })).toBe(versions + 2);

    // What the form itself refers to, and what somebody is appointed to, stays.
    for (const area of ['市直行业部门', '永定区']) {
      await opensArea(area);
      await chen.taps('删除…');
      await chen.hears('才能删除');
      await chen.taps('确认删除');
      await chen.hears('不能删除');
    }

    const zhou = await running.chat.newcomer(9303, '周新');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await zhou.starts(id);
    expect((await zhou.hears('您的权利')).text).toContain('2026年科技需求征集');

    const files = await loadCampaignFiles([builtInCampaigns]);
    await enterCampaigns(
      store.prisma,
      files.map(({ campaign }) => campaign),
      new Date(),
    );
    expect(await store.prisma.formVersion.count({ where: { campaignId: id } })).toBe(versions + 2);
    const kept = JSON.stringify((await campaignOf()).definition);
    expect(kept).toContain('天门山旅游区');
    expect(kept).toContain('2026年科技需求征集');

    await opensArea(/天门山旅游区/);
    await chen.taps('删除…');
    await chen.hears('才能删除');
    await chen.taps('确认删除');
    await chen.hears('区域已删除');
    expect(JSON.stringify((await campaignOf()).definition)).not.toContain('天门山');
  });
});
