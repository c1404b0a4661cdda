import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, runApp } from '../support/running-app.js';
import { answersAll, beginsZhangjiajie, zhangjiajie } from '../support/scripted.js';
import { describeStores } from '../support/store.js';

describeStores('an enterprise contact', (open) => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await runApp(await open());
  });
  afterAll(() => running.stop());

  it('fills in the Zhangjiajie form from the notice to the receipt', async () => {
    const li = running.chat.person(1001);
    await beginsZhangjiajie(li);
    await answersAll(li, zhangjiajie);
    await li.hears('全部填完了');
    await li.says('提交');
    const readBack = await li.hears('请最后核对一遍');
    expect(readBack.text).toContain('销售收入总额：32000 万元');
    await li.says('提交');
    const receipt = await li.hears('提交成功');
    expect(receipt.text).toMatch(/回执编号：ZJJ2021-000001-/);
  });
});
