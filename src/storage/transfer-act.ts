import type { TransferOrder, TransferOutcome } from '../desk/ports.js';
import { type Appointment, actingAs, type Routed } from '../people/appointment.js';
import { recordAct } from './audit-chain.js';
import { isOpenToItsPerson } from './in-force.js';
import type { Prisma } from './prisma/client.js';
import { lockRanking, unrank } from './ranking.js';

/* What the acts on whole forms share. */

export type Tx = Prisma.TransactionClient;
export type Filed = Prisma.FiledDemandGetPayload<object>;
export type End = TransferOutcome['kind'];

/** An act with its demand, all demands of its form locked. */
export interface At {
  readonly tx: Tx;
  readonly botId: number;
  readonly order: TransferOrder;
  readonly filed: Filed;
  readonly personId: number;
  readonly appointments: readonly Appointment[];
  readonly appointment: Appointment;
}

export function routeOf({ campaignId, area, sector, category }: Filed): Routed {
  return {
    campaignId,
    area: area ?? undefined,
    sector: sector ?? undefined,
    category: category ?? undefined,
  };
}

/** Writes down what was done, in the office that allowed it. */
export function record(
  { tx, filed, personId, appointment, order }: At,
  subject: string,
  changed: { readonly before?: Prisma.InputJsonValue; readonly after?: Prisma.InputJsonValue } = {},
): Promise<void> {
  return recordAct(tx, {
    campaignId: filed.campaignId,
    personId,
    role: appointment.role,
    appointmentId: appointment.id,
    act: order.act.kind,
    subject,
    ...changed,
    at: order.at,
  });
}

/** The demands of a form that are on the desk; undefined where one of them is outside the right of who acts. */
export async function wholeForm(
  { tx, appointments }: At,
  submissionId: number,
): Promise<Filed[] | undefined> {
  const all = await tx.filedDemand.findMany({
    where: { submissionId, state: { not: 'withdrawn' } },
    orderBy: { demandId: 'asc' },
  });
  return all.every((one) => actingAs(appointments, 'transfer', routeOf(one))) ? all : undefined;
}

/** Takes an accepted demand out of its sheet; those below it move up. */
export async function leaveRanking(tx: Tx, filed: Filed): Promise<void> {
  if (filed.state !== 'accepted') return;
  await lockRanking(tx, filed);
  await unrank(tx, filed);
}

/** Tells whoever fills in a form, where there is still somebody. */
export async function tellContact(
  { tx, botId }: Pick<At, 'tx' | 'botId'>,
  submissionId: number,
  kind: string,
  content: Prisma.InputJsonObject,
): Promise<void> {
  const { person, ...submission } = await tx.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: { personId: true, enteredBy: true, person: { select: { identities: true } } },
  });
  if (person.identities.length > 0 && (await isOpenToItsPerson(tx, submission)))
    await tx.delivery.create({ data: { botId, personId: submission.personId, kind, content, priority: 50 } });
}
