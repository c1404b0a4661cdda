import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { type CampaignDefinition, campaignSchema } from '../../src/survey/definition.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { fillIn, storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';
import { smallCampaign } from '../survey/small-campaign.js';

const unit = 'forms[0].sections[0].questions';
const need = 'forms[0].sections[1].questions';
const email = { id: 'email', kind: 'email', label: '联系邮箱' };
const content = '研究采后保鲜与活性成分稳态化技术';

const values = {
  'unit-name': '云雾茶业公司',
  staff: 120,
  researchers: 18,
  area: 'east',
  sector: '农业',
  listed: true,
  'demand-name': '莓茶保鲜',
  category: '攻关',
  ways: ['转让', '合作'],
  content,
  total: 320,
  public: 100,
} as const;

/** In front of all others, so that places move; one answer over its limit, one choice and one question gone. */
const changed = {
  [unit]: [
    email,
    { id: 'unit-name', kind: 'text', label: '单位名称' },
    { id: 'staff', kind: 'wholeNumber', label: '职工' },
    { id: 'area', kind: 'chooseOne', label: '区域', choices: ['west', 'east'] },
    {
      id: 'sector',
      kind: 'chooseOne',
      label: '行业',
      choices: ['林业', '农业'],
      showIf: { question: 'area', is: 'east' },
    },
    { id: 'researchers', kind: 'wholeNumber', label: '研发人员' },
  ],
  [`${need}[1].choices`]: ['科普', '推广'],
  [`${need}[3].limit`]: 10,
};

function campaign(changes: Record<string, unknown> = {}): CampaignDefinition {
  return campaignSchema.parse(smallCampaign(changes));
}

