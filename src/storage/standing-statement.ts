import type { Parked, SubmissionState } from '../intake/ports.js';
import type { AnswerValue } from '../survey/answers.js';
import type { Unlocked } from '../survey/corrections.js';
import type { Statement } from './sql.js';

/*
 * Where people stand, in SQL: read at every message, along with writing it down. Answers come as their keys alone,
 * whatever their texts weigh; values only of the questions that the rules look at.
 */

/** [demand, question, value] of a question that rules look at. */
export type Signal = readonly [number, string, AnswerValue];

export interface StandingRow {
  person_id: number;
  language: string | null;
  unreachable: boolean;
  has_others: boolean;
  is_elsewhere: boolean;
  id: number | null;
  form_version_id: number;
  state: SubmissionState;
  /** The appointment in which it was entered from paper; null for a form of one's own. */
  entered_by: number | null;
  /** null without a questionnaire. */
  notice_renewed: boolean | null;
  revision: number;
  cursor: string | null;
  parked: Parked | null;
  unlocked: Unlocked | null;
  /** Text when it was read along as JSON. */
  unit_deadline: Date | string;
  recommender_deadline: Date | string;
  unit_grace: number;
  recommender_grace: number;
  campaign_state: string;
  /** More time for this unit, by its contact or by its place on the roster. */
  extended: Date | string | null;
  demands: number[] | null;
  answered: string | null;
  skipped: string | null;
  /** Answered since the form was sent back. */
  renewed: string | null;
  signals: Signal[] | null;
}

/** Of everybody in a list `asked` (channel, "externalId", submission); `columns` of it come along. */
export function standingsOfAsked(columns: string): string {
  return `
    SELECT ${columns}, p.id AS person_id, p.language, p.unreachable_at IS NOT NULL AS unreachable,
      s.entered_by IS NULL AND EXISTS (
        SELECT FROM submission o WHERE o.person_id = p.id AND o.entered_by IS NULL AND o.id IS DISTINCT FROM s.id
      ) AS has_others,
      s.id IS DISTINCT FROM p.active_submission_id AS is_elsewhere,
      s.id, s.form_version_id, s.state, s.entered_by, s.revision, s.cursor, s.parked, s.unlocked, c.unit_deadline, c.recommender_deadline,
      c.unit_grace, c.recommender_grace, c.state AS campaign_state,
      GREATEST(
        (SELECT max(e.until) FROM extension e
          WHERE e.person_id = p.id AND e.campaign_id = c.id AND e.withdrawn_at IS NULL),
        (SELECT max(e.until) FROM roster_unit r JOIN extension e ON e.roster_unit_id = r.id
          WHERE r.person_id = p.id AND e.campaign_id = c.id AND e.withdrawn_at IS NULL)
      ) AS extended,
      s.state = 'draft' AND s.entered_by IS NULL AND c.notice_version IS NOT NULL AND NOT EXISTS (
        SELECT FROM consent n
        WHERE n.person_id = p.id AND n.campaign_id = c.id AND n.text_version = c.notice_version
      ) AS notice_renewed,
      (SELECT json_agg(d.id ORDER BY d.rank, d.id) FROM demand d WHERE d.submission_id = s.id) AS demands,
      given.answered, given.skipped, given.renewed,
      CASE WHEN cardinality(fv.signals) > 0 THEN (
        SELECT json_agg(json_build_array(a.demand_id, a.question_id, a.value)) FROM answer a
        WHERE a.submission_id = s.id AND a.question_id = ANY(fv.signals) AND a.value IS NOT NULL
      ) END AS signals
    FROM asked JOIN identity i ON i.channel = asked.channel AND i.external_id = asked."externalId"
    JOIN person p ON p.id = i.person_id
    LEFT JOIN submission s ON s.id = COALESCE(asked.submission, p.active_submission_id) AND s.person_id = p.id
    LEFT JOIN form_version fv ON fv.id = s.form_version_id
    LEFT JOIN campaign c ON c.id = s.campaign_id
    LEFT JOIN LATERAL (
      SELECT string_agg(a.demand_id || '.' || a.question_id, ' ') FILTER (WHERE a.value IS NOT NULL) AS answered,
        string_agg(a.demand_id || '.' || a.question_id, ' ') FILTER (WHERE a.value IS NULL) AS skipped,
        string_agg(a.demand_id || '.' || a.question_id, ' ')
          FILTER (WHERE s.unlocked IS NOT NULL AND a.revision > (s.unlocked->>'revision')::int) AS renewed
      FROM answer a WHERE a.submission_id = s.id
    ) given ON true`;
}

export const STANDINGS: Statement = {
  name: 'zhengji_standings',
  text: `
    WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS a(at int, channel text, "externalId" text, submission int)
    )${standingsOfAsked('asked.at')}`,
};
