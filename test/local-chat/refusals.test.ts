import { afterAll, beforeAll, expect, test } from 'vitest';
import { callBot } from '../support/bot-caller.js';
import { localChat, type RunningChat } from '../support/local-chat.js';

const li = 1001;
const silent = 1002;
const blocked = 1003;

let bot: RunningChat;
const known = { text: 0, own: 0, withKeyboard: 0, document: 0, deleted: 0 };

beforeAll(async () => {
  bot = await localChat();
  await bot.chat.person(li).says('在吗');
  await bot.chat.person(blocked).says('在吗');
  await bot.chat.person(blocked).blocks();
  known.own = (await bot.chat.person(li).messages())[0]?.message_id ?? 0;
  const keys = { inline_keyboard: [[{ text: '是', callback_data: 'y' }]] };
  known.text = await sent('sendMessage', { text: '您好', reply_markup: keys });
  known.withKeyboard = await sent('sendMessage', {
    text: '请选',
    reply_markup: { keyboard: [['是', '否']] },
  });
  const form = new FormData();
  form.set('chat_id', String(li));
  form.set('document', new Blob(['x']), 'a.txt');
  known.document = (await callBot(bot, 'sendDocument', form)).result.message_id;
  known.deleted = await sent('sendMessage', { text: '就删' });
  await callBot(bot, 'deleteMessage', { chat_id: li, message_id: known.deleted });
});

afterAll(() => bot.stop());

async function sent(method: string, params: object): Promise<number> {
  const answer = await callBot(bot, method, { chat_id: li, ...params });
  expect(answer.description).toBeUndefined();
  return answer.result.message_id;
}

const long = '长'.repeat(4097);
const button = (data: string) => ({ inline_keyboard: [[{ text: '选', callback_data: data }]] });
const notModified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

type Case = readonly [what: string, method: string, params: () => object, description: string];

