import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { beginsZhangjiajie } from '../support/scripted.js';
import { describeStores } from '../support/store.js';
import { storedOf } from '../support/stored.js';

const administrator = 1004;
let next = 9500;

describeStores('a question of the desk that waits for an answer', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  let demand: number;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await store.prisma.filedDemand.deleteMany();
    zhao = await running.chat.newcomer(next++, '赵芳');
    await appoints(store, zhao.id, { role: 'planner' });
    const [first = 0] = (await files(store, { demands: [{ 'project-name': '莓茶' }] })).demands;
    demand = first;
  });
  afterEach(async () => {
    await running.chat.noFaults();
    const { prisma } = store;
    const kept = JSON.stringify(await prisma.dialog.findMany());
    expect(kept).not.toContain('莓茶简述');
    expect(kept).not.toContain(running.token.split(':')[1]);
  });

  const row = () => store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } });
  const acts = (act: string) => store.prisma.auditAct.count({ where: { act, subject: `demand:${demand}` } });
  const waiting = () => store.prisma.dialog.count({ where: { key: String(zhao.id) } });

  async function isAskedForBrief(): Promise<void> {
    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核')).id });
    await zhao.hears('状态：');
    await zhao.taps('写简述');
    await zhao.hears('请发送');
    await running.chat.settled();
    expect(await waiting()).toBe(1);
  }

  it('is answered once, however often the answer comes', async () => {
    await isAskedForBrief();
    await zhao.says('莓茶简述一');
    await zhao.hears('简述已保存');
    await running.chat.settled();
    expect(await waiting()).toBe(0);
    await running.chat.again({ last: 1 });
    await zhao.says('汇总');
    await zhao.hears('汇总 ·');
    await running.chat.settled();
    expect(await acts('brief')).toBe(1);
    expect((await row()).brief).toBe('莓茶简述一');
  });

  it('replies again when the answer had its effect and the reply was lost', async () => {
    await isAskedForBrief();
    await running.chat.fault('sendMessage', { times: 2, code: 500 });
    await zhao.says('莓茶简述二');
    await zhao.hears('简述已保存', 20_000);
    await running.chat.settled();
    expect(await acts('brief')).toBe(1);
    expect(await waiting()).toBe(0);
    await zhao.says('不是回答');
    await zhao.hears('刚才的文字没有对应的操作');
    expect((await row()).brief).toBe('莓茶简述二');
  });

  it('still waits when what is said against an answer could not be sent', async () => {
    await isAskedForBrief();
    await running.chat.fault('sendMessage', { times: 2, drop: 'before' });
    await zhao.says('长'.repeat(120));
    await zhao.hears('这段有 120 字', 20_000);
    await running.chat.settled();
    expect(await waiting()).toBe(1);
    await zhao.says('莓茶简述三');
    await zhao.hears('简述已保存');
    expect((await row()).brief).toBe('莓茶简述三');
  });

  it('still waits when Telegram asks for patience', async () => {
    await isAskedForBrief();
    await running.chat.fault('sendMessage', { times: 1, code: 429, retryAfter: 4 });
    await zhao.says('长'.repeat(121));
    await zhao.hears('这段有 121 字', 20_000);
    await zhao.says('莓茶简述四');
    await zhao.hears('简述已保存');
    expect((await row()).brief).toBe('莓茶简述四');
  });

  it('is put again when it could not be sent itself', async () => {
    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核')).id });
    await zhao.hears('状态：');
    await running.chat.fault('sendMessage', { times: 2, drop: 'before' });
    await zhao.taps('写简述');
    await zhao.hears('请发送', 20_000);
    await running.chat.settled();
    await zhao.says('莓茶简述五');
    await zhao.hears('简述已保存');
  });

  it('harms nobody who blocks the bot in between', async () => {
    await isAskedForBrief();
    await zhao.blocks();
    await zhao.says('莓茶简述六').catch(() => undefined);
    await running.chat.settled();
    await zhao.unblocks();
    await zhao.says('/inbox');
    await zhao.hears('待审核');
    expect(await acts('brief')).toBeLessThanOrEqual(1);
  });

  it.each(['/inbox', '/summary', '/help'])('ends by %s', async (command) => {
    await isAskedForBrief();
    await zhao.says(command);
    await running.chat.settled();
    expect(await waiting()).toBe(0);
    await zhao.says('莓茶简述七');
    await zhao.hears('刚才的文字没有对应的操作');
    expect((await row()).brief).toBeNull();
  });

  it('ends by a tap on something else', async () => {
    await isAskedForBrief();
    await zhao.taps(/^通过$/);
    await running.chat.settled();
    expect((await row()).state).toBe('accepted');
    expect(await waiting()).toBe(0);
    await zhao.says('莓茶简述八');
    await zhao.hears('刚才的文字没有对应的操作');
    expect((await row()).brief).toBeNull();
  });

  it('says so in one sentence when its record is lost', async () => {
    await isAskedForBrief();
    await store.prisma.dialog.deleteMany();
    await zhao.says('莓茶简述九');
    await running.chat.settled();
    const said = (await zhao.unheard()).map(({ text }) => text);
    expect(said).toEqual([expect.stringContaining('刚才的文字没有对应的操作')]);
    expect((await row()).brief).toBeNull();
  });

  it('tells somebody whose appointment was withdrawn meanwhile', async () => {
    await isAskedForBrief();
    await store.prisma.appointment.updateMany({
      where: { person: { identities: { some: { externalId: String(zhao.id) } } } },
      data: { withdrawnAt: new Date() },
    });
    await zhao.says('莓茶简述十');
    await zhao.hears('您现在没有这样的身份');
    await running.chat.settled();
    expect((await row()).brief).toBeNull();
    expect(await waiting()).toBe(0);
  });

  it('takes the text before a form does, and nothing after', async () => {
    await beginsZhangjiajie(zhao);
    await zhao.hears('单位名称（盖章）');
    await isAskedForBrief();
    await zhao.says('莓茶简述十一');
    await zhao.hears('简述已保存');
    await zhao.says('张家界赵芳茶业有限公司');
    await running.chat.settled();
    expect((await storedOf(store, zhao.id))?.answers).toMatchObject({
      'unit-name': '张家界赵芳茶业有限公司',
    });
    expect((await row()).brief).toBe('莓茶简述十一');
  });

  it('takes a text that a client has split as one, and its rest for no other answer', async () => {
    await isAskedForBrief();
    await zhao.says(`${'长'.repeat(2 * 4096)}这是尾巴`);
    await zhao.hears('这段有 8196 字', 15_000);
    await running.chat.settled();
    expect(await zhao.unheard()).toEqual([]);
    expect((await row()).brief).toBeNull();
    expect(await waiting()).toBe(1);
    await zhao.says('莓茶简述十二');
    await zhao.hears('简述已保存');
    expect((await row()).brief).toBe('莓茶简述十二');
  });

  it('says so when the rest of a text comes too late to be of use', async () => {
    await isAskedForBrief();
    const [long] = await zhao.says('长'.repeat(4000));
    await zhao.hears('这段有 4000 字', 15_000);
    const late = (text: string, after: number) =>
      running.chat.inject({
        message: {
          ...(long as NonNullable<typeof long>),
          message_id: 900_000 + after,
          date: (long?.date ?? 0) + after,
          text,
        },
      });
    await running.chat.fault('sendMessage', { times: 2, drop: 'before' });
    await late('晚到的尾巴', 1);
    await zhao.hears('到得晚了', 20_000);
    await running.chat.settled();
    expect((await row()).brief).toBeNull();
    expect(await waiting()).toBe(1);
    await late('莓茶简述十三', 3);
    await zhao.hears('简述已保存');
    expect((await row()).brief).toBe('莓茶简述十三');
  });

  it('takes what is answered to another question right after a long text', async () => {
    await isAskedForBrief();
    const [long] = await zhao.says('长'.repeat(4000));
    await zhao.hears('这段有 4000 字', 15_000);
    await zhao.says('/inbox');
    await zhao.taps('1', { in: (await zhao.hears('待审核')).id });
    await zhao.taps('写简述', { in: (await zhao.hears('状态：')).id });
    await zhao.hears('请发送');
    await running.chat.inject({
      message: { ...(long as NonNullable<typeof long>), message_id: 900_010, text: '莓茶简述十四' },
    });
    await zhao.hears('简述已保存');
    expect((await row()).brief).toBe('莓茶简述十四');
  });

  it('makes an invitation once, and says so when the reply was lost', async () => {
    const chen = running.chat.person(administrator);
    await chen.says('/people');
    await chen.taps(/科技创新项目需求征集/);
    await chen.hears(/还没有邀请任何人|人员|planner/, 15_000);
    await chen.taps('邀请…');
    await chen.hears('要邀请谁');
    await chen.taps(/^汇总单位 · 桑植县/);
    await chen.hears('请发送单位全称');
    await running.chat.settled();
    await running.chat.fault('sendPhoto', { times: 1, drop: 'before' });
    await chen.says('桑植县科技局');
    await chen.hears(/邀请/, 20_000);
    await running.chat.settled();
    expect(await store.prisma.invitation.count()).toBe(1);
    expect(await store.prisma.dialog.count()).toBe(0);
  });
});

describeStores('a question of the desk', (open) => {
  it('outlives the bot', async () => {
    const store = await open();
    const first = await runApp(store);
    let later: RunningApp | undefined;
    try {
      const { id } = await first.chat.newcomer(next++, '赵芳');
      await appoints(store, id, { role: 'planner' });
      await files(store, { demands: [{ 'project-name': '莓茶' }] });
      const zhao = first.chat.person(id);
      await zhao.says('/inbox');
      await zhao.taps('1', { in: (await zhao.hears('待审核')).id });
      await zhao.hears('状态：');
      await zhao.taps('写简述');
      await zhao.hears('请发送');
      await first.chat.settled();
      await first.stop();
      later = await runApp(store, { chat: { people: [{ id, name: '赵芳', role: '责任人' }] } });
      const again = later.chat.person(id);
      await again.says('重启以后的简述');
      await again.hears('简述已保存');
    } finally {
      await later?.stop();
      await store.close();
    }
  });
});
