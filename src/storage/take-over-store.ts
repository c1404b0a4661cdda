import type { OfferedForm, TakeOver, TakeOverOutcome, TransferAct, TransferNotice } from '../desk/ports.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import type { Form } from '../survey/form.js';
import { recordAct } from './audit-chain.js';
import { lockDemands } from './filing-store.js';
import { passOn } from './passing-on.js';
import { enterPerson } from './person-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { type At, type End, record, type Tx, wholeForm } from './transfer-act.js';

/* A form goes to another contact by a one-time link, of which only the hash is here. */

/** Wrong links that one person may try in an hour, those of appointments included. */
const mostWrongLinks = 5;
const hourMs = 3_600_000;

interface Grants {
  readonly kind: 'take-over';
  readonly submission: number;
}

/** A later link takes the place of the earlier ones of this form. */
export async function makeLink(
  at: At,
  { secretHash, expiresAt }: Extract<TransferAct, { kind: 'makeLink' }>,
): Promise<End> {
  const { tx, filed, order, personId } = at;
  const { campaignId, submissionId } = filed;
  if (!(await wholeForm(at, submissionId))) return 'notWhole';
  await tx.invitation.updateMany({
    where: {
      campaignId,
      usedAt: null,
      revokedAt: null,
      AND: [
        { grants: { path: ['kind'], equals: 'take-over' } },
        { grants: { path: ['submission'], equals: submissionId } },
      ],
    },
    data: { revokedAt: order.at },
  });
  const { id } = await tx.invitation.create({
    data: {
      campaignId,
      secretHash,
      grants: { kind: 'take-over', submission: submissionId } satisfies Grants,
      invitedBy: personId,
      createdAt: order.at,
      expiresAt,
    },
  });
  await record(at, `submission:${submissionId}`, { after: { invitation: id } });
  return 'done';
}

type Found =
  | { readonly kind: 'link'; readonly invitation: Prisma.InvitationGetPayload<object> }
  | Extract<TakeOverOutcome, { kind: 'linkRefused' | 'tooManyTries' }>;

/** The link that was come by, if it may be tried at all. A wrong one counts. */
async function findLink(tx: Tx, { identity: { externalId }, secretHash, at }: TakeOver): Promise<Found> {
  // Tries at the same instant are counted one after the other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`link:${externalId}`}))`;
  const since = new Date(at.getTime() - hourMs);
  const tries = await tx.wrongLink.count({ where: { externalId, at: { gt: since } } });
  if (tries >= mostWrongLinks) return { room: 'take-over', kind: 'tooManyTries' };
  await tx.$queryRaw`SELECT 1 FROM invitation WHERE secret_hash = ${secretHash} FOR UPDATE`;
  const invitation = await tx.invitation.findFirst({
    where: {
      secretHash,
      revokedAt: null,
      expiresAt: { gt: at },
      grants: { path: ['kind'], equals: 'take-over' },
    },
  });
  if (invitation) return { kind: 'link', invitation };
  await tx.wrongLink.create({ data: { externalId, at } });
  return { room: 'take-over', kind: 'linkRefused' };
}

/** The form that a link leads to; who has used it already may look again. */
async function openLink(
  tx: Tx,
  act: TakeOver,
): Promise<TakeOverOutcome | { kind: 'link'; submission: number; invitation: number }> {
  const found = await findLink(tx, act);
  if (found.kind !== 'link') return found;
  const { id, grants, usedAt, usedBy } = found.invitation;
  // Written by `makeLink` alone.
  const { submission } = grants as unknown as Grants;
  const { channel, externalId } = act.identity;
  const own = await tx.submission.count({
    where: { id: submission, person: { identities: { some: { channel, externalId } } } },
  });
  if (usedAt !== null) {
    const person = await tx.identity.findFirst({ where: { channel, externalId, personId: usedBy ?? 0 } });
    if (person && own > 0) return { room: 'take-over', kind: 'takenOver', submission };
    await tx.wrongLink.create({ data: { externalId, at: act.at } });
    return { room: 'take-over', kind: 'linkRefused' };
  }
  return own > 0 ? { room: 'take-over', kind: 'own' } : { kind: 'link', submission, invitation: id };
}

export async function lookAtLink(tx: Tx, act: TakeOver): Promise<TakeOverOutcome> {
  const found = await openLink(tx, act);
  return found.kind === 'link' ? { room: 'take-over', kind: 'offered', submission: found.submission } : found;
}

/**
 * The form with everything in it, corrections that are open too, becomes another person's; who had it is told and
 * sees it no more.
 */
