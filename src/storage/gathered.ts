import { isTransient } from './faults.js';

/*
 * Many chats ask the same of the database at the same time. One statement for all of them costs little more than
 * one for a single chat, and one flush to the disk keeps the changes of all.
 */

interface Waiting<Call, Answer> {
  readonly call: Call;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export interface Gathering<Call, Answer> {
  /** Carries out calls together and gives an answer to each, in their order. */
  readonly run: (calls: readonly Call[]) => Promise<readonly Answer[]>;
  /** Calls with the same key never go together. */
  readonly apart?: (call: Call) => number | string;
  /** The most that go together. */
  readonly most: number;
}

/**
 * Calls that are made while others are under way wait and then go together. A call that cannot be carried out
 * fails alone; when the database is lost all fail, and each may or may not have been carried out.
 */
export function gathered<Call, Answer>(gathering: Gathering<Call, Answer>): (call: Call) => Promise<Answer> {
  const { run, apart, most } = gathering;
  let waiting: Waiting<Call, Answer>[] = [];
  let running = false;

  const next = (): Waiting<Call, Answer>[] => {
    const keys = new Set<number | string>();
    const batch: Waiting<Call, Answer>[] = [];
    const later: Waiting<Call, Answer>[] = [];
    for (const one of waiting) {
      const key = apart?.(one.call);
      const fits = batch.length < most && (key === undefined || !keys.has(key));
      if (fits && key !== undefined) keys.add(key);
      (fits ? batch : later).push(one);
    }
    waiting = later;
    return batch;
  };

  const carryOut = async (batch: readonly Waiting<Call, Answer>[]): Promise<void> => {
    try {
      const answers = await run(batch.map(({ call }) => call));
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      if (batch.length > 1 && !isTransient(error)) for (const one of batch) await carryOut([one]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const work = async (): Promise<void> => {
    while (waiting.length > 0) await carryOut(next());
    running = false;
  };

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (running) return;
      running = true;
      // What the other chats of this moment ask is asked before the next turn of the event loop.
      setImmediate(() => void work());
    });
}
