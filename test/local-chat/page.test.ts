import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bot, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from '../support/chromium.js';
import { localChat, type RunningChat } from '../support/local-chat.js';
import { png } from '../support/png.js';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the chat page in a browser', () => {
  let browser: Browser;
  let running: RunningChat;
  let bot: Bot;
  let dataDir: string;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromium);
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    problems.length = 0;
    dataDir = await mkdtemp(join(tmpdir(), 'page-'));
    running = await localChat({ title: '征集助手', dataDir });
    bot = smallBot(running);
    await bot.api.setMyCommands([{ command: 'start', description: '开始填写' }]);
    void bot.start();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await open('/');
  });

  afterEach(async () => {
    await context.close();
    await bot.stop();
    await running.stop();
    await rm(dataDir, { recursive: true });
    expect(problems).toEqual([]);
  });

  async function open(path: string): Promise<Page> {
    const fresh = await context.newPage();
    fresh.setDefaultTimeout(10_000);
    fresh.on('pageerror', (error) => problems.push(error.message));
    fresh.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('ERR_')) problems.push(message.text());
    });
    await fresh.goto(`${running.apiRoot}${path}`);
    return fresh;
  }

  const input = () => page.getByRole('textbox');
  const bubble = (text: string) => page.locator('.message', { hasText: text });
  const begin = async () => {
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await bubble('欢迎').waitFor();
  };

  test('a first visit says where one is and offers one big button', async () => {
    await page.getByText('本机聊天：不连接 Telegram，内容只在这台电脑上').waitFor();
    await begin();
    expect(await bubble('欢迎').locator('strong').textContent()).toBe('欢迎');
    expect(await bubble('欢迎').locator('a').getAttribute('href')).toBe('https://example.org/');
    expect(await page.locator('.message.mine').textContent()).toContain('/start');
  });

  test('the whole of it works by keyboard: Enter sends, Shift+Enter does not, Tab reaches the buttons', async () => {
    await begin();
    await input().fill('第一行');
    await input().press('Shift+Enter');
    await page.keyboard.type('第二行');
    await input().press('Enter');
    await bubble('回声：第一行').waitFor();
    const [message] = (await running.chat.person(1001).messages()).filter(
      ({ text }) => text === '第一行\n第二行',
    );
    expect(message).toBeDefined();
    await page.getByRole('log').focus();
    for (let i = 0; i < 20; i++) {
      if ((await page.locator('.key:focus').count()) > 0) break;
      await page.keyboard.press('Tab');
    }
    expect(await page.locator('.key:focus').textContent()).toBe('同意');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('已记录').waitFor();
  });

  test('a tap turns until it is answered, then shows a toast or an alert, and edits stay in place', async () => {
    await begin();
    const before = await page.locator('.message').count();
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('status').getByText('已记录').waitFor();
    await bubble('谢谢').waitFor();
    expect(await page.locator('.message').count()).toBe(before);
    await page.getByRole('button', { name: '说明' }).click();
    await page.getByRole('dialog').getByText('请放心').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.getByRole('button', { name: '慢' }).click();
    await page.locator('.key[aria-busy=true]', { hasText: '慢' }).waitFor();
    await page.locator('.key:not([aria-busy])', { hasText: '慢' }).waitFor();
  });

  test('what the bot answers to a tap comes into view, and is not scrolled past its beginning', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await begin();
    await input().fill('/long');
    await input().press('Enter');
    await bubble('长文第 1 行').waitFor();
    const top = async (text: string) => (await bubble(text).boundingBox())?.y ?? -1;
    const log = (await page.getByRole('log').boundingBox())?.y ?? 0;
    await expect.poll(async () => (await top('长文第 1 行')) - log).toBeGreaterThanOrEqual(0);
    await page.getByRole('button', { name: '往下看' }).click();
    await page.getByRole('button', { name: '继续' }).click();
    await bubble('下一题').waitFor();
    await expect.poll(() => page.getByRole('button', { name: '跳过' }).isVisible()).toBe(true);
    const { y = 0, height = 0 } = (await page.getByRole('button', { name: '跳过' }).boundingBox()) ?? {};
    expect(y + height).toBeLessThan(640);
  });

  test('a message that an edit makes long is shown from its beginning, and what follows it whole', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await begin();
    await page.getByRole('button', { name: '全文' }).click();
    await bubble('全文第 1 行').waitFor();
    const top = async () => (await bubble('全文第 1 行').boundingBox())?.y ?? -1;
    const log = (await page.getByRole('log').boundingBox())?.y ?? 0;
    await expect.poll(async () => (await top()) - log).toBeGreaterThanOrEqual(0);
    await page.getByRole('button', { name: '往下看' }).waitFor();
    await bot.api.sendMessage(1001, '下一题');
    await page.getByRole('button', { name: '往下看' }).waitFor({ state: 'hidden' });
    const { y = 0, height = 0 } = (await bubble('下一题').boundingBox()) ?? {};
    expect(y + height).toBeLessThan(640);
  });

  test('a reply keyboard is shown, says its words, and goes away', async () => {
    await begin();
    await input().fill('/keys');
    await input().press('Enter');
    await page.locator('.reply-keyboard').getByRole('button', { name: '民营企业' }).click();
    await bubble('回声：民营企业').waitFor();
    await page.locator('.reply-keyboard').waitFor({ state: 'hidden' });
  });

  test('the menu lists the commands with their descriptions and sends the chosen one', async () => {
    await begin();
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '开始填写 /start' }).click();
    await bubble('欢迎').nth(1).waitFor();
    await input().pressSequentially('/st');
    await page.getByRole('menuitem', { name: '开始填写 /start' }).waitFor();
    await input().press('Escape');
    expect(await page.getByRole('menuitem').count()).toBe(0);
  });

  test('files come and go with name and size, pictures are shown', async () => {
    await begin();
    await input().fill('/file');
    await input().press('Enter');
    const link = page.getByRole('link', { name: '下载 需求 表.txt（6 B）' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('需求 表.txt');
    const folder = await mkdtemp(join(tmpdir(), 'upload-'));
    await writeFile(join(folder, '执照.txt'), '扫描');
    await writeFile(join(folder, '厂房.png'), png(60, 40));
    await page.locator('input[type=file]').setInputFiles(join(folder, '执照.txt'));
    await bubble('收到 执照.txt').waitFor();
    await page.locator('input[type=file]').setInputFiles(join(folder, '厂房.png'));
    await page.locator('.mine .photo img').waitFor();
    await page.waitForFunction('document.querySelector(".mine .photo img").naturalWidth === 60');
    await rm(folder, { recursive: true });
  });

  test('an own message is changed with the pencil, or with the arrow key', async () => {
    await begin();
    await input().fill('第一稿');
    await input().press('Enter');
    await bubble('回声：第一稿').waitFor();
    const own = page.locator('.message.mine', { hasText: '第一稿' });
    await own.hover();
    await own.getByRole('button', { name: '修改这条消息' }).click();
    expect(await input().inputValue()).toBe('第一稿');
    await input().fill('第二稿');
    await input().press('Enter');
    await bubble('改为：第二稿').waitFor();
    await page.locator('.message.mine', { hasText: '第二稿' }).getByText('已修改').waitFor();
    await input().press('ArrowUp');
    expect(await input().inputValue()).toBe('第二稿');
    await input().press('Escape');
    expect(await input().inputValue()).toBe('');
  });

  test('what the bot or a person writes is never markup', async () => {
    await begin();
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    await input().fill(hostile);
    await input().press('Enter');
    await bubble('回声：<img').waitFor();
    expect(await page.locator('.message img, .message script').count()).toBe(0);
    expect(await page.title()).toBe('征集助手');
  });

  test('a draft outlives a reload, for each person', async () => {
    await begin();
    await input().fill('写到一半');
    await page.getByRole('button', { name: '王强' }).click();
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await input().waitFor();
    expect(await input().inputValue()).toBe('');
    await page.getByRole('button', { name: '李敏' }).click();
    await page.reload();
    await bubble('欢迎').waitFor();
    expect(await input().inputValue()).toBe('写到一半');
  });

  test('messages for the others are counted until they are looked at', async () => {
    await begin();
    await running.chat.person(1002).says('/start');
    await page.getByRole('button', { name: '王强，企业联系人（二），1 条未读' }).click();
    await bubble('欢迎').waitFor();
    await page.getByRole('button', { name: '王强，企业联系人（二）', exact: true }).waitFor();
    expect(await page.title()).toBe('征集助手');
  });

  test('up to four stand side by side where there is room, one alone where there is not', async () => {
    await begin();
    const several = await open('/?people=1001,1002,1003,1004');
    await several.locator('.pane').nth(3).waitFor();
    expect(await several.locator('.pane').count()).toBe(4);
    await several.setViewportSize({ width: 360, height: 740 });
    await several.locator('.pane').nth(1).waitFor({ state: 'detached' });
    expect(await several.locator('.pane').count()).toBe(1);
    expect(await several.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('the page comes back by itself when the server was away, and says so', async () => {
    await begin();
    await input().fill('打到一半');
    const port = Number(new URL(running.apiRoot).port);
    await bot.stop();
    await running.stop();
    await page.getByText('连接中断').waitFor();
    await input().press('Enter');
    await page.getByText('没有发出去').waitFor();
    expect(await input().inputValue()).toBe('打到一半');
    running = await localChat({ port, title: '征集助手', dataDir });
    await running.chat.person(1001).says('另一处写的');
    bot = smallBot(running);
    void bot.start();
    await page.getByText('连接中断').waitFor({ state: 'hidden' });
    await bubble('回声：另一处写的').waitFor();
    await input().press('Enter');
    await bubble('回声：打到一半').waitFor();
  });

  test('a person can block the bot and take it back', async () => {
    await begin();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('menuitem', { name: /停用机器人/ }).click();
    await page.getByText('您已停用机器人').waitFor();
    await page.getByRole('button', { name: '重新启用机器人' }).click();
    await input().waitFor();
  });

  test('its own words exist in English too', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Local chat: not on Telegram').waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Menu' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('a link with a start parameter hands it to the bot', async () => {
    page = await open('/?start=zjj-2021');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await bubble('参数 zjj-2021').waitFor();
  });
});

function smallBot({ apiRoot, token }: RunningChat): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply(`<b>欢迎</b>，参数 ${ctx.match}，见<a href="https://example.org/">通知</a>`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard()
        .text('同意', 'yes')
        .text('说明', 'help')
        .text('慢', 'slow')
        .row()
        .text('全文', 'whole'),
    }),
  );
  bot.callbackQuery('whole', async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(Array.from({ length: 40 }, (_, i) => `全文第 ${i + 1} 行`).join('\n'), {
      reply_markup: new InlineKeyboard().text('继续', 'next'),
    });
  });
  bot.callbackQuery('yes', async (ctx) => {
    await ctx.answerCallbackQuery('已记录');
    await ctx.editMessageText('谢谢', {
      reply_markup: new InlineKeyboard().text('说明', 'help').text('慢', 'slow'),
    });
  });
  bot.callbackQuery('help', (ctx) => ctx.answerCallbackQuery({ text: '请放心', show_alert: true }));
  bot.callbackQuery('slow', async (ctx) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await ctx.answerCallbackQuery();
  });
  bot.command('long', (ctx) =>
    ctx.reply(Array.from({ length: 40 }, (_, i) => `长文第 ${i + 1} 行`).join('\n'), {
      reply_markup: new InlineKeyboard().text('继续', 'next'),
    }),
  );
  bot.callbackQuery('next', async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.reply('下一题', { reply_markup: new InlineKeyboard().text('跳过', 'skip') });
  });
  bot.command('keys', (ctx) =>
    ctx.reply('请选择', { reply_markup: new Keyboard().text('国有企业').text('民营企业').oneTime() }),
  );
  bot.command('file', (ctx) => ctx.replyWithDocument(new InputFile(Buffer.from('内容'), '需求 表.txt')));
  bot.on('message:document', (ctx) => ctx.reply(`收到 ${ctx.message.document.file_name ?? ''}`));
  bot.on('message:text', (ctx) => ctx.reply(`回声：${ctx.message.text}`));
  bot.on('edited_message:text', (ctx) => ctx.reply(`改为：${ctx.editedMessage.text}`));
  return bot;
}
