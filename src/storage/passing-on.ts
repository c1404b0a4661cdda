import { Prisma } from './prisma/client.js';

/** A form goes on with another person, at whose place in it nothing is known; `enteredBy`: it stays a form from paper. */
export async function passOn(
  tx: Prisma.TransactionClient,
  id: number,
  from: number,
  { personId, enteredBy }: { readonly personId: number; readonly enteredBy: number | null },
): Promise<void> {
  await tx.submission.update({
    where: { id },
    data: {
      personId,
      enteredBy,
      revision: { increment: 1 },
      cursor: null,
      parked: Prisma.DbNull,
      // Numbers of messages count within a chat: those of the former contact's mean others in the new one's.
      answers: { updateMany: { where: {}, data: { messageIds: [], pieceLengths: [] } } },
    },
  });
  await tx.person.updateMany({
    where: { id: from, activeSubmissionId: id },
    data: { activeSubmissionId: null },
  });
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: id } });
}
