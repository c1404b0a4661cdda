/** What a person answered, in the shape that is stored. Money and numbers are in the unit of their question. */
export type AnswerValue = string | number | boolean | readonly string[];

/** Names one answer: the demand it belongs to (0 for the unit's own questions) and the question. */
export interface AnswerKey {
  readonly demand: number;
  readonly question: string;
}

export type AnswerState = 'open' | 'answered' | 'skipped';

/** What the rules need to know of a questionnaire: which questions are answered, and some of the values. */
export interface Answers {
  /** Ids of the demands in the unit's order of priority. */
  readonly demands: readonly number[];
  state(key: AnswerKey): AnswerState;
  /** The value, where it is loaded and not skipped. Values of signal questions always are. */
  value(key: AnswerKey): AnswerValue | undefined;
}

export interface AnswerRow extends AnswerKey {
  readonly skipped: boolean;
  readonly value?: AnswerValue | undefined;
  /** What a reviewer should know of it; there where answers are read in full. */
  readonly note?: string | undefined;
}

export function sameKey(a: AnswerKey, b: AnswerKey): boolean {
  return a.demand === b.demand && a.question === b.question;
}

export function keyText(key: AnswerKey): string {
  return `${key.demand}.${key.question}`;
}

export function readKey(text: string): AnswerKey {
  const dot = text.indexOf('.');
  return { demand: Number(text.slice(0, dot)), question: text.slice(dot + 1) };
}

export function answersFrom(demands: readonly number[], rows: readonly AnswerRow[]): Answers {
  // By demand and question, not by their text: this is looked up some hundred times for one message.
  const byDemand = new Map<number, Map<string, AnswerRow>>();
  for (const row of rows) {
    const byQuestion = byDemand.get(row.demand);
    if (byQuestion) byQuestion.set(row.question, row);
    else byDemand.set(row.demand, new Map([[row.question, row]]));
  }
  return {
    demands,
    state({ demand, question }) {
      const row = byDemand.get(demand)?.get(question);
      if (!row) return 'open';
      return row.skipped ? 'skipped' : 'answered';
    },
    value({ demand, question }) {
      const row = byDemand.get(demand)?.get(question);
      return row && !row.skipped ? row.value : undefined;
    },
  };
}

/** The answers once some are written and others removed. */
export function answersAfter(
  before: Answers,
  written: readonly AnswerRow[],
  removed: readonly AnswerKey[],
): Answers {
  // A message changes one answer of many: the others are not copied.
  const rowOf = (key: AnswerKey): AnswerRow | undefined => written.find((row) => sameKey(row, key));
  const isRemoved = (key: AnswerKey): boolean => removed.some((other) => sameKey(other, key));
  return {
    demands: before.demands,
    state(key) {
      const row = rowOf(key);
      if (row) return row.skipped ? 'skipped' : 'answered';
      return isRemoved(key) ? 'open' : before.state(key);
    },
    value(key) {
      const row = rowOf(key);
      if (row) return row.skipped ? undefined : row.value;
      return isRemoved(key) ? undefined : before.value(key);
    },
  };
}
