import { Input, Markup, Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localChat, type RunningChat } from '../support/local-chat.js';
import { png } from '../support/png.js';

/**
 * Telegraf is the independent witness: written by others, against Telegram itself. It polls, uploads in its own way
 * and sends fields that the Bot API does not know.
 */
let running: RunningChat;
let bot: Telegraf;

beforeAll(async () => {
  running = await localChat({ title: '见证' });
  bot = new Telegraf(running.token, { telegram: { apiRoot: running.apiRoot } });
  bot.start((ctx) => ctx.reply(`欢迎 ${ctx.from.first_name}，参数 ${ctx.payload || '无'}`));
  bot.command('menu', (ctx) =>
    ctx.replyWithHTML(
      '<b>请选择</b>',
      Markup.inlineKeyboard([
        [Markup.button.callback('甲', 'pick:a'), Markup.button.callback('乙', 'pick:b')],
        [Markup.button.url('说明', 'https://example.org/')],
      ]),
    ),
  );
  bot.action(/^pick:(.)$/, async (ctx) => {
    await ctx.answerCbQuery(`选了 ${ctx.match[1] ?? ''}`, { show_alert: true });
    await ctx.editMessageText(`已选 ${ctx.match[1] ?? ''}`);
  });
  bot.command('keys', (ctx) =>
    ctx.reply(
      '按钮',
      Markup.keyboard([['是', '否']])
        .oneTime()
        .resize(),
    ),
  );
  bot.hears('是', (ctx) => ctx.reply('好', Markup.removeKeyboard()));
  bot.command('file', (ctx) =>
    ctx.replyWithDocument(Input.fromBuffer(Buffer.from('内容'), '需求 表.txt'), { caption: '一份文件' }),
  );
  bot.command('album', (ctx) =>
    ctx.replyWithMediaGroup([
      { type: 'photo', media: Input.fromBuffer(png(40, 30), 'a.png'), caption: '两张' },
      { type: 'photo', media: Input.fromBuffer(png(30, 40), 'b.png') },
    ]),
  );
  bot.command('twice', async (ctx) => {
    const sent = await ctx.reply('一样');
    const error: unknown = await ctx.telegram
      .editMessageText(ctx.chat.id, sent.message_id, undefined, '一样')
      .catch((reason: unknown) => reason);
    await ctx.reply(error instanceof Error ? error.message : '没有报错');
  });
  bot.on(message('document'), async (ctx) => {
    const link = await ctx.telegram.getFileLink(ctx.message.document.file_id);
    await ctx.reply(`收到 ${await (await fetch(link)).text()}`);
  });
  bot.on('edited_message', (ctx) => ctx.reply('改过了'));
  await bot.telegram.setMyCommands([{ command: 'menu', description: '菜单' }]);
  void bot.launch();
  await running.chat.until(async () => (await running.chat.status()).polling, 'Telegraf to poll');
});

afterAll(async () => {
  bot.stop();
  await running.stop();
});

test('a Telegraf bot answers commands with their parameters', async () => {
  const li = running.chat.person(1001);
  await li.starts('zjj2021');
  await li.hears('欢迎 李敏，参数 zjj2021');
  expect(await li.commands()).toEqual([{ command: 'menu', description: '菜单' }]);
});

test('its buttons are tapped, answered with an alert, and the message is edited in place', async () => {
  const li = running.chat.person(1001);
  await li.says('/menu');
  const menu = await li.hears('请选择');
  expect(menu.buttons).toEqual([['甲', '乙'], ['说明']]);
  const tap = await li.taps('乙');
  expect(await tap.answer()).toEqual({ text: '选了 b', alert: true });
  expect(await li.hears('已选 b')).toMatchObject({ id: menu.id, edited: true, buttons: [] });
});

test('its reply keyboard comes and goes', async () => {
  const li = running.chat.person(1001);
  await li.says('/keys');
  expect((await li.hears('按钮')).keyboard).toEqual([['是', '否']]);
  await li.taps('是');
  await li.hears('好');
  expect(await li.keyboard()).toEqual([]);
});

test('files go up and down, photos as an album', async () => {
  const li = running.chat.person(1001);
  await li.says('/file');
  const file = await li.hears('一份文件');
  expect(file.message.document).toMatchObject({
    file_name: '需求 表.txt',
    mime_type: 'text/plain',
    file_size: 6,
  });
  await li.sendsDocument('回传.txt', '扫描件');
  await li.hears('收到 扫描件');
  await li.says('/album');
  const first = await li.hears('两张');
  const second = await li.hears();
  expect([first, second].map(({ message: { photo } }) => [photo?.[0]?.width, photo?.[0]?.height])).toEqual([
    [40, 30],
    [30, 40],
  ]);
  expect(second.message.media_group_id).toBe(first.message.media_group_id);
});

test('it sees edits, and is refused an edit that changes nothing', async () => {
  const li = running.chat.person(1001);
  await li.says('第一稿');
  await li.edits('第二稿');
  await li.hears('改过了');
  await li.says('/twice');
  await li.hears(/^400: Bad Request: message is not modified/);
});

test('fields of its own are warned of, not refused', async () => {
  expect((await running.chat.status()).warnings).toEqual([
    'sendMessage: reply_markup.inline_keyboard[][].hide',
  ]);
});
