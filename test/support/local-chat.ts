import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LocalChatOptions, startLocalChat } from '../../src/local-chat/server.js';
import { ChatClient } from './chat-client.js';

export const somePeople = [
  { id: 1001, name: '李敏', role: '企业联系人' },
  { id: 1002, name: '王强', role: '企业联系人（二）' },
  { id: 1003, name: '赵芳', role: '责任人' },
  { id: 1004, name: '管理员', role: '管理员' },
] as const;

export type ChatOptions = Partial<Omit<LocalChatOptions, 'log' | 'health'>>;

export interface RunningChat {
  readonly apiRoot: string;
  readonly token: string;
  readonly dataDir: string;
  /** Acts as people, orders faults, looks at what was sent. */
  readonly chat: ChatClient;
  /** Ends it and removes its data folder, unless the folder was given. */
  stop(): Promise<void>;
}

/** A local chat in this process. */
export async function localChat(
  options: ChatOptions & { log?: (line: string) => void } = {},
): Promise<RunningChat> {
  const folder = await folderFor(options);
  const server = await startLocalChat({ port: 0, people: somePeople, ...options, dataDir: folder.path });
  return {
    apiRoot: server.apiRoot,
    token: server.token,
    dataDir: folder.path,
    chat: new ChatClient(server.apiRoot),
    stop: async () => {
      await server.close();
      await folder.remove();
    },
  };
}

export interface ChatProcess extends RunningChat {
  readonly process: ChildProcess;
  /** kill -9, and the same again on the same port and folder. */
  killAndRestart(): Promise<void>;
}

/** A local chat as a process of its own, which can be killed. */
export async function localChatProcess(options: ChatOptions = {}): Promise<ChatProcess> {
  const folder = await folderFor(options);
  let running = await launch({ port: 0, people: somePeople, ...options, dataDir: folder.path });
  const { apiRoot, token } = running;
  const port = Number(new URL(apiRoot).port);
  const end = async (signal: NodeJS.Signals) => {
    if (running.process.exitCode !== null || running.process.signalCode !== null) return;
    const exited = once(running.process, 'exit');
    running.process.kill(signal);
    await exited;
  };
  return {
    apiRoot,
    token,
    dataDir: folder.path,
    chat: new ChatClient(apiRoot),
    get process() {
      return running.process;
    },
    killAndRestart: async () => {
      await end('SIGKILL');
      running = await launch({ people: somePeople, ...options, port, dataDir: folder.path });
    },
    stop: async () => {
      await end('SIGKILL');
      await folder.remove();
    },
  };
}

async function folderFor({ dataDir }: ChatOptions): Promise<{ path: string; remove(): Promise<void> }> {
  if (dataDir !== undefined) return { path: dataDir, remove: () => Promise.resolve() };
  const path = await mkdtemp(join(tmpdir(), 'local-chat-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function launch(
  options: LocalChatOptions,
): Promise<{ process: ChildProcess; apiRoot: string; token: string }> {
  const file = fileURLToPath(new URL('./local-chat-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the local chat ended with ${code ?? 'a signal'}`)));
  });
  return { process: child, ...(JSON.parse(line) as { apiRoot: string; token: string }) };
}
