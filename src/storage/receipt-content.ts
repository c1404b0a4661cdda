import type { AnswerRow, AnswerValue } from '../survey/answers.js';
import type { FiledState } from '../survey/filing.js';
import type { Prisma } from './prisma/client.js';

/** What was submitted. */
export interface ReceiptContent {
  readonly formVersionId: number;
  readonly demands: readonly number[];
  readonly answers: readonly AnswerRow[];
  /** When it was received, where that was too late: it was sent in time. */
  readonly receivedLate?: Date | undefined;
}

interface Kept {
  readonly formVersionId: number;
  readonly demands: readonly number[];
  readonly answers: readonly (Omit<AnswerRow, 'value' | 'note'> & {
    readonly value: AnswerValue | null;
    readonly note?: string | null;
  })[];
  readonly receivedLate?: string;
}

/** Receipts are written by `submit` alone; their content has its shape. */
export function contentOf(json: Prisma.JsonValue): ReceiptContent {
  const { formVersionId, demands, answers, receivedLate } = json as unknown as Kept;
  return {
    formVersionId,
    demands,
    ...(receivedLate !== undefined && { receivedLate: new Date(receivedLate) }),
    answers: answers.map(({ value, note, ...rest }) => ({
      ...rest,
      ...(value !== null && { value }),
      ...(note && { note }),
    })),
  };
}

const states: readonly FiledState[] = ['waiting', 'corrected', 'sentBack', 'accepted', 'withdrawn'];

export function filedStateOf({ state, demandId }: { state: string; demandId: number }): FiledState {
  const known = states.find((one) => one === state);
  if (!known) throw new Error(`demand ${demandId} is in no known state`);
  return known;
}
