import type { Update } from 'grammy/types';
import type { Setback } from '../inbox/lanes.js';
import { isTransient } from '../storage/faults.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { askedToWait, isNetworkTrouble, isRevoked } from '../telegram/setbacks.js';

/* What the inbox asks of Telegram, and what its answers mean. */

/** What an error on the way of an update means for its lane. */
export function judge(error: unknown): Setback {
  const wait = askedToWait(error);
  if (wait !== undefined) return { kind: 'wait', ms: wait };
  const passes = isNetworkTrouble(error) || isRevoked(error) || isTransient(error);
  return passes ? { kind: 'wait' } : { kind: 'fault' };
}

export async function fetchUpdates(
  product: ProductBot,
  offset: number,
  signal: AbortSignal,
): Promise<Update[]> {
  return product.bot.api.getUpdates(
    {
      offset,
      timeout: 25,
      limit: 100,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    },
    signal as Parameters<typeof product.bot.api.getUpdates>[1],
  );
}
