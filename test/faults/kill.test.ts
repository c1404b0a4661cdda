import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { ChatPerson } from '../support/chat-person.js';
import type { RunningChat } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import {
  expectSilence,
  full,
  randomFrom,
  secretChat,
  secretPeople,
  secretScript,
  spoken,
  stepsOf,
  walk,
} from './world.js';

/*
 * The program is killed at random points while people fill in the form, and started again; Telegram gives it once
 * more what it had not confirmed.
 */

expectSilence();

const steps = stepsOf(secretScript, true);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe.runIf(storesToTest().includes('postgres'))('a program that is killed (postgres)', () => {
  let chat: RunningChat;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  beforeAll(async () => {
    chat = await secretChat();
    database = await newDatabase();
  });
  afterAll(async () => {
    await chat.stop();
    await database.drop();
  });

  it(
    'loses no answer, skips no question and repeats at most one message a kill',
    () => killedAtRandom(chat, { databaseUrl: database.url }, full ? 50 : 20),
    400_000,
  );
});

describe.runIf(storesToTest().includes('embedded'))('a program that is killed (embedded)', () => {
  let chat: RunningChat;
  beforeAll(async () => {
    chat = await secretChat();
  });
  afterAll(() => chat.stop());

  it(
    'loses no answer, skips no question and repeats at most one message a kill',
    () => killedAtRandom(chat, { dataDir: `${chat.dataDir}/program` }, full ? 20 : 5),
    400_000,
  );
});

async function killedAtRandom(
  chat: RunningChat,
  where: { databaseUrl?: string; dataDir?: string },
  kills: number,
): Promise<void> {
  const random = randomFrom(seed);
  const options = { bot: chat, ...where };
  let program = await Program.start(options);
  const [calm, ...others] = secretPeople.map(({ id }) => chat.chat.person(id));
  if (!calm) throw new Error('nobody is there');
  await walk(calm, steps);
  const expected = await spoken(chat, calm);

  // As a network has it: a message is on its way for a while, so that some kills find it there.
  await chat.chat.fault('sendMessage', { times: 1_000_000, delay: 20 });
  let left = kills;
  let longest = 0;
  const killed: ChatPerson[] = [];
  for (const person of others) {
    if (left === 0) break;
    killed.push(person);
    for (const step of steps) {
      await step.does(person);
      let started: number | undefined;
      // A step takes some 40 ms: before it is asked for, while it is at work, after it was answered.
      while (left > 0 && random() < (started === undefined ? 0.75 : 0.15)) {
        await pause(random() * (started === undefined ? 70 : 1_500));
        await program.kill();
        left--;
        started = Date.now();
        program = await Program.launch(options);
      }
      await person.hears(step.hears, 30_000);
      if (started !== undefined) longest = Math.max(longest, Date.now() - started);
    }
  }
  await chat.chat.settled();
  expect(await program.stop()).toEqual({ code: 0, signal: null });

  let repeated = 0;
  for (const person of killed) repeated += compare(await spoken(chat, person), expected);
  expect(repeated, `seed ${seed}`).toBeLessThanOrEqual(kills);
  // The figure is 5 s; a build server may be busy with other tests.
  expect(longest).toBeLessThan(full ? 5_000 : 15_000);
  await expectSameAnswers(where, killed.length + 1);
  console.info(
    `${kills} kills (seed ${seed}): ${repeated} repeated messages, prompt back in ${longest} ms at most`,
  );
}

/** Throws when something was skipped or is out of order; gives how many messages were said again. */
function compare(actual: readonly string[], expected: readonly string[]): number {
  let at = 0;
  let again = 0;
  for (const text of actual) {
    if (text === expected[at]) at++;
    else if (expected.slice(Math.max(0, at - 3), at).includes(text)) again++;
    else throw new Error(`seed ${seed}: instead of\n${expected[at] ?? 'nothing'}\nit said\n${text}`);
  }
  if (at < expected.length) throw new Error(`seed ${seed}: never said\n${expected[at]}`);
  return again;
}

async function expectSameAnswers(
  where: { databaseUrl?: string; dataDir?: string },
  people: number,
): Promise<void> {
  const store = await openStore({ dataDir: '', ...where });
  try {
    const submissions = await store.prisma.submission.findMany({
      include: { answers: true, history: true, receipts: true },
    });
    expect(submissions).toHaveLength(people);
    const outcomes = submissions.map(({ state, revision, answers, history, receipts }) => ({
      state,
      revision,
      history: history.length,
      receipts: receipts.length,
      answers: answers
        .map(({ questionId, value, revision: given }) => JSON.stringify([questionId, value, given]))
        .sort(),
    }));
    for (const outcome of outcomes) expect(outcome, `seed ${seed}`).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({ state: 'submitted', history: 0, receipts: 1 });
    const open = await store.prisma.inboxUpdate.count({ where: { state: { not: 'replied' } } });
    expect([open, await store.prisma.lane.count(), await store.prisma.delivery.count()]).toEqual([0, 0, 0]);
  } finally {
    await store.close();
  }
}
