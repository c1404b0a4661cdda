import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

describeStores('answers given before', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  async function submitsAndBeginsAgain(li: ChatPerson): Promise<void> {
    await submits(li);
    await li.says('/start');
    await li.taps(/再填一份/, { in: (await li.hears('请选择')).id });
  }

  it('are offered to the same person for confirmation, one by one or all at once', async () => {
    const { li } = await contactAt(running, store);
    await submitsAndBeginsAgain(li);
    const first = await li.hears('单位名称（盖章）');
    expect(first.text).toContain('您上次填的是：张家界云雾莓茶生物科技有限公司');
    expect((await storedOf(store, li.id))?.answers).toEqual({});
    await li.taps(/沿用：张家界云雾/, { in: first.id });
    const second = await li.hears('统一社会信用代码');
    await li.says('91110000600037341L');
    await li.hears('单位地址');
    await li.taps(/其余 \d+ 项也沿用上次/);
    const after = await li.hears(/已沿用 \d+ 项/);
    expect(after.text).toContain('职工总数');
    expect(second.text).toContain('您上次填的是');
    const answers = (await storedOf(store, li.id))?.answers ?? {};
    expect(answers).toMatchObject({
      'unit-address': '张家界市永定区阳湖坪街道茶香路 18 号',
      region: '永定区',
    });
    expect(answers).not.toHaveProperty('staff-total');
    expect(answers).not.toHaveProperty('project-name');
  });

  it('keep the remark on an unusual credit code when they are taken over', async () => {
    const { li } = await contactAt(running, store);
    await li.says('/preview');
    await li.taps('2', { in: (await li.hears('总览 ·')).id });
    await li.hears('现在的答案');
    await li.says('91350203M0001FUE2P');
    await li.taps('与执照一致，就用它', { in: (await li.hears('早期登记')).id });
    await li.hears('全部填完了');
    await submitsAndBeginsAgain(li);
    await li.hears('单位名称（盖章）');
    await li.taps(/其余 \d+ 项也沿用上次/);
    await li.hears(/已沿用/);
    expect((await storedOf(store, li.id))?.notes).toEqual({ 'credit-code': 'unusual-credit-code' });
  });

  it('are never those of somebody else, whoever names the same unit and code', async () => {
    const { li } = await contactAt(running, store);
    await submitsAndBeginsAgain(li);
    const { li: wang, heard } = await contactAt(running, store, 'credit-code');
    expect(heard.text).not.toContain('您上次填的是');
    await wang.says('91110000600037341L');
    const next = await wang.hears('单位地址');
    expect(next.text).not.toContain('茶香路');
    expect(next.buttons.flat().some((text) => text.includes('沿用'))).toBe(false);
    const id = ((await storedOf(store, wang.id))?.id ?? 0).toString(36);
    const mark = dataOf(next, '上一题').split(':')[4] ?? '';
    await wang.tapsData(next.id, `reuse:${id}:0:2:${mark}`);
    await wang.tapsData(next.id, `reuse-all:${id}`);
    await running.chat.settled();
    expect(Object.keys((await storedOf(store, wang.id))?.answers ?? {}).sort()).toEqual([
      'credit-code',
      'unit-name',
    ]);
  });

  it('of one campaign are offered in another where the questions mean the same', async () => {
    const { li } = await contactAt(running, store);
    await li.starts('xinjiang-2023__key-technology');
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    expect((await li.hears('您上次填的是')).text).toContain('张家界云雾莓茶生物科技有限公司');
  });
});
