import type { CampaignEdit } from '../survey/campaign-edits.js';
import type { CampaignState } from '../survey/campaign-state.js';
import type { CampaignClock, Closing } from '../survey/closing.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';

export interface Identity {
  readonly channel: 'telegram';
  readonly externalId: string;
}

/** Somebody who runs campaigns: an administrator all of them, a planner their own. */
export interface Runner {
  readonly identity: Identity;
  readonly isAdministrator: boolean;
}

/** Whose deadline. */
export type Clock = 'unit' | 'recommender';

/** A campaign as it stands. */
export interface RunCampaign extends CampaignClock {
  readonly definition: CampaignDefinition;
  /** Forms that were begun and not submitted, and those that were. */
  readonly drafts: number;
  readonly submitted: number;
  /** Units that have more time. */
  readonly extended: number;
}

export type CampaignChange =
  | { readonly kind: 'state'; readonly from: CampaignState; readonly to: CampaignState }
  | { readonly kind: 'deadline'; readonly of: Clock; readonly from: Date; readonly to: Date }
  | { readonly kind: 'grace'; readonly of: Clock; readonly minutes: number }
  | CampaignEdit;

export interface CampaignOutcome {
  readonly room: 'campaigns';
  readonly kind:
    | 'done'
    | 'changedMeanwhile'
    /** The state allows no such move. */
    | 'notNow'
    /** Recommenders would have to report before the units have filed. */
    | 'wrongOrder'
    | 'areaKnown'
    /** Something refers to the area: a form, an appointment, a unit of the roster. */
    | 'areaUsed'
    /** Not theirs, or not there: both look the same. */
    | 'gone';
  readonly change: CampaignChange['kind'];
  readonly campaignId: string;
}

export interface CampaignOrder {
  readonly updateId: number;
  readonly by: Runner;
  readonly campaignId: string;
  readonly at: Date;
  readonly change: CampaignChange;
}

export interface CampaignsStore {
  language(identity: Identity): Promise<Language>;
  /** What they may run, oldest first. */
  campaigns(by: Runner): Promise<readonly RunCampaign[]>;
  change(order: CampaignOrder): Promise<CampaignOutcome | undefined>;
  outcomeOf(updateId: number): Promise<object | undefined>;
}

/** A unit that can be given more time: one of the roster, or a contact beside it. */
export interface ExtendableUnit {
  readonly kind: 'roster' | 'person';
  readonly id: number;
  readonly name: string;
  readonly area: string | undefined;
  /** Somebody fills in for it, and can be told. */
  readonly hasContact: boolean;
  readonly closing: Closing;
}

export interface FoundUnits {
  readonly units: readonly ExtendableUnit[];
  /** There are others, which are not given. */
  readonly isMore: boolean;
}

export interface Extension {
  readonly id: number;
  readonly campaignId: string;
  readonly unit: string;
  readonly until: Date;
  readonly reason: string;
  readonly hasContact: boolean;
  /** proposed: until it is confirmed, nobody has more time. */
  readonly state: 'proposed' | 'granted' | 'withdrawn';
}

export interface ExtensionOutcome {
  readonly room: 'extensions';
  readonly kind: 'proposed' | 'granted' | 'withdrawn' | 'notNow' | 'gone';
  readonly extension: number;
}

interface ExtensionAct {
  readonly updateId: number;
  readonly by: Runner;
  readonly extension: number;
  readonly at: Date;
}

export interface ExtensionStore {
  /** Units of a campaign whose name has these words in it, whatever their width, blanks, quotes and brackets. */
  find(by: Runner, campaignId: string, words: string): Promise<FoundUnits>;
  unit(
    by: Runner,
    campaignId: string,
    kind: ExtendableUnit['kind'],
    id: number,
  ): Promise<ExtendableUnit | undefined>;
  extension(by: Runner, id: number): Promise<Extension | undefined>;
  /** Those that hold, the newest first. */
  granted(by: Runner, campaignId: string): Promise<readonly Extension[]>;
  propose(act: {
    readonly updateId: number;
    readonly by: Runner;
    readonly campaignId: string;
    readonly unit: { readonly kind: ExtendableUnit['kind']; readonly id: number };
    readonly until: Date;
    readonly reason: string;
    readonly at: Date;
  }): Promise<ExtensionOutcome | undefined>;
  grant(act: ExtensionAct): Promise<ExtensionOutcome | undefined>;
  withdraw(act: ExtensionAct): Promise<ExtensionOutcome | undefined>;
}

/** What of a campaign lay in an outage. */
export interface OutageEffect {
  readonly campaignId: string;
  readonly minutes: number;
  /** It was moved on by as much. Otherwise the outage was too long to be one: its office decides. */
  readonly isMoved: boolean;
  readonly clocks: readonly Clock[];
  /** How many units' additional time ended in it, and how many forms that were sent back were due. */
  readonly extensions: number;
  readonly corrections: number;
}

export interface PresenceStore {
  /**
   * Notes that the bot is at work. After a gap of more than `gapMs` every instant that lay in it is moved on by the
   * gap's length, in whole minutes, once: deadlines, additional time of units, due dates of corrections. Its office
   * and those concerned are told. After a gap of more than three days its office is told and nothing is moved.
   */
  note(now: Date, gapMs: number): Promise<readonly OutageEffect[]>;
}

/** What somebody is told of a campaign who did not just write. `until`: the deadline that holds for them now. */
export type CampaignNotice = { readonly campaign: CampaignDefinition } & (
  | { readonly kind: 'extension-granted' | 'extension-withdrawn'; readonly until: Date }
  | {
      readonly kind: 'extension-moved' | 'correction-moved';
      readonly until: Date;
      readonly minutes: number;
    }
  | (Omit<OutageEffect, 'campaignId' | 'clocks'> & {
      readonly kind: 'outage';
      readonly clocks: readonly { readonly of: Clock; readonly until: Date }[];
    })
);
