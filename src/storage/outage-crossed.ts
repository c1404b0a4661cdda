import type { Clock } from '../campaigns/ports.js';
import { campaignStateOf } from '../survey/campaign-state.js';
import { closingOf, closingOfCorrections } from '../survey/closing.js';
import { crossed, lengthInMinutes, movedOn, type Outage } from '../survey/outage.js';
import { recordAct, system } from './audit-chain.js';
import { postponeDue } from './due-date.js';
import { toldOf } from './extension-store.js';
import type { Prisma } from './prisma/client.js';

/* Every instant that an outage of ours can take away from somebody, and how it is given back. */

type Tx = Prisma.TransactionClient;

export interface CrossedCampaign {
  readonly campaign: Prisma.CampaignGetPayload<object>;
  readonly clocks: readonly Clock[];
  readonly extensions: readonly Prisma.ExtensionGetPayload<object>[];
  readonly corrections: readonly Due[];
}

/** A form that was sent back. */
interface Due {
  readonly id: number;
  readonly personId: number;
  readonly dueAt: Date;
}

/**
 * Forms before the campaign, as whoever submits locks them. The forms that are due are held, so that none is submitted
 * while its day is moved.
 */
export async function lockCrossed(tx: Tx, { from, to }: Outage): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM submission WHERE state = 'correcting'
      AND (unlocked->>'dueAt')::timestamptz BETWEEN ${from}::timestamptz AND ${to}::timestamptz
    ORDER BY id FOR UPDATE`;
}

export async function crossedBy(tx: Tx, outage: Outage): Promise<CrossedCampaign[]> {
  const campaigns = await tx.campaign.findMany({
    where: { state: { in: ['open', 'closedToUnits', 'closedToRecommenders'] } },
    orderBy: { id: 'asc' },
  });
  const all: CrossedCampaign[] = [];
  for (const campaign of campaigns) {
    const clock = { ...campaign, state: campaignStateOf(campaign.state) };
    const clocks = (['unit', 'recommender'] as const).filter((of) =>
      crossed(outage, closingOf(clock, of, undefined)),
    );
    const granted = await tx.extension.findMany({
      where: { campaignId: campaign.id, withdrawnAt: null },
      orderBy: { id: 'asc' },
    });
    const extensions = granted.filter(({ until }) => {
      const { shut } = closingOf(clock, 'unit', until);
      return crossed(outage, { deadline: until, grace: campaign.unitGrace, shut });
    });
    const sentBack = await tx.$queryRaw<Due[]>`
      SELECT id, person_id AS "personId", (unlocked->>'dueAt')::timestamptz AS "dueAt" FROM submission
      WHERE campaign_id = ${campaign.id} AND state = 'correcting' ORDER BY id`;
    const corrections = sentBack.filter(({ dueAt }) => crossed(outage, closingOfCorrections(clock, dueAt)));
    if (clocks.length + extensions.length + corrections.length > 0)
      all.push({ campaign, clocks, extensions, corrections });
  }
  return all;
}

/** Moves everything on by the outage's length; those of the units and forms that have a day of their own are told. */
export async function moveOn(
  tx: Tx,
  botId: number,
  all: readonly CrossedCampaign[],
  outage: Outage,
): Promise<void> {
  for (const { corrections } of all)
    for (const { id, dueAt } of corrections) await postponeDue(tx, id, movedOn(dueAt, outage));
  for (const one of all) {
    await moveClocks(tx, one, outage);
    await moveExtensions(tx, botId, one, outage);
    await tellCorrecting(tx, botId, one, outage);
  }
}

async function moveClocks(tx: Tx, { campaign, clocks }: CrossedCampaign, outage: Outage): Promise<void> {
  if (clocks.length === 0) return;
  const { id, unitDeadline: unit, recommenderDeadline: recommender } = campaign;
  const moved = {
    unit: clocks.includes('unit') ? movedOn(unit, outage) : unit,
    recommender: clocks.includes('recommender') ? movedOn(recommender, outage) : recommender,
  };
  await tx.campaign.update({
    where: { id },
    data: { unitDeadline: moved.unit, recommenderDeadline: moved.recommender },
  });
  await record(tx, id, `campaign:${id}`, { unit, recommender }, { ...moved, ...outage });
}

async function moveExtensions(
  tx: Tx,
  botId: number,
  { campaign, extensions }: CrossedCampaign,
  outage: Outage,
): Promise<void> {
  for (const row of extensions) {
    const { id, until } = row;
    const moved = movedOn(until, outage);
    await tx.extension.update({ where: { id }, data: { until: moved } });
    await record(tx, campaign.id, `extension:${id}`, { until }, { until: moved, ...outage });
    for (const personId of await toldOf(tx, row))
      await tell(tx, botId, personId, 'extension-moved', { extension: id, minutes: lengthInMinutes(outage) });
  }
}

async function tellCorrecting(
  tx: Tx,
  botId: number,
  { campaign, corrections }: CrossedCampaign,
  outage: Outage,
): Promise<void> {
  for (const { id, personId, dueAt } of corrections) {
    const after = { dueAt: movedOn(dueAt, outage), ...outage };
    await record(tx, campaign.id, `submission:${id}`, { dueAt }, after);
    if ((await tx.identity.count({ where: { personId } })) > 0)
      await tell(tx, botId, personId, 'correction-moved', {
        submission: id,
        minutes: lengthInMinutes(outage),
      });
  }
}

async function record(
  tx: Tx,
  campaignId: string,
  subject: string,
  before: Readonly<Record<string, Date>>,
  after: Readonly<Record<string, Date>> & Outage,
): Promise<void> {
  await recordAct(tx, {
    ...system,
    campaignId,
    act: 'outage',
    subject,
    before: written(before),
    after: written(after),
    at: after.to,
  });
}

function written(instants: Readonly<Record<string, Date>>): Prisma.InputJsonObject {
  return Object.fromEntries(Object.entries(instants).map(([name, at]) => [name, at.toISOString()]));
}

async function tell(
  tx: Tx,
  botId: number,
  personId: number,
  kind: 'extension-moved' | 'correction-moved',
  content: Prisma.InputJsonObject,
): Promise<void> {
  await tx.delivery.create({ data: { botId, personId, kind, content, priority: 50 } });
}
