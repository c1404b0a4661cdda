import { type Appointment, covers, type Role, roles } from './appointment.js';

/*
 * Whom a notice to many is for. One function decides it, for the count that its sender sees and for the sending, so
 * that both are the same.
 */

/** How far a contact is with their form. */
export const contactStages = ['notStarted', 'draft', 'sentBack', 'submitted'] as const;
export type ContactStage = (typeof contactStages)[number];

export interface Audience {
  /** Contacts at these stages; none: no contacts. */
  readonly stages: readonly ContactStage[];
  readonly roles: readonly Role[];
  /** Of the offices only those whose sheet has not been reported. */
  readonly unreported: boolean;
  /** Empty: all. */
  readonly areas: readonly string[];
  readonly sectors: readonly string[];
  /** Given one by one, by a pasted list or by an earlier notice: nobody else, whatever else is chosen. */
  readonly persons?: readonly number[] | undefined;
  /** Of these persons only those who have not submitted by the time it is sent. */
  readonly lateOnly?: boolean | undefined;
}

export const everyContact: Audience = {
  stages: contactStages,
  roles: [],
  unreported: false,
  areas: [],
  sectors: [],
};

/** Where a contact's form, unit or demand belongs. */
export interface Whereabouts {
  readonly area?: string | undefined;
  readonly sector?: string | undefined;
  readonly category?: string | undefined;
}

/** Somebody of a campaign to whom the bot can write. */
export interface Recipient {
  readonly person: number;
  /** Of the unit, or of the office. */
  readonly name: string;
  /** Absent: no contact of this campaign. */
  readonly stage?: ContactStage | undefined;
  readonly places: readonly Whereabouts[];
  readonly offices: readonly Office[];
  /** Has blocked the bot. */
  readonly isUnreachable: boolean;
}

export interface Office {
  readonly appointment: Appointment;
  readonly hasReported: boolean;
}

/** Who may say something to many, and to whom: in a whole campaign, or to those of an own scope. */
export function mayNotify(role: Role): boolean {
  return role === 'planner' || role === 'responsible' || role === 'collector';
}

/** Who may say something to other offices too; whoever collects speaks to units alone. */
export function mayNotifyOffices(scope: Appointment | undefined): boolean {
  return scope?.role !== 'collector';
}

/** Whom a notice goes to; `scope` is the appointment of its sender, undefined for an administrator. */
export function chosen(
  audience: Audience,
  recipients: readonly Recipient[],
  scope: Appointment | undefined,
): Recipient[] {
  const listed = audience.persons && new Set(audience.persons);
  return recipients.filter((one) => {
    if (!isWithin(one, scope)) return false;
    if (!listed) return isMeant(one, audience);
    return listed.has(one.person) && !(audience.lateOnly === true && one.stage === 'submitted');
  });
}

function isMeant({ stage, places, offices }: Recipient, audience: Audience): boolean {
  if (stage !== undefined && audience.stages.includes(stage) && isAnywhere(places, audience)) return true;
  return offices.some(
    ({ appointment, hasReported }) =>
      audience.roles.includes(appointment.role) &&
      !(audience.unreported && hasReported) &&
      holdsAnywhere(appointment, audience),
  );
}

function isAnywhere(places: readonly Whereabouts[], { areas, sectors }: Audience): boolean {
  const isEverywhere = areas.length === 0 && sectors.length === 0;
  return (
    isEverywhere ||
    places.some(
      ({ area, sector }) =>
        (areas.length === 0 || areas.includes(area ?? '')) &&
        (sectors.length === 0 || sectors.includes(sector ?? '')),
    )
  );
}

/** A planner's office is in no area: who chooses areas does not mean it. */
function holdsAnywhere({ scopes }: Appointment, { areas, sectors }: Audience): boolean {
  if (areas.length === 0 && sectors.length === 0) return true;
  return scopes.some(
    ({ kind, value }) =>
      (kind === 'area' && areas.includes(value)) || (kind === 'sector' && sectors.includes(value)),
  );
}

/**
 * In one's own scope are the contacts whose place it covers, and, for who may notify them, the offices that share an
 * area or a sector with it.
 */
function isWithin({ places, offices }: Recipient, scope: Appointment | undefined): boolean {
  if (scope === undefined || scope.role === 'planner') return true;
  return (
    places.some((place) => covers(scope, { campaignId: scope.campaignId, ...place })) ||
    (mayNotifyOffices(scope) &&
      offices.some(({ appointment }) =>
        appointment.scopes.some((theirs) =>
          scope.scopes.some(({ kind, value }) => kind === theirs.kind && value === theirs.value),
        ),
      ))
  );
}

/** The roles in the order in which they are shown. */
export const notifiedRoles: readonly Role[] = roles;
