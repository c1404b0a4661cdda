import type { Prisma, PrismaClient } from './prisma/client.js';

/* Whether an appointment holds at a moment, and what hangs on that. */

type Reader = PrismaClient | Prisma.TransactionClient;

export function inForce(now: Date): Prisma.AppointmentWhereInput {
  return { withdrawnAt: null, OR: [{ until: null }, { until: { gte: now } }] };
}

/**
 * Whether the person of a submission may open it. What was entered from paper is the unit's: it is opened by virtue
 * of the appointment in which it was entered, and no longer than that holds. A deputy's ends with the one it stands in
 * for.
 */
export async function isOpenToItsPerson(
  reader: Reader,
  { personId, enteredBy }: { readonly personId: number; readonly enteredBy: number | null },
  now = new Date(),
): Promise<boolean> {
  if (enteredBy === null) return true;
  const held = await reader.appointment.findFirst({
    where: { id: enteredBy, personId, ...inForce(now) },
    select: { deputyOf: true },
  });
  if (held?.deputyOf === undefined || held.deputyOf === null) return held !== null;
  return (await reader.appointment.count({ where: { id: held.deputyOf, ...inForce(now) } })) > 0;
}
