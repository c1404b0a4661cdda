import type { Identity, OncePort } from '../people/staff-port.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';
import type { IdentityFault } from '../survey/question-identity.js';
import type { ImpactTally } from '../survey/version-impact.js';

/** Why a sound definition cannot be taken beside what is stored. */
export type ProposalFault =
  | { readonly kind: 'prefixTaken'; readonly prefix: string; readonly by: string }
  /** Receipts were issued with another prefix. */
  | { readonly kind: 'prefixUsed'; readonly prefix: string }
  /** The form was begun by somebody and is not there any more. */
  | { readonly kind: 'formGone'; readonly form: string; readonly count: number }
  /** The form was begun by somebody and is filled in by others now. */
  | { readonly kind: 'filledByOthers'; readonly form: string; readonly count: number }
  /** Somebody has filed under it, answers for it or is expected in it. */
  | { readonly kind: 'areaGone'; readonly area: string }
  | { readonly kind: 'identity'; readonly path: string; readonly fault: IdentityFault };

/** What publishing would mean for one form that reads otherwise. */
export interface FormChange {
  readonly form: string;
  readonly kind: 'added' | 'changed';
  readonly drafts: ImpactTally;
  /** Submitted, or sent back: they stay on their version in any case. */
  readonly filed: number;
}

export type Target =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'version';
      readonly changes: readonly FormChange[];
      /** The notice reads otherwise under the version it had: nobody is asked again. */
      readonly isNoticeSilent: boolean;
      /** Nothing at all reads otherwise. */
      readonly isSame: boolean;
    };

export interface Proposal {
  readonly id: number;
  readonly state: 'proposed' | 'applied' | 'dropped';
  readonly campaign: CampaignDefinition;
  readonly target: Target;
  readonly faults: readonly ProposalFault[];
  /** Stands for what is stored of the campaign; another number once that has changed. */
  readonly basis: number;
}

export interface PublishingOutcome {
  readonly room: 'publishing';
  readonly kind:
    | 'proposed'
    | 'created'
    | 'published'
    | 'dropped'
    /** The campaign is another than when the preview was shown. */
    | 'changedMeanwhile'
    | 'refused'
    /** Confirmed or dropped before. */
    | 'settled'
    | 'gone';
  readonly proposal: number;
}

interface ProposalAct {
  readonly updateId: number;
  readonly identity: Identity;
  readonly proposal: number;
  readonly at: Date;
}

export interface Confirm extends ProposalAct {
  readonly basis: number;
  /** Of a new campaign. */
  readonly state: 'draft' | 'open';
}

/** Everything here is an administrator's: whoever calls has made sure of that. */
export interface PublishingStore extends OncePort<PublishingOutcome> {
  language(identity: Identity): Promise<Language>;
  /** Those that there are, the newest first. */
  campaigns(): Promise<readonly CampaignDefinition[]>;
  propose(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly campaign: CampaignDefinition;
    readonly at: Date;
  }): Promise<PublishingOutcome | undefined>;
  /** One of this person's own, without what it would mean for drafts. */
  definition(identity: Identity, proposal: number): Promise<CampaignDefinition | undefined>;
  /** One of this person's own, with what confirming it would mean now. */
  proposal(identity: Identity, proposal: number): Promise<Proposal | undefined>;
  confirm(act: Confirm): Promise<PublishingOutcome | undefined>;
  drop(act: ProposalAct): Promise<PublishingOutcome | undefined>;
}
