import { createHash } from 'node:crypto';
import type { Appointment } from '../people/appointment.js';
import { actingAs, coversArea, may } from '../people/appointment.js';
import type {
  Counts,
  Owner,
  Report,
  ReportedRow,
  ReportNotice,
  ReportOrder,
  SummaryOutcome,
  SummaryStore,
} from '../summaries/ports.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { FiledState } from '../survey/filing.js';
import { recommendations, type SheetDemand } from '../survey/sheet-demand.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { staffOf, staffPort } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { questionnaires } from './campaign-store.js';
import { takesActs } from './campaign-takes.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { contentOf, filedStateOf } from './receipt-content.js';
import { recordExport } from './record-export.js';
import { within } from './scope.js';

type Tx = Prisma.TransactionClient;

/** What summaries need of the database; every count and every row within the appointments of who asks. */
export function summaryStore(prisma: PrismaClient, botId: number): SummaryStore {
  const versions = questionnaires(prisma);
  return {
    ...staffPort(prisma),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    form: async (formVersionId) => (await versions.byId(formVersionId)).form,
    campaigns: async (ids) => {
      const rows = await prisma.campaign.findMany({
        where: { id: { in: [...ids] } },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ definition, unitDeadline, recommenderDeadline }) => ({
        definition: definition as unknown as CampaignDefinition,
        unitDeadline,
        recommenderDeadline,
      }));
    },
    areas: async (appointments, campaignId) => {
      const rows = await prisma.filedDemand.findMany({
        where: { AND: [within(appointments), { campaignId, area: { not: null } }] },
        distinct: ['area'],
        orderBy: { area: 'asc' },
        select: { area: true },
      });
      return rows.flatMap(({ area }) => area ?? []);
    },
    counts: (appointments, campaignId, owner, since) =>
      countsOf(prisma, appointments, campaignId, owner, since),
    listed: async (appointments, of, page) => {
      const rows = await prisma.filedDemand.findMany({
        where: {
          AND: [
            within(appointments),
            { campaignId: of.campaignId, formId: of.formId, state: { in: [...of.states] } },
            ownedBy(of.owner),
            ...(page ? [{ demandId: { gt: page.after } }] : []),
          ],
        },
        orderBy: page ? { demandId: 'asc' } : [{ rank: 'asc' }, { filedAt: 'asc' }, { demandId: 'asc' }],
        ...(page && { take: page.size }),
        include: withReceipt,
      });
      return rows.flatMap((row) => listedFrom(row) ?? []);
    },
    count: (appointments, { campaignId, formId, owner }) =>
      prisma.filedDemand.count({
        where: { AND: [within(appointments), { campaignId, formId }, ownedBy(owner)] },
      }),
    one: async (appointments, demandId) => {
      const row = await prisma.filedDemand.findFirst({
        where: { AND: [within(appointments), { demandId }] },
        include: withReceipt,
      });
      const listed = row && listedFrom(row);
      if (!listed) return undefined;
      const { campaignId, formId, submissionId } = row;
      const covered = await prisma.filedDemand.findMany({
        where: { AND: [within(appointments), { submissionId }] },
        select: { demandId: true },
      });
      return { ...listed, campaignId, formId, covered: covered.map((one) => one.demandId) };
    },
    reports: (campaignId, sheetId, formId, areas) => lastReports(prisma, campaignId, sheetId, formId, areas),
    report: (order) => applyOnce(prisma, botId, order.updateId, (tx) => report(tx, botId, order)),
    recordExport: async (appointments, identity, { campaignId, ...act }) => {
      const appointment = appointments.find((one) => one.campaignId === campaignId);
      if (appointment) await recordExport(prisma, { campaignId, appointment }, identity, act);
    },
  };
}

const withReceipt = {
  demand: {
    select: {
      submission: {
        select: {
          receipts: {
            where: { withdrawnAt: null },
            orderBy: [{ sequence: 'desc' }, { version: 'desc' }],
            take: 1,
          },
        },
      },
    },
  },
} satisfies Prisma.FiledDemandInclude;

