import type { BotContext } from '../telegram/context.js';
import type { Visit } from './visit.js';

/** A visit with the update that it answers. */
export interface Here extends Visit {
  readonly ctx: BotContext;
}
