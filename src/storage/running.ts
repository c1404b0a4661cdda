import type { Identity, Runner } from '../campaigns/ports.js';
import { staffOf } from './appointment-store.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/** As what somebody runs a campaign. */
export interface RunsAs {
  readonly role: 'administrator' | 'planner';
  readonly appointmentId: number | undefined;
}

/** The planner's appointments of somebody, by campaign. */
async function plannerIn(
  prisma: PrismaClient | Prisma.TransactionClient,
  identity: Identity,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const { appointments } = await staffOf(prisma, identity, now);
  const planning = appointments.filter(({ role }) => role === 'planner');
  return new Map(planning.map(({ campaignId, id }) => [campaignId, id]));
}

/** The campaigns that somebody runs; undefined: all. */
export async function runs(
  prisma: PrismaClient | Prisma.TransactionClient,
  { identity, isAdministrator }: Runner,
  now: Date,
): Promise<readonly string[] | undefined> {
  return isAdministrator ? undefined : [...(await plannerIn(prisma, identity, now)).keys()];
}

/** As what somebody runs this campaign; undefined where they do not. */
export async function runsAs(
  prisma: PrismaClient | Prisma.TransactionClient,
  { identity, isAdministrator }: Runner,
  campaignId: string,
  now: Date,
): Promise<RunsAs | undefined> {
  const appointmentId = (await plannerIn(prisma, identity, now)).get(campaignId);
  if (isAdministrator) return { role: 'administrator', appointmentId };
  return appointmentId === undefined ? undefined : { role: 'planner', appointmentId };
}

/** Who acts, for the chain of acts. */
export async function actor(
  tx: Prisma.TransactionClient,
  by: Runner,
  as: RunsAs,
): Promise<{ personId: number; role: string; appointmentId?: number | undefined }> {
  const personId = await enterPerson(tx, by.identity);
  return as.role === 'planner' ? { personId, ...as } : { personId, role: as.role };
}
