import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { callBot } from '../support/bot-caller.js';
import { localChat, localChatProcess } from '../support/local-chat.js';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-chat-'));
  folders.push(folder);
  return folder;
}

interface Update {
  readonly update_id: number;
  readonly message?: { readonly message_id: number; readonly text?: string };
}

test('token, messages, files, commands, blocks, open taps and unconfirmed updates outlive a restart', async () => {
  const dataDir = await ownFolder();
  const before = await localChat({ dataDir });
  const li = before.chat.person(1001);
  await li.says('一');
  await li.sendsDocument('图.txt', '内容');
  await callBot(before, 'setMyCommands', { commands: [{ command: 'help', description: '帮助' }] });
  const keys = { inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] };
  await callBot(before, 'sendMessage', { chat_id: 1001, text: '选', reply_markup: keys });
  const { query } = await li.taps('好');
  const wang = before.chat.person(1002);
  await wang.says('再见');
  await wang.blocks();
  const updates = await callBot<Update[]>(before, 'getUpdates', { limit: 1 });
  const first = updates.result[0]?.update_id ?? 0;
  await callBot(before, 'getUpdates', { offset: first + 1, limit: 1 });
  const messages = await li.messages();
  await before.stop();

  const after = await localChat({ dataDir });
  expect(after.token).toBe(before.token);
  const again = after.chat.person(1001);
  expect(await again.messages()).toEqual(messages);
  expect(await again.commands()).toEqual([{ command: 'help', description: '帮助' }]);
  const document = messages.find((message) => message.document)?.document;
  expect((await again.download(document?.file_id ?? '')).toString()).toBe('内容');
  await again.sendsDocument('另一份.txt', '别的');
  const { file_path: path } = (
    await callBot<{ file_path: string }>(after, 'getFile', { file_id: document?.file_id })
  ).result;
  const bytes = await fetch(`${after.apiRoot}/file/bot${after.token}/${path}`);
  expect(await bytes.text()).toBe('内容');
  const answered = await callBot(after, 'answerCallbackQuery', { callback_query_id: query });
  expect(answered.ok).toBe(true);
  const forWang = await callBot(after, 'sendMessage', { chat_id: 1002, text: 'x' });
  expect(forWang.error_code).toBe(403);
  const pending = await callBot<Update[]>(after, 'getUpdates');
  expect(pending.result.map(({ update_id: id }) => id)).toEqual([
    first + 1,
    first + 2,
    first + 3,
    first + 4,
    first + 5,
  ]);
  const [fresh] = await again.says('二');
  expect(fresh?.message_id).toBeGreaterThan(Math.max(...messages.map(({ message_id: id }) => id)));
  await after.stop();
});

test('kill -9 between and during sends loses nothing that was acknowledged', async () => {
  const server = await localChatProcess();
  try {
    const li = server.chat.person(1001);
    await li.says('在吗');
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const sends = Array.from({ length: 40 }, async (_, i) => {
        const text = `第 ${round} 轮第 ${i} 条`;
        const answer = await callBot(server, 'sendMessage', { chat_id: 1001, text }).catch(() => undefined);
        if (answer?.ok) acknowledged.push(text);
      });
      await Promise.race(sends);
      await server.killAndRestart();
      await Promise.all(sends);
    }
    const messages = await server.chat.person(1001).messages();
    const texts = messages.map(({ text }) => text);
    expect(acknowledged.length).toBeGreaterThan(2);
    expect(acknowledged.filter((text) => !texts.includes(text))).toEqual([]);
    const ids = messages.map(({ message_id: id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const pending = await callBot<Update[]>(server, 'getUpdates');
    expect(pending.result.map(({ message }) => message?.text)).toEqual(['在吗']);
    await li.says('还在');
    const later = await callBot<Update[]>(server, 'getUpdates', { offset: -1 });
    expect(later.result[0]?.update_id).toBe((pending.result[0]?.update_id ?? 0) + 1);
  } finally {
    await server.stop();
  }
});

test('a last line that was cut off is dropped, and what follows is kept', async () => {
  const dataDir = await ownFolder();
  const first = await localChat({ dataDir });
  await first.chat.person(1001).says('一');
  await first.stop();
  const path = join(dataDir, 'journal.ndjson');
  await writeFile(path, `${await readFile(path, 'utf8')}[{"kind":"message","mess`);
  const second = await localChat({ dataDir });
  await second.chat.person(1001).says('二');
  await second.stop();
  const third = await localChat({ dataDir });
  expect((await third.chat.person(1001).messages()).map(({ text }) => text)).toEqual(['一', '二']);
  await third.stop();
});

test('the port being taken is an error, and the folder stays usable', async () => {
  const dataDir = await ownFolder();
  const first = await localChat();
  const port = Number(new URL(first.apiRoot).port);
  await expect(localChat({ dataDir, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const second = await localChat({ dataDir });
  await second.stop();
  await first.stop();
});
