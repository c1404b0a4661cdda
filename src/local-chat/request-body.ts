import type { IncomingMessage } from 'node:http';
import type { Upload } from './files.js';
import { readForm, tooLarge } from './form-body.js';
import { badRequest } from './refusal.js';

export interface RequestBody {
  /** Parameters as they came: text from queries and forms, any JSON from JSON. */
  readonly fields: Record<string, unknown>;
  readonly uploads: ReadonlyMap<string, Upload>;
}

/** Bytes of a body without files. */
const plainLimit = 2 << 20;

/** Parameters of a call from the query and the body: urlencoded, JSON or multipart, as the Bot API takes them. */
export async function readRequest(request: IncomingMessage, query: URLSearchParams): Promise<RequestBody> {
  const fields: Record<string, unknown> = Object.fromEntries(query);
  if (request.method !== 'POST') return { fields, uploads: new Map() };
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data')) {
    const form = await readForm(request);
    return { fields: { ...fields, ...form.fields }, uploads: form.uploads };
  }
  const text = (await readAll(request)).toString('utf8');
  if (type.startsWith('application/json'))
    return { fields: { ...fields, ...readJson(text) }, uploads: new Map() };
  return { fields: { ...fields, ...Object.fromEntries(new URLSearchParams(text)) }, uploads: new Map() };
}

function readJson(text: string): object {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('JSON object expected');
  }
  return value;
}

async function readAll(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > plainLimit) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
