import type { Appointment } from '../people/appointment.js';
import type { Audience, Recipient } from '../people/audience.js';
import type { CoverageState } from '../people/coverage.js';
import type { Identity, OncePort } from '../people/staff-port.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';
import type { Form } from '../survey/form.js';

/** One thing to be said to one person who did not just write. */
export interface Delivery {
  readonly id: number;
  /** The chat it goes to. */
  readonly chatId: number;
  readonly language: 'zh-CN' | 'en';
  readonly kind: string;
  /** What is needed to word it; never the words of an answer. */
  readonly content: unknown;
  /** The notice to many that it is a part of. */
  readonly notice?: number | undefined;
}

export type DeliveryEnd = 'sent' | 'failed' | 'blocked' | 'unknown';

/** An attempt that has come to its end. */
export interface Ended {
  readonly id: number;
  readonly chatId: number;
  readonly end: DeliveryEnd;
  readonly messageIds?: readonly number[];
  readonly reason?: string;
}

export interface DeliveryStore {
  /**
   * Takes up to `count`, marking them as being sent by this worker: what is for one person first, then notices to
   * many, in turns. `taken` counts also those that were ended at once, since nobody can be reached by them.
   */
  take(worker: number, count: number): Promise<{ readonly deliveries: Delivery[]; readonly taken: number }>;
  /** Who has blocked the bot is marked unreachable, too. */
  end(ends: readonly Ended[]): Promise<void>;
  /** Back into the queue: it was certainly not sent, since Telegram asked to wait or it is no time for it. */
  putBack(worker: number, id: number, notBefore: Date): Promise<void>;
  /** What a dead worker was sending may have arrived or not: shown as unknown, never sent again by itself. */
  abandon(dead: readonly number[]): Promise<number>;
  /** Back into the queue: what this living worker is said to be sending and does not have in hand. */
  release(worker: number, inHand: readonly number[]): Promise<number>;
  /** Nothing can be said to this chat until its person writes again. */
  markUnreachable(chatId: number): Promise<void>;
}

/* What is said to many at once. */

/** One message of a notice: words, or a file with words below it. */
export interface Part {
  /** The message in which it came: whoever mends that mends the draft. */
  readonly message?: number;
  readonly kind: 'text' | 'photo' | 'document';
  /** Of a photo or a document, as Telegram keeps it. */
  readonly fileId?: string;
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Formatting as Telegram counts it, in UTF-16 units; whatever else belongs to it is kept as it came. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly [detail: string]: unknown;
}

export type NoticeButton =
  | { readonly kind: 'begin' }
  | { readonly kind: 'mine' }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

export interface NoticeContent {
  /** None yet: still to be written. More than one: an album, which has no button. */
  readonly parts: readonly Part[];
  /** The album that is still being sent to the bot. */
  readonly album?: string;
  readonly button?: NoticeButton;
}

