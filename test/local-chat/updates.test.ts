import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotAnswer, callBot } from '../support/bot-caller.js';
import { localChat, type RunningChat } from '../support/local-chat.js';

interface Update {
  readonly update_id: number;
  readonly message?: { readonly message_id: number; readonly text?: string; readonly date: number };
  readonly edited_message?: { readonly text?: string };
  readonly callback_query?: { readonly id: string; readonly data?: string };
  readonly my_chat_member?: { readonly new_chat_member: { readonly status: string } };
}

let bot: RunningChat;

beforeEach(async () => {
  bot = await localChat();
});

afterEach(() => bot.stop());

const poll = (params: object = {}) => callBot<Update[]>(bot, 'getUpdates', params);
const texts = (answer: BotAnswer<Update[]>) => answer.result.map(({ message }) => message?.text);

test('updates wait until they are confirmed by a higher offset, at most `limit` at a time', async () => {
  const li = bot.chat.person(1001);
  for (const text of ['一', '二', '三']) await li.says(text);
  const first = await poll({ limit: 2 });
  expect(texts(first)).toEqual(['一', '二']);
  expect(texts(await poll())).toEqual(['一', '二', '三']);
  const [, second] = first.result;
  const rest = await poll({ offset: (second?.update_id ?? 0) + 1 });
  expect(texts(rest)).toEqual(['三']);
  expect(texts(await poll())).toEqual(['三']);
  expect(rest.result[0]?.update_id).toBe((second?.update_id ?? 0) + 1);
});

test('a negative offset keeps only the last updates', async () => {
  const li = bot.chat.person(1001);
  for (const text of ['一', '二', '三']) await li.says(text);
  expect(texts(await poll({ offset: -1 }))).toEqual(['三']);
  expect(texts(await poll())).toEqual(['三']);
});

test('a long poll wakes when somebody writes', async () => {
  const waiting = poll({ timeout: 20 });
  await bot.chat.until(async () => (await bot.chat.status()).polling, 'the poll to wait');
  await bot.chat.person(1001).says('在吗');
  expect(texts(await waiting)).toEqual(['在吗']);
});

test('a second poller ends the first with 409 in the words of Telegram', async () => {
  const first = poll({ timeout: 20 });
  await bot.chat.until(async () => (await bot.chat.status()).polling, 'the poll to wait');
  const second = poll({ timeout: 20 });
  expect(await first).toEqual({
    ok: false,
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  await bot.chat.person(1001).says('在吗');
  expect(texts(await second)).toEqual(['在吗']);
});

test('a poller that goes away takes nothing with it', async () => {
  const gone = new AbortController();
  const url = `${bot.apiRoot}/bot${bot.token}/getUpdates?timeout=20`;
  const waiting = fetch(url, { signal: gone.signal }).catch(() => 'gone');
  await bot.chat.until(async () => (await bot.chat.status()).polling, 'the poll to wait');
  gone.abort();
  await waiting;
  await bot.chat.until(async () => !(await bot.chat.status()).polling, 'the poll to end');
  await bot.chat.person(1001).says('在吗');
  expect(texts(await poll())).toEqual(['在吗']);
});

test('only the allowed kinds of updates are queued, and the choice is remembered', async () => {
  const li = bot.chat.person(1001);
  await poll({ allowed_updates: ['edited_message'] });
  await li.says('一');
  await li.edits('一改');
  const answer = await poll();
  expect(answer.result.map(({ message, edited_message: edited }) => [message, edited?.text])).toEqual([
    [undefined, '一改'],
  ]);
  await poll({ allowed_updates: [] });
  await li.says('二');
  expect((await poll({ offset: -1 })).result[0]?.message?.text).toBe('二');
});

test('a paste over 4,096 units arrives in pieces with one date, without a torn surrogate pair', async () => {
  const paste = `${'字'.repeat(4095)}😀${'尾'.repeat(4100)}`;
  await bot.chat.person(1001).says(paste);
  const { result } = await poll();
  expect(result.map(({ message }) => message?.text?.length)).toEqual([4095, 4096, 6]);
  expect(result.map(({ message }) => message?.text).join('')).toBe(paste);
  expect(new Set(result.map(({ message }) => message?.date)).size).toBe(1);
});

test('confirmed updates can be delivered again, in any order, also to a poller that is past them', async () => {
  const li = bot.chat.person(1001);
  for (const text of ['一', '二']) await li.says(text);
  const { result } = await poll();
  const ids = result.map(({ update_id: id }) => id);
  const next = { offset: Math.max(...ids) + 1 };
  expect((await poll(next)).result).toEqual([]);
  await bot.chat.again({ ids: ids.toReversed() });
  expect(texts(await poll(next))).toEqual(['二', '一']);
  expect((await poll(next)).result).toEqual([]);
  await bot.chat.forgetConfirmation({ last: 2 });
  expect(texts(await poll())).toEqual(['一', '二']);
});

test('a tap that was not fetched within 150 seconds is lost, a message is not', async () => {
  const li = bot.chat.person(1001);
  await li.says('在吗');
  await callBot(bot, 'sendMessage', {
    chat_id: 1001,
    text: '选',
    reply_markup: { inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] },
  });
  await li.taps('好');
  expect((await poll()).result.map((update) => Object.keys(update)[1])).toEqual([
    'message',
    'callback_query',
  ]);
  await bot.chat.clockAhead(151);
  expect((await poll()).result.map((update) => Object.keys(update)[1])).toEqual(['message']);
});

test('blocking reaches the bot as a change of membership', async () => {
  const li = bot.chat.person(1001);
  await li.says('在吗');
  await li.blocks();
  await expect(li.says('x')).rejects.toThrow(/409/);
  await li.unblocks();
  const states = (await poll()).result.map(({ my_chat_member: change }) => change?.new_chat_member.status);
  expect(states).toEqual([undefined, 'kicked', 'member']);
});

test('a start link with a parameter that Telegram would not take is refused', async () => {
  const li = bot.chat.person(1001);
  await li.starts('xj_2023-a');
  await expect(li.starts('a b')).rejects.toThrow(/bad-start/);
  await expect(li.starts('a'.repeat(65))).rejects.toThrow(/bad-start/);
  expect(texts(await poll())).toEqual(['/start xj_2023-a']);
});

test('any update can be injected, and its group becomes a chat', async () => {
  const group = { id: -100, type: 'group' as const, title: '群' };
  const from = { id: 7, is_bot: false, first_name: '路人' };
  await bot.chat.inject({ message: { message_id: 1, date: 1, chat: group, from, text: '/start' } });
  expect(texts(await poll())).toEqual(['/start']);
  expect(await callBot(bot, 'sendMessage', { chat_id: -100, text: '请私聊' })).toMatchObject({ ok: true });
  await expect(bot.chat.inject({ message: { text: 'x' } } as never)).rejects.toThrow(/bad-content/);
  await expect(bot.chat.person(1001).sends({ location: { latitude: 1 } } as never)).rejects.toThrow(
    /longitude/,
  );
  await bot.chat.person(1001).sends({ location: { latitude: 1, longitude: 2 } });
  expect((await poll()).result).toHaveLength(2);
  expect((await bot.chat.calls('sendMessage')).map(({ code }) => code)).toEqual([200]);
});
