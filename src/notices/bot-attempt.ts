import { GrammyError } from 'grammy';
import { askedToWait, isBlocked, isNetworkTrouble, isRevoked } from '../telegram/setbacks.js';
import type { Attempt } from './sender.js';

/** Makes one attempt and tells how it ended. `isRepeatable`: made twice it comes to the same, so a lost reply is no end. */
export async function attempt(run: () => Promise<readonly number[]>, isRepeatable = false): Promise<Attempt> {
  try {
    return { kind: 'sent', messageIds: await run() };
  } catch (error) {
    const ms = askedToWait(error);
    if (ms !== undefined) return { kind: 'wait', ms };
    if (isRevoked(error)) return { kind: 'wait', ms: 30_000 };
    if (isBlocked(error)) return { kind: 'blocked' };
    if (isRepeatable && isNetworkTrouble(error)) return { kind: 'wait', ms: 3_000 };
    // Telegram answered, so it was not sent; without an answer nobody knows.
    if (error instanceof GrammyError && error.error_code < 500)
      return { kind: 'failed', reason: String(error.error_code) };
    return { kind: 'unknown' };
  }
}
