import type { StaffTask } from '../people/staff-commands.js';
import type { Identity } from '../people/staff-port.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import type { Button } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import type { Entrance } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import type { AppointmentOutcome, AppointmentStore, Importer, RosterStore, UnitStore } from './ports.js';

export interface AppointmentsOptions {
  readonly store: AppointmentStore;
  readonly roster: RosterStore;
  readonly rosterUnits: UnitStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly isAdministrator: (externalId: string) => boolean;
  readonly now: () => Date;
  /** Begins a campaign's form for units; undefined when none is open. */
  readonly beginButton: (campaignId: string, w: Wording) => Promise<Button | undefined>;
  /** What somebody may ask for as one of the staff. */
  readonly tasksOf: (externalId: string) => Promise<readonly StaffTask[]>;
  /** Sets the menu of somebody who has just been appointed. */
  readonly menuFor: (ctx: BotContext, w: Wording) => Promise<void>;
}

/** Days that a link is good for. */
export const linkDays = 7;
export const dayMs = 24 * 3600 * 1000;

/** One update of somebody who appoints, or is appointed. */
export interface Visit {
  readonly ctx: BotContext;
  readonly options: AppointmentsOptions;
  readonly identity: Identity;
  readonly w: Wording;
}

export async function visitOf(ctx: BotContext, options: AppointmentsOptions): Promise<Visit> {
  const identity: Identity = { channel: 'telegram', externalId: String(ctx.from?.id ?? 0) };
  const w = options.wording(await options.store.language(identity));
  return { ctx, options, identity, w };
}

export function isAdministrator({ options, identity }: Visit): boolean {
  return options.isAdministrator(identity.externalId);
}

/** To what administrators alone do. */
export function administratorEntrance(options: AppointmentsOptions): Entrance<Visit> {
  return {
    hereOf: (ctx) => visitOf(ctx, options),
    isStaff: isAdministrator,
    refusal: ({ w }) => w.t('people-not-administrator'),
  };
}

export function importer(visit: Visit): Importer {
  return { identity: visit.identity, isAdministrator: isAdministrator(visit) };
}

export function settle(
  visit: Visit,
  act: () => Promise<AppointmentOutcome | undefined>,
): Promise<AppointmentOutcome> {
  return settleOnce(visit.ctx, act, (updateId) => visit.options.store.outcomeOf(updateId));
}

export async function campaignAt(visit: Visit, at: number): Promise<CampaignDefinition | undefined> {
  return (await visit.options.store.campaigns())[at];
}

/** A campaign at its place among all: what buttons name it by. */
export interface Placed {
  readonly at: number;
  readonly campaign: CampaignDefinition;
}

/** The campaigns whose roster of units this person keeps: an administrator all, a planner their own. */
export async function rosterCampaigns(visit: Visit): Promise<Placed[]> {
  const all = (await visit.options.store.campaigns()).map((campaign, at) => ({ at, campaign }));
  if (isAdministrator(visit)) return all;
  const { appointments } = await visit.options.store.staff(visit.identity);
  return all.filter(({ campaign }) =>
    appointments.some(({ campaignId, role }) => campaignId === campaign.id && role === 'planner'),
  );
}

export function linkOf({ ctx }: Visit, start: string): string {
  return `https://t.me/${ctx.me.username}?start=${start}`;
}
