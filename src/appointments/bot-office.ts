import { type Composer, InputFile } from 'grammy';
import { qrPicture } from '../office/form-qr.js';
import type { Appointment } from '../people/appointment.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { put, say } from '../telegram/show.js';
import { type OnTap, staffDoor, typedByStaff } from '../telegram/staff-door.js';
import {
  type AppointmentsOptions,
  administratorEntrance,
  campaignAt,
  dayMs,
  linkDays,
  linkOf,
  settle,
  type Visit,
} from './bot-visit.js';
import { hashOf, linkPrefix, newSecret } from './invitation.js';
import { deputyDays, type OfficeVerb, officeScreen, scopeMark } from './screens/office.js';
import { peopleButton, roleName } from './screens/people.js';
import { scopeText } from './screens/scope.js';

/** The dialog that asks for a deputy's name. */
export const deputyDialog = 'deputy';

interface Found {
  readonly at: number;
  readonly campaign: CampaignDefinition;
  readonly one: Appointment;
}

type OnFound = (visit: Visit, found: Found, number: number) => Promise<unknown>;

/** With the appointment that a button names. */
function onFound(run: OnFound): OnTap<Visit> {
  return async (visit, { numbers: [at, id, number = -1] }) => {
    const found = await find(visit, at, id);
    if (found) await run(visit, found, number);
    else await say(visit, visit.w.t('people-gone'));
  };
}

const taps: Readonly<Record<OfficeVerb, OnTap<Visit>>> = {
  office: onFound(showOffice),
  'office-less': onFound(narrow),
  'office-deputy': onFound(askDeputy),
};

/** The door at which one appointment is narrowed, or given a deputy for a time. */
export function officeBot(options: AppointmentsOptions): Composer<BotContext> {
  return staffDoor(administratorEntrance(options), { taps });
}

async function find(visit: Visit, at = -1, id = -1): Promise<Found | undefined> {
  const campaign = await campaignAt(visit, at);
  const people = campaign && (await visit.options.store.people(campaign.id, visit.options.now()));
  const one = people?.appointments.find((appointment) => appointment.id === id);
  return campaign && one && { at, campaign, one };
}

async function showOffice(visit: Visit, { at, campaign, one }: Found): Promise<void> {
  const { w } = visit;
  const screen = officeScreen(w, at, campaign, one, {
    role: roleName(w, one),
    scopeOf: (scope) => scopeText(w, campaign, { role: one.role, scopes: [scope] }),
    back: peopleButton(w, at),
  });
  await put(visit, screen);
}

async function narrow(visit: Visit, { at, one }: Found, mark: number): Promise<void> {
  const { ctx, options, identity, w } = visit;
  const scope = one.scopes.find((rule) => scopeMark(rule) === mark);
  const isRepeated = ctx.received.state === 'applied';
  if (!scope && !isRepeated) ctx.toast = w.t('people-gone');
  else {
    const outcome = await settle(visit, () =>
      options.store.narrow({
        updateId: ctx.received.updateId,
        identity,
        appointmentId: one.id,
        scope: scope ?? { kind: 'area', value: '' },
        at: ctx.happenedAt,
      }),
    );
    if (outcome.kind === 'narrowed') ctx.toast = w.t('office-narrowed');
    else ctx.toast = w.t(outcome.kind === 'lastScope' ? 'office-last-scope' : 'people-gone');
  }
  const now = await find(visit, at, one.id);
  if (now) await showOffice(visit, now);
}

async function askDeputy(visit: Visit, { at, one }: Found, days: number): Promise<void> {
  if (!deputyDays.some((given) => given === days) || one.deputyOf !== undefined) {
    await say(visit, visit.w.t('people-gone'));
    return;
  }
  await say(visit, visit.w.t('deputy-name', { title: one.title, days }));
  await visit.ctx.conversation.enter(deputyDialog, at, one.id, days);
}

/** The name of a deputy leads to a link that appoints until a day. */
export function onDeputyName(options: AppointmentsOptions): OnTyped {
  return typedByStaff(administratorEntrance(options), async (visit, title, [at = -1, id = -1, days = 0]) => {
    const found = await find(visit, at, id);
    const length = Array.from(title).length;
    if (!found) await say(visit, visit.w.t('people-gone'));
    else if (length < 2 || length > 60) {
      await say(visit, visit.w.t('invite-name-refused'));
      await visit.ctx.conversation.enter(deputyDialog, at, id, days);
    } else await inviteDeputy(visit, found, title, days);
  });
}

async function inviteDeputy(
  visit: Visit,
  { campaign, one }: Found,
  title: string,
  days: number,
): Promise<void> {
  const { ctx, options, identity, w } = visit;
  const isRepeated = ctx.received.state === 'applied';
  const secret = newSecret();
  const until = new Date(ctx.happenedAt.getTime() + days * dayMs);
  const expiresAt = new Date(ctx.happenedAt.getTime() + linkDays * dayMs);
  const outcome = await settle(visit, () =>
    options.store.invite({
      updateId: ctx.received.updateId,
      identity,
      campaignId: campaign.id,
      secretHash: hashOf(secret),
      grants: { role: one.role, title, scopes: one.scopes, deputyOf: one.id, until: until.toISOString() },
      at: ctx.happenedAt,
      expiresAt,
    }),
  );
  if (outcome.kind !== 'invited' || isRepeated) {
    await say(visit, w.t(isRepeated ? 'invite-made-again' : 'people-gone'));
    return;
  }
  const link = linkOf(visit, linkPrefix + secret);
  await ctx.replyWithPhoto(new InputFile(qrPicture(link), 'invitation.png'), {
    caption: w.t('deputy-made', {
      link,
      title,
      principal: one.title,
      until: w.time(until, campaign.timeZone),
      expires: w.time(expiresAt, campaign.timeZone),
    }),
  });
}
