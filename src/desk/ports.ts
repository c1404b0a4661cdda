import type { Appointment, Staff } from '../people/appointment.js';
import type { AnswerRow, AnswerValue } from '../survey/answers.js';
import type { CorrectionReason } from '../survey/corrections.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';
import type { FiledState } from '../survey/filing.js';
import type { Form } from '../survey/form.js';

export interface Identity {
  readonly channel: 'telegram';
  readonly externalId: string;
}

export const demandStates: readonly FiledState[] = [
  'waiting',
  'corrected',
  'sentBack',
  'accepted',
  'withdrawn',
];

export const recommendations = ['province', 'city', 'none'] as const;
export type Recommendation = (typeof recommendations)[number];

/** A filed demand as lists show it. */
export interface DemandLine {
  readonly demand: number;
  readonly campaignId: string;
  readonly name: string;
  readonly unit: string;
  readonly area: string | undefined;
  readonly sector: string | undefined;
  readonly category: string | undefined;
  readonly state: FiledState;
  readonly filedAt: Date;
  readonly isRead: boolean;
}

export interface Correction {
  readonly id: number;
  readonly demand: number;
  readonly question: string;
  readonly reason: CorrectionReason;
  readonly words: string | undefined;
  /** chosen: picked by a reviewer, the contact knows nothing of it yet. */
  readonly state: 'chosen' | 'open' | 'answered' | 'closed';
  readonly before: AnswerValue | undefined;
  readonly dueAt: Date | undefined;
}

/** A filed demand with everything that its reviewer looks at, as it was filed last. */
export interface DemandFile extends DemandLine {
  readonly submission: number;
  readonly formVersionId: number;
  readonly formId: string;
  /** Counts the acts on this demand: an act names the one it saw. */
  readonly revision: number;
  readonly demands: readonly number[];
  readonly answers: readonly AnswerRow[];
  readonly receipt: { readonly number: string; readonly version: number; readonly submittedAt: Date };
  readonly brief: string | undefined;
  readonly recommendation: Recommendation | undefined;
  readonly recommendationReason: string | undefined;
  readonly rank: number | undefined;
  readonly isUnitAccepted: boolean;
  /** Of this demand and of the unit's part, the newest last. */
  readonly corrections: readonly Correction[];
  readonly readers: readonly { readonly title: string; readonly at: Date }[];
  /** The unit's contact can still be reached. */
  readonly hasContact: boolean;
}

export interface DeskCampaign {
  readonly definition: CampaignDefinition;
  readonly unitDeadline: Date;
  readonly recommenderDeadline: Date;
}

export interface InboxFilter {
  readonly states: readonly FiledState[];
  readonly search?: string | undefined;
}

export type DeskAct =
  | {
      readonly kind: 'choose';
      readonly question: string;
      /** The demand that the question is of, 0 for the unit's own. */
      readonly of: number;
      readonly reason: CorrectionReason;
      readonly words?: string;
    }
  | { readonly kind: 'unchoose'; readonly correction: number }
  | { readonly kind: 'sendBack'; readonly dueAt: Date }
  | { readonly kind: 'accept' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'brief'; readonly text: string }
  | { readonly kind: 'recommend'; readonly recommendation: Recommendation }
  | { readonly kind: 'recommendReason'; readonly text: string }
  | { readonly kind: 'rank'; readonly by: -1 | 1 };

export interface DeskOrder {
  readonly updateId: number;
  readonly identity: Identity;
  readonly demand: number;
  /** What the person saw; an act on something that has changed since is not done. */
  readonly revision: number;
  readonly at: Date;
  readonly act: DeskAct;
}

export interface DeskOutcome {
  readonly room: 'desk';
  readonly kind:
    | 'done'
    /** Not theirs, or not there: both look the same. */
    | 'gone'
    | 'changedMeanwhile'
    | 'notNow'
    /** The sheet has no room for one more. */
    | 'sheetFull';
  readonly act: DeskAct['kind'];
  readonly demand: number;
}

export interface Comparable {
  readonly own: { readonly name: string; readonly text: string };
  readonly others: readonly {
    readonly demand: number;
    readonly name: string;
    readonly unit: string;
    readonly text: string;
  }[];
}

export interface DeskStore {
  staff(identity: Identity): Promise<Staff>;
  language(identity: Identity): Promise<Language>;
  outcomeOf(updateId: number): Promise<DeskOutcome | undefined>;
  form(formVersionId: number): Promise<Form>;
  campaign(campaignId: string): Promise<DeskCampaign | undefined>;
  /** Oldest first, those of these appointments only. */
  list(
    appointments: readonly Appointment[],
    filter: InboxFilter,
    page: { readonly from: number; readonly size: number },
  ): Promise<{ readonly lines: readonly DemandLine[]; readonly total: number }>;
  /** undefined: not theirs, or not there. */
  file(appointments: readonly Appointment[], demand: number): Promise<DemandFile | undefined>;
  markRead(appointment: number, demand: number, at: Date): Promise<void>;
  /** Demands of the campaign to compare one with: the newest, since to compare them all takes too long. */
  comparable(campaignId: string, formId: string, demand: number): Promise<Comparable>;
  perform(order: DeskOrder): Promise<DeskOutcome | undefined>;
}
