import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { collectsForCili, comeIn, confirmsNotice, draftsNotice } from '../support/notices.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { cellsOf } from '../support/sheet-cells.js';
import { describeStores } from '../support/store.js';
import { submits } from '../support/submits.js';

const admin = 9101;
const collector = 9102;
const leader = 9103;
const campaignId = 'zhangjiajie-2021';

describeStores('a notice to many', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  let begun: ChatPerson;
  let done: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin] });
    await comeIn(running, { [admin]: '陈管理', [collector]: '汇总', [leader]: '领导' });
    chen = running.chat.person(admin);
    await collectsForCili(store, collector);
    await appoints(store, leader, { role: 'leader', scopes: [{ kind: 'area', value: '慈利县' }] });
    begun = (await contactAt(running, store, 'staff-total')).li;
    done = (await contactAt(running, store)).li;
    await submits(done);
    await store.prisma.rosterUnit.createMany({
      data: [
        { campaignId, name: '从未来过有限公司', area: '永定区', contactName: '吴工', phone: '13800000001' },
        { campaignId, name: '慈利没来有限公司', area: '慈利县' },
      ],
    });
  }, 60_000);
  afterAll(() => running.stop());

  const draft = (words: string) => draftsNotice(running, chen, words);
  const confirmed = () => confirmsNotice(chen);

  it('goes to those who were chosen, once, under the name of its office, and its sender sees how far it is', async () => {
    await draft('请各单位于月底前提交。');
    await chen.taps('选对象');
    await chen.hears('发给谁');
    await chen.taps('已提交');
    const chosen = await chen.hears(/共 1 人/);
    expect(chosen.text).toContain('未开始、填写中、待修改');
    await chen.taps('返回草稿');
    const ready = await chen.hears(/通知草稿/);
    expect(ready.text).toContain('另有 2 家名册上的单位');
    await confirmed();
    const over = await chen.hears('已发完');
    expect(over.text).toContain('已送达 1');
    const got = await begun.hears('请各单位于月底前提交');
    expect(got.text).toMatch(/^【张家界市.*】\n/);
    expect(got.buttons).toEqual([['开始填写']]);
    await begun.taps('开始填写');
    await begun.hears(/第 \d+\/\d+ 题/);
    expect((await done.unheard()).filter(({ text }) => text.includes('月底前'))).toEqual([]);
    expect(await store.prisma.delivery.count({ where: { noticeId: { not: null } } })).toBe(1);
    await verified();
  });

  it('keeps bold words and a picture, and is seen by its sender alone first', async () => {
    await draft('先写一句');
    await chen.taps('重写内容');
    await chen.hears('请把通知内容发给我');
    await chen.sends({
      text: '重要：请看附件',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    });
    await chen.hears(/重要：请看附件/);
    await chen.taps('先发给我看看');
    const shown = await chen.hears(/】\n重要/);
    const bold = shown.message.entities?.filter(({ type }) => type === 'bold') ?? [];
    expect(bold.map(({ offset, length }) => shown.text.slice(offset, offset + length))).toEqual([
      shown.text.split('\n')[0],
      '重要',
    ]);
    expect(await begun.unheard()).toEqual([]);
  });

  it('is confirmed once, however often the button is tapped', async () => {
    await draft('只发一次');
    await chen.taps('发送给');
    await chen.hears('确认发送给 2 人');
    await Promise.all([chen.taps('确认（'), chen.taps('确认（')]);
    await begun.hears('只发一次');
    await done.hears('只发一次');
    await running.chat.settled();
    await chen.hears('已发完');
    const again = [...(await begun.unheard()), ...(await done.unheard())];
    expect(again.filter(({ text }) => text.includes('只发一次'))).toEqual([]);
  });

  it('can be corrected, and taken back', async () => {
    await chen.taps('更正…');
    await chen.hears(/更正草稿/);
    await chen.taps('写内容');
    await chen.hears('请发送更正后');
    await chen.says('更正：发两次');
    await chen.hears('更正：发两次');
    await chen.taps('更正 2 人');
    await chen.hears('确认更正 2 人');
    await chen.taps('确认（');
    const edited = await begun.hears('更正：发两次');
    expect(edited.edited).toBe(true);
    await chen.hears('已发完');
    await chen.says('/broadcast');
    await chen.hears('群发通知');
    await chen.taps('只发一次');
    await chen.hears('已送达 2');
    await chen.taps('撤回…');
    await chen.hears('从已收到的 2 人');
    await chen.taps('撤回 2 人');
    await chen.hears('撤回草稿');
    await chen.taps('撤回 2 人');
    await chen.hears('确认从 2 人');
    await chen.taps('确认（');
    await chen.hears('已发完');
    const left = [...(await begun.messages()), ...(await done.messages())];
    expect(left.filter(({ text }) => text?.includes('发两次') || text?.includes('只发一次'))).toEqual([]);
    await verified();
  });

  it('says who was not reached, and lists whom somebody must call', async () => {
    await done.blocks();
    await draft('有人收不到');
    await confirmed();
    const over = await chen.hears('已发完');
    expect(over.text).toContain('对方已停用机器人 1');
    await chen.taps('发送情况');
    const report = await chen.hears('共 2 人的发送情况');
    const cells = await cellsOf(await chen.download(report.message.document?.file_id ?? ''));
    expect(cells.filter((cell) => cell.includes('停用了机器人'))).toHaveLength(1);
    await chen.says('/broadcast');
    await chen.hears('群发通知');
    await chen.taps('需要打电话的单位（2）');
    const calls = await chen.hears('机器人联系不到的单位');
    expect(calls.text).toContain('13800000001');
    await chen.taps('记电话：从未来过');
    await chen.hears('电话打得怎样');
    await chen.taps('无人接听');
    await chen.hears('上次电话：无人接听');
    await chen.taps('电话名单');
    const phones = await chen.hears('2 家单位');
    const list = await cellsOf(await chen.download(phones.message.document?.file_id ?? ''));
    expect(list).toContain('13800000001');
    expect(list).toContain('无人接听');
    const taken = await store.prisma.auditAct.findMany({
      where: { act: 'export' },
      orderBy: { sequence: 'asc' },
    });
    expect(taken.map(({ role, subject }) => [role, subject.replace(/\d+$/, '')]).slice(-2)).toEqual([
      ['administrator', 'notice:'],
      ['administrator', 'phones:zhangjiajie-'],
    ]);
    await done.unblocks();
    await done.says('/status');
    await running.chat.settled();
  });

  it('goes to a pasted list, and says which lines name nobody', async () => {
    await draft('名单通知');
    await chen.taps('选对象');
    await chen.hears('发给谁');
    await chen.taps('粘贴名单');
    await chen.hears('请粘贴名单');
    const name = '张家界新材料有限公司';
    await store.prisma.answer.updateMany({
      where: {
        questionId: 'unit-name',
        submission: { person: { identities: { some: { externalId: String(done.id) } } } },
      },
      data: { value: name },
    });
    await chen.says(`${name}\n查无此单位`);
    const taken = await chen.hears('对上 1 人');
    expect(taken.text).toContain('查无此单位');
    await confirmed();
    await done.hears('名单通知');
    await chen.hears('已发完');
    expect((await begun.unheard()).filter(({ text }) => text.includes('名单通知'))).toEqual([]);
  });

  it('lets an office notify its own scope alone, and nobody else', async () => {
    const office = running.chat.person(collector);
    await office.says('/broadcast');
    await office.hears('群发通知');
    await office.taps('写一个新通知');
    const screen = await office.hears(/通知草稿/);
    expect(screen.text).toContain('发送单位：慈利县科技局');
    expect(screen.text).toContain('共 0 人');
    expect(screen.text).toContain('另有 1 家');
    const boss = running.chat.person(leader);
    await boss.says('/broadcast');
    await boss.hears('目前没有这项权限');
    const first = await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'asc' } });
    await office.tapsData(screen.id, `n-open:${first.id.toString(36)}`);
    await office.hears('找不到这个通知');
    await boss.tapsData((await boss.last()).id, `n-go:${first.id.toString(36)}`);
    await boss.hears('目前没有这项权限');
  });

  it('is prepared for exactly those of the list of who is late, and spares whoever submits meanwhile', async () => {
    const late = (await contactAt(running, store)).li;
    const person = await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(late.id) } });
    await store.prisma.rosterUnit.create({
      data: { campaignId, name: '慈利迟交有限公司', area: '慈利县', personId: person.personId },
    });
    const office = running.chat.person(collector);
    await office.says('/coverage');
    const list = await office.hears('填报进展');
    expect(list.buttons.flat()).toContain('催报这 2 家…');
    await office.taps('催报这 2 家');
    const ready = await office.hears('催报草稿');
    expect(ready.text).toContain('共 1 人');
    await submits(late);
    await office.taps('发送给 1 人');
    await office.hears('确认催报 0 人');
    await office.taps('确认（');
    await office.hears('还不能发送');
    expect((await late.unheard()).filter(({ text }) => text.includes('还没有提交'))).toEqual([]);
  });

  it('is prepared for nobody where nobody is late any more, or nobody of them ever came', async () => {
    const office = running.chat.person(collector);
    const before = await store.prisma.notice.count();
    await office.says('/coverage');
    const list = await office.hears('填报进展');
    await office.taps('催报这 1 家', { in: list.id });
    await office.hears('1 家单位还没有人用过机器人');
    await store.prisma.rosterUnit.deleteMany({ where: { name: '慈利没来有限公司' } });
    await office.taps('催报这 1 家', { in: list.id });
    await office.hears('不用催报');
    expect(await store.prisma.notice.count()).toBe(before);
  });

  it('goes to an area that was chosen, and says what is chosen of each kind', async () => {
    await draft('按区域发');
    await chen.taps('选对象');
    const whom = await chen.hears('发给谁');
    expect(whom.text).toContain('按区域：没有选，所有区域都发');
    await chen.taps('选区域…');
    await chen.hears('发给哪些区域');
    await chen.taps('慈利县');
    await chen.hears('按区域：慈利县');
    await chen.taps('返回选对象');
    const chosen = await chen.hears('发给谁');
    expect(chosen.text).toContain('按区域：慈利县');
    expect((await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } })).audience).toMatchObject({
      areas: ['慈利县'],
    });
    await chen.taps('返回草稿');
    await chen.hears(/通知草稿/);
    await chen.taps('删掉草稿');
  });

  it('can be an album of pictures under one head', async () => {
    await draft('图片通知');
    await chen.taps('重写内容');
    await chen.hears('请把通知内容发给我');
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await chen.sendsPhotos([picture, picture, picture], '三张图');
    const seen = await chen.hears(/附图片或文件 3 个/);
    expect(seen.buttons.flat()).not.toContain('下方按钮');
    await chen.taps('先发给我看看');
    const shown = await chen.hears(/】\n三张图/);
    expect(shown.message.media_group_id).toBeDefined();
    await chen.hears('只发给了您自己');
    await chen.taps('删掉草稿', { in: seen.id });
    await chen.hears('群发通知');
  });

  it('is the same when the update of its words, its picture or its confirmation comes again', async () => {
    await draft('先写一句');
    await chen.taps('重写内容');
    await chen.hears('请把通知内容发给我');
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await chen.sendsPhotos([picture], '一张图');
    await chen.hears(/附图片或文件 1 个/);
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    await confirmed();
    await begun.hears('一张图');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    await chen.hears('已发完');
    expect((await begun.unheard()).filter(({ text }) => text.includes('一张图'))).toEqual([]);
    const last = await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(last.state).toBe('done');
  });

  async function verified(): Promise<void> {
    for (const { faults } of await verifyChains(store.prisma)) expect(faults).toEqual([]);
  }
});
