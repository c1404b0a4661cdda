import type { AppointmentOutcome, AppointmentStore, Grants } from '../appointments/ports.js';
import type { Role, ScopeRule } from '../people/appointment.js';
import { recordAct } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import type { Prisma } from './prisma/client.js';

type Tx = Prisma.TransactionClient;

/** Takes one scope away from an appointment and from its deputies, who have no more than whom they stand in for. */
export async function narrow(
  tx: Tx,
  { appointmentId: id, scope, identity, at }: Parameters<AppointmentStore['narrow']>[0],
): Promise<AppointmentOutcome> {
  // Two who take the last two scopes away at once: the second sees what the first left.
  await tx.$queryRaw`SELECT 1 FROM appointment WHERE id = ${id}::int FOR UPDATE`;
  const row = await tx.appointment.findFirst({
    where: { id, withdrawnAt: null, deputyOf: null },
    include: { scopes: true },
  });
  if (!row?.scopes.some(({ kind, value }) => kind === scope.kind && value === scope.value))
    return { kind: 'gone' };
  if (row.scopes.length === 1) return { kind: 'lastScope' };
  const deputies = await tx.appointment.findMany({ where: { deputyOf: id }, select: { id: true } });
  await tx.scope.deleteMany({
    where: { appointmentId: { in: [id, ...deputies.map((one) => one.id)] }, ...scope },
  });
  await recordAct(tx, {
    campaignId: row.campaignId,
    personId: await enterPerson(tx, identity),
    role: 'administrator',
    act: 'narrow-appointment',
    subject: `appointment:${id}`,
    before: { kind: scope.kind, value: scope.value },
    at,
  });
  return { kind: 'narrowed' };
}

/**
 * What a deputy gets: the role and the scopes that whom they stand in for has now. undefined when that appointment
 * holds no more, or is a deputy's itself.
 */
export async function grantsOfDeputy(
  tx: Tx,
  campaignId: string,
  grants: Grants,
): Promise<Grants | undefined> {
  if (grants.deputyOf === undefined) return grants;
  const row = await tx.appointment.findFirst({
    where: { id: grants.deputyOf, campaignId, withdrawnAt: null, deputyOf: null },
    include: { scopes: true },
  });
  if (!row) return undefined;
  const scopes = row.scopes.map(({ kind, value }) => ({ kind: kind as ScopeRule['kind'], value }));
  return { ...grants, role: row.role as Role, scopes };
}
