import type { Appointment } from '../people/appointment.js';
import type { Identity, OncePort } from '../people/staff-port.js';
import type { AnswerKey, AnswerRow, AnswerValue } from '../survey/answers.js';
import type { Closing } from '../survey/closing.js';
import type { Correcting, CorrectionReason } from '../survey/corrections.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';
import type { Filing } from '../survey/filing.js';
import type { Form } from '../survey/form.js';
import type { Outcome } from './outcome.js';
import type { Parked } from './parked.js';

export type { Outcome, Parked };

/** A form version with its campaign: what a submission is pinned to. */
export interface Questionnaire {
  readonly formVersionId: number;
  readonly campaign: CampaignDefinition;
  readonly form: Form;
}

/** A person and the questionnaire that typed text goes to. */
export interface Standing {
  /** 0: not known. Nobody is entered for having written; a consent or a choice enters them. */
  readonly personId: number;
  readonly language: Language;
  readonly active: ActiveSubmission | undefined;
  /** `active` was asked for by its number; what the person types goes to another, or to none. */
  readonly isElsewhere: boolean;
  /** The notice reads otherwise than when the person accepted it: it is shown before the next question. */
  readonly noticeRenewed: boolean;
  /** The person has other questionnaires whose answers could be offered again. */
  readonly hasOthers: boolean;
}

/** correcting: it was submitted, and a reviewer sent some of its answers back. */
export type SubmissionState = 'draft' | 'submitted' | 'correcting';

/** What a form that was entered from paper says of the unit that it is for; undefined while its name is not entered. */
export interface Paper {
  readonly unit: string | undefined;
}

/** It closes when its corrections are due while it is being corrected. */
export interface ActiveSubmission extends Closing {
  readonly id: number;
  /** Only where it was entered from paper for a unit that did not come itself. */
  readonly paper?: Paper;
  readonly formVersionId: number;
  readonly state: SubmissionState;
  /** Only while correcting. */
  readonly correcting?: Correcting | undefined;
  readonly revision: number;
  readonly cursor: AnswerKey | undefined;
  readonly parked: Parked;
  readonly demands: readonly number[];
  /** Every answered question; the values only of questions that rules look at. */
  readonly rows: readonly AnswerRow[];
}

export interface AnswerWrite extends AnswerKey {
  /** null: skipped. */
  readonly value: AnswerValue | null;
  readonly note?: string | undefined;
  readonly messageIds: readonly number[];
  readonly pieceLengths: readonly number[];
}

/** One change of a draft, made whole or not at all, together with the mark on its update. */
export interface Change {
  readonly updateId: number;
  /** The update is marked already; this is the rest of its effect (a paste that proved whole). */
  readonly settles: boolean;
  readonly personId: number;
  /** Makes this the submission that typed text goes to. */
  readonly activates: boolean;
  readonly submissionId: number;
  /** The revision that was read; another writer in between makes the change stale. */
  readonly revision: number;
  readonly writes: readonly AnswerWrite[];
  readonly removes?: readonly AnswerKey[];
  readonly cursor: AnswerKey | undefined;
  /** undefined: as it was. */
  readonly parked?: Parked | undefined;
  readonly at: Date;
  readonly outcome: Outcome;
}

/** repeated: this very update was applied before. stale: read again and decide anew. */
export type Committed = 'done' | 'stale' | 'repeated';

/** A form that is offered, though it may be closed. */
export interface OpenForm extends Questionnaire, Closing {
  /** All versions of the form, since an old button names an earlier one. */
  readonly versions: readonly number[];
}

export interface OwnSubmission extends Closing {
  readonly id: number;
  readonly formVersionId: number;
  readonly state: SubmissionState;
  readonly changedAt: Date;
  readonly receipt: ValidReceipt | undefined;
}

export interface ValidReceipt {
  readonly number: string;
  /** Counts how often the form was submitted under this number. */
  readonly version: number;
  readonly submittedAt: Date;
}

/** What a reviewer said of one answer when it was sent back. */
export interface Correction extends AnswerKey {
  readonly reason: CorrectionReason;
  readonly words: string | undefined;
  /** open: to be corrected now. */
  readonly state: 'open' | 'answered' | 'closed';
  /** What the answer was; undefined where there was none. */
  readonly before: AnswerValue | undefined;
  readonly sentAt: Date | undefined;
}

