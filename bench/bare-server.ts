import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { Crowd, type Order, type Progress } from './crowd.js';

/*
 * A Bot API server that checks nothing, so that what is measured is the bot. It has a process of its own, one
 * crowd of contacts for every bot, and takes its orders from the bench.
 */

export type ToServer = { readonly order: number; readonly token: string; readonly what: Order };
export type FromServer =
  | { readonly kind: 'listening'; readonly apiRoot: string }
  | { readonly kind: 'done'; readonly order: number; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly order: number; readonly reason: string };

interface Poll {
  readonly response: ServerResponse;
  readonly limit: number;
  readonly timer: NodeJS.Timeout;
}

class BareBot {
  readonly crowd = new Crowd((update) => this.#push(update));
  #updates: Update[] = [];
  #updateId = 1;
  #poll: Poll | undefined;

  constructor(readonly id: number) {}

  getUpdates(response: ServerResponse, params: Readonly<Record<string, unknown>>): void {
    const offset = Number(params.offset ?? 0);
    const limit = Number(params.limit ?? 100);
    this.#updates = this.#updates.filter((update) => update.update_id >= offset);
    if (this.#poll) this.#answer(this.#poll);
    const timer = setTimeout(() => this.#answer(poll), Number(params.timeout ?? 0) * 1000);
    const poll: Poll = { response, limit, timer };
    this.#poll = poll;
    response.once('close', () => clearTimeout(timer));
    if (this.#updates.length > 0) this.#answer(poll);
  }

  #push(update: Omit<Update, 'update_id'>): void {
    this.#updates.push({ update_id: this.#updateId++, ...update });
    if (this.#poll) this.#answer(this.#poll);
  }

  #answer(poll: Poll): void {
    clearTimeout(poll.timer);
    if (this.#poll === poll) this.#poll = undefined;
    send(poll.response, this.#updates.slice(0, poll.limit));
  }
}

const bots = new Map<string, BareBot>();

function botOf(token: string): BareBot {
  const bot = bots.get(token) ?? new BareBot(Number(token.split(':')[0]));
  bots.set(token, bot);
  return bot;
}

function send(response: ServerResponse, result: unknown): void {
  const body = Buffer.from(JSON.stringify({ ok: true, result }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => answer(request.url ?? '', Buffer.concat(chunks).toString(), response));
}

function answer(path: string, text: string, response: ServerResponse): void {
  const params = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(path) ?? [];
  const bot = botOf(token);
  switch (method) {
    case 'getUpdates':
      bot.getUpdates(response, params);
      break;
    case 'getMe':
      send(response, { id: bot.id, is_bot: true, first_name: 'bench', username: 'bench_bot' });
      break;
    case 'sendMessage':
    case 'editMessageText':
      send(response, bot.crowd.heard(params));
      break;
    default:
      send(response, true);
  }
}

function tell(message: FromServer): void {
  process.send?.(message);
}

const server = createServer(receive);
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  tell({ kind: 'listening', apiRoot: `http://127.0.0.1:${port}` });
});

process.on('message', ({ order, token, what }: ToServer) => {
  botOf(token)
    .crowd.carryOut(what)
    .then(
      (progress) => tell({ kind: 'done', order, progress }),
      (error: unknown) => tell({ kind: 'failed', order, reason: String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
