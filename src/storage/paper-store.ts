import type { BeginPaper, Outcome, PaperForm, PaperPage, PaperStore } from '../intake/ports.js';
import { type Appointment, actingAs, may } from '../people/appointment.js';
import { coversUnit } from '../people/coverage.js';
import { answersFrom } from '../survey/answers.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { filedDemands } from '../survey/filing.js';
import { sectorAreas } from '../survey/sector-areas.js';
import { applyOnce } from './apply-once.js';
import { personsAppointments, staffOf } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { questionnaires } from './campaign-store.js';
import { coverageOf } from './coverage-store.js';
import { lockDemands } from './filing-store.js';
import { isOpenToItsPerson } from './in-force.js';
import { answerRow } from './own-store.js';
import { passOn } from './passing-on.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* The forms that staff enter from paper: theirs, and those that nobody holds any more. */

type Tx = Prisma.TransactionClient;
type Reader = PrismaClient | Tx;

const parts = {
  answers: true,
  demands: { orderBy: [{ rank: 'asc' }, { id: 'asc' }], include: { filed: true } },
  receipts: { where: { withdrawnAt: null }, orderBy: { version: 'desc' }, take: 1 },
} satisfies Prisma.SubmissionInclude;

type Row = Prisma.SubmissionGetPayload<{ include: typeof parts }>;

export function paperStore(prisma: PrismaClient, botId: number): PaperStore {
  const versions = questionnaires(prisma);
  const formOf: FormOf = async (id) => (await versions.byId(id)).form;
  return {
    holders: async (identity) => enteringFrom((await staffOf(prisma, identity, new Date())).appointments),
    own: (personId, page) => ownPaper(prisma, formOf, personId, page),
    left: async (personId, { from, size }) => {
      const all = await leftPaper(prisma, formOf, personId);
      return { forms: all.slice(from, from + size), total: all.length };
    },
    expected: (personId, definition) => expectedUnits(prisma, personId, definition),
    begin: (act) => applyOnce<Outcome>(prisma, botId, act.updateId, (tx) => begin(tx, act)),
    takeOver: (act) => applyOnce<Outcome>(prisma, botId, act.updateId, (tx) => takeOver(tx, formOf, act)),
  };
}

type FormOf = (formVersionId: number) => Promise<Parameters<typeof filedDemands>[0]>;

function enteringFrom(appointments: readonly Appointment[]): Appointment[] {
  return appointments.filter(({ role }) => may(role, 'enterPaper'));
}

async function holdersOf(reader: Reader, personId: number): Promise<Appointment[]> {
  return enteringFrom(await personsAppointments(reader, personId, new Date()));
}

async function lineOf(formOf: FormOf, row: Row): Promise<PaperForm> {
  const { roles } = (await formOf(row.formVersionId)).definition;
  const name = row.answers.find(
    ({ demandId, questionId }) => demandId === 0 && questionId === roles.unitName,
  );
  return {
    id: row.id,
    formVersionId: row.formVersionId,
    state: row.state as PaperForm['state'],
    unit: typeof name?.value === 'string' ? name.value : undefined,
    receipt: row.receipts[0]?.number,
  };
}

