import type { DueReminder, ReminderStore, ScheduledCampaign } from '../notices/ports.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { queueDigest } from './digest-store.js';
import type { PrismaClient } from './prisma/client.js';
import { Prisma } from './prisma/client.js';
import { effectiveUntil, formsOf, inForce, isAwaitedReport } from './reminder-sql.js';

/*
 * Who is reminded, in SQL: whoever it concerns and has not been told for this reason. The mark and the delivery are
 * one statement, and of two at once the second finds the mark. Lists are asked for by NOT IN and IN … IS TRUE: so each
 * is read once and hashed, where a join of lists that the planner takes for short would read them row by row.
 */

/** Behind what is for one person alone: a form that was sent back goes first. */
const priority = 200;

export function reminderStore(prisma: PrismaClient, botId: number): ReminderStore {
  const queue = (who: Prisma.Sql, kind: string, campaign: ScheduledCampaign, at: Date): Promise<number> =>
    prisma.$executeRaw`
      WITH who AS MATERIALIZED (${who}), marked AS (
        INSERT INTO reminder (campaign_id, person_id, reason, at)
        SELECT ${campaign.definition.id}, person_id, reason, ${at}::timestamptz FROM who
        ON CONFLICT DO NOTHING RETURNING person_id, reason
      )
      INSERT INTO delivery (bot_id, person_id, kind, content, priority)
      SELECT ${botId}::bigint, who.person_id, ${kind}, jsonb_strip_nulls(who.content), ${priority}::int
      FROM who WHERE ((who.person_id, who.reason) IN (SELECT person_id, reason FROM marked)) IS TRUE
      ORDER BY who.person_id`;
  return {
    clock: async () => {
      const [row] = await prisma.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
      return row?.now ?? new Date(Number.NaN);
    },
    scheduled: () => scheduled(prisma),
    remindContacts: async (campaign, filledBy, dues, at) => {
      const forms = formsOf(campaign.definition, filledBy);
      if (dues.length === 0 || forms.length === 0) return;
      const begun =
        filledBy === 'unit'
          ? Prisma.sql`${drafts(campaign, forms)} UNION ALL ${notBegun(campaign, forms)}`
          : drafts(campaign, forms);
      await queue(whoFiles(campaign, begun, filledBy, dues), 'reminder', campaign, at);
    },
    remindCorrections: async (campaign, dues, at) => {
      if (dues.length > 0) await queue(whoCorrects(campaign, dues), 'reminder', campaign, at);
    },
    remindOffices: async (campaign, due, at) => {
      const who = offices(campaign, ['recommender', 'collector'], 'report', due, at);
      await queue(Prisma.sql`${who} AND ${isAwaitedReport(campaign.definition)}`, 'reminder', campaign, at);
    },
    escalate: async (campaign, about, due, at) => {
      const who = offices(campaign, ['leader'], about, due, at);
      const behind =
        about === 'report' ? Prisma.sql` AND ${isAwaitedReport(campaign.definition)}` : Prisma.empty;
      await queue(Prisma.sql`${who}${behind}`, 'escalation', campaign, at);
    },
    digest: (campaign, today, at) => queueDigest(prisma, botId, { campaign, today, at, priority }),
  };
}

