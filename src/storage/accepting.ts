import type { DeskAct, FullSheet } from '../desk/ports.js';
import { type Appointment, actingAs } from '../people/appointment.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { recordAct } from './audit-chain.js';
import { type At, decisionOf, type End, type Filed, isUndecided } from './desk-at.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { neighbours, unrank } from './ranking.js';
import { within } from './scope.js';

/* Which demands come onto a sheet, and which give way when it has no room. */

type Tx = Prisma.TransactionClient;

export async function accept(at: At): Promise<End> {
  return (await refusalToAccept(at, 0)) ?? putOnSheet(at);
}

/** Why a demand cannot be accepted, once so many of its sheet have left it. */
async function refusalToAccept({ tx, filed }: At, leaving: number): Promise<End | undefined> {
  if (!isUndecided(filed)) return 'notNow';
  const open = await tx.correction.count({
    where: { submissionId: filed.submissionId, demandId: { in: [0, filed.demandId] }, state: 'open' },
  });
  if (open > 0) return 'notNow';
  const most = await mostOn(tx, filed);
  const accepted = await tx.filedDemand.count({ where: neighbours(filed) });
  return most !== undefined && accepted - leaving >= most ? 'sheetFull' : undefined;
}

/** At its end. */
async function putOnSheet({ tx, filed, order }: At): Promise<End> {
  const { _max } = await tx.filedDemand.aggregate({ where: neighbours(filed), _max: { rank: true } });
  await tx.filedDemand.update({
    where: { demandId: filed.demandId },
    data: { state: 'accepted', rank: (_max.rank ?? 0) + 1, decidedAt: order.at },
  });
  await tx.correction.deleteMany({ where: { atDemand: filed.demandId, state: 'chosen' } });
  await tx.submission.updateMany({
    where: { id: filed.submissionId, unitAcceptedAt: null },
    data: { unitAcceptedAt: order.at },
  });
  return 'done';
}

async function mostOn(tx: Tx | PrismaClient, { campaignId, formId }: Filed): Promise<number | undefined> {
  const { definition } = await tx.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { definition: true },
  });
  const { sheets } = definition as unknown as CampaignDefinition;
  return sheets.find(({ form, of }) => form === formId && of !== 'unit')?.most;
}

/**
 * One that is accepted goes back to undecided, and another takes its room on the sheet. Both are as who swaps saw them,
 * and both are within their right.
 */
export async function swap(
  at: At,
  { other: id, otherRevision }: Extract<DeskAct, { kind: 'swap' }>,
): Promise<End> {
  const { tx, filed, order, appointments, personId } = at;
  const refused = await refusalToAccept(at, 1);
  if (refused) return refused;
  const other = await tx.filedDemand.findFirst({
    where: { AND: [within(appointments), neighbours(filed), { demandId: id }] },
  });
  const appointment =
    other &&
    actingAs(appointments, 'review', {
      campaignId: other.campaignId,
      area: other.area ?? undefined,
      sector: other.sector ?? undefined,
      category: other.category ?? undefined,
    });
  // It has left the sheet, or is none of theirs: both look the same.
  if (!appointment || other.revision !== otherRevision) return 'changedMeanwhile';
  await unrank(tx, other);
  const after = await tx.filedDemand.update({
    where: { demandId: id },
    data: { revision: { increment: 1 } },
  });
  await putOnSheet(at);
  await recordAct(tx, {
    campaignId: other.campaignId,
    personId,
    role: appointment.role,
    appointmentId: appointment.id,
    act: 'reopen',
    subject: `demand:${id}`,
    before: decisionOf(other),
    after: { ...decisionOf(after), swappedFor: filed.demandId },
    at: order.at,
  });
  return 'done';
}

/** Those that fill the sheet of a demand, in their order, as far as they are theirs who look. */
export async function fullSheet(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  demand: number,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<FullSheet | undefined> {
  const filed = await prisma.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments)] },
  });
  if (!filed) return undefined;
  const where = { AND: [within(appointments), neighbours(filed)] };
  const [rows, total, most] = await Promise.all([
    prisma.filedDemand.findMany({
      where,
      orderBy: [{ rank: 'asc' }, { demandId: 'asc' }],
      skip: from,
      take: size,
    }),
    prisma.filedDemand.count({ where }),
    mostOn(prisma, filed),
  ]);
  const lines = rows.map(({ demandId, name, unit, revision }) => ({
    demand: demandId,
    name,
    unit,
    revision,
  }));
  return { name: filed.name, lines, total, most: most ?? total };
}
