import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineKeyboardMarkup, Message, Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import type { Store } from '../../src/storage/store.js';
import type { RunningChat } from '../support/local-chat.js';
import { longForm } from '../support/long-form.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import type { AppProcess } from './app-process.js';
import { expectSilence, full, randomFrom, secretChat, secretLog, secretPeople } from './world.js';

/*
 * Two updates of one chat come at the same instant, each to another of two processes that both work lanes, as
 * they will from a webhook.
 */

expectSilence();

const races = full ? 1_000 : 240;
const questions = 200;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

/** A process, and what it acknowledges. */
class Receiver {
  readonly #child: ChildProcess;
  readonly #written = new Map<number, () => void>();
  #n = 0;

  constructor(options: AppProcess) {
    const file = fileURLToPath(new URL('./app-process.ts', import.meta.url));
    this.#child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log = secretLog();
    this.#child.stdout?.on('data', (text: Buffer) => log.push(String(text)));
    this.#child.stderr?.on('data', (text: Buffer) => log.push(String(text)));
    this.#child.on('message', (message: { n?: number }) => {
      if (message.n !== undefined) this.#written.get(message.n)?.();
    });
  }

  async ready(): Promise<void> {
    const gone = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`a process ended with ${String(code)}`);
    });
    await Promise.race([once(this.#child, 'message'), gone]);
    gone.catch(() => undefined);
  }

  takes(update: Update): Promise<void> {
    const n = this.#n++;
    return new Promise((resolve) => {
      this.#written.set(n, resolve);
      this.#child.send({ n, updates: [update] });
    });
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}

/** Makes updates of people by hand: the local chat has one queue for all, and never two at the same instant. */
class Talk {
  static #updates = 2_000_000_000;
  #messages = 1_000_000;
  texts = 0;
  readonly sent: { id: number; text: string }[] = [];

  constructor(readonly person: number) {}

  says(): Update {
    const text = `金丝雀 ${this.person}-${++this.texts}`;
    const message = this.#message(++this.#messages, text);
    this.sent.push({ id: message.message_id, text });
    return { update_id: Talk.#updates++, message };
  }

  edits(which: { id: number; text: string }): Update {
    which.text += ' 改';
    return {
      update_id: Talk.#updates++,
      edited_message: { ...this.#message(which.id, which.text), edit_date: now() },
    };
  }

  taps(message: Message, data: string): Update {
    const { from } = this.#message(0, '');
    return {
      update_id: Talk.#updates++,
      callback_query: { id: `${Talk.#updates}`, from, chat_instance: '1', data, message },
    };
  }

  #message(id: number, text: string) {
    const name = { id: this.person, first_name: '金丝雀' };
    return {
      message_id: id,
      date: now(),
      chat: { ...name, type: 'private' as const },
      from: { ...name, is_bot: false },
      text,
    };
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function plainCampaign(): object {
  const campaign = longForm(1);
  const [form] = campaign.forms;
  const asked = Array.from({ length: questions }, (_, n) => ({
    id: `question-${n + 1}`,
    kind: 'text' as const,
    label: `第${n + 1}题`,
    required: n === 0,
  }));
  return { ...campaign, forms: [{ ...form, sections: [{ id: 'all', title: '全部', questions: asked }] }] };
}

describe.runIf(storesToTest().includes('postgres'))('two updates of one chat at the same instant', () => {
  let chat: RunningChat;
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let campaigns: string;
  let store: Store;
  let receivers: [Receiver, Receiver];

  beforeAll(async () => {
    chat = await secretChat();
    database = await newDatabase();
    campaigns = await mkdtemp(join(tmpdir(), 'zhengji-races-'));
    await writeFile(join(campaigns, 'plain.json'), JSON.stringify(plainCampaign()));
    const { apiRoot, token } = chat;
    const options = { databaseUrl: database.url, campaigns, bot: { apiRoot, token } };
    // Both at once, on an empty database: one of them makes the tables.
    receivers = [new Receiver(options), new Receiver(options)];
    await Promise.all(receivers.map((receiver) => receiver.ready()));
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(receivers.map((receiver) => receiver.stop()));
    await store.close();
    await chat.stop();
    await database.drop();
    await rm(campaigns, { recursive: true });
  });

  it(`${races} races: no answer is lost, none is there twice, each is answered once`, async () => {
    const each = Math.ceil(races / secretPeople.length);
    const workers = new Set<number>();
    const watch = setInterval(() => {
      void store.prisma.lane.findMany().then(
        (lanes) => {
          for (const { workerId } of lanes) workers.add(workerId);
        },
        () => undefined,
      );
    }, 20);
    const ends = await Promise.allSettled(secretPeople.map(({ id }) => race(new Talk(id), each)));
    clearInterval(watch);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    expect(workers.size, 'processes that had a lane').toBe(2);
    console.info(`${each * secretPeople.length} races (seed ${seed})`);
  }, 900_000);

  async function race(talk: Talk, times: number): Promise<void> {
    const person = chat.chat.person(talk.person);
    await person.says('/start');
    await person.taps('同意', { within: 60_000 });
    await person.hears('第1题', 60_000);
    let given = 0;
    let edits = 0;
    let taps = 0;
    let updates = 0;
    const both = async (one: Update, other: Update) => {
      const [a, b] = random() < 0.5 ? receivers : [...receivers].reverse();
      await Promise.all([a?.takes(one), b?.takes(other)]);
      await ended(one.update_id, other.update_id);
      updates += one === other ? 1 : 2;
    };
    const said = async () => (await person.messages()).filter(({ from }) => from?.is_bot === true).length;
    const before = await said();
    for (let n = 0; n < times; n++) {
      const kind = n === 0 ? 0 : n % 4;
      const earlier = talk.sent[Math.floor(random() * talk.sent.length)];
      if (kind === 1 && earlier) {
        await both(talk.says(), talk.edits(earlier));
        edits++;
        given++;
      } else if (kind === 2) {
        const same = talk.says();
        await both(same, same);
        given++;
      } else if (kind === 3) {
        // The two libraries' types of one and the same message.
        const message = (await person.last()).message as unknown as Message;
        await both(talk.says(), talk.taps(message, skipButton(message)));
        taps++;
        given++;
      } else {
        await both(talk.says(), talk.says());
        given += 2;
      }
    }
    const submission = await store.prisma.submission.findFirstOrThrow({
      where: { person: { identities: { some: { externalId: String(talk.person) } } } },
      include: { answers: true, history: true },
    });
    const note = `seed ${seed}, person ${talk.person}`;
    const answers = submission.answers.filter(({ value }) => value !== null);
    const skipped = submission.answers.length - answers.length;
    expect(answers.map(({ value }) => value).sort(), note).toEqual(talk.sent.map(({ text }) => text).sort());
    expect(answers.length, note).toBe(given);
    // The answers stand in the first questions without a gap, and each change has its revision.
    const places = submission.answers.map(({ questionId }) => Number(questionId.split('-')[1]));
    expect(Math.max(...places), note).toBe(submission.answers.length);
    expect(submission.history.length, note).toBe(edits);
    expect(submission.revision, note).toBe(given + edits + skipped);
    expect(skipped, note).toBeLessThanOrEqual(taps);
    // A tap whose moment has passed is answered over the chat, not in it.
    expect((await said()) - before, note).toBe(updates - (taps - skipped));
  }

  async function ended(...ids: number[]): Promise<void> {
    await chat.chat.until(
      async () =>
        (await store.prisma.inboxUpdate.count({ where: { updateId: { in: ids }, state: 'replied' } })) ===
        new Set(ids).size,
      `the updates ${ids.join()} to be answered (seed ${seed})`,
      60_000,
    );
  }
});

function skipButton(message: Message): string {
  const { inline_keyboard: rows } = message.reply_markup as InlineKeyboardMarkup;
  const button = rows.flat().find(({ text }) => text.includes('跳过'));
  if (!button || !('callback_data' in button)) throw new Error('nothing to skip');
  return button.callback_data;
}