async function ownPaper(
  prisma: PrismaClient,
  formOf: FormOf,
  personId: number,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<PaperPage> {
  const held = (await holdersOf(prisma, personId)).map(({ id }) => id);
  const where = { personId, enteredBy: { in: held } };
  const [rows, total] = await Promise.all([
    prisma.submission.findMany({
      where,
      orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
      skip: from,
      take: size,
      include: parts,
    }),
    prisma.submission.count({ where }),
  ]);
  return { forms: await Promise.all(rows.map((row) => lineOf(formOf, row))), total };
}

/** What was entered in appointments that hold no more, and what these appointments cover of it. */
async function leftPaper(prisma: PrismaClient, formOf: FormOf, personId: number): Promise<PaperForm[]> {
  const holders = await holdersOf(prisma, personId);
  if (holders.length === 0) return [];
  const entered = await prisma.submission.findMany({
    where: { campaignId: { in: holders.map(({ campaignId }) => campaignId) }, enteredBy: { not: null } },
    distinct: ['enteredBy', 'personId'],
    select: { enteredBy: true, personId: true },
  });
  const gone: number[] = [];
  for (const one of entered)
    if (one.enteredBy !== null && !(await isOpenToItsPerson(prisma, one))) gone.push(one.enteredBy);
  const rows = await prisma.submission.findMany({
    where: { enteredBy: { in: gone } },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    include: parts,
  });
  const left: PaperForm[] = [];
  for (const row of rows)
    if (await successorOf(prisma, formOf, holders, row)) left.push(await lineOf(formOf, row));
  return left;
}

/**
 * The appointment in which a form that nobody holds may be taken over: one that covers its demands, as they were filed
 * or as they read so far; where they do not say their area yet, one that covers all that the former appointment did.
 */
async function successorOf(
  reader: Reader,
  formOf: FormOf,
  holders: readonly Appointment[],
  row: Row,
): Promise<Appointment | undefined> {
  const { campaignId, enteredBy } = row;
  const form = await formOf(row.formVersionId);
  const given = answersFrom(
    row.demands.map(({ id }) => id),
    row.answers.map(answerRow),
  );
  const places = filedDemands(form, given).map((filing) => {
    const filed = row.demands.find(({ id }) => id === filing.demand)?.filed;
    return filed
      ? {
          area: filed.area ?? undefined,
          sector: filed.sector ?? undefined,
          category: filed.category ?? undefined,
        }
      : filing;
  });
  const acting = places.map((place) => actingAs(holders, 'enterPaper', { campaignId, ...place }));
  if (places.every(({ area }) => area !== undefined))
    return acting.every((one) => one !== undefined) ? acting[0] : undefined;
  const former = await reader.scope.findMany({ where: { appointmentId: enteredBy ?? 0 } });
  return holders.find(
    (one) =>
      one.campaignId === campaignId &&
      (one.role === 'planner' ||
        (former.length > 0 &&
          former.every(({ kind, value }) =>
            one.scopes.some((scope) => scope.kind === kind && scope.value === value),
          ))),
  );
}

/** Units of the roster for which nobody has begun a form. */
async function expectedUnits(
  prisma: PrismaClient,
  personId: number,
  definition: CampaignDefinition,
): ReturnType<PaperStore['expected']> {
  const { units } = await coverageOf(prisma, await holdersOf(prisma, personId), definition);
  const ids = units.filter(({ state }) => state === 'notStarted').map(({ id }) => id);
  return prisma.rosterUnit.findMany({
    where: { id: { in: ids } },
    orderBy: [{ area: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, creditCode: true, area: true, sector: true },
  });
}

async function begin(tx: Tx, act: BeginPaper): Promise<Outcome> {
  const { personId, campaignId, formId, at } = act;
  // Two taps at once: the second waits, and finds what the first began.
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::int FOR UPDATE`;
  const holders = (await holdersOf(tx, personId)).filter((one) => one.campaignId === campaignId);
  const appointment = await appointmentFor(tx, holders, act);
  if (!appointment) return { kind: 'declined', reason: 'notYours' };
  const known = await untouched(tx, act, appointment.id);
  const { id } =
    known ??
    (await tx.submission.create({
      data: {
        personId,
        campaignId,
        formId,
        formVersionId: act.formVersionId,
        enteredBy: appointment.id,
        state: 'draft',
        startedAt: at,
        changedAt: at,
        ...(act.withDemand && { demands: { create: { rank: 1, createdAt: at } } }),
        answers: {
          create: act.known.map(({ question, value, note }) => ({
            demandId: 0,
            questionId: question,
            value,
            note: note ?? null,
            revision: 0,
            answeredAt: at,
            messageIds: [],
            pieceLengths: [],
          })),
        },
      },
    }));
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: id } });
  return { kind: 'begun', resumed: known !== undefined };
}

/** For a unit of the roster the one whose business it is; without one a district goes before the planning office. */
async function appointmentFor(
  tx: Tx,
  holders: readonly Appointment[],
  { unit: id, campaignId }: BeginPaper,
): Promise<Appointment | undefined> {
  const inOrder = [
    ...holders.filter(({ role }) => role !== 'planner'),
    ...holders.filter(({ role }) => role === 'planner'),
  ];
  if (id === undefined) return inOrder[0];
  const unit = await tx.rosterUnit.findFirst({ where: { id, campaignId, removedAt: null } });
  const { definition } = await tx.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { definition: true },
  });
  const departments = sectorAreas(definition as unknown as CampaignDefinition);
  return unit ? inOrder.find((one) => coversUnit(one, unit, departments)) : undefined;
}

/** The same form for the same unit, begun and left as it was. */
async function untouched(
  tx: Tx,
  { personId, campaignId, formId, known }: BeginPaper,
  enteredBy: number,
): Promise<{ id: number } | undefined> {
  const drafts = await tx.submission.findMany({
    where: { personId, campaignId, formId, enteredBy, state: 'draft', revision: 0 },
    include: { answers: true },
  });
  return drafts.find(
    ({ answers }) =>
      answers.length === known.length &&
      known.every(({ question, value }) =>
        answers.some((answer) => answer.questionId === question && answer.value === value),
      ),
  );
}

async function takeOver(
  tx: Tx,
  formOf: FormOf,
  { personId, submission: id, at }: Parameters<PaperStore['takeOver']>[0],
): Promise<Outcome> {
  const gone: Outcome = { kind: 'declined', reason: 'notYours' };
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::int FOR UPDATE`;
  await lockDemands(tx, id);
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${id}::int FOR UPDATE`;
  const row = await tx.submission.findFirst({ where: { id, enteredBy: { not: null } }, include: parts });
  if (!row || (await isOpenToItsPerson(tx, row))) return gone;
  const appointment = await successorOf(tx, formOf, await holdersOf(tx, personId), row);
  if (!appointment) return gone;
  await passOn(tx, id, row.personId, { personId, enteredBy: appointment.id });
  await recordAct(tx, {
    campaignId: row.campaignId,
    personId,
    role: appointment.role,
    appointmentId: appointment.id,
    act: 'takeOverPaper',
    subject: `submission:${id}`,
    before: { person: row.personId, appointment: row.enteredBy },
    after: { person: personId, appointment: appointment.id },
    at,
  });
  return { kind: 'begun', resumed: true };
}
