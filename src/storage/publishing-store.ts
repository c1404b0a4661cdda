import { createHash } from 'node:crypto';
import type { Identity } from '../people/staff-port.js';
import type {
  Confirm,
  FormChange,
  Proposal,
  ProposalFault,
  PublishingOutcome,
  PublishingStore,
} from '../publishing/ports.js';
import { deadlineInstant } from '../survey/deadline.js';
import { type CampaignDefinition, type FormDefinition, say } from '../survey/definition.js';
import { changedIdentities } from '../survey/question-identity.js';
import { emptyTally } from '../survey/version-impact.js';
import { applyOnce, outcomeOf } from './apply-once.js';
import { isAreaUsed } from './area-use.js';
import { canonical, recordAct } from './audit-chain.js';
import { asJson, enterForm } from './campaign-store.js';
import { draftImpact } from './draft-impact.js';
import { enterPerson, languageOf } from './person-store.js';
import { Prisma, type PrismaClient } from './prisma/client.js';

/* A campaign's definition comes in by chat: proposed, looked at, confirmed. */

type Tx = Prisma.TransactionClient;
type Reader = PrismaClient | Tx;
type End = PublishingOutcome['kind'];

export function publishingStore(prisma: PrismaClient, botId: number): PublishingStore {
  const once = (
    updateId: number,
    work: (tx: Tx) => Promise<PublishingOutcome>,
  ): Promise<PublishingOutcome | undefined> => applyOnce(prisma, botId, updateId, work);
  return {
    language: (identity) => languageOf(prisma, identity),
    campaigns: async () => {
      const rows = await prisma.campaign.findMany({
        where: { noticeVersion: { not: null } },
        orderBy: [{ openedAt: 'desc' }, { id: 'asc' }],
        select: { definition: true },
      });
      return rows.map(({ definition }) => definition as unknown as CampaignDefinition);
    },
    outcomeOf: (updateId) => outcomeOf(prisma, botId, updateId),
    propose: (act) =>
      once(act.updateId, async (tx) => {
        const known = await tx.campaign.count({ where: { id: act.campaign.id } });
        const { id } = await tx.campaignProposal.create({
          data: {
            personId: await enterPerson(tx, act.identity),
            campaignId: known > 0 ? act.campaign.id : null,
            definition: asJson(act.campaign),
            at: act.at,
          },
        });
        return ended('proposed', id);
      }),
    definition: async (identity, id) => (await ownProposal(prisma, identity, id))?.campaign,
    proposal: (identity, id) => proposalOf(prisma, identity, id),
    confirm: (act) => once(act.updateId, async (tx) => ended(await confirm(tx, act), act.proposal)),
    drop: (act) =>
      once(act.updateId, async (tx) => {
        const own = await ownProposal(tx, act.identity, act.proposal);
        if (!own) return ended('gone', act.proposal);
        const { count } = await tx.campaignProposal.updateMany({
          where: { id: own.id, state: 'proposed' },
          data: { state: 'dropped' },
        });
        return ended(count > 0 ? 'dropped' : 'settled', act.proposal);
      }),
  };
}

function ended(kind: End, proposal: number): PublishingOutcome {
  return { room: 'publishing', kind, proposal };
}

async function ownProposal(prisma: Reader, { channel, externalId }: Identity, id: number) {
  const identity = await prisma.identity.findUnique({
    where: { channel_externalId: { channel, externalId } },
  });
  const row =
    identity && (await prisma.campaignProposal.findFirst({ where: { id, personId: identity.personId } }));
  return row
    ? {
        id: row.id,
        personId: row.personId,
        state: row.state as Proposal['state'],
        campaign: row.definition as unknown as CampaignDefinition,
      }
    : undefined;
}

async function proposalOf(
  prisma: PrismaClient,
  identity: Identity,
  id: number,
): Promise<Proposal | undefined> {
  const own = await ownProposal(prisma, identity, id);
  if (!own) return undefined;
  const { campaign, state } = own;
  const stored = await storedOf(prisma, campaign.id);
  const faults = await faultsOf(prisma, campaign, stored);
  const common = { id, state, campaign, faults, basis: basisOf(stored) };
  if (!stored) return { ...common, target: { kind: 'new' } };
  const changes: FormChange[] = [];
  for (const form of campaign.forms) {
    const newest = stored.newest.get(form.id);
    if (newest && canonical(newest.definition) === canonical(form)) continue;
    changes.push({
      form: form.id,
      kind: newest ? 'changed' : 'added',
      drafts: newest && state === 'proposed' ? await draftImpact(prisma, campaign.id, form) : emptyTally,
      filed: await prisma.submission.count({
        where: { campaignId: campaign.id, formId: form.id, state: { not: 'draft' } },
      }),
    });
  }
  const { notice } = stored.definition;
  return {
    ...common,
    target: {
      kind: 'version',
      changes,
      isNoticeSilent:
        notice.version === campaign.notice.version && canonical(notice) !== canonical(campaign.notice),
      isSame: canonical(stored.definition) === canonical(campaign),
    },
  };
}

interface Version {
  readonly number: number;
  readonly definition: FormDefinition;
}

