import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Schedule } from '../../src/notices/schedule.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { noonAhead, scheduleAt } from '../support/schedule.js';
import { cellsOf } from '../support/sheet-cells.js';
import { describeStores, type TestStore } from '../support/store.js';
import { fillIn, storedOf, zhangjiajieValues } from '../support/stored.js';
import { submits } from '../support/submits.js';
import { rowsOf, workbook } from '../support/workbook.js';

/* One campaign from its opening to the archive, each step by whoever does it, the next on what the one before left. */

const administrator = 9501;
const official = 9502;
const elsewhere = 9503;
const id = 'zhangjiajie-2021';
const title = /我为群众/;
const hour = 3_600_000;
const day = 24 * hour;

const units = {
  li: '云雾莓茶有限公司',
  wang: '武陵石材有限公司',
  sun: '澧水食品有限公司',
  zhou: '天门陶瓷有限公司',
  qian: '茅溪竹业有限公司',
  nobody: '从未来过有限公司',
} as const;
type Contact = Exclude<keyof typeof units, 'nobody'>;
const contacts: readonly Contact[] = ['li', 'wang', 'sun', 'zhou', 'qian'];

describeStores('a whole campaign', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let schedule: Schedule;
  let chen: ChatPerson;
  let zhao: ChatPerson;
  let other: ChatPerson;
  const people = new Map<Contact, ChatPerson>();
  const failures: unknown[] = [];
  const noon = noonAhead();
  const after = (ms: number): Date => new Date(noon.getTime() + ms);
  /** Two days before it is an hour before noon. */
  const deadline = after(2 * day - hour);

  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator], atNoon: true });
    const [chenId, zhaoId, otherId] = [administrator, official, elsewhere];
    chen = await running.chat.newcomer(chenId, '陈管理');
    zhao = await running.chat.newcomer(zhaoId, '赵责任');
    other = await running.chat.newcomer(otherId, '别处');
    await other.says('/help');
    await other.hears('怎么填');
    await appoints(store, elsewhere, { role: 'responsible', scopes: [{ kind: 'area', value: '慈利县' }] });
    await store.prisma.campaign.update({
      where: { id },
      data: { state: 'draft', unitDeadline: deadline, recommenderDeadline: after(40 * day) },
    });
    schedule = scheduleAt(noon, store, running.token, failures);
  });
  afterAll(async () => {
    await running.stop();
    expect(failures).toEqual([]);
  });

  function contact(name: Contact): ChatPerson {
    const person = people.get(name);
    if (!person) throw new Error(`${name} has not come yet`);
    return person;
  }

  const personOf = async ({ id: externalId }: ChatPerson): Promise<number> =>
    (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(externalId) } })).personId;

  const told = async (kind: string) =>
    (await store.prisma.delivery.findMany({ where: { kind }, orderBy: { personId: 'asc' } })).map(
      ({ personId }) => personId,
    );

  async function moves(button: string, to: string): Promise<void> {
    await running.chat.settled();
    await chen.unheard();
    await chen.says('/campaigns');
    await chen.taps(title, { in: (await chen.hears('征集活动')).id });
    await chen.hears('状态：');
    await chen.taps(button);
    await chen.hears('状态由');
    await chen.taps(`确认：${to}`);
    expect((await chen.hears('状态已改')).text).toContain(`状态：${to}`);
  }

  async function staffOf(): Promise<Heard> {
    await chen.says('/people');
    await chen.taps(title, { in: (await chen.hears('请选择征集')).id });
    return chen.hears('人员 ·');
  }

  async function fills(name: Contact, upTo = Number.POSITIVE_INFINITY): Promise<void> {
    const values = { ...zhangjiajieValues, 'unit-name': units[name] };
    await running.chat.settled();
    await fillIn(store, contact(name).id, Object.fromEntries(Object.entries(values).slice(0, upTo)));
  }

  it('is opened, and its responsible person comes by a link', async () => {
    const early = await running.chat.newcomer(9510, '早来');
    await early.starts(id);
    expect((await early.hears()).text).not.toMatch(title);
    await moves('开放填报', '填报中');
    await chen.taps('邀请…', { in: (await staffOf()).id });
    await chen.taps(/^责任人 · 永定区/, { in: (await chen.hears('要邀请谁')).id });
    await chen.hears('请发送单位全称');
    await chen.says('永定区科技工业信息化局');
    const link = startOf((await chen.hears('start=')).text);
    await zhao.says(`/start ${link}`);
    expect((await zhao.hears('您已是')).text).toContain('责任人：永定区科技工业信息化局');
  }, 60_000);

  it('has its roster brought in, and a link for each unit of it', async () => {
    const head = ['单位名称', '统一社会信用代码', '所属区域', '联系人', '手机'];
    const rows = Object.values(units).map((name, at) => [name, '', '永定区', '某人', `1380000000${at}`]);
    await chen.sendsDocument('名册.xlsx', await workbook([head, ...rows]));
    await chen.taps(title, { in: (await chen.hears('它属于哪个征集')).id });
    const shown = await chen.hears('导入前核对');
    expect(shown.text).toContain('新增 6 家');
    await chen.taps('确认导入', { in: shown.id });
    await chen.hears('已导入');
    await chen.taps('名册…', { in: (await staffOf()).id });
    await chen.taps('给单位发邀请链接…', { in: (await chen.hears('单位名册：6 家')).id });
    await chen.taps(/永定区（6 家）/, { in: (await chen.hears('还没有填报人的 6 家')).id });
    const file = await chen.hears('6 家单位的邀请链接');
    const links = await rowsOf(await chen.download(file.message.document?.file_id ?? ''));
    for (const [at, name] of contacts.entries()) {
      const link = startOf(links.find(([unit]) => unit === units[name])?.[4] ?? '');
      const person = await running.chat.newcomer(9520 + at, name);
      people.set(name, person);
      await person.says(`/start ${link}`);
      await person.taps('开始填报', { in: (await person.hears(`您已是“${units[name]}”`)).id });
      await person.taps('同意', { in: (await person.hears('您的权利')).id });
      await person.hears('单位名称（盖章）');
    }
  }, 60_000);

  it('is made known to all, and its office sees who was not reached and whom to call', async () => {
    await contact('qian').blocks();
    await chen.says('通知');
    await chen.hears('群发通知');
    await chen.taps(/写通知：“我为群众/);
    await chen.hears('通知草稿');
    await chen.taps('写内容');
    await chen.hears('请把通知内容发给我');
    await chen.says('请各单位按时提交。');
    await chen.hears('请各单位按时提交');
    await chen.taps('发送给 5 人');
    await chen.hears('确认发送给 5 人');
    await chen.taps('确认（');
    const over = await chen.hears('已发完', 15_000);
    expect(over.text).toContain('已送达 4');
    expect(over.text).toContain('对方已停用机器人 1');
    for (const name of contacts.filter((one) => one !== 'qian'))
      await contact(name).hears('请各单位按时提交');
    await chen.taps('发送情况', { in: over.id });
    const report = await chen.hears('共 5 人的发送情况');
    const cells = await cellsOf(await chen.download(report.message.document?.file_id ?? ''));
    expect(cells.filter((cell) => cell.includes('停用了机器人'))).toHaveLength(1);
    await chen.says('/broadcast');
    await chen.taps(/需要打电话的单位/, { in: (await chen.hears('群发通知')).id });
    const calls = await chen.hears('机器人联系不到的单位');
    const listed = Object.values(units).filter((unit) => calls.text.includes(unit));
    expect(listed).toEqual([units.qian, units.nobody]);
  }, 60_000);

  it('is answered by two, and reminds those who have not, and nobody else', async () => {
    for (const name of ['li', 'wang', 'sun', 'zhou'] as const) await fills(name);
    for (const name of ['li', 'wang'] as const) await submits(contact(name));
    await running.chat.settled();
    for (const person of [zhao, other, ...people.values()]) await person.unheard();
    await schedule.tick(noon);
    await schedule.tick(after(60_000));
    const late = [contact('sun'), contact('zhou')];
    expect(await told('reminder')).toEqual(await Promise.all(late.map(personOf)));
    for (const person of late)
      expect((await person.hears('还没有提交', 15_000)).text).toContain('截止时间：');
    for (const person of [zhao, other, contact('li'), contact('wang')])
      expect(await person.unheard()).toEqual([]);
  }, 60_000);

  it('takes nothing after its deadline, but from whom it was extended for', async () => {
    await store.prisma.campaign.update({
      where: { id },
      data: { unitDeadline: new Date(Date.now() - 60_000) },
    });
    await contact('sun').says('提交');
    expect((await contact('sun').hears('请最后核对')).text).toContain('已截止');
    await contact('sun').says('提交');
    expect((await contact('sun').hears('已经过了截止时间')).text).toMatch(/\d{4}年\d+月\d+日 \d\d:\d\d/);
    await chen.says('/extend');
    await chen.taps(title, { in: (await chen.hears(/请选择|哪/)).id });
    await chen.hears('请输入单位名称');
    await chen.says('天门陶瓷');
    await chen.taps(units.zhou, { in: (await chen.hears('请选择单位')).id });
    await chen.taps(/^\+3 天/, { in: (await chen.hears('延期到什么时候')).id });
    await chen.hears('请输入延期理由');
    await chen.says('停电三天');
    await chen.taps('确认延期', { in: (await chen.hears('确认延期？')).id });
    await chen.hears('延期有效');
    await contact('zhou').hears('您的填报已延期', 15_000);
    await submits(contact('zhou'));
    await contact('sun').says('提交');
    await contact('sun').hears('已经过了截止时间');
  }, 60_000);

  it('tells the responsible person in the morning what is new, and nobody else', async () => {
    await running.chat.settled();
    for (const person of [other, ...people.values()]) await person.unheard();
    await schedule.tick(after(3 * day - 3.5 * hour));
    await schedule.tick(after(3 * day - 3.4 * hour));
    expect(await told('digest')).toEqual([await personOf(zhao)]);
    expect((await zhao.hears('每日简报', 15_000)).text).toContain('新提交的项目：3 项');
    for (const person of [other, ...people.values()]) expect(await person.unheard()).toEqual([]);
  }, 60_000);

  it('is reviewed and reported by the responsible person', async () => {
    await zhao.says('/inbox');
    const inbox = await zhao.hears('待审核（3 个）');
    await zhao.taps('1', { in: inbox.id });
    await zhao.hears('状态：待审核');
    await zhao.taps('退回修改');
    await zhao.taps(/项目需求内容描述/, { in: (await zhao.hears('点要修改的题')).id });
    await zhao.hears('要怎么改');
    await zhao.taps('不清楚');
    await zhao.hears('已选 1 处');
    await zhao.taps(/退回这 1 处/);
    await zhao.hears('请选择修改期限');
    await zhao.taps(/^7 天/);
    await zhao.hears('已退回');
    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核（2 个）')).id });
    await zhao.hears('状态：待审核');
    await zhao.taps(/^通过$/);
    await zhao.hears('状态：已通过');
    await zhao.says('汇总');
    await zhao.taps(/^永定区$/, { in: (await zhao.hears('汇总 ·')).id });
    await zhao.taps('报送', { in: (await zhao.hears(/^汇总 ·.*\n永定区\n/)).id });
    await zhao.hears('编为第 1 号');
    await zhao.taps(/确认报送/);
    await zhao.hears('汇总表第 1 号', 15_000);
    expect(await store.prisma.sheetReport.count({ where: { campaignId: id, owner: '永定区' } })).toBe(1);
  }, 60_000);

  it('takes a correction still, closed to units as it is, until that is due', async () => {
    await moves('停止单位填报', '单位填报已停止');
    const sentBack = await store.prisma.filedDemand.findFirstOrThrow({ where: { state: 'sentBack' } });
    const isOf = async (name: Contact): Promise<boolean> =>
      (await storedOf(store, contact(name).id))?.id === sentBack.submissionId;
    const name = (await isOf('li')) ? 'li' : 'wang';
    expect(await isOf(name)).toBe(true);
    const li = contact(name);
    await li.taps('去修改', { in: (await li.hears('要修改', 15_000)).id });
    await li.hears('项目需求内容描述');
    await li.says('拟突破莓茶黄酮低温提取技术，黄酮得率不低于 8%。');
    await li.hears('要改的都改好了');
    await li.says('提交');
    await li.hears('请最后核对');
    await running.chat.settled();
    const fallsDue = (at: Date) => store.prisma.$executeRaw`
      UPDATE submission SET unlocked = unlocked || jsonb_build_object('dueAt', ${at.toISOString()}::text)
      WHERE id = ${sentBack.submissionId}::int`;
    await fallsDue(new Date(Date.now() - 60_000));
    await li.says('提交');
    await li.hears(/期限|截止/);
    await running.chat.settled();
    expect(await storedOf(store, li.id)).toMatchObject({ state: 'correcting' });
    await fallsDue(new Date(Date.now() + 7 * day));
    await li.says('提交');
    expect((await li.hears('提交成功')).text).toContain('版本：2');
    await running.chat.settled();
    const { state } = await store.prisma.filedDemand.findUniqueOrThrow({
      where: { demandId: sentBack.demandId },
    });
    expect(state).toBe('corrected');
  }, 60_000);

  it('is put away, and what everybody did is whole in its chain', async () => {
    await moves('停止推荐报送', '推荐报送已停止');
    await moves('归档', '已归档');
    await contact('sun').says('提交');
    await contact('sun').hears('已经归档');
    const acts = await store.prisma.auditAct.findMany({ where: { campaignId: id } });
    for (const act of ['campaign-state', 'invite', 'accept-invitation', 'import-units', 'extend', 'report'])
      expect(acts.map((one) => one.act)).toContain(act);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  }, 60_000);
});

function startOf(text: string): string {
  return /start=(\S+)/.exec(text)?.[1] ?? '';
}
