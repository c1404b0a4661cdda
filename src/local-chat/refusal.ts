import type { TelegramResponseParameters } from '@gramio/types';

/** An answer with `ok: false`, worded as Telegram words it; thrown by whatever finds the fault. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: TelegramResponseParameters,
  ) {
    super(description);
    this.name = 'Refusal';
  }
}

/** 400 "Bad Request: …"; the first letter of the reason is lower case unless it is one of Telegram's CODES. */
export function badRequest(reason: string): Refusal {
  const isCode = /^[A-Z][A-Z_]/.test(reason);
  return new Refusal(
    400,
    `Bad Request: ${isCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1)}`,
  );
}
