import type { AnswerValue } from '../survey/answers.js';
import type { Unlocked } from '../survey/corrections.js';
import { lockDemands } from './filing-store.js';
import { Prisma } from './prisma/client.js';

type Tx = Prisma.TransactionClient;

interface KeptAnswer {
  readonly demand: number;
  readonly question: string;
  readonly value: AnswerValue | null;
  readonly note: string | null;
}

/**
 * Ends a round of corrections that nobody will end any more: the last receipt is the record again, what was changed
 * since is dropped, and the desk decides on the demands as they were filed.
 */
export async function endCorrecting(tx: Tx, submissionId: number): Promise<void> {
  await lockDemands(tx, submissionId);
  const [locked] = await tx.$queryRaw<{ unlocked: Unlocked }[]>`
    SELECT unlocked FROM submission WHERE id = ${submissionId}::int AND state = 'correcting' FOR UPDATE`;
  if (!locked) return;
  const receipt = await tx.receipt.findFirstOrThrow({
    where: { submissionId, withdrawnAt: null },
    orderBy: { version: 'desc' },
  });
  const { answers } = receipt.content as unknown as { answers: KeptAnswer[] };
  await tx.answer.deleteMany({ where: { submissionId, revision: { gt: locked.unlocked.revision } } });
  await tx.answer.createMany({
    data: answers.map(({ demand, question, value, note }) => ({
      submissionId,
      demandId: demand,
      questionId: question,
      value: value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      note,
      revision: receipt.revision,
      answeredAt: receipt.submittedAt,
      messageIds: [],
      pieceLengths: [],
    })),
    skipDuplicates: true,
  });
  await tx.submission.update({
    where: { id: submissionId },
    data: {
      state: 'submitted',
      unlocked: Prisma.DbNull,
      parked: Prisma.DbNull,
      cursor: null,
      revision: { increment: 1 },
    },
  });
  await tx.correction.updateMany({ where: { submissionId, state: 'open' }, data: { state: 'closed' } });
  await tx.filedDemand.updateMany({
    where: { submissionId, state: 'sentBack' },
    data: { state: 'waiting', revision: { increment: 1 } },
  });
}
