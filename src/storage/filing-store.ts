import type { Submit } from '../intake/ports.js';
import { answersFrom } from '../survey/answers.js';
import type { Unlocked } from '../survey/corrections.js';
import type { FormDefinition } from '../survey/definition.js';
import { type FiledState, type Filing, filedAgain, filedDemands } from '../survey/filing.js';
import { prepareForm } from '../survey/form.js';
import { placeAgain } from '../survey/misfiled.js';
import type { Prisma } from './prisma/client.js';
import { contentOf } from './receipt-content.js';

/*
 * What the desk lists of each demand is kept in step by the transaction that files it. Its rows are locked before the
 * submission's own and in the order of their ids, here and at the desk, so that neither waits for the other for ever.
 */

type Tx = Prisma.TransactionClient;

interface LockedDemand {
  demand_id: number;
  state: FiledState;
}

/** The demands that a submission has filed, which stay as they are until the end of the transaction. */
export function lockDemands(tx: Tx, submissionId: number): Promise<LockedDemand[]> {
  return tx.$queryRaw<LockedDemand[]>`
    SELECT demand_id, state FROM filed_demand WHERE submission_id = ${submissionId}::int
    ORDER BY demand_id FOR UPDATE`;
}

/** Files each demand of a submission that is locked, or files it again; every change counts in its revision. */
export async function fileDemands(
  tx: Tx,
  act: Submit,
  of: { readonly campaignId: string; readonly formId: string },
): Promise<void> {
  const said = await saidBefore(tx, act.submissionId);
  for (const filing of act.filed) await fileDemand(tx, act, of, filing, said);
}

/** The demands as the unit itself filed them last, whatever the desk made of them since. */
export async function saidBefore(tx: Tx, submissionId: number): Promise<Filing[]> {
  const last = await tx.receipt.findFirst({
    where: { submissionId },
    orderBy: [{ sequence: 'desc' }, { version: 'desc' }],
    select: { content: true },
  });
  if (!last) return [];
  const { formVersionId, demands, answers } = contentOf(last.content);
  // The form may have been moved to a newer version since, whose questions are others.
  const { definition } = await tx.formVersion.findUniqueOrThrow({ where: { id: formVersionId } });
  const form = prepareForm(definition as unknown as FormDefinition);
  return filedDemands(form, answersFrom(demands, answers));
}

async function fileDemand(
  tx: Tx,
  { submissionId, at }: Submit,
  of: { readonly campaignId: string; readonly formId: string },
  filing: Filing,
  said: readonly Filing[],
): Promise<void> {
  const demandId = await demandOf(tx, submissionId, filing, at);
  const { demand: _, ...given } = filing;
  const before = await tx.filedDemand.findUnique({ where: { demandId } });
  const { area, sector } = before
    ? placeAgain(
        said.find(({ demand }) => demand === demandId),
        filing,
        { area: before.area ?? undefined, sector: before.sector ?? undefined },
      )
    : given;
  const columns = {
    ...given,
    area: area ?? null,
    sector: sector ?? null,
    category: given.category ?? null,
    field: given.field ?? null,
    creditCode: given.creditCode ?? null,
  };
  if (!before) {
    await tx.filedDemand.create({
      data: { demandId, submissionId, ...of, ...columns, filedAt: at, state: 'waiting' },
    });
    return;
  }
  const changed = Object.entries(columns).some(([name, value]) => Reflect.get(before, name) !== value);
  const wasState = before.state as FiledState;
  const state = filedAgain(wasState, changed);
  if (!changed && state === wasState) return;
  // An accepted demand that reads otherwise loses its place among the accepted ones.
  const isReopened = wasState === 'accepted' && state !== 'accepted';
  await tx.filedDemand.update({
    where: { demandId },
    data: {
      ...columns,
      state,
      revision: { increment: 1 },
      ...(state !== wasState && { filedAt: at }),
      ...(isReopened && { rank: null, decidedAt: null }),
    },
  });
}

/** A form without a part that repeats is one demand: it gets its row when it is filed first. */
async function demandOf(tx: Tx, submissionId: number, { demand }: Filing, at: Date): Promise<number> {
  if (demand !== 0) return demand;
  const made = await tx.demand.create({ data: { submissionId, rank: 1, createdAt: at } });
  return made.id;
}

/** Takes the demands off the desk. */
export async function unfileDemands(tx: Tx, submissionId: number): Promise<void> {
  await tx.filedDemand.updateMany({
    where: { submissionId },
    data: { state: 'withdrawn', revision: { increment: 1 } },
  });
}

/** Ends a round of corrections: they are answered, and the unit's part is looked at anew where it has changed. */
export async function resubmitted(
  tx: Tx,
  { submissionId, at }: Pick<Submit, 'submissionId' | 'at'>,
  { revision }: Unlocked,
): Promise<void> {
  await tx.correction.updateMany({
    where: { submissionId, state: 'open' },
    data: { state: 'answered', answeredAt: at },
  });
  const ofUnit = await tx.answer.count({
    where: { submissionId, demandId: 0, revision: { gt: revision } },
  });
  if (ofUnit > 0) await tx.submission.update({ where: { id: submissionId }, data: { unitAcceptedAt: null } });
}