interface Stored {
  readonly definition: CampaignDefinition;
  readonly lastReceipt: number;
  /** Of each form, newest first. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  readonly newest: ReadonlyMap<string, Version>;
}

async function storedOf(prisma: Reader, campaignId: string): Promise<Stored | undefined> {
  const row = await prisma.campaign.findUnique({
    where: { id: campaignId },
    include: { formVersions: { orderBy: { number: 'desc' } } },
  });
  if (!row) return undefined;
  const versions = new Map<string, Version[]>();
  for (const { formId, number, definition } of row.formVersions) {
    const version = { number, definition: definition as unknown as FormDefinition };
    versions.set(formId, [...(versions.get(formId) ?? []), version]);
  }
  return {
    definition: row.definition as unknown as CampaignDefinition,
    lastReceipt: row.lastReceipt,
    versions,
    newest: new Map([...versions].flatMap(([id, [newest]]) => (newest ? [[id, newest]] : []))),
  };
}

/** Another number when the definition or a newest version is another one. */
function basisOf(stored: Stored | undefined): number {
  if (!stored) return 0;
  const numbers = [...stored.newest].map(([id, { number }]) => `${id} ${number}`).sort();
  const digest = createHash('sha256')
    .update(canonical([stored.definition, numbers]))
    .digest();
  return digest.readUIntBE(0, 6);
}

async function faultsOf(
  prisma: Reader,
  campaign: CampaignDefinition,
  stored: Stored | undefined,
): Promise<ProposalFault[]> {
  const faults: ProposalFault[] = [];
  const [holder] = await prisma.$queryRaw<{ definition: CampaignDefinition }[]>`
    SELECT definition FROM campaign
    WHERE id <> ${campaign.id} AND definition->>'receiptPrefix' = ${campaign.receiptPrefix} LIMIT 1`;
  if (holder)
    faults.push({
      kind: 'prefixTaken',
      prefix: campaign.receiptPrefix,
      by: say(holder.definition.title, 'zh-CN'),
    });
  if (!stored) return faults;
  const { receiptPrefix } = stored.definition;
  if (stored.lastReceipt > 0 && receiptPrefix !== campaign.receiptPrefix)
    faults.push({ kind: 'prefixUsed', prefix: receiptPrefix });
  for (const [form, version] of stored.newest) {
    const now = campaign.forms.find(({ id }) => id === form);
    if (now?.filledBy === version.definition.filledBy) continue;
    const count = await prisma.submission.count({ where: { campaignId: campaign.id, formId: form } });
    if (count > 0) faults.push({ kind: now ? 'filledByOthers' : 'formGone', form, count });
  }
  for (const { id, label } of stored.definition.areas)
    if (
      campaign.areas.every((area) => area.id !== id) &&
      (await isAreaUsed(prisma, campaign.id, stored.definition, id))
    )
      faults.push({ kind: 'areaGone', area: say(label, 'zh-CN') });
  campaign.forms.forEach((form, at) => {
    const earlier = (stored.versions.get(form.id) ?? []).map(({ definition }) => definition);
    for (const fault of changedIdentities(earlier, form))
      faults.push({ kind: 'identity', path: `forms[${at}].${fault.path}`, fault });
  });
  return faults;
}

/** Everything is judged anew: what was shown may not hold any more. */
async function confirm(tx: Tx, act: Confirm): Promise<End> {
  // One definition after the other: no two of them take one prefix.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('campaigns'))`;
  const own = await ownProposal(tx, act.identity, act.proposal);
  if (!own) return 'gone';
  if (own.state !== 'proposed') return 'settled';
  const { campaign, personId } = own;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`campaign:${campaign.id}`}))`;
  await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaign.id} FOR UPDATE`;
  const stored = await storedOf(tx, campaign.id);
  if (basisOf(stored) !== act.basis) return 'changedMeanwhile';
  if ((await faultsOf(tx, campaign, stored)).length > 0) return 'refused';
  const definition = asJson(campaign);
  const noticeVersion = campaign.notice.version;
  if (stored)
    await tx.campaign.update({
      where: { id: campaign.id },
      data: { definition, noticeVersion, source: 'chat', edits: Prisma.DbNull },
    });
  else
    await tx.campaign.create({
      data: {
        id: campaign.id,
        definition,
        noticeVersion,
        openedAt: act.at,
        unitDeadline: deadlineInstant(campaign.deadlines.unit, act.at, campaign.timeZone),
        recommenderDeadline: deadlineInstant(campaign.deadlines.recommender, act.at, campaign.timeZone),
        state: act.state,
        source: 'chat',
      },
    });
  for (const form of campaign.forms) await enterForm(tx, campaign.id, form);
  await tx.campaignProposal.update({ where: { id: own.id }, data: { state: 'applied' } });
  await recordAct(tx, {
    campaignId: campaign.id,
    personId,
    role: 'administrator',
    act: stored ? 'publish-definition' : 'create-campaign',
    subject: `proposal:${own.id}`,
    ...(stored && { before: numbersOf(stored) }),
    after: { ...numbersOf(await storedOf(tx, campaign.id)), ...(!stored && { state: act.state }) },
    at: act.at,
  });
  return stored ? 'published' : 'created';
}

function numbersOf(stored: Stored | undefined): { readonly versions: Record<string, number> } {
  const newest = stored ? [...stored.newest] : [];
  return { versions: Object.fromEntries(newest.map(([id, { number }]) => [id, number])) };
}
