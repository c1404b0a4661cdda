import type { Refusal } from '../survey/judging/verdict.js';

/**
 * What an update came to. Stored with the update until its reply is sent, so that the reply can be rendered
 * again after a crash; it names questions and counts, the answers themselves are read from the state.
 */
export type Outcome =
  | {
      readonly kind: 'recorded';
      readonly key: string;
      readonly changed: boolean;
      readonly cut?: boolean;
      readonly count?: number;
      readonly echo?: boolean;
      readonly note?: string;
      readonly conflict?: { readonly check: string; readonly left: number; readonly right: number };
    }
  | { readonly kind: 'reused'; readonly count: number }
  | { readonly kind: 'skipped'; readonly key: string }
  /** It was sent back, and stays as it was. */
  | { readonly kind: 'kept'; readonly key: string }
  | { readonly kind: 'refused'; readonly key: string; readonly refusal: Refusal; readonly edited?: boolean }
  | {
      readonly kind: 'tooLong';
      readonly key: string;
      readonly count: number;
      readonly limit: number;
      /** The question has an answer, which stays. */
      readonly keepsAnswer?: boolean;
      readonly edited?: boolean;
    }
  | {
      readonly kind: 'askedBack';
      readonly key: string;
      readonly keepsAnswer?: boolean;
      readonly edited?: boolean;
    }
  /** A few words came where a long text waits to be shortened: which of them is meant? */
  | { readonly kind: 'insteadOfDraft'; readonly key: string; readonly count: number }
  | { readonly kind: 'found'; readonly key: string; readonly query: string }
  /** full: no more than this many can be ticked, so it was not. */
  | { readonly kind: 'ticked'; readonly key: string; readonly full?: number }
  /** A piece of a long text; the reply waits for the rest. */
  | { readonly kind: 'piece'; readonly key: string }
  | { readonly kind: 'moved' }
  | { readonly kind: 'readBack' }
  | { readonly kind: 'nothingToAnswer' }
  | { readonly kind: 'begun'; readonly resumed: boolean }
  | { readonly kind: 'left' }
  | { readonly kind: 'languageChosen' }
  | { readonly kind: 'demandAdded'; readonly demand: number }
  | { readonly kind: 'demandsFull'; readonly max: number }
  /** The last demand has no answer yet; another one can wait. */
  | { readonly kind: 'demandStillEmpty'; readonly demand: number }
  | { readonly kind: 'demandRaised' }
  | { readonly kind: 'demandDeleted' }
  | { readonly kind: 'submitted'; readonly number: string; readonly submissionId: number }
  /** A form from paper whose place is outside of what its office covers. demand: 0 for a form that is one. */
  | {
      readonly kind: 'notCovered';
      readonly of: 'area' | 'sector' | 'category';
      readonly demand: number;
    }
  | { readonly kind: 'withdrawn'; readonly number: string }
  | { readonly kind: 'draftDeleted' }
  /** The draft is on the newest version of its form. How many answers are asked again, questions new, answers gone. */
  | { readonly kind: 'versionMoved'; readonly again: number; readonly more: number; readonly gone: number }
  | { readonly kind: 'forgotten'; readonly receiptsKept: number }
  /** Not possible as things stand now. */
  | { readonly kind: 'declined'; readonly reason: Decline };

export type Decline =
  | 'notYours'
  | 'alreadySubmitted'
  | 'notSubmitted'
  | 'deadlinePassed'
  /** By its office, whatever the clock says. */
  | 'closed'
  /** Put away with its campaign. */
  | 'archived'
  | 'incomplete'
  | 'changedMeanwhile'
  | 'otherDraftOpen'
  | 'lastDemand'
  | 'goneQuestion'
  /** A confirmation whose moment has passed. */
  | 'expired'
  | 'filedBefore'
  | 'alreadyAnswered'
  | 'required'
  /** The form was sent back, and this answer is none of those that may be changed. */
  | 'locked'
  | 'correctingProjects'
  | 'correctingWithdraw'
  /** A reviewer has decided on a part of it. */
  | 'underReview'
  /** A button of another version of the form. */
  | 'otherVersion'
  /** The draft is on the newest version already. */
  | 'noNewerVersion';
