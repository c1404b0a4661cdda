import type { AnswerRow } from './answers.js';
import type { FiledState } from './filing.js';

export const recommendations = ['province', 'city', 'none'] as const;
export type Recommendation = (typeof recommendations)[number];

/** A demand as sheets list it: as it was filed last. */
export interface SheetDemand {
  readonly demand: number;
  /** Counts the acts on this demand: an act names the one it saw. */
  readonly revision: number;
  readonly formVersionId: number;
  readonly state: FiledState;
  readonly area: string | undefined;
  /** All that were filed with it, and itself. */
  readonly demands: readonly number[];
  readonly answers: readonly AnswerRow[];
  readonly receipt: {
    readonly number: string;
    readonly version: number;
    readonly submittedAt: Date;
    /** When it was received, where that was too late: it was sent in time. */
    readonly receivedLate?: Date | undefined;
  };
  readonly brief: string | undefined;
  readonly recommendation: Recommendation | undefined;
  readonly rank: number | undefined;
}
