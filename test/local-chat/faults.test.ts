import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callBot } from '../support/bot-caller.js';
import { localChat, type RunningChat } from '../support/local-chat.js';

let bot: RunningChat;

beforeAll(async () => {
  bot = await localChat();
  await bot.chat.person(1001).says('在吗');
});

beforeEach(() => bot.chat.noFaults());

afterAll(() => bot.stop());

const say = (text: string) => callBot(bot, 'sendMessage', { chat_id: 1001, text });
const said = async () => (await bot.chat.person(1001).messages()).map(({ text }) => text);

test('answers the next calls with 429 and retry_after, then acts again', async () => {
  await bot.chat.fault('sendMessage', { code: 429, retryAfter: 7, times: 2 });
  for (let i = 0; i < 2; i++) {
    expect(await say('慢')).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
  }
  expect((await say('好')).ok).toBe(true);
  expect(await said()).not.toContain('慢');
});

test('403 and 500 carry their words, and a fault can begin later or meet one chat only', async () => {
  await bot.chat.fault('sendMessage', { code: 403, after: 1 });
  expect((await say('一')).ok).toBe(true);
  expect((await say('二')).description).toBe('Forbidden: bot was blocked by the user');
  await bot.chat.fault('sendMessage', { code: 500, chat: 1002 });
  expect((await say('三')).ok).toBe(true);
  expect((await bot.chat.status()).faults).toBe(1);
});

test('a lost reply acts and ends the connection; dropped before, it does not act', async () => {
  await bot.chat.fault('sendMessage', { drop: 'after' });
  await expect(say('丢了回音')).rejects.toThrow();
  expect(await said()).toContain('丢了回音');
  await bot.chat.fault('sendMessage', { drop: 'before' });
  await expect(say('没到')).rejects.toThrow();
  expect(await said()).not.toContain('没到');
});

test('a delayed answer comes after what was asked later', async () => {
  await bot.chat.fault('sendMessage', { delay: 150 });
  const order: string[] = [];
  await Promise.all([
    say('先').then(() => order.push('先')),
    bot.chat
      .until(async () => (await bot.chat.status()).faults === 0, 'the fault to be met')
      .then(async () => {
        await say('后');
        order.push('后');
      }),
  ]);
  expect(order).toEqual(['后', '先']);
});
