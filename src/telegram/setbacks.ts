import { GrammyError, HttpError } from 'grammy';

/** The person has blocked the bot, or the account is gone: nothing can be said, and that is no fault. */
export function isBlocked(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    (error.error_code === 403 || (error.error_code === 400 && /chat not found/i.test(error.description)))
  );
}

/** How long Telegram asks to wait, in milliseconds; undefined when it did not. */
export function askedToWait(error: unknown): number | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 429) return undefined;
  return (error.parameters.retry_after ?? 1) * 1000;
}

/** Telegram could not be reached or was itself in trouble: a passing state of the world. */
export function isNetworkTrouble(error: unknown): boolean {
  return error instanceof HttpError || (error instanceof GrammyError && error.error_code >= 500);
}

/** Telegram will not take it as it is, from anybody. */
export function isRefused(error: unknown): error is GrammyError {
  return error instanceof GrammyError && error.error_code === 400 && !isBlocked(error);
}

/** Another process polls for the same bot. */
export function isConflict(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409;
}

/** The token was valid and is no more: everything waits for the process to be started with the new one. */
export function isRevoked(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 401;
}

/** The token is not (or no longer) valid; at the start only, since a method that is not there is 404 too. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}
