import type {
  ReturnedOrder,
  ReturnedOutcome,
  ReturnedProposal,
  ReturnedStore,
  SheetChange,
} from '../desk/ports.js';
import { type Appointment, actingAs, coversArea, may } from '../people/appointment.js';
import { type Recommendation, recommendations } from '../survey/sheet-demand.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { staffOf } from './appointment-store.js';
import { recordAct } from './audit-chain.js';
import { takesActs } from './campaign-takes.js';
import { decisionOf } from './desk-at.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { lockRanking, neighbours } from './ranking.js';
import { within } from './scope.js';
import { summaryStore } from './summary-store.js';
import { type Filed, routeOf, type Tx } from './transfer-act.js';

/*
 * A sheet that came back from Excel: kept as what it would change, with the revisions that this was worked out from;
 * applied whole or not at all, and undone whole or not at all.
 */

export function returnedStore(prisma: PrismaClient, botId: number): ReturnedStore {
  const sheets = summaryStore(prisma, botId);
  return {
    listed: (appointments, of) => sheets.listed(appointments, { ...of, owner: {} }),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    propose: (order) => applyOnce(prisma, botId, order.updateId, (tx) => propose(tx, order)),
    proposal: async ({ channel, externalId }, id) => {
      const row = await prisma.upload.findFirst({ where: { id, kind: 'sheet' } });
      const own =
        row && (await prisma.identity.findFirst({ where: { channel, externalId, personId: row.personId } }));
      return own ? proposalFrom(row.content) : undefined;
    },
    apply: (order) => applyOnce(prisma, botId, order.updateId, (tx) => apply(tx, order)),
    undo: (order) => applyOnce(prisma, botId, order.updateId, (tx) => undo(tx, order)),
  };
}

/** Written by `propose` alone. */
function proposalFrom(json: Prisma.JsonValue): ReturnedProposal {
  return json as unknown as ReturnedProposal;
}

async function propose(
  tx: Tx,
  { identity, at, proposal }: ReturnedOrder & { readonly proposal: ReturnedProposal },
): Promise<ReturnedOutcome> {
  const { id } = await tx.upload.create({
    data: {
      campaignId: proposal.campaignId,
      kind: 'sheet',
      content: proposal as unknown as Prisma.InputJsonObject,
      personId: await enterPerson(tx, identity),
      at,
    },
  });
  return { room: 'returned', kind: 'proposed', upload: id };
}

interface Was {
  readonly demand: number;
  /** After the change. */
  readonly revision: number;
  readonly brief: string | null;
  readonly recommendation: Recommendation | null;
  readonly recommendationReason: string | null;
  readonly rank: number | null;
}

interface Undo {
  readonly demands: readonly Was[];
  readonly basis: string | null;
}

type Order = ReturnedOrder & { readonly upload: number };
type Row = Prisma.UploadGetPayload<object>;

interface Work {
  readonly tx: Tx;
  readonly order: Order;
  readonly upload: Row;
  readonly personId: number;
  readonly appointments: readonly Appointment[];
  readonly proposal: ReturnedProposal;
}

/** The person's own upload, locked. */
async function begun(tx: Tx, order: Order): Promise<Work | undefined> {
  const { personId, appointments } = await staffOf(tx, order.identity, order.at);
  await tx.$queryRaw`SELECT 1 FROM upload WHERE id = ${order.upload}::int FOR UPDATE`;
  const upload = await tx.upload.findFirst({ where: { id: order.upload, kind: 'sheet', personId } });
  return upload
    ? { tx, order, upload, personId, appointments, proposal: proposalFrom(upload.content) }
    : undefined;
}

async function apply(tx: Tx, order: Order): Promise<ReturnedOutcome> {
  const end = endOf(order);
  const work = await begun(tx, order);
  if (!work) return end('gone');
  const { upload, proposal } = work;
  // The second tap of a hurried hand finds it done.
  if (upload.state === 'applied') return end('applied');
  if (upload.state !== 'proposed') return end('notNow');
  const { changes, basis } = proposal;
  const found = await standing(work, changes, basis);
  if (typeof found === 'string') return end(found);
  const demands: Was[] = [];
  for (const change of changes) {
    const before = found.get(change.demand);
    if (!before) return end('gone');
    const after = await write(work, before, 'returnedSheet', {
      ...(change.brief && { brief: change.brief.after }),
      ...(change.recommendation && { recommendation: change.recommendation.after }),
      ...(change.recommendation?.after === 'none' && { recommendationReason: null }),
      ...(change.rank && { rank: change.rank.after }),
    });
    demands.push(wasOf(before, after.revision));
  }
  const undoing: Undo = { demands, basis: basis === null ? null : await basisOf(work) };
  await tx.upload.update({
    where: { id: upload.id },
    data: { state: 'applied', undo: undoing as unknown as Prisma.InputJsonObject },
  });
  return end('applied');
}

