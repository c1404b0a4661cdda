import type {
  ActiveSubmission,
  Change,
  Committed,
  Identity,
  Outcome,
  Parked,
  Standing,
} from '../intake/ports.js';
import { type AnswerRow, type AnswerValue, keyText, readKey } from '../survey/answers.js';
import type { Language } from '../survey/definition.js';
import type { PrismaClient } from './prisma/client.js';

/*
 * The two statements on the way of every answer: reading where a person stands, and committing what the answer
 * changes together with the mark on its update. Their cost does not grow with the answers' texts.
 */

/** [demand, question, skipped, value of a signal question] */
type PackedRow = readonly [number, string, boolean, AnswerValue | null];

interface StandingRow {
  person_id: number;
  language: string | null;
  unreachable: boolean;
  has_others: boolean;
  id: number | null;
  form_version_id: number;
  state: 'draft' | 'submitted';
  revision: number;
  cursor: string | null;
  parked: Parked | null;
  deadline: Date;
  demands: number[] | null;
  rows: PackedRow[] | null;
}

export async function readStanding(
  prisma: PrismaClient,
  identity: Identity,
  submission?: number,
): Promise<Standing> {
  const [row] = await prisma.$queryRaw<StandingRow[]>`
    SELECT p.id AS person_id, p.language, p.unreachable_at IS NOT NULL AS unreachable,
      EXISTS (SELECT 1 FROM submission o WHERE o.person_id = p.id AND o.id IS DISTINCT FROM s.id) AS has_others,
      s.id, s.form_version_id, s.state, s.revision, s.cursor, s.parked,
      CASE fv.definition->>'filledBy' WHEN 'unit' THEN c.unit_deadline ELSE c.recommender_deadline END AS deadline,
      (SELECT json_agg(d.id ORDER BY d.rank, d.id) FROM demand d WHERE d.submission_id = s.id) AS demands,
      (SELECT json_agg(json_build_array(a.demand_id, a.question_id, a.value IS NULL,
          CASE WHEN a.question_id = ANY(fv.signals) THEN a.value END))
        FROM answer a WHERE a.submission_id = s.id) AS rows
    FROM identity i
    JOIN person p ON p.id = i.person_id
    LEFT JOIN submission s ON s.id = COALESCE(${submission ?? null}::int, p.active_submission_id) AND s.person_id = p.id
    LEFT JOIN form_version fv ON fv.id = s.form_version_id
    LEFT JOIN campaign c ON c.id = s.campaign_id
    WHERE i.channel = ${identity.channel} AND i.external_id = ${identity.externalId}`;
  if (!row) return enter(prisma, identity);
  if (row.unreachable)
    await prisma.person.update({ where: { id: row.person_id }, data: { unreachableAt: null } });
  return {
    personId: row.person_id,
    language: language(row.language),
    hasOthers: row.has_others,
    active: row.id === null ? undefined : active(row, row.id),
  };
}

function active(row: StandingRow, id: number): ActiveSubmission {
  return {
    id,
    formVersionId: row.form_version_id,
    state: row.state,
    deadline: row.deadline,
    revision: row.revision,
    cursor: row.cursor === null ? undefined : readKey(row.cursor),
    parked: row.parked ?? {},
    demands: row.demands ?? [],
    rows: (row.rows ?? []).map(unpackRow),
  };
}

function unpackRow([demand, question, skipped, value]: PackedRow): AnswerRow {
  return { demand, question, skipped, ...(value !== null && { value }) };
}

/** Chinese is the default, whatever a client reports; only the person's own choice changes it. */
export function language(stored: string | null): Language {
  return stored === 'en' ? 'en' : 'zh-CN';
}

async function enter(prisma: PrismaClient, { channel, externalId }: Identity): Promise<Standing> {
  const personId = await prisma.$transaction(async (tx) => {
    // Two first messages at once: the second waits here and finds the person entered.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${channel}:${externalId}`}))`;
    const known = await tx.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
    if (known) return known.personId;
    const person = await tx.person.create({ data: { identities: { create: { channel, externalId } } } });
    return person.id;
  });
  return { personId, language: 'zh-CN', hasOthers: false, active: undefined };
}

