import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { HttpError } from 'grammy';

/** Bytes of a file by the path that `getFile` gave; at most `most` of them are read. */
export type FetchFile = (path: string, most: number) => Promise<Buffer | 'tooBig' | 'gone'>;

/** No byte for so long, in milliseconds: the connection is given up. */
const silenceMs = 30_000;

/**
 * Fetches files from where the Bot API keeps them. The address holds the token, so no error quotes it: whatever goes
 * wrong on the way is an HttpError of its own words, which waits for Telegram like every other call.
 */
export function botApiFiles(apiRoot: string, token: string, agent?: HttpAgent): FetchFile {
  const send = apiRoot.startsWith('https:') ? httpsRequest : httpRequest;
  return (path, most) =>
    new Promise((resolve, reject) => {
      const fail = (error?: unknown): void => reject(trouble(error));
      const address = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
      try {
        const request = send(address, { ...(agent && { agent }) });
        request.setTimeout(silenceMs, () => request.destroy(new Error('silence')));
        request.on('error', fail);
        request.on('response', (response) => {
          const status = response.statusCode ?? 0;
          if (status === 200) {
            collect(response, most, resolve, fail);
            return;
          }
          response.resume();
          // The path is good for an hour only.
          if (status === 400 || status === 404) resolve('gone');
          else fail();
        });
        request.end();
      } catch {
        // An address that cannot be read is quoted by the error that says so.
        fail();
      }
    });
}

function collect(
  response: IncomingMessage,
  most: number,
  done: (file: Buffer | 'tooBig') => void,
  fail: (error?: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > most) {
      done('tooBig');
      response.destroy();
    } else chunks.push(chunk);
  });
  response.on('end', () => done(Buffer.concat(chunks)));
  response.on('error', fail);
}

function trouble(error: unknown): HttpError {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  const because = typeof code === 'string' ? ` (${code})` : '';
  return new HttpError(`A file could not be fetched from Telegram${because}`, undefined);
}