export const noticeStates = ['draft', 'scheduled', 'sending', 'paused', 'done', 'cancelled'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** These change what an earlier notice has sent. */
export const amendmentKinds = ['recall', 'correction'] as const;
/** A nudge is a notice that was begun from the list of those who are late. */
export const noticeKinds = ['notice', 'nudge', ...amendmentKinds] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export function isAmendment({ kind }: { readonly kind: string }): boolean {
  return amendmentKinds.some((one) => one === kind);
}

/** Why a notice that was to go out at a time was cancelled then: its sender holds the office no more, or it is all over. */
export const lapses = ['noOffice', 'archived'] as const;
export type Lapse = (typeof lapses)[number];

export interface Notice {
  readonly id: number;
  readonly campaignId: string;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly office: string;
  readonly content: NoticeContent;
  readonly audience: Audience;
  readonly of?: number | undefined;
  readonly sendAt?: Date | undefined;
  readonly createdAt: Date;
  readonly confirmedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
  readonly lapse?: Lapse | undefined;
  /** Of its sender; undefined for an administrator. */
  readonly appointment?: Appointment | undefined;
  /** Another number when its words, its audience or its time are others. */
  readonly basis: number;
}

/** How many deliveries of a notice are in each state. */
export type Tally = Readonly<Record<DeliveryState, number>>;
export const deliveryStates = [
  'queued',
  'sending',
  'sent',
  'failed',
  'blocked',
  'unknown',
  'cancelled',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Somebody who composes notices; whether they are an administrator is known from the settings alone. */
export interface Author {
  readonly identity: Identity;
  readonly isAdministrator: boolean;
}

export type NoticeAct =
  | {
      readonly kind: 'compose';
      readonly campaignId: string;
      /** 0: as an administrator. */
      readonly appointment: number;
      readonly as: 'notice' | 'nudge';
      readonly content: NoticeContent;
      readonly audience: Audience;
    }
  | { readonly kind: 'write'; readonly notice: number; readonly part: Part; readonly album?: string }
  | { readonly kind: 'button'; readonly notice: number; readonly button?: NoticeButton }
  | { readonly kind: 'audience'; readonly notice: number; readonly audience: Audience }
  | { readonly kind: 'time'; readonly notice: number; readonly sendAt?: Date }
  | {
      readonly kind: 'confirm';
      readonly notice: number;
      readonly progressMessage?: number;
      readonly shown: Shown;
    }
  | { readonly kind: 'pause' | 'resume' | 'cancel' | 'drop'; readonly notice: number }
  /** To those whom it did not reach, for a reason that may pass. */
  | { readonly kind: 'again'; readonly notice: number }
  | { readonly kind: 'recall' | 'correct'; readonly notice: number }
  | {
      readonly kind: 'called';
      readonly campaignId: string;
      readonly unit: number;
      readonly result: CallResult;
    };

/** What somebody had before their eyes who confirms. */
export interface Shown {
  readonly basis: number;
  readonly count: number;
  /** That it goes at a time to come. */
  readonly isLater: boolean;
}

export interface NoticeOrder {
  readonly updateId: number;
  readonly at: Date;
  readonly by: Author;
  readonly act: NoticeAct;
}

export interface NoticeOutcome {
  readonly room: 'notices';
  /**
   * gone: not there, or not theirs. notNow: its state does not allow it. empty: nothing to say, or nobody to say it to.
   * archived: nothing is sent in a campaign that is put away. changed: it is not what was shown any more.
   */
  readonly kind: 'done' | 'gone' | 'notNow' | 'empty' | 'archived' | 'changed';
  readonly act: NoticeAct['kind'];
  readonly notice: number;
}

/** A unit of the roster that the bot cannot reach: somebody must call it. */
export interface UncalledUnit {
  readonly unit: number;
  readonly name: string;
  readonly area?: string | undefined;
  readonly contactName?: string | undefined;
  readonly phone?: string | undefined;
  /** neverCame: nobody has used its link or filed for it. blocked: its contact has stopped the bot. */
  readonly why: 'neverCame' | 'blocked';
  readonly lastCall?: { readonly at: Date; readonly result: CallResult } | undefined;
}

export interface Reached {
  readonly recipients: readonly Recipient[];
  readonly uncalled: readonly UncalledUnit[];
}

export const callResults = ['reached', 'noAnswer', 'wrongNumber', 'refused'] as const;
export type CallResult = (typeof callResults)[number];

export interface ReportLine {
  readonly name: string;
  readonly area?: string | undefined;
  readonly state: DeliveryState;
  readonly reason?: string | undefined;
  readonly at: Date;
}

/** A campaign or a part of it in which somebody may say something to many. */
export interface Desk {
  readonly campaignId: string;
  /** undefined: as an administrator. */
  readonly appointment?: Appointment | undefined;
}

export interface NoticeStore extends OncePort<NoticeOutcome> {
  language(identity: Identity): Promise<'zh-CN' | 'en'>;
  /** Where this person may send notices; empty: nowhere. */
  desks(by: Author): Promise<Desk[]>;
  campaign(id: string): Promise<CampaignDefinition | undefined>;
  /** The newest of those that this person may handle. */
  recent(by: Author, most: number): Promise<Notice[]>;
  /** undefined: not there, or not theirs. */
  notice(by: Author, id: number): Promise<Notice | undefined>;
  /** The draft whose album this message goes on with. */
  albumOf(by: Author, album: string): Promise<number | undefined>;
  /** The draft of which this message of its author is a part. */
  draftOf(by: Author, message: number): Promise<number | undefined>;
  /** Everybody of a campaign whom the bot can write to, and those of the sender's scope whom it cannot. */
  reached(campaignId: string, scope: Appointment | undefined): Promise<Reached>;
  /** Of the sender's scope. */
  uncalled(campaignId: string, scope: Appointment | undefined): Promise<UncalledUnit[]>;
  /**
   * The units of the roster that are late, of one area or all, at one state or any: how many, and the contacts of those
   * that have one.
   */
  late(
    campaignId: string,
    scope: Appointment | undefined,
    which: { readonly area?: string | undefined; readonly state?: CoverageState | undefined },
  ): Promise<{ readonly persons: readonly number[]; readonly units: number }>;
  /** Persons of the scope that lines of a pasted list name, by unit, code, phone or receipt; and the lines that name none. */
  named(
    campaignId: string,
    scope: Appointment | undefined,
    lines: readonly string[],
  ): Promise<{ persons: number[]; unknown: string[] }>;
  tally(id: number): Promise<Tally>;
  report(id: number): Promise<ReportLine[]>;
  /** That somebody took a list with them. */
  recordExport(by: Author, desk: Desk, act: { readonly subject: string; readonly at: Date }): Promise<void>;
  perform(order: NoticeOrder): Promise<NoticeOutcome | undefined>;
}

/** What the one process that sends looks after, beside the deliveries themselves. */
export interface RunningStore {
  /** Begins those whose time has come, or cancels them where they may not go out any more; gives how many. */
  beginDue(now: Date): Promise<number>;
  /** Notices that are on their way or were cancelled a moment ago, each with the chat in which its sender watches. */
  running(now: Date): Promise<Running[]>;
  /** Marks one as done when nothing is left of it; false when it was not. */
  finish(id: number, now: Date): Promise<boolean>;
  /** As it is sent; for deliveries. */
  toSend(id: number): Promise<Notice | undefined>;
}

export interface Running {
  readonly notice: Notice;
  readonly tally: Tally;
  readonly chatId: number;
  readonly language: 'zh-CN' | 'en';
  readonly progressMessage?: number | undefined;
}

/*
 * Reminders. What is due is worked out in this room; whom it concerns is the database's to say, for thousands at once.
 * A reminder and its delivery are one act, and a reason is never used twice for one person.
 */

/** A campaign that may have something to remind of. */
export interface ScheduledCampaign {
  readonly definition: CampaignDefinition;
  readonly state: 'open' | 'closedToUnits' | 'closedToRecommenders';
  readonly unitDeadline: Date;
  readonly recommenderDeadline: Date;
  /** Minutes. */
  readonly unitGrace: number;
  readonly recommenderGrace: number;
  /** The deadlines of those who were given more time. */
  readonly extendedTo: readonly Date[];
  /** By when forms that were sent back are to be corrected. */
  readonly correctionsDue: readonly Date[];
}

/** Something to be said before, or after, a deadline. */
export interface DueReminder {
  /** E.g. `unit:7d@2026-12-31T15:59:59Z`. */
  readonly reason: string;
  readonly deadline: Date;
  /** Since when it is due: whoever came later has just been told the deadline. */
  readonly planned: Date;
}

export interface ReminderStore {
  /** The database's own time. */
  clock(): Promise<Date>;
  scheduled(): Promise<readonly ScheduledCampaign[]>;
  /** Those who have not filed a form of units, or have begun one of recommenders. */
  remindContacts(
    campaign: ScheduledCampaign,
    filledBy: 'unit' | 'recommender',
    dues: readonly DueReminder[],
    at: Date,
  ): Promise<void>;
  remindCorrections(campaign: ScheduledCampaign, dues: readonly DueReminder[], at: Date): Promise<void>;
  /** Recommenders and collectors whose area has something to report and has not. */
  remindOffices(campaign: ScheduledCampaign, due: DueReminder, at: Date): Promise<void>;
  escalate(campaign: ScheduledCampaign, about: 'unit' | 'report', due: DueReminder, at: Date): Promise<void>;
  /** To those who review: what is new since their last digest; nothing is said where there is nothing. */
  digest(
    campaign: ScheduledCampaign,
    today: { readonly date: string; readonly planned: Date },
    at: Date,
  ): Promise<void>;
}

/** What is said when it is sent, as things stand then; undefined when it has become pointless. */
export interface ReminderFacts {
  reminded(identity: Identity, content: unknown): Promise<Reminded | undefined>;
  digested(identity: Identity, content: unknown): Promise<Digest | undefined>;
  escalated(identity: Identity, content: unknown): Promise<Escalation | undefined>;
}

/** Whom it goes to, and of which campaign it speaks. */
export interface Spoken {
  readonly language: Language;
  readonly campaign: CampaignDefinition;
}

export type Reminded = Spoken & { readonly deadline: Date } & (
    | {
        readonly about: 'draft' | 'correction';
        readonly submission: number;
        readonly form: Form;
        /** Questions to be answered still, of so many. */
        readonly left: number;
        readonly total: number;
      }
    /** Not begun yet. */
    | { readonly about: 'notBegun'; readonly form: Form; readonly formVersionId: number }
    | { readonly about: 'report'; readonly areas: readonly string[] }
  );

export interface Digest extends Spoken {
  /** The office whose digest it is. */
  readonly title: string;
  /** Demands filed for the first time, and filed again after a correction. */
  readonly fresh: number;
  readonly corrected: number;
  /** Forms of units that were begun. */
  readonly begun: number;
  /** All that waits for a review, new or not. */
  readonly waiting: number;
  /** Areas that have reported. */
  readonly reported: readonly string[];
}

export type Escalation = Spoken & { readonly deadline: Date } & (
    | {
        readonly about: 'unit';
        /** Areas where units of the roster have not filed. */
        readonly areas: readonly {
          readonly area: string;
          readonly missing: number;
          readonly units: number;
        }[];
      }
    | { readonly about: 'report'; readonly areas: readonly string[] }
  );

export type MuteOutcome = { readonly room: 'reminders'; readonly kind: 'muted' | 'unmuted' };

export interface MuteStore extends OncePort<MuteOutcome> {
  /** Whether reminders come, and in which language this person is spoken to. */
  standing(identity: Identity): Promise<{ readonly language: Language; readonly isMuted: boolean }>;
  mute(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly isMuted: boolean;
    readonly at: Date;
  }): Promise<MuteOutcome | undefined>;
}
