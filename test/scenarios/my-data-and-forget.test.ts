import { afterAll, beforeAll, expect, it } from 'vitest';
import { tablesWith } from '../faults/whole-database.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { wordsIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';

describeStores('my data', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  /** The row of the tap itself goes once its reply has been sent. */
  async function nothingLeft(...words: string[]): Promise<void> {
    await running.chat.settled();
    const isGone = async (): Promise<boolean> => Object.keys(await tablesWith(store, words)).length === 0;
    await running.chat.until(isGone, `nothing to be left of ${words.join()}`);
  }

  async function dataFile(li: ChatPerson): Promise<string> {
    await li.says('/mydata');
    await li.hears('全部数据');
    const { message } = await li.last();
    return wordsIn(await li.download(message.document?.file_id ?? ''));
  }

  it('is sent whole, with drafts over the limit, hidden answers and what was before, and nobody else’s', async () => {
    const { li } = await contactAt(running, store, 'region');
    const { li: wang } = await contactAt(running, store, 'field');
    await wang.says('金丝雀王');
    await li.says('市直行业部门');
    await li.hears('所在行业');
    await li.says('卫生健康');
    await li.hears('项目名称');
    await li.edits('慈利县', { was: '市直行业部门' });
    await li.hears('已改好');
    await li.says('金丝雀项目');
    await li.hears('所属领域');
    await li.says('新材料');
    await li.hears('项目类别');
    await li.says('科普类');
    await li.hears('背景与意义');
    await li.says(`金丝雀长文${'长'.repeat(400)}`);
    await li.hears('超出');
    const words = await dataFile(li);
    for (const part of [
      `${li.id}`,
      '2021-1',
      '慈利县',
      '市直行业部门',
      '卫生健康',
      '金丝雀项目',
      '金丝雀长文',
      '欧阳茶香',
    ])
      expect(words).toContain(part);
    expect(words).not.toContain('金丝雀王');
    expect(words).not.toContain(`${wang.id}`);
  });

  it('has what was submitted and withdrawn, as it was then', async () => {
    const { li } = await contactAt(running, store);
    await li.says('/preview');
    await li.taps('3', { in: (await li.hears('总览 ·')).id });
    await li.hears('现在的答案');
    await li.says('撤回前的地址');
    await li.hears('已改好');
    await li.says('提交');
    await li.hears('请最后核对');
    await li.says('提交');
    const number = /回执编号：(\S+)/.exec((await li.hears('提交成功')).text)?.[1] ?? '?';
    await li.taps('撤回修改');
    await li.taps('确认撤回', { in: (await li.hears('确定撤回吗')).id });
    await li.hears('总览 ·');
    const id = (await storedOf(store, li.id))?.id ?? 0;
    await store.prisma.answer.deleteMany({ where: { submissionId: id, questionId: 'unit-address' } });
    const words = await dataFile(li);
    expect(words).toContain(number);
    expect(words).toContain('已撤回');
    expect(words).toContain('撤回前的地址');
  });

  it('is forgotten after a question: drafts, identity, messages on their way; nothing of it is left anywhere', async () => {
    const { li } = await contactAt(running, store, 'project-name');
    await li.says('金丝雀机密项目');
    await li.hears('所属领域');
    await li.says('/forget');
    const ask = await li.hears('将删除');
    await li.taps('确认删除我的数据', { in: ask.id });
    await li.hears('已删除您的草稿');
    await nothingLeft('金丝雀机密', `"${li.id}"`);
    await li.says('/start');
    const again = await li.hears('请选择');
    expect(again.buttons.flat().some((text) => text.includes('继续'))).toBe(false);
    await li.taps(/调查表/, { in: again.id });
    await li.hears('您的权利');
  });

  it('is not forgotten by an old button after something new was filled in', async () => {
    const { li } = await contactAt(running, store, 'project-name');
    await li.says('/forget');
    const ask = await li.hears('将删除');
    const confirm = dataOf(ask, '确认删除');
    await li.says('新的项目');
    await li.hears('所属领域');
    await li.tapsData(ask.id, confirm);
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.answers).toHaveProperty('project-name', '新的项目');
    const kept = dataOf(ask, '不，保留');
    await li.taps('不，保留', { in: ask.id });
    const said = await li.hears('没有改动');
    expect(said).toMatchObject({
      id: ask.id,
      edited: true,
      text: '删除我的数据：好的，没有改动。',
      buttons: [],
    });
    await li.tapsData(ask.id, kept);
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    expect(await storedOf(store, li.id)).toBeDefined();
  });

  it('says nothing of keeping once it is forgotten', async () => {
    const { li } = await contactAt(running, store, 'field');
    await li.says('/forget');
    const ask = await li.hears('将删除');
    await li.taps('确认删除我的数据', { in: ask.id });
    await li.hears('已删除您的草稿');
    const late = await li.tapsData(ask.id, dataOf(ask, '不，保留'));
    expect((await late.answer()).text).toContain('已过期');
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
  });

  it('has the offices of somebody of the staff, who holds them no more once forgotten', async () => {
    const zhao = await running.chat.newcomer(6990, '赵芳');
    await zhao.says('/help');
    await zhao.hears();
    await zhao.says('/start i_nosuchlinkatallnosuch');
    await zhao.hears('不能用');
    const id = await appoints(store, zhao.id, {
      role: 'collector',
      title: '永定区科工局',
      scopes: [{ kind: 'area', value: '永定区' }],
    });
    await zhao.says('/mydata');
    await running.chat.settled();
    const { message } = await zhao.last();
    expect(wordsIn(await zhao.download(message.document?.file_id ?? ''))).toContain('永定区科工局、永定区');
    await zhao.says('/forget');
    const ask = await zhao.hears('将删除');
    await zhao.taps('确认删除我的数据', { in: ask.id });
    await zhao.hears('已删除您的草稿');
    await nothingLeft(`"${zhao.id}"`);
    expect(await store.prisma.appointment.count({ where: { id, withdrawnAt: null } })).toBe(0);
    await zhao.says('/inbox');
    await zhao.hears('给责任人和汇总单位用的');
  });

  it('leaves nobody behind when the confirmation is tapped twice', async () => {
    const { li } = await contactAt(running, store, 'field');
    await li.says('/forget');
    const ask = await li.hears('将删除');
    const confirm = dataOf(ask, '确认删除');
    await Promise.all([li.tapsData(ask.id, confirm), li.tapsData(ask.id, confirm)]);
    await li.hears('已删除您的草稿');
    await nothingLeft(`"${li.id}"`);
  });

  it('enters nobody who only looks around, and tells them so', async () => {
    const wang = await running.chat.newcomer(90_001, '王五');
    await wang.says('/start');
    await wang.hears('请选择');
    await wang.says('/mydata');
    await wang.hears('没有保存');
    await wang.says('/cancel');
    await wang.says('/help');
    await wang.hears('字数');
    await nothingLeft(`"${wang.id}"`);
  });

  it('keeps a submitted form, says so and why, and knows its sender no more', async () => {
    const { li } = await contactAt(running, store);
    await li.says('提交');
    await li.hears('请最后核对');
    await li.says('提交');
    const number = /回执编号：(\S+)/.exec((await li.hears('提交成功')).text)?.[1] ?? '?';
    await li.says('/forget');
    const ask = await li.hears('会保留');
    expect(ask.text).toContain('工作记录');
    await li.taps('确认删除我的数据', { in: ask.id });
    const done = await li.hears('作为征集单位的工作记录保留');
    expect(done.text).toContain('已删除您的草稿和账号标识');
    await nothingLeft(`"${li.id}"`);
    expect(await store.prisma.receipt.count({ where: { number } })).toBe(1);
    await li.says('/status');
    await li.hears('还没有填写过');
    expect(await storedOf(store, li.id)).toBeUndefined();
  });
});
