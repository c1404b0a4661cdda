import { amendmentKinds, isAmendment, type Lapse } from '../notices/ports.js';
import type { Appointment } from '../people/appointment.js';
import { type Audience, chosen } from '../people/audience.js';
import { personsAppointments } from './appointment-store.js';
import type { Prisma } from './prisma/client.js';
import { recipientsOf } from './recipient-store.js';

/* A notice becomes deliveries: one row a recipient, in the common queue. */

type Tx = Prisma.TransactionClient;
type Row = Prisma.NoticeGetPayload<object>;

/** Telegram lets a bot delete what it sent within this time. */
const recallableMs = 48 * 3_600_000;
/** Bulk goes behind what is for one person. */
const bulkPriority = 200;

export async function isOnItsWay(tx: Tx, notice: number | null): Promise<boolean> {
  return (await tx.delivery.count({ where: { noticeId: notice ?? 0, state: 'sending' } })) > 0;
}

/** Whom a notice goes to now, within what its sender is appointed to now. */
export async function personsOf(tx: Tx, row: Row, now: Date): Promise<number[]> {
  const audience = row.audience as unknown as Audience;
  const scope = row.appointmentId === null ? undefined : await heldBy(tx, row, now);
  if (row.appointmentId !== null && scope === undefined) return [];
  const recipients = await recipientsOf(tx, row.campaignId ?? '', now);
  const persons = chosen(audience, recipients, scope).map(({ person }) => person);
  const served = await servedAgain(tx, row);
  return persons.filter((person) => !served.has(person));
}

/**
 * What is sent again spares whoever has the earlier one, however wide its audience is made, and whomever another serves
 * who sends it again too.
 */
async function servedAgain(tx: Tx, { id, ofNotice }: Row): Promise<Set<number>> {
  if (ofNotice === null) return new Set();
  const rows = await tx.delivery.findMany({
    where: {
      notice: {
        OR: [{ id: ofNotice }, { ofNotice, kind: { notIn: [...amendmentKinds] }, id: { not: id } }],
      },
      state: { in: ['queued', 'sending', 'sent', 'unknown'] },
    },
    select: { personId: true },
  });
  return new Set(rows.map(({ personId }) => personId));
}

async function heldBy(tx: Tx, { personId, appointmentId }: Row, now: Date): Promise<Appointment | undefined> {
  const appointments = await personsAppointments(tx, personId, now);
  return appointments.find(({ id }) => id === appointmentId);
}

/** Why a notice that waited for its time may not go out any more. */
export async function lapseOf(
  tx: Tx,
  row: Row,
  isAdministrator: (externalId: string) => boolean,
  now: Date,
): Promise<Lapse | undefined> {
  if (await isPutAway(tx, row)) return 'archived';
  if (row.appointmentId !== null) return (await heldBy(tx, row, now)) ? undefined : 'noOffice';
  const identities = await tx.identity.findMany({ where: { personId: row.personId, channel: 'telegram' } });
  return identities.some(({ externalId }) => isAdministrator(externalId)) ? undefined : 'noOffice';
}

export async function isPutAway(tx: Tx, { campaignId }: Row): Promise<boolean> {
  return (await tx.campaign.count({ where: { id: campaignId ?? '', state: 'archived' } })) > 0;
}

/** Puts one delivery a recipient into the queue; gives how many. `known`: whom it goes to, where that was read. */
export async function enqueue(tx: Tx, row: Row, now: Date, known?: readonly number[]): Promise<number> {
  if (isAmendment(row)) return enqueueAmendment(tx, row, now);
  const persons = known ? [...known] : await personsOf(tx, row, now);
  return tx.$executeRaw`
    INSERT INTO delivery (bot_id, person_id, kind, content, priority, notice_id, message_ids)
    SELECT ${row.botId}::bigint, person, 'notice', '{}', ${bulkPriority}::int, ${row.id}::int, '{}'
    FROM unnest(${persons}::int[]) WITH ORDINALITY AS p(person, place) ORDER BY place`;
}

/** To those who got the earlier one, naming the messages that change. What is too old to be deleted is not tried. */
function enqueueAmendment(tx: Tx, row: Row, now: Date): Promise<number> {
  const since = row.kind === 'recall' ? new Date(now.getTime() - recallableMs) : new Date(0);
  return tx.$executeRaw`
    INSERT INTO delivery (bot_id, person_id, kind, content, priority, notice_id, message_ids, state, reason)
    SELECT d.bot_id, d.person_id, ${row.kind}, jsonb_build_object('messages',
        CASE WHEN cardinality(d.message_ids) > 0 THEN to_jsonb(d.message_ids) ELSE jsonb_build_array(d.message_id) END),
      ${bulkPriority}::int, ${row.id}::int, '{}',
      CASE WHEN d.changed_at < ${since}::timestamptz THEN 'failed' ELSE 'queued' END,
      CASE WHEN d.changed_at < ${since}::timestamptz THEN 'tooOld' END
    FROM delivery d
    WHERE d.notice_id = ${row.ofNotice ?? 0}::int AND d.state = 'sent' AND d.message_id IS NOT NULL ORDER BY d.id`;
}