type Row = Prisma.FiledDemandGetPayload<{ include: typeof withReceipt }>;

function listedFrom(row: Row): SheetDemand | undefined {
  const [receipt] = row.demand.submission.receipts;
  if (!receipt) return undefined;
  const { formVersionId, demands, answers } = contentOf(receipt.content);
  return {
    demand: row.demandId,
    revision: row.revision,
    formVersionId,
    state: filedStateOf(row),
    area: row.area ?? undefined,
    demands,
    answers,
    receipt: { number: receipt.number, version: receipt.version, submittedAt: receipt.submittedAt },
    brief: row.brief ?? undefined,
    recommendation: recommendations.find((one) => one === row.recommendation),
    rank: row.rank ?? undefined,
  };
}

function ownedBy({ area, unit }: Owner): Prisma.FiledDemandWhereInput {
  return { ...(area !== undefined && { area }), ...(unit !== undefined && { unit }) };
}

async function countsOf(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  campaignId: string,
  owner: Owner,
  since: Date,
): Promise<Counts> {
  const where: Prisma.FiledDemandWhereInput = {
    AND: [within(appointments), { campaignId }, ownedBy(owner)],
  };
  const there: Prisma.FiledDemandWhereInput = { AND: [where, { state: { not: 'withdrawn' } }] };
  const areas = areasOf(appointments, campaignId, owner);
  const [byArea, byField, byCategory, today, units, expected] = await Promise.all([
    prisma.filedDemand.groupBy({ by: ['area', 'state'], where, _count: true }),
    prisma.filedDemand.groupBy({ by: ['field'], where: there, _count: true }),
    prisma.filedDemand.groupBy({ by: ['category'], where: there, _count: true }),
    prisma.filedDemand.count({ where: { AND: [there, { filedAt: { gte: since } }] } }),
    prisma.filedDemand.groupBy({ by: ['submissionId'], where: there }),
    prisma.rosterUnit.count({
      where: { campaignId, removedAt: null, ...(areas && { area: { in: areas } }) },
    }),
  ]);
  const states = new Map<string, Map<FiledState, number>>();
  for (const row of byArea) {
    const area = states.get(row.area ?? '') ?? new Map<FiledState, number>();
    states.set(row.area ?? '', area.set(filedStateOf({ state: row.state, demandId: 0 }), row._count));
  }
  return {
    byArea: states,
    byField: new Map(byField.map((row) => [row.field ?? '', row._count])),
    byCategory: new Map(byCategory.map((row) => [row.category ?? '', row._count])),
    today,
    units: units.length,
    expected,
  };
}

/** The areas that are asked about; undefined for all of the campaign. */
function areasOf(
  appointments: readonly Appointment[],
  campaignId: string,
  { area }: Owner,
): string[] | undefined {
  if (area !== undefined) return [area];
  const own = appointments.filter((one) => one.campaignId === campaignId);
  if (own.some(({ role }) => role === 'planner')) return undefined;
  return own.flatMap(({ scopes }) => scopes.flatMap(({ kind, value }) => (kind === 'area' ? [value] : [])));
}

interface ReportContent {
  readonly title: string;
  readonly rows: readonly ReportedRow[];
  readonly basis: string;
}

/** Written by `report` alone. */
function reportContent(json: Prisma.JsonValue): ReportContent {
  return json as unknown as ReportContent;
}

async function lastReports(
  prisma: PrismaClient | Tx,
  campaignId: string,
  sheetId: string,
  formId: string,
  areas: readonly string[],
): Promise<Map<string, Report & { isStale: boolean }>> {
  const last = await prisma.sheetReport.groupBy({
    by: ['owner'],
    where: { campaignId, sheetId, owner: { in: [...areas] } },
    _max: { number: true },
  });
  const reports = new Map<string, Report & { isStale: boolean }>();
  for (const { owner, _max } of last) {
    const row = await prisma.sheetReport.findUniqueOrThrow({
      where: {
        campaignId_sheetId_owner_number: { campaignId, sheetId, owner, number: _max.number ?? 0 },
      },
    });
    const { title, rows, basis } = reportContent(row.content);
    const isStale = (await basisNow(prisma, campaignId, formId, owner)) !== basis;
    const { number, reportedAt } = row;
    reports.set(owner, { number, reportedAt, title, rows, basis, isStale });
  }
  return reports;
}

