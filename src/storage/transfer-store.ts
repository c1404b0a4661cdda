import type { TransferAct, TransferOrder, TransferOutcome, TransferStore } from '../desk/ports.js';
import { type Act, type Appointment, actingAs } from '../people/appointment.js';
import { answersFrom } from '../survey/answers.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import { prepareForm } from '../survey/form.js';
import { sectorsIn } from '../survey/misfiled.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { staffOf } from './appointment-store.js';
import { questionnaires } from './campaign-store.js';
import { takesActs } from './campaign-takes.js';
import { decisionOf } from './desk-at.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { lockRanking, neighbours } from './ranking.js';
import { contentOf } from './receipt-content.js';
import { keepBoth, openRivals, rivalsOf, withdrawFiling } from './rivals-store.js';
import { within } from './scope.js';
import { lookAtLink, makeLink, offeredForm, takeOver } from './take-over-store.js';
import {
  type At,
  type End,
  leaveRanking,
  record,
  routeOf,
  type Tx,
  tellContact,
  wholeForm,
} from './transfer-act.js';

/*
 * What the desk does with whole forms: hands them to another contact or another area, settles two for one unit. And
 * which demands it holds for the same need.
 */

export function transferStore(prisma: PrismaClient, botId: number): TransferStore {
  const versions = questionnaires(prisma);
  return {
    beside: async (appointments, file) => {
      const [links, rivals] = await Promise.all([
        linksOf(prisma, appointments, file.demand),
        actingAs(appointments, 'transfer', file) ? openRivals(prisma, file.demand) : [],
      ]);
      return { links, rivals: rivals.length };
    },
    rivals: (appointments, demand) => rivalsOf(prisma, appointments, demand),
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    perform: (order) => applyOnce(prisma, botId, order.updateId, (tx) => perform(tx, botId, order)),
    lookAtLink: (act) => applyOnce(prisma, botId, act.updateId, (tx) => lookAtLink(tx, act)),
    takeOver: (act) => applyOnce(prisma, botId, act.updateId, (tx) => takeOver(tx, botId, act)),
    offered: (submission) => offeredForm(prisma, submission, async (id) => (await versions.byId(id)).form),
  };
}

const neededFor: Readonly<Record<TransferAct['kind'], Act>> = {
  makeLink: 'transfer',
  move: 'transfer',
  keepBoth: 'transfer',
  withdraw: 'transfer',
  link: 'review',
  unlink: 'review',
};

/**
 * Locks the forms that an act is about: the rankings that they stand in before their rows, and these in the order of
 * their ids, as at the desk.
 */
async function lockFor(tx: Tx, act: TransferAct, demandId: number): Promise<void> {
  const other = act.kind === 'withdraw' ? act.submission : 0;
  const rows = await tx.filedDemand.findMany({
    where: {
      OR: [{ submissionId: other }, { demand: { submission: { demands: { some: { id: demandId } } } } }],
    },
  });
  const isLeaving = act.kind === 'move' || act.kind === 'withdraw';
  const ranked = isLeaving ? rows.filter(({ state }) => state === 'accepted') : [];
  const places = new Map(ranked.map((row) => [`${row.formId} ${row.area ?? row.unit}`, row]));
  const inOrder = Array.from(places).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [, row] of inOrder) await lockRanking(tx, row);
  const below = await tx.filedDemand.findMany({
    where: { OR: inOrder.map(([, row]) => neighbours(row)) },
    select: { demandId: true },
  });
  const ids = [...rows, ...below].map((row) => row.demandId);
  await tx.$queryRaw`SELECT 1 FROM filed_demand WHERE demand_id = ANY(${ids}::int[]) ORDER BY demand_id FOR UPDATE`;
}

async function perform(tx: Tx, botId: number, order: TransferOrder): Promise<TransferOutcome> {
  const { act, demand } = order;
  const end = (kind: End): TransferOutcome => ({ room: 'transfer', kind, act: act.kind, demand });
  const { personId, appointments } = await staffOf(tx, order.identity, order.at);
  await lockFor(tx, act, demand);
  const filed = await tx.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments)] },
  });
  const appointment = filed && actingAs(appointments, neededFor[act.kind], routeOf(filed));
  if (!filed || !appointment) return end('gone');
  if (!(await takesActs(tx, filed.campaignId, neededFor[act.kind]))) return end('closed');
  if (filed.revision !== order.revision) return end('changedMeanwhile');
  if (filed.state === 'withdrawn') return end('notNow');
  const at: At = { tx, botId, order, filed, personId, appointments, appointment };
  return end(await change(at, act));
}

function change(at: At, act: TransferAct): Promise<End> {
  switch (act.kind) {
    case 'makeLink':
      return makeLink(at, act);
    case 'move':
      return move(at, act);
    case 'keepBoth':
      return keepBoth(at, act.submission);
    case 'withdraw':
      return withdrawFiling(at, act);
    case 'link':
      return link(at, act.other);
    case 'unlink':
      return unlink(at, act.other);
  }
}

