import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { cellsOf } from '../support/sheet-cells.js';
import { describeStores } from '../support/store.js';
import { fillIn, type Values } from '../support/stored.js';

const recommender = '自治区林草局';
const recommenderPerson = 1003;

const project: Values = {
  'recommender-name': recommender,
  'contact-department': '科技处',
  'contact-name': '阿依古丽',
  'contact-phone': '13899990001',
  industry: '林果业',
  overview: '研究戈壁红枣抗旱栽培技术。',
  'total-investment': 800,
  'public-funds': 300,
  undertaker: '某林果科技有限公司',
  leader: '王林',
  'leader-title': '研究员',
  'leader-phone': '0991-1234567',
};

describeStores('a recommender', (open) => {
  let store: Store;
  let running: RunningApp;
  let next = 8500;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    await appoints(store, recommenderPerson, {
      campaignId: 'xinjiang-2023',
      role: 'recommender',
      title: recommender,
      scopes: [{ kind: 'area', value: recommender }],
    });
  });
  afterAll(() => running.stop());

  /** Somebody files one project for the recommender. */
  async function files(name: string, by = recommender): Promise<ChatPerson> {
    const li = await running.chat.newcomer(next++, '李敏');
    await li.starts('xinjiang-2023__recommended-project');
    await li.taps('同意，开始填写');
    await li.hears('推荐单位');
    await running.chat.settled();
    await fillIn(store, li.id, { ...project, 'recommender-name': by, 'project-name': name });
    await li.starts('xinjiang-2023__recommended-project');
    await li.hears('全部填完了');
    for (const words of ['请最后核对', '提交成功']) {
      await li.says('提交');
      await li.hears(words);
    }
    return li;
  }

  it('has five at most on its sheet of eight columns, in its own order, and sees nobody else’s', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await files(`红枣项目${n}`);
    await files('别家的棉花项目', '自治区农业农村厅');
    const zhao = running.chat.person(recommenderPerson);
    for (let left = 6; left > 1; left -= 1) {
      await zhao.says('/inbox');
      await zhao.taps('1', { in: (await zhao.hears(`待审核（${left} 个）`)).id });
      await zhao.hears('状态：待审核');
      await zhao.taps(/^通过$/);
      await zhao.hears('状态：已通过');
    }
    await zhao.says('/inbox');
    const last = await zhao.hears('待审核（1 个）');
    expect(last.text).not.toContain('棉花');
    await zhao.taps('1', { in: last.id });
    await zhao.hears('状态：待审核');
    await zhao.taps(/^通过$/);
    const full = await zhao.hears('汇总表最多列 5 个项目');
    expect(full.buttons.flat()).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `换下 ${n}. 红枣项目${n}`),
      '‹ 回到项目',
    ]);

    const tap = await zhao.taps('换下 2. 红枣项目2', { in: full.id });
    await tap.answer();
    await zhao.hears('状态：已通过');
    await running.chat.settled();
    const order = async (): Promise<string[]> => {
      const rows = await store.prisma.filedDemand.findMany({
        where: { state: 'accepted' },
        orderBy: { rank: 'asc' },
      });
      return rows.map(({ name, rank }) => `${rank} ${name}`);
    };
    const swapped = ['1 红枣项目1', '2 红枣项目3', '3 红枣项目4', '4 红枣项目5', '5 红枣项目6'];
    expect(await order()).toEqual(swapped);
    const acts = await store.prisma.auditAct.findMany({ orderBy: { sequence: 'desc' }, take: 2 });
    expect(acts.map(({ act, role }) => `${act} ${role}`)).toEqual(['swap recommender', 'reopen recommender']);
    // Back to the one that gave way: it finds a full sheet again, and a button of before does nothing.
    const old = (n: number, revision: number): string =>
      `desk-swap:${[byName.get('红枣项目2') ?? 0, 2, byName.get(`红枣项目${n}`) ?? 0, revision].map((one) => one.toString(36)).join(':')}`;
    const byName = new Map(
      (await store.prisma.filedDemand.findMany()).map(({ name, demandId }) => [name, demandId]),
    );
    for (const data of [old(3, 7), old(2, 2), old(99, 0)]) await zhao.tapsData(full.id, data);
    await zhao.hears('刚被别人改过');
    await running.chat.settled();
    expect(await order()).toEqual(swapped);

    await zhao.says('汇总');
    const summary = await zhao.hears('汇总 ·');
    expect(summary.text).toContain('已通过 5');
    await zhao.taps(/官方汇总表/, { in: summary.id });
    await running.chat.settled();
    const { message } = await zhao.last();
    const cells = await cellsOf(await zhao.download(message.document?.file_id ?? ''));
    expect(cells).toContain(`推荐单位（盖章）：${recommender}`);
    const header = cells.indexOf('序号');
    expect(cells.slice(header, header + 16)).toEqual([
      '序号',
      '项目名称',
      '产业领域',
      '项目计划总投入（万元）',
      '申请自治区财政资金额度（万元）',
      '承担单位',
      '主持人',
      '联系电话',
      '1',
      '红枣项目1',
      '林果业',
      '800',
      '300',
      '某林果科技有限公司',
      '王林',
      '0991-1234567',
    ]);
  });
});
