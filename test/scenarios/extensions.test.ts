import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

const planner = 9402;
const responsible = 9403;
const id = 'zhangjiajie-2021';

describeStores('more time for a unit', (open) => {
  let store: Store;
  let running: RunningApp;
  let gui: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    for (const [person, name] of [
      [planner, '规划科'],
      [responsible, '赵责任'],
    ] as const)
      await running.chat.newcomer(person, name);
    await appoints(store, planner, { role: 'planner' });
    await appoints(store, responsible, { role: 'responsible', scopes: [{ kind: 'area', value: '永定区' }] });
    gui = running.chat.person(planner);
  });
  afterAll(() => running.stop());

  const runsOn = () =>
    store.prisma.campaign.update({ where: { id }, data: { unitDeadline: new Date(Date.now() + 864e5) } });
  const passes = (ago = 60_000) =>
    store.prisma.campaign.update({ where: { id }, data: { unitDeadline: new Date(Date.now() - ago) } });

  /** From the command to the question whether to grant it. */
  async function proposes(unit: string, days: RegExp): Promise<Heard> {
    await running.chat.settled();
    await gui.unheard();
    await gui.says('/extend');
    await gui.hears('请输入单位名称');
    await gui.says(unit.slice(2, 8));
    const found = await gui.hears('请选择单位');
    await gui.taps(unit, { in: found.id });
    const until = await gui.hears('延期到什么时候');
    await gui.taps(days, { in: until.id });
    await gui.hears('请输入延期理由');
    await gui.says('停电三天');
    return gui.hears('确认延期？');
  }

  it('is granted by the planning office, told to the contact, and can be withdrawn', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await passes();
    await li.says('提交');
    await li.hears('已经过了截止时间');

    const asked = await proposes('张家界云雾莓茶生物科技有限公司', /^\+3 天/);
    expect(asked.text).toContain('理由：停电三天');
    // Proposed, and not granted: nothing has changed.
    await li.says('提交');
    await li.hears('已经过了截止时间');
    await gui.taps('确认延期', { in: asked.id });
    await gui.hears('延期有效');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    expect(await store.prisma.auditAct.count({ where: { act: 'extend' } })).toBe(1);
    await li.hears('您的填报已延期', 15_000);
    await li.says('/status');
    expect((await li.hears('我的填报')).text).toMatch(/还剩 [23] 天/);
    await li.says('/start');
    await li.hears(/还剩 [23] 天/);

    // It holds when the office closes to units, and ends when it is withdrawn.
    await store.prisma.campaign.update({ where: { id }, data: { state: 'closedToUnits' } });
    await li.says('/status');
    expect((await li.hears('我的填报')).text).toContain('还剩');
    await gui.taps('撤回延期');
    await gui.hears('延期已撤回');
    await li.hears('您的延期已撤回', 15_000);
    await li.says('提交');
    await li.hears('征集单位已停止接收本表');
    await store.prisma.campaign.update({ where: { id }, data: { state: 'open' } });
    await gui.tapsData(asked.id, dataOf(asked, '确认延期'));
    await gui.hears('情况已经变了');

    await proposes('张家界云雾莓茶生物科技有限公司', /^\+1 天/);
    await gui.taps('确认延期');
    await gui.hears('延期有效');
    await li.hears('您的填报已延期', 15_000);
    // It was read back before.
    await li.says('提交');
    await li.hears('提交成功');
  });

  it('holds for what was sent back to the unit as well, also once its day is over', async () => {
    await runsOn();
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await li.says('提交');
    await li.hears('提交成功');
    await running.chat.settled();
    const name = `张家界补正${li.id}有限公司`;
    const submission = (await storedOf(store, li.id))?.id ?? 0;
    await store.prisma.answer.updateMany({
      where: { submissionId: submission, questionId: 'unit-name' },
      data: { value: name },
    });
    await sendBack(store, li.id, [{ question: 'unit-name' }], new Date(Date.now() - 60_000));
    await running.chat.settled();
    await proposes(name, /^\+3 天/);
    await gui.taps('确认延期');
    await gui.hears('延期有效');
    await li.hears('您的填报已延期', 15_000);
    await li.says('/status');
    expect((await li.hears('我的填报')).text).toMatch(/还剩 [34] 天/);
    const { dueAt } = await store.prisma.correction.findFirstOrThrow({ where: { submissionId: submission } });
    expect(dueAt?.getTime()).toBeGreaterThan(Date.now() + 2.5 * 864e5);
  });

  it('goes to a unit of the roster before anybody fills in for it, and to whoever comes by its link', async () => {
    await runsOn();
    const { li } = await contactAt(running, store);
    await passes();
    const unit = await store.prisma.rosterUnit.create({
      data: { campaignId: id, name: '张家界天门陶瓷有限公司', area: '永定区' },
    });
    await gui.says('/extend');
    await gui.hears('请输入单位名称');
    await gui.says('没有这家');
    await gui.hears('没有名称里有“没有这家”的单位');
    await gui.says('/extend');
    await gui.hears('请输入单位名称');
    await gui.says('天门陶瓷');
    await gui.taps(/天门陶瓷/, { in: (await gui.hears('请选择单位')).id });
    const until = await gui.hears('延期到什么时候');
    expect(until.text).toContain('还没有填报人');
    await gui.taps('其他时间…', { in: until.id });
    await gui.hears('请输入延期后的截止时间');
    await gui.says('2020-01-01');
    await gui.hears('已经过去');
    const day = new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10);
    await gui.says(`${day} 18:00`);
    await gui.hears('请输入延期理由');
    await gui.says('字'.repeat(201));
    await gui.hears('现在是 201 字');
    await gui.says('新建单位');
    await gui.hears('还没有填报人可以通知');
    await gui.taps('确认延期');
    await gui.hears('延期有效');

    await li.says('/status');
    expect((await li.hears('我的填报')).text).not.toContain('还剩');
    const { personId } = await store.prisma.identity.findFirstOrThrow({
      where: { externalId: String(li.id) },
    });
    await store.prisma.rosterUnit.update({ where: { id: unit.id }, data: { personId } });
    await li.says('/status');
    expect((await li.hears('我的填报')).text).toMatch(/18:00，还剩 [45] 天/);
    await submits(li);
  });

  it('takes a name and a time as they are typed, and says of each wrong one what it understood', async () => {
    await runsOn();
    const name = '湖南“云 溪”（张家界）精密陶瓷３厂';
    await store.prisma.rosterUnit.create({ data: { campaignId: id, name, area: '永定区' } });
    await store.prisma.rosterUnit.createMany({
      data: Array.from({ length: 11 }, (_, at) => ({
        campaignId: id,
        name: `同名铸造${at}厂`,
        area: '永定区',
      })),
    });
    await gui.unheard();
    const finds = async (words: string, heard: string | RegExp): Promise<Heard> => {
      await gui.says('/extend');
      await gui.hears('请输入单位名称');
      await gui.says(words);
      return gui.hears(heard);
    };
    await finds('"没有这家"', '没有名称里有“"没有这家"”的单位');
    await finds('。', '没有名称里有“。”的单位');
    expect((await finds('同名铸造', '这里是前 10 家')).buttons.flat()).toHaveLength(11);
    for (const typed of ['"云溪"(张家界)', '「云溪」（张家界）精密', ' 精密陶瓷3厂 '])
      expect((await finds(typed, '请选择单位')).buttons.flat()[0]).toContain('精密陶瓷３厂');
    await gui.taps(/精密陶瓷/);
    await gui.hears('延期到什么时候');
    await gui.taps('其他时间…');
    await gui.hears('请输入延期后的截止时间');
    const year = new Date().getFullYear();
    for (const [typed, word] of [
      ['快点', '没有看懂“快点”'],
      ['31/12', '分不清月和日'],
      [`${year}-02-30`, `没有“${year}-02-30”这一天`],
      ['2020-01-01', '您写的是 2020年1月1日 23:59，已经过去了'],
      [`${year + 2}-01-01`, '最多可以延期一年'],
      ['今天', '不用延期'],
    ] as const) {
      await gui.says(typed);
      expect((await gui.hears(word)).text).toMatch(/例如|请写成|更晚的时间/);
    }
    await gui.says('大后天下午六点');
    expect((await gui.hears('请输入延期理由')).text).toContain('18:00');
    await gui.says('/cancel');
    await running.chat.settled();
  });

  it('is nothing that others can grant, whatever they tap', async () => {
    const zhao = running.chat.person(responsible);
    await zhao.says('/extend');
    await zhao.hears('不由您管理');
    const [last] = await store.prisma.extension.findMany({ orderBy: { id: 'desc' }, take: 1 });
    const mark = dataOf(await list(), '单位延期…').split(':')[1] ?? '';
    for (const data of [
      `more-end:${mark}:${(last?.id ?? 0).toString(36)}`,
      `more-find:${mark}`,
      'more:zzz',
    ]) {
      await zhao.tapsData((await zhao.last()).id, data);
      await zhao.hears('不由您管理');
    }
    await gui.tapsData((await gui.last()).id, `more-end:${mark}:zzzzzz`);
    await gui.hears('没有找到这条延期');
    await gui.tapsData((await gui.last()).id, `more-until:${mark}:1:zz:1`);
    await gui.hears('没有找到这个单位');
    expect((await store.prisma.extension.findUnique({ where: { id: last?.id ?? 0 } }))?.withdrawnAt).toBe(
      null,
    );
  });

  async function list(): Promise<Heard> {
    await gui.says('/campaigns');
    await gui.taps(/我为群众/, { in: (await gui.hears('征集活动')).id });
    return gui.hears('状态：');
  }
});
