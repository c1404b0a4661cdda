import { createHash } from 'node:crypto';
import type { OpenForm, Questionnaire } from '../intake/ports.js';
import { deadlineInstant } from '../survey/deadline.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import { prepareForm } from '../survey/form.js';
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
      const definition = asJson(campaign);
      const known = await tx.campaign.findUnique({ where: { id: campaign.id } });
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
      for (const form of campaign.forms) await enterForm(tx, campaign.id, form);
    });
}

/** A definition is plain data by its schema; the type of a JSON column cannot see that. */
function asJson(definition: unknown): Prisma.InputJsonObject {
  return definition as Prisma.InputJsonObject;
}

async function enterForm(
  tx: Prisma.TransactionClient,
  campaignId: string,
  form: FormDefinition,
): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(form)).digest('hex');
  const newest = await tx.formVersion.findFirst({
    where: { campaignId, formId: form.id },
    orderBy: { number: 'desc' },
  });
  if (newest?.digest === digest) return;
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
  open(): Promise<OpenForm[]>;
}

/** Form versions are immutable, so each is read and prepared once. */
export function questionnaires(prisma: PrismaClient): Questionnaires {
  const known = new Map<number, Questionnaire>();
  const byId = async (formVersionId: number): Promise<Questionnaire> => {
    const cached = known.get(formVersionId);
    if (cached) return cached;
    const row = await prisma.formVersion.findUniqueOrThrow({
      where: { id: formVersionId },
      include: { campaign: true },
    });
    const questionnaire: Questionnaire = {
      formVersionId,
      campaign: row.campaign.definition as unknown as CampaignDefinition,
      form: prepareForm(row.definition as unknown as FormDefinition),
    };
    known.set(formVersionId, questionnaire);
    return questionnaire;
  };
  return {
    byId,
    async open() {
      const campaigns = await prisma.campaign.findMany({
        orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
        include: { formVersions: { orderBy: { number: 'desc' }, select: { id: true, formId: true } } },
      });
      const forms: OpenForm[] = [];
      for (const campaign of campaigns) {
        const definition = campaign.definition as unknown as CampaignDefinition;
        for (const { id: formId, filledBy } of definition.forms) {
          const newest = campaign.formVersions.find((version) => version.formId === formId);
          const deadline = filledBy === 'unit' ? campaign.unitDeadline : campaign.recommenderDeadline;
          if (newest) forms.push({ ...(await byId(newest.id)), deadline });
        }
      }
      return forms;
    },
  };
}
