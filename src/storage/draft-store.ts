import type { Change, Committed, Outcome } from '../intake/ports.js';
import { keyText } from '../survey/answers.js';
import { gathered } from './gathered.js';
import type { Statement } from './sql.js';
import type { Store } from './store.js';

/*
 * Committing what answers change, together with the marks on their updates: one statement for all answers of a
 * moment. Its cost does not grow with what a draft holds already.
 */

interface CommittedRow {
  at: number;
  waiting: boolean;
  changed: boolean;
}

/**
 * Each change takes hold only if its update still waits and its draft is as it was read. With it goes the mark of
 * what ended before in the same chat: lanes are worked in order, so an applied update behind this one has had its
 * reply.
 */
export const COMMIT: Statement = {
  name: 'zhengji_commit',
  text: `
    WITH change AS MATERIALIZED (
      SELECT $1::bigint AS bot, 'received' AS received, 'draft' AS draft, 'correcting' AS correcting, c.*
      FROM jsonb_to_recordset($2::jsonb) AS c(
        at int, "updateId" bigint, settles boolean, "personId" int, activates boolean, "submissionId" int,
        revision int, cursor text, parks boolean, parked jsonb, "happenedAt" timestamptz, outcome jsonb,
        writes jsonb, removes jsonb)
    ), arrived AS MATERIALIZED (
      SELECT c.at, c.bot, c."updateId", u.lane
      FROM change c JOIN inbox_update u ON u.bot_id = c.bot AND u.update_id = c."updateId"
        AND u.state = c.received
      ORDER BY c."updateId" FOR UPDATE OF u
    ), changed AS (
      UPDATE submission s SET revision = s.revision + 1, changed_at = c."happenedAt", cursor = c.cursor,
        parked = CASE WHEN c.parks THEN c.parked ELSE s.parked END
      FROM change c
      WHERE s.id = c."submissionId" AND s.person_id = c."personId" AND s.revision = c.revision
        AND s.state IN (c.draft, c.correcting)
        AND (c.settles OR c.at IN (SELECT at FROM arrived))
      RETURNING c.at, s.id, s.revision, c."happenedAt", c.writes, c.removes
    ), opened AS (
      UPDATE person p SET active_submission_id = c."submissionId" FROM change c
      WHERE c.activates AND p.id = c."personId" AND c.at IN (SELECT at FROM changed)
    ), written AS MATERIALIZED (
      SELECT c.id, c.revision, c."happenedAt", w.* FROM changed c, jsonb_to_recordset(c.writes)
        AS w(demand int, question text, value jsonb, note text, messages int[], pieces int[])
    ), removed AS MATERIALIZED (
      SELECT c.id, c."happenedAt", r.* FROM changed c, jsonb_to_recordset(c.removes) AS r(demand int, question text)
    ), kept AS (
      INSERT INTO answer_history (submission_id, demand_id, question_id, value, note, revision, answered_at, replaced_at)
      SELECT a.submission_id, a.demand_id, a.question_id, a.value, a.note, a.revision, a.answered_at, w."happenedAt"
      FROM (
        SELECT id, demand, question, "happenedAt" FROM written
        UNION ALL SELECT id, demand, question, "happenedAt" FROM removed
      ) w JOIN answer a ON a.submission_id = w.id AND a.demand_id = w.demand AND a.question_id = w.question
    ), taken AS (
      DELETE FROM answer a USING removed r
      WHERE a.submission_id = r.id AND a.demand_id = r.demand AND a.question_id = r.question
    ), stored AS (
      INSERT INTO answer (submission_id, demand_id, question_id, value, note, revision, answered_at, message_ids, piece_lengths)
      SELECT w.id, w.demand, w.question, w.value, w.note, w.revision, w."happenedAt", w.messages, w.pieces
      FROM written w
      ON CONFLICT (submission_id, demand_id, question_id) DO UPDATE SET value = EXCLUDED.value, note = EXCLUDED.note,
        revision = EXCLUDED.revision, answered_at = EXCLUDED.answered_at,
        message_ids = EXCLUDED.message_ids, piece_lengths = EXCLUDED.piece_lengths
    ), marked AS (
      UPDATE inbox_update u SET state = 'applied', outcome = c.outcome FROM change c
      WHERE u.bot_id = c.bot AND u.update_id = c."updateId" AND c.at IN (SELECT at FROM changed)
    ), ended AS (
      UPDATE inbox_update u SET state = 'replied', payload = NULL, outcome = NULL, lane = '' FROM arrived a
      WHERE u.bot_id = a.bot AND u.lane COLLATE "C" = a.lane AND u.lane <> '' AND u.update_id < a."updateId"
        AND u.state = 'applied' AND a.at IN (SELECT at FROM changed)
    )
    SELECT c.at, c.at IN (SELECT at FROM arrived) AS waiting, c.at IN (SELECT at FROM changed) AS changed
    FROM change c`,
};

export function committer({ sql }: Store, botId: number): (change: Change) => Promise<Committed> {
  return gathered<Change, Committed>({
    most: 64,
    apart: (change) => change.submissionId,
    run: async (changes) => {
      const given = JSON.stringify(changes.map((change, at) => stated(change, at)));
      const rows = await sql.rows<CommittedRow>(COMMIT, [botId, given]);
      const byPlace = new Map(rows.map((row) => [row.at, row]));
      return changes.map((change, at) => {
        const row = byPlace.get(at);
        if (row?.changed) return 'done';
        return row?.waiting || change.settles ? 'stale' : 'repeated';
      });
    },
  });
}

function stated(change: Change, at: number): object {
  return {
    at,
    updateId: change.updateId,
    settles: change.settles,
    personId: change.personId,
    activates: change.activates,
    submissionId: change.submissionId,
    revision: change.revision,
    cursor: change.cursor ? keyText(change.cursor) : null,
    parks: change.parked !== undefined,
    parked: change.parked,
    happenedAt: change.at,
    outcome: change.outcome,
    writes: change.writes.map((write) => ({
      demand: write.demand,
      question: write.question,
      value: write.value,
      note: write.note,
      messages: write.messageIds,
      pieces: write.pieceLengths,
    })),
    removes: (change.removes ?? []).map(({ demand, question }) => ({ demand, question })),
  };
}

const OUTCOME: Statement = {
  name: 'zhengji_outcome',
  text: 'SELECT outcome FROM inbox_update WHERE bot_id = $1::bigint AND update_id = $2::bigint',
};

export async function readOutcome(
  { sql }: Store,
  botId: number,
  updateId: number,
): Promise<Outcome | undefined> {
  const [row] = await sql.rows<{ outcome: Outcome | null }>(OUTCOME, [botId, updateId]);
  return row?.outcome ?? undefined;
}
