import type { Prisma } from './prisma/client.js';

/** Until when a form that was sent back can be submitted again: never earlier than was said before. */
export async function postponeDue(
  tx: Prisma.TransactionClient,
  submissionId: number,
  to: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE submission SET unlocked = jsonb_set(unlocked, '{dueAt}', to_jsonb(${to.toISOString()}::text))
    WHERE id = ${submissionId}::int AND state = 'correcting'
      AND (unlocked->>'dueAt')::timestamptz < ${to}::timestamptz`;
  await tx.correction.updateMany({
    where: { submissionId, state: 'open', dueAt: { lt: to } },
    data: { dueAt: to },
  });
}
