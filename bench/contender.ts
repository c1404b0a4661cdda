import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ask, Tell } from './bots/reporting.js';
import { message, startChild, stopChild } from './child.js';
import type { Progress } from './crowd.js';
import { BenchDatabase } from './database.js';
import type { BenchServer } from './server.js';

export const contenderNames = ['ours', 'telegraf', 'conversations'] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What follows a reply (marks, freed lanes) comes to its end in this time, in milliseconds. */
const aftermath = 60;

/** A bot in a process of its own, on a database of its own, at the common Bot API server. */
export class Contender {
  static #count = 0;
  #asked = 0;
  #contacts = 10_000;

  private constructor(
    readonly name: ContenderName,
    readonly token: string,
    readonly server: BenchServer,
    readonly database: BenchDatabase,
    readonly child: ChildProcess,
  ) {
    child.setMaxListeners(0);
  }

  static async start(
    name: ContenderName,
    server: BenchServer,
    flags: readonly string[] = [],
  ): Promise<Contender> {
    const token = `${1_000_001 + Contender.#count++}:${'bench-'.repeat(6)}`;
    const database = await BenchDatabase.create(name);
    const child = startChild(server.tree.path(`bench/bots/${name}.ts`), {
      flags,
      env: { BENCH_API_ROOT: server.apiRoot, BENCH_TOKEN: token, BENCH_BOT_DATABASE: database.url },
    });
    await message<Tell>(child, ({ kind }) => kind === 'ready');
    return new Contender(name, token, server, database, child);
  }

  /** New contacts at the first question. */
  async begin(count: number, atOnce: number): Promise<number[]> {
    const contacts = Array.from({ length: count }, () => this.#contacts++);
    await this.server.carryOut(this.token, { act: 'begin', contacts, atOnce });
    await pause(aftermath);
    return contacts;
  }

  /** Has contacts answer up to a question and gives how that went. */
  async advance(contacts: readonly number[], upTo: number, atOnce: number): Promise<Progress> {
    const progress = await this.server.carryOut(this.token, { act: 'advance', contacts, upTo, atOnce });
    await pause(aftermath);
    return progress;
  }

  /** CPU time of the process so far, in microseconds. */
  cpu(): Promise<number> {
    return this.#ask('cpu');
  }

  /** Bytes of live heap. */
  heap(): Promise<number> {
    return this.#ask('heap');
  }

  async stop(): Promise<void> {
    await stopChild(this.child);
    await this.database.drop();
  }

  async #ask(ask: Ask['ask']): Promise<number> {
    const number = ++this.#asked;
    const told = message<Tell>(this.child, (one) => one.kind === 'told' && one.number === number);
    this.child.send({ ask, number } satisfies Ask);
    const answer = await told;
    return answer.kind === 'told' ? answer.value : Number.NaN;
  }
}
