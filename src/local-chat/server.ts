import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { BotApiSchema } from './bot-api-schema.js';
import { CallLog } from './call-log.js';
import { Faults } from './faults.js';
import { FileStore } from './files.js';
import { guard, pageHeaders } from './guard.js';
import { tokenOf } from './identity.js';
import type { Desk } from './methods.js';
import { botMethods } from './methods-bot.js';
import { editMethods } from './methods-edit.js';
import { sendMethods } from './methods-send.js';
import { People } from './people.js';
import { type App, botRoutes } from './routes-bot.js';
import { chatRoutes, wordsFor } from './routes-chat.js';
import { controlRoutes } from './routes-control.js';
import { type Person, World } from './world.js';

export interface LocalChatOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** A folder of its own; made when it is not there. */
  readonly dataDir: string;
  /** Name of the bot in the chat. */
  readonly title?: string;
  readonly people: readonly Person[];
  readonly log?: (line: string) => void;
  /** Answers `GET /healthz`: 200 unless it throws or says `ok: false`, then 503. */
  readonly health?: () => Promise<object>;
}

export interface LocalChat {
  /** `http://127.0.0.1:PORT`, the root for a Bot API client. */
  readonly apiRoot: string;
  readonly pageUrl: string;
  readonly token: string;
  close(): Promise<void>;
}

const pageFolder = new URL('../../src/local-chat/page/', import.meta.url);
const pageTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * A Bot API server on 127.0.0.1 and a chat page beside it, so that the bot runs unchanged without a token.
 * Rejects when the port is taken (EADDRINUSE) or the folder cannot be written.
 */
export async function startLocalChat(options: LocalChatOptions): Promise<LocalChat> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const token = tokenOf(options.dataDir);
  const title = options.title ?? '本机机器人';
  const bot = {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: title,
    username: 'local_chat_bot',
  };
  const world = new World(options.dataDir, bot, options.people);
  const app: App = new Hono<{ Bindings: HttpBindings }>();
  wire(app, world, token, title, options);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  // Polls and event streams stay open for long; keep-alive must outlast a client's pause between calls.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  try {
    await listen(server, options.port);
  } catch (error) {
    world.close();
    throw error;
  }
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiRoot,
    pageUrl: `${apiRoot}/`,
    token,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      world.close();
    },
  };
}

function wire(app: App, world: World, token: string, title: string, options: LocalChatOptions): void {
  const desk: Desk = { world, files: new FileStore(options.dataDir), schema: new BotApiSchema() };
  const people = new People(desk);
  const faults = new Faults();
  const calls = new CallLog();
  const methods = { ...botMethods(desk), ...sendMethods(desk), ...editMethods(desk) };
  const log = options.log ?? (() => undefined);
  app.use(guard);
  for (const file of readdirSync(pageFolder)) {
    const type = pageTypes[extname(file).slice(1)] ?? 'application/octet-stream';
    app.get(file === 'index.html' ? '/' : `/${file}`, (c) =>
      c.body(readFileSync(new URL(file, pageFolder)), 200, { ...pageHeaders, 'content-type': type }),
    );
  }
  app.get('/healthz', async (c) => {
    const state = await (options.health?.() ?? Promise.resolve({ ok: true })).catch(() => ({ ok: false }));
    return c.json(state, 'ok' in state && !state.ok ? 503 : 200);
  });
  chatRoutes(app, { world, people, files: desk.files, title });
  controlRoutes(app, { world, people, faults, calls });
  botRoutes(app, { desk, token, methods, faults, calls, log });
  app.notFound((c) => c.json({ ok: false, error_code: 404, description: 'Not Found' }, 404));
  app.onError((error, c) => {
    const known = wordsFor(error);
    if (known) return c.json({ ok: false, code: known.code, message: known.message }, known.status);
    log(`local chat: ${error.stack ?? error.message}`);
    return c.json({ ok: false, error_code: 500, description: 'Internal Server Error' }, 500);
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
