import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localChat, type RunningChat } from '../support/local-chat.js';

let running: RunningChat;
let bot: Bot;
let polling: Promise<void>;

beforeAll(async () => {
  running = await localChat({ title: '试用机器人' });
  bot = new Bot(running.token, { client: { apiRoot: running.apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply('<b>欢迎</b>', {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('同意', 'yes').text('不同意', 'no'),
    }),
  );
  bot.callbackQuery('yes', async (ctx) => {
    await ctx.answerCallbackQuery('已记录');
    await ctx.editMessageText('谢谢');
  });
  bot.command('file', (ctx) =>
    ctx.replyWithDocument(new InputFile(Buffer.from('内容'), '调查表 草稿.txt'), { caption: '请查看' }),
  );
  bot.on('message:document', async (ctx) => {
    const file = await ctx.getFile();
    const response = await fetch(`${running.apiRoot}/file/bot${running.token}/${file.file_path ?? ''}`);
    await ctx.reply(`收到 ${ctx.message.document.file_name ?? ''}：${await response.text()}`);
  });
  bot.on('edited_message:text', (ctx) => ctx.reply(`改为 ${ctx.editedMessage.text}`));
  polling = bot.start();
});

afterAll(async () => {
  await bot.stop();
  await polling;
  await running.stop();
});

test('grammY says, edits, answers taps, sends and receives files over the local chat', async () => {
  const li = running.chat.person(1001);
  await li.says('/start');
  const welcome = await li.hears(/欢迎/);
  expect(welcome.buttons).toEqual([['同意', '不同意']]);
  expect(welcome.message.entities).toEqual([{ type: 'bold', offset: 0, length: 2 }]);

  const tap = await li.taps('同意');
  expect(await tap.answer()).toEqual({ text: '已记录' });
  const thanks = await li.hears('谢谢');
  expect(thanks).toMatchObject({ id: welcome.id, edited: true, buttons: [] });

  await li.says('/file');
  const file = await li.hears('请查看');
  expect(file.message.document?.file_name).toBe('调查表 草稿.txt');
  expect((await li.download(file.message.document?.file_id ?? '')).toString()).toBe('内容');

  await li.sendsDocument('营业执照.txt', '扫描件');
  expect((await li.hears(/收到/)).text).toBe('收到 营业执照.txt：扫描件');

  await li.says('第一稿');
  await li.edits('第二稿');
  expect((await li.hears(/改为/)).text).toBe('改为 第二稿');
  expect((await running.chat.status()).warnings).toEqual([]);
});
