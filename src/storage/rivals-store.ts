import type { Rival, TransferAct } from '../desk/ports.js';
import { type Appointment, actingAs } from '../people/appointment.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { Prisma as PrismaValues } from './prisma/client.js';
import { within } from './scope.js';
import {
  type At,
  type End,
  type Filed,
  leaveRanking,
  record,
  routeOf,
  type Tx,
  tellContact,
  wholeForm,
} from './transfer-act.js';

/* Two forms for one credit code, of two people or from paper. Typing a code proves nothing, so the desk settles it. */

type Reader = PrismaClient | Tx;

const withForm = {
  demand: {
    select: {
      submission: { select: { personId: true, enteredBy: true, revision: true, submittedAt: true } },
    },
  },
} satisfies Prisma.FiledDemandInclude;

type Row = Prisma.FiledDemandGetPayload<{ include: typeof withForm }>;

/** The demands of the other people's forms for the code of a demand, by their forms, settled ones left out. */
export async function openRivals(prisma: Reader, demand: number): Promise<(readonly [Row, ...Row[]])[]> {
  const own = await prisma.filedDemand.findUnique({ where: { demandId: demand }, include: withForm });
  if (!own || own.creditCode === null || own.state === 'withdrawn') return [];
  const { campaignId, formId, creditCode, submissionId } = own;
  const { personId, enteredBy } = own.demand.submission;
  const rows = await prisma.filedDemand.findMany({
    where: {
      campaignId,
      formId,
      creditCode,
      state: { not: 'withdrawn' },
      submissionId: { not: submissionId },
      // One contact may file twice for a unit; what was entered from paper is each time another's.
      ...(enteredBy === null && {
        demand: { submission: { OR: [{ personId: { not: personId } }, { enteredBy: { not: null } }] } },
      }),
    },
    orderBy: { demandId: 'asc' },
    include: withForm,
  });
  if (rows.length === 0) return [];
  const forms = new Map<number, [Row, ...Row[]]>();
  for (const row of rows) {
    const known = forms.get(row.submissionId);
    if (known) known.push(row);
    else forms.set(row.submissionId, [row]);
  }
  const settled = await prisma.auditAct.findMany({
    where: {
      campaignId,
      act: 'keepBoth',
      subject: { in: Array.from(forms.keys(), (other) => pairSubject(submissionId, other)) },
    },
    select: { subject: true },
  });
  const subjects = new Set(settled.map(({ subject }) => subject));
  return Array.from(forms)
    .filter(([other]) => !subjects.has(pairSubject(submissionId, other)))
    .map(([, demands]) => demands);
}

/** That both are kept is written in the chain of acts alone, which is never deleted. */
function pairSubject(a: number, b: number): string {
  return `forms:${Math.min(a, b)}+${Math.max(a, b)}`;
}

export async function rivalsOf(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  demand: number,
): Promise<readonly Rival[] | undefined> {
  const own = await prisma.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments), { state: { not: 'withdrawn' } }] },
  });
  if (!own || !actingAs(appointments, 'transfer', routeOf(own))) return undefined;
  const [first, ...more] = await prisma.filedDemand.findMany({
    where: { submissionId: own.submissionId, state: { not: 'withdrawn' } },
    include: withForm,
  });
  if (!first) return undefined;
  const others = await openRivals(prisma, demand);
  return [[first, ...more] as const, ...others].map((demands) => rivalFrom(demands, appointments));
}

function rivalFrom(demands: readonly [Row, ...Row[]], appointments: readonly Appointment[]): Rival {
  const [{ submissionId, unit, area, sector, filedAt, demand }] = demands;
  const { revision, submittedAt } = demand.submission;
  const isTheirs = demands.every((one) => actingAs(appointments, 'transfer', routeOf(one)));
  return {
    submission: submissionId,
    revision,
    unit: isTheirs ? unit : undefined,
    area: area ?? undefined,
    sector: sector ?? undefined,
    submittedAt: submittedAt ?? filedAt,
    demands: demands.length,
    names: isTheirs ? demands.map(({ name }) => name) : [],
    isTheirs,
  };
}

export async function keepBoth(at: At, submission: number): Promise<End> {
  const { tx, filed } = at;
  if (!(await wholeForm(at, filed.submissionId))) return 'notWhole';
  const rivals = await openRivals(tx, filed.demandId);
  // Settled already: the second tap of a hurried hand has nothing to add.
  if (!rivals.some(([{ submissionId }]) => submissionId === submission)) return 'done';
  await record(at, pairSubject(filed.submissionId, submission));
  return 'done';
}

/**
 * Takes a form off the desk. It becomes its contact's draft again, with all that was typed: a code typed wrong is
 * put right and submitted anew, and nothing of somebody's work is lost. The receipt stays, as withdrawn.
 */
export async function withdrawFiling(
  at: At,
  { submission: id, submissionRevision, words }: Extract<TransferAct, { kind: 'withdraw' }>,
): Promise<End> {
  const { tx, filed, order } = at;
  const rivals = await openRivals(tx, filed.demandId);
  const isOne = id === filed.submissionId || rivals.some(([{ submissionId }]) => submissionId === id);
  if (rivals.length === 0 || !isOne) return 'notNow';
  const all = await wholeForm(at, id);
  if (!all) return 'notWhole';
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${id}::int FOR UPDATE`;
  const submission = await tx.submission.findUniqueOrThrow({
    where: { id },
    include: { person: { include: { identities: true } } },
  });
  if (submission.revision !== submissionRevision || submission.state === 'draft') return 'changedMeanwhile';
  const { personId, campaignId, formId, enteredBy } = submission;
  const otherDraft = { personId, campaignId, formId, state: 'draft', enteredBy: null };
  if (enteredBy === null && (await tx.submission.count({ where: otherDraft })) > 0) return 'otherDraft';
  for (const one of all) await takeOff(at, one);
  await tx.submission.update({
    where: { id },
    data: {
      // Without anybody who could go on with it, it is no draft; one from paper can be taken over.
      state: enteredBy !== null || submission.person.identities.length > 0 ? 'draft' : 'submitted',
      submittedAt: null,
      unitAcceptedAt: null,
      unlocked: PrismaValues.DbNull,
      parked: PrismaValues.DbNull,
      cursor: null,
      changedAt: order.at,
      revision: { increment: 1 },
    },
  });
  await tx.correction.deleteMany({ where: { submissionId: id, state: 'chosen' } });
  await tx.correction.updateMany({ where: { submissionId: id, state: 'open' }, data: { state: 'closed' } });
  await tx.receipt.updateMany({
    where: { submissionId: id, withdrawnAt: null },
    data: { withdrawnAt: order.at },
  });
  await tellContact(at, id, 'filing-withdrawn', { submission: id, words });
  await record(at, `submission:${id}`, {
    before: { demands: all.map(({ demandId, state }) => ({ demand: demandId, state })) },
    after: { state: 'withdrawn', words },
  });
  return 'done';
}

async function takeOff({ tx }: At, demand: Filed): Promise<void> {
  await leaveRanking(tx, demand);
  await tx.filedDemand.update({
    where: { demandId: demand.demandId },
    data: { state: 'withdrawn', rank: null, decidedAt: null, revision: { increment: 1 } },
  });
}
