import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadLocale } from '../../src/locale/locale.js';
import { dataOf } from '../support/buttons.js';
import { contactAt } from '../support/contact-at.js';
import { wordsIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { receiptNumber, submits } from '../support/submits.js';

const t = loadLocale(new URL('../../locales/', import.meta.url))('zh-CN');

describeStores('a form that was sent back', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  const filed = () => store.prisma.filedDemand.findMany({ orderBy: { demandId: 'asc' } });
  const filedOf = async (person: number) => {
    const submission = await storedOf(store, person);
    return (await filed()).filter(({ submissionId }) => submissionId === submission?.id);
  };

  async function sentBack(...named: Parameters<typeof sendBack>[2]) {
    const { li } = await contactAt(running, store);
    const receipt = await submits(li, running.chat);
    const id = await sendBack(store, li.id, named);
    return { li, id, number: receiptNumber(receipt) };
  }

  it('asks exactly the answers that were named, keeps one, corrects one, and is submitted as version 2', async () => {
    const { li, number } = await sentBack(
      { question: 'unit-address', reason: 'wrong', words: '请写注册地址' },
      { question: 'content', demand: 1, reason: 'missing', words: '缺少技术指标' },
    );
    await li.says('好的，收到');
    const told = await li.hears('没有记入');
    expect(told.text).toContain('2 处需要修改');
    expect(told.text).toContain('有误：请写注册地址');
    expect(told.text).toContain('缺少内容：缺少技术指标');
    await li.taps('去修改', { in: told.id });
    const first = await li.hears('退回原因：有误：请写注册地址');
    expect(first.text).toContain('还要改 2 处');
    expect(first.text).toContain('张家界市永定区阳湖坪街道茶香路 18 号');
    await li.taps('保留原来的答案', { in: first.id });
    expect((await li.hears('保留原来的答案：单位地址')).id).toBe(first.id);
    const second = await li.hears('缺少技术指标');
    expect(second.text).toContain('还要改 1 处');
    await li.says('提高提取率到 90%。');
    await li.hears('要改的都改好了');
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    expect(readBack.text).toContain('（已修改）');
    await li.says('提交');
    const receipt = await li.hears('提交成功');
    expect(receipt.text).toContain('版本：2');
    expect(receiptNumber(receipt)).toBe(number);
    const stored = await storedOf(store, li.id);
    expect(stored).toMatchObject({ state: 'submitted', unlocked: null });
    expect(stored?.answers).toMatchObject({
      content: '提高提取率到 90%。',
      'unit-address': '张家界市永定区阳湖坪街道茶香路 18 号',
    });
    const receipts = stored?.receipts.sort((a, b) => a.version - b.version) ?? [];
    expect(receipts.map(({ version, sequence }) => [version, sequence])).toEqual([
      [1, receipts[0]?.sequence],
      [2, receipts[0]?.sequence],
    ]);
    expect(receipts.map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([false, true]);
    expect(JSON.stringify(receipts[0]?.content)).toContain('需求内容。');
    expect(JSON.stringify(receipts[1]?.content)).toContain('提高提取率');
    const corrections = await store.prisma.correction.findMany({ where: { submissionId: stored?.id ?? 0 } });
    expect(corrections.map(({ state, answeredAt }) => [state, answeredAt !== null])).toEqual([
      ['answered', true],
      ['answered', true],
    ]);
    expect(await filedOf(li.id)).toMatchObject([{ state: 'corrected', revision: 2, name: '莓茶采后保鲜' }]);
  });

  it('keeps every other answer as it is: jumps, edits and old buttons say which may be changed', async () => {
    const { li } = await contactAt(running, store, 'category');
    const category = await li.last();
    await li.taps('高新技术类');
    await li.hears('背景与意义');
    await li.says('先写的背景与意义。');
    await li.hears('国内外研究现状');
    await running.chat.settled();
    for (const text of ['现状。', '内容。', '成果。']) {
      await li.says(text);
      await li.hears('已记下');
    }
    await submits(li);
    await running.chat.settled();
    await sendBack(store, li.id, [{ question: 'content', demand: 1 }]);
    await li.says('/preview');
    const overview = await li.hears('总览 ·');
    expect(overview.buttons.flat()).not.toContain('1');
    await li.taps(/下一页/, { in: overview.id });
    const page = await li.hears('第 2/');
    expect(page.text).toContain('【待修改】');
    expect(page.buttons.flat().filter((text) => /^\d+$/.test(text))).toHaveLength(1);
    const id = ((await storedOf(store, li.id))?.id ?? 0).toString(36);
    const mark = dataOf(category, '科普类').split(':')[4] ?? '';
    await li.tapsData(page.id, `jump:${id}:0:0:${mark}`);
    const locked = await li.hears('不在退回修改之列');
    expect(locked.text).toContain('现在可以改的是：3、项目需求内容描述');
    await li.edits('换了的背景与意义。', { was: '先写的背景' });
    const edited = await li.hears('不在退回修改之列');
    expect(edited.text).toContain('还在那条消息里');
    await li.tapsData(category.id, dataOf(category, '科普类'));
    await li.hears('不在退回修改之列');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({
      background: '先写的背景与意义。',
      category: '高新技术类',
    });
    await li.edits('改好的内容。', { was: '内容。' });
    await li.hears('要改的都改好了');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({ content: '改好的内容。' });
  });

  it('adds, deletes, raises and renames no project, and cannot be withdrawn or deleted', async () => {
    const { li, id } = await sentBack({ question: 'background', demand: 1 });
    const hex = id.toString(36);
    const demand = ((await storedOf(store, li.id))?.demands[0]?.id ?? 0).toString(36);
    await li.says('/projects');
    const said = await li.hears('不能增加、删除');
    for (const data of [`add:${hex}`, `raise:${hex}:${demand}:0`, `rename:${hex}:${demand}`]) {
      await li.tapsData(said.id, data);
      await li.hears('不能增加、删除');
    }
    for (const data of [`ask-delete:${hex}:${demand}`, `delete:${hex}:${demand}:9`]) {
      await li.tapsData(said.id, data);
      await li.hears('不能增加、删除');
    }
    await li.tapsData(said.id, `ask-withdraw:${hex}`);
    await li.hears('不用撤回');
    await li.tapsData(said.id, `ask-discard:${hex}`);
    await li.hears('提交过');
    expect((await storedOf(store, li.id))?.demands).toHaveLength(1);
    await li.says('/status');
    const status = await li.hears('我的填报');
    expect(status.text).toContain('退回修改 · 还有 1 处要改');
    expect(status.text).toContain('前改好提交');
    expect(status.buttons.flat()).toEqual(['去修改']);
    await li.starts('zhangjiajie-2021');
    await li.hears('退回原因');
    expect(await store.prisma.submission.count({ where: { id: { gt: id } } })).toBe(0);
  });

  it('lets answers be given that a correction brings up, or does not agree with', async () => {
    const { li } = await sentBack({ question: 'region' }, { question: 'staff-research' });
    await li.says('/submit');
    const missing = await li.hears('还不能提交');
    expect(missing.text).toContain('退回修改，还没改');
    await li.taps(/研究开发人员/, { in: missing.id });
    await li.hears('退回原因');
    await li.says('150');
    const clash = await li.hears('对不上');
    expect(clash.text).toContain('职工总数');
    await li.says('200');
    await li.hears('单位所属区域');
    await li.taps('市直行业部门');
    await li.hears('所在行业');
    await li.taps('卫生健康');
    await li.hears('要改的都改好了');
    expect((await submits(li)).text).toContain('版本：2');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({
      'staff-total': 200,
      'staff-research': 150,
      sector: '卫生健康',
    });
    expect(await filedOf(li.id)).toMatchObject([{ area: '市直行业部门', sector: '卫生健康' }]);
  });

  it('is due by a day of its own, after which it is not taken, and may be sent back again', async () => {
    const { li, number } = await sentBack({ question: 'benefits', demand: 1 });
    await store.prisma.campaign.update({
      where: { id: 'zhangjiajie-2021' },
      data: { unitDeadline: new Date(Date.now() - 60_000) },
    });
    try {
      await li.says('/start');
      await li.taps(/^去修改：.*还有 1 处/, { in: (await li.hears('请选择')).id });
      await li.hears('退回原因');
      await li.says('第一次改的成果。');
      await li.hears('要改的都改好了');
      expect((await submits(li)).text).toContain('版本：2');
      await running.chat.settled();
      const id = await sendBack(store, li.id, [{ question: 'benefits', demand: 1, words: '还是太短' }]);
      await li.tapsData((await li.last()).id, `go-on:${id.toString(36)}`);
      const again = await li.hears('还是太短');
      expect(again.text).toContain('第一次改的成果。');
      await li.says('第二次改的成果。');
      await li.hears('要改的都改好了');
      const due = new Date(Date.now() - 5_000);
      await store.prisma.submission.update({
        where: { id },
        data: {
          unlocked: {
            ...((await store.prisma.submission.findUniqueOrThrow({ where: { id } })).unlocked as object),
            dueAt: due.toISOString(),
          },
        },
      });
      await li.says('提交');
      await li.hears('请最后核对');
      await li.says('提交');
      await li.hears('已经过了截止时间');
      expect((await storedOf(store, li.id))?.state).toBe('correcting');
      await store.prisma.submission.update({
        where: { id },
        data: {
          unlocked: {
            ...((await store.prisma.submission.findUniqueOrThrow({ where: { id } })).unlocked as object),
            dueAt: new Date(Date.now() + 864e5).toISOString(),
          },
        },
      });
      await li.says('提交');
      const third = await li.hears('提交成功');
      expect(third.text).toContain('版本：3');
      expect(receiptNumber(third)).toBe(number);
    } finally {
      await store.prisma.campaign.update({
        where: { id: 'zhangjiajie-2021' },
        data: { unitDeadline: new Date(Date.now() + 864e5) },
      });
    }
    await li.says('/mydata');
    await running.chat.settled();
    const words = wordsIn(await li.download((await li.last()).message.document?.file_id ?? ''));
    expect(words).toContain(t('data-replaced'));
    expect(words).not.toContain('已撤回');
    expect(words).toContain('还是太短');
    expect(words).toContain('第一次改的成果。');
  });

  it('is submitted by nothing from before it was sent back', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    const readBack = await li.hears('请最后核对');
    await li.taps('确认提交', { in: readBack.id });
    const receipt = await li.hears('提交成功');
    await li.taps('撤回修改', { in: receipt.id });
    const ask = await li.hears('确定撤回吗');
    await running.chat.settled();
    await sendBack(store, li.id, [{ question: 'content', demand: 1 }]);
    await li.tapsData(ask.id, dataOf(ask, '确认撤回'));
    await li.hears('已过期');
    await li.tapsData(readBack.id, dataOf(readBack, '确认提交'));
    await li.hears('还不能提交');
    await li.says('提交');
    await li.hears('还不能提交');
    expect((await storedOf(store, li.id))?.state).toBe('correcting');
    await li.taps('打印', { in: receipt.id });
    await running.chat.settled();
    expect((await li.last()).text).toContain('还没有重新提交');
  });

  it('stays beside another draft of the same form, which goes on', async () => {
    const { li } = await contactAt(running, store);
    await submits(li);
    await li.says('/start');
    await li.taps(/再填一份/, { in: (await li.hears('请选择')).id });
    await li.hears('单位名称（盖章）');
    await running.chat.settled();
    const first = await store.prisma.submission.findFirstOrThrow({
      where: { state: 'submitted', person: { identities: { some: { externalId: String(li.id) } } } },
    });
    await store.prisma.submission.update({ where: { id: first.id }, data: { changedAt: new Date() } });
    await sendBack(store, li.id, [{ question: 'unit-name', reason: 'other', words: '要写全称' }]);
    await li.says('第二份的单位');
    await li.hears('统一社会信用代码');
    await li.says('/status');
    await li.taps(/去修改/, { in: (await li.hears('我的填报')).id });
    await li.hears('要写全称');
    await li.says('第一份的单位全称');
    await li.hears('要改的都改好了');
    expect((await submits(li)).text).toContain('版本：2');
    const answers = await store.prisma.answer.findMany({
      where: {
        questionId: 'unit-name',
        submission: { person: { identities: { some: { externalId: String(li.id) } } } },
      },
      orderBy: { submissionId: 'asc' },
    });
    expect(answers.map(({ value }) => value)).toEqual(['第一份的单位全称', '第二份的单位']);
  });

  it('shows the whole of a long answer again, and keeps what was typed over the limit', async () => {
    const { li } = await contactAt(running, store, 'content');
    const long = '需求内容描述。'.repeat(85);
    await li.says(long);
    await li.hears('预期成果');
    await li.says('成果。');
    await li.hears('全部填完了');
    await submits(li);
    await running.chat.settled();
    await sendBack(store, li.id, [{ question: 'content', demand: 1, reason: 'overScope' }]);
    await li.says('/submit');
    await li.taps(/项目需求内容描述/, { in: (await li.hears('还不能提交')).id });
    const prompt = await li.hears('超出范围');
    expect(prompt.text).not.toContain(long);
    await li.taps('看原来的全文', { in: prompt.id });
    expect((await li.hears('可以复制')).text).toContain(long);
    await li.says('字'.repeat(1200));
    await li.hears('超出');
    expect((await storedOf(store, li.id))?.answers.content).toBe(long);
    await li.says('改短了的内容，这一次写得足够清楚，也不再超出征集的范围。'.repeat(5));
    await li.hears('要改的都改好了');
  });

  it('is the record of its last receipt again when its sender is forgotten', async () => {
    const { li, id } = await sentBack({ question: 'content', demand: 1 }, { question: 'unit-address' });
    await li.tapsData((await li.last()).id, `open:${id.toString(36)}`);
    await li.hears('退回原因');
    await li.says('改了一半的地址');
    await li.hears('退回原因');
    await li.says('/forget');
    const ask = await li.hears('将删除');
    expect(ask.text).toContain('会保留');
    await li.taps('确认删除我的数据', { in: ask.id });
    await li.hears('作为征集单位的工作记录保留');
    await running.chat.settled();
    const stored = await store.prisma.submission.findUniqueOrThrow({
      where: { id },
      include: { answers: true, receipts: true, corrections: true },
    });
    expect(stored).toMatchObject({ state: 'submitted', unlocked: null });
    const address = stored.answers.find(({ questionId }) => questionId === 'unit-address');
    expect(address?.value).toBe('张家界市永定区阳湖坪街道茶香路 18 号');
    expect(stored.receipts).toHaveLength(1);
    expect(new Set(stored.corrections.map(({ state }) => state))).toEqual(new Set(['closed']));
    const demands = (await filed()).filter(({ submissionId }) => submissionId === id);
    expect(demands.map(({ state }) => state)).toEqual(['waiting']);
    expect(await store.prisma.answer.count({ where: { value: { equals: '改了一半的地址' } } })).toBe(0);
  });

  it('cannot be withdrawn once a project is accepted, and says whom to ask', async () => {
    const { li } = await contactAt(running, store);
    await submits(li);
    await running.chat.settled();
    await li.taps('撤回修改');
    const ask = await li.hears('确定撤回吗');
    const { id = 0 } = (await storedOf(store, li.id)) ?? {};
    await store.prisma.filedDemand.updateMany({ where: { submissionId: id }, data: { state: 'accepted' } });
    await li.taps('确认撤回', { in: ask.id });
    await li.hears('请联系审核人');
    await li.says('/status');
    await li.taps('撤回修改', { in: (await li.hears('我的填报')).id });
    await li.hears('请联系审核人');
    expect((await storedOf(store, li.id))?.state).toBe('submitted');
    expect(await filedOf(li.id)).toMatchObject([{ state: 'accepted' }]);
  });
});
