import type { Comparable, Correction, DemandFile, DemandLine, DeskStore } from '../desk/ports.js';
import { type Appointment, covers } from '../people/appointment.js';
import type { AnswerValue } from '../survey/answers.js';
import { correctionReasons } from '../survey/corrections.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { recommendations } from '../survey/sheet-demand.js';
import { fullSheet } from './accepting.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { staffPort } from './appointment-store.js';
import { questionnaires } from './campaign-store.js';
import { performAtDesk } from './desk-act.js';
import { isOpenToItsPerson } from './in-force.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { neighbours } from './ranking.js';
import { contentOf, filedStateOf } from './receipt-content.js';
import { within } from './scope.js';

type Filed = Prisma.FiledDemandGetPayload<object>;
type CorrectionRow = Prisma.CorrectionGetPayload<object>;

/** What the desk needs of the database. Whatever a button names is looked up within the appointments of who tapped it. */
export function deskStore(prisma: PrismaClient, botId: number): DeskStore {
  const versions = questionnaires(prisma);
  return {
    ...staffPort(prisma),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    form: async (formVersionId) => (await versions.byId(formVersionId)).form,
    campaign: async (id) => {
      const row = await prisma.campaign.findUnique({ where: { id } });
      if (!row) return undefined;
      return {
        definition: row.definition as unknown as CampaignDefinition,
        unitDeadline: row.unitDeadline,
        recommenderDeadline: row.recommenderDeadline,
      };
    },
    list: async (appointments, { states, search }, { from, size }) => {
      const where: Prisma.FiledDemandWhereInput = {
        AND: [
          within(appointments),
          { state: { in: [...states] } },
          ...(search === undefined
            ? []
            : [{ OR: [{ name: { contains: literal(search) } }, { unit: { contains: literal(search) } }] }]),
        ],
      };
      const [rows, total] = await Promise.all([
        prisma.filedDemand.findMany({
          where,
          orderBy: [{ filedAt: 'asc' }, { demandId: 'asc' }],
          skip: from,
          take: size,
          include: { reads: true },
        }),
        prisma.filedDemand.count({ where }),
      ]);
      const own = new Set(appointments.map(({ id }) => id));
      return { lines: rows.map((row) => lineFrom(row, own)), total };
    },
    file: (appointments, demand) => readFile(prisma, appointments, demand),
    markRead: async (appointmentId, demandId, readAt) => {
      await prisma.demandRead.upsert({
        where: { demandId_appointmentId: { demandId, appointmentId } },
        create: { demandId, appointmentId, readAt },
        update: { readAt },
      });
    },
    fullSheet: (appointments, demand, page) => fullSheet(prisma, appointments, demand, page),
    comparable: (appointments, of) => comparable(prisma, appointments, of),
    perform: (order) => applyOnce(prisma, botId, order.updateId, (tx) => performAtDesk(tx, botId, order)),
  };
}

/** A search finds what was typed: the marks of a pattern mean themselves. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** So many are compared in some hundredths of a second. */
const mostCompared = 2_000;

interface ComparableRow {
  readonly demand: number;
  readonly name: string;
  readonly unit: string;
  readonly text: string | null;
  readonly area: string | null;
  readonly sector: string | null;
  readonly category: string | null;
}

async function comparable(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  { campaignId, formId, demand }: { campaignId: string; formId: string; demand: number },
): Promise<Comparable> {
  const campaign = await prisma.campaign.findUniqueOrThrow({
    where: { id: campaignId },
    select: { definition: true },
  });
  const { forms } = campaign.definition as unknown as CampaignDefinition;
  const content = forms.find(({ id }) => id === formId)?.roles.content ?? '';
  const rows = await prisma.$queryRaw<ComparableRow[]>`
    SELECT f.demand_id AS demand, f.name, f.unit, f.area, f.sector, f.category, a.value #>> '{}' AS text
    FROM filed_demand f
    LEFT JOIN answer a ON a.submission_id = f.submission_id AND a.demand_id = f.demand_id AND a.question_id = ${content}
    WHERE f.campaign_id = ${campaignId} AND f.form_id = ${formId} AND f.state <> 'withdrawn'
    ORDER BY f.demand_id = ${demand}::int DESC, f.demand_id DESC LIMIT ${mostCompared}::int`;
  const texts = rows.map(({ demand: id, name, unit, text, area, sector, category }) => {
    const routed = {
      campaignId,
      area: area ?? undefined,
      sector: sector ?? undefined,
      category: category ?? undefined,
    };
    const isCovered = appointments.some((one) => covers(one, routed));
    return { demand: id, name, unit, text: text ?? '', isCovered };
  });
  const own = texts.find((one) => one.demand === demand);
  return { own: own ?? { name: '', text: '' }, others: texts.filter((one) => one.demand !== demand) };
}

