/*
 * npm run demo: contacts fill in the Zhangjiajie form, an official sends one back, accepts, ranks and reports, and an
 * administrator brings a roster and broadcasts a notice, without a person and without a network. The store and the chat
 * are made for it and gone afterwards; the printed draft, the official form, the official sheet, the notice's report
 * and the list of whom to call stay in ./demo-output.
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
import { answersAll, beginsZhangjiajie, zhangjiajie } from '../test/support/scripted.js';
import { bringRoster, broadcast } from './demo/notice.js';
import { PrintedPerson } from './demo/printed-person.js';
import { invite, report, sendBack } from './demo/review.js';
import { talk } from './demo/talk.js';

const contact = { id: 1001, name: '李敏', role: '企业联系人' };
const second = { id: 1002, name: '王强', role: '企业联系人（二）' };
const official = { id: 2001, name: '赵芳', role: '汇总单位' };
const administrator = { id: 3001, name: '陈管理', role: '管理员' };
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
    people: [contact, second, official, administrator],
  });
  undo.push(() => chat.close());
  const app = await startApp({
    channel: { kind: 'telegram', token: chat.token, apiRoot: chat.apiRoot },
    store,
    campaigns: await loadCampaignFiles([builtInCampaigns]),
    adminIds: [administrator.id],
    log: createLog('error'),
  });
  undo.push(() => app.stop());
  if (slow) write(`也可以在浏览器里看：${chat.pageUrl}`);
  write('');
  const began = performance.now();
  const client = new ChatClient(chat.apiRoot);
  const printed = ({ id, name }: typeof contact): PrintedPerson =>
    new PrintedPerson(client.person(id), {
      name,
      write,
      coloured: process.stdout.isTTY && process.env.NO_COLOR === undefined,
      readingTime: (text) => (slow ? 800 + Math.min(text.length, 200) * 12 : 0),
    });
  const li = printed(contact);
  const zhao = printed(official);
  const chen = printed(administrator);
  heading('管理员邀请汇总单位，导入单位名册');
  await invite(chen, zhao);
  await bringRoster(chen);
  heading('企业联系人填表');
  const end = await talk(li);
  heading('另一位联系人也填好了一份（不再逐题显示）');
  await filesSilently(client.person(second.id));
  heading('汇总单位退回两处，联系人改好');
  await sendBack(zhao, li);
  heading('汇总单位审核、排序、报送');
  const { form, sheet } = await report(zhao);
  heading('管理员群发通知，一位联系人已停用机器人；看发送情况，给联系不到的单位打电话');
  await client.person(second.id).blocks();
  const notice = await broadcast(chen, li);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  write('');
  write(`两位联系人填完并提交，一份退回两处后改好，两个项目已报送，通知已群发，用时 ${seconds} 秒。`);
  write(`打印的草稿：${await saved(client.person(contact.id), end.printed)}`);
  write(`官方调查表：${await saved(client.person(official.id), form)}`);
  write(`官方汇总表：${await saved(client.person(official.id), sheet)}`);
  write(`通知发送情况：${await saved(client.person(administrator.id), notice.report)}`);
  write(`电话名单：${await saved(client.person(administrator.id), notice.calls)}`);
  write(`回执编号：${end.receipt}`);
}

function heading(words: string): void {
  write('');
  write(`━━ ${words} ━━`);
}

async function filesSilently(person: ChatPerson): Promise<void> {
  await beginsZhangjiajie(person);
  await answersAll(person, zhangjiajie);
  await person.hears('全部填完了', 30_000);
  for (const words of ['请最后核对一遍', '提交成功']) {
    await person.says('提交');
    await person.hears(words, 30_000);
  }
}

async function saved(person: ChatPerson, { message }: Heard): Promise<string> {
  if (!message.document) throw new Error('a message without its file');
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
