import type { Appointment } from '../people/appointment.js';
import type { CoverageState } from '../people/coverage.js';
import type { Identity, OncePort, StaffPort } from '../people/staff-port.js';
import type { AnswerValue } from '../survey/answers.js';
import type { CorrectionReason } from '../survey/corrections.js';
import type { DatedCampaign } from '../survey/deadline.js';
import type { CampaignDefinition, Words } from '../survey/definition.js';
import type { FiledState } from '../survey/filing.js';
import type { Form, PlacedQuestion } from '../survey/form.js';
import type { Recommendation, SheetDemand } from '../survey/sheet-demand.js';

export const demandStates: readonly FiledState[] = [
  'waiting',
  'corrected',
  'sentBack',
  'accepted',
  'withdrawn',
];

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
  /** The office that chose it. */
  readonly by: string;
  /** It was chosen in an appointment of who looks. Only these are sent back by them. */
  readonly isOwn: boolean;
}

/** A filed demand with everything that its reviewer looks at, as it was filed last. */
export interface DemandFile extends DemandLine, SheetDemand {
  readonly submission: number;
  readonly formId: string;
  readonly recommendationReason: string | undefined;
  readonly isUnitAccepted: boolean;
  /** Of this demand and of the unit's part, the newest last. */
  readonly corrections: readonly Correction[];
  readonly readers: readonly { readonly title: string; readonly at: Date }[];
  /** The office that entered it from paper, for a unit that did not come itself. */
  readonly enteredBy: string | undefined;
  /** The unit's contact, or who entered it from paper, can still be reached. */
  readonly hasContact: boolean;
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
  /** Accepts it in the room of another on its sheet, which goes back to undecided. */
  | { readonly kind: 'swap'; readonly other: number; readonly otherRevision: number }
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
    /** By the state of its campaign. */
    | 'closed'
    | 'changedMeanwhile'
    | 'notNow'
    /** The sheet has no room for one more. */
    | 'sheetFull';
  readonly act: DeskAct['kind'];
  readonly demand: number;
}

/** What fills the sheet of a demand, in its order, as far as it is theirs who look. */
export interface FullSheet {
  /** Of the demand that would be accepted. */
  readonly name: string;
  readonly lines: readonly {
    readonly demand: number;
    readonly name: string;
    readonly unit: string;
    readonly revision: number;
  }[];
  readonly total: number;
  readonly most: number;
}

export interface Comparable {
  readonly own: { readonly name: string; readonly text: string };
  readonly others: readonly {
    readonly demand: number;
    readonly name: string;
    readonly unit: string;
    readonly text: string;
    /** Whether the reader's appointments cover it: else nothing of it is shown. */
    readonly isCovered: boolean;
  }[];
}

export interface DeskStore extends StaffPort, OncePort<DeskOutcome> {
  form(formVersionId: number): Promise<Form>;
  campaign(campaignId: string): Promise<DatedCampaign | undefined>;
  /** Oldest first, those of these appointments only. */
  list(
    appointments: readonly Appointment[],
    filter: InboxFilter,
    page: { readonly from: number; readonly size: number },
  ): Promise<{ readonly lines: readonly DemandLine[]; readonly total: number }>;
  /** undefined: not theirs, or not there. */
  file(appointments: readonly Appointment[], demand: number): Promise<DemandFile | undefined>;
  /** undefined: not theirs, or not there. */
  fullSheet(
    appointments: readonly Appointment[],
    demand: number,
    page: { readonly from: number; readonly size: number },
  ): Promise<FullSheet | undefined>;
  markRead(appointment: number, demand: number, at: Date): Promise<void>;
  /** Demands of the campaign to compare one with: the newest, since to compare them all takes too long. */
  comparable(
    appointments: readonly Appointment[],
    of: { readonly campaignId: string; readonly formId: string; readonly demand: number },
  ): Promise<Comparable>;
  perform(order: DeskOrder): Promise<DeskOutcome | undefined>;
}

