import { createHash } from 'node:crypto';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * Tells whether a printed form says what is stored: the first 16 hex digits of SHA-256 over the JSON of the answers
 * with sorted keys and without white space.
 */
export function contentHash(answers: Json): string {
  return createHash('sha256').update(canonical(answers), 'utf8').digest('hex').slice(0, 16);
}

function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, item]) => (item === undefined ? [] : [`${JSON.stringify(key)}:${canonical(item)}`]));
  return `{${entries.join(',')}}`;
}

/** Array.isArray does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
