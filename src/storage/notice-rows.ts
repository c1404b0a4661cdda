import { createHash } from 'node:crypto';
import type { Author, DeliveryState, Desk, Notice, NoticeContent, Tally } from '../notices/ports.js';
import { lapses, noticeKinds, noticeStates } from '../notices/ports.js';
import { type Audience, mayNotify } from '../people/audience.js';
import { staffOf } from './appointment-store.js';
import { canonical } from './audit-chain.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* Notices as they are stored, and who may handle which. */

type Tx = Prisma.TransactionClient;
type Row = Prisma.NoticeGetPayload<object>;

export async function personOf(db: PrismaClient | Tx, { identity }: Author): Promise<number> {
  const row = await db.identity.findUnique({ where: { channel_externalId: { ...identity } } });
  return row?.personId ?? 0;
}

/** Administrators send in every campaign; whoever is appointed sends within the appointment. */
export async function desksOf(db: PrismaClient | Tx, by: Author, now: Date): Promise<Desk[]> {
  const { appointments } = await staffOf(db, by.identity, now);
  const own = appointments
    .filter(({ role }) => mayNotify(role))
    .map((appointment) => ({ campaignId: appointment.campaignId, appointment }));
  if (!by.isAdministrator) return own;
  const all = await db.campaign.findMany({
    where: { noticeVersion: { not: null } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return [...all.map(({ id }) => ({ campaignId: id })), ...own];
}

/**
 * In which office somebody handles a notice: the own one in which it was composed; else, once it is no draft any more,
 * as one who plans all of its campaign. undefined: it is not theirs.
 */
export function deskFor(row: Row, person: number, desks: readonly Desk[]): Desk | undefined {
  const here = desks.filter(({ campaignId }) => campaignId === row.campaignId);
  const own = here.find(({ appointment }) => (appointment?.id ?? null) === row.appointmentId);
  if (own && row.personId === person) return own;
  if (row.state === 'draft') return undefined;
  return here.find(({ appointment }) => appointment === undefined || appointment.role === 'planner');
}

export function noticeFrom(row: Row, desks: readonly Desk[]): Notice {
  const kind = noticeKinds.find((one) => one === row.kind);
  const state = noticeStates.find((one) => one === row.state);
  if (!kind || !state || row.campaignId === null) throw new Error(`notice ${row.id} is of no known kind`);
  return {
    id: row.id,
    campaignId: row.campaignId,
    kind,
    state,
    office: row.office,
    // Written here alone, in these shapes.
    content: row.content as unknown as NoticeContent,
    audience: row.audience as unknown as Audience,
    of: row.ofNotice ?? undefined,
    sendAt: row.sendAt ?? undefined,
    createdAt: row.createdAt,
    confirmedAt: row.confirmedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    lapse: lapses.find((one) => one === row.lapse),
    appointment: desks.find(({ appointment }) => appointment?.id === row.appointmentId)?.appointment,
    basis: basisOf(row),
  };
}

export function basisOf({ content, audience, sendAt }: Pick<Row, 'content' | 'audience' | 'sendAt'>): number {
  return createHash('sha256')
    .update(canonical([content, audience, sendAt?.toISOString() ?? '']))
    .digest()
    .readUIntBE(0, 6);
}

const nothing: Tally = { queued: 0, sending: 0, sent: 0, failed: 0, blocked: 0, unknown: 0, cancelled: 0 };

export async function tallyOf(db: PrismaClient | Tx, notice: number): Promise<Tally> {
  const rows = await db.$queryRaw<{ state: DeliveryState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM delivery WHERE notice_id = ${notice}::int GROUP BY state`;
  return { ...nothing, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}
