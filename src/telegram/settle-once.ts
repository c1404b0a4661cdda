import type { BotContext } from './context.js';

/**
 * Runs the act of an update once: an update that was applied before gives the outcome it had. Throws when the store
 * knows neither.
 */
export async function settleOnce<Outcome>(
  { received }: BotContext,
  act: () => Promise<Outcome | undefined>,
  outcomeOf: (updateId: number) => Promise<Outcome | undefined>,
): Promise<Outcome> {
  if (received.state === 'applied') return received.outcome as Outcome;
  const done = await act();
  const outcome = done ?? (await outcomeOf(received.updateId));
  if (outcome === undefined) throw new Error('an update that was applied without an outcome');
  if (done !== undefined) received.hasCommitted = true;
  received.state = 'applied';
  received.outcome = outcome;
  return outcome;
}

/** An outcome as the store gives it, if it is one of this room. */
export function outcomeOfRoom<Outcome extends { readonly room: string }>(
  room: Outcome['room'],
  outcome: unknown,
): Outcome | undefined {
  const isOne = typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'room') === room;
  return isOne ? (outcome as Outcome) : undefined;
}
