import type {
  CampaignChange,
  CampaignOrder,
  CampaignOutcome,
  CampaignsStore,
  RunCampaign,
  Runner,
} from '../campaigns/ports.js';
import { type CampaignEdit, isInRules, laidOver, withEdit } from '../survey/campaign-edits.js';
import { campaignStateOf, movesFrom } from '../survey/campaign-state.js';
import { deadlineInstant } from '../survey/deadline.js';
import type { CampaignDefinition, Deadline } from '../survey/definition.js';
import { checkDefinition } from '../survey/definition-check/check-definition.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { isAreaUsed } from './area-use.js';
import { recordAct } from './audit-chain.js';
import { asJson, editsOf, enterForm } from './campaign-store.js';
import { languageOf } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { actor, type RunsAs, runs, runsAs } from './running.js';

type Tx = Prisma.TransactionClient;
type Row = Prisma.CampaignGetPayload<object>;
type End = CampaignOutcome['kind'];

/** What running campaigns needs of the database. */
export function campaignsStore(prisma: PrismaClient, botId: number): CampaignsStore {
  return {
    language: (identity) => languageOf(prisma, identity),
    campaigns: (by) => campaignsOf(prisma, by),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    change: (order) => applyOnce(prisma, botId, order.updateId, (tx) => change(tx, order)),
  };
}