/** Answers in full, with where and when they were given. */
export interface FullAnswer extends AnswerRow {
  readonly note: string | undefined;
  readonly answeredAt: Date;
  readonly messageIds: readonly number[];
  readonly pieceLengths: readonly number[];
}

/** It closes when its corrections are due while it is being corrected. */
export interface FullSubmission extends Closing {
  readonly id: number;
  /** Only where it was entered from paper. */
  readonly paper?: Paper;
  readonly formVersionId: number;
  readonly state: SubmissionState;
  /** Only while correcting. */
  readonly correcting?: Correcting | undefined;
  /** Everything that was ever sent back, oldest first. */
  readonly corrections: readonly Correction[];
  /** The desk has decided on a part of it: it cannot be withdrawn any more. */
  readonly isReviewed: boolean;
  readonly revision: number;
  readonly demands: readonly number[];
  readonly answers: readonly FullAnswer[];
  readonly parked: Parked;
  /** The valid one. */
  readonly receipt: ValidReceipt | undefined;
  /** It was submitted before, and withdrawn perhaps: then its history stays. */
  readonly wasSubmitted: boolean;
}

/** What is needed to tell somebody that their form was sent back. */
export interface SentBackFacts {
  /** A submission in full; undefined when it is not this person's. */
  fullOf(identity: Identity, submissionId: number): Promise<FullSubmission | undefined>;
  questionnaire(formVersionId: number): Promise<Questionnaire>;
}

export interface IntakeStore extends OncePort<Outcome> {
  /**
   * The person's standing, in one statement at most: `known` is what was read along with their message. With a
   * submission, as if that one were open, if it is theirs.
   */
  standing(identity: Identity, submission?: number, known?: unknown): Promise<Standing>;
  questionnaire(formVersionId: number): Promise<Questionnaire>;
  /** The newest version of every form of every campaign that is offered, each as it closes for this person. */
  openForms(personId?: number): Promise<OpenForm[]>;
  commit(change: Change): Promise<Committed>;

  hasAccepted(personId: number, campaignId: string, textVersion: string): Promise<boolean>;
  /** Without those that the person entered from paper for others. */
  own(personId: number): Promise<OwnSubmission[]>;
  /** A submission in full; undefined when it is not this person's. */
  full(personId: number, submissionId: number): Promise<FullSubmission | undefined>;
  /** Answers of the person's other questionnaires, newest first; of and for what was entered from paper there are none. */
  earlierAnswers(
    personId: number,
    except: number,
  ): Promise<{ formVersionId: number; answers: AnswerRow[] }[]>;
  /** Which answer of this person a chat message holds. */
  answerIn(
    personId: number,
    messageId: number,
  ): Promise<{ submissionId: number; answer: FullAnswer } | undefined>;
  /** undefined when nothing is stored about them. */
  everything(identity: Identity): Promise<Everything | undefined>;

  /** Each act marks its update with the outcome it gives, in one transaction; undefined when repeated. */
  begin(act: Begin): Promise<Outcome | undefined>;
  switchTo(
    updateId: number,
    personId: number,
    submissionId: number | undefined,
    outcome: Outcome,
  ): Promise<Outcome | undefined>;
  chooseLanguage(
    updateId: number,
    identity: Identity,
    language: Language,
    outcome: Outcome,
  ): Promise<Outcome | undefined>;
  /** The place is at the first question of the new demand then, in the submission that typed text goes to. */
  addDemand(act: DemandAct & { first: string | undefined }): Promise<Outcome | undefined>;
  raiseDemand(act: DemandAct & { demand: number }): Promise<Outcome | undefined>;
  deleteDemand(act: DemandAct & { demand: number }): Promise<Outcome | undefined>;
  submit(act: Submit): Promise<Outcome | undefined>;
  moveVersion(act: MoveVersion): Promise<Outcome | undefined>;
  withdraw(act: {
    updateId: number;
    personId: number;
    submissionId: number;
    at: Date;
  }): Promise<Outcome | undefined>;
  deleteDraft(act: {
    updateId: number;
    personId: number;
    submissionId: number;
  }): Promise<Outcome | undefined>;
  forget(updateId: number, identity: Identity): Promise<Outcome | undefined>;
}

/** A form that staff enter from paper, as lists show it. */
export interface PaperForm {
  readonly id: number;
  readonly formVersionId: number;
  readonly state: SubmissionState;
  readonly unit: string | undefined;
  readonly receipt: string | undefined;
}

export interface PaperPage {
  readonly forms: readonly PaperForm[];
  readonly total: number;
}

