import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botApiFiles, type FetchFile } from '../../src/telegram/bot-api-files.js';

const token = '123456789:canary-canary-canary-canary-canary';

describe('files of the Bot API', () => {
  let server: Server;
  let asked: string[];
  let answer: (response: ServerResponse) => void;
  let fetchFile: FetchFile;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    fetchFile = botApiFiles(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, token);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('come as they are, from the address that Telegram names', async () => {
    answer = (response) => response.end(Buffer.from('名册'));
    expect(await fetchFile('documents/file_1.xlsx', 100)).toEqual(Buffer.from('名册'));
    expect(asked).toEqual([`/file/bot${token}/documents/file_1.xlsx`]);
  });

  it('are not read beyond what is wanted', async () => {
    answer = (response) => {
      const more = (): boolean => response.write(Buffer.alloc(1000));
      while (more());
      response.on('drain', more);
      response.on('error', () => undefined);
    };
    expect(await fetchFile('documents/file_1.xlsx', 5000)).toBe('tooBig');
  });

  it('may be gone', async () => {
    answer = (response) => response.writeHead(404).end();
    expect(await fetchFile('documents/file_1.xlsx', 10)).toBe('gone');
  });

  it.each([
    ['the connection is cut', (response: ServerResponse) => void response.destroy()],
    [
      'it is cut in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '9' });
        response.write('half', () => response.destroy());
      },
    ],
    ['Telegram is in trouble', (response: ServerResponse) => void response.writeHead(502).end()],
  ])('fail without a word of the token when %s', async (_, spoil) => {
    answer = spoil;
    const error: unknown = await fetchFile('documents/file_1.xlsx', 10).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
