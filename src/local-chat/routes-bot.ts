import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { MethodSchema } from './bot-api-schema.js';
import type { CallLog } from './call-log.js';
import { descriptionOf, type Fault, type Faults } from './faults.js';
import { checkDownload } from './files.js';
import type { BotMethods, Desk } from './methods.js';
import { readParameters } from './parameters.js';
import { badRequest, Refusal } from './refusal.js';
import { readRequest } from './request-body.js';

export type App = Hono<{ Bindings: HttpBindings }>;
export type Ctx = Context<{ Bindings: HttpBindings }>;

export interface BotSide {
  readonly desk: Desk;
  readonly token: string;
  readonly methods: BotMethods;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly log: (line: string) => void;
}

/** `/bot<token>/METHOD` and `/file/bot<token>/PATH`. */
export function botRoutes(app: App, side: BotSide): void {
  app.all('/:bot{bot[^/]+}/:method', (c) => answer(c, side));
  app.get('/file/:bot{bot[^/]+}/:path{.+}', async (c) => {
    if (!isOurs(c.req.param('bot'), side)) return refuse(c, new Refusal(401, 'Unauthorized'));
    const path = c.req.param('path');
    const file = [...side.desk.world.files.values()].find((one) => one.path === path);
    if (!file) return refuse(c, new Refusal(404, 'Not Found'));
    try {
      checkDownload(file);
    } catch (error) {
      return refuse(c, asRefusal(error, side));
    }
    return c.body(new Uint8Array(await side.desk.files.read(file)), 200, {
      'content-type': 'application/octet-stream',
    });
  });
}

function isOurs(segment: string, { token }: BotSide): boolean {
  return decodeURIComponent(segment) === `bot${token}`;
}

async function answer(c: Ctx, side: BotSide): Promise<Response> {
  if (!isOurs(c.req.param('bot') ?? '', side)) return refuse(c, new Refusal(401, 'Unauthorized'));
  const called = c.req.param('method') ?? '';
  let chat: unknown;
  try {
    const method = side.desk.schema.find(called);
    if (!method) throw new Refusal(404, 'Not Found: method not found');
    const url = c.req.url;
    const query = url.includes('?') ? new URL(url).searchParams : new URLSearchParams();
    const body = await readRequest(c.env.incoming, query);
    chat = body.fields.chat_id;
    const fault = side.faults.next(method.name, chat);
    if (fault) await meet(fault, c);
    const result = await act(method, body, c, side);
    side.calls.add(method.name, body.fields, 200);
    if (fault?.drop === 'after') return hangUp(c);
    return c.body(JSON.stringify({ ok: true, result }), 200, {
      'content-type': 'application/json',
      // The chat's clock may have been set ahead; Telegram's answers are dated by Telegram's.
      date: new Date(side.desk.world.now() * 1000).toUTCString(),
    });
  } catch (error) {
    if (error instanceof HungUp) return hangUp(c);
    const refusal = asRefusal(error, side);
    side.calls.add(called, { chat_id: chat }, refusal.code);
    return refuse(c, refusal);
  }
}

async function act(
  method: MethodSchema,
  body: Awaited<ReturnType<typeof readRequest>>,
  c: Ctx,
  side: BotSide,
): Promise<unknown> {
  const params = readParameters(method, body.fields, body.uploads);
  warnOfUnknown(method, params, side);
  const run = side.methods[method.name];
  if (!run) throw badRequest(`the local chat does not implement ${method.name}`);
  const whenGone = (listener: () => void) => c.env.outgoing.once('close', listener);
  const result = await run(params, { uploads: body.uploads, whenGone });
  const violation = method.checkResult(result);
  if (violation) {
    throw new Error(
      `${method.name} built a result against the Bot API: ${violation.path} ${violation.reason}`,
    );
  }
  return result;
}

class HungUp extends Error {}

async function meet(fault: Fault, c: Ctx): Promise<void> {
  if (fault.delay !== undefined) await wait(fault.delay);
  if (fault.drop === 'before') throw new HungUp();
  if (fault.code === undefined) return;
  const retry = fault.code === 429 ? { retry_after: fault.retryAfter ?? 1 } : undefined;
  if (retry) c.header('retry-after', String(retry.retry_after));
  throw new Refusal(fault.code, descriptionOf(fault), retry);
}

function hangUp(c: Ctx): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

const warned = new WeakMap<BotSide, Set<string>>();

/** Telegram ignores fields that it does not know; so do we, but say so once: they are mostly misspelt. */
function warnOfUnknown(method: MethodSchema, params: object, side: BotSide): void {
  const unknown = method.unknownFields(params);
  if (unknown.length === 0) return;
  const seen = warned.get(side) ?? new Set();
  warned.set(side, seen);
  for (const path of unknown) {
    const key = `${method.name}: ${path.replace(/\.\d+(?=\.)/g, '[]')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    side.calls.warn(key);
    side.log(`the Bot API knows no field ${key}; ignored`);
  }
}

function asRefusal(error: unknown, side: BotSide): Refusal {
  if (error instanceof Refusal) return error;
  side.log(`local chat: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new Refusal(500, `Internal Server Error: ${error instanceof Error ? error.message : 'unknown'}`);
}

function refuse(c: Ctx, { code, description, parameters }: Refusal): Response {
  const body = { ok: false, error_code: code, description, ...(parameters && { parameters }) };
  return c.body(JSON.stringify(body), code as 400, { 'content-type': 'application/json' });
}
