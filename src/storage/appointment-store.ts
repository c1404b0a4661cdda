import type { AppointmentOutcome, AppointmentStore, Grants, Invite, People } from '../appointments/ports.js';
import { type Appointment, type Role, roles, type ScopeRule, type Staff } from '../people/appointment.js';
import type { Identity, StaffPort } from '../people/staff-port.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { recordAct } from './audit-chain.js';
import { inForce } from './in-force.js';
import { grantsOfDeputy, narrow } from './narrowing.js';
import { enterPerson, languageOf } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { bindUnit, unitGrants } from './unit-links.js';

type Tx = Prisma.TransactionClient;

/** Wrong links that one person may try in an hour. */
const mostWrongLinks = 5;
const hourMs = 3_600_000;

/** Who is appointed to what, and the links that appoint. */
export function appointmentStore(prisma: PrismaClient, botId: number): AppointmentStore {
  const once = (
    updateId: number,
    work: (tx: Tx) => Promise<AppointmentOutcome>,
  ): Promise<AppointmentOutcome | undefined> => applyOnce(prisma, botId, updateId, work);
  return {
    ...staffPort(prisma),
    campaigns: async () => {
      const rows = await prisma.campaign.findMany({
        where: { noticeVersion: { not: null } },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
        select: { definition: true },
      });
      return rows.map(({ definition }) => definition as unknown as CampaignDefinition);
    },
    people: (campaignId, now) => peopleOf(prisma, campaignId, now),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    invite: (act) => once(act.updateId, (tx) => invite(tx, act)),
    accept: (act) => once(act.updateId, (tx) => accept(tx, act)),
    withdraw: (act) => once(act.updateId, (tx) => withdraw(tx, act)),
    narrow: (act) => once(act.updateId, (tx) => narrow(tx, act)),
    revoke: (act) => once(act.updateId, (tx) => revoke(tx, act)),
  };
}

export function staffPort(prisma: PrismaClient): StaffPort {
  return {
    staff: (identity) => staffOf(prisma, identity, new Date()),
    language: (identity) => languageOf(prisma, identity),
  };
}

/** The appointments that hold now. A deputy's ends with the one it stands in for. */
export async function staffOf(
  prisma: PrismaClient | Tx,
  { channel, externalId }: Identity,
  now: Date,
): Promise<Staff> {
  const identity = await prisma.identity.findUnique({
    where: { channel_externalId: { channel, externalId } },
    select: { personId: true },
  });
  if (!identity) return { personId: 0, appointments: [] };
  return {
    personId: identity.personId,
    appointments: await personsAppointments(prisma, identity.personId, now),
  };
}

/** What a person is appointed to now. */
export async function personsAppointments(
  prisma: PrismaClient | Tx,
  personId: number,
  now: Date,
): Promise<Appointment[]> {
  const rows = await prisma.appointment.findMany({
    where: { personId, ...inForce(now) },
    orderBy: { id: 'asc' },
    include: { scopes: true },
  });
  return (await standing(prisma, rows, now)).map(appointmentFrom);
}

/** Every appointment of a campaign that holds now, with whoever holds it. */
export async function appointmentsOf(
  prisma: PrismaClient | Tx,
  campaignId: string,
  now: Date,
): Promise<readonly { readonly personId: number; readonly appointment: Appointment }[]> {
  const rows = await prisma.appointment.findMany({
    where: { campaignId, ...inForce(now) },
    orderBy: { id: 'asc' },
    include: { scopes: true },
  });
  return (await standing(prisma, rows, now)).map((row) => ({
    personId: row.personId,
    appointment: appointmentFrom(row),
  }));
}

/** Without the deputies of those who are no longer appointed themselves. */
async function standing(prisma: PrismaClient | Tx, rows: readonly Row[], now: Date): Promise<Row[]> {
  const deputised = rows.flatMap(({ deputyOf }) => (deputyOf === null ? [] : [deputyOf]));
  if (deputised.length === 0) return [...rows];
  const held = await prisma.appointment.findMany({
    where: { id: { in: deputised }, ...inForce(now) },
    select: { id: true },
  });
  const holds = new Set(held.map(({ id }) => id));
  return rows.filter(({ deputyOf }) => deputyOf === null || holds.has(deputyOf));
}

type Row = Prisma.AppointmentGetPayload<{ include: { scopes: true } }>;

function appointmentFrom(row: Row): Appointment {
  const role = roles.find((one) => one === row.role);
  if (role === undefined) throw new Error(`appointment ${row.id} has no known role`);
  return {
    id: row.id,
    campaignId: row.campaignId,
    role,
    title: row.title,
    scopes: row.scopes.map(({ kind, value }) => ({ kind: kind as ScopeRule['kind'], value })),
    deputyOf: row.deputyOf ?? undefined,
    until: row.until ?? undefined,
  };
}