export async function takeOver(tx: Tx, botId: number, act: TakeOver): Promise<TakeOverOutcome> {
  const link = await openLink(tx, act);
  if (link.kind !== 'link') return link;
  const { submission: id, invitation } = link;
  const personId = await enterPerson(tx, act.identity);
  // In the order in which withdrawing locks: the person, the demands, the form.
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId}::int FOR UPDATE`;
  await lockDemands(tx, id);
  await tx.$queryRaw`SELECT 1 FROM submission WHERE id = ${id}::int FOR UPDATE`;
  const before = await tx.submission.findUnique({
    where: { id },
    include: { person: { include: { identities: true } }, formVersion: { include: { campaign: true } } },
  });
  if (!before) return { room: 'take-over', kind: 'linkRefused' };
  const { campaignId, formId, state } = before;
  const otherDraft = { personId, campaignId, formId, state: 'draft', enteredBy: null };
  if (state === 'draft' && (await tx.submission.count({ where: otherDraft })) > 0)
    return { room: 'take-over', kind: 'otherDraft' };
  // A form from paper is the contact's own from here on.
  await passOn(tx, id, before.personId, { personId, enteredBy: null });
  const { noticeVersion } = before.formVersion.campaign;
  if (noticeVersion !== null)
    await tx.consent.createMany({
      data: [{ personId, campaignId, textVersion: noticeVersion, acceptedAt: act.at }],
      skipDuplicates: true,
    });
  await tx.invitation.update({ where: { id: invitation }, data: { usedAt: act.at, usedBy: personId } });
  await passRosterUnit(tx, id, before.personId, personId);
  await passExtensions(tx, campaignId, before.personId, personId);
  const told = [
    ...(before.person.identities.length > 0 ? [{ personId: before.personId, kind: 'handed-over' }] : []),
    ...(state === 'correcting' ? [{ personId, kind: 'sent-back' }] : []),
  ];
  await tx.delivery.createMany({
    data: told.map((one) => ({ botId, ...one, content: { submission: id }, priority: 50 })),
  });
  await recordAct(tx, {
    campaignId,
    personId,
    role: 'contact',
    act: 'takeOver',
    subject: `submission:${id}`,
    before: { person: before.personId },
    after: { person: personId, invitation },
    at: act.at,
  });
  return { room: 'take-over', kind: 'takenOver', submission: id };
}

/** A unit of the roster that was bound to the former contact is bound to the new one. */
async function passRosterUnit(tx: Tx, submissionId: number, from: number, to: number): Promise<void> {
  const filed = await tx.filedDemand.findFirst({ where: { submissionId } });
  if (!filed) return;
  const { campaignId, unit, creditCode } = filed;
  await tx.rosterUnit.updateMany({
    where: {
      campaignId,
      personId: from,
      OR: [{ name: unit }, ...(creditCode === null ? [] : [{ creditCode }])],
    },
    data: { personId: to },
  });
}

/** More time was granted for the unit: it goes along; who has another form of the campaign still keeps it too. */
async function passExtensions(tx: Tx, campaignId: string, from: number, to: number): Promise<void> {
  const left = await tx.submission.count({ where: { campaignId, personId: from, enteredBy: null } });
  if (left === 0)
    await tx.$executeRaw`
      UPDATE extension SET person_id = ${to}::int
      WHERE campaign_id = ${campaignId} AND person_id = ${from}::int
        AND (withdrawn_at IS NULL OR withdrawn_at = at)`;
  else
    await tx.$executeRaw`
      INSERT INTO extension (campaign_id, person_id, roster_unit_id, until, reason, granted_by, at)
      SELECT campaign_id, ${to}::int, roster_unit_id, until, reason, granted_by, at FROM extension
      WHERE campaign_id = ${campaignId} AND person_id = ${from}::int AND withdrawn_at IS NULL`;
}

export async function offeredForm(
  prisma: PrismaClient,
  submission: number,
  formOf: (formVersionId: number) => Promise<Form>,
): Promise<OfferedForm | undefined> {
  const row = await prisma.submission.findUnique({
    where: { id: submission },
    include: { formVersion: { include: { campaign: true } } },
  });
  const filed = await prisma.filedDemand.findFirst({ where: { submissionId: submission } });
  if (!row || !filed) return undefined;
  return {
    unit: filed.unit,
    form: await formOf(row.formVersionId),
    campaign: row.formVersion.campaign.definition as unknown as CampaignDefinition,
  };
}

/** What somebody is told of a form that was passed on; undefined when there is nothing to tell any more. */
export async function transferNotice(
  prisma: PrismaClient,
  kind: TransferNotice['kind'],
  content: unknown,
): Promise<TransferNotice | undefined> {
  const {
    submission,
    area = '',
    words = '',
  } = content as { readonly submission: number; readonly area?: string; readonly words?: string };
  const row = await prisma.submission.findUnique({
    where: { id: submission },
    include: { formVersion: true, demands: { orderBy: { rank: 'asc' }, include: { filed: true } } },
  });
  const filed = row?.demands.flatMap((demand) => demand.filed ?? []) ?? [];
  const [first] = filed;
  if (!row || !first) return undefined;
  const { title } = row.formVersion.definition as unknown as FormDefinition;
  const common = { form: title, unit: first.unit };
  switch (kind) {
    case 'handed-over':
      return { ...common, kind };
    case 'moved':
      return { ...common, kind, area: first.area ?? '' };
    case 'moved-in': {
      // Moved on since: it is no business of theirs any more.
      const here = filed.filter((one) => one.area === area && one.state !== 'withdrawn');
      const demands = here.map(({ demandId, name }) => ({ demand: demandId, name }));
      return demands.length > 0 ? { ...common, kind, area, demands } : undefined;
    }
    case 'filing-withdrawn':
      return { ...common, kind, submission, words };
  }
}
