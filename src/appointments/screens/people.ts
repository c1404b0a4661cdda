import type { Appointment, Role } from '../../people/appointment.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { pack } from '../../telegram/callback-data.js';
import {
  type Button,
  bold,
  escaped,
  inRows,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Offer } from '../invitation.js';
import type { People } from '../ports.js';
import { toOffice } from './office.js';
import { toRoster } from './roster.js';
import { scopeText } from './scope.js';

export const verbs = {
  people: 'people',
  offers: 'offers',
  offer: 'offer',
  askWithdraw: 'ask-dismiss',
  withdraw: 'dismiss',
  revoke: 'revoke',
} as const;

type Verb = (typeof verbs)[keyof typeof verbs];

function button(text: string, verb: Verb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

export function peopleButton(w: Wording, at: number): Button {
  return button(w.t('button-people'), verbs.people, at);
}

export function campaignsScreen(w: Wording, campaigns: readonly CampaignDefinition[]): Screen {
  return {
    html: escaped(w.t('people-which')),
    buttons: campaigns.map(({ title }, at) => [button(w.say(title), verbs.people, at)]),
  };
}

export function peopleScreen(
  w: Wording,
  at: number,
  campaign: CampaignDefinition,
  everybody: People,
  from = 0,
): Screen {
  // Telegram takes 100 buttons; a list that is read takes fewer.
  const appointments = everybody.appointments.slice(from, from + pageSize);
  const before = everybody.appointments.length;
  const invitations = everybody.invitations.slice(
    Math.max(0, from - before),
    Math.max(0, from + pageSize - before),
  );
  const people = appointments.map((one, index) =>
    lines(
      escaped(w.t('people-line', { number: from + index + 1, role: roleName(w, one), title: one.title })),
      escaped(w.t('people-scope', { scope: scopeText(w, campaign, one) })),
      one.deputyOf !== undefined && escaped(deputyText(w, campaign, everybody, one)),
    ),
  );
  const invited = invitations.map((one) =>
    escaped(
      w.t('people-invited', {
        role: roleName(w, one),
        title: one.title,
        until: w.time(one.expiresAt, campaign.timeZone),
      }),
    ),
  );
  return {
    html: paragraphs(
      bold(w.t('people-title', { title: w.say(campaign.title) })),
      people.length + invited.length === 0 ? escaped(w.t('people-none')) : lines(...people),
      lines(...invited),
    ),
    buttons: [
      [button(w.t('button-invite'), verbs.offers, at), toRoster(w, at)],
      ...inRows(
        appointments.flatMap(({ id }, index) => [
          toOffice(w.t('button-office', { number: from + index + 1 }), 'office', at, id),
          button(w.t('button-withdraw-person', { number: from + index + 1 }), verbs.askWithdraw, at, id),
        ]),
        4,
      ),
      ...invitations.map(({ id, title }) => [button(w.t('button-revoke', { title }), verbs.revoke, at, id)]),
      [
        ...(from > 0 ? [button(w.t('people-back'), verbs.people, at, Math.max(0, from - pageSize))] : []),
        ...(from + pageSize < before + everybody.invitations.length
          ? [button(w.t('people-next'), verbs.people, at, from + pageSize)]
          : []),
      ],
    ],
  };
}

const pageSize = 12;

function deputyText(
  w: Wording,
  { timeZone }: CampaignDefinition,
  { appointments }: People,
  { deputyOf, until }: Appointment,
): string {
  const principal = appointments.find(({ id }) => id === deputyOf);
  return w.t('people-deputy', {
    title: principal?.title ?? '—',
    until: until === undefined ? '—' : w.time(until, timeZone),
  });
}

export function offersScreen(
  w: Wording,
  at: number,
  campaign: CampaignDefinition,
  offers: readonly Offer[],
): Screen {
  return {
    html: escaped(w.t('invite-which')),
    buttons: [
      ...offers.map((offer, index) => [
        button(`${roleName(w, offer)} · ${scopeText(w, campaign, offer)}`, verbs.offer, at, index),
      ]),
      [button(w.t('button-people'), verbs.people, at)],
    ],
  };
}

export function nameQuestion(w: Wording, campaign: CampaignDefinition, offer: Offer): string {
  const isOffice = offer.role === 'collector' || offer.role === 'recommender';
  return w.t('invite-name', {
    role: roleName(w, offer),
    scope: scopeText(w, campaign, offer),
    example: w.t(isOffice ? 'invite-name-example-office' : 'invite-name-example-person'),
  });
}

export function askWithdrawScreen(w: Wording, at: number, one: Appointment): Screen {
  return {
    html: escaped(w.t('withdraw-person-ask', { role: roleName(w, one), title: one.title })),
    buttons: [
      [button(w.t('button-withdraw-person-now'), verbs.withdraw, at, one.id)],
      [button(w.t('button-people'), verbs.people, at)],
    ],
  };
}

export function roleName(w: Wording, { role }: { readonly role: Role }): string {
  return w.t(`role-${role}`);
}
