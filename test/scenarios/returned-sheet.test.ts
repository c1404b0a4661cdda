import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const collector = 6401;
const other = 6402;
const leader = 6403;

const area = (value: string) => ({ kind: 'area', value }) as const;
const names = ['莓茶保鲜', '大鲵养殖', '葛根加工'] as const;

describeStores('the official sheet, edited in Excel', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  let demands: readonly number[];
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    for (const [id, name] of [
      [collector, '永定汇总'],
      [other, '慈利汇总'],
      [leader, '领导'],
    ] as const)
      await running.chat.newcomer(id, name);
    await appoints(store, collector, { role: 'collector', scopes: [area('永定区')], title: '永定区科工局' });
    await appoints(store, other, { role: 'collector', scopes: [area('慈利县')] });
    await appoints(store, leader, { role: 'leader', scopes: [area('永定区')] });
    zhao = running.chat.person(collector);
  });
  afterAll(() => running.stop());

  beforeEach(async () => {
    await store.prisma.filedDemand.updateMany({ data: { state: 'withdrawn' } });
    const filed = await files(store, {
      unit: { 'unit-name': '张家界云雾公司', 'credit-code': '' },
      demands: names.map((name) => ({ 'project-name': name, content: `${name}的需求内容。` })),
    });
    demands = filed.demands;
    for (const [at, demandId] of demands.entries())
      await store.prisma.filedDemand.update({
        where: { demandId },
        data: { state: 'accepted', rank: at + 1, recommendation: at === 2 ? 'none' : null },
      });
  });

  const filedOf = (at: number) =>
    store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demands[at] ?? 0 } });
  const acts = (act: string) => store.prisma.auditAct.count({ where: { act } });

  async function sheet(): Promise<ExcelJS.Workbook> {
    await zhao.says('/summary');
    const summary = await zhao.hears(/^(?:汇总|Summary) ·/);
    await zhao.taps(/官方汇总表|Official sheet/, { in: summary.id });
    await running.chat.settled();
    const sent = await zhao.last();
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(await zhao.download(sent.message.document?.file_id ?? '')).buffer);
    return book;
  }

  /** The cell of the row that names a project, below a heading. */
  function cell(book: ExcelJS.Workbook, name: string, heading: RegExp): ExcelJS.Cell {
    const page = book.worksheets[0];
    let column = 0;
    let found: ExcelJS.Row | undefined;
    page?.eachRow((row) =>
      row.eachCell((one, at) => {
        if (heading.test(one.text.replace(/\s/g, ''))) column = at;
        if (one.text === name) found = row;
      }),
    );
    if (!found || column === 0) throw new Error(`no ${name} below ${String(heading)}`);
    return found.getCell(column);
  }

  /** Exchanges two rows, but for their numbers. */
  function exchange(book: ExcelJS.Workbook, one: string, two: string): void {
    const a = cell(book, one, /^序号$/).row;
    const b = cell(book, two, /^序号$/).row;
    const page = book.worksheets[0];
    for (let column = 2; column <= (page?.columnCount ?? 0); column += 1) {
      const first = page?.getRow(Number(a)).getCell(column);
      const second = page?.getRow(Number(b)).getCell(column);
      if (first && second) [first.value, second.value] = [second.value, first.value];
    }
  }

  async function sends(who: ChatPerson, book: ExcelJS.Workbook, name = '汇总表.xlsx'): Promise<void> {
    await who.unheard();
    await who.sendsDocument(name, new Uint8Array(await book.xlsx.writeBuffer()));
  }

  async function returned(change: (book: ExcelJS.Workbook) => void): Promise<Heard> {
    const book = await sheet();
    change(book);
    await sends(zhao, book);
    return zhao.hears('汇总表的改动', 20_000);
  }

  it('changes nothing where nothing was changed', async () => {
    const dry = await returned(() => undefined);
    expect(dry.text).toContain('没有要改的');
    expect(dry.text).not.toContain('不能采用');
    expect(dry.buttons).toEqual([]);
  });

  it('is shown as what it would change, applied by one tap, once, and undone by another', async () => {
    const before = [await filedOf(0), await filedOf(1), await filedOf(2)];
    const dry = await returned((book) => {
      cell(book, names[0], /简述/).value = '低温提取与稳定化。';
      cell(book, names[1], /推荐/).value = '省级立项';
      exchange(book, names[0], names[2]);
    });
    expect(dry.text).toContain('将改动 3 个项目');
    expect(dry.text).toContain('→ 低温提取与稳定化。');
    expect(dry.text).toContain('→ 省级立项');
    expect(dry.text).toContain('排序：第 1 位 → 第 3 位');
    expect([await filedOf(0), await filedOf(1), await filedOf(2)]).toEqual(before);

    const data = dataOf(dry, '应用');
    await zhao.taps(/^应用/, { in: dry.id });
    const applied = await zhao.hears('已应用');
    await running.chat.again({ last: 1 });
    await zhao.tapsData(dry.id, data);
    await running.chat.settled();
    expect(await filedOf(0)).toMatchObject({ brief: '低温提取与稳定化。', rank: 3, revision: 1 });
    expect(await filedOf(1)).toMatchObject({ recommendation: 'province', rank: 2, revision: 1 });
    expect(await filedOf(2)).toMatchObject({ brief: null, rank: 1, revision: 1 });
    expect(await acts('returnedSheet')).toBe(3);

    const undo = dataOf(applied, '撤销');
    await zhao.tapsData(dry.id, undo);
    await zhao.hears('已撤销');
    await zhao.tapsData(dry.id, undo);
    await running.chat.settled();
    for (const [at, was] of before.entries()) expect(await filedOf(at)).toEqual({ ...was, revision: 2 });
    expect(await acts('undoReturnedSheet')).toBe(3);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('is refused when a demand has changed since, to be applied and to be undone', async () => {
    const change = (book: ExcelJS.Workbook): void => {
      cell(book, names[0], /简述/).value = '另一种简述。';
      cell(book, names[1], /推荐/).value = '市级立项';
    };
    const dry = await returned(change);
    const touch = () =>
      store.prisma.filedDemand.update({
        where: { demandId: demands[1] ?? 0 },
        data: { revision: { increment: 1 } },
      });
    await touch();
    await zhao.taps(/^应用/, { in: dry.id });
    await zhao.hears('没有应用');
    expect((await filedOf(0)).brief).toBeNull();

    const again = await returned(change);
    await zhao.taps(/^应用/, { in: again.id });
    await zhao.hears('已应用');
    await touch();
    await zhao.taps('撤销这次改动');
    await zhao.hears('不能撤销');
    expect((await filedOf(0)).brief).toBe('另一种简述。');
  });

  it('is refused when only the order has changed since', async () => {
    const dry = await returned((book) => exchange(book, names[0], names[1]));
    expect(dry.text).toContain('第 2 位 → 第 1 位');
    for (const [at, rank] of [3, 2, 1].entries())
      await store.prisma.filedDemand.update({ where: { demandId: demands[at] ?? 0 }, data: { rank } });
    await zhao.taps(/^应用/, { in: dry.id });
    await zhao.hears('没有应用');
    expect(await filedOf(0)).toMatchObject({ rank: 3 });
  });

  it('names every cell that cannot be taken over, and what to do', async () => {
    const dry = await returned((book) => {
      cell(book, names[0], /简述/).value = '字'.repeat(101);
      cell(book, names[1], /推荐/).value = '国家级';
      cell(book, names[2], /^(?!.*简述).*(?:项目|需求)名称/).value = '别的名称';
    });
    expect(dry.text).toContain('没有要改的');
    expect(dry.text).toMatch(/[A-Z]\d+：简述有 101 字，超过 100 字/);
    expect(dry.text).toMatch(/[A-Z]\d+“国家级”：推荐建议只能写/);
    expect(dry.text).toMatch(/[A-Z]\d+“别的名称”：没有找到这个项目/);
    expect(dry.text).toContain('表里缺少 1 个项目');
  });

  it('reaches nobody else’s demands, whatever the file says, and no button of somebody else’s serves', async () => {
    const book = await sheet();
    cell(book, names[0], /简述/).value = '别人写的简述。';
    const dry = await (async () => {
      await sends(zhao, book);
      return zhao.hears('汇总表的改动', 20_000);
    })();
    const data = dataOf(dry, '应用');
    await files(store, {
      unit: { 'unit-name': '慈利某公司', region: '慈利县' },
      demands: [{ 'project-name': '慈利项目' }],
    });
    for (const who of [other, leader]) {
      const person = running.chat.person(who);
      await person.says('/inbox');
      await person.hears('待审核');
      await person.tapsData((await person.last()).id, data);
      await person.hears('没有找到这次上传');
      await sends(person, book);
      const heard = await person.hears(undefined, 20_000);
      expect(heard.text).not.toContain('→');
    }
    expect((await filedOf(0)).brief).toBeNull();
    const stranger = await running.chat.newcomer(6404, '路人');
    await stranger.says('/start');
    await stranger.hears();
    await stranger.tapsData((await stranger.last()).id, data);
    await stranger.hears('没有找到这次上传');
    expect(await acts('returnedSheet')).toBe(5);
  });

  it('comes back from an English reader as well, with words of either language', async () => {
    const speaks = (language: string) =>
      store.prisma.person.updateMany({
        where: { identities: { some: { externalId: String(collector) } } },
        data: { language },
      });
    await speaks('en');
    const book = await sheet();
    expect(cell(book, names[2], /推荐/).value).toBe('Not recommended');
    cell(book, names[0], /推荐/).value = 'Provincial project';
    cell(book, names[1], /推荐/).value = '市级立项';
    await sends(zhao, book);
    const dry = await zhao.hears('Changes in the summary sheet', 20_000);
    await zhao.taps('Apply the changes to 2 project(s)', { in: dry.id });
    await zhao.hears(/2 project/);
    await running.chat.settled();
    await speaks('zh-CN');
    expect([await filedOf(0), await filedOf(1), await filedOf(2)].map((one) => one.recommendation)).toEqual([
      'province',
      'city',
      'none',
    ]);
  });

  it('says so when a file cannot be read, and leaves other tables alone', async () => {
    await zhao.unheard();
    await zhao.sendsDocument('旧表.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await zhao.hears('这个文件读不了', 20_000);
    const book = new ExcelJS.Workbook();
    book.addWorksheet('别的').addRow(['甲', '乙']);
    await sends(zhao, book, '别的.xlsx');
    expect((await zhao.hears(undefined, 20_000)).text).not.toContain('汇总表的改动');
  });
});