/** Another person's form for the credit code of a demand, as those who may settle it see it. */
export interface Rival {
  readonly submission: number;
  /** Of the submission: one that was filed again is looked at again. */
  readonly revision: number;
  /** undefined: filed with somebody else, and none of this one's business. */
  readonly unit: string | undefined;
  readonly area: string | undefined;
  readonly sector: string | undefined;
  readonly submittedAt: Date;
  readonly demands: number;
  /** Of its demands; none where it is not this one's. */
  readonly names: readonly string[];
  /** All of it is within the right of who looks. */
  readonly isTheirs: boolean;
}

/** What stands beside a demand on the desk. */
export interface Beside {
  /** Held for the same need. */
  readonly links: readonly { readonly demand: number; readonly name: string; readonly unit: string }[];
  /** Forms of other people for the same credit code that nobody has settled. */
  readonly rivals: number;
}

export type TransferAct =
  /** A link by which somebody else becomes the form's contact. */
  | { readonly kind: 'makeLink'; readonly secretHash: string; readonly expiresAt: Date }
  /** Of the whole form; a sector exactly where its form asks for one in this area. */
  | { readonly kind: 'move'; readonly area: string; readonly sector: string | undefined }
  | { readonly kind: 'keepBoth'; readonly submission: number }
  | {
      readonly kind: 'withdraw';
      readonly submission: number;
      readonly submissionRevision: number;
      readonly words: string;
    }
  | { readonly kind: 'link' | 'unlink'; readonly other: number };

export interface TransferOrder {
  readonly updateId: number;
  readonly identity: Identity;
  readonly demand: number;
  readonly revision: number;
  readonly at: Date;
  readonly act: TransferAct;
}

export interface TransferOutcome {
  readonly room: 'transfer';
  readonly kind:
    | 'done'
    | 'gone'
    | 'closed'
    | 'changedMeanwhile'
    | 'notNow'
    /** Some of the form's demands are somebody else's. */
    | 'notWhole'
    /** The contact has another draft of this form, and nobody has two. */
    | 'otherDraft';
  readonly act: TransferAct['kind'];
  readonly demand: number;
}

export type TakeOverOutcome = { readonly room: 'take-over' } & (
  | { readonly kind: 'offered'; readonly submission: number }
  | { readonly kind: 'takenOver'; readonly submission: number }
  /** Wrong, used, revoked and expired look the same to whoever tries. */
  | { readonly kind: 'linkRefused' }
  | { readonly kind: 'tooManyTries' }
  | { readonly kind: 'own' }
  | { readonly kind: 'otherDraft' }
);

export interface TakeOver {
  readonly updateId: number;
  readonly identity: Identity;
  readonly secretHash: string;
  readonly at: Date;
}

/** What somebody sees of a form before taking it over. */
export interface OfferedForm {
  readonly unit: string;
  readonly form: Form;
  readonly campaign: CampaignDefinition;
}

export type TransferNotice = { readonly form: Words; readonly unit: string } & (
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'moved'; readonly area: string }
  | {
      readonly kind: 'moved-in';
      readonly area: string;
      readonly demands: readonly { readonly demand: number; readonly name: string }[];
    }
  | { readonly kind: 'filing-withdrawn'; readonly submission: number; readonly words: string }
);

export interface TransferStore extends OncePort<TransferOutcome | TakeOverOutcome> {
  beside(
    appointments: readonly Appointment[],
    file: Pick<DemandFile, 'demand' | 'campaignId' | 'area' | 'sector' | 'category'>,
  ): Promise<Beside>;
  /** The form itself first; undefined: not theirs, or not there. */
  rivals(appointments: readonly Appointment[], demand: number): Promise<readonly Rival[] | undefined>;
  perform(order: TransferOrder): Promise<TransferOutcome | undefined>;
  lookAtLink(act: TakeOver): Promise<TakeOverOutcome | undefined>;
  takeOver(act: TakeOver): Promise<TakeOverOutcome | undefined>;
  offered(submission: number): Promise<OfferedForm | undefined>;
}

