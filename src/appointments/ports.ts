import type { Appointment, Role, ScopeRule } from '../people/appointment.js';
import type { RosterReading, RosterUnit } from '../people/roster.js';
import type { Identity, OncePort, StaffPort } from '../people/staff-port.js';
import type { AppointmentDraft, StaffProblem } from '../people/staff-roster.js';
import type { CampaignDefinition } from '../survey/definition.js';

/** What an invitation appoints to. */
export interface Grants {
  readonly role: Role;
  readonly title: string;
  readonly scopes: readonly ScopeRule[];
  readonly deputyOf?: number | undefined;
  /** The last instant of a deputy. */
  readonly until?: string | undefined;
}

export interface OpenInvitation extends Grants {
  readonly id: number;
  readonly expiresAt: Date;
}

export interface People {
  readonly appointments: readonly Appointment[];
  readonly invitations: readonly OpenInvitation[];
}

export type AppointmentOutcome =
  | { readonly kind: 'invited'; readonly invitation: number }
  | { readonly kind: 'appointed'; readonly campaignId: string; readonly role: Role; readonly title: string }
  /** Whoever came fills in for this unit of the roster. */
  | { readonly kind: 'bound'; readonly campaignId: string; readonly unit: string }
  /** Wrong, used, revoked and expired look the same to whoever tries. */
  | { readonly kind: 'linkRefused' }
  | { readonly kind: 'tooManyTries' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'narrowed' }
  /** An appointment to nothing is withdrawn, not narrowed. */
  | { readonly kind: 'lastScope' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'gone' };

export interface Invite {
  readonly updateId: number;
  readonly identity: Identity;
  readonly campaignId: string;
  readonly secretHash: string;
  readonly grants: Grants;
  readonly at: Date;
  readonly expiresAt: Date;
}

export interface AppointmentStore extends StaffPort, OncePort<AppointmentOutcome> {
  campaigns(): Promise<readonly CampaignDefinition[]>;
  people(campaignId: string, now: Date): Promise<People>;
  invite(act: Invite): Promise<AppointmentOutcome | undefined>;
  /** Uses a link: appoints whoever came by it, once. */
  accept(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly secretHash: string;
    readonly at: Date;
  }): Promise<AppointmentOutcome | undefined>;
  withdraw(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly appointmentId: number;
    readonly at: Date;
  }): Promise<AppointmentOutcome | undefined>;
  /** Takes one scope away, from deputies too. */
  narrow(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly appointmentId: number;
    readonly scope: ScopeRule;
    readonly at: Date;
  }): Promise<AppointmentOutcome | undefined>;
  revoke(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly invitationId: number;
    readonly at: Date;
  }): Promise<AppointmentOutcome | undefined>;
}

/** Somebody who brings a roster in: an administrator, or whom the campaign's appointments allow it. */
export interface Importer {
  readonly identity: Identity;
  readonly isAdministrator: boolean;
}

export interface KnownUnit extends RosterUnit {
  readonly id: number;
  /** Its link was used: somebody fills in for it. */
  readonly isBound: boolean;
}

type ReadRoster = Extract<RosterReading, { readonly kind: 'read' }>;

/** What an uploaded list says, as it was read. */
export type UploadContent =
  | { readonly kind: 'units'; readonly reading: Pick<ReadRoster, 'fields' | 'lines' | 'problems'> }
  | {
      readonly kind: 'staff';
      readonly drafts: readonly AppointmentDraft[];
      readonly problems: readonly StaffProblem[];
    };

export interface StoredUpload {
  readonly id: number;
  readonly campaignId: string;
  readonly state: 'proposed' | 'applied' | 'undone';
  readonly content: UploadContent;
}

export interface UploadOutcome {
  readonly room: 'roster';
  readonly kind:
    | 'proposed'
    | 'applied'
    | 'undone'
    /** Links of units were made; no upload. */
    | 'linked'
    /** The roster is another than when the changes were shown. */
    | 'changedMeanwhile'
    /** What was brought in has been changed since, or used. */
    | 'changedSince'
    | 'notNow'
    /** Not theirs, or not there: both look the same. */
    | 'gone';
  readonly upload: number;
  /** Of a roster of staff: the places of the drafts that were invited. Of links: the units. */
  readonly invited?: readonly number[];
}

interface UploadAct {
  readonly updateId: number;
  readonly by: Importer;
  readonly upload: number;
  readonly at: Date;
}

export interface UnitLinks {
  readonly updateId: number;
  readonly by: Importer;
  readonly campaignId: string;
  readonly links: readonly { readonly unit: number; readonly secretHash: string }[];
  readonly at: Date;
  readonly expiresAt: Date;
}

export interface RosterStore extends OncePort<UploadOutcome> {
  /** Makes one link a unit; earlier links of these units that were not used stop working. */
  inviteUnits(act: UnitLinks): Promise<UploadOutcome | undefined>;
  /** The units of a campaign by name; empty for whoever may not bring a roster in. */
  units(by: Importer, campaignId: string): Promise<readonly KnownUnit[]>;
  /** Who is appointed, or invited and has not come yet. */
  staffOf(campaignId: string, now: Date): Promise<readonly { readonly role: Role; readonly title: string }[]>;
  propose(act: {
    readonly updateId: number;
    readonly by: Importer;
    readonly campaignId: string;
    readonly content: UploadContent;
    readonly at: Date;
  }): Promise<UploadOutcome | undefined>;
  upload(by: Importer, id: number): Promise<StoredUpload | undefined>;
  /** `secretHashes`: for a roster of staff, one for each of its drafts. */
  apply(
    act: UploadAct & { readonly secretHashes: readonly string[]; readonly expiresAt: Date },
  ): Promise<UploadOutcome | undefined>;
  /** Puts everything back as it was before. */
  undo(act: UploadAct): Promise<UploadOutcome | undefined>;
}

/** One unit that is taken off the roster, or put back on it. */
export interface UnitChange {
  readonly updateId: number;
  readonly by: Importer;
  readonly campaignId: string;
  readonly unit: number;
  readonly removes: boolean;
  readonly at: Date;
}

export interface UnitOutcome {
  readonly room: 'roster-unit';
  readonly kind:
    | 'removed'
    | 'restored'
    /** Not put back: it came in anew since. */
    | 'thereAgain'
    /** Not theirs, or not there: both look the same. */
    | 'gone';
  readonly unit: number;
}

export interface UnitStore extends OncePort<UnitOutcome> {
  /** The units that were taken off, by name; empty for whoever may not bring a roster in. */
  removed(by: Importer, campaignId: string): Promise<readonly KnownUnit[]>;
  change(act: UnitChange): Promise<UnitOutcome | undefined>;
}
