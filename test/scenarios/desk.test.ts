import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { cellsOf } from '../support/sheet-cells.js';
import { describeStores } from '../support/store.js';
import { receiptNumber, submits } from '../support/submits.js';

const administrator = 1004;
const official = 1003;

describeStores('a responsible person', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
  });
  afterAll(() => running.stop());
  beforeEach(() => {
    zhao = running.chat.person(official);
  });

  async function files(): Promise<{ li: ChatPerson; number: string }> {
    const { li } = await contactAt(running, store);
    const receipt = await submits(li);
    return { li, number: receiptNumber(receipt) };
  }

  it('comes in by a one-time link of the administrator', async () => {
    const chen = running.chat.person(administrator);
    await chen.says('/people');
    await chen.taps(/科技创新项目需求征集/);
    await chen.hears('还没有邀请任何人');
    await chen.taps('邀请…');
    await chen.hears('要邀请谁');
    await chen.taps(/^汇总单位 · 永定区/);
    await chen.hears('请发送单位全称');
    await chen.says('永定区科技工业信息化局');
    await running.chat.settled();
    const made = (await chen.messages()).at(-1);
    const link = /start=(\S+)/.exec(made?.caption ?? '')?.[1] ?? '';
    expect(link).toMatch(/^i_[\w-]{22,}$/);

    await zhao.says(`/start ${link}`);
    const welcome = await zhao.hears('您已是');
    expect(welcome.text).toContain('汇总单位：永定区科技工业信息化局');
    expect((await zhao.commands()).map(({ command }) => command)).toContain('inbox');

    const other = await running.chat.newcomer(8100, '钱多');
    await other.says(`/start ${link}`);
    await other.hears('这个邀请链接不能用');
    await other.says('/inbox');
    await other.hears('这个命令是给责任人和汇总单位用的');
  });

  it('sends two answers back, sees what came of it, accepts, ranks and reports', async () => {
    const { li } = await files();
    await zhao.says('/inbox');
    const inbox = await zhao.hears('待审核（1 个）');
    expect(inbox.text).toContain('●');
    await zhao.taps('1', { in: inbox.id });
    await zhao.hears('状态：待审核');
    await zhao.taps('退回修改');
    await zhao.hears('点要修改的题');
    await zhao.taps(/项目需求内容描述/);
    await zhao.hears('要怎么改');
    await zhao.taps('不清楚');
    await zhao.hears('已选 1 处');
    await zhao.taps('下一页 ›');
    await zhao.taps(/职工总数/);
    await zhao.hears('要怎么改');
    await zhao.taps('其他＋写一句说明');
    await zhao.hears('请写一句说明');
    await zhao.says('请按社保人数填写');
    await zhao.hears('已选 2 处');
    await zhao.taps(/退回这 2 处/);
    await zhao.hears('请选择修改期限');
    await zhao.taps(/^7 天/);
    await zhao.hears('已退回');

    const told = await li.hears(/需要修改|要修改/, 15_000);
    expect(told.text).toContain('请按社保人数填写');
    await li.taps('去修改', { in: told.id });
    await li.hears('职工总数');
    await li.says('130');
    await li.hears('项目需求内容描述');
    await li.says('拟突破莓茶黄酮低温提取技术，黄酮得率不低于8%，提取温度不高于60摄氏度。');
    await running.chat.settled();
    await submits(li);

    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核（1 个）')).id });
    await zhao.hears('已改好，待再审');
    await zhao.taps(/^通过$/);
    await zhao.hears('状态：已通过');
    await zhao.taps('写简述');
    await zhao.hears('请发送');
    await zhao.says('莓茶黄酮低温提取与稳定化。');
    await zhao.hears('简述已保存');
    await zhao.taps('推荐建议');
    await zhao.taps('市级立项');
    await zhao.hears('推荐建议：市级立项');

    await zhao.says('汇总');
    const summary = await zhao.hears('汇总 ·');
    expect(summary.text).toContain('已通过 1');
    await zhao.taps(/官方汇总表/, { in: summary.id });
    await running.chat.settled();
    const sheet = await zhao.last();
    expect(sheet.message.document?.file_name).toMatch(/汇总表.*永定区.*\.xlsx$/);
    const cells = await cellsOf(await zhao.download(sheet.message.document?.file_id ?? ''));
    expect(cells).toContain('汇总单位（盖章）:永定区科技工业信息化局');
    expect(cells).toContain('莓茶黄酮低温提取与稳定化。');
    expect(cells).toContain('市级立项');

    await zhao.says('汇总');
    await zhao.taps('报送', { in: (await zhao.hears('汇总 ·')).id });
    await zhao.hears('编为第 1 号');
    await zhao.taps(/确认报送/);
    await zhao.hears('汇总表第 1 号');
    await running.chat.settled();
    expect((await zhao.last()).message.document?.file_name).toMatch(/-1\.xlsx$/);
    const chain = await store.prisma.auditAct.findMany({ orderBy: { sequence: 'asc' } });
    expect(chain.map(({ act }) => act)).toEqual(
      expect.arrayContaining([
        'invite',
        'accept-invitation',
        'sendBack',
        'accept',
        'brief',
        'recommend',
        'report',
        'export',
      ]),
    );
  });

  it('prints a unit’s form as the official paper', async () => {
    await zhao.says('/inbox');
    await zhao.taps(/^已通过$/, { in: (await zhao.hears('待审核（0 个）')).id });
    await zhao.taps('1', { in: (await zhao.hears('已通过（1 个）')).id });
    await zhao.hears('状态：已通过');
    await zhao.taps('打印调查表');
    await running.chat.settled();
    expect((await zhao.last()).message.document?.file_name).toMatch(/调查表.*\.docx$/);
  });
});
