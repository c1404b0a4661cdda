import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Api, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botApiFetch } from '../../src/telegram/bot-api-fetch.js';

const token = '123456789:canary-canary-canary-canary-canary';

describe('calls of the Bot API', () => {
  let server: Server;
  let api: Api;
  let connections: number;
  let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void;

  beforeEach(async () => {
    connections = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answer(request, Buffer.concat(chunks).toString(), response));
    });
    server.on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = new Api(token, { apiRoot, fetch: botApiFetch(apiRoot), timeoutSeconds: 20 });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const ok = (response: ServerResponse, result: unknown) =>
    response.end(JSON.stringify({ ok: true, result }));
  const failure = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('go as JSON and come back as JSON, in whatever pieces, over one connection', async () => {
    const seen: string[] = [];
    answer = ({ url, headers }, body, response) => {
      seen.push(`${url ?? ''} ${headers['content-type'] ?? ''} ${body}`);
      const bytes = Buffer.from(JSON.stringify({ ok: true, result: '征集' }));
      response.write(bytes.subarray(0, bytes.length - 7));
      setImmediate(() => response.end(bytes.subarray(bytes.length - 7)));
    };
    for (let n = 0; n < 3; n++) expect(await api.raw.sendMessage({ chat_id: 1, text: '你好' })).toBe('征集');
    expect(seen[0]).toBe(`/bot${token}/sendMessage application/json {"chat_id":1,"text":"你好"}`);
    expect(connections).toBe(1);
  });

  it('carry files', async () => {
    let received = '';
    answer = ({ headers }, body, response) => {
      received = `${headers['content-type'] ?? ''}\n${body}`;
      ok(response, {});
    };
    await api.sendDocument(1, new InputFile(Buffer.from('一份草稿'), '草稿.txt'));
    expect(received).toMatch(/^multipart\/form-data; boundary=/);
    expect(received).toContain('一份草稿');
  });

  it('fail with what the server says', async () => {
    answer = (_, __, response) => {
      response.statusCode = 403;
      response.end(JSON.stringify({ ok: false, error_code: 403, description: 'Forbidden: bot was blocked' }));
    };
    expect(await failure(api.sendMessage(1, 'x'))).toMatchObject({ error_code: 403 });
  });

  it.each([
    ['is cut', (response: ServerResponse) => void response.destroy()],
    [
      'is cut in the middle',
      (response: ServerResponse) => void response.write('{"ok"', () => response.destroy()),
    ],
    ['is no JSON', (response: ServerResponse) => void response.writeHead(502).end('<html>')],
  ])('fail without a word of the token when the answer %s', async (_, spoil) => {
    answer = (__, ___, response) => spoil(response);
    const error = await failure(api.sendMessage(1, 'x'));
    expect(error).toMatchObject({ name: 'HttpError' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  });

  it('are given up when they are to stop', async () => {
    const gone = new Promise<void>((resolve) => {
      answer = (request) => request.socket.once('close', () => resolve());
    });
    const stop = new AbortController();
    const call = failure(api.getUpdates({ timeout: 25 }, stop.signal as never));
    await new Promise<void>((resolve) => server.once('request', () => resolve()));
    stop.abort();
    expect(await call).toMatchObject({ name: 'HttpError' });
    await gone;
  });
});
