/*
 * npm run demo: one contact fills in the whole Zhangjiajie form, without a person and without a network. The store and
 * the chat are made for it and gone afterwards; the printed draft stays in ./demo-output.
 * npm run demo -- --slow leaves time to read, and to look on in a browser.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startApp } from '../src/app.js';
import { builtInCampaigns, loadCampaignFiles } from '../src/config/campaign-files.js';
import { createLog } from '../src/config/log.js';
import { startLocalChat } from '../src/local-chat/server.js';
import { openStore } from '../src/storage/open.js';
import { ChatClient } from '../test/support/chat-client.js';
import type { ChatPerson, Heard } from '../test/support/chat-person.js';
import { PrintedContact } from './demo/printed-contact.js';
import { talk } from './demo/talk.js';

const contact = { id: 1001, name: '李敏', role: '企业联系人' };
const slow = process.argv.includes('--slow');
const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** The way back, last opened first. */
const undo: (() => Promise<unknown>)[] = [];

async function play(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'zhengji-demo-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  write('正在准备一个临时的数据库和一个本机聊天……');
  const store = await openStore({ dataDir: folder });
  undo.push(() => store.close());
  const chat = await startLocalChat({
    port: 0,
    dataDir: join(folder, 'local-chat'),
    title: '征集',
    people: [contact],
  });
  undo.push(() => chat.close());
  const app = await startApp({
    channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
    store,
    campaigns: await loadCampaignFiles([builtInCampaigns]),
    log: createLog('error'),
  });
  undo.push(() => app.stop());
  if (slow) write(`也可以在浏览器里看：${chat.pageUrl}`);
  write('');
  const began = performance.now();
  const person = new ChatClient(chat.apiRoot).person(contact.id);
  const end = await talk(
    new PrintedContact(person, {
      name: contact.name,
      write,
      coloured: process.stdout.isTTY && process.env.NO_COLOR === undefined,
      readingTime: (text) => (slow ? 800 + Math.min(text.length, 200) * 12 : 0),
    }),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const path = await saved(person, end.printed);
  write('');
  write(`一位联系人填完 ${end.questions} 题并提交，用时 ${seconds} 秒。`);
  write(`打印的草稿：${path}`);
  write(`回执编号：${end.receipt}`);
}

async function saved(person: ChatPerson, { message }: Heard): Promise<string> {
  if (!message.document) throw new Error('the draft was not printed');
  const { file_id: id, file_name: name = 'draft.docx' } = message.document;
  const folder = resolve('demo-output');
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, await person.download(id));
  return path;
}

async function cleanUp(): Promise<void> {
  for (const back of undo.splice(0).toReversed()) await back();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));

try {
  await play();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
