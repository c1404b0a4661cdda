import type { Everything, Outcome } from '../intake/ports.js';
import type { AnswerRow, AnswerValue } from '../survey/answers.js';
import { answerRow, fullSubmission } from './own-store.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/* What a person may see whole and have deleted. */

export async function everythingAbout(prisma: PrismaClient, personId: number): Promise<Everything> {
  const person = await prisma.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      identities: true,
      consents: true,
      deliveries: { orderBy: { id: 'asc' } },
      submissions: {
        orderBy: { id: 'asc' },
        include: { history: { orderBy: { id: 'asc' } }, receipts: true },
      },
    },
  });
  const submissions = [];
  for (const row of person.submissions) {
    const full = await fullSubmission(prisma, personId, row.id);
    if (full)
      submissions.push({
        ...full,
        startedAt: row.startedAt,
        history: row.history.map((old) => ({
          ...answerRow(old),
          answeredAt: old.answeredAt,
          replacedAt: old.replacedAt,
        })),
        receipts: row.receipts.map(({ number, submittedAt, withdrawnAt, content }) => ({
          number,
          submittedAt,
          withdrawnAt,
          answers: submittedAnswers(content),
        })),
      });
  }
  return {
    identities: person.identities.map(({ channel, externalId }) => ({ channel, externalId })),
    language: person.language,
    since: person.createdAt,
    consents: person.consents.map(({ campaignId, textVersion, acceptedAt }) => ({
      campaignId,
      textVersion,
      acceptedAt,
    })),
    submissions,
    messages: person.deliveries.map(({ kind, state, createdAt }) => ({ kind, state, at: createdAt })),
  };
}

/** Receipts are written by `submit` alone; their content has its shape. */
function submittedAnswers(content: Prisma.JsonValue): AnswerRow[] {
  type Kept = Omit<AnswerRow, 'value'> & { readonly value: AnswerValue | null };
  const { answers } = content as unknown as { answers: Kept[] };
  return answers.map(({ value, ...row }) => ({ ...row, ...(value !== null && { value }) }));
}

/**
 * Deletes drafts and the identity, and everything on its way to or from this person. A submitted form stays, as
 * the record of the office, without the person who filed it being known to the bot any more.
 */
export async function forgetPerson(
  tx: Prisma.TransactionClient,
  botId: number,
  updateId: number,
  personId: number,
): Promise<Outcome> {
  const identities = await tx.identity.findMany({ where: { personId } });
  const lanes = identities.map(({ externalId }) => externalId);
  await tx.delivery.deleteMany({ where: { personId } });
  // Updates in the same lane, parked ones too; the one being answered goes when its reply has been sent.
  await tx.inboxUpdate.deleteMany({ where: { botId, lane: { in: lanes }, updateId: { not: updateId } } });
  await tx.person.update({ where: { id: personId }, data: { activeSubmissionId: null, language: null } });
  await tx.submission.deleteMany({ where: { personId, state: 'draft' } });
  const kept = await tx.submission.findMany({ where: { personId }, select: { id: true } });
  const ids = kept.map(({ id }) => id);
  await tx.answerHistory.deleteMany({ where: { submissionId: { in: ids } } });
  await tx.receipt.deleteMany({ where: { submissionId: { in: ids }, withdrawnAt: { not: null } } });
  await tx.answer.updateMany({
    where: { submissionId: { in: ids } },
    data: { messageIds: [], pieceLengths: [] },
  });
  await tx.identity.deleteMany({ where: { personId } });
  if (ids.length === 0) await tx.person.delete({ where: { id: personId } });
  return { kind: 'forgotten', receiptsKept: ids.length };
}
