import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { RunningChat } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { expectSilence, full, secretChat, secretPeople, secretScript, spoken, stepsOf } from './world.js';

/* The line to the database is cut, or falls silent, while people answer. */

expectSilence();

const awayMs = full ? 20_000 : 6_000;
const steps = stepsOf(secretScript, false);

describe.runIf(storesToTest().includes('postgres'))('a program whose database goes away', () => {
  let chat: RunningChat;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let proxy: TcpProxy;
  let program: Program;
  beforeAll(async () => {
    chat = await secretChat();
    database = await newDatabase();
    const url = new URL(database.url);
    proxy = await startProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.host = `127.0.0.1:${proxy.port}`;
    program = await Program.start({ bot: chat, databaseUrl: url.href });
  });
  afterAll(async () => {
    expect(await program.stop()).toEqual({ code: 0, signal: null });
    await proxy.close();
    await chat.stop();
    await database.drop();
  });

  it.each(['cut', 'frozen'] as const)(
    'confirms nothing and loses nothing while it is away, and resumes within 10 s (%s)',
    async (how) => {
      const people = secretPeople
        .slice(...(how === 'cut' ? [0, 4] : [4, 8]))
        .map(({ id }) => chat.chat.person(id));
      for (const person of people) {
        await steps[0]?.does(person);
        await person.hears(/您的权利/);
        await steps[1]?.does(person);
        await person.hears(steps[1]?.hears);
      }
      // The line goes in the midst of the work; what the people do next finds no database.
      await Promise.all(people.map(async (person) => steps[2]?.does(person)));
      await pause(15);
      if (how === 'cut') await proxy.cut();
      else proxy.freeze();
      const gone = Date.now();
      await pause(1_000);
      const before = await chat.chat.status();
      const asked = await Promise.all(people.map((person) => person.says('/status')));
      expect(asked.flat()).toHaveLength(people.length);
      while (Date.now() < gone + awayMs) {
        await pause(500);
        const { confirmedBefore, pending } = await chat.chat.status();
        // At most what was written down before the line went was confirmed.
        expect(confirmedBefore).toBeLessThanOrEqual(Math.max(...before.updates) + 1);
        expect(pending.length).toBeGreaterThanOrEqual(people.length);
      }
      await proxy.restore();
      const back = Date.now();
      for (const person of people) await person.hears(/我的填报/, 30_000);
      const resumed = Date.now() - back;
      // The figure is 10 s; a build server may be busy with other tests.
      expect(resumed).toBeLessThan(full ? 10_000 : 20_000);
      console.info(`${how} for ${awayMs} ms: answered ${resumed} ms after its return`);

      for (const person of people)
        for (const step of steps.slice(3)) {
          await step.does(person);
          await person.hears(step.hears, 20_000);
        }
      await chat.chat.settled();
    },
    240_000,
  );

  it('has every answer of everybody, once', async () => {
    const store = await openStore({ databaseUrl: database.url, dataDir: '' });
    const submissions = await store.prisma.submission.findMany({
      include: { answers: true, history: true },
    });
    expect(submissions).toHaveLength(8);
    for (const { answers, history, revision } of submissions) {
      expect(answers).toHaveLength(secretScript.length);
      expect(history).toHaveLength(0);
      expect(revision).toBe(secretScript.length);
    }
    const states = await store.prisma.inboxUpdate.groupBy({ by: ['state'], _count: true });
    expect(states.map(({ state }) => state)).toEqual(['replied']);
    expect(await store.prisma.lane.count()).toBe(0);
    await store.close();
    // No prompt is missing; what was on its way when the line went may have been said twice.
    const [calm, ...others] = await Promise.all(
      secretPeople.slice(0, 8).map(async ({ id }) => new Set(await spoken(chat, chat.chat.person(id)))),
    );
    for (const other of others) expect(other).toEqual(calm);
  });
});