/** What a report of the area would be made from now, as the summaries' basisOf says it. */
async function basisNow(
  prisma: PrismaClient | Tx,
  campaignId: string,
  formId: string,
  area: string,
): Promise<string> {
  const rows = await prisma.filedDemand.findMany({
    where: { campaignId, formId, area, state: 'accepted' },
    orderBy: { demandId: 'asc' },
    select: { demandId: true, revision: true, rank: true },
  });
  return rows.map(({ demandId, revision, rank }) => `${demandId}.${revision}.${rank ?? 0}`).join(' ');
}

async function report(tx: Tx, botId: number, order: ReportOrder): Promise<SummaryOutcome> {
  const { campaignId, sheetId, formId, area, basis, identity, at } = order;
  const { personId, appointments } = await staffOf(tx, identity, at);
  const appointment = actingAs(
    appointments.filter((one) => may(one.role, 'report') && coversArea(one, area)),
    'report',
    { campaignId, area },
  );
  if (!appointment) return { room: 'summaries', kind: 'gone', area };
  // Two who report the same sheet at once: the second finds the first's number.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`rank:${campaignId}:${formId}:${area}`}))`;
  if (!(await takesActs(tx, campaignId, 'report'))) return { room: 'summaries', kind: 'closed', area };
  if ((await basisNow(tx, campaignId, formId, area)) !== basis)
    return { room: 'summaries', kind: 'changedMeanwhile', area };
  const last = await tx.sheetReport.findFirst({
    where: { campaignId, sheetId, owner: area },
    orderBy: { number: 'desc' },
  });
  if (last && reportContent(last.content).basis === basis)
    return { room: 'summaries', kind: 'unchanged', number: last.number, area };
  const number = (last?.number ?? 0) + 1;
  const rows = order.rows.map(({ demand, cells }) => ({ demand, cells: [...cells] }));
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  const { id } = await tx.sheetReport.create({
    data: {
      campaignId,
      sheetId,
      owner: area,
      number,
      content: { title: appointment.title, rows, basis },
      digest,
      appointmentId: appointment.id,
      reportedAt: at,
    },
  });
  await recordAct(tx, {
    campaignId,
    personId,
    role: appointment.role,
    appointmentId: appointment.id,
    act: 'report',
    subject: `sheet:${sheetId}:${area}`,
    ...(last && { before: { number: last.number, digest: last.digest } }),
    after: { number, digest },
    at,
  });
  const told = await tellPlanners(tx, botId, campaignId, id, personId);
  return { room: 'summaries', kind: 'reported', number, area, told };
}

async function tellPlanners(
  tx: Tx,
  botId: number,
  campaignId: string,
  reportId: number,
  except: number,
): Promise<number> {
  const planners = await tx.appointment.findMany({
    where: {
      campaignId,
      role: 'planner',
      withdrawnAt: null,
      personId: { not: except },
      person: { identities: { some: {} } },
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  await tx.delivery.createMany({
    data: planners.map(({ personId }) => ({
      botId,
      personId,
      kind: 'reported',
      content: { report: reportId },
    })),
  });
  return planners.length;
}

/** undefined when the report is not there any more. */
export async function reportNotice(prisma: PrismaClient, id: number): Promise<ReportNotice | undefined> {
  const row = await prisma.sheetReport.findUnique({ where: { id }, include: { campaign: true } });
  if (!row) return undefined;
  const { title, rows } = reportContent(row.content);
  const { timeZone } = row.campaign.definition as unknown as CampaignDefinition;
  return { title, area: row.owner, number: row.number, count: rows.length, at: row.reportedAt, timeZone };
}
