import type { ChildProcess } from 'node:child_process';
import type { FromServer, ToServer } from './bare-server.js';
import type { BuiltTree } from './built.js';
import { message, startChild, stopChild } from './child.js';
import type { Order, Progress } from './crowd.js';

/** The bare Bot API server with its crowds, as the bench sees it. */
export class BenchServer {
  #orders = 0;

  private constructor(
    readonly apiRoot: string,
    readonly child: ChildProcess,
    readonly tree: BuiltTree,
  ) {
    child.setMaxListeners(0);
  }

  static async start(tree: BuiltTree): Promise<BenchServer> {
    const child = startChild(tree.path('bench/bare-server.ts'));
    const told = await message<FromServer>(child, ({ kind }) => kind === 'listening');
    return new BenchServer(told.kind === 'listening' ? told.apiRoot : '', child, tree);
  }

  async carryOut(token: string, what: Order): Promise<Progress> {
    const order = ++this.#orders;
    const done = message<FromServer>(this.child, (told) => told.kind !== 'listening' && told.order === order);
    this.child.send({ order, token, what } satisfies ToServer);
    const told = await done;
    if (told.kind === 'done') return told.progress;
    throw new Error(told.kind === 'failed' ? told.reason : 'the server began anew');
  }

  stop(): Promise<void> {
    return stopChild(this.child);
  }
}