/** The whole form goes to another area, where it is looked at anew: what was accepted waits again. */
async function move(at: At, { area, sector }: Extract<TransferAct, { kind: 'move' }>): Promise<End> {
  const { tx, filed, order } = at;
  const { submissionId } = filed;
  const all = await wholeForm(at, submissionId);
  if (!all) return 'notWhole';
  if (filed.area === null || filed.area === area || !(await isPlace(at, area, sector))) return 'notNow';
  for (const one of all) {
    await leaveRanking(tx, one);
    const after = await tx.filedDemand.update({
      where: { demandId: one.demandId },
      data: { area, sector: sector ?? null, revision: { increment: 1 } },
    });
    await record(at, `demand:${one.demandId}`, {
      before: { ...decisionOf(one), area: one.area, sector: one.sector },
      after: { ...decisionOf(after), area, sector: sector ?? null },
    });
  }
  // What the former area had picked to send back is not the new one's.
  await tx.correction.deleteMany({ where: { submissionId, state: 'chosen' } });
  await tx.submission.update({ where: { id: submissionId }, data: { unitAcceptedAt: null } });
  await tellContact(at, submissionId, 'moved', { submission: submissionId });
  await tellOffice(at, area, sector, submissionId, order.at);
  return 'done';
}

/** An area of the campaign, with a sector where and only where its form asks for one there. */
async function isPlace({ tx, filed }: At, area: string, sector: string | undefined): Promise<boolean> {
  const receipt = await tx.receipt.findFirst({
    where: { submissionId: filed.submissionId, withdrawnAt: null },
    orderBy: { version: 'desc' },
    include: { campaign: true, submission: { include: { formVersion: true } } },
  });
  if (!receipt) return false;
  const { demands, answers } = contentOf(receipt.content);
  const { areas } = receipt.campaign.definition as unknown as CampaignDefinition;
  const form = prepareForm(receipt.submission.formVersion.definition as unknown as FormDefinition);
  const sectors = sectorsIn(form, answersFrom(demands, answers), filed.demandId, area);
  const isSector = sectors.length === 0 ? sector === undefined : sectors.some(({ id }) => id === sector);
  return areas.some(({ id }) => id === area) && isSector;
}

/** Tells those who review what comes to them now. */
async function tellOffice(
  { tx, botId, filed, personId }: At,
  area: string,
  sector: string | undefined,
  submission: number,
  now: Date,
): Promise<void> {
  const scopes: Prisma.ScopeWhereInput[] = [
    { kind: 'area', value: area },
    ...(sector === undefined ? [] : [{ kind: 'sector', value: sector }]),
  ];
  const office = await tx.appointment.findMany({
    where: {
      campaignId: filed.campaignId,
      role: { in: ['collector', 'responsible'] },
      withdrawnAt: null,
      OR: [{ until: null }, { until: { gte: now } }],
      scopes: { some: { OR: scopes } },
      personId: { not: personId },
      person: { identities: { some: {} } },
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  await tx.delivery.createMany({
    data: office.map((one) => ({
      botId,
      personId: one.personId,
      kind: 'moved-in',
      content: { submission, area },
    })),
  });
}

function pair(a: number, b: number): { firstId: number; secondId: number } {
  return { firstId: Math.min(a, b), secondId: Math.max(a, b) };
}

async function link(at: At, other: number): Promise<End> {
  const { tx, filed, order, appointments } = at;
  const { campaignId, formId } = filed;
  const found = await tx.filedDemand.findFirst({
    where: {
      AND: [within(appointments), { demandId: other, campaignId, formId, state: { not: 'withdrawn' } }],
    },
  });
  if (!found || other === filed.demandId) return 'notNow';
  const linked = await tx.demandLink.createMany({
    data: [{ ...pair(filed.demandId, other), linkedAt: order.at }],
    skipDuplicates: true,
  });
  if (linked.count > 0) await record(at, `demand:${filed.demandId}`, { after: { sameNeedAs: other } });
  return 'done';
}

async function unlink(at: At, other: number): Promise<End> {
  const { tx, filed } = at;
  const { count } = await tx.demandLink.deleteMany({ where: pair(filed.demandId, other) });
  if (count > 0) await record(at, `demand:${filed.demandId}`, { before: { sameNeedAs: other } });
  return 'done';
}

async function linksOf(
  prisma: PrismaClient,
  appointments: readonly Appointment[],
  demand: number,
): Promise<{ demand: number; name: string; unit: string }[]> {
  const own = await prisma.filedDemand.findFirst({
    where: { AND: [{ demandId: demand }, within(appointments)] },
    select: {
      linkedFirst: { include: { second: true } },
      linkedSecond: { include: { first: true } },
    },
  });
  if (!own) return [];
  const others = [
    ...own.linkedFirst.map(({ second }) => second),
    ...own.linkedSecond.map(({ first }) => first),
  ];
  return others
    .filter((one) => one.state !== 'withdrawn' && actingAs(appointments, 'see', routeOf(one)))
    .map(({ demandId, name, unit }) => ({ demand: demandId, name, unit }));
}
