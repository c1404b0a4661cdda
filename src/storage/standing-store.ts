import type { ActiveSubmission, IntakeStore, Paper, Questionnaire, Standing } from '../intake/ports.js';
import type { Identity } from '../people/staff-port.js';
import { type AnswerRow, keyText, readKey } from '../survey/answers.js';
import { campaignStateOf } from '../survey/campaign-state.js';
import { type Closing, closingOf, closingOfCorrections } from '../survey/closing.js';
import type { Language } from '../survey/definition.js';
import { gathered } from './gathered.js';
import { isOpenToItsPerson } from './in-force.js';
import type { PrismaClient } from './prisma/client.js';
import { STANDINGS, type StandingRow } from './standing-statement.js';
import type { Store } from './store.js';

/* Where people stand, read for all who ask at the same moment at once, unless it was read along with their message. */

interface Asked {
  readonly identity: Identity;
  readonly submission: number | undefined;
}

type Placed = StandingRow & { at: number };

const newcomer: Standing = {
  personId: 0,
  language: 'zh-CN',
  hasOthers: false,
  isElsewhere: false,
  noticeRenewed: false,
  active: undefined,
};

/** Reads where a person stands. */
export function standingReader(
  { prisma, sql }: Store,
  questionnaire: (formVersionId: number) => Promise<Questionnaire>,
): IntakeStore['standing'] {
  const rowOf = gathered<Asked, StandingRow | undefined>({
    most: 64,
    run: async (asked) => {
      const rows = await sql.rows<Placed>(STANDINGS, [
        JSON.stringify(
          asked.map(({ identity, submission }, at) => ({ at, ...identity, submission: submission ?? null })),
        ),
      ]);
      const byPlace = new Map(rows.map((row) => [row.at, row]));
      return asked.map((_, at) => byPlace.get(at));
    },
  });
  return async (identity, submission, known) => {
    const read = known as StandingRow | undefined;
    const isIt = read && (submission === undefined || submission === read.id);
    const row = isIt ? read : await rowOf({ identity, submission });
    if (!row) return newcomer;
    if (row.unreachable)
      await prisma.person.update({ where: { id: row.person_id }, data: { unreachableAt: null } });
    const paper = row.id === null || row.entered_by === null ? undefined : await paperOf(prisma, row);
    const isOpen = row.id !== null && paper !== 'notTheirs';
    return {
      personId: row.person_id,
      language: language(row.language),
      hasOthers: row.has_others,
      isElsewhere: row.is_elsewhere,
      noticeRenewed: row.notice_renewed === true,
      active:
        isOpen && row.id !== null
          ? active(row, row.id, await questionnaire(row.form_version_id), paper)
          : undefined,
    };
  };
}

/** Texts where the row was read along as JSON. */
function closing(row: StandingRow, { form }: Questionnaire): Closing {
  const clock = {
    state: campaignStateOf(row.campaign_state),
    unitDeadline: new Date(row.unit_deadline),
    recommenderDeadline: new Date(row.recommender_deadline),
    unitGrace: row.unit_grace,
    recommenderGrace: row.recommender_grace,
  };
  if (row.unlocked) return closingOfCorrections(clock, new Date(row.unlocked.dueAt));
  const extended = row.extended === null ? undefined : new Date(row.extended);
  return closingOf(clock, form.definition.filledBy, extended);
}

/** Of a form that was entered from paper: the unit that it is for. Nobody's own form pays for this. */
async function paperOf(prisma: PrismaClient, row: StandingRow): Promise<Paper | 'notTheirs'> {
  const { id, person_id: personId, entered_by: enteredBy } = row;
  if (!(await isOpenToItsPerson(prisma, { personId, enteredBy }))) return 'notTheirs';
  const [named] = await prisma.$queryRaw<{ unit: string | null }[]>`
    SELECT n.value #>> '{}' AS unit FROM form_version v
    JOIN answer n ON n.submission_id = ${id}::int AND n.demand_id = 0
      AND n.question_id = v.definition #>> '{roles,unitName}'
    WHERE v.id = ${row.form_version_id}::int`;
  return { unit: named?.unit ?? undefined };
}

function active(
  row: StandingRow,
  id: number,
  questionnaire: Questionnaire,
  paper: Paper | undefined,
): ActiveSubmission {
  return {
    id,
    formVersionId: row.form_version_id,
    state: row.state,
    ...(paper && { paper }),
    ...closing(row, questionnaire),
    ...(row.unlocked && {
      correcting: { keys: new Set(row.unlocked.keys), renewed: new Set(keysIn(row.renewed)) },
    }),
    revision: row.revision,
    cursor: row.cursor === null ? undefined : readKey(row.cursor),
    parked: row.parked ?? {},
    demands: row.demands ?? [],
    rows: answerRows(row),
  };
}

function answerRows({ answered, skipped, signals }: StandingRow): AnswerRow[] {
  const values = new Map(
    (signals ?? []).map(([demand, question, value]) => [keyText({ demand, question }), value]),
  );
  return [
    ...keysIn(answered).map((key): AnswerRow => {
      const value = values.get(key);
      return { ...readKey(key), skipped: false, ...(value !== undefined && { value }) };
    }),
    ...keysIn(skipped).map((key): AnswerRow => ({ ...readKey(key), skipped: true })),
  ];
}

/** Question ids have no spaces, so that a list of keys is read by its spaces alone. */
function keysIn(text: string | null): string[] {
  return text === null ? [] : text.split(' ');
}

/** Chinese is the default, whatever a client reports; only the person's own choice changes it. */
function language(stored: string | null): Language {
  return stored === 'en' ? 'en' : 'zh-CN';
}