export interface SheetChange {
  readonly demand: number;
  /** That the change was worked out from. */
  readonly revision: number;
  readonly name: string;
  readonly brief?: { readonly before: string | null; readonly after: string | null };
  readonly recommendation?: { readonly before: Recommendation | null; readonly after: Recommendation | null };
  readonly rank?: { readonly before: number | null; readonly after: number | null };
}

export interface SheetProblem {
  /** As Excel shows it, e.g. F7. */
  readonly address: string;
  readonly text: string;
  readonly kind:
    | 'unknownRow'
    | 'ambiguousRow'
    | 'twice'
    | 'readOnly'
    | 'briefTooLong'
    | 'unknownRecommendation'
    | 'numbersChanged';
  readonly count?: number;
  readonly limit?: number;
  /** The cell where it stands first, or what stood there before. */
  readonly before?: string;
}

/** What a sheet that came back would change. */
export interface ReturnedProposal {
  readonly campaignId: string;
  readonly formId: string;
  readonly sheetId: string;
  /** null: of several areas, whose order is none of its business. */
  readonly area: string | null;
  /** The ranking of the area that its order was worked out from, as demands with their revisions and ranks. */
  readonly basis: string | null;
  readonly changes: readonly SheetChange[];
  readonly problems: readonly SheetProblem[];
  /** Demands of the sheet without a row in it. */
  readonly missing: number;
}

export interface ReturnedOutcome {
  readonly room: 'returned';
  readonly kind: 'proposed' | 'applied' | 'undone' | 'gone' | 'changedMeanwhile' | 'notNow' | 'closed';
  readonly upload: number;
}

export interface ReturnedOrder {
  readonly updateId: number;
  readonly identity: Identity;
  readonly at: Date;
}

export interface ReturnedStore extends OncePort<ReturnedOutcome> {
  /** By rank, then in the order of filing; within the appointments alone. */
  listed(
    appointments: readonly Appointment[],
    of: { readonly campaignId: string; readonly formId: string; readonly states: readonly FiledState[] },
  ): Promise<readonly SheetDemand[]>;
  propose(
    order: ReturnedOrder & { readonly proposal: ReturnedProposal },
  ): Promise<ReturnedOutcome | undefined>;
  /** Somebody's own. */
  proposal(identity: Identity, upload: number): Promise<ReturnedProposal | undefined>;
  apply(order: ReturnedOrder & { readonly upload: number }): Promise<ReturnedOutcome | undefined>;
  undo(order: ReturnedOrder & { readonly upload: number }): Promise<ReturnedOutcome | undefined>;
}

/** A unit of the roster, and how far it is. What its contact answered is not here. */
export interface CoveredUnit {
  readonly id: number;
  readonly name: string;
  readonly area: string | null;
  readonly sector: string | null;
  readonly contactName: string | null;
  readonly phone: string | null;
  readonly state: CoverageState;
  /** The newest change of its form. */
  readonly lastSeen: Date | undefined;
  readonly submission: number | undefined;
  /** Its form was entered from paper. */
  readonly isPaper: boolean;
}

export interface Coverage {
  /** Those of the roster that these appointments cover, by area and name. */
  readonly units: readonly CoveredUnit[];
  /** Units that filed within the scope and are not on the roster. */
  readonly others: number;
}

export interface CoverageStore {
  coverage(appointments: readonly Appointment[], definition: CampaignDefinition): Promise<Coverage>;
  /** The question at which each of these drafts is; undefined when everything is answered. */
  standsAt(submissions: readonly number[]): Promise<ReadonlyMap<number, PlacedQuestion | undefined>>;
  /** That somebody took a list with them. */
  recordExport(
    appointment: Appointment,
    identity: Identity,
    act: { readonly subject: string; readonly at: Date },
  ): Promise<void>;
}
