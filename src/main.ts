import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type App, startApp } from './app.js';
import { builtInCampaigns, CampaignFault, loadCampaignFiles } from './config/campaign-files.js';
import { type Channel, type Config, readConfig } from './config/config.js';
import { serveHealth } from './config/health-page.js';
import { createLog, failure, type Log } from './config/log.js';
import { type LocalChat, startLocalChat } from './local-chat/server.js';
import { StoreBusyError } from './storage/embedded-lock.js';
import { isTransient } from './storage/faults.js';
import { openStore } from './storage/open.js';
import type { Store } from './storage/store.js';
import { isUnauthorized } from './telegram/setbacks.js';

/* Starts and stops the program. What keeps it from starting is said in plain lines, without a stack trace. */

/** Of the people on the chat page. */
const localAdministrator = 3001;

const people = [
  { id: 1001, name: '李企业', role: '企业联系人' },
  { id: 1002, name: '王企业', role: '企业联系人（二）' },
  { id: 2001, name: '张责任', role: '责任人' },
  { id: localAdministrator, name: '陈管理', role: '管理员' },
];

type TelegramChannel = Extract<Channel, { kind: 'telegram' }>;

/** Everything that is open and must be closed again, in the order of opening. */
interface Running {
  store?: Store;
  chat?: LocalChat;
  page?: Server;
  app?: App;
}

class CannotStart extends Error {}

const running: Running = {};
let stopping: Promise<void> | undefined;

function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

function configured(): Config {
  const read = readConfig(process.env);
  if (read.kind === 'faulty') throw new CannotStart(read.faults.join('\n'));
  return read.config;
}

async function start(log: Log, config: Config): Promise<void> {
  const campaigns = await loadCampaignFiles([
    builtInCampaigns,
    ...(config.campaignsDir ? [config.campaignsDir] : []),
  ]);
  running.store = await openStore({
    dataDir: config.dataDir,
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
  });
  const health = async (): Promise<{ ok: boolean }> => (await running.app?.health()) ?? { ok: false };
  const channel = await openChannel(config, health);
  running.app = await startApp({
    channel,
    store: running.store,
    campaigns,
    adminIds: administratorsOf(config),
    ...(config.messagesPerSecond !== undefined && { messagesPerSecond: config.messagesPerSecond }),
    log,
  });
  if (running.chat)
    process.stdout.write(`聊天页已打开，请在浏览器访问 / Open the chat page: ${running.chat.pageUrl}\n`);
  log.info('started', {
    store: running.store.kind,
    channel: config.channel.kind,
    campaigns: campaigns.length,
  });
}

/** On this computer the chat's own administrator is one, so that everything can be tried. */
function administratorsOf({ adminIds, channel }: Config): readonly number[] {
  return channel.kind === 'localChat' && adminIds.length === 0 ? [localAdministrator] : adminIds;
}

/** Telegram, or the chat on this computer: the bot is the same and cannot tell them apart. */
async function openChannel(config: Config, health: () => Promise<{ ok: boolean }>): Promise<TelegramChannel> {
  const { channel, port } = config;
  try {
    if (channel.kind === 'telegram') {
      running.page = await serveHealth(port, health);
      return channel;
    }
    running.chat = await startLocalChat({
      port,
      dataDir: join(config.dataDir, 'local-chat'),
      title: '征集',
      people,
      health,
    });
    return { kind: 'telegram', token: running.chat.token, apiRoot: running.chat.apiRoot };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      throw new CannotStart(
        `端口 ${port} 不能用，请用 PORT 换一个。/ Port ${port} cannot be used (${error.code}); set PORT to another.`,
      );
    throw error;
  }
}

async function stop(): Promise<void> {
  await running.app?.stop();
  running.page?.close();
  await running.chat?.close();
  await running.store?.close();
}

/** Asked to stop, perhaps twice: ends what is in hand, then exits with 0, within ten seconds in any case. */
function stopOnce(log: Log): void {
  if (stopping) return;
  setTimeout(() => process.exit(0), 9_500).unref();
  stopping = stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error('stopping', { error: failure(error) });
      process.exit(0);
    },
  );
}

/** What a person can do something about, in one line each; undefined for a fault of ours. */
function plainReason(error: unknown): string | undefined {
  if (error instanceof CannotStart || error instanceof CampaignFault) return error.message;
  if (error instanceof StoreBusyError)
    return `数据目录 ${error.dataDir} 正被另一个程序使用，请先关掉它，或用 DATA_DIR 换一个目录。/ ${error.message}; stop it, or set DATA_DIR to another folder.`;
  if (isTransient(error))
    return `DATABASE_URL: 连不上数据库，请检查地址和数据库是否在运行。/ the database cannot be reached (${failure(error).code ?? 'no answer'})`;
  if (isUnauthorized(error)) return 'BOT_TOKEN: Telegram does not know this token (any more)';
  return undefined;
}

async function main(): Promise<void> {
  let log = createLog('info');
  try {
    loadEnvFile();
    const config = configured();
    log = createLog(config.logLevel);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopOnce(log));
    process.on('unhandledRejection', (error) => log.error('unhandled', { error: failure(error) }));
    process.on('uncaughtException', (error) => {
      // Node's own way of saying it would print what the error quotes.
      log.error('uncaught', { error: failure(error) });
      process.exit(1);
    });
    await start(log, config);
  } catch (error) {
    if (stopping) return;
    const reason = plainReason(error);
    if (reason === undefined) log.error('cannot-start', { error: failure(error) });
    else process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}

await main();
