import type { Store } from '../../src/storage/store.js';
import { keyText } from '../../src/survey/answers.js';
import type { CorrectionReason, Unlocked } from '../../src/survey/corrections.js';
import { storedOf } from './stored.js';

export interface Named {
  readonly question: string;
  /** The place of the demand, from 1; without it the question is the unit's. */
  readonly demand?: number;
  readonly reason?: CorrectionReason;
  readonly words?: string;
}

/** Sends the person's newest submission back as the desk does, in one transaction; gives the submission's id. */
export async function sendBack(
  store: Store,
  person: number,
  named: readonly Named[],
  dueAt: Date = new Date(Date.now() + 7 * 864e5),
): Promise<number> {
  const submission = await storedOf(store, person);
  if (submission?.state !== 'submitted') throw new Error(`${person} has nothing submitted`);
  const { id, demands, answers, revision } = submission;
  const sentAt = new Date();
  const atDemand = demands[0]?.id ?? 0;
  const rows = named.map(({ question, demand, reason = 'unclear', words }) => {
    const demandId = demand === undefined ? 0 : (demands[demand - 1]?.id ?? 0);
    const before = answers[demand !== undefined && demand > 1 ? `${demand}.${question}` : question];
    return {
      submissionId: id,
      demandId,
      questionId: question,
      reason,
      words: words ?? null,
      state: 'open',
      appointmentId: 1,
      atDemand: demandId === 0 ? atDemand : demandId,
      ...(before !== null && before !== undefined && { before: before }),
      sentAt,
      dueAt,
    };
  });
  const keys = rows.map((row) => keyText({ demand: row.demandId, question: row.questionId }));
  const unlocked: Unlocked = { revision: revision + 1, dueAt: dueAt.toISOString(), keys };
  await store.prisma.$transaction([
    store.prisma.submission.update({
      where: { id, state: 'submitted' },
      data: { state: 'correcting', revision: { increment: 1 }, unlocked: { ...unlocked, keys } },
    }),
    store.prisma.correction.createMany({ data: rows }),
    store.prisma.filedDemand.updateMany({
      where: { demandId: { in: rows.map((row) => row.atDemand) } },
      data: { state: 'sentBack', revision: { increment: 1 } },
    }),
  ]);
  return id;
}
