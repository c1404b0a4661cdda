import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { z } from 'zod';
import { chatView, overview } from './chat-view.js';
import type { ChatEvent } from './entry.js';
import type { FileStore } from './files.js';
import { Impossible } from './impossible.js';
import type { People } from './people.js';
import { Refusal } from './refusal.js';
import { readRequest } from './request-body.js';
import type { App, Ctx } from './routes-bot.js';
import type { World } from './world.js';

/** A comment line now and then keeps the stream alive and shows a dead page. Milliseconds. */
const heartbeat = 15_000;
const longestWait = 30_000;

const bodies = {
  text: z.object({
    text: z.string().max(200_000),
    replyTo: z.int().optional(),
    forwarded: z.boolean().optional(),
  }),
  start: z.object({ parameter: z.string().optional() }),
  edit: z.object({ message: z.int(), text: z.string().max(20_000) }),
  tap: z.object({
    message: z.int(),
    data: z.string().optional(),
    row: z.int().optional(),
    column: z.int().optional(),
    late: z.boolean().optional(),
  }),
  block: z.object({ blocked: z.boolean() }),
  content: z.record(z.string(), z.unknown()),
};

export interface ChatSide {
  readonly world: World;
  readonly people: People;
  readonly files: FileStore;
  readonly title: string;
}

/** What the page and the tests' people use: `/chat/...`. */
export function chatRoutes(app: App, side: ChatSide): void {
  const { world, people } = side;
  app.get('/chat/state', (c) => c.json(overview(world, side.title)));
  app.get('/chat/events', (c) => stream(c, world));
  app.get('/chat/people/:id', (c) => answer(c, (id) => chatView(world, id)));
  app.get('/chat/people/:id/events', (c) => laterEvents(c, world));
  app.get('/chat/files/:id', (c) => download(c, side));
  app.post('/chat/people/:id/text', (c) =>
    act(c, bodies.text, (id, { text, replyTo, forwarded }) => ({
      messages: people.says(id, text, {
        ...(replyTo !== undefined && { replyTo }),
        ...(forwarded !== undefined && { forwarded }),
      }),
    })),
  );
  app.post('/chat/people/:id/start', (c) =>
    act(c, bodies.start, (id, { parameter }) => ({ messages: people.starts(id, parameter) })),
  );
  app.post('/chat/people/:id/edit', (c) =>
    act(c, bodies.edit, (id, { message, text }) => ({ messages: [people.edits(id, message, text)] })),
  );
  app.post('/chat/people/:id/tap', (c) =>
    act(c, bodies.tap, (id, { message, data, row, column, late }) => ({
      query: people.taps(id, message, {
        ...(data !== undefined && { data }),
        ...(row !== undefined && { row }),
        ...(column !== undefined && { column }),
        ...(late !== undefined && { late }),
      }),
    })),
  );
  app.post('/chat/people/:id/block', (c) =>
    act(c, bodies.block, (id, { blocked }) => people.blocks(id, blocked)),
  );
  app.post('/chat/people/:id/content', (c) =>
    act(c, bodies.content, (id, content) => ({ messages: people.sends(id, content) })),
  );
  app.post('/chat/people/:id/upload', (c) => upload(c, people));
}

async function answer(c: Ctx, work: (id: number) => unknown): Promise<Response> {
  return c.json({ ok: true, ...((await work(Number(c.req.param('id')))) ?? {}) });
}

/** What went wrong with an act, for the page and the tests: 404, 409 with a reason, 400 for a malformed request. */
export function wordsFor(
  error: unknown,
): { status: 400 | 404 | 409; code: string; message: string } | undefined {
  if (error instanceof Impossible) {
    const { code, message } = error;
    return { status: code === 'no-person' ? 404 : 409, code, message };
  }
  if (error instanceof Refusal) return { status: 409, code: 'bad-content', message: error.description };
  if (error instanceof z.ZodError)
    return { status: 400, code: 'bad-request', message: z.prettifyError(error) };
  return undefined;
}

function act<Body>(
  c: Ctx,
  schema: z.ZodType<Body>,
  work: (id: number, body: Body) => unknown,
): Promise<Response> {
  return answer(c, async (id) => work(id, schema.parse(await c.req.json().catch(() => undefined))));
}

function upload(c: Ctx, people: People): Promise<Response> {
  return answer(c, async (id) => {
    const { fields, uploads } = await readRequest(c.env.incoming, new URLSearchParams());
    if (uploads.size === 0) throw new Impossible('empty', '没有选择文件');
    const as = fields.as === 'photo' ? 'photo' : 'document';
    const caption = typeof fields.caption === 'string' ? fields.caption : '';
    return { messages: people.sendsFiles(id, [...uploads.values()], as, caption) };
  });
}

async function download(c: Ctx, { world, files }: ChatSide): Promise<Response> {
  const file = world.files.get(c.req.param('id') ?? '');
  if (!file) return c.notFound();
  const shown =
    ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(file.mime) && !c.req.query('download');
  const name = encodeURIComponent(file.name).replace(
    /['()]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return c.body(new Uint8Array(await files.read(file)), 200, {
    'content-type': shown ? file.mime : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, max-age=86400',
  });
}

/** Server-sent events of some chats; `Last-Event-ID` (or `after`) brings what was missed. */
function stream(c: Ctx, world: World): Response {
  const wanted = new Set((c.req.query('people') ?? '').split(',').filter(Boolean).map(Number));
  const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? world.rev);
  const { outgoing } = c.env;
  outgoing.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  outgoing.write('retry: 1000\n\n');
  const missed = [...wanted].flatMap((id) => eventsAfter(world, id, after)).sort((a, b) => a.rev - b.rev);
  for (const event of missed) writeEvent(outgoing, event);
  const stop = world.listen((event) => {
    if (event.chat === 0 || wanted.has(event.chat)) writeEvent(outgoing, event);
  });
  const beat = setInterval(() => outgoing.write(': still here\n\n'), heartbeat);
  outgoing.once('close', () => {
    stop();
    clearInterval(beat);
  });
  return RESPONSE_ALREADY_SENT;
}

function writeEvent(outgoing: ServerResponse, event: ChatEvent): void {
  outgoing.write(`id: ${event.rev}\ndata: ${JSON.stringify(event)}\n\n`);
}

function eventsAfter(world: World, id: number, rev: number): ChatEvent[] {
  return (world.chats.get(id)?.events ?? []).filter((event) => event.rev > rev);
}

/** The same for programs: waits until there is something after `after`, `wait` milliseconds at most. */
async function laterEvents(c: Ctx, world: World): Promise<Response> {
  const id = Number(c.req.param('id'));
  const after = Number(c.req.query('after') ?? 0);
  const wait = Math.min(Number(c.req.query('wait') ?? 0), longestWait);
  if (eventsAfter(world, id, after).length === 0 && wait > 0) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(done, wait);
      const stop = world.listen((event) => {
        if (event.chat === id && event.entry.kind !== 'action') done();
      });
      c.req.raw.signal.addEventListener('abort', done);
    });
  }
  return c.json({ ok: true, rev: world.rev, events: eventsAfter(world, id, after) });
}
