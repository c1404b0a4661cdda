import type { BotContext } from '../telegram/context.js';
import type { Entrance } from '../telegram/staff-door.js';
import { type DeskOptions, type Visit, visitBy } from './visit.js';

/** A visit with the update that it answers. */
export interface Here extends Visit {
  readonly ctx: BotContext;
}

export async function hereOf(ctx: BotContext, options: DeskOptions): Promise<Here> {
  return { ...(await visitBy(String(ctx.from?.id ?? 0), options)), ctx };
}

/** To whatever is only for those with an appointment. */
export function deskEntrance(options: DeskOptions): Entrance<Here> {
  return {
    hereOf: (ctx) => hereOf(ctx, options),
    isStaff: ({ appointments }) => appointments.length > 0,
    refusal: ({ w }) => w.t('desk-not-staff'),
  };
}
