import type {
  ExtendableUnit,
  Extension,
  ExtensionOutcome,
  ExtensionStore,
  Runner,
} from '../campaigns/ports.js';
import { matchForms } from '../people/coverage.js';
import { campaignStateOf } from '../survey/campaign-state.js';
import { folded } from '../survey/choices.js';
import { closingOf } from '../survey/closing.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { applyOnce } from './apply-once.js';
import { recordAct } from './audit-chain.js';
import { begunForms } from './begun-forms.js';
import { postponeDue } from './due-date.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { actor, runsAs } from './running.js';

/*
 * More time for one unit. What is proposed and not confirmed yet is a row that was withdrawn the moment it was made:
 * it holds for nobody, whoever reads it.
 */

type Tx = Prisma.TransactionClient;
type Row = Prisma.ExtensionGetPayload<object>;
type Campaign = Prisma.CampaignGetPayload<object>;

/** Units that a search gives at most. */
const mostFound = 10;

export function extensionStore(prisma: PrismaClient, botId: number): ExtensionStore {
  const mayRun = async (by: Runner, campaignId: string): Promise<boolean> =>
    (await runsAs(prisma, by, campaignId, new Date())) !== undefined;
  return {
    find: async (by, campaignId, words) => {
      const wanted = folded(words);
      if (wanted === '' || !(await mayRun(by, campaignId))) return { units: [], isMore: false };
      const units = (await unitsOf(prisma, campaignId)).filter(({ name }) => folded(name).includes(wanted));
      return { units: units.slice(0, mostFound), isMore: units.length > mostFound };
    },
    unit: async (by, campaignId, kind, id) => {
      if (!(await mayRun(by, campaignId))) return undefined;
      const units = await unitsOf(prisma, campaignId);
      return units.find((one) => one.kind === kind && one.id === id);
    },
    extension: async (by, id) => {
      const row = await prisma.extension.findUnique({ where: { id } });
      if (!row || !(await mayRun(by, row.campaignId))) return undefined;
      const [extension] = await named(prisma, [row]);
      return extension;
    },
    granted: async (by, campaignId) => {
      if (!(await mayRun(by, campaignId))) return [];
      const rows = await prisma.extension.findMany({
        where: { campaignId, withdrawnAt: null },
        orderBy: { id: 'desc' },
        take: 50,
      });
      return named(prisma, rows);
    },
    propose: (act) => applyOnce(prisma, botId, act.updateId, (tx) => propose(tx, act)),
    grant: (act) => applyOnce(prisma, botId, act.updateId, (tx) => grant(tx, botId, act)),
    withdraw: (act) => applyOnce(prisma, botId, act.updateId, (tx) => withdraw(tx, botId, act)),
  };
}

interface Found extends ExtendableUnit {
  /** Whoever fills in for it now. */
  readonly personId: number | null;
}

