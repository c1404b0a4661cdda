import type { AppointmentOutcome, UnitLinks } from '../appointments/ports.js';
import { recordAct } from './audit-chain.js';
import { enterPerson } from './person-store.js';
import type { Prisma } from './prisma/client.js';

type Tx = Prisma.TransactionClient;

/** What the link of a unit grants: its holder fills in for this unit of the roster. */
interface UnitGrants {
  readonly kind: 'unit';
  readonly unit: number;
}

export function unitGrants(grants: Prisma.JsonValue): UnitGrants | undefined {
  const isUnit = Reflect.get(Object(grants) as object, 'kind') === 'unit';
  return isUnit ? (grants as unknown as UnitGrants) : undefined;
}

/**
 * Makes a link for each of these units that is still on the roster; what was not used of their earlier links stops
 * working. Gives the units.
 */
export async function inviteUnits(
  tx: Tx,
  { by, campaignId, links, at, expiresAt }: UnitLinks,
  role: { readonly role: string; readonly appointmentId: number | undefined },
): Promise<number[]> {
  const there = await tx.rosterUnit.findMany({
    where: { campaignId, removedAt: null, id: { in: links.map(({ unit }) => unit) } },
    select: { id: true },
  });
  const units = new Set(there.map(({ id }) => id));
  const invitedBy = await enterPerson(tx, by.identity);
  await tx.$executeRaw`
    UPDATE invitation SET revoked_at = ${at}
    WHERE campaign_id = ${campaignId} AND used_at IS NULL AND revoked_at IS NULL AND grants ->> 'kind' = 'unit'
      AND (grants ->> 'unit')::int = ANY(${[...units]}::int[])`;
  const made = links.filter(({ unit }) => units.has(unit));
  await tx.invitation.createMany({
    data: made.map(({ unit, secretHash }) => ({
      campaignId,
      secretHash,
      grants: { kind: 'unit', unit },
      invitedBy,
      createdAt: at,
      expiresAt,
    })),
  });
  await recordAct(tx, {
    ...role,
    campaignId,
    personId: invitedBy,
    act: 'invite-units',
    subject: `units:${made.length}`,
    after: { units: [...units] },
    at,
  });
  return made.map(({ unit }) => unit);
}

/** Binds whoever came by a unit's link to it; undefined when the unit is on the roster no more. */
export async function bindUnit(
  tx: Tx,
  invitation: { readonly id: number; readonly campaignId: string },
  { unit: id }: UnitGrants,
  personId: number,
  at: Date,
): Promise<AppointmentOutcome | undefined> {
  const { campaignId } = invitation;
  const before = await tx.rosterUnit.findFirst({ where: { id, campaignId, removedAt: null } });
  if (!before) return undefined;
  await tx.invitation.update({ where: { id: invitation.id }, data: { usedBy: personId } });
  await tx.rosterUnit.update({ where: { id }, data: { personId } });
  await recordAct(tx, {
    campaignId,
    personId,
    role: 'contact',
    act: 'accept-invitation',
    subject: `unit:${id}`,
    before: { personId: before.personId },
    after: { personId },
    at,
  });
  return { kind: 'bound', campaignId, unit: before.name };
}
