import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotAnswer, callBot } from '../support/bot-caller.js';
import { localChat, type RunningChat } from '../support/local-chat.js';

let bot: RunningChat;

beforeAll(async () => {
  bot = await localChat();
  await bot.chat.person(1001).says('在吗');
});

afterAll(() => bot.stop());

/** A request with headers that fetch would not let us send. */
function raw(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer | string },
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { port } = new URL(bot.apiRoot);
    const outgoing = request(
      { host: '127.0.0.1', port, path, method: options.method, headers: options.headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

test('takes parameters from the query, a form, JSON and multipart, and method names in any case', async () => {
  const root = `${bot.apiRoot}/bot${bot.token}`;
  const keys = JSON.stringify({ inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] });
  const parameters = { chat_id: '1001', text: '数 & 据', disable_notification: 'true', reply_markup: keys };
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.set(name, value);
  const answers = await Promise.all([
    fetch(`${root}/sendMessage?${new URLSearchParams(parameters).toString()}`),
    fetch(`${root}/SENDMESSAGE`, { method: 'POST', body: new URLSearchParams(parameters) }),
    fetch(`${root}/sendmessage`, { method: 'POST', body: form }),
    fetch(`${root}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(parameters),
    }),
  ]);
  for (const answer of answers) {
    const { result } = (await answer.json()) as BotAnswer;
    expect(result).toMatchObject({ text: '数 & 据', reply_markup: { inline_keyboard: [[{ text: '好' }]] } });
  }
});

test('a plain string in a reply keyboard is a button', async () => {
  const params = { chat_id: 1001, text: '选', reply_markup: { keyboard: [['是', { text: '否' }]] } };
  expect((await callBot(bot, 'sendMessage', params)).ok).toBe(true);
  expect(await bot.chat.person(1001).keyboard()).toEqual([['是', '否']]);
  const remove = { chat_id: 1001, text: '收', reply_markup: { remove_keyboard: true } };
  expect((await callBot(bot, 'sendMessage', remove)).ok).toBe(true);
  expect(await bot.chat.person(1001).keyboard()).toEqual([]);
});

test('a body that is no JSON object is refused', async () => {
  const path = `/bot${bot.token}/sendMessage`;
  const headers = { 'content-type': 'application/json' };
  expect(await raw(path, { method: 'POST', headers, body: '{"chat_id":' })).toMatchObject({ status: 400 });
  expect(await raw(path, { method: 'POST', headers, body: '[1]' })).toMatchObject({ status: 400 });
});

test('a part without quotes around its name keeps the name, spaces and all', async () => {
  const body = [
    '--b\r\ncontent-disposition:form-data;name="chat_id"\r\n\r\n1001\r\n',
    '--b\r\ncontent-disposition:form-data;name="document"\r\n\r\nattach://f\r\n',
    '--b\r\ncontent-disposition:form-data;name="f";filename=需求 表(1).txt\r\ncontent-type:text/plain\r\n\r\n内容\r\n--b--\r\n',
  ].join('');
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const { text } = await raw(`/bot${bot.token}/sendDocument`, { method: 'POST', headers, body });
  expect((JSON.parse(text) as BotAnswer).result).toMatchObject({
    document: { file_name: '需求 表(1).txt', file_size: 6 },
  });
});

test('files over 50 MB are refused, files over 20 MB are kept but not given back', async () => {
  const send = async (bytes: number) => {
    const form = new FormData();
    form.set('chat_id', '1001');
    form.set('document', new Blob([Buffer.alloc(bytes)]), '大.bin');
    return callBot<{ document: { file_id: string } }>(bot, 'sendDocument', form);
  };
  expect(await send((50 << 20) + 1)).toEqual({
    ok: false,
    error_code: 413,
    description: 'Request Entity Too Large',
  });
  const kept = await send((20 << 20) + 1);
  const file = await callBot(bot, 'getFile', { file_id: kept.result.document.file_id });
  expect(file.description).toBe('Bad Request: file is too big');
});

test('a photo must be a picture', async () => {
  const form = new FormData();
  form.set('chat_id', '1001');
  form.set('photo', new Blob(['not a picture']), 'a.png');
  expect((await callBot(bot, 'sendPhoto', form)).description).toBe('Bad Request: IMAGE_PROCESS_FAILED');
});

test('only loopback names are answered, and other pages cannot act', async () => {
  const { host } = new URL(bot.apiRoot);
  expect(await raw('/', { headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
  expect(await raw(`/bot${bot.token}/getMe`, { headers: { host: 'evil.example:80' } })).toMatchObject({
    status: 403,
  });
  expect(
    await raw('/chat/state', { headers: { host: host.replace('127.0.0.1', 'localhost') } }),
  ).toMatchObject({
    status: 200,
  });
  const act = (headers: Record<string, string>) =>
    raw('/chat/people/1001/text', {
      method: 'POST',
      headers: { host, 'content-type': 'application/json', ...headers },
      body: '{"text":"x"}',
    });
  expect(await act({ origin: 'http://evil.example' })).toMatchObject({ status: 403 });
  expect(await act({ origin: 'http://127.0.0.1:1' })).toMatchObject({ status: 403 });
  expect(await act({ origin: 'null' })).toMatchObject({ status: 403 });
  expect(await act({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  expect(await act({ origin: `http://${host}` })).toMatchObject({ status: 200 });
});

test('the page carries a strict content security policy and runs nothing inline', async () => {
  const response = await fetch(bot.apiRoot);
  const html = await response.text();
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/);
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son[a-z]+=|style="/);
});

test('a downloaded file keeps its name and is never shown as a page', async () => {
  const li = bot.chat.person(1001);
  const [message] = await li.sendsDocument("需求'表.html", '<script>alert(1)</script>');
  const response = await fetch(`${bot.apiRoot}/chat/files/${message?.document?.file_id ?? ''}`);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''%E9%9C%80%E6%B1%82%27%E8%A1%A8.html`,
  );
});

test('a method tells what it was asked for: commands by scope and language, texts, menu, chat', async () => {
  const commands = [{ command: 'help', description: '帮助' }];
  const all = { type: 'all_private_chats' };
  expect((await callBot(bot, 'setMyCommands', { commands, scope: all, language_code: 'zh' })).ok).toBe(true);
  expect((await callBot(bot, 'getMyCommands', { scope: all, language_code: 'zh' })).result).toEqual(commands);
  expect((await callBot(bot, 'getMyCommands')).result).toEqual([]);
  expect(await bot.chat.person(1001).commands()).toEqual(commands);
  await callBot(bot, 'deleteMyCommands', { scope: all, language_code: 'zh' });
  expect(await bot.chat.person(1001).commands()).toEqual([]);
  await callBot(bot, 'setMyDescription', { description: '征集' });
  expect((await callBot(bot, 'getMyDescription')).result).toEqual({ description: '征集' });
  await callBot(bot, 'setMyShortDescription', { short_description: '短' });
  expect((await callBot(bot, 'getMyShortDescription')).result).toEqual({ short_description: '短' });
  await callBot(bot, 'setChatMenuButton', { menu_button: { type: 'commands' } });
  expect((await callBot(bot, 'getChatMenuButton')).result).toEqual({ type: 'commands' });
  expect((await callBot(bot, 'getChat', { chat_id: 1001 })).result).toMatchObject({
    id: 1001,
    type: 'private',
  });
  expect((await callBot(bot, 'getWebhookInfo')).result).toMatchObject({ url: '' });
  expect((await callBot(bot, 'setWebhook', { url: 'https://a.cn' })).ok).toBe(false);
  expect((await callBot(bot, 'getMe')).result).toMatchObject({ is_bot: true, username: 'local_chat_bot' });
});

test('copies, forwards, pins, reacts and deletes', async () => {
  const li = bot.chat.person(1001);
  const sent = await callBot(bot, 'sendMessage', { chat_id: 1001, text: '原文' });
  const from = { chat_id: 1001, from_chat_id: 1001, message_id: sent.result.message_id };
  const copy = await callBot(bot, 'copyMessage', from);
  const forward = await callBot(bot, 'forwardMessage', from);
  expect(forward.result).toMatchObject({ text: '原文', forward_origin: { type: 'user' } });
  const message = { chat_id: 1001, message_id: copy.result.message_id };
  for (const method of ['pinChatMessage', 'unpinChatMessage', 'unpinAllChatMessages', 'setMessageReaction']) {
    expect(
      await callBot(bot, method, { ...message, reaction: [{ type: 'emoji', emoji: '👍' }] }),
    ).toMatchObject({ ok: true });
  }
  const ids = [copy.result.message_id, forward.result.message_id, 9_999];
  expect((await callBot(bot, 'deleteMessages', { chat_id: 1001, message_ids: ids })).ok).toBe(true);
  expect((await li.messages()).filter(({ text }) => text === '原文')).toHaveLength(1);
});