export async function commitChange(prisma: PrismaClient, botId: number, change: Change): Promise<Committed> {
  const writes = change.writes.map((write) => ({
    demand: write.demand,
    question: write.question,
    value: write.value,
    note: write.note ?? null,
    messages: write.messageIds,
    pieces: write.pieceLengths,
  }));
  const removes = (change.removes ?? []).map((key) => ({ demand: key.demand, question: key.question }));
  const parked = change.parked === undefined ? null : JSON.stringify(change.parked);
  const [result] = await prisma.$queryRaw<{ waiting: boolean; changed: boolean }[]>`
    WITH arrived AS (
      SELECT 1 FROM inbox_update
      WHERE bot_id = ${botId}::bigint AND update_id = ${change.updateId}::bigint AND state = 'received'
      FOR UPDATE
    ), changed AS (
      UPDATE submission SET revision = revision + 1, changed_at = ${change.at}::timestamptz,
        cursor = ${change.cursor ? keyText(change.cursor) : null}::text,
        parked = CASE WHEN ${parked !== null}::boolean THEN ${parked}::jsonb ELSE parked END
      WHERE id = ${change.submissionId}::int AND person_id = ${change.personId}::int
        AND revision = ${change.revision}::int AND state = 'draft'
        AND (${change.settles}::boolean OR EXISTS (SELECT 1 FROM arrived))
      RETURNING id, revision
    ), opened AS (
      UPDATE person SET active_submission_id = ${change.submissionId}::int
      WHERE ${change.activates}::boolean AND id = ${change.personId}::int AND EXISTS (SELECT 1 FROM changed)
    ), written AS (
      SELECT w.*, c.id, c.revision FROM changed c,
        jsonb_to_recordset(${JSON.stringify(writes)}::jsonb)
          AS w(demand int, question text, value jsonb, note text, messages jsonb, pieces jsonb)
    ), removed AS (
      SELECT r.*, c.id FROM changed c,
        jsonb_to_recordset(${JSON.stringify(removes)}::jsonb) AS r(demand int, question text)
    ), kept AS (
      INSERT INTO answer_history (submission_id, demand_id, question_id, value, note, revision, answered_at, replaced_at)
      SELECT a.submission_id, a.demand_id, a.question_id, a.value, a.note, a.revision, a.answered_at, ${change.at}::timestamptz
      FROM answer a JOIN (
        SELECT id, demand, question FROM written UNION ALL SELECT id, demand, question FROM removed
      ) w ON a.submission_id = w.id AND a.demand_id = w.demand AND a.question_id = w.question
    ), taken AS (
      DELETE FROM answer a USING removed r
      WHERE a.submission_id = r.id AND a.demand_id = r.demand AND a.question_id = r.question
    ), stored AS (
      INSERT INTO answer (submission_id, demand_id, question_id, value, note, revision, answered_at, message_ids, piece_lengths)
      SELECT w.id, w.demand, w.question, w.value, w.note, w.revision, ${change.at}::timestamptz,
        ARRAY(SELECT jsonb_array_elements_text(w.messages)::int), ARRAY(SELECT jsonb_array_elements_text(w.pieces)::int)
      FROM written w
      ON CONFLICT (submission_id, demand_id, question_id) DO UPDATE SET value = EXCLUDED.value, note = EXCLUDED.note,
        revision = EXCLUDED.revision, answered_at = EXCLUDED.answered_at,
        message_ids = EXCLUDED.message_ids, piece_lengths = EXCLUDED.piece_lengths
    ), marked AS (
      UPDATE inbox_update SET state = 'applied', outcome = ${JSON.stringify(change.outcome)}::jsonb
      WHERE bot_id = ${botId}::bigint AND update_id = ${change.updateId}::bigint AND EXISTS (SELECT 1 FROM changed)
    )
    SELECT EXISTS (SELECT 1 FROM arrived) AS waiting, EXISTS (SELECT 1 FROM changed) AS changed`;
  if (result?.changed) return 'done';
  return result?.waiting || change.settles ? 'stale' : 'repeated';
}

export async function readOutcome(
  prisma: PrismaClient,
  botId: number,
  updateId: number,
): Promise<Outcome | undefined> {
  const [row] = await prisma.$queryRaw<{ outcome: Outcome | null }[]>`
    SELECT outcome FROM inbox_update WHERE bot_id = ${botId}::bigint AND update_id = ${updateId}::bigint`;
  return row?.outcome ?? undefined;
}