async function campaignsOf(prisma: PrismaClient, by: Runner): Promise<RunCampaign[]> {
  const own = await runs(prisma, by, new Date());
  const rows = await prisma.campaign.findMany({
    where: { ...(own && { id: { in: [...own] } }) },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    include: { _count: { select: { extensions: { where: { withdrawnAt: null } } } } },
  });
  const forms = await prisma.submission.groupBy({
    by: ['campaignId', 'state'],
    where: { campaignId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  return rows.map((row) => {
    const count = (isDraft: boolean): number =>
      forms
        .filter(({ campaignId, state }) => campaignId === row.id && (state === 'draft') === isDraft)
        .reduce((sum, { _count }) => sum + _count, 0);
    const { unitDeadline, recommenderDeadline, unitGrace, recommenderGrace } = row;
    return {
      definition: definitionOf(row),
      state: campaignStateOf(row.state),
      ...{ unitDeadline, recommenderDeadline, unitGrace, recommenderGrace },
      drafts: count(true),
      submitted: count(false),
      extended: row._count.extensions,
    };
  });
}

function definitionOf({ definition }: Pick<Row, 'definition'>): CampaignDefinition {
  return definition as unknown as CampaignDefinition;
}

async function change(tx: Tx, order: CampaignOrder): Promise<CampaignOutcome> {
  const { campaignId, by, at, change: wanted } = order;
  const end = (kind: End): CampaignOutcome => ({ room: 'campaigns', kind, change: wanted.kind, campaignId });
  const as = await runsAs(tx, by, campaignId, at);
  if (!as) return end('gone');
  // Two who change one campaign at once: the second finds it as the first has left it.
  await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaignId} FOR UPDATE`;
  const row = await tx.campaign.findUnique({ where: { id: campaignId } });
  if (!row) return end('gone');
  const before = remembered(row, wanted);
  const done = await make(tx, row, as, at, wanted);
  if (done !== 'done') return end(done);
  const changed = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId } });
  await recordAct(tx, {
    campaignId,
    ...(await actor(tx, by, as)),
    act: `campaign-${wanted.kind}`,
    subject: `campaign:${campaignId}`,
    before,
    after: remembered(changed, wanted),
    at,
  });
  return end('done');
}

/** What the chain of acts tells of a change. */
function remembered(row: Row, { kind }: CampaignChange): Prisma.InputJsonObject {
  switch (kind) {
    case 'state':
      return { state: row.state, openedAt: row.openedAt.toISOString(), ...datesOf(row) };
    case 'deadline':
      return datesOf(row);
    case 'grace':
      return { unit: row.unitGrace, recommender: row.recommenderGrace };
    case 'title':
      return asJson({ title: definitionOf(row).title });
    default:
      return asJson({ areas: definitionOf(row).areas.map(({ id, label }) => ({ id, label })) });
  }
}

function datesOf(row: Row): { unit: string; recommender: string } {
  return { unit: row.unitDeadline.toISOString(), recommender: row.recommenderDeadline.toISOString() };
}

async function make(tx: Tx, row: Row, as: RunsAs, at: Date, wanted: CampaignChange): Promise<End> {
  switch (wanted.kind) {
    case 'state':
      return move(tx, row, as, at, wanted);
    case 'deadline':
      return setDeadline(tx, row, wanted);
    case 'grace': {
      const { of, minutes } = wanted;
      const data = of === 'unit' ? { unitGrace: minutes } : { recommenderGrace: minutes };
      await tx.campaign.update({ where: { id: row.id }, data });
      return 'done';
    }
    default:
      return edit(tx, row, wanted);
  }
}

async function move(
  tx: Tx,
  row: Row,
  as: RunsAs,
  at: Date,
  { from, to }: Extract<CampaignChange, { kind: 'state' }>,
): Promise<End> {
  if (row.state !== from) return 'changedMeanwhile';
  const isUntouched = (await tx.submission.count({ where: { campaignId: row.id } })) === 0;
  if (!movesFrom(from, as.role, { isUntouched }).includes(to)) return 'notNow';
  const opened = from === 'draft' ? openedFrom(row, at) : {};
  await tx.campaign.update({ where: { id: row.id }, data: { state: to, ...opened } });
  return 'done';
}

/** Days count from the opening, whenever the campaign was entered; dates that somebody has set stay. */
function openedFrom(row: Row, openedAt: Date): Prisma.CampaignUpdateInput {
  const { deadlines, timeZone } = definitionOf(row);
  const dated = (deadline: Deadline, stored: Date): Date => {
    const isAsEntered = deadlineInstant(deadline, row.openedAt, timeZone).getTime() === stored.getTime();
    return isAsEntered ? deadlineInstant(deadline, openedAt, timeZone) : stored;
  };
  const unitDeadline = dated(deadlines.unit, row.unitDeadline);
  const recommenderDeadline = dated(deadlines.recommender, row.recommenderDeadline);
  // One that was set beside one that counts days: neither is to pass the other.
  return unitDeadline <= recommenderDeadline ? { openedAt, unitDeadline, recommenderDeadline } : { openedAt };
}

async function setDeadline(
  tx: Tx,
  row: Row,
  { of, from, to }: Extract<CampaignChange, { kind: 'deadline' }>,
): Promise<End> {
  const now = of === 'unit' ? row.unitDeadline : row.recommenderDeadline;
  // A button knows it to the second.
  if (Math.floor(now.getTime() / 1000) !== Math.floor(from.getTime() / 1000)) return 'changedMeanwhile';
  const isInOrder = of === 'unit' ? to <= row.recommenderDeadline : to >= row.unitDeadline;
  if (!isInOrder) return 'wrongOrder';
  const data = of === 'unit' ? { unitDeadline: to } : { recommenderDeadline: to };
  await tx.campaign.update({ where: { id: row.id }, data });
  return 'done';
}

/** A form whose choice of areas reads otherwise becomes a new version; drafts stay on theirs. */
async function edit(tx: Tx, row: Row, wanted: CampaignEdit): Promise<End> {
  const definition = definitionOf(row);
  const { areas } = definition;
  if (wanted.kind === 'addArea' || wanted.kind === 'renameArea') {
    const { label } = wanted;
    const names = areas.flatMap((area) => [
      area.id,
      typeof area.label === 'string' ? area.label : area.label['zh-CN'],
    ]);
    if (names.includes(label)) return 'areaKnown';
  }
  if (wanted.kind === 'renameArea' || wanted.kind === 'removeArea')
    if (!areas.some(({ id }) => id === wanted.area)) return 'gone';
  if (wanted.kind === 'removeArea' && isInRules(definition, wanted.area)) return 'areaUsed';
  if (wanted.kind === 'removeArea' && (await isAreaUsed(tx, row.id, definition, wanted.area)))
    return 'areaUsed';
  const edited = laidOver(definition, withEdit({}, wanted));
  // Whatever else of the definition names the area would be left hanging.
  if (checkDefinition(edited).kind !== 'sound') return 'areaUsed';
  const edits = asJson(withEdit(editsOf(row.edits), wanted));
  await tx.campaign.update({ where: { id: row.id }, data: { edits, definition: asJson(edited) } });
  for (const form of edited.forms) await enterForm(tx, row.id, form);
  return 'done';
}
