import pino from 'pino';
import type { LogLevel } from './config.js';

/** Where the process tells what happened. Never a token, a phone number, a name or an answer. */
export interface Log {
  debug(event: string, data?: LogData): void;
  info(event: string, data?: LogData): void;
  warn(event: string, data?: LogData): void;
  error(event: string, data?: LogData): void;
}

type LogData = Readonly<Record<string, string | number | boolean | bigint | undefined | Failure>>;

/** What may be written of an error. Messages of unknown errors can quote what somebody typed: they are left out. */
export interface Failure {
  readonly name: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly at?: readonly string[];
}

export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  const logger = pino({ level, base: null }, write ? { write } : pino.destination({ dest: 2, sync: true }));
  const line =
    (method: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, data: LogData = {}): void => {
      const plain = Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]),
      );
      logger[method](scrubData(plain), event);
    };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

/** Errors whose messages are made by the engine or by us and quote nobody. */
const plainSpoken = new Set(['TypeError', 'ReferenceError', 'AssertionError', 'TimeoutError']);

export function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const at = framesOf(error)
    .slice(0, 8)
    .map((frame) => scrub(frame.trim()));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(plainSpoken.has(error.name) && { message: scrub(error.message) }),
    ...(at.length > 0 && { at }),
  };
}

/**
 * The frames of the stack. The message stands before them, and its lines can look like frames: where it is not
 * the one that the stack was made with, only what is certainly a place in a file is taken.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const end = stack.indexOf(message) + message.length;
  const known =
    message !== '' && stack.startsWith('\n', end) && !stack.slice(0, end - message.length).includes('\n');
  const frame = known
    ? /^\s+at /
    : /^\s+at (?:[\w$.<>#[\] ]+ \()?(?:file:|node:|\/|[A-Za-z]:\\)[!-~ ]*:\d+:\d+\)?$/;
  return (known ? stack.slice(end) : stack).split('\n').filter((line) => frame.test(line));
}

function codeOf(error: Error): string | number | undefined {
  for (const field of ['code', 'error_code', 'status']) {
    const value: unknown = Reflect.get(error, field);
    if (typeof value === 'number' || (typeof value === 'string' && /^[\w-]{1,40}$/.test(value))) return value;
  }
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
}

/** Takes out what looks like a bot token, a phone number, a credit code or a password in an address. */
export function scrub(text: string): string {
  return text
    .replace(/(bot)?\d{3,}:[\w-]{20,}/g, '[token]')
    .replace(/\/\/[^\s/@:]+:[^\s/@]+@/g, '//[login]@')
    .replace(/(?<!\d)(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, '[phone]')
    .replace(/(?<![0-9A-Z])[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}(?![0-9A-Z])/gi, '[code]');
}

function scrubData(data: unknown): Record<string, unknown> {
  return JSON.parse(scrub(JSON.stringify(data))) as Record<string, unknown>;
}