async function scheduled(prisma: PrismaClient): Promise<ScheduledCampaign[]> {
  const rows = await prisma.campaign.findMany({
    where: { state: { in: ['open', 'closedToUnits', 'closedToRecommenders'] }, noticeVersion: { not: null } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  });
  const ids = rows.map(({ id }) => id);
  const extended = await prisma.extension.findMany({
    where: { campaignId: { in: ids }, withdrawnAt: null },
    distinct: ['campaignId', 'until'],
    select: { campaignId: true, until: true },
  });
  const corrections = await prisma.$queryRaw<{ campaignId: string; due: string }[]>`
    SELECT DISTINCT campaign_id AS "campaignId", unlocked->>'dueAt' AS due FROM submission
    WHERE campaign_id = ANY(${ids}::text[]) AND state = 'correcting' AND unlocked->>'dueAt' IS NOT NULL`;
  return rows.map((row) => ({
    definition: row.definition as unknown as CampaignDefinition,
    state: row.state as ScheduledCampaign['state'],
    unitDeadline: row.unitDeadline,
    recommenderDeadline: row.recommenderDeadline,
    unitGrace: row.unitGrace,
    recommenderGrace: row.recommenderGrace,
    extendedTo: extended.filter(({ campaignId }) => campaignId === row.id).map(({ until }) => until),
    correctionsDue: corrections
      .filter(({ campaignId }) => campaignId === row.id)
      .map(({ due }) => new Date(due)),
  }));
}

/** As a table: deadline, reason, planned, and the deadline in words for the content. */
function dueTable(dues: readonly DueReminder[]): Prisma.Sql {
  const rows = dues.map(({ deadline, reason, planned }) => ({ deadline, reason, planned, mark: deadline }));
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS due(deadline timestamptz, reason text, planned timestamptz, mark text)`;
}

/** Who may be spoken to: they want it, are known still and have not blocked the bot. */
const reachable = Prisma.sql`p.muted_at IS NULL AND p.unreachable_at IS NULL
  AND EXISTS (SELECT FROM identity i WHERE i.person_id = p.id)`;

function notTold({ definition: { id } }: ScheduledCampaign, reason: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (
    SELECT FROM reminder told WHERE told.campaign_id = ${id} AND told.person_id = p.id AND told.reason = ${reason})`;
}

/** Forms that were begun; what was entered from paper is nobody's own. */
function drafts({ definition: { id } }: ScheduledCampaign, forms: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT s.person_id, s.id AS submission, s.changed_at AS seen,
      GREATEST(s.started_at, back.at) AS since
    FROM submission s LEFT JOIN (
      SELECT submission_id, max(withdrawn_at) AS at FROM receipt
      WHERE campaign_id = ${id} AND withdrawn_at IS NOT NULL GROUP BY submission_id
    ) back ON back.submission_id = s.id
    WHERE s.campaign_id = ${id} AND s.form_id = ANY(${[...forms]}::text[]) AND s.state = 'draft' AND s.entered_by IS NULL`;
}

/**
 * Those who came by the link of a unit that nobody has filed for, and those who accepted the notice, and have no form.
 * The staff accept it too, and whoever handed a form over is done with it.
 */
function notBegun({ definition: { id } }: ScheduledCampaign, forms: readonly string[]): Prisma.Sql {
  const withForm = Prisma.sql`
    SELECT o.person_id FROM submission o
    WHERE o.campaign_id = ${id} AND o.form_id = ANY(${[...forms]}::text[]) AND o.entered_by IS NULL`;
  const filed = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT ${column} FROM filed_demand f
    WHERE f.campaign_id = ${id} AND f.state <> 'withdrawn' AND ${column} IS NOT NULL`;
  return Prisma.sql`
    SELECT r.person_id, NULL::int, NULL::timestamptz, COALESCE(came.at, b.created_at)
    FROM roster_unit r JOIN person b ON b.id = r.person_id
    LEFT JOIN (
      SELECT used_by, max(used_at) AS at FROM invitation
      WHERE campaign_id = ${id} AND used_at IS NOT NULL GROUP BY used_by
    ) came ON came.used_by = r.person_id
    WHERE r.campaign_id = ${id} AND r.removed_at IS NULL AND r.person_id NOT IN (${withForm})
      AND (r.credit_code IS NULL OR r.credit_code NOT IN (${filed(Prisma.sql`f.credit_code`)}))
      AND r.name NOT IN (${filed(Prisma.sql`f.unit`)})
    UNION ALL
    SELECT n.person_id, NULL::int, NULL::timestamptz, n.accepted_at FROM consent n
    WHERE n.campaign_id = ${id} AND n.person_id NOT IN (${withForm})
      AND n.person_id NOT IN (SELECT a.person_id FROM appointment a WHERE a.campaign_id = ${id})
      AND n.person_id NOT IN (SELECT h.person_id FROM delivery h WHERE h.kind = 'handed-over')`;
}

function whoFiles(
  campaign: ScheduledCampaign,
  begun: Prisma.Sql,
  filledBy: 'unit' | 'recommender',
  dues: readonly DueReminder[],
): Prisma.Sql {
  const { definition, unitDeadline, recommenderDeadline } = campaign;
  const extended = Prisma.sql`LEFT JOIN (${effectiveUntil(definition.id)}) more ON more.person_id = w.person_id`;
  const deadline =
    filledBy === 'unit'
      ? Prisma.sql`GREATEST(${unitDeadline}::timestamptz, more.until)`
      : Prisma.sql`${recommenderDeadline}::timestamptz`;
  return Prisma.sql`
    SELECT DISTINCT ON (w.person_id) w.person_id, due.reason,
      jsonb_build_object('about', ${filledBy}::text, 'campaign', ${definition.id}::text, 'submission', w.submission,
        'deadline', due.mark) AS content
    FROM (${begun}) w(person_id, submission, seen, since) JOIN person p ON p.id = w.person_id
    ${filledBy === 'unit' ? extended : Prisma.empty}
    JOIN ${dueTable(dues)} ON due.deadline = ${deadline} AND w.since <= due.planned
    WHERE ${reachable} AND (p.id, due.reason) NOT IN (
      SELECT told.person_id, told.reason FROM reminder told
      WHERE told.campaign_id = ${definition.id} AND told.reason = ANY(${dues.map(({ reason }) => reason)}::text[]))
    ORDER BY w.person_id, w.submission IS NULL, w.seen DESC`;
}

function whoCorrects(campaign: ScheduledCampaign, dues: readonly DueReminder[]): Prisma.Sql {
  const { id } = campaign.definition;
  const reason = Prisma.sql`replace(due.reason, 'correction:', 'correction:' || s.id || ':')`;
  return Prisma.sql`
    SELECT p.id AS person_id, ${reason} AS reason,
      jsonb_build_object('about', 'correction', 'campaign', ${id}::text, 'submission', s.id, 'deadline', due.mark) AS content
    FROM submission s JOIN person p ON p.id = s.person_id
    JOIN ${dueTable(dues)} ON due.deadline = (s.unlocked->>'dueAt')::timestamptz
    WHERE s.campaign_id = ${id} AND s.state = 'correcting' AND s.entered_by IS NULL AND ${reachable}
      AND NOT EXISTS (SELECT FROM correction c WHERE c.submission_id = s.id AND c.sent_at > due.planned)
      AND ${notTold(campaign, reason)}`;
}

/** Appointments of these roles with an area of their own, as `o`; more conditions can follow. */
function offices(
  campaign: ScheduledCampaign,
  roles: readonly string[],
  about: string,
  { reason, deadline, planned }: DueReminder,
  at: Date,
): Prisma.Sql {
  const { id } = campaign.definition;
  return Prisma.sql`
    SELECT DISTINCT p.id AS person_id, ${reason}::text AS reason,
      jsonb_build_object('about', ${about}::text, 'campaign', ${id}::text, 'deadline', ${deadline.toISOString()}::text) AS content
    FROM appointment a JOIN person p ON p.id = a.person_id
    JOIN scope o ON o.appointment_id = a.id AND o.kind = 'area'
    WHERE a.campaign_id = ${id} AND a.role = ANY(${[...roles]}::text[]) AND a.appointed_at <= ${planned}::timestamptz
      AND ${inForce(at)} AND ${reachable} AND ${notTold(campaign, Prisma.sql`${reason}::text`)}`;
}
