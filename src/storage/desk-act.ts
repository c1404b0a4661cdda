import type { DeskAct, DeskOrder, DeskOutcome } from '../desk/ports.js';
import { type Act, type Appointment, actingAs } from '../people/appointment.js';
import { keyText } from '../survey/answers.js';
import type { Unlocked } from '../survey/corrections.js';
import type { Recommendation } from '../survey/sheet-demand.js';
import { accept, swap } from './accepting.js';
import { staffOf } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { takesActs } from './campaign-takes.js';
import { type At, decisionOf, type End, isUndecided } from './desk-at.js';
import type { Prisma } from './prisma/client.js';
import { Prisma as PrismaValues } from './prisma/client.js';
import { lockRanking, neighbours, unrank } from './ranking.js';
import { within } from './scope.js';

type Tx = Prisma.TransactionClient;

const neededFor: Readonly<Record<DeskAct['kind'], Act>> = {
  choose: 'review',
  unchoose: 'review',
  sendBack: 'review',
  accept: 'review',
  swap: 'review',
  reopen: 'review',
  brief: 'recommend',
  recommend: 'recommend',
  recommendReason: 'recommend',
  rank: 'rank',
};

/** What is only prepared, and changes nothing that others see. */
const preparing: readonly DeskAct['kind'][] = ['choose', 'unchoose'];

/**
 * Locks the demand, and before it the ranking it stands in where the act changes that, with the others of the sheet:
 * in the order of their ids, as a submission's are when it is filed, so that nobody waits for another for ever.
 */
async function lockFor(tx: Tx, { kind }: DeskAct, demandId: number): Promise<void> {
  const isRanking = kind === 'accept' || kind === 'swap' || kind === 'reopen' || kind === 'rank';
  const row = isRanking ? await tx.filedDemand.findUnique({ where: { demandId } }) : null;
  if (row) await lockRanking(tx, row);
  if (row && kind !== 'accept')
    await tx.$queryRaw`
      SELECT 1 FROM filed_demand
      WHERE demand_id = ${demandId}::int OR (campaign_id = ${row.campaignId} AND form_id = ${row.formId}
        AND state = 'accepted' AND area IS NOT DISTINCT FROM ${row.area} AND (area IS NOT NULL OR unit = ${row.unit}))
      ORDER BY demand_id FOR UPDATE`;
  else await tx.$queryRaw`SELECT 1 FROM filed_demand WHERE demand_id = ${demandId}::int FOR UPDATE`;
}

/** What one of the staff does to one demand. Whatever a button names is looked up within their appointments. */
export async function performAtDesk(tx: Tx, botId: number, order: DeskOrder): Promise<DeskOutcome> {
  const { act, demand } = order;
  const end = (kind: End): DeskOutcome => ({ room: 'desk', kind, act: act.kind, demand });
  const { personId, appointments } = await staffOf(tx, order.identity, order.at);
  await lockFor(tx, act, demand);
  const filed = await tx.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments)] },
  });
  if (!filed) return end('gone');
  const appointment = actingAs(appointments, neededFor[act.kind], {
    campaignId: filed.campaignId,
    area: filed.area ?? undefined,
    sector: filed.sector ?? undefined,
    category: filed.category ?? undefined,
  });
  if (!appointment) return end('gone');
  if (!(await takesActs(tx, filed.campaignId, neededFor[act.kind]))) return end('closed');
  if (filed.revision !== order.revision) return end('changedMeanwhile');
  const at: At = { tx, botId, order, filed, personId, appointments, appointment };
  const done = await change(at, act);
  if (done !== 'done') return end(done);
  if (!preparing.includes(act.kind)) {
    const after = await tx.filedDemand.update({
      where: { demandId: demand },
      data: { revision: { increment: 1 } },
    });
    await recordAct(tx, {
      campaignId: filed.campaignId,
      personId,
      role: appointment.role,
      appointmentId: appointment.id,
      act: act.kind,
      subject: `demand:${demand}`,
      before: decisionOf(filed),
      after: { ...decisionOf(after), ...(act.kind === 'sendBack' && { dueAt: act.dueAt.toISOString() }) },
      at: order.at,
    });
  }
  return end('done');
}

function change(at: At, act: DeskAct): Promise<End> {
  switch (act.kind) {
    case 'choose':
      return choose(at, act);
    case 'unchoose':
      return unchoose(at, act.correction);
    case 'sendBack':
      return sendBack(at, act.dueAt);
    case 'accept':
      return accept(at);
    case 'swap':
      return swap(at, act);
    case 'reopen':
      return reopen(at);
    case 'brief':
      return setFields(at, { brief: act.text });
    case 'recommend':
      return recommend(at, act.recommendation);
    case 'recommendReason':
      return setFields(at, { recommendationReason: act.text });
    case 'rank':
      return rank(at, act.by);
  }
}

