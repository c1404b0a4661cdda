import { createHash } from 'node:crypto';
import type { OpenForm, Questionnaire } from '../intake/ports.js';
import { type CampaignEdits, laidOver } from '../survey/campaign-edits.js';
import { campaignStateOf, campaignStates, isOffered } from '../survey/campaign-state.js';
import { closingOf } from '../survey/closing.js';
import { deadlineInstant } from '../survey/deadline.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import { type Form, prepareForm } from '../survey/form.js';
import { canonical } from './audit-chain.js';
import { extensionsOf } from './extended.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/**
 * Enters the campaigns at start. A known campaign keeps its dates; a form that reads otherwise than its newest
 * version becomes a new version, and drafts stay on theirs.
 */
export async function enterCampaigns(
  prisma: PrismaClient,
  campaigns: readonly CampaignDefinition[],
  now: Date,
): Promise<void> {
  for (const campaign of campaigns)
    await prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`campaign:${campaign.id}`}))`;
      // Another instance may be at work: what an administrator changes there meanwhile is waited for.
      await tx.$queryRaw`SELECT 1 FROM campaign WHERE id = ${campaign.id} FOR UPDATE`;
      const known = await tx.campaign.findUnique({ where: { id: campaign.id } });
      // What was sent to the bot is newer than the file.
      if (known?.source === 'chat') return;
      // What administrators have changed stays changed.
      const edited = laidOver(campaign, editsOf(known?.edits ?? null));
      const definition = asJson(edited);
      const noticeVersion = campaign.notice.version;
      if (known)
        await tx.campaign.update({ where: { id: campaign.id }, data: { definition, noticeVersion } });
      else
        await tx.campaign.create({
          data: {
            id: campaign.id,
            definition,
            noticeVersion,
            openedAt: now,
            unitDeadline: deadlineInstant(campaign.deadlines.unit, now, campaign.timeZone),
            recommenderDeadline: deadlineInstant(campaign.deadlines.recommender, now, campaign.timeZone),
          },
        });
      for (const form of edited.forms) await enterForm(tx, campaign.id, form);
    });
}

/** Written by the store of campaigns alone. */
export function editsOf(stored: Prisma.JsonValue): CampaignEdits {
  return (stored ?? {}) as CampaignEdits;
}

/** A definition is plain data by its schema; the type of a JSON column cannot see that. */
export function asJson(definition: unknown): Prisma.InputJsonObject {
  return definition as Prisma.InputJsonObject;
}

export async function definitionOf(
  db: PrismaClient | Prisma.TransactionClient,
  campaignId: string,
): Promise<CampaignDefinition | undefined> {
  const row = await db.campaign.findUnique({ where: { id: campaignId }, select: { definition: true } });
  return row?.definition as unknown as CampaignDefinition | undefined;
}

/** Enters a form as its campaign's newest version, unless it reads as that one does. */
export async function enterForm(
  tx: Prisma.TransactionClient,
  campaignId: string,
  form: FormDefinition,
): Promise<void> {
  // A database gives the keys of JSON back in an order of its own, which makes no other form.
  const text = canonical(form);
  const digest = createHash('sha256').update(text).digest('hex');
  const newest = await tx.formVersion.findFirst({
    where: { campaignId, formId: form.id },
    orderBy: { number: 'desc' },
  });
  if (newest && (newest.digest === digest || canonical(newest.definition) === text)) return;
  const same = await tx.formVersion.findFirst({ where: { campaignId, formId: form.id, digest } });
  const number = (newest?.number ?? 0) + 1;
  // A form that was taken back to an earlier wording is that earlier version, newest again.
  if (same) {
    await tx.formVersion.update({ where: { id: same.id }, data: { number } });
    return;
  }
  await tx.formVersion.create({
    data: {
      campaignId,
      formId: form.id,
      number,
      digest,
      definition: asJson(form),
      signals: [...prepareForm(form).signals],
    },
  });
}

export interface Questionnaires {
  byId(formVersionId: number): Promise<Questionnaire>;
  /** As they close for a person; without one, as they close for everybody. */
  open(personId?: number): Promise<OpenForm[]>;
}

/** How long what is known of a campaign is taken for true, in milliseconds: an edit is seen everywhere after that. */
const freshMs = 1_000;

/** Form versions are immutable, so each is read and prepared once; what can be edited of a campaign is read again. */
export function questionnaires(prisma: PrismaClient): Questionnaires {
  const forms = new Map<number, { readonly form: Form; readonly campaignId: string }>();
  const campaigns = new Map<
    string,
    { readonly definition: Promise<CampaignDefinition>; readonly at: number }
  >();
  const formOf = async (formVersionId: number): Promise<{ form: Form; campaignId: string }> => {
    const cached = forms.get(formVersionId);
    if (cached) return cached;
    const row = await prisma.formVersion.findUniqueOrThrow({ where: { id: formVersionId } });
    const known = {
      form: prepareForm(row.definition as unknown as FormDefinition),
      campaignId: row.campaignId,
    };
    forms.set(formVersionId, known);
    return known;
  };
  const campaignOf = async (id: string): Promise<CampaignDefinition> => {
    const cached = campaigns.get(id);
    if (cached && performance.now() - cached.at < freshMs) return cached.definition;
    const definition = prisma.campaign
      .findUniqueOrThrow({ where: { id }, select: { definition: true } })
      .then((row) => row.definition as unknown as CampaignDefinition);
    campaigns.set(id, { definition, at: performance.now() });
    // What could not be read is asked for again.
    definition.catch(() => campaigns.delete(id));
    return definition;
  };
  const byId = async (formVersionId: number): Promise<Questionnaire> => {
    const { form, campaignId } = await formOf(formVersionId);
    return { formVersionId, form, campaign: await campaignOf(campaignId) };
  };
  return {
    byId,
    async open(personId = 0) {
      const rows = await prisma.campaign.findMany({
        where: { state: { in: campaignStates.filter(isOffered) } },
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
        include: { formVersions: { orderBy: { number: 'desc' }, select: { id: true, formId: true } } },
      });
      const extended = personId === 0 ? new Map<string, Date>() : await extensionsOf(prisma, personId);
      const offered: OpenForm[] = [];
      for (const row of rows) {
        const campaign = row.definition as unknown as CampaignDefinition;
        const clock = { ...row, state: campaignStateOf(row.state) };
        for (const { id: formId, filledBy } of campaign.forms) {
          const versions = row.formVersions.flatMap((one) => (one.formId === formId ? [one.id] : []));
          const [newest] = versions;
          if (newest === undefined) continue;
          const { form } = await formOf(newest);
          const closing = closingOf(clock, filledBy, extended.get(row.id));
          offered.push({ formVersionId: newest, campaign, form, versions, ...closing });
        }
      }
      return offered;
    },
  };
}