describeStores('a draft and a newer version of its form', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let next = 7600;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { campaigns: [campaign()] });
  });
  afterAll(() => running.stop());
  beforeEach(() => publish({}));

  const publish = (changes: Record<string, unknown>): Promise<void> =>
    enterCampaigns(store.prisma, [campaign(changes)], new Date());

  async function drafting(given: Readonly<Record<string, unknown>> = values): Promise<ChatPerson> {
    const li = await running.chat.newcomer(next++, '李敏');
    await li.starts('small-2026');
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    await li.hears(/第 1\/\d+ 题/);
    await running.chat.settled();
    await fillIn(store, li.id, given as typeof values);
    return li;
  }

  const numberOf = async (li: ChatPerson) => {
    const version = await store.prisma.formVersion.findUnique({
      where: { id: (await storedOf(store, li.id))?.formVersionId ?? 0 },
    });
    return version?.definition;
  };

  it('stays on its version until its owner moves it, which /start and opening it offer', async () => {
    const li = await drafting();
    const before = await numberOf(li);
    await li.says('/start');
    expect((await li.hears('请选择')).text).not.toContain('新版');
    await publish(changed);
    await li.says('/start');
    const choice = await li.hears('请选择');
    expect(choice.text).toContain('有了新版');
    expect(choice.buttons.flat().some((text) => text.startsWith('换到新版：需求表'))).toBe(true);
    await li.taps(/需求表.*\d+\/\d+/, { in: choice.id });
    const opened = await li.hears('这份表格有了新版');
    expect(opened.text).toContain(
      '要多填 1 题，有 2 个回答要重新填（原来的内容会留着），有 1 个回答的题目取消了',
    );
    expect(opened.buttons.flat()).toContain('换到新版表格');
    await li.says('农业');
    expect((await li.hears('备注')).text).not.toContain('新版');
    expect(await numberOf(li)).toEqual(before);
  });

  it('moves with one tap: what fits stays, what does not is asked again with what was written', async () => {
    const li = await drafting();
    await publish(changed);
    await li.starts('small-2026');
    await li.taps('换到新版表格', { in: (await li.hears('有了新版')).id });
    const moved = await li.hears('已换到新版表格');
    expect(moved.text).toContain('有 2 个回答不合新版的要求');
    expect(moved.text).toContain('新版多问 1 题');
    expect(moved.text).toContain('联系邮箱');
    const { category: _, content: __, listed: ___, ...kept } = values;
    expect((await storedOf(store, li.id))?.answers).toEqual(kept);
    const history = await store.prisma.answerHistory.findMany({
      where: { submissionId: (await storedOf(store, li.id))?.id ?? 0 },
      orderBy: { questionId: 'asc' },
    });
    expect(history.map(({ questionId, value }) => [questionId, value])).toEqual([
      ['category', '攻关'],
      ['content', content],
      ['listed', true],
    ]);
    await li.says('li@example.com');
    const category = await li.hears('类别');
    expect(category.text).toContain('您原来的回答');
    expect(category.text).toContain('攻关');
    await li.taps('科普', { in: category.id });
    const long = await li.hears('内容');
    expect(long.text).toContain('还留着（限 10 字）');
    await li.taps(/截短/, { in: long.id });
    await li.hears('领域');
    expect((await storedOf(store, li.id))?.answers.content).toBe(content.slice(0, 10));
    await li.says('农业');
    await li.says('无');
    await li.hears('全部填完了');
    await submits(li);
    await li.says('/mydata');
    await li.hears('全部数据');
  });

  it('moves once, whoever taps twice or on two devices, and old buttons answer politely', async () => {
    const { area: _, sector: __, ...given } = values;
    const li = await drafting(given);
    await li.starts('small-2026');
    const old = await li.hears('区域');
    await publish(changed);
    await li.starts('small-2026');
    const offer = dataOf(await li.hears('有了新版'), '换到新版表格');
    await Promise.all([li.tapsData(old.id, offer), li.tapsData(old.id, offer)]);
    await li.hears('已换到新版表格');
    await li.hears('已经是最新版');
    // The second choice and the fifth question are others by now.
    const tap = await li.tapsData(old.id, dataOf(old, 'west'));
    expect((await tap.answer()).text).toContain('旧版表格里的按钮');
    expect((await li.hears('旧版表格里的按钮')).text).toContain('联系邮箱');
    await li.tapsData(old.id, 'choose:1:0:4:0');
    await running.chat.settled();
    const { id: submissionId = 0, answers } = (await storedOf(store, li.id)) ?? {};
    expect(answers).not.toHaveProperty('area');
    expect(await store.prisma.answerHistory.count({ where: { submissionId, questionId: 'listed' } })).toBe(1);
    const wang = await drafting({});
    await wang.tapsData((await wang.last()).id, offer);
    await wang.hears('没有找到这份表');
  });

  it('moves once where the reply is lost, and where the tap comes again', async () => {
    const li = await drafting();
    await publish(changed);
    await li.starts('small-2026');
    const offer = await li.hears('有了新版');
    await running.chat.settled();
    const before = await storedOf(store, li.id);
    for (const method of ['sendMessage', 'editMessageText'])
      await running.chat.fault(method, { chat: li.id, drop: 'before' });
    await li.tapsData(offer.id, dataOf(offer, '换到新版表格'));
    await li.hears('已换到新版表格', 20_000);
    await running.chat.settled(20_000);
    await running.chat.noFaults();
    const moved = await storedOf(store, li.id);
    expect(moved?.formVersionId).not.toBe(before?.formVersionId);
    expect(moved?.revision).toBe((before?.revision ?? 0) + 1);
    const history = () => store.prisma.answerHistory.count({ where: { submissionId: before?.id ?? 0 } });
    expect(await history()).toBe(3);
    await running.chat.again({ last: 1 });
    await running.chat.forgetConfirmation({ last: 1 });
    await running.chat.settled();
    expect(await storedOf(store, li.id)).toEqual(moved);
    expect(await history()).toBe(3);
  }, 60_000);

  it('stays where the desk has moved it, though the newer version asks its area by another question', async () => {
    const { sector: _, ...given } = { ...values, area: 'west', field: '农业', remark: '无' };
    const li = await drafting(given);
    await submits(li, running.chat);
    const { id = 0 } = (await storedOf(store, li.id)) ?? {};
    await store.prisma.filedDemand.updateMany({ where: { submissionId: id }, data: { area: 'east' } });
    await li.taps('撤回修改');
    await li.taps(/确认撤回/);
    await li.hears('撤回');
    await running.chat.settled();
    await publish({
      [`${unit}[4]`]: { id: 'place', kind: 'chooseOne', label: '所在地', choices: ['east', 'west'] },
      [`${unit}[5].showIf.question`]: 'place',
      'forms[0].roles.area': 'place',
    });
    await li.starts('small-2026');
    await li.taps('换到新版表格', { in: (await li.hears('有了新版')).id });
    await li.taps(/west|河西/, { in: (await li.hears('所在地')).id });
    await li.hears('全部填完了');
    await submits(li, running.chat);
    const filed = await store.prisma.filedDemand.findFirstOrThrow({ where: { submissionId: id } });
    expect(filed.area).toBe('east');
  });

  it('keeps to the version it was submitted or sent back in, and is offered nothing after the deadline', async () => {
    const li = await drafting({ ...values, field: '农业', remark: '无' });
    await publish(changed);
    await store.prisma.submission.updateMany({ data: { state: 'correcting' } });
    await li.says('/start');
    expect((await li.hears('请选择')).text).not.toContain('有了新版');
    const { id = 0 } = (await storedOf(store, li.id)) ?? {};
    await li.tapsData((await li.last()).id, `newer:${id.toString(36)}`);
    await li.hears('已过期');
    await store.prisma.submission.updateMany({ data: { state: 'draft' } });
    await store.prisma.campaign.updateMany({ data: { unitDeadline: new Date(Date.now() - 60_000) } });
    await li.says('/start');
    expect((await li.hears('请选择')).text).not.toContain('有了新版');
    await store.prisma.campaign.updateMany({ data: { unitDeadline: new Date(Date.now() + 86_400_000) } });
  });

  it('begins in the newest version by a button of an earlier one', async () => {
    const li = await running.chat.newcomer(next++, '李敏');
    await li.starts('small-2026');
    const notice = await li.hears('您的权利');
    await publish(changed);
    await li.taps('同意', { in: notice.id });
    await li.hears('联系邮箱');
  });
});
