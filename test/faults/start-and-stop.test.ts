import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningChat } from '../support/local-chat.js';
import { Program, type ProgramOptions } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { expectSilence, secretChat, secretScript, stepsOf, walk } from './world.js';

expectSilence();

let folder: string;
/** One embedded store for all, one after the other: to make a new one takes seconds. */
let dataDir: string;
let chat: RunningChat;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhengji-start-'));
  dataDir = join(folder, 'data');
  chat = await secretChat();
});
afterAll(async () => {
  await chat.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Launches a program that must not start; gives what it wrote to stderr, line by line. */
async function refusalOf(options: ProgramOptions): Promise<string[]> {
  const program = await Program.launch({ dataDir, ...options });
  const { code } = await program.exit();
  expect(code).toBe(1);
  expect(program.stdout).toBe('');
  expect(program.stderr).not.toMatch(/^\s+at /m);
  return program.stderr.trimEnd().split('\n');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

describe.each(['embedded', 'postgres'] as const)('asked to stop (%s)', (kind) => {
  const steps = stepsOf(secretScript, false).slice(0, 4);

  it.runIf(storesToTest().includes(kind))(
    'ends what is in hand and exits with 0 within 10 s, asked once or twice',
    async () => {
      const own = await secretChat();
      const database = kind === 'postgres' ? await newDatabase() : undefined;
      const where = { bot: own, databaseUrl: database?.url, dataDir };
      const signals = [['SIGTERM'], ['SIGTERM', 'SIGTERM'], ['SIGINT', 'SIGTERM']] as const;
      for (const [at, sent] of signals.entries()) {
        const person = own.chat.person(7_301_001 + at);
        const program = await Program.start(where);
        await walk(person, steps);
        // A reply is on its way while the program is asked to stop: it comes, and is not said again.
        await own.chat.fault('sendMessage', { delay: 700 });
        await person.says('张家界市金丝雀路');
        await own.chat.until(
          async () => (await own.chat.status()).faults === 0,
          'the reply to be on its way',
        );
        const begun = Date.now();
        for (const signal of sent) program.signal(signal);
        expect(await program.exit()).toEqual({ code: 0, signal: null });
        expect(Date.now() - begun).toBeLessThan(10_000);
        await person.hears('邮编');
      }
      const again = await Program.start(where);
      await own.chat.person(7_301_001).says('/status');
      await own.chat.person(7_301_001).hears('我的填报');
      for (const at of signals.keys()) expect(await own.chat.person(7_301_001 + at).unheard()).toEqual([]);
      await again.stop();
      await own.stop();
      await database?.drop();
    },
  );
});

describe('asked to stop while Telegram does not answer', () => {
  it.each(['starting', 'working'] as const)('exits with 0 within 10 s (%s)', async (when) => {
    const own = await secretChat();
    if (when === 'starting') await own.stop();
    const program = await Program.launch({ bot: own, dataDir });
    if (when === 'working') {
      await program.says('"msg":"started"');
      await own.chat.fault('sendMessage', { times: 50, delay: 60_000 });
      await own.chat.person(7301001).says('/start');
      await own.chat.until(async () => (await own.chat.status()).faults > 0, 'the fault');
    } else await program.says('telegram-away');
    const begun = Date.now();
    program.signal('SIGTERM');
    expect(await program.exit()).toEqual({ code: 0, signal: null });
    expect(Date.now() - begun).toBeLessThan(10_000);
    if (when === 'working') await own.stop();
  });
});

describe('a second process on the embedded store', () => {
  it('refuses at once, with one sentence that says what to do', async () => {
    const first = await Program.start({ dataDir });
    const begun = Date.now();
    const lines = await refusalOf({});
    // Two seconds on a machine of its own; other tests may be at work here.
    expect(Date.now() - begun).toBeLessThan(6_000);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(dataDir);
    expect(lines[0]).toMatch(/请先关掉它.*DATA_DIR/);
    expect(lines[0]).toMatch(/in use by process \d+; stop it, or set DATA_DIR/);
    await first.kill();
    const next = await Program.start({ dataDir });
    expect((await next.stop()).code).toBe(0);
  });
});

describe('a program that cannot start', () => {
  it('names every mistake of the environment in a line of its own, without its value', async () => {
    const lines = await refusalOf({
      env: {
        BOT_TOKEN: 'my-token',
        BOT_API_ROOT: 'telegram',
        DATABASE_URL: 'mysql://root:hunter2@db/x',
        ADMIN_IDS: '12;13',
        PORT: '70000',
        LOG_LEVEL: 'loud',
      },
    });
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(
      ['ADMIN_IDS', 'BOT_API_ROOT', 'BOT_TOKEN', 'DATABASE_URL', 'LOG_LEVEL', 'PORT'].sort(),
    );
    expect(lines.join('\n')).not.toMatch(/hunter2|my-token/);
  });

  it('names file, path and reason of every mistake of a definition', async () => {
    const campaigns = await mkdtemp(join(folder, 'campaigns-'));
    await writeFile(join(campaigns, 'broken.json'), '{"id": “x”}');
    await writeFile(join(campaigns, 'empty.json'), '{"id": "Not An Id"}');
    const lines = await refusalOf({ env: { CAMPAIGNS_DIR: campaigns } });
    expect(lines.filter((line) => line.startsWith(join(campaigns, 'broken.json')))).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/broken\.json: line 1, column 8: is not valid JSON/);
    expect(lines.join('\n')).toMatch(/empty\.json: id: /);
    expect(lines.join('\n')).toMatch(/empty\.json: forms: /);
    expect(await refusalOf({ env: { CAMPAIGNS_DIR: join(folder, 'nowhere') } })).toEqual([
      `${join(folder, 'nowhere')}: there is no such directory`,
    ]);
  });

  it('says which port is taken, and that a token is not known', async () => {
    const taken = new URL(chat.apiRoot).port;
    expect(await refusalOf({ env: { PORT: taken } })).toEqual([expect.stringContaining(`端口 ${taken}`)]);
    const wrong = { apiRoot: chat.apiRoot, token: `1234567890:${'A'.repeat(35)}` };
    expect(await refusalOf({ bot: wrong })).toEqual([expect.stringMatching(/^BOT_TOKEN: /)]);
  });

  it('says that the database cannot be reached, without its address', async () => {
    const port = await freePort();
    const lines = await refusalOf({ databaseUrl: `postgresql://postgres:hunter2@127.0.0.1:${port}/x` });
    expect(lines).toEqual([expect.stringMatching(/^DATABASE_URL: .*ECONNREFUSED/)]);
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

describe('a program with a token', () => {
  it('serves no chat page, only its health', async () => {
    const port = await freePort();
    const program = await Program.start({ bot: chat, dataDir, env: { PORT: `${port}` } });
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    expect(await status('/healthz')).toBe(200);
    for (const path of ['/', '/index.html', '/chat/state', '/control/status', `/bot${chat.token}/getMe`])
      expect(await status(path)).toBe(404);
    await program.stop();
  });
});