const badRequests: readonly Case[] = [
  ['no chat', 'sendMessage', () => ({ text: 'x' }), 'chat_id is empty'],
  ['an unknown chat', 'sendMessage', () => ({ chat_id: 5, text: 'x' }), 'chat not found'],
  ['a name for a chat', 'sendMessage', () => ({ chat_id: '@nobody', text: 'x' }), 'chat not found'],
  ['somebody who never wrote', 'sendMessage', () => ({ chat_id: silent, text: 'x' }), 'chat not found'],
  ['no text', 'sendMessage', () => ({ chat_id: li }), 'message text is empty'],
  ['an empty text', 'sendMessage', () => ({ chat_id: li, text: '' }), 'message text is empty'],
  ['blank text', 'sendMessage', () => ({ chat_id: li, text: ' \n ' }), 'text must be non-empty'],
  [
    'only tags',
    'sendMessage',
    () => ({ chat_id: li, text: '<b> </b>', parse_mode: 'HTML' }),
    'text must be non-empty',
  ],
  ['4,097 units', 'sendMessage', () => ({ chat_id: li, text: long }), 'message is too long'],
  ['4,097 units in an edit', 'editMessageText', () => edit({ text: long }), 'MESSAGE_TOO_LONG'],
  ['32 KiB', 'sendMessage', () => ({ chat_id: li, text: 'x'.repeat(32_769) }), 'text is too long'],
  [
    'a parse mode',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', parse_mode: 'BBCode' }),
    'unsupported parse_mode',
  ],
  [
    '65 bytes of data',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', reply_markup: button('数'.repeat(22)) }),
    'BUTTON_DATA_INVALID',
  ],
  [
    'empty data',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', reply_markup: button('') }),
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'a button without text',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', reply_markup: { inline_keyboard: [[{ callback_data: 'x' }]] } }),
    'can\'t parse inline keyboard button: Can\'t find field "text"',
  ],
  [
    'a keyboard that is no JSON',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', reply_markup: '{' }),
    "can't parse reply keyboard markup JSON object",
  ],
  [
    'an address',
    'sendMessage',
    () => ({
      chat_id: li,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'x', url: 'localhost' }]] },
    }),
    "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
  ],
  [
    '101 buttons',
    'sendMessage',
    () => ({
      chat_id: li,
      text: 'x',
      reply_markup: {
        inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'x' }]),
      },
    }),
    'reply markup is too long',
  ],
  [
    'a reply to nothing',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', reply_parameters: { message_id: 999 } }),
    'message to be replied not found',
  ],
  [
    'an entity beyond the end',
    'sendMessage',
    () => ({ chat_id: li, text: 'ab', entities: [{ type: 'bold', offset: 1, length: 5 }] }),
    'entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 2',
  ],
  [
    'an entity that tears a surrogate pair',
    'sendMessage',
    () => ({ chat_id: li, text: '😀', entities: [{ type: 'bold', offset: 1, length: 1 }] }),
    'entity begins in a middle of a UTF-16 symbol at byte offset 4',
  ],
  [
    'a negative offset',
    'sendMessage',
    () => ({ chat_id: li, text: 'x', entities: [{ type: 'bold', offset: -1, length: 1 }] }),
    'receive an entity with incorrect offset -1',
  ],
  [
    'an unknown message',
    'editMessageText',
    () => edit({ message_id: 999, text: 'x' }),
    'message to edit not found',
  ],
  [
    'a deleted message',
    'editMessageText',
    () => edit({ message_id: known.deleted, text: 'x' }),
    'message to edit not found',
  ],
  [
    'no message id',
    'editMessageText',
    () => ({ chat_id: li, text: 'x' }),
    'message identifier is not specified',
  ],
  [
    "somebody else's message",
    'editMessageText',
    () => edit({ message_id: known.own, text: 'x' }),
    "message can't be edited",
  ],
  [
    'a message with a reply keyboard',
    'editMessageText',
    () => edit({ message_id: known.withKeyboard, text: 'x' }),
    "message can't be edited",
  ],
  [
    'the same text and keyboard',
    'editMessageText',
    () => edit({ text: ' 您好 ', reply_markup: button('y') }, '是'),
    notModified,
  ],
  [
    'the same keyboard',
    'editMessageReplyMarkup',
    () => edit({ reply_markup: button('y') }, '是'),
    notModified,
  ],
  [
    'a reply keyboard in an edit',
    'editMessageReplyMarkup',
    () => edit({ reply_markup: { keyboard: [['x']] } }),
    'inline keyboard expected',
  ],
  [
    'text for a document',
    'editMessageText',
    () => edit({ message_id: known.document, text: 'x' }),
    'there is no text in the message to edit',
  ],
  [
    'a caption for text',
    'editMessageCaption',
    () => edit({ caption: 'x' }),
    'there is no caption in the message to edit',
  ],
  [
    '1,025 units of caption',
    'editMessageCaption',
    () => edit({ message_id: known.document, caption: '长'.repeat(1025) }),
    'MEDIA_CAPTION_TOO_LONG',
  ],
  [
    'an unknown message to delete',
    'deleteMessage',
    () => ({ chat_id: li, message_id: 999 }),
    'message to delete not found',
  ],
  [
    'an unknown message to copy',
    'copyMessage',
    () => ({ chat_id: li, from_chat_id: li, message_id: 999 }),
    'message to copy not found',
  ],
  ['no document', 'sendDocument', () => ({ chat_id: li }), 'there is no document in the request'],
  [
    'a part that did not come',
    'sendDocument',
    () => ({ chat_id: li, document: 'attach://x' }),
    'there is no document in the request',
  ],
  [
    'an unknown file',
    'sendDocument',
    () => ({ chat_id: li, document: 'BQACAgIAAx' }),
    'wrong file identifier/HTTP URL specified',
  ],
  [
    'a file on the net',
    'sendDocument',
    () => ({ chat_id: li, document: 'https://example.org/a.pdf' }),
    'failed to get HTTP URL content',
  ],
  [
    'a long caption',
    'sendDocument',
    () => ({ chat_id: li, document: 'x', caption: '长'.repeat(1025) }),
    'message caption is too long',
  ],
  ['no photo', 'sendPhoto', () => ({ chat_id: li }), 'there is no photo in the request'],
  [
    'an album of eleven',
    'sendMediaGroup',
    () => ({ chat_id: li, media: Array.from({ length: 11 }, () => ({ type: 'photo', media: 'x' })) }),
    'too many messages to send as an album',
  ],
  [
    'an album of nothing',
    'sendMediaGroup',
    () => ({ chat_id: li, media: [] }),
    'there are no messages to send',
  ],
  [
    'an unknown tap',
    'answerCallbackQuery',
    () => ({ callback_query_id: '1' }),
    'query is too old and response timeout expired or query ID is invalid',
  ],
  ['an unknown file id', 'getFile', () => ({ file_id: 'x' }), 'invalid file_id'],
  ['no file id', 'getFile', () => ({}), 'file_id not specified'],
  [
    'a command with capitals',
    'setMyCommands',
    () => ({ commands: [{ command: 'Start', description: 'x' }] }),
    'BOT_COMMAND_INVALID',
  ],
  [
    'a command of 33 letters',
    'setMyCommands',
    () => ({ commands: [{ command: 'a'.repeat(33), description: 'x' }] }),
    'command length must not exceed 32',
  ],
  [
    'a command without description',
    'setMyCommands',
    () => ({ commands: [{ command: 'a', description: ' ' }] }),
    'command description must be non-empty',
  ],
  [
    'a method that is not here',
    'sendPoll',
    () => ({ chat_id: li, question: 'x', options: [{ text: 'a' }, { text: 'b' }] }),
    'the local chat does not implement sendPoll',
  ],
];

