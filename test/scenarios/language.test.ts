import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { madeUpCampaign, storedOf } from '../support/stored.js';

const han = /\p{Script=Han}/u;
const fullWidth = /[（：、]/;

describeStores('the language', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  it('is Chinese whatever the client reports', async () => {
    const smith = await running.chat.newcomer(8101, 'Smith', '企业联系人', 'en');
    await smith.says('/start');
    await smith.hears('请选择');
  });

  it('changes below the notice, and the notice is there again in it', async () => {
    const smith = await running.chat.newcomer(8102, 'Smith');
    await smith.starts('zhangjiajie-2021');
    await smith.taps('English', { in: (await smith.hears('您的权利')).id });
    const notice = await smith.hears('Your rights');
    expect(notice.edited).toBe(true);
    await smith.taps('中文', { in: notice.id });
    await smith.hears('您的权利');
    expect(await storedOf(store, smith.id)).toBeUndefined();
    await smith.taps('同意');
    await smith.hears('单位名称（盖章）');
  });

  it('changes half-way: the place stays, refusals, receipts and commands follow', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    await li.says('/language');
    await li.taps('English', { in: (await li.hears('语言')).id });
    const prompt = await li.hears('Employees');
    expect(prompt.text).not.toMatch(han);
    await li.says('many');
    expect((await li.hears('number')).text).not.toMatch(han);
    await li.says('back');
    expect((await li.hears('Email')).text).not.toMatch(fullWidth);
    await li.says('next');
    await li.hears('Employees');
    await li.says('back');
    await li.hears('Email');
    await li.says('overview');
    expect((await li.hears('Overview')).text).not.toMatch(/[（：]/);
    await li.says('skip');
    await li.hears(/must|required/i);
    await li.says('submit');
    expect((await li.hears(/cannot|missing/i)).text).not.toMatch(/还不能/);
    await li.says('提交');
    await li.hears(/cannot|missing/i);
    await li.says('/language');
    await li.taps('中文', { in: (await li.hears('language')).id });
    await li.hears('电子邮箱');
  });

  it('understands submit and 下一题 in Chinese too', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    await li.says(' Submit! ');
    await li.hears('还不能提交');
    await li.says('下一题');
    await li.hears('必填');
    await li.says('上一题');
    await li.hears('电子邮箱');
    await li.says('下一题');
    await li.hears('职工总数');
  });

  it('takes an English word as an answer where the interface is Chinese', async () => {
    const { li } = await contactAt(running, store, 'unit-name');
    await li.says('Skip');
    await li.hears('统一社会信用代码');
    expect((await storedOf(store, li.id))?.answers).toEqual({ 'unit-name': 'Skip' });
  });

  it('shows the words of the form in Chinese where there is no translation', async () => {
    const other = await open();
    const made = await runApp(other, { campaigns: [madeUpCampaign()] });
    const smith = made.chat.person(1001);
    await smith.starts('binhe-2026__demand');
    await smith.taps('English', { in: (await smith.hears('您的权利')).id });
    await smith.hears('Binhe call for technology demands');
    await smith.taps(/Accept|agree/i);
    await smith.hears('Name of the unit');
    await smith.says('Binhe Valve Ltd');
    await smith.hears('统一社会信用代码');
    await made.stop();
    await other.close();
  });
});
