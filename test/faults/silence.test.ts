import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog, failure } from '../../src/config/log.js';
import { openStore } from '../../src/storage/open.js';
import type { RunningChat } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import {
  expectSilence,
  secretChat,
  secretPeople,
  secretScript,
  secretsIn,
  secretText,
  stepsOf,
  walk,
} from './world.js';

/*
 * Every kind of error that could quote somebody is forced while the program logs all it can. The other files of
 * this suite search what they make the program say as well.
 */

expectSilence();

describe.each(['embedded', 'postgres'] as const)('a program in trouble (%s)', (kind) => {
  const included = storesToTest().includes(kind);
  let chat: RunningChat;
  let folder: string;
  let database: Awaited<ReturnType<typeof newDatabase>> | undefined;

  beforeAll(async () => {
    if (!included) return;
    chat = await secretChat();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-silence-'));
    database = kind === 'postgres' ? await newDatabase() : undefined;
  });
  afterAll(async () => {
    if (!included) return;
    await chat.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it.runIf(included)('says nothing of a token, a name, a phone or an answer', async () => {
    const where = { databaseUrl: database?.url, dataDir: folder };
    const store = await openStore({ ...where, databaseUrl: where.databaseUrl ?? '' });
    // PostgreSQL quotes the whole row in the detail of such an error, and the value in that of a failed cast.
    await store.prisma.$executeRawUnsafe(
      `ALTER TABLE answer ADD CONSTRAINT answer_barred CHECK (value::text NOT LIKE '%禁止%' OR (value::text)::int > 0)`,
    );
    await store.close();
    const program = await Program.start({ bot: chat, ...where });
    const [a, b, c, d] = secretPeople.map(({ id }) => chat.chat.person(id));
    if (!a || !b || !c || !d) throw new Error('nobody');
    const steps = stepsOf(secretScript, false);
    for (const one of [a, b, c, d]) await walk(one, steps.slice(0, 2));

    // Telegram refuses with the very text; the network breaks before and after; Telegram is in trouble.
    const quoting = `Bad Request: can't parse entities: ${secretText}\n    at ${secretText} (x:1:1)`;
    await chat.chat.fault('sendMessage', { chat: a.id, code: 400, times: 5, description: quoting });
    await a.says(secretText);
    await b.says(`${secretText}禁止`);
    await b.says('/status');
    await chat.chat.fault('sendMessage', { chat: c.id, drop: 'before', times: 2 });
    await chat.chat.fault('sendMessage', { chat: c.id, drop: 'after' });
    await chat.chat.fault('sendMessage', { chat: c.id, code: 502, description: quoting });
    await walk(c, steps.slice(2, 8));
    await chat.chat.fault('answerCallbackQuery', { code: 400, description: quoting });
    await chat.chat.fault('getUpdates', { code: 500, description: quoting });
    await chat.chat.fault('getUpdates', { drop: 'before' });
    await chat.chat.fault('sendMessage', { chat: d.id, code: 403, description: quoting });
    await d.says(secretText);
    await d.says('13911117301');
    await a.hears('没能处理成功', 60_000);
    await b.hears('没能处理成功', 60_000);
    await chat.chat.settled();
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    // The errors were told, so that the silence means something.
    for (const event of ['"msg":"failed"', '"msg":"parked"', '"msg":"waiting"', 'HttpError', 'GrammyError'])
      expect(program.stderr).toContain(event);
    expect(secretsIn(program.output)).toEqual([]);
  });
});

describe('what is written of an error', () => {
  it('is never what a message of several lines says, though it looks like a frame of the stack', () => {
    const lines: string[] = [];
    const log = createLog('debug', (line) => lines.push(line));
    const quoting = new Error(`refused: ${secretText}\n    at ${secretText} (file.ts:1:1)`);
    log.error('quoting', { error: failure(quoting) });
    log.error('changed', { error: failure(Object.assign(quoting, { message: 'changed afterwards' })) });
    const wrapped = new Error(`outer\n    at ${secretText}`, { cause: quoting });
    log.warn('wrapped', { error: failure(wrapped) });
    log.debug('no error', { error: failure(secretText) });
    expect(lines).toHaveLength(4);
    expect(secretsIn(lines.join('\n'))).toEqual([]);
    expect(lines[0]).toContain('silence.test.ts');
  });
});
