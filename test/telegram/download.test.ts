import { Composer } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BotContext } from '../../src/telegram/context.js';
import { createBot, type ProductBot } from '../../src/telegram/create-bot.js';
import { type Download, download } from '../../src/telegram/download.js';
import { localChat, type RunningChat } from '../support/local-chat.js';

let running: RunningChat;
let product: ProductBot;
let downloads: Download[];
const most = 1000;

beforeEach(async () => {
  running = await localChat();
  downloads = [];
  const feature = new Composer<BotContext>();
  feature.on('message:document', async (ctx) => {
    downloads.push(await download(ctx, ctx.message.document, most));
  });
  feature.on('message:text', async (ctx) => {
    downloads.push(await download(ctx, { file_id: ctx.message.text }, most));
  });
  const { token, apiRoot } = running;
  const nothing = (): Promise<void> => Promise.resolve();
  product = createBot({
    token,
    apiRoot,
    features: [feature],
    sent: () => undefined,
    blocked: nothing,
    inGroup: nothing,
  });
  product.bot.botInfo = await product.bot.api.getMe();
});
afterEach(() => running.stop());

async function work(): Promise<void> {
  for (const payload of await product.bot.api.getUpdates({ timeout: 5 }))
    await product.handle(
      {
        updateId: payload.update_id,
        lane: '1001',
        payload,
        state: 'received',
        outcome: undefined,
        receivedAt: new Date(),
        attempts: 0,
      },
      { beforeReply: () => Promise.resolve(), upcoming: () => Promise.resolve(undefined) },
    );
}

it('gives a document that was sent, whatever it is called', async () => {
  await running.chat.person(1001).sendsDocument('名 册 #1?.xlsx', '内容');
  await work();
  expect(downloads).toEqual([{ kind: 'bytes', bytes: Buffer.from('内容') }]);
});

it('does not fetch one that is larger than what is taken', async () => {
  await running.chat.person(1001).sendsDocument('a.xlsx', Buffer.alloc(most + 1, 1));
  await work();
  expect(downloads).toEqual([{ kind: 'tooBig' }]);
});

it('says of one that Telegram does not give that it is gone', async () => {
  await running.chat.person(1001).says('BQACAgnothing');
  await work();
  expect(downloads).toEqual([{ kind: 'gone' }]);
});
