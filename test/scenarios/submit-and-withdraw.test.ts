import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { wordsIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { beginsZhangjiajie } from '../support/scripted.js';
import { describeStores, type TestStore } from '../support/store.js';
import { fillIn, storedOf, zhangjiajieValues } from '../support/stored.js';
import { receiptNumber, submits } from '../support/submits.js';

describeStores('submitting and withdrawing', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  it('lists what is missing with buttons that lead there, at every stage', async () => {
    const { li } = await contactAt(running, store, 'category');
    for (const word of ['提交', '提交。', ' 提 交 ', '“提交”', '确认提交！', '/submit']) {
      await li.says(word);
      const said = await li.hears('还不能提交');
      expect(said.text).toContain('项目类别：还没填');
      expect(said.text).toContain('有 5 处');
    }
    await li.taps('4、预期成果及经济社会生态效益');
    await li.hears('第 7/7 题');
    expect((await storedOf(store, li.id))?.state).toBe('draft');
  });

  it('reads back, submits on the second 提交 and gives a receipt with the time in the zone', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    expect(readBack.text).toContain('张家界云雾莓茶生物科技有限公司');
    expect(readBack.text).toContain('研发经费占年销售收入比重（自动计算）：3%');
    await li.says('提交。');
    const receipt = await li.hears('提交成功');
    expect(receipt.text).toMatch(/回执编号：ZJJ2021-\d{6}-[0-9A-Z]/);
    const stored = await storedOf(store, li.id);
    const zone = new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(stored?.submittedAt ?? new Date(0));
    expect(receipt.text).toContain(zone);
    expect(stored?.state).toBe('submitted');
    expect(stored?.receipts[0]?.content).not.toHaveProperty('receivedLate');
    for (const word of ['提交', '张家界', '/submit', '/back', '跳过']) {
      await li.says(word);
      await li.hears('已经提交');
    }
    expect((await storedOf(store, li.id))?.receipts).toHaveLength(1);
    await li.says('/status');
    expect((await li.hears('我的填报')).text).toContain('已提交');
  });

  it('is withdrawn before the deadline, after a question, and keeps the history', async () => {
    const { li } = await contactAt(running, store);
    const first = receiptNumber(await submits(li));
    await li.taps('撤回修改');
    const ask = await li.hears('确定撤回吗');
    expect(ask.text).toContain(first);
    await li.taps('确认撤回', { in: ask.id });
    await li.hears('已撤回');
    await li.hears('总览 ·');
    const again = await li.tapsData(ask.id, dataOf(ask, '确认撤回'));
    expect((await again.answer()).text).toContain('已过期');
    await li.hears('已过期');
    await li.taps('1');
    await li.hears('现在的答案');
    await li.says('张家界新名公司');
    await li.hears('已改好');
    const second = receiptNumber(await submits(li));
    expect(second).not.toBe(first);
    const stored = await storedOf(store, li.id);
    expect(stored?.receipts.map(({ withdrawnAt }) => withdrawnAt !== null).sort()).toEqual([false, true]);
    const old = stored?.receipts.find(({ number }) => number === first);
    expect(JSON.stringify(old?.content)).toContain('云雾莓茶');
    // The button of the first withdrawal never reaches the second submission.
    await li.tapsData(ask.id, dataOf(ask, '确认撤回'));
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.state).toBe('submitted');
  });

  it('stays when the question is answered with no, which is told in its place; so does a draft', async () => {
    const { li } = await contactAt(running, store);
    await li.says('/status');
    await li.taps('删除草稿', { in: (await li.hears('我的填报')).id });
    const deleting = await li.hears('删除后不能恢复');
    await li.taps('不，保留', { in: deleting.id });
    const kept = await li.hears('没有改动');
    expect(kept).toMatchObject({ id: deleting.id, text: '删除草稿：好的，没有改动。', buttons: [] });
    receiptNumber(await submits(li));
    await li.taps('撤回修改');
    const ask = await li.hears('确定撤回吗');
    await li.taps('不，保留', { in: ask.id });
    const stays = await li.hears('没有改动');
    expect(stays).toMatchObject({ id: ask.id, text: '撤回修改：好的，没有改动。', buttons: [] });
    expect((await storedOf(store, li.id))?.state).toBe('submitted');
    // Once it was withdrawn, the other button of the question says nothing else.
    await li.tapsData(ask.id, dataOf(ask, '确认撤回'));
    await li.hears('已撤回');
    await li.hears('总览 ·');
    const late = await li.tapsData(ask.id, dataOf(ask, '不，保留'));
    expect((await late.answer()).text).toContain('已过期');
    expect(await li.unheard()).toEqual([]);
  });

  it('cannot be withdrawn while another draft of the form is open, and says what to do', async () => {
    const { li } = await contactAt(running, store);
    receiptNumber(await submits(li));
    await li.says('/start');
    const choice = await li.hears('请选择');
    await li.taps(/再填一份/, { in: choice.id });
    await li.hears('单位名称（盖章）');
    await li.says('/status');
    const status = await li.hears('我的填报');
    await li.taps(/撤回修改/, { in: status.id });
    await li.taps('确认撤回', { in: (await li.hears('确定撤回吗')).id });
    await li.hears('另一份草稿');
    const states = await store.prisma.submission.findMany({
      where: { person: { identities: { some: { externalId: String(li.id) } } } },
      orderBy: { id: 'asc' },
    });
    expect(states.map(({ state }) => state)).toEqual(['submitted', 'draft']);
  });

  it('that was withdrawn cannot be deleted by itself, and says why', async () => {
    const { li } = await contactAt(running, store);
    receiptNumber(await submits(li));
    await li.taps('撤回修改');
    await li.taps('确认撤回', { in: (await li.hears('确定撤回吗')).id });
    await li.hears('总览 ·');
    await li.says('/status');
    const status = await li.hears('我的填报');
    expect(status.buttons.flat()).not.toContain('删除草稿');
    const id = ((await storedOf(store, li.id))?.id ?? 0).toString(36);
    await li.tapsData(status.id, `ask-discard:${id}`);
    await li.hears('提交过');
    await li.tapsData(status.id, `discard:${id}:0`);
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.state).toBe('draft');
  });

  it('leaves out what other answers hide: overview, read-back, print and receipt; it comes back when shown', async () => {
    const { li } = await contactAt(running, store, 'region');
    await li.says('市直行业部门');
    await li.hears('所在行业');
    await li.says('卫生健康');
    await li.hears('项目名称');
    await fillIn(store, li.id, Object.fromEntries(Object.entries(zhangjiajieValues).slice(16)));
    await li.says('/preview');
    await li.taps(/下一页/, { in: (await li.hears('总览 ·')).id });
    const page = await li.hears('第 2/');
    expect(page.text).toContain('所在行业：卫生健康');
    await li.taps('16', { in: page.id });
    await li.hears('单位所属区域');
    await li.says('慈利县');
    await li.hears('已改好');
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    expect(readBack.text).not.toContain('所在行业');
    await li.says('提交');
    await li.hears('提交成功');
    const stored = await storedOf(store, li.id);
    expect(JSON.stringify(stored?.receipts[0]?.content)).not.toContain('卫生健康');
    expect(stored?.answers.sector).toBe('卫生健康');
    await li.taps('撤回修改');
    await li.taps('确认撤回', { in: (await li.hears('确定撤回吗')).id });
    const overview = await li.hears('总览 ·');
    await li.taps(/下一页/, { in: overview.id });
    await li.taps('16', { in: (await li.hears('第 2/')).id });
    await li.hears('单位所属区域');
    await li.says('市直行业部门');
    await li.hears('全部填完了');
    await li.says('提交');
    expect((await li.hears('请最后核对')).text).toContain('所在行业：卫生健康');
  });

  it('is held to the deadline by the date of the message, notes that it came late, and keeps everything', async () => {
    // Telegram dates its answers to the second, and the bot sets its clock by them.
    const at = Math.floor(Date.now() / 1000) - 3;
    const submission = async (offset: number): Promise<{ li: ChatPerson; said: string }> => {
      const { li } = await contactAt(running, store);
      await li.says('提交');
      await li.hears('请最后核对');
      await running.chat.settled();
      await store.prisma.campaign.update({
        where: { id: 'zhangjiajie-2021' },
        data: { unitDeadline: new Date(at * 1000) },
      });
      const from = { id: li.id, is_bot: false, first_name: '李敏' };
      const chat = { id: li.id, type: 'private' as const, first_name: '李敏' };
      await running.chat.inject({
        message: { message_id: 900_000 + li.id, date: at + offset, chat, from, text: '提交' },
      });
      const said = (await li.hears(/提交成功|截止时间/)).text;
      await store.prisma.campaign.update({
        where: { id: 'zhangjiajie-2021' },
        data: { unitDeadline: new Date(Date.now() + 864e5) },
      });
      return { li, said };
    };
    const inTime = await submission(-1);
    expect(inTime.said).toContain('提交成功');
    const [receipt] = (await storedOf(store, inTime.li.id))?.receipts ?? [];
    const { receivedLate } = (receipt?.content ?? {}) as { receivedLate?: string };
    expect(Date.parse(receivedLate ?? '')).toBeGreaterThan(at * 1000);
    expect((await submission(0)).said).toContain('提交成功');
    const late = await submission(1);
    expect(late.said).toContain('已经过了截止时间');
    expect((await storedOf(store, late.li.id))?.state).toBe('draft');
    await late.li.says('提交');
    await late.li.hears(/核对|提交成功/);
  });

  it('after the deadline can still be looked at and filled in, says so, and withdraws nothing', async () => {
    const { li } = await contactAt(running, store, 'region');
    const { li: wang } = await contactAt(running, store);
    receiptNumber(await submits(wang));
    await store.prisma.campaign.update({
      where: { id: 'zhangjiajie-2021' },
      data: { unitDeadline: new Date(Date.now() - 60_000) },
    });
    try {
      await li.starts('zhangjiajie-2021');
      expect((await li.hears('单位所属区域')).text).toContain('截止');
      await li.says('永定区');
      expect((await li.hears('项目名称')).text).toContain('截止');
      await li.says('/status');
      expect((await li.hears('我的填报')).text).toContain('截止');
      await wang.taps('撤回修改');
      await wang.hears('已经过了截止时间');
      const zhao = await running.chat.newcomer(6999, '赵芳');
      await zhao.starts('zhangjiajie-2021');
      await zhao.hears(/截止/);
      expect(await storedOf(store, zhao.id)).toBeUndefined();
    } finally {
      await store.prisma.campaign.update({
        where: { id: 'zhangjiajie-2021' },
        data: { unitDeadline: new Date(Date.now() + 864e5) },
      });
    }
  });

  it('a second form of the same unit gets its own receipt', async () => {
    const { li } = await contactAt(running, store);
    const first = receiptNumber(await submits(li));
    await li.says('/start');
    await li.taps(/再填一份/, { in: (await li.hears('请选择')).id });
    await li.hears('单位名称（盖章）');
    await running.chat.settled();
    await fillIn(store, li.id, zhangjiajieValues);
    await li.says('/start');
    await li.taps(/继续填写/, { in: (await li.hears('请选择')).id });
    await li.hears('全部填完了');
    expect(receiptNumber(await submits(li))).not.toBe(first);
  });

  it('can be printed before and after it is sent', async () => {
    const { li } = await contactAt(running, store, 'category');
    await li.says('/print');
    await running.chat.settled();
    const draft = await li.last();
    expect(draft.text).toContain('草稿');
    expect(draft.message.document?.file_name).toMatch(/调查表\.docx$/);
    const bytes = await li.download(draft.message.document?.file_id ?? '');
    expect(wordsIn(bytes)).not.toContain('提交时间');

    const { li: wang } = await contactAt(running, store);
    const number = receiptNumber(await submits(wang));
    await running.chat.settled();
    const handed = await wang.last();
    await wang.says('/print');
    await running.chat.settled();
    const sent = await wang.last();
    const words = wordsIn(await wang.download(sent.message.document?.file_id ?? ''));
    expect(sent.text).toContain('官方样式');
    // The same file as came with the receipt.
    const files = await Promise.all(
      [handed, sent].map(({ message }) => wang.download(message.document?.file_id ?? '')),
    );
    expect(files[1]?.equals(files[0] ?? Buffer.alloc(0))).toBe(true);
    expect(words).toContain(number);
    expect(words).toContain('☑永定区');
    expect(words).not.toContain('未提交');
  });

  it('begins nothing by itself: a stranger who types 提交 is shown what there is', async () => {
    const li = await running.chat.newcomer(6998, '钱多');
    await li.says('提交');
    await li.hears('请先选择');
    await beginsZhangjiajie(li);
    await li.hears('单位名称（盖章）');
    await li.says('提交');
    await li.hears('还不能提交');
  });
});
