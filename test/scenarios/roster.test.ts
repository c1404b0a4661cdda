import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import { zipOf } from '../office/read-zip.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { filesIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';
import { rowsOf, workbook } from '../support/workbook.js';

const administrator = 1004;
const campaignId = 'zhangjiajie-2021';
const head = ['单位名称', '统一社会信用代码', '所属区域', '联系人', '手机'];
const cloud = ['云雾莓茶公司', '91110000600037341L', '永定区', '李某', '13800000001'];
const river = ['澧水食品公司', '', '慈利县', '王某', '13800000002'];

describeStores('rosters', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await store.prisma.rosterUnit.deleteMany();
    await store.prisma.upload.deleteMany();
    chen = running.chat.person(administrator);
    await running.chat.settled();
    await chen.unheard();
  });

  const units = () =>
    store.prisma.rosterUnit.findMany({
      orderBy: { name: 'asc' },
      select: { name: true, creditCode: true, area: true, contactName: true, phone: true },
    });

  async function sends(person: ChatPerson, rows: readonly (readonly string[])[]): Promise<Heard> {
    await person.sendsDocument('名册.xlsx', await workbook(rows));
    await person.taps(/我为群众/, { in: (await person.hears('它属于哪个征集')).id });
    return person.hears('导入前核对');
  }

  async function applies(rows: readonly (readonly string[])[]): Promise<Heard> {
    const shown = await sends(chen, rows);
    await chen.taps('确认导入', { in: shown.id });
    return chen.hears('已导入');
  }

  it('of units are opened from /people, with an empty file that reads as one', async () => {
    await chen.says('/people');
    await chen.taps(/我为群众/, { in: (await chen.hears('请选择征集')).id });
    await chen.taps('名册…', { in: (await chen.hears('人员 ·')).id });
    const screen = await chen.hears('还没有导入单位名册');
    await chen.taps('下载空白单位名册', { in: screen.id });
    const blank = await chen.hears('一行一家单位');
    const bytes = await chen.download(blank.message.document?.file_id ?? '');
    const [headings = []] = await rowsOf(bytes);
    const shown = await sends(chen, [headings, ['甲公司', '', '慈利县', '', '', '']]);
    expect(shown.text).toContain('新增 1 家');
  });

  it('lose a unit in chat, which no longer counts, and have it back; both are written down', async () => {
    await applies([head, cloud, river]);
    await chen.says('/people');
    await chen.taps(/我为群众/, { in: (await chen.hears('请选择征集')).id });
    await chen.taps('名册…', { in: (await chen.hears('人员 ·')).id });
    await chen.taps('移出或恢复单位…', { in: (await chen.hears('单位名册：2 家')).id });
    await chen.taps('移出一家单位…', { in: (await chen.hears('已移出名册的单位：0 家')).id });
    await chen.hears('请发送单位名称');
    await chen.says('澧水');
    await chen.taps('澧水食品公司', { in: (await chen.hears('移出哪一家')).id });
    const asked = await chen.hears('确定把“澧水食品公司”移出名册吗');
    await chen.taps('移出名册', { in: asked.id });
    const off = await chen.hears('已移出名册。');
    const row = () => store.prisma.rosterUnit.findFirstOrThrow({ where: { name: '澧水食品公司' } });
    expect((await row()).removedAt).not.toBeNull();
    const again = await sends(chen, [head, cloud]);
    expect(again.text).toContain('不变 1 家');
    expect(again.text).not.toContain('名册里有、文件里没有的');
    await chen.taps('恢复：澧水食品公司', { in: off.id });
    await chen.hears('已恢复到名册。');
    await running.chat.settled();
    const { id, removedAt } = await row();
    expect(removedAt).toBeNull();
    const acts = await store.prisma.auditAct.findMany({
      where: { subject: `unit:${id}` },
      orderBy: { sequence: 'asc' },
    });
    expect(acts.map(({ act, role }) => `${act} ${role}`)).toEqual([
      'remove-unit administrator',
      'restore-unit administrator',
    ]);
    // Whoever keeps no roster gets the same word for any unit.
    const li = await running.chat.newcomer(9988, '李敏');
    await li.says('/help');
    await li.tapsData((await li.hears()).id, `unit-off:1:${id.toString(36)}`);
    await li.hears('只有管理员能用');
    await li.says('/people');
    await li.hears('您的账号编号是 9988');
    expect((await row()).removedAt).toBeNull();
  });

  it('show what they would change, and every bad cell, before one tap brings them in', async () => {
    await applies([head, cloud, river]);
    const shown = await sends(chen, [
      head,
      [...cloud.slice(0, 4), '13900000009'],
      ['新公司', '', '慈利', '', ''],
      ['好公司', '', '慈利县', '', '12'],
      ['红旗公司', '91110000600037342L', '慈利县', '', ''],
      ['绿水公司', '', '慈利县', '', ''],
    ]);
    expect(shown.text).toContain('新增 1 家\n· 绿水公司');
    expect(shown.text).toContain('手机“13800000001”改为“13900000009”');
    expect(shown.text).toContain('名册里有、文件里没有的 1 家：保留不动');
    expect(shown.text).toContain('有问题的 3 处');
    expect(shown.text).toContain('C3“慈利”：没有这个区域，请按征集文件的名称填写。是不是“慈利县”？');
    expect(shown.text).toContain('E4“12”：电话号码不对');
    expect(shown.text).toContain('B5“91110000600037342L”：信用代码不对');
    expect((await units()).map(({ name }) => name)).toEqual(['云雾莓茶公司', '澧水食品公司']);
    await chen.taps('确认导入', { in: shown.id });
    expect((await chen.hears('已导入')).text).toContain('有问题的 3 处所在的行没有导入');
    expect(await units()).toEqual([
      {
        name: '云雾莓茶公司',
        creditCode: '91110000600037341L',
        area: '永定区',
        contactName: '李某',
        phone: '13900000009',
      },
      { name: '澧水食品公司', creditCode: null, area: '慈利县', contactName: '王某', phone: '13800000002' },
      { name: '绿水公司', creditCode: null, area: '慈利县', contactName: null, phone: null },
    ]);
  });

  it('are brought in once however often the button is tapped, and undone to what was there before', async () => {
    await applies([head, cloud, river]);
    const before = await store.prisma.rosterUnit.findMany({ orderBy: { id: 'asc' } });
    const shown = await sends(chen, [
      head,
      [...cloud.slice(0, 4), '13900000009'],
      ['绿水公司', '', '', '', ''],
    ]);
    const apply = pressed(shown, '确认导入');
    await Promise.all([chen.tapsData(shown.id, apply), chen.tapsData(shown.id, apply)]);
    await chen.hears('这次导入已经处理过了');
    expect(await store.prisma.rosterUnit.count()).toBe(3);
    await chen.taps('撤销这次导入');
    await chen.hears('已撤销');
    expect(await store.prisma.rosterUnit.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    const acts = await store.prisma.auditAct.findMany({ where: { act: { endsWith: 'import-units' } } });
    expect(acts.slice(-3).map(({ act }) => act)).toEqual([
      'import-units',
      'import-units',
      'undo-import-units',
    ]);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('are not undone once a row was changed, or a contact came for it', async () => {
    await applies([head, cloud]);
    await store.prisma.rosterUnit.updateMany({ data: { phone: '13700000000' } });
    await chen.taps('撤销这次导入');
    await chen.hears('不能撤销');
    expect((await units())[0]?.phone).toBe('13700000000');
    await store.prisma.rosterUnit.updateMany({ data: { phone: '13800000001', personId: 1 } });
    const tap = await chen.taps('撤销这次导入');
    expect((await tap.answer()).text).toContain('不能撤销');
    expect(await units()).toHaveLength(1);
  });

  it('ask again when the roster has changed since it was shown', async () => {
    const shown = await sends(chen, [head, cloud]);
    await store.prisma.rosterUnit.create({
      data: { campaignId, name: '云雾莓茶公司', phone: '13700000000' },
    });
    await chen.taps('确认导入', { in: shown.id });
    const again = await chen.hears('名册刚才有变动');
    expect(again.text).toContain('变更 1 家');
    await chen.taps('确认导入', { in: again.id });
    await chen.hears('已导入');
    expect(await units()).toHaveLength(1);
  });

  it('that are something else are refused with what to do', async () => {
    await chen.sendsDocument(
      '名册.xls',
      Buffer.from('<html><table><tr><td>单位名称</td></tr></table></html>'),
    );
    await chen.hears('它不是 .xlsx 工作簿');
    await chen.sendsDocument('名册.xlsx', await bomb());
    await chen.hears('行、列或格式太多');
    await chen.sendsDocument(
      '名册.xlsx',
      await workbook([
        ['序号', '品名'],
        ['1', '茶'],
      ]),
    );
    await chen.hears('没有找到名册的表头');
    await chen.sendsDocument('名册.xlsx', Buffer.alloc(11 << 20, 1));
    await chen.hears('超过 10 MB');
    await chen.sendsDocument(
      '汇总表.xlsx',
      await workbook([
        ['项目名称', '单位名称', '联系人'],
        ['a', 'b', 'c'],
      ]),
    );
    await chen.hears('没有找到名册的表头');
    expect(await store.prisma.upload.count()).toBe(0);
  });

  it('are no business of anybody else, nor is a button with the number of an upload', async () => {
    const shown = await sends(chen, [head, cloud]);
    const li = running.chat.person(1001);
    await li.sendsDocument('名册.xlsx', await workbook([head, river]));
    await li.hears('只收文字');
    const message = (await li.last()).id;
    for (const button of [pressed(shown, '确认导入'), 'ros:0', 'ros-blank:0']) {
      await li.tapsData(message, button);
      await li.hears(/没有找到这次导入|只有管理员/);
    }
    expect(await store.prisma.rosterUnit.count()).toBe(0);
    expect(await store.prisma.upload.count()).toBe(1);
  });

  it('of units are a planner’s business in their campaign, those of staff are not', async () => {
    const zhou = await running.chat.newcomer(8301, '周规划');
    const { id } = await store.prisma.person.create({
      data: { identities: { create: { channel: 'telegram', externalId: '8301' } } },
    });
    await store.prisma.appointment.create({
      data: { campaignId, personId: id, role: 'planner', title: '计划科', appointedAt: new Date() },
    });
    await zhou.says('/people');
    await zhou.hears('还没有导入单位名册');
    await zhou.sendsDocument('名册.xlsx', await workbook([head, cloud]));
    await zhou.taps('确认导入', { in: (await zhou.hears('新增 1 家')).id });
    await zhou.hears('已导入');
    await zhou.sendsDocument(
      '人员.xlsx',
      await workbook([
        ['姓名', '角色'],
        ['某科', '规划科'],
      ]),
    );
    await zhou.hears('人员名册只有管理员能导入');
  });

  it('give each unit a link that binds whoever comes by it, and shows the way to the form', async () => {
    await applies([head, cloud, river]);
    await chen.says('/people');
    await chen.taps(/我为群众/, { in: (await chen.hears('请选择征集')).id });
    await chen.taps('名册…', { in: (await chen.hears('人员 ·')).id });
    await chen.taps('给单位发邀请链接…', { in: (await chen.hears('单位名册：2 家')).id });
    const screen = await chen.hears('还没有填报人的 2 家');
    await chen.taps(/永定区（1 家）/, { in: screen.id });
    const file = await chen.hears('1 家单位的邀请链接');
    const rows = await rowsOf(await chen.download(file.message.document?.file_id ?? ''));
    expect(rows[1]?.slice(0, 4)).toEqual(['云雾莓茶公司', '永定区', '李某', '13800000001']);
    const link = startOf(rows[1]?.[4] ?? '');
    const li = await running.chat.newcomer(8311, '李敏');
    await li.says(`/start ${link}`);
    const welcome = await li.hears('您已是“云雾莓茶公司”');
    await li.taps('开始填报', { in: welcome.id });
    await li.hears('您的权利');
    const identity = await store.prisma.identity.findFirstOrThrow({ where: { externalId: '8311' } });
    const [bound] = await store.prisma.rosterUnit.findMany({ where: { personId: { not: null } } });
    expect(bound).toMatchObject({ name: '云雾莓茶公司', personId: identity.personId });
    const other = await running.chat.newcomer(8312, '钱多');
    await other.says(`/start ${link}`);
    await other.hears('这个邀请链接不能用');

    await chen.taps('查找一家单位…', { in: screen.id });
    await chen.hears('请发送单位名称');
    await chen.says('澧水');
    await chen.taps('澧水食品公司', { in: (await chen.hears('给哪一家')).id });
    const first = startOf((await chen.hears('“澧水食品公司”的填报邀请链接')).text);
    await chen.taps('澧水食品公司');
    const second = startOf((await chen.hears('“澧水食品公司”的填报邀请链接')).text);
    await other.says(`/start ${first}`);
    await other.hears('这个邀请链接不能用');
    await other.says(`/start ${second}`);
    await other.hears('您已是“澧水食品公司”');
    expect(JSON.stringify(await store.prisma.invitation.findMany())).not.toContain(second.slice(2));
    await chen.says('/people');
    await chen.taps(/我为群众/, { in: (await chen.hears('请选择征集')).id });
    expect((await chen.hears('人员 ·')).text).not.toContain('undefined');
  });

  it('make no links for somebody who keeps none', async () => {
    await applies([head, cloud]);
    const unit = await store.prisma.rosterUnit.findFirstOrThrow();
    const before = await store.prisma.invitation.count();
    const li = running.chat.person(1002);
    await li.says('/help');
    const { id } = await li.hears();
    for (const button of ['ros-links:0', 'ros-link-area:0:0', `ros-link:0:${unit.id.toString(36)}`]) {
      await li.tapsData(id, button);
      await li.hears('只有管理员');
    }
    expect(await store.prisma.invitation.count()).toBe(before);
  });

  it('of staff give back a file of links that each let one person in', async () => {
    await chen.sendsDocument(
      '人员.xlsx',
      await workbook([
        ['单位/姓名', '角色', '区域'],
        ['慈利县科技局', '汇总单位', '慈利县'],
        ['农村科技科', '责任人', '慈利县、永定区'],
        ['某人', '保安', '慈利县'],
      ]),
    );
    await chen.taps(/我为群众/, { in: (await chen.hears('它属于哪个征集')).id });
    const shown = await chen.hears('导入前核对');
    expect(shown.text).toContain('将邀请 2 个');
    expect(shown.text).toContain('B4“保安”：没有这个角色');
    await chen.taps('确认导入', { in: shown.id });
    await chen.hears('已导入');
    const file = await chen.hears('邀请链接表：2 个链接');
    const rows = await rowsOf(await chen.download(file.message.document?.file_id ?? ''));
    expect(rows[0]).toEqual(['单位/姓名', '角色', '负责范围', '邀请链接', '有效期至']);
    expect(rows[1]?.slice(0, 3)).toEqual(['慈利县科技局', '汇总单位', '慈利县']);
    const link = /start=(\S+)/.exec(rows[1]?.[3] ?? '')?.[1] ?? '';
    const stored = await store.prisma.invitation.findMany();
    expect(JSON.stringify(stored)).not.toContain(link.slice(2));
    const wu = await running.chat.newcomer(8302, '吴科');
    await wu.says(`/start ${link}`);
    await wu.hears('汇总单位：慈利县科技局');
    await chen.taps('撤销这次导入');
    await chen.hears('不能撤销');
  });
});

function startOf(text: string): string {
  return /start=(\S+)/.exec(text)?.[1] ?? '';
}

function pressed({ message }: Heard, text: string): string {
  const markup = message.reply_markup as { inline_keyboard: { text: string; callback_data: string }[][] };
  return markup.inline_keyboard.flat().find((button) => button.text.includes(text))?.callback_data ?? '';
}

/** A workbook whose one sheet is 300 MB of blanks, in 300 kB. */
async function bomb(): Promise<Buffer> {
  const parts = [...filesIn(await workbook([head, cloud]))].map(([name, xml]): [string, Uint8Array] => [
    name,
    Buffer.from(name === 'xl/worksheets/sheet1.xml' ? xml.replace('<sheetData>', blanks) : xml),
  ]);
  return zipOf(parts);
}

const blanks = `<sheetData>${' '.repeat(300 << 20)}`;
