// What Prisma 7 with driver adapters throws when the database is away comes in five shapes: its own error
// with a P-code, the same with P2010 and the truth in meta.driverAdapterError, a bare DriverAdapterError
// (a commit that broke), the driver's plain Error with nothing but a message, and Node's socket errors.

/** SQLSTATE classes: connection, resources, operator intervention and system errors; retries; no access. */
const SQLSTATE = /^(?:08...|53...|57P0[1235]|57014|58...|40001|40P01|55P03|25P03|25006|28000|28P01|3D000)$/;

const PRISMA_CODES = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017', // no way to the server
  'P2024',
  'P2028',
  'P2034',
  'P2037', // pool, transaction out of time, conflict, too many connections
]);

const ADAPTER_KINDS = new Set([
  'AuthenticationFailed',
  'ConnectionClosed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'TransactionWriteConflict',
]);

const SOCKET_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Plain errors of pg, pg-pool and PGlite, which carry no code. */
const MESSAGES =
  /^(?:Connection terminated|timeout e(?:xceeded when trying to connect|xpired)|Query read timeout|Client (?:has encountered a connection error|was closed) and is not queryable|Cannot use a pool after calling end|PGlite is clos(?:ed|ing)|cached plan must not change result type|Server has closed the connection|This socket has been ended)/;

/**
 * Whether an error says that the database is lost, unreachable or overtaxed for now, so that the same
 * work may succeed later and nobody's answer is to blame. After a transient error the outcome of a
 * commit is unknown: whoever tries again must be able to find the work done.
 */
export function isTransient(error: unknown): boolean {
  for (const cause of causes(error)) {
    const code = text(cause, 'originalCode') ?? text(cause, 'code') ?? '';
    if (SQLSTATE.test(code) || PRISMA_CODES.has(code) || SOCKET_CODES.has(code)) return true;
    if (ADAPTER_KINDS.has(text(cause, 'kind') ?? '')) return true;
    if (cause instanceof Error && MESSAGES.test(cause.message)) return true;
  }
  return false;
}

function* causes(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  yield error;
  yield* causes(field(error, 'cause'), depth + 1);
  yield* causes(field(field(error, 'meta'), 'driverAdapterError'), depth + 1);
  const several = field(error, 'errors');
  if (Array.isArray(several)) for (const one of several) yield* causes(one, depth + 1);
}

function field(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? (Reflect.get(owner, name) as unknown) : undefined;
}

function text(owner: object, name: string): string | undefined {
  const value = field(owner, name);
  return typeof value === 'string' ? value : undefined;
}
