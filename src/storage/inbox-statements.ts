import type { Statement } from './sql.js';
import { standingsOfAsked } from './standing-statement.js';

/*
 * The inbox in SQL by hand: each step is one statement, since these are on the way of every message.
 * Rows are locked in order, so that two workers do not wait for each other.
 */

const ROW =
  'u.update_id::float8 AS update_id, u.lane, u.payload, u.state, u.outcome, u.attempts, u.received_at';
/** As the index of waiting rows is written. */
const WAITING = `u.lane <> '' AND u.state IN ('received', 'applied')`;

export const PENDING: Statement = {
  name: 'zhengji_pending',
  text: `
    WITH asked AS MATERIALIZED (
      SELECT $1::bigint AS bot, lane FROM jsonb_array_elements_text($2::jsonb) AS given(lane)
    )
    SELECT pending.* FROM asked CROSS JOIN LATERAL (
      SELECT ${ROW} FROM inbox_update u
      WHERE u.bot_id = asked.bot AND u.lane COLLATE "C" = asked.lane AND ${WAITING} OFFSET 0
    ) pending
    ORDER BY pending.update_id`,
};

/**
 * With each update comes where its person stands, which saves asking for it. A lane in hand is only looked at: this
 * worker frees none while this runs, so it stays in hand. What else waits there is in hand too, unless another process
 * has written it down.
 */
export const RECEIVE: Statement = {
  name: 'zhengji_receive',
  text: `
    WITH fresh AS (
      INSERT INTO inbox_update (bot_id, update_id, lane, payload, received_at)
      SELECT $1::bigint, i."updateId", i.lane, i.payload, COALESCE(NULLIF($5::text, '')::timestamptz, now())
      FROM jsonb_to_recordset($2::jsonb) AS i("updateId" bigint, lane text, payload jsonb)
      ORDER BY i."updateId"
      ON CONFLICT DO NOTHING
      RETURNING bot_id, update_id, lane, received_at
    ), wanted AS MATERIALIZED (
      SELECT f.bot_id AS bot, f.lane, l.worker_id, row_number() OVER (PARTITION BY l.worker_id IS NULL ORDER BY min(f.update_id)) AS place
      FROM fresh f LEFT JOIN lane l ON l.bot_id = f.bot_id AND l.lane = f.lane
      GROUP BY f.bot_id, f.lane, l.worker_id
    ), taken AS (
      INSERT INTO lane (bot_id, lane, worker_id)
      SELECT $1::bigint, w.lane, $3::int FROM wanted w WHERE w.worker_id IS NULL AND w.place <= $4::int
      ORDER BY w.lane
      ON CONFLICT DO NOTHING
      RETURNING bot_id AS bot, lane
    ), mine AS MATERIALIZED (
      SELECT bot, lane, true AS taken FROM taken
      UNION ALL SELECT bot, lane, false FROM wanted WHERE worker_id = $3::int
    ), asked AS MATERIALIZED (
      SELECT lane, 'telegram' AS channel, lane AS "externalId", NULL::int AS submission FROM mine
    ), known AS MATERIALIZED (${standingsOfAsked('asked.lane')}
    )
    SELECT f.update_id::float8 AS update_id, f.lane, f.received_at, to_json(k) AS known,
      EXISTS (SELECT 1 FROM dialog d WHERE d.key = f.lane) AS in_dialog
    FROM fresh f JOIN mine m ON m.lane = f.lane LEFT JOIN known k ON k.lane = m.lane
    UNION ALL
    SELECT u.update_id::float8, u.lane, NULL, NULL, NULL
    FROM mine m JOIN inbox_update u ON u.bot_id = m.bot AND u.lane COLLATE "C" = m.lane
    WHERE ${WAITING} AND (m.taken OR u.state = 'received')
    ORDER BY 1`,
};

export const CLAIM: Statement = {
  name: 'zhengji_claim',
  flushedLater: true,
  text: `
    WITH asked AS MATERIALIZED (
      SELECT ARRAY(SELECT jsonb_array_elements_text($3::jsonb)::int) AS dead,
        ARRAY(SELECT jsonb_array_elements_text($4::jsonb)) AS in_hand
    ), waiting AS MATERIALIZED (
      SELECT u.lane FROM asked, inbox_update u
      LEFT JOIN lane l ON l.bot_id = u.bot_id AND l.lane = u.lane
      WHERE u.bot_id = $1::bigint AND ${WAITING}
        AND (l.worker_id IS NULL OR l.worker_id = ANY(asked.dead)
          OR l.worker_id = $2::int AND u.lane <> ALL(asked.in_hand))
      GROUP BY u.lane ORDER BY min(u.update_id) LIMIT $5::int
    )
    INSERT INTO lane (bot_id, lane, worker_id)
    SELECT $1::bigint, w.lane, $2::int FROM waiting w
    ORDER BY w.lane
    ON CONFLICT (bot_id, lane) DO UPDATE SET worker_id = $2::int, claimed_at = now()
      WHERE lane.worker_id = ANY(ARRAY(SELECT jsonb_array_elements_text($3::jsonb)::int)) OR lane.worker_id = $2::int
    RETURNING lane`,
};

export const CLAIM_LANE: Statement = {
  name: 'zhengji_claim_lane',
  flushedLater: true,
  text: `
    INSERT INTO lane (bot_id, lane, worker_id) VALUES ($1::bigint, $2::text, $3::int)
    ON CONFLICT (bot_id, lane) DO UPDATE SET claimed_at = now() WHERE lane.worker_id = $3::int
    RETURNING lane`,
};

export const FINISH: Statement = {
  name: 'zhengji_finish',
  // Undone, it would only have a reply given once more.
  flushedLater: true,
  text: `
    WITH finished AS MATERIALIZED (
      SELECT $1::bigint AS bot, ARRAY['received', 'applied'] AS states, f.* FROM jsonb_to_recordset($2::jsonb) AS f("updateId" bigint, lane text, free boolean)
    ), held AS MATERIALIZED (
      SELECT l.bot_id AS bot, l.lane FROM (SELECT DISTINCT bot, lane, $3::int AS worker FROM finished WHERE free) f
      JOIN lane l ON l.bot_id = f.bot AND l.lane = f.lane AND l.worker_id = f.worker
    ), marked AS (
      UPDATE inbox_update u SET state = 'replied', payload = NULL, outcome = NULL, lane = ''
      FROM finished f
      WHERE u.bot_id = f.bot AND u.update_id = f."updateId" AND u.state = ANY(f.states)
    ), waiting AS MATERIALIZED (
      SELECT ${ROW}
      FROM held h JOIN inbox_update u ON u.bot_id = h.bot AND u.lane COLLATE "C" = h.lane
      WHERE ${WAITING} AND u.update_id NOT IN (SELECT "updateId" FROM finished)
    ), freed AS (
      DELETE FROM lane l USING held h
      WHERE l.bot_id = h.bot AND l.lane = h.lane AND l.worker_id = $3::int
        AND h.lane NOT IN (SELECT lane FROM waiting)
    )
    SELECT * FROM waiting ORDER BY update_id`,
};

export const FAIL: Statement = {
  name: 'zhengji_fail',
  text: `
    UPDATE inbox_update SET attempts = attempts + 1 WHERE bot_id = $1::bigint AND update_id = $2::bigint
    RETURNING attempts`,
};
