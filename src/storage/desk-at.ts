import type { DeskOrder, DeskOutcome } from '../desk/ports.js';
import type { Appointment } from '../people/appointment.js';
import type { Prisma } from './prisma/client.js';

/* What the acts on one demand share. */

export type Filed = Prisma.FiledDemandGetPayload<object>;
export type End = DeskOutcome['kind'];

/** Everything that an act may look at, with the demand's row locked. */
export interface At {
  readonly tx: Prisma.TransactionClient;
  readonly botId: number;
  readonly order: DeskOrder;
  readonly filed: Filed;
  readonly personId: number;
  readonly appointments: readonly Appointment[];
  readonly appointment: Appointment;
}

export function decisionOf({
  state,
  brief,
  recommendation,
  recommendationReason,
  rank,
}: Filed): Prisma.InputJsonObject {
  return { state, brief, recommendation, recommendationReason, rank };
}

export function isUndecided({ state }: Filed): boolean {
  return state === 'waiting' || state === 'corrected';
}
