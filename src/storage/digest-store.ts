import type { ScheduledCampaign } from '../notices/ports.js';
import type { Appointment, Role, ScopeRule } from '../people/appointment.js';
import type { Prisma, PrismaClient } from './prisma/client.js';
import { formsOf, inForce } from './reminder-sql.js';
import { within } from './scope.js';

/* The morning digest: each office is looked at once a day, and told only where there is something new. */

interface Today {
  readonly campaign: ScheduledCampaign;
  readonly today: { readonly date: string; readonly planned: Date };
  readonly at: Date;
  readonly priority: number;
}

interface OfficeRow {
  readonly id: number;
  readonly personId: number;
  readonly role: Role;
  readonly title: string;
  /** Of the last digest, or of the appointment; to the second, as Telegram dates what is filed. */
  readonly since: Date;
}

export async function queueDigest(prisma: PrismaClient, botId: number, day: Today): Promise<void> {
  for (const office of await notLookedAt(prisma, day)) {
    const { campaign, today, at, priority } = day;
    const campaignId = campaign.definition.id;
    const scopes = await prisma.scope.findMany({ where: { appointmentId: office.id } });
    const appointment: Appointment = {
      ...office,
      campaignId,
      scopes: scopes.map(({ kind, value }) => ({ kind: kind as ScopeRule['kind'], value })),
    };
    const news = await newsFor(prisma, campaign, appointment, office.since);
    const isNews = news.fresh + news.corrected + news.begun + news.reported.length > 0;
    const key = { campaignId, personId: office.personId, reason: `digest:${today.date}:${office.id}` };
    await prisma.$transaction(async (tx) => {
      // Where nothing is new the day is marked all the same: what comes in an hour is tomorrow's.
      const { count } = await tx.reminder.createMany({ data: { ...key, at }, skipDuplicates: true });
      if (count === 0 || !isNews) return;
      const content = { campaign: campaignId, appointment: office.id, ...news };
      await tx.delivery.create({
        data: { botId, personId: office.personId, kind: 'digest', content, priority },
      });
    });
  }
}

function notLookedAt(prisma: PrismaClient, { campaign, today, at }: Today): Promise<OfficeRow[]> {
  const campaignId = campaign.definition.id;
  return prisma.$queryRaw<OfficeRow[]>`
    SELECT a.id, a.person_id AS "personId", a.role, a.title, date_trunc('second', COALESCE((
        SELECT max(last.at) FROM reminder last WHERE last.campaign_id = ${campaignId} AND last.person_id = p.id
          AND last.reason LIKE 'digest:%:' || a.id
      ), a.appointed_at)) AS since
    FROM appointment a JOIN person p ON p.id = a.person_id
    WHERE a.campaign_id = ${campaignId} AND a.role IN ('planner', 'responsible', 'collector')
      AND a.appointed_at <= ${today.planned}::timestamptz AND ${inForce(at)}
      AND p.muted_at IS NULL AND p.unreachable_at IS NULL
      AND EXISTS (SELECT FROM identity i WHERE i.person_id = p.id)
      AND NOT EXISTS (
        SELECT FROM reminder told WHERE told.campaign_id = ${campaignId} AND told.person_id = p.id
          AND told.reason = 'digest:' || ${today.date}::text || ':' || a.id)
    ORDER BY a.id`;
}

async function newsFor(
  prisma: PrismaClient,
  { definition }: ScheduledCampaign,
  appointment: Appointment,
  since: Date,
): Promise<{ fresh: number; corrected: number; begun: number; waiting: number; reported: string[] }> {
  const campaignId = definition.id;
  const count = (where: Prisma.FiledDemandWhereInput): Promise<number> =>
    prisma.filedDemand.count({ where: { AND: [within([appointment]), { campaignId }, where] } });
  const areas = appointment.scopes.flatMap(({ kind, value }) => (kind === 'area' ? [value] : []));
  const isPlanner = appointment.role === 'planner';
  const reports = await prisma.sheetReport.findMany({
    where: {
      campaignId,
      reportedAt: { gte: since },
      appointmentId: { not: appointment.id },
      ...(!isPlanner && { owner: { in: areas } }),
    },
    distinct: ['owner'],
    orderBy: { owner: 'asc' },
    select: { owner: true },
  });
  const asked = definition.forms.flatMap(({ roles }) => roles.area ?? []);
  const [begun] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM submission s
    WHERE s.campaign_id = ${campaignId} AND s.form_id = ANY(${formsOf(definition, 'unit')}::text[])
      AND s.entered_by IS NULL AND s.started_at >= ${since}::timestamptz
      AND (${isPlanner}::boolean OR EXISTS (
        SELECT FROM answer g WHERE g.submission_id = s.id AND g.demand_id = 0 AND g.question_id = ANY(${asked}::text[])
          AND g.value #>> '{}' = ANY(${areas}::text[])
      ) OR EXISTS (
        SELECT FROM roster_unit r WHERE r.campaign_id = ${campaignId} AND r.person_id = s.person_id
          AND r.removed_at IS NULL AND r.area = ANY(${areas}::text[])))`;
  return {
    fresh: await count({ state: 'waiting', filedAt: { gte: since } }),
    corrected: await count({ state: 'corrected', filedAt: { gte: since } }),
    begun: begun?.count ?? 0,
    waiting: await count({ state: { in: ['waiting', 'corrected'] } }),
    reported: reports.map(({ owner }) => owner),
  };
}
