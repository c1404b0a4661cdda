import type { IncomingMessage } from 'node:http';
import { Dicer } from '@fastify/busboy';
import { type Upload, uploadLimit } from './files.js';
import { badRequest, Refusal } from './refusal.js';

/** Bytes of one field that is not a file. */
const fieldLimit = 2 << 20;
/** Room for the other fields beside a file of the largest size. */
const bodyLimit = uploadLimit + (1 << 20);

export interface Form {
  readonly fields: Record<string, string>;
  readonly uploads: Map<string, Upload>;
}

/**
 * multipart/form-data, its parts found by busboy's Dicer, their headers read here: grammY writes `filename=` without
 * quotes, with spaces and raw UTF-8 in it, which stricter readers refuse and busboy shortens.
 */
export function readForm(request: IncomingMessage): Promise<Form> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  const form: Form = { fields: {}, uploads: new Map() };
  return new Promise((resolve, reject) => {
    const fail = (reason: Error) => {
      request.unpipe();
      // The rest is read and thrown away: an answer while the client still writes would be lost.
      request.resume();
      reject(reason);
    };
    if (!boundary) {
      fail(badRequest('boundary value not found'));
      return;
    }
    const reader = new Dicer({ boundary: boundary[1] ?? boundary[2] ?? '' });
    let total = 0;
    request.on('data', (chunk: Buffer) => {
      total += chunk.length;
      if (total > bodyLimit) fail(tooLarge());
    });
    reader.on('part', (part) => readPart(part, form, fail));
    reader.on('error', () => fail(badRequest("can't parse form data")));
    reader.on('finish', () => resolve(form));
    request.on('error', fail);
    request.on('aborted', () => fail(badRequest('unexpected end of request content')));
    request.pipe(reader);
  });
}

function readPart(part: Dicer.PartStream, form: Form, fail: (reason: Error) => void): void {
  let field: string | undefined;
  let file: string | undefined;
  let mime = 'application/octet-stream';
  let size = 0;
  const chunks: Buffer[] = [];
  part.on('header', (header: object) => {
    const headers = header as Readonly<Record<string, readonly string[]>>;
    const disposition = Buffer.from(headers['content-disposition']?.[0] ?? '', 'latin1').toString('utf8');
    field = parameter(disposition, 'name');
    file = parameter(disposition, 'filename');
    mime = headers['content-type']?.[0] ?? mime;
  });
  part.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > (file === undefined ? fieldLimit : uploadLimit)) fail(tooLarge());
    else chunks.push(chunk);
  });
  part.on('error', () => fail(badRequest("can't parse form data")));
  part.on('end', () => {
    if (field === undefined) {
      fail(badRequest('field name in multipart/form-data not found'));
      return;
    }
    const bytes = Buffer.concat(chunks);
    if (file === undefined) form.fields[field] = bytes.toString('utf8');
    else form.uploads.set(field, { name: plainName(file, field), mime, bytes });
  });
}

/** A parameter of Content-Disposition, quoted or not; unquoted it may hold spaces and ends at a semicolon. */
function parameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(disposition);
  if (!match) return undefined;
  const [, quoted, bare] = match;
  // Browsers and undici escape the three characters that would end the value.
  return quoted === undefined
    ? (bare ?? '').trim()
    : quoted.replace(/\\(.)/g, '$1').replace(/%(22|0D|0A)/gi, (code) => decodeURIComponent(code));
}

/** No folders, no control characters; a part without a name gets that of its field. */
function plainName(name: string, field: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is being removed
  const clean = base.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return clean === '' ? field : clean;
}

export function tooLarge(): Refusal {
  return new Refusal(413, 'Request Entity Too Large');
}
