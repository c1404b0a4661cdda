import { expect, it } from 'vitest';
import type { App } from '../../src/app.js';
import type { RunningChat } from '../support/local-chat.js';
import { describeStores, type TestStore } from '../support/store.js';
import { botHere } from './bot-here.js';
import { outcomeOf } from './whole-database.js';
import {
  expectSilence,
  randomFrom,
  type Step,
  secretChat,
  secretPeople,
  secretScript,
  spoken,
  stepsOf,
  walk,
} from './world.js';

expectSilence();

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Beside the plain answers: a change, an edit, a project more, a mistake, a withdrawal. */
const steps: Step[] = [
  ...stepsOf(secretScript, false).slice(0, 6),
  { does: (person) => person.says('/back'), hears: '邮编' },
  { does: (person) => person.says('427001'), hears: '法定代表人 · 姓名' },
  { does: (person) => person.edits('427002', { was: '427001' }), hears: '427002' },
  { does: (person) => person.says('金丝雀法人'), hears: '法定代表人 · 手机' },
  { does: (person) => person.says('12345'), hears: '法定代表人 · 手机' },
  ...stepsOf(secretScript, false).slice(7),
  { does: (person) => person.says('/projects'), hears: '金丝雀关键技术' },
  { does: (person) => person.taps('再加一个项目'), hears: '项目名称' },
  { does: (person) => person.says('/projects'), hears: '金丝雀关键技术' },
  { does: (person) => person.taps(/删除.*2/), hears: '删除' },
  { does: (person) => person.taps('确认删除'), hears: '金丝雀关键技术' },
  ...stepsOf(secretScript, true).slice(-2),
  { does: (person) => person.taps('撤回修改'), hears: '撤回' },
];

describeStores('updates that Telegram delivers again and again', (open) => {
  it('change what is stored once, in any order and after a restart, and are answered once', async () => {
    const calm = await talk(await open(), () => Promise.resolve());
    const random = randomFrom(seed);
    let app: App | undefined;
    const repeated = await talk(await open(), async (chat, restart) => {
      const { updates } = await chat.chat.status();
      const some = updates.filter(() => random() < 0.3);
      const last = updates.slice(-1);
      const times = 1 + Math.floor(random() * 9);
      const ids = Array.from({ length: times }, () => [...some, ...last]).flat();
      await chat.chat.again({ ids: ids.sort(() => random() - 0.5) });
      if (random() < 0.15) {
        await chat.chat.forgetConfirmation({ ids: updates });
        app = await restart();
      }
    });
    expect(app, `seed ${seed}: no restart`).toBeDefined();
    expect(repeated.spoken, `seed ${seed}`).toEqual(calm.spoken);
    expect(repeated.outcome, `seed ${seed}`).toEqual(calm.outcome);
  });
});

/** One person's whole talk; between two steps something may happen. */
async function talk(
  store: TestStore,
  between: (chat: RunningChat, restart: () => Promise<App>) => Promise<void>,
): Promise<{ spoken: string[]; outcome: object }> {
  const chat = await secretChat();
  let app = await botHere(store, chat);
  const restart = async (): Promise<App> => {
    await app.stop();
    app = await botHere(store, chat);
    return app;
  };
  const person = chat.chat.person(secretPeople[0]?.id ?? 0);
  await walk(person, steps, () => between(chat, restart));
  // The last of them all is answered: so are those before it.
  await person.says('/help');
  await person.hears('字');
  await chat.chat.settled();
  await chat.chat.until(async () => (await store.prisma.lane.count()) === 0, 'the lanes to be empty');
  await app.stop();
  const result = { spoken: await spoken(chat, person), outcome: await outcomeOf(store) };
  await chat.stop();
  await store.close();
  return result;
}
