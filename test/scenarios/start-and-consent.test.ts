import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import { tablesWith } from '../faults/whole-database.js';
import { dataOf } from '../support/buttons.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { beginsZhangjiajie } from '../support/scripted.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';

describeStores('start and consent', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let campaigns: CampaignDefinition[];
  let next = 5000;
  const newcomer = () => running.chat.newcomer(next++, '新来的');
  beforeAll(async () => {
    store = await open();
    campaigns = [...(await loadCampaigns([builtInCampaigns]))];
    running = await runApp(store, { campaigns });
  });
  afterAll(() => running.stop());

  const consentsOf = async (person: number) =>
    store.prisma.consent.findMany({
      where: { person: { identities: { some: { externalId: String(person) } } } },
      orderBy: { acceptedAt: 'asc' },
    });

  it('offers all open forms, and says who collects, for what and what is kept before the first question', async () => {
    const li = await newcomer();
    await li.says('/start');
    const choice = await li.hears('请选择');
    expect(choice.buttons.flat()).toHaveLength(3);
    await li.taps('科技创新项目需求调查表');
    const notice = await li.hears('您的权利');
    for (const part of ['征集单位', '用途', '保存什么', '保存多久', '咨询', '截止时间'])
      expect(notice.text).toContain(part);
    expect(await consentsOf(li.id)).toHaveLength(0);
    expect(await storedOf(store, li.id)).toBeUndefined();
    await li.taps('同意');
    expect((await li.hears('单位名称（盖章）')).text).toContain('第 1/');
    const [consent] = await consentsOf(li.id);
    expect(consent).toMatchObject({ campaignId: 'zhangjiajie-2021', textVersion: '2021-1' });
    expect(Date.now() - Number(consent?.acceptedAt)).toBeLessThan(60_000);
  });

  it('keeps nothing of what is typed before the notice is accepted', async () => {
    const li = await newcomer();
    await li.says('金丝雀甲');
    await li.hears('请先选择');
    await li.starts('zhangjiajie-2021');
    await li.hears('您的权利');
    await li.says('金丝雀甲有限公司');
    await li.hears();
    await running.chat.settled();
    expect(await storedOf(store, li.id)).toBeUndefined();
    expect(await tablesWith(store, ['金丝雀甲'])).toEqual({});
  });

  it('shows the notice again when something is typed before it is accepted, and begins from there', async () => {
    const li = await newcomer();
    await li.starts('zhangjiajie-2021');
    await li.hears('您的权利');
    await li.says('云雾莓茶公司');
    const again = await li.hears(/没有记入/);
    await li.taps(/调查表/, { in: again.id });
    await li.hears('您的权利');
    await li.taps('同意');
    await li.hears('单位名称（盖章）');
  });

  it('takes no typed consent: it leads to the choice, or to the notice where only one can be meant', async () => {
    const li = await newcomer();
    await li.starts('zhangjiajie-2021');
    await li.hears('您的权利');
    for (const word of ['同意', '我同意。', '同意，开始填写', 'I agree']) {
      await li.says(word);
      const said = await li.hears('打字不算同意');
      expect(said.text).toContain('同意，开始填写');
      expect(said.buttons.flat()).toHaveLength(3);
    }
    expect(await storedOf(store, li.id)).toBeUndefined();
    await li.starts('xinjiang-2023__recommended-project');
    await li.hears('您的权利');
    await li.taps('同意');
    await li.hears(/第 1\//);
    await li.says('/cancel');
    await li.hears('先到这里');
    await li.says('同意并开始');
    const notice = await li.hears('打字不算同意');
    expect(notice.text).toContain('科技创新项目需求调查表');
    expect(notice.text).toContain('您的权利');
    await li.taps('同意', { in: notice.id });
    await li.hears('单位名称（盖章）');
    await li.says('/cancel');
    await li.hears('先到这里');
    await li.says('同意');
    await li.hears('没有记入');
  });

  it('says of each form when it closes, where the forms of one campaign close at different times', async () => {
    const li = await newcomer();
    await li.says('/start');
    const { text } = await li.hears('请选择');
    expect(text).toMatch(/• 自治区重大科技需求征集 · 自治区厅厅联动、厅地联动重大科技项目征集表 · 截止/);
    expect(text).toMatch(/• 自治区重大科技需求征集 · 自治区重点产业重点领域.*征集表 · 截止/);
    expect(text).toMatch(/大调研 · 截止/);
  });

  it('leads straight to the form that a link names, and to the choice of two forms of one campaign', async () => {
    const one = await newcomer();
    await one.starts('xinjiang-2023__recommended-project');
    const opened = await one.hears();
    expect(opened.text).toContain('自治区厅厅联动、厅地联动重大科技项目征集表');
    expect(opened.text).toContain('您的权利');
    const three = await newcomer();
    await three.starts('xinjiang-2023');
    expect((await three.hears('请选择')).buttons.flat()).toHaveLength(2);
  });

  it('says so when a link names nothing that is open, and offers what is', async () => {
    const li = await newcomer();
    await li.starts('gone-2019');
    const heard = await li.hears('没有找到这个链接');
    expect(heard.buttons.flat().length).toBe(3);
  });

  it('goes on where a link was opened before, without asking for consent twice', async () => {
    const li = await newcomer();
    await beginsZhangjiajie(li);
    await li.hears('单位名称（盖章）');
    await li.says('甲公司');
    await li.hears('统一社会信用代码');
    await li.starts('zhangjiajie-2021');
    await li.hears('统一社会信用代码');
    expect(await consentsOf(li.id)).toHaveLength(1);
    expect(await store.prisma.submission.count({ where: { formId: 'survey' } })).toBeGreaterThan(0);
  });

  it('keeps one draft of a form whatever is tapped, and goes on with it from the choice', async () => {
    const li = await newcomer();
    await li.starts('zhangjiajie-2021');
    const notice = await li.hears('您的权利');
    await Promise.all([
      li.taps('同意', { in: notice.id }),
      li.taps('同意', { in: notice.id }),
      li.taps('同意', { in: notice.id }),
    ]);
    await li.hears('单位名称（盖章）');
    await li.says('甲公司');
    await li.hears('统一社会信用代码');
    await li.says('/cancel');
    await li.hears('先到这里');
    await li.says('/start');
    const choice = await li.hears('请选择');
    await li.taps(/继续填写/, { in: choice.id });
    await li.hears('统一社会信用代码');
    const own = await store.prisma.submission.findMany({
      where: { person: { identities: { some: { externalId: String(li.id) } } } },
    });
    expect(own).toHaveLength(1);
  });

  it('holds drafts of several forms side by side and switches between them', async () => {
    const li = await newcomer();
    await beginsZhangjiajie(li);
    await li.hears('单位名称（盖章）');
    await li.says('甲公司');
    await li.hears('统一社会信用代码');
    await li.says('/start');
    const choice = await li.hears('请选择');
    await li.taps(/填写：.*厅厅联动/, { in: choice.id });
    await li.hears('您的权利');
    await li.taps('同意');
    const other = await li.hears(/第 1\//);
    expect(other.text).not.toContain('统一社会信用代码');
    await li.says('/start');
    const both = await li.hears('请选择');
    expect(both.buttons.flat().filter((button) => button.startsWith('继续填写'))).toHaveLength(2);
    await li.taps(/继续填写.*调查表/, { in: both.id });
    await li.hears('统一社会信用代码');
    await li.says('91110000600037341L');
    await li.hears('单位地址');
    const survey = await store.prisma.submission.findFirst({
      where: { formId: 'survey', person: { identities: { some: { externalId: String(li.id) } } } },
      include: { answers: true },
    });
    expect(survey?.answers.map(({ questionId }) => questionId).sort()).toEqual(['credit-code', 'unit-name']);
  });

  it('says where a text went that was typed after leaving, and loses no answer', async () => {
    const li = await newcomer();
    await beginsZhangjiajie(li);
    await li.hears('单位名称（盖章）');
    await li.says('/cancel');
    await li.hears('先到这里');
    await li.says('甲公司');
    const heard = await li.hears('没有记入');
    expect(heard.buttons.flat()[0]).toContain('继续填写');
    expect((await storedOf(store, li.id))?.answers).toEqual({});
  });
});

describeStores('a notice that changes', (open) => {
  it('is read and accepted again before the form goes on, and an old button accepts nothing', async () => {
    const store = await open();
    const campaigns = (await loadCampaigns([builtInCampaigns])).filter(({ id }) => id === 'zhangjiajie-2021');
    const first = await runApp(store, { campaigns });
    const li = first.chat.person(1001);
    await beginsZhangjiajie(li);
    await li.hears('单位名称（盖章）');
    await li.says('甲公司');
    await li.hears('统一社会信用代码');
    const wang = first.chat.person(1002);
    await wang.starts();
    const read = await wang.hears('您的权利');
    const old = dataOf(read, '同意');
    await first.stop();
    const renewed = campaigns.map((campaign) => ({
      ...campaign,
      notice: { ...campaign.notice, version: '2021-2', purpose: '新的用途' },
    }));
    const second = await runApp(store, { campaigns: renewed });
    try {
      const again = second.chat.person(1001);
      await again.says('/start');
      await again.hears();
      await again.taps('继续填写');
      const notice = await again.hears('须知有更新');
      expect(notice.text).toContain('新的用途');
      // What is typed all the same is kept, under the notice that was accepted; the next question waits.
      await again.says('91110000600037341L');
      const kept = await again.hears('已记下');
      expect(kept.text).toContain('须知有更新');
      expect(kept.text).not.toContain('单位地址');
      await again.taps('同意', { in: kept.id });
      await again.hears('单位地址');
      const late = second.chat.person(1002);
      await late.says('/start');
      const now = await late.hears('您的权利');
      await late.tapsData(now.id, old);
      expect((await late.hears('您的权利')).text).toContain('新的用途');
      const consents = await store.prisma.consent.findMany({ orderBy: { acceptedAt: 'asc' } });
      expect(consents.map(({ textVersion }) => textVersion)).toEqual(['2021-1', '2021-2']);
    } finally {
      await second.stop();
      await store.close();
    }
  });
});