async function choose(
  { tx, filed, appointment, appointments }: At,
  { question, of, reason, words }: Extract<DeskAct, { kind: 'choose' }>,
): Promise<End> {
  if (!isUndecided(filed) || (of !== 0 && of !== filed.demandId)) return 'notNow';
  const key = { submissionId: filed.submissionId, demandId: of, questionId: question, state: 'chosen' };
  // What another reviewer picked stays theirs.
  await tx.correction.deleteMany({ where: { ...key, ...ownOf(appointments) } });
  await tx.correction.create({
    data: { ...key, reason, words: words ?? null, appointmentId: appointment.id, atDemand: filed.demandId },
  });
  return 'done';
}

function ownOf(appointments: readonly Appointment[]): Prisma.CorrectionWhereInput {
  return { appointmentId: { in: appointments.map(({ id }) => id) } };
}

async function unchoose({ tx, filed, appointments }: At, id: number): Promise<End> {
  await tx.correction.deleteMany({
    where: { id, atDemand: filed.demandId, state: 'chosen', ...ownOf(appointments) },
  });
  return 'done';
}

/** Unlocks exactly the answers that this reviewer has chosen for the contact, and tells them. */
async function sendBack({ tx, botId, order, filed, appointments }: At, dueAt: Date): Promise<End> {
  if (!isUndecided(filed)) return 'notNow';
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${filed.submissionId}::int FOR UPDATE`;
  const submission = await tx.submission.findUniqueOrThrow({
    where: { id: filed.submissionId },
    include: { answers: true, person: { include: { identities: true } } },
  });
  const chosen = await tx.correction.findMany({
    where: { atDemand: filed.demandId, state: 'chosen', ...ownOf(appointments) },
  });
  if (chosen.length === 0 || submission.state === 'draft') return 'notNow';
  const answerOf = new Map(
    submission.answers.map((answer) => [
      keyText({ demand: answer.demandId, question: answer.questionId }),
      answer,
    ]),
  );
  for (const { id, demandId, questionId } of chosen) {
    const before = answerOf.get(keyText({ demand: demandId, question: questionId }))?.value ?? null;
    await tx.correction.update({
      where: { id },
      data: { state: 'open', sentAt: order.at, dueAt, before: before ?? PrismaValues.DbNull },
    });
  }
  const keys = chosen.map(({ demandId, questionId }) => keyText({ demand: demandId, question: questionId }));
  await tx.submission.update({
    where: { id: submission.id },
    data: {
      state: 'correcting',
      revision: { increment: 1 },
      unlocked: unlockedWith(submission.unlocked, submission.revision + 1, dueAt, keys),
      cursor: null,
      // In a round that is under way a text over its limit may be kept already.
      ...(submission.state !== 'correcting' && { parked: PrismaValues.DbNull }),
      ...(chosen.some(({ demandId }) => demandId === 0) && { unitAcceptedAt: null }),
    },
  });
  await tx.filedDemand.update({ where: { demandId: filed.demandId }, data: { state: 'sentBack' } });
  if (submission.person.identities.length > 0)
    await tx.delivery.create({
      data: {
        botId,
        personId: submission.personId,
        kind: 'sent-back',
        content: { submission: submission.id },
        priority: 50,
      },
    });
  return 'done';
}

/** A round that is under way goes on: what was answered in it stays, and nothing is due earlier than was said. */
function unlockedWith(
  earlier: Prisma.JsonValue,
  revision: number,
  dueAt: Date,
  keys: readonly string[],
): Prisma.InputJsonObject {
  const round = earlier as unknown as Unlocked | null;
  const due = dueAt.toISOString();
  return {
    revision: round?.revision ?? revision,
    dueAt: round && round.dueAt > due ? round.dueAt : due,
    keys: [...new Set([...(round?.keys ?? []), ...keys])],
  } satisfies Unlocked;
}

async function reopen({ tx, filed }: At): Promise<End> {
  if (filed.state !== 'accepted') return 'notNow';
  await unrank(tx, filed);
  return 'done';
}

async function setFields({ tx, filed }: At, data: Prisma.FiledDemandUpdateInput): Promise<End> {
  if (filed.state === 'withdrawn') return 'notNow';
  await tx.filedDemand.update({ where: { demandId: filed.demandId }, data });
  return 'done';
}

function recommend(at: At, recommendation: Recommendation): Promise<End> {
  return setFields(at, {
    recommendation,
    ...(recommendation === 'none' && { recommendationReason: null }),
  });
}

async function rank({ tx, filed }: At, by: -1 | 1): Promise<End> {
  if (filed.state !== 'accepted' || filed.rank === null) return 'notNow';
  const other = await tx.filedDemand.findFirst({
    where: { ...neighbours(filed), rank: by < 0 ? { lt: filed.rank } : { gt: filed.rank } },
    orderBy: { rank: by < 0 ? 'desc' : 'asc' },
  });
  if (!other || other.rank === null) return 'notNow';
  await tx.filedDemand.update({ where: { demandId: other.demandId }, data: { rank: filed.rank } });
  await tx.filedDemand.update({ where: { demandId: filed.demandId }, data: { rank: other.rank } });
  return 'done';
}