async function peopleOf(prisma: PrismaClient | Tx, campaignId: string, now: Date): Promise<People> {
  const appointments = await prisma.appointment.findMany({
    where: { campaignId, ...inForce(now) },
    orderBy: { id: 'asc' },
    include: { scopes: true },
  });
  const invitations = await prisma.invitation.findMany({
    where: { campaignId, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { id: 'asc' },
  });
  return {
    appointments: (await standing(prisma, appointments, now)).map(appointmentFrom),
    invitations: invitations
      // Those of another kind appoint nobody: they hand a form to another contact.
      .filter(({ grants }) => Reflect.get(Object(grants) as object, 'kind') === undefined)
      .map(({ id, expiresAt, grants }) => ({ id, expiresAt, ...grantsFrom(grants) })),
  };
}

/** Who holds an office, or is invited to one and has not come yet. */
export async function invitedOrAppointed(
  prisma: PrismaClient | Tx,
  campaignId: string,
  now: Date,
): Promise<readonly { readonly role: Role; readonly title: string }[]> {
  const { appointments, invitations } = await peopleOf(prisma, campaignId, now);
  return [...appointments, ...invitations].map(({ role, title }) => ({ role, title }));
}

/** Written by `invite` and by the roster of staff. */
function grantsFrom(json: Prisma.JsonValue): Grants {
  return json as unknown as Grants;
}

async function invite(tx: Tx, act: Invite): Promise<AppointmentOutcome> {
  const personId = await enterPerson(tx, act.identity);
  const granted = await grantsOfDeputy(tx, act.campaignId, act.grants);
  if (!granted) return { kind: 'gone' };
  const grants = { ...granted, scopes: granted.scopes.map((scope) => ({ ...scope })) };
  const { id } = await tx.invitation.create({
    data: {
      campaignId: act.campaignId,
      secretHash: act.secretHash,
      grants,
      invitedBy: personId,
      createdAt: act.at,
      expiresAt: act.expiresAt,
    },
  });
  await recordAct(tx, {
    campaignId: act.campaignId,
    personId,
    role: 'administrator',
    act: 'invite',
    subject: `invitation:${id}`,
    after: grants,
    at: act.at,
  });
  return { kind: 'invited', invitation: id };
}

async function accept(tx: Tx, act: Parameters<AppointmentStore['accept']>[0]): Promise<AppointmentOutcome> {
  const { externalId } = act.identity;
  // Tries at the same instant are counted one after the other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`link:${externalId}`}))`;
  const since = new Date(act.at.getTime() - hourMs);
  const tries = await tx.wrongLink.count({ where: { externalId, at: { gt: since } } });
  if (tries >= mostWrongLinks) return { kind: 'tooManyTries' };
  const used = await tx.invitation.updateManyAndReturn({
    where: { secretHash: act.secretHash, usedAt: null, revokedAt: null, expiresAt: { gt: act.at } },
    data: { usedAt: act.at },
  });
  const [invitation] = used;
  const refused = async (): Promise<AppointmentOutcome> => {
    await tx.wrongLink.create({ data: { externalId, at: act.at } });
    return { kind: 'linkRefused' };
  };
  if (!invitation) return refused();
  if (isOtherKind(invitation.grants)) {
    await tx.invitation.update({ where: { id: invitation.id }, data: { usedAt: null } });
    return refused();
  }
  const personId = await enterPerson(tx, act.identity);
  const unit = unitGrants(invitation.grants);
  if (unit) return (await bindUnit(tx, invitation, unit, personId, act.at)) ?? (await refused());
  const granted = await grantsOfDeputy(tx, invitation.campaignId, grantsFrom(invitation.grants));
  if (!granted) return refused();
  const { role, title, scopes, deputyOf, until } = granted;
  await tx.invitation.update({ where: { id: invitation.id }, data: { usedBy: personId } });
  const { id } = await tx.appointment.create({
    data: {
      campaignId: invitation.campaignId,
      personId,
      role,
      title,
      deputyOf: deputyOf ?? null,
      until: until === undefined ? null : new Date(until),
      appointedBy: invitation.invitedBy,
      appointedAt: act.at,
      scopes: { create: scopes.map(({ kind, value }) => ({ kind, value })) },
    },
  });
  await recordAct(tx, {
    campaignId: invitation.campaignId,
    personId,
    role,
    appointmentId: id,
    act: 'accept-invitation',
    subject: `invitation:${invitation.id}`,
    at: act.at,
  });
  return { kind: 'appointed', campaignId: invitation.campaignId, role, title };
}

/** Links that begin otherwise hand a form over; this is not their door. */
function isOtherKind(grants: Prisma.JsonValue): boolean {
  return Reflect.get(Object(grants) as object, 'kind') !== undefined && !unitGrants(grants);
}

async function withdraw(
  tx: Tx,
  act: Parameters<AppointmentStore['withdraw']>[0],
): Promise<AppointmentOutcome> {
  const [row] = await tx.appointment.updateManyAndReturn({
    where: { id: act.appointmentId, withdrawnAt: null },
    data: { withdrawnAt: act.at },
  });
  if (!row) return { kind: 'gone' };
  await recordAct(tx, {
    campaignId: row.campaignId,
    personId: await enterPerson(tx, act.identity),
    role: 'administrator',
    act: 'withdraw-appointment',
    subject: `appointment:${row.id}`,
    before: { role: row.role, title: row.title },
    at: act.at,
  });
  return { kind: 'withdrawn' };
}

async function revoke(tx: Tx, act: Parameters<AppointmentStore['revoke']>[0]): Promise<AppointmentOutcome> {
  const [row] = await tx.invitation.updateManyAndReturn({
    where: { id: act.invitationId, usedAt: null, revokedAt: null },
    data: { revokedAt: act.at },
  });
  if (!row) return { kind: 'gone' };
  await recordAct(tx, {
    campaignId: row.campaignId,
    personId: await enterPerson(tx, act.identity),
    role: 'administrator',
    act: 'revoke-invitation',
    subject: `invitation:${row.id}`,
    at: act.at,
  });
  return { kind: 'revoked' };
}
