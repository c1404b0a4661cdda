import type { Appointment, Role, ScopeRule, Staff } from '../people/appointment.js';
import type { CampaignDefinition, Language } from '../survey/definition.js';

export interface Identity {
  readonly channel: 'telegram';
  readonly externalId: string;
}

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
  /** Wrong, used, revoked and expired look the same to whoever tries. */
  | { readonly kind: 'linkRefused' }
  | { readonly kind: 'tooManyTries' }
  | { readonly kind: 'withdrawn' }
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

export interface AppointmentStore {
  staff(identity: Identity): Promise<Staff>;
  language(identity: Identity): Promise<Language>;
  campaigns(): Promise<readonly CampaignDefinition[]>;
  people(campaignId: string, now: Date): Promise<People>;
  outcomeOf(updateId: number): Promise<AppointmentOutcome | undefined>;
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
  revoke(act: {
    readonly updateId: number;
    readonly identity: Identity;
    readonly invitationId: number;
    readonly at: Date;
  }): Promise<AppointmentOutcome | undefined>;
}
