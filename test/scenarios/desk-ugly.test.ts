import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

let next = 9700;

describeStores('the desk, badly treated', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  let demand: number;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await store.prisma.filedDemand.deleteMany();
    zhao = await running.chat.newcomer(next++, '赵芳');
    await appoints(store, zhao.id, { role: 'planner' });
    demand = (await files(store, { demands: [{ 'project-name': '<b>莓茶</b> & "茶"' }] })).demands[0] ?? 0;
  });

  const row = () => store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } });

  async function opens(): Promise<number> {
    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核')).id });
    return (await zhao.hears('状态：')).id;
  }

  it.each([
    '<b>加粗</b><script>&amp;</i>',
    '=1+1',
    '+86 @SUM(A1)',
    '👨‍👩‍👧‍👦 茶🍵',
    '\u202E倒过来\u202C',
    '一\u0007二\u200B三',
    '第一行\n\n第二行\t制表',
    'a'.repeat(300),
  ])('keeps a brief that reads %j and shows it', async (text) => {
    await opens();
    await zhao.taps('写简述');
    await zhao.hears('请发送');
    await zhao.says(text);
    const saved = await zhao.hears(/简述已保存|超过/);
    await running.chat.settled();
    expect(saved.text).toContain('简述已保存');
    expect((await row()).brief).toBe(text.trim());
    await zhao.says('汇总');
    const summary = await zhao.hears('汇总 ·');
    await zhao.taps(/官方汇总表|待审核/, { in: summary.id });
    await running.chat.settled();
    expect(running.log.join('\n')).not.toContain('"parked"');
  });

  it.each(['长'.repeat(4096), '%', '_', '\\', "'; DROP TABLE x --", '<b>', '👍🏽'])(
    'finds nothing for the search %j, and goes on',
    async (text) => {
      await zhao.says('/inbox');
      await zhao.taps('查找…', { in: (await zhao.hears('待审核')).id });
      await zhao.hears('请发送');
      await zhao.says(text);
      const isThere = text === '<b>';
      await zhao.hears(isThere ? '（1 个）' : '（0 个）');
      await zhao.says('/inbox');
      await zhao.hears('待审核（1 个）');
    },
  );

  it('turns no page behind the end', async () => {
    const { id } = await zhao.says('/inbox').then(() => zhao.hears('待审核（1 个）'));
    await zhao.tapsData(id, 'desk-list:0:zz');
    await running.chat.settled();
    const page = await zhao.last();
    expect(page.text).toContain('莓茶');
  });

  it('does once what an old button says twice', async () => {
    const id = await opens();
    const first = await zhao.taps(/^通过$/, { in: id });
    await first.answer();
    await zhao.tapsData(id, `desk-accept:${demand.toString(36)}:0`);
    await zhao.hears('刚被别人改过');
    await running.chat.settled();
    expect(await row()).toMatchObject({ state: 'accepted', revision: 1, rank: 1 });
  });

  it('sends back what its reviewer has picked, and nothing that another one has', async () => {
    const qian = await running.chat.newcomer(next++, '钱处');
    await appoints(store, qian.id, { role: 'planner', title: '另一处' });
    async function picks(who: ChatPerson, label: string): Promise<void> {
      await who.says('/inbox');
      await who.taps('1', { in: (await who.hears('待审核')).id });
      const file = await who.hears('状态：');
      await who.taps('退回修改', { in: file.id });
      await who.taps(label, { in: (await who.hears('点要修改的题')).id });
      await who.hears('要怎么改');
      await who.taps('不清楚');
    }
    await picks(qian, '单位地址');
    await qian.hears('已选 1 处');
    await picks(qian, '邮编');
    await qian.hears('已选 2 处');
    await picks(zhao, '邮编');
    const chosen = await zhao.hears('已选 1 处');
    expect(chosen.text).toContain('其他审核人已选、还没有退回的');
    expect(chosen.text).toContain('单位地址：不清楚（另一处）');
    await zhao.taps(/退回这 1 处/);
    await zhao.taps(/^7 天/);
    await zhao.hears('已退回');
    await running.chat.settled();
    const rows = await store.prisma.correction.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ questionId, state }) => [questionId, state])).toEqual([
      ['unit-address', 'chosen'],
      ['postal-code', 'chosen'],
      ['postal-code', 'open'],
    ]);
  });

  it('does nothing to a demand that was withdrawn meanwhile', async () => {
    const id = await opens();
    await store.prisma.filedDemand.update({
      where: { demandId: demand },
      data: { state: 'withdrawn', revision: { increment: 1 } },
    });
    for (const verb of ['desk-accept', 'desk-brief', 'desk-due', 'desk-rank', 'desk-advise'])
      for (const revision of [0, 1]) await zhao.tapsData(id, `${verb}:${demand.toString(36)}:${revision}`);
    await running.chat.settled();
    await zhao.says('写给已撤回的');
    await running.chat.settled();
    expect(await row()).toMatchObject({ state: 'withdrawn', revision: 1, brief: null, rank: null });
  });
});