function lineFrom(
  row: Filed & { reads: readonly { appointmentId: number; readAt: Date }[] },
  own: ReadonlySet<number>,
): DemandLine {
  return {
    demand: row.demandId,
    campaignId: row.campaignId,
    name: row.name,
    unit: row.unit,
    area: row.area ?? undefined,
    sector: row.sector ?? undefined,
    category: row.category ?? undefined,
    state: filedStateOf(row),
    filedAt: row.filedAt,
    // What came back after it was read is new again.
    isRead: row.reads.some(({ appointmentId, readAt }) => own.has(appointmentId) && readAt >= row.filedAt),
  };
}

async function readFile(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  demand: number,
): Promise<DemandFile | undefined> {
  const row = await prisma.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments)] },
    include: {
      reads: { orderBy: { readAt: 'asc' } },
      demand: { include: { submission: { include: submissionParts } } },
    },
  });
  if (!row) return undefined;
  const { submission } = row.demand;
  const [receipt] = submission.receipts;
  if (!receipt) return undefined;
  const content = contentOf(receipt.content);
  const named = await prisma.appointment.findMany({
    where: {
      id: { in: [...row.reads, ...submission.corrections].map(({ appointmentId }) => appointmentId) },
    },
    select: { id: true, title: true, withdrawnAt: true },
  });
  const offices = new Map(named.map((one) => [one.id, one]));
  const own = new Set(appointments.map(({ id }) => id));
  return {
    ...lineFrom(row, own),
    submission: row.submissionId,
    formVersionId: content.formVersionId,
    formId: row.formId,
    revision: row.revision,
    demands: content.demands,
    answers: content.answers,
    receipt: {
      number: receipt.number,
      version: receipt.version,
      submittedAt: receipt.submittedAt,
      receivedLate: content.receivedLate,
    },
    brief: row.brief ?? undefined,
    recommendation: recommendations.find((one) => one === row.recommendation),
    recommendationReason: row.recommendationReason ?? undefined,
    rank: await placeOf(prisma, row),
    isUnitAccepted: submission.unitAcceptedAt !== null,
    corrections: submission.corrections
      .filter(({ demandId }) => demandId === 0 || demandId === demand)
      // What was picked at another demand, or in an office that has ended, is not sent from here.
      .filter(
        ({ state, atDemand, appointmentId }) =>
          state !== 'chosen' || (atDemand === demand && offices.get(appointmentId)?.withdrawnAt === null),
      )
      .map((one) =>
        correctionFrom(one, offices.get(one.appointmentId)?.title ?? '—', own.has(one.appointmentId)),
      ),
    readers: row.reads.map(({ appointmentId, readAt }) => ({
      title: offices.get(appointmentId)?.title ?? '—',
      at: readAt,
    })),
    enteredBy: await titleOf(prisma, submission.enteredBy),
    hasContact: submission.person.identities.length > 0 && (await isOpenToItsPerson(prisma, submission)),
  };
}

/** The office that entered a form from paper. */
async function titleOf(prisma: PrismaClient, appointment: number | null): Promise<string | undefined> {
  if (appointment === null) return undefined;
  return (await prisma.appointment.findUnique({ where: { id: appointment } }))?.title ?? '—';
}

/** The place on the sheet: one that left it when it was filed again leaves a gap in the ranks behind. */
async function placeOf(prisma: PrismaClient, row: Filed): Promise<number | undefined> {
  if (row.rank === null) return undefined;
  return 1 + (await prisma.filedDemand.count({ where: { ...neighbours(row), rank: { lt: row.rank } } }));
}

const submissionParts = {
  receipts: { where: { withdrawnAt: null }, orderBy: [{ sequence: 'desc' }, { version: 'desc' }], take: 1 },
  corrections: { orderBy: { id: 'asc' } },
  person: { select: { identities: { select: { channel: true } } } },
} satisfies Prisma.SubmissionInclude;

function correctionFrom(row: CorrectionRow, by: string, isOwn: boolean): Correction {
  return {
    id: row.id,
    demand: row.demandId,
    question: row.questionId,
    reason: correctionReasons.find((one) => one === row.reason) ?? 'other',
    words: row.words ?? undefined,
    state: row.state as Correction['state'],
    before: (row.before ?? undefined) as AnswerValue | undefined,
    dueAt: row.dueAt ?? undefined,
    by,
    isOwn,
  };
}