function edit(params: object, keyText?: string): object {
  const text = JSON.stringify({ chat_id: li, message_id: known.text, ...params });
  return JSON.parse(keyText === undefined ? text : text.replace('选', keyText)) as object;
}

test.each(badRequests)('refuses %s (%s)', async (_what, method, params, description) => {
  expect(await callBot(bot, method, params())).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${description}`,
  });
});

test('refuses a wrong token, an unknown method and somebody who has blocked the bot, with their own codes', async () => {
  const other = { ...bot, token: '1:AAxx' };
  expect(await callBot(other, 'getMe')).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  expect(await callBot(bot, 'sendTelepathy')).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
  for (const method of ['sendMessage', 'sendChatAction']) {
    const params = { chat_id: blocked, text: 'x', action: 'typing' };
    expect(await callBot(bot, method, params)).toEqual({
      ok: false,
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  }
});

test('a text of exactly 4,096 units after parsing and data of exactly 64 bytes pass', async () => {
  const text = `<b>${'长'.repeat(4096)}</b>`;
  const markup = button(`${'数'.repeat(21)}x`);
  const answer = await callBot(bot, 'sendMessage', {
    chat_id: li,
    text,
    parse_mode: 'HTML',
    reply_markup: markup,
  });
  expect(answer).toMatchObject({
    ok: true,
    result: { entities: [{ type: 'bold', offset: 0, length: 4096 }] },
  });
});

test('a tap can be answered once and within 150 seconds', async () => {
  const person = bot.chat.person(li);
  const message = await sent('sendMessage', { text: '请确认', reply_markup: button('ok') });
  const tap = await person.taps('选', { in: message });
  const answer = () => callBot(bot, 'answerCallbackQuery', { callback_query_id: tap.query, text: '好' });
  expect(await answer()).toEqual({ ok: true, result: true });
  expect((await answer()).description).toMatch(/^Bad Request: query is too old/);

  const late = await person.taps('选', { in: message });
  await bot.chat.clockAhead(151);
  const params = { callback_query_id: late.query };
  expect((await callBot(bot, 'answerCallbackQuery', params)).description).toMatch(
    /^Bad Request: query is too old/,
  );
  await bot.chat.clockAhead(0);
});

test('an edit without a keyboard removes it, and its buttons can no longer be tapped', async () => {
  const person = bot.chat.person(li);
  const message = await sent('sendMessage', { text: '旧', reply_markup: button('old') });
  expect(
    await callBot(bot, 'editMessageText', { chat_id: li, message_id: message, text: '新' }),
  ).toMatchObject({
    ok: true,
    result: { text: '新' },
  });
  await expect(person.taps('选', { in: message, within: 0 })).rejects.toThrow('no button 选');
  expect((await person.tapsData(message, 'old')).query).toMatch(/^\d+$/);
});

test('warns of fields that nobody knows, once, and does not fail', async () => {
  const keys = { inline_keyboard: [[{ text: '选', callback_data: 'x', hide: false }]] };
  for (let i = 0; i < 2; i++)
    await sent('sendMessage', { text: '提示', reply_markup: keys, disable_preview: true });
  const { warnings } = await bot.chat.status();
  expect(warnings.filter((line) => /disable_preview|hide/.test(line)).toSorted()).toEqual([
    'sendMessage: disable_preview',
    'sendMessage: reply_markup.inline_keyboard[][].hide',
  ]);
});
