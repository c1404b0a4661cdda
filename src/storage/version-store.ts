import type { MoveVersion, Outcome } from '../intake/ports.js';
import { fullSubmission } from './own-store.js';
import type { Prisma } from './prisma/client.js';

type Tx = Prisma.TransactionClient;

/**
 * Pins a draft to a newer version of its form. What does not go along is planned once the draft is locked, so that an
 * answer from another device is either before it or comes to the new version.
 */
export async function moveVersion(tx: Tx, act: MoveVersion): Promise<Outcome> {
  const { submissionId, personId, at } = act;
  const moved = await tx.$executeRaw`
    UPDATE submission s SET form_version_id = later.id, revision = s.revision + 1, changed_at = ${at}::timestamptz,
      cursor = NULL
    FROM form_version earlier, form_version later
    WHERE s.id = ${submissionId}::int AND s.person_id = ${personId}::int AND s.state = 'draft'
      AND s.form_version_id = ${act.from}::int AND earlier.id = s.form_version_id AND later.id = ${act.to}::int
      AND later.campaign_id = earlier.campaign_id AND later.form_id = earlier.form_id
      AND later.number > earlier.number`;
  const full = await fullSubmission(tx, personId, submissionId);
  if (!full) return { kind: 'declined', reason: 'notYours' };
  if (moved === 0) {
    const isThere = full.state === 'draft' && full.formVersionId === act.to;
    return { kind: 'declined', reason: isThere ? 'noNewerVersion' : 'expired' };
  }
  const { removes, parked, withDemand, outcome } = act.plan(full);
  await keepAsHistory(tx, act, removes);
  if (withDemand && full.demands.length === 0)
    await tx.demand.create({ data: { submissionId, rank: 1, createdAt: at } });
  await tx.submission.update({
    where: { id: submissionId },
    data: { parked: parked as Prisma.InputJsonObject },
  });
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: submissionId } });
  return outcome;
}

async function keepAsHistory(
  tx: Tx,
  { submissionId, at }: MoveVersion,
  removes: readonly { readonly demand: number; readonly question: string }[],
): Promise<void> {
  const keys = JSON.stringify(removes.map(({ demand, question }) => ({ demand, question })));
  await tx.$executeRaw`
    WITH taken AS (
      DELETE FROM answer a USING jsonb_to_recordset(${keys}::jsonb) AS k(demand int, question text)
      WHERE a.submission_id = ${submissionId}::int AND a.demand_id = k.demand
        AND a.question_id COLLATE "C" = k.question COLLATE "C"
      RETURNING a.*
    )
    INSERT INTO answer_history (submission_id, demand_id, question_id, value, note, revision, answered_at, replaced_at)
    SELECT submission_id, demand_id, question_id, value, note, revision, answered_at, ${at}::timestamptz FROM taken`;
}