/** Every unit of a campaign: those of the roster, and contacts beside it by what their forms say. */
async function unitsOf(prisma: PrismaClient | Tx, campaignId: string): Promise<Found[]> {
  const campaign = await prisma.campaign.findUnique({ where: { id: campaignId } });
  if (!campaign) return [];
  const definition = campaign.definition as unknown as CampaignDefinition;
  const roster = await prisma.rosterUnit.findMany({
    where: { campaignId, removedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  const { byUnit, others } = matchForms(roster, await begunForms(prisma, definition));
  const extensions = await prisma.extension.findMany({ where: { campaignId, withdrawnAt: null } });
  const listed = roster.map((unit): Found => {
    const personId = unit.personId ?? byUnit.get(unit.id)?.personId ?? null;
    const own = extensions.filter(
      (one) => one.rosterUnitId === unit.id || (personId !== null && one.personId === personId),
    );
    return found('roster', { ...unit, personId }, campaign, own);
  });
  const beside = new Map<number, Found>();
  for (const { personId, name } of others)
    if (personId !== null && name !== null && !beside.has(personId)) {
      const own = extensions.filter((one) => one.personId === personId);
      beside.set(personId, found('person', { id: personId, name, area: null, personId }, campaign, own));
    }
  return [...listed, ...beside.values()];
}

function found(
  kind: ExtendableUnit['kind'],
  unit: {
    readonly id: number;
    readonly name: string;
    readonly area: string | null;
    readonly personId: number | null;
  },
  campaign: Campaign,
  own: readonly Row[],
): Found {
  const until = own.map((one) => one.until.getTime());
  const extendedTo = until.length === 0 ? undefined : new Date(Math.max(...until));
  return {
    kind,
    id: unit.id,
    name: unit.name,
    area: unit.area ?? undefined,
    personId: unit.personId,
    hasContact: unit.personId !== null,
    closing: closingOf({ ...campaign, state: campaignStateOf(campaign.state) }, 'unit', extendedTo),
  };
}

export function stateOf({ at, withdrawnAt }: Row): Extension['state'] {
  if (withdrawnAt === null) return 'granted';
  return withdrawnAt.getTime() === at.getTime() ? 'proposed' : 'withdrawn';
}

async function named(prisma: PrismaClient | Tx, rows: readonly Row[]): Promise<Extension[]> {
  const units = new Map<string, readonly Found[]>();
  for (const { campaignId } of rows)
    if (!units.has(campaignId)) units.set(campaignId, await unitsOf(prisma, campaignId));
  return rows.map((row) => {
    const all = units.get(row.campaignId) ?? [];
    const unit =
      all.find(({ kind, id }) => kind === 'roster' && id === row.rosterUnitId) ??
      all.find(({ personId }) => row.personId !== null && personId === row.personId);
    return {
      id: row.id,
      campaignId: row.campaignId,
      unit: unit?.name ?? '—',
      until: row.until,
      reason: row.reason,
      hasContact: row.personId !== null || unit?.hasContact === true,
      state: stateOf(row),
    };
  });
}

async function propose(tx: Tx, act: Parameters<ExtensionStore['propose']>[0]): Promise<ExtensionOutcome> {
  const { campaignId, by, unit, at } = act;
  const as = await runsAs(tx, by, campaignId, at);
  const units = as ? await unitsOf(tx, campaignId) : [];
  const target = units.find(({ kind, id }) => kind === unit.kind && id === unit.id);
  if (!as || !target) return { room: 'extensions', kind: 'gone', extension: 0 };
  const { personId: grantedBy } = await actor(tx, by, as);
  // Whatever they proposed before and did not confirm.
  await tx.$executeRaw`
    DELETE FROM extension WHERE campaign_id = ${campaignId} AND granted_by = ${grantedBy}::int AND withdrawn_at = at`;
  const isRoster = target.kind === 'roster';
  // Who fills in for a unit of the roster without its link has it too; who comes by the link later gets it from it.
  const isBound =
    isRoster && (await tx.rosterUnit.count({ where: { id: target.id, personId: { not: null } } })) > 0;
  const { id } = await tx.extension.create({
    data: {
      campaignId,
      rosterUnitId: isRoster ? target.id : null,
      personId: isBound ? null : target.personId,
      until: act.until,
      reason: act.reason,
      grantedBy,
      at,
      withdrawnAt: at,
    },
  });
  return { room: 'extensions', kind: 'proposed', extension: id };
}

/** What the unit was sent back to correct can wait as long. */
async function postponeCorrections(tx: Tx, row: Row): Promise<void> {
  const forms = await tx.submission.findMany({
    where: { campaignId: row.campaignId, personId: { in: await toldOf(tx, row) }, state: 'correcting' },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of forms) await postponeDue(tx, id, row.until);
}

type Act = Parameters<ExtensionStore['grant']>[0];

async function grant(tx: Tx, botId: number, act: Act): Promise<ExtensionOutcome> {
  return settled(tx, botId, act, 'granted', async (row) => {
    if (stateOf(row) !== 'proposed' || row.until <= act.at) return false;
    await postponeCorrections(tx, row);
    await tx.extension.update({ where: { id: row.id }, data: { withdrawnAt: null } });
    return true;
  });
}

async function withdraw(tx: Tx, botId: number, act: Act): Promise<ExtensionOutcome> {
  return settled(tx, botId, act, 'withdrawn', async (row) => {
    if (stateOf(row) !== 'granted') return false;
    // Not the instant at which it was made: that would be a proposal again.
    const withdrawnAt = act.at > row.at ? act.at : new Date(row.at.getTime() + 1);
    await tx.extension.update({ where: { id: row.id }, data: { withdrawnAt } });
    return true;
  });
}

/** Makes the change, records it, and has the contact told. */
async function settled(
  tx: Tx,
  botId: number,
  { by, extension, at }: Act,
  kind: 'granted' | 'withdrawn',
  run: (row: Row) => Promise<boolean>,
): Promise<ExtensionOutcome> {
  const end = (ended: ExtensionOutcome['kind']): ExtensionOutcome => ({
    room: 'extensions',
    kind: ended,
    extension,
  });
  await tx.$queryRaw`SELECT 1 FROM extension WHERE id = ${extension}::int FOR UPDATE`;
  const row = await tx.extension.findUnique({ where: { id: extension } });
  const as = row && (await runsAs(tx, by, row.campaignId, at));
  if (!row || !as) return end('gone');
  if (!(await run(row))) return end('notNow');
  await recordAct(tx, {
    campaignId: row.campaignId,
    ...(await actor(tx, by, as)),
    act: kind === 'granted' ? 'extend' : 'withdraw-extension',
    subject: row.rosterUnitId === null ? `person:${row.personId ?? 0}` : `unit:${row.rosterUnitId}`,
    after: { extension: row.id, until: row.until.toISOString(), reason: row.reason },
    at,
  });
  for (const personId of await toldOf(tx, row))
    await tx.delivery.create({
      data: { botId, personId, kind: `extension-${kind}`, content: { extension: row.id }, priority: 50 },
    });
  return end(kind);
}

/** Who is told: the contact it is for, and whoever fills in for the unit. */
export async function toldOf(tx: Tx, { personId, rosterUnitId }: Row): Promise<number[]> {
  const unit = rosterUnitId === null ? null : await tx.rosterUnit.findUnique({ where: { id: rosterUnitId } });
  const people = [personId, unit?.personId ?? null].filter((id) => id !== null);
  const known = await tx.person.findMany({
    where: { id: { in: people }, identities: { some: {} } },
    select: { id: true },
  });
  return known.map(({ id }) => id);
}
