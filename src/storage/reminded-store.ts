import type { Digest, Escalation, Reminded, ReminderFacts } from '../notices/ports.js';
import type { Identity } from '../people/staff-port.js';
import { answersFrom } from '../survey/answers.js';
import { leftToCorrect } from '../survey/corrections.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';
import { progress } from '../survey/next-step.js';
import { staffOf } from './appointment-store.js';
import { questionnaires } from './campaign-store.js';
import { coverageStore } from './coverage-store.js';
import { fullSubmission } from './own-store.js';
import type { PrismaClient } from './prisma/client.js';
import { effectiveUntil, formsOf, isAwaitedReport } from './reminder-sql.js';

/* What a queued reminder says, as things stand when it is sent: who has filed meanwhile is not reminded any more. */

/** As the reminder store writes it. */
interface Content {
  readonly about: string;
  readonly campaign: string;
  readonly submission?: number;
  /** ISO 8601. */
  readonly deadline: string;
}

/** Everybody's part: the person, who wants it, and the campaign in a state in which it is of use. */
interface At {
  readonly personId: number;
  readonly identity: Identity;
  readonly language: Language;
  readonly campaign: CampaignDefinition;
  readonly row: { readonly state: string; readonly unitDeadline: Date; readonly recommenderDeadline: Date };
}

export function reminderFacts(prisma: PrismaClient): ReminderFacts {
  const versions = questionnaires(prisma);
  const formIn = async (formVersionId: number) => (await versions.byId(formVersionId)).form;

  async function ownForm(
    at: At,
    content: Content,
    about: 'draft' | 'correction',
  ): Promise<Reminded | undefined> {
    const full = await fullSubmission(prisma, at.personId, content.submission ?? 0);
    if (full?.state !== (about === 'draft' ? 'draft' : 'correcting')) return undefined;
    const deadline = new Date(content.deadline);
    if (about === 'correction' && full.deadline.getTime() !== deadline.getTime()) return undefined;
    const form = await formIn(full.formVersionId);
    const answers = answersFrom([...full.demands], [...full.answers]);
    const { done, total } = progress(form, answers);
    const left = full.correcting ? leftToCorrect(form, answers, full.correcting).length : total - done;
    const { language, campaign } = at;
    return { language, campaign, deadline, about, submission: full.id, form, left, total };
  }

  async function notBegun(
    { personId, language, campaign }: At,
    deadline: Date,
  ): Promise<Reminded | undefined> {
    const forms = formsOf(campaign, 'unit');
    const where = { campaignId: campaign.id, formId: { in: forms } };
    if ((await prisma.submission.count({ where: { ...where, personId, enteredBy: null } })) > 0)
      return undefined;
    const newest = await prisma.formVersion.findFirst({
      where: { campaignId: campaign.id, formId: forms[0] ?? '' },
      orderBy: { number: 'desc' },
    });
    if (!newest) return undefined;
    const form = await formIn(newest.id);
    return { language, campaign, deadline, about: 'notBegun', form, formVersionId: newest.id };
  }

  /** Areas of their own, in these roles, that have something to report and have not. */
  async function unreported({ identity, campaign }: At, roles: readonly string[]): Promise<string[]> {
    const { appointments } = await staffOf(prisma, identity, new Date());
    const own = appointments.filter((one) => one.campaignId === campaign.id && roles.includes(one.role));
    const areas = own.flatMap(({ scopes }) => scopes.filter(({ kind }) => kind === 'area'));
    const rows = await prisma.$queryRaw<{ value: string }[]>`
      SELECT DISTINCT o.value FROM unnest(${areas.map(({ value }) => value)}::text[]) AS o(value)
      WHERE ${isAwaitedReport(campaign)} ORDER BY o.value`;
    return rows.map(({ value }) => value);
  }

  /** Whether the person's deadline is the one that the reminder was for. */
  async function isStillDue({ personId, campaign, row }: At, { about, deadline }: Content): Promise<boolean> {
    const stated = new Date(deadline).getTime();
    if (about !== 'unit') return row.recommenderDeadline.getTime() === stated;
    const [more] = await prisma.$queryRaw<{ until: Date }[]>`
      SELECT until FROM (${effectiveUntil(campaign.id)}) given WHERE person_id = ${personId}::int`;
    return Math.max(row.unitDeadline.getTime(), more?.until.getTime() ?? 0) === stated;
  }

  return {
    reminded: async (identity, json) => {
      const content = json as Content;
      const { about } = content;
      const states = about === 'unit' ? ['open'] : ['open', 'closedToUnits'];
      const at = await atCampaign(prisma, identity, content.campaign, states);
      const deadline = new Date(content.deadline);
      if (!at || deadline <= new Date()) return undefined;
      if (about === 'correction') return ownForm(at, content, 'correction');
      if (!(await isStillDue(at, content))) return undefined;
      if (about === 'report') {
        const areas = await unreported(at, ['recommender', 'collector']);
        const { language, campaign } = at;
        return areas.length === 0 ? undefined : { language, campaign, deadline, about, areas };
      }
      return content.submission === undefined ? notBegun(at, deadline) : ownForm(at, content, 'draft');
    },
    digested: async (identity, json) => {
      const content = json as Omit<Digest, 'title'> & { readonly campaign: string; appointment: number };
      const at = await atCampaign(prisma, identity, content.campaign, ['open', 'closedToUnits']);
      if (!at) return undefined;
      const { appointments } = await staffOf(prisma, identity, new Date());
      const office = appointments.find(({ id }) => id === content.appointment);
      const { language, campaign } = at;
      const { fresh, corrected, begun, waiting, reported } = content;
      return (
        office && { language, campaign, title: office.title, fresh, corrected, begun, waiting, reported }
      );
    },
    escalated: async (identity, json): Promise<Escalation | undefined> => {
      const { about, deadline: stated, campaign: campaignId } = json as Content;
      const at = await atCampaign(prisma, identity, campaignId, [
        'open',
        'closedToUnits',
        'closedToRecommenders',
      ]);
      const deadline = new Date(stated);
      const own = about === 'report' ? at?.row.recommenderDeadline : at?.row.unitDeadline;
      // A deadline that was moved is told of when it has passed.
      if (!at || own?.getTime() !== deadline.getTime()) return undefined;
      const { language, campaign } = at;
      if (about === 'report') {
        const areas = await unreported(at, ['leader']);
        return areas.length === 0 ? undefined : { language, campaign, deadline, about, areas };
      }
      const areas = await unfiled(prisma, at);
      return areas.length === 0 ? undefined : { language, campaign, deadline, about: 'unit', areas };
    },
  };
}

