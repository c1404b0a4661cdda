import { setImmediate as breath } from 'node:timers/promises';
import type { AnswerValue } from '../survey/answers.js';
import type { FormDefinition } from '../survey/definition.js';
import { type Form, prepareForm } from '../survey/form.js';
import { emptyTally, type ImpactTally, tallied, versionChange } from '../survey/version-impact.js';
import type { PrismaClient } from './prisma/client.js';

/** Drafts that are judged between two looks at what else is to be done. */
const pageSize = 200;

interface DraftRow {
  readonly id: number;
  readonly form_version_id: number;
  readonly demands: readonly number[] | null;
  readonly answers: readonly (readonly [number, string, AnswerValue | null])[] | null;
}

/** What a newer version of a form would mean for its drafts, each seen from the version it is on. */
export async function draftImpact(
  prisma: PrismaClient,
  campaignId: string,
  newer: FormDefinition,
): Promise<ImpactTally> {
  const after = prepareForm(newer);
  const judges = new Map<number, ReturnType<typeof versionChange>>();
  let tally = emptyTally;
  for (let last = 0; ; ) {
    const page = await draftsAfter(prisma, campaignId, newer.id, last);
    for (const { form_version_id: version, demands, answers } of page) {
      const judge = judges.get(version) ?? versionChange(await formOf(prisma, version), after);
      judges.set(version, judge);
      const rows = (answers ?? []).map(([demand, question, value]) => ({
        demand,
        question,
        skipped: value === null,
        ...(value !== null && { value }),
      }));
      tally = tallied(tally, judge({ demands: demands ?? [], rows }));
    }
    const end = page.at(-1);
    if (!end || page.length < pageSize) return tally;
    last = end.id;
    await breath();
  }
}

async function formOf(prisma: PrismaClient, id: number): Promise<Form> {
  const { definition } = await prisma.formVersion.findUniqueOrThrow({ where: { id } });
  return prepareForm(definition as unknown as FormDefinition);
}

function draftsAfter(
  prisma: PrismaClient,
  campaignId: string,
  formId: string,
  last: number,
): Promise<DraftRow[]> {
  return prisma.$queryRaw<DraftRow[]>`
    SELECT s.id, s.form_version_id,
      (SELECT json_agg(d.id ORDER BY d.rank, d.id) FROM demand d WHERE d.submission_id = s.id) AS demands,
      (SELECT json_agg(json_build_array(a.demand_id, a.question_id, a.value)) FROM answer a
        WHERE a.submission_id = s.id) AS answers
    FROM submission s
    WHERE s.campaign_id = ${campaignId} AND s.form_id = ${formId} AND s.state = 'draft' AND s.id > ${last}::int
    ORDER BY s.id LIMIT ${pageSize}`;
}