async function undo(tx: Tx, order: Order): Promise<ReturnedOutcome> {
  const end = endOf(order);
  const work = await begun(tx, order);
  if (!work) return end('gone');
  const { upload } = work;
  if (upload.state === 'undone') return end('undone');
  if (upload.state !== 'applied') return end('notNow');
  // Written by `apply` alone.
  const { demands, basis } = upload.undo as unknown as Undo;
  const found = await standing(work, demands, basis);
  if (typeof found === 'string') return end(found);
  for (const { demand, revision: _, ...was } of demands) {
    const before = found.get(demand);
    if (!before) return end('gone');
    await write(work, before, 'undoReturnedSheet', was);
  }
  await tx.upload.update({ where: { id: upload.id }, data: { state: 'undone' } });
  return end('undone');
}

function endOf({ upload }: Order): (kind: ReturnedOutcome['kind']) => ReturnedOutcome {
  return (kind) => ({ room: 'returned', kind, upload });
}

/** The demands, locked, if all of them are within the right of who asks and as they were seen. */
async function standing(
  { tx, appointments, proposal }: Work,
  seen: readonly Pick<SheetChange, 'demand' | 'revision'>[],
  basis: string | null,
): Promise<ReadonlyMap<number, Filed> | 'gone' | 'changedMeanwhile' | 'closed'> {
  const { campaignId, formId, area } = proposal;
  const ids = seen.map(({ demand }) => demand);
  const isRanking = basis !== null && area !== null;
  if (isRanking && !appointments.some((one) => ranks(one, campaignId, area))) return 'gone';
  // The ranking before its rows, and these in the order of their ids, as at the desk.
  if (isRanking) await lockRanking(tx, { campaignId, formId, area, unit: '' });
  await tx.$queryRaw`
    SELECT 1 FROM filed_demand
    WHERE demand_id = ANY(${ids}::int[]) OR (${isRanking} AND campaign_id = ${campaignId}
      AND form_id = ${formId} AND state = 'accepted' AND area = ${area ?? ''})
    ORDER BY demand_id FOR UPDATE`;
  const rows = await tx.filedDemand.findMany({
    where: { AND: [within(appointments), { demandId: { in: ids }, campaignId, formId }] },
  });
  const allowed = rows.every((row) => actingAs(appointments, 'recommend', routeOf(row)));
  if (rows.length < ids.length || !allowed) return 'gone';
  if (!(await takesActs(tx, campaignId, 'recommend'))) return 'closed';
  const found = new Map(rows.map((row) => [row.demandId, row]));
  const isAsSeen = seen.every(({ demand, revision }) => {
    const row = found.get(demand);
    return row?.revision === revision && row.state !== 'withdrawn';
  });
  if (!isAsSeen || (isRanking && (await basisOf({ tx, proposal })) !== basis)) return 'changedMeanwhile';
  return found;
}

function ranks(one: Appointment, campaignId: string, area: string): boolean {
  return one.campaignId === campaignId && may(one.role, 'rank') && coversArea(one, area);
}

/** The accepted ones of the area with their revisions and ranks, as the proposal's basis says them. */
async function basisOf({ tx, proposal }: Pick<Work, 'tx' | 'proposal'>): Promise<string> {
  const { campaignId, formId, area } = proposal;
  const rows = await tx.filedDemand.findMany({
    where: neighbours({ campaignId, formId, area, unit: '' }),
    orderBy: { demandId: 'asc' },
    select: { demandId: true, revision: true, rank: true },
  });
  return rows.map(({ demandId, revision, rank }) => `${demandId}.${revision}.${rank ?? 0}`).join(' ');
}

function wasOf(row: Filed, revision: number): Was {
  const { demandId: demand, brief, recommendationReason, rank } = row;
  const recommendation = recommendations.find((one) => one === row.recommendation) ?? null;
  return { demand, revision, brief, recommendation, recommendationReason, rank };
}

async function write(
  { tx, order, personId, appointments, upload }: Work,
  before: Filed,
  act: string,
  data: Prisma.FiledDemandUpdateInput,
): Promise<Filed> {
  const { demandId, campaignId } = before;
  const appointment = actingAs(appointments, 'recommend', routeOf(before));
  const after = await tx.filedDemand.update({
    where: { demandId },
    data: { ...data, revision: { increment: 1 } },
  });
  await recordAct(tx, {
    campaignId,
    personId,
    role: appointment?.role ?? '',
    appointmentId: appointment?.id,
    act,
    subject: `demand:${demandId}`,
    before: decisionOf(before),
    after: { ...decisionOf(after), upload: upload.id },
    at: order.at,
  });
  return after;
}