/** By area, of the units of the roster that are a leading official's: how many have not filed. */
async function unfiled(
  prisma: PrismaClient,
  { identity, campaign }: At,
): Promise<Extract<Escalation, { about: 'unit' }>['areas']> {
  const { appointments } = await staffOf(prisma, identity, new Date());
  const leads = appointments.filter(({ role }) => role === 'leader');
  const { units } = await coverageStore(prisma).coverage(leads, campaign);
  const counts = new Map<string, { missing: number; units: number }>();
  for (const { area, state } of units) {
    const seen = counts.get(area ?? '') ?? { missing: 0, units: 0 };
    const isMissing = state === 'notStarted' || state === 'draft';
    counts.set(area ?? '', { missing: seen.missing + (isMissing ? 1 : 0), units: seen.units + 1 });
  }
  return [...counts].filter(([, { missing }]) => missing > 0).map(([area, count]) => ({ area, ...count }));
}

async function atCampaign(
  prisma: PrismaClient,
  identity: Identity,
  campaignId: string,
  states: readonly string[],
): Promise<At | undefined> {
  const { channel, externalId } = identity;
  const person = await prisma.person.findFirst({
    where: { mutedAt: null, identities: { some: { channel, externalId } } },
    select: { id: true, language: true },
  });
  const row = await prisma.campaign.findFirst({ where: { id: campaignId, state: { in: [...states] } } });
  if (!person || !row) return undefined;
  const campaign = row.definition as unknown as CampaignDefinition;
  return {
    personId: person.id,
    identity,
    language: person.language === 'en' ? 'en' : 'zh-CN',
    campaign,
    row,
  };
}
