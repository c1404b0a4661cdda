import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChatClient } from '../test/support/chat-client.js';
import { median } from './statistics.js';
import type { Line } from './table.js';

/* From the start of the built program to the first reply that a person reads in the local chat. */

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const contact = 1001;

export async function startUp(quick: boolean): Promise<Line[]> {
  if (!existsSync(program)) throw new Error('dist/main.js is not there: npm run build');
  const fresh: number[] = [];
  const known: number[] = [];
  for (let round = 0; round < (quick ? 1 : 5); round++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'zhengji-bench-'));
    try {
      fresh.push(await firstPrompt(dataDir));
      known.push(await firstPrompt(dataDir));
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  return [line('new store', fresh, 8), line('existing store', known, 3)];
}

function line(store: string, times: readonly number[], target: number): Line {
  const seconds = median(times) / 1000;
  return {
    measured: `start to first prompt, ${store}`,
    ours: `${seconds.toFixed(2)} s`,
    peers: '',
    target: `<= ${target} s`,
    met: seconds <= target,
  };
}

async function firstPrompt(dataDir: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [program], {
    cwd: dataDir,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const person = new ChatClient(await pageOf(child)).person(contact);
    await person.starts();
    await person.hears();
    return performance.now() - started;
  } finally {
    await end(child);
  }
}

/** The address that the program prints once it is up. */
function pageOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [found] = /http:\/\/[\w.:]+/.exec(printed) ?? [];
      if (found !== undefined && printed.includes('\n')) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${printed}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