/** A unit of the roster for which nobody has begun a form. */
export interface PaperUnit {
  readonly id: number;
  readonly name: string;
  readonly creditCode: string | null;
  readonly area: string | null;
  readonly sector: string | null;
}

interface PageAt {
  readonly from: number;
  readonly size: number;
}

/** The forms that staff enter from paper. What a person may see of them is decided here, by their appointments. */
export interface PaperStore {
  /** The appointments in which somebody may enter forms from paper now. */
  holders(identity: Identity): Promise<readonly Appointment[]>;
  /** Those that the person entered and may open, the last changed first. */
  own(personId: number, page: PageAt): Promise<PaperPage>;
  /** Those that nobody may open any more, and that the person may take over. */
  left(personId: number, page: PageAt): Promise<PaperPage>;
  expected(personId: number, definition: CampaignDefinition): Promise<readonly PaperUnit[]>;
  begin(act: BeginPaper): Promise<Outcome | undefined>;
  takeOver(act: {
    updateId: number;
    personId: number;
    submission: number;
    at: Date;
  }): Promise<Outcome | undefined>;
}

export interface BeginPaper extends Omit<Begin, 'identity' | 'accepts'> {
  readonly personId: number;
  /** Of the roster; without one the unit stands on no roster. */
  readonly unit: number | undefined;
  /** What the roster says already of the unit's own questions. */
  readonly known: readonly { question: string; value: string; note: string | undefined }[];
}

export interface Begin {
  readonly updateId: number;
  readonly identity: Identity;
  readonly formVersionId: number;
  readonly campaignId: string;
  readonly formId: string;
  /** The form has a repeated section: the first demand is there from the start. */
  readonly withDemand: boolean;
  readonly accepts: string | undefined;
  readonly at: Date;
}

export interface DemandAct {
  readonly updateId: number;
  readonly personId: number;
  readonly submissionId: number;
  readonly max: number;
  readonly at: Date;
}

export interface Submit {
  readonly updateId: number;
  readonly personId: number;
  readonly submissionId: number;
  readonly revision: number;
  readonly receiptPrefix: string;
  /** What is asked as things stand: the receipt holds these answers, and no hidden ones. */
  readonly asked: readonly AnswerKey[];
  /** What the desk lists of each demand. */
  readonly filed: readonly Filing[];
  readonly at: Date;
  /** Set when it came to us after the deadline, though it was sent in time. */
  readonly receivedLate: Date | undefined;
}

/** Moves a draft from one version of its form to a newer one. */
export interface MoveVersion {
  readonly updateId: number;
  readonly personId: number;
  readonly submissionId: number;
  readonly from: number;
  readonly to: number;
  readonly at: Date;
  /** What becomes of the draft as it is now; called while nobody else can change it. */
  readonly plan: (full: FullSubmission) => VersionMove;
}

export interface VersionMove {
  /** Answers that do not go along: kept in the history. */
  readonly removes: readonly AnswerKey[];
  readonly parked: Parked;
  /** The newer version has a part that is filled in for each demand. */
  readonly withDemand: boolean;
  readonly outcome: Outcome;
}

/** Everything that is stored about a person, as it is stored. */
export interface Everything {
  readonly identities: readonly { channel: string; externalId: string }[];
  readonly language: string | null;
  readonly since: Date;
  readonly consents: readonly { campaignId: string; textVersion: string; acceptedAt: Date }[];
  /** As staff of a campaign. */
  readonly appointments: readonly {
    readonly campaignId: string;
    readonly title: string;
    readonly scopes: readonly string[];
    readonly appointedAt: Date;
    readonly withdrawnAt: Date | null;
  }[];
  readonly submissions: readonly (FullSubmission & {
    readonly startedAt: Date;
    readonly history: readonly (AnswerRow & { answeredAt: Date; replacedAt: Date })[];
    readonly receipts: readonly {
      number: string;
      version: number;
      submittedAt: Date;
      /** Withdrawn by the person, or replaced by the next version. */
      withdrawnAt: Date | null;
      /** What was submitted, as it was then. */
      answers: readonly AnswerRow[];
    }[];
  })[];
  readonly messages: readonly { kind: string; state: string; at: Date }[];
  /** Since when reminders are not wanted. */
  readonly mutedAt: Date | null;
  /** What they were reminded of. */
  readonly reminders: readonly { campaignId: string; reason: string; at: Date }[];
  /** What they sent that could not be worked on. */
  readonly parked: readonly { at: Date; text: string }[];
}
