import type { ActiveSubmission, Identity, Parked, Questionnaire, Standing } from '../intake/ports.js';
import { type AnswerRow, type AnswerValue, keyText, readKey } from '../survey/answers.js';
import type { Language } from '../survey/definition.js';
import { gathered } from './gathered.js';
import type { Statement } from './sql.js';
import type { Store } from './store.js';

/*
 * Where people stand: read at every message, for all that come at the same moment at once. Answers come as their
 * keys alone, whatever their texts weigh; values only of the questions that the rules look at.
 */

interface Asked {
  readonly identity: Identity;
  readonly submission: number | undefined;
}

/** [demand, question, value] of a question that rules look at. */
type Signal = readonly [number, string, AnswerValue];

interface StandingRow {
  at: number;
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
  unit_deadline: Date;
  recommender_deadline: Date;
  demands: number[] | null;
  answered: string | null;
  skipped: string | null;
  signals: Signal[] | null;
}

const newcomer = { language: 'zh-CN', hasOthers: false, active: undefined } as const;

const STANDINGS: Statement = {
  name: 'zhengji_standings',
  text: `
    SELECT asked.at, p.id AS person_id, p.language, p.unreachable_at IS NOT NULL AS unreachable,
      EXISTS (SELECT FROM submission o WHERE o.person_id = p.id AND o.id IS DISTINCT FROM s.id) AS has_others,
      s.id, s.form_version_id, s.state, s.revision, s.cursor, s.parked, c.unit_deadline, c.recommender_deadline,
      (SELECT json_agg(d.id ORDER BY d.rank, d.id) FROM demand d WHERE d.submission_id = s.id) AS demands,
      given.answered, given.skipped,
      CASE WHEN cardinality(fv.signals) > 0 THEN (
        SELECT json_agg(json_build_array(a.demand_id, a.question_id, a.value)) FROM answer a
        WHERE a.submission_id = s.id AND a.question_id = ANY(fv.signals) AND a.value IS NOT NULL
      ) END AS signals
    FROM jsonb_to_recordset($1::jsonb) AS asked(at int, channel text, "externalId" text, submission int)
    JOIN identity i ON i.channel = asked.channel AND i.external_id = asked."externalId"
    JOIN person p ON p.id = i.person_id
    LEFT JOIN submission s ON s.id = COALESCE(asked.submission, p.active_submission_id) AND s.person_id = p.id
    LEFT JOIN form_version fv ON fv.id = s.form_version_id
    LEFT JOIN campaign c ON c.id = s.campaign_id
    LEFT JOIN LATERAL (
      SELECT string_agg(a.demand_id || '.' || a.question_id, ' ') FILTER (WHERE a.value IS NOT NULL) AS answered,
        string_agg(a.demand_id || '.' || a.question_id, ' ') FILTER (WHERE a.value IS NULL) AS skipped
      FROM answer a WHERE a.submission_id = s.id
    ) given ON true`,
};

/** Reads where a person stands; enters a person who is not known yet. */
export function standingReader(
  { prisma, sql }: Store,
  questionnaire: (formVersionId: number) => Promise<Questionnaire>,
): (identity: Identity, submission?: number) => Promise<Standing> {
  const rowOf = gathered<Asked, StandingRow | undefined>({
    most: 64,
    run: async (asked) => {
      const rows = await sql.rows<StandingRow>(STANDINGS, [
        JSON.stringify(
          asked.map(({ identity, submission }, at) => ({ at, ...identity, submission: submission ?? null })),
        ),
      ]);
      const byPlace = new Map(rows.map((row) => [row.at, row]));
      return asked.map((_, at) => byPlace.get(at));
    },
  });
  return async (identity, submission) => {
    const row = await rowOf({ identity, submission });
    if (!row) return { personId: await enter(prisma, identity), ...newcomer };
    if (row.unreachable)
      await prisma.person.update({ where: { id: row.person_id }, data: { unreachableAt: null } });
    return {
      personId: row.person_id,
      language: language(row.language),
      hasOthers: row.has_others,
      active: row.id === null ? undefined : active(row, row.id, await questionnaire(row.form_version_id)),
    };
  };
}

function active(row: StandingRow, id: number, { form }: Questionnaire): ActiveSubmission {
  const byUnit = form.definition.filledBy === 'unit';
  return {
    id,
    formVersionId: row.form_version_id,
    state: row.state,
    deadline: byUnit ? row.unit_deadline : row.recommender_deadline,
    revision: row.revision,
    cursor: row.cursor === null ? undefined : readKey(row.cursor),
    parked: row.parked ?? {},
    demands: row.demands ?? [],
    rows: answerRows(row),
  };
}

/** Question ids have no spaces, so that a list of keys is read by its spaces alone. */
function answerRows({ answered, skipped, signals }: StandingRow): AnswerRow[] {
  const values = new Map(
    (signals ?? []).map(([demand, question, value]) => [keyText({ demand, question }), value]),
  );
  const keys = (text: string | null): string[] => (text === null ? [] : text.split(' '));
  return [
    ...keys(answered).map((key): AnswerRow => {
      const value = values.get(key);
      return { ...readKey(key), skipped: false, ...(value !== undefined && { value }) };
    }),
    ...keys(skipped).map((key): AnswerRow => ({ ...readKey(key), skipped: true })),
  ];
}

/** Chinese is the default, whatever a client reports; only the person's own choice changes it. */
function language(stored: string | null): Language {
  return stored === 'en' ? 'en' : 'zh-CN';
}

async function enter(prisma: Store['prisma'], { channel, externalId }: Identity): Promise<number> {
  return prisma.$transaction(async (tx) => {
    // Two first messages at once: the second waits here and finds the person entered.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${channel}:${externalId}`}))`;
    const known = await tx.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
    if (known) return known.personId;
    const person = await tx.person.create({ data: { identities: { create: { channel, externalId } } } });
    return person.id;
  });
}
