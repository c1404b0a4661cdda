import { type Appointment, actingAs } from '../../people/appointment.js';
import type { Answers } from '../../survey/answers.js';
import type { Choice } from '../../survey/choices.js';
import type { DatedCampaign } from '../../survey/deadline.js';
import { filedDemands } from '../../survey/filing.js';
import type { Form } from '../../survey/form.js';
import { pack } from '../../telegram/callback-data.js';
import { openDemand } from '../../telegram/demand-button.js';
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
import type { Beside, DemandFile, OfferedForm, Rival } from '../ports.js';

/** What a button on whole forms does. All but the last name a demand and the revision that was seen. */
export type TransferVerb =
  | 'form-more'
  | 'form-hand'
  | 'form-link'
  | 'form-areas'
  | 'form-sectors'
  | 'form-move-ask'
  | 'form-move'
  | 'form-rivals'
  | 'form-keep'
  | 'form-why'
  | 'need-same'
  | 'need-other'
  | 'form-take';

export function onForm(text: string, verb: TransferVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(verb, ...numbers) };
}

/** A demand with what stands beside it. */
export interface DeskBeside {
  readonly file: DemandFile;
  readonly form: Form;
  readonly answers: Answers;
  readonly campaign: DatedCampaign;
  readonly appointments: readonly Appointment[];
  /** Without number and name where it is not the reader's. */
  readonly similar: readonly { readonly demand?: number; readonly name?: string }[];
  readonly beside: Beside;
}

/** Below the head of a demand: moved from where, filed twice, held for the same need as. */
export function besideText(w: Wording, { file, form, answers, beside }: DeskBeside): string {
  const said = filedDemands(form, answers).find(({ demand }) => demand === file.demand || demand === 0);
  const isMoved = said !== undefined && (said.area !== file.area || said.sector !== file.sector);
  return lines(
    isMoved && escaped(w.t('form-moved-from', { area: placeText(said) })),
    beside.rivals > 0 && escaped(w.t('form-rivals', { count: beside.rivals })),
    ...beside.links.map(({ name, unit }) =>
      escaped(w.t('need-linked', { name: shorten(name, 60), unit: shorten(unit, 40) })),
    ),
  );
}

export function besideRows(w: Wording, { file, appointments, beside }: DeskBeside): Button[][] {
  if (file.state === 'withdrawn') return [];
  const { demand, revision } = file;
  const mayMore = (['transfer', 'review'] as const).some((act) => actingAs(appointments, act, file));
  return [
    beside.rivals > 0 ? [onForm(w.t('button-form-rivals'), 'form-rivals', demand, revision)] : [],
    mayMore ? [onForm(w.t('button-form-more'), 'form-more', demand, revision)] : [],
  ];
}

function placeText({ area, sector }: { area?: string | undefined; sector?: string | undefined }): string {
  return [area, sector].filter((part) => part !== undefined).join(' / ') || '—';
}

function backRow(w: Wording, { file }: DeskBeside): Button[] {
  return [openDemand(w.t('button-file'), file.demand)];
}

export function moreScreen(w: Wording, desk: DeskBeside): Screen {
  const { file, appointments, similar, beside } = desk;
  const { demand, revision } = file;
  const mayTransfer = actingAs(appointments, 'transfer', file) !== undefined;
  const mayLink = actingAs(appointments, 'review', file) !== undefined;
  const linked = new Set(beside.links.map((one) => one.demand));
  const links: Button[][] = [
    ...similar.flatMap(({ demand: other, name }) =>
      other === undefined || name === undefined || linked.has(other)
        ? []
        : [[onForm(w.t('button-need-same', { name }), 'need-same', demand, revision, other)]],
    ),
    ...beside.links.map((one) => [
      onForm(w.t('button-need-other', { name: one.name }), 'need-other', demand, revision, one.demand),
    ]),
  ];
  return {
    html: paragraphs(
      bold(w.t('form-more', { name: file.name })),
      lines(
        mayTransfer && escaped(w.t('form-more-hand')),
        mayTransfer && file.area !== undefined && escaped(w.t('form-more-move')),
        mayLink && links.length > 0 && escaped(w.t('form-more-link')),
      ),
    ),
    buttons: [
      mayTransfer ? [onForm(w.t('button-form-hand'), 'form-hand', demand, revision)] : [],
      mayTransfer && file.area !== undefined
        ? [onForm(w.t('button-form-move'), 'form-areas', demand, revision)]
        : [],
      ...(mayLink ? links : []),
      backRow(w, desk),
    ],
  };
}

export function handScreen(w: Wording, desk: DeskBeside, days: number): Screen {
  const { demand, revision, unit, hasContact } = desk.file;
  return {
    html: escaped(w.t(hasContact ? 'hand-ask' : 'hand-ask-nobody', { unit, days })),
    buttons: [[onForm(w.t('button-hand-link'), 'form-link', demand, revision)], backRow(w, desk)],
  };
}

export function handMadeScreen(
  w: Wording,
  desk: DeskBeside,
  { link, until }: { readonly link: string; readonly until: string },
): Screen {
  return {
    html: escaped(w.t('hand-made', { unit: desk.file.unit, link, until })),
    buttons: [backRow(w, desk)],
  };
}

/** The areas of the campaign but its own, by their places. */
export function areasScreen(w: Wording, desk: DeskBeside): Screen {
  const { file, campaign } = desk;
  const buttons = campaign.definition.areas.flatMap(({ id, label }, at) =>
    id === file.area ? [] : [onForm(w.say(label), 'form-sectors', file.demand, file.revision, at)],
  );
  return {
    html: escaped(
      w.t('move-where', { unit: file.unit, area: placeText(file), count: file.demands.length || 1 }),
    ),
    buttons: [...inRows(buttons, 2), backRow(w, desk)],
  };
}

export function sectorsScreen(
  w: Wording,
  desk: DeskBeside,
  area: number,
  sectors: readonly Choice[],
): Screen {
  const { demand, revision } = desk.file;
  return {
    html: escaped(w.t('move-sector')),
    buttons: [
      ...inRows(
        sectors.map(({ label }, at) => onForm(w.say(label), 'form-move-ask', demand, revision, area, at + 1)),
        2,
      ),
      backRow(w, desk),
    ],
  };
}

export function moveScreen(
  w: Wording,
  desk: DeskBeside,
  place: { readonly at: number; readonly sectorAt: number; readonly area: string; readonly sector?: string },
): Screen {
  const { demand, revision, unit } = desk.file;
  const to = placeText(place);
  return {
    html: escaped(w.t('move-ask', { unit, from: placeText(desk.file), to })),
    buttons: [
      [onForm(w.t('button-move-now', { to }), 'form-move', demand, revision, place.at, place.sectorAt)],
      backRow(w, desk),
    ],
  };
}

/** What two forms of one unit, handed in on one day, differ in for whoever looks at them. */
function projectsText(w: Wording, { demands: count, names }: Rival): string {
  const shown = names.slice(0, 3).map((name) => shorten(name, 40));
  if (shown.length === 0) return w.t('rival-count', { count });
  const all = count > shown.length ? [...shown, '…'] : shown;
  return w.t('rival-projects', { count, names: all.join(w.t('list-comma')) });
}

/** Two forms for one credit code, one below the other, as far as whoever settles it may see them. */
export function rivalsScreen(w: Wording, desk: DeskBeside, rivals: readonly Rival[]): Screen {
  const { file, campaign } = desk;
  const { demand, revision } = file;
  const zone = campaign.definition.timeZone;
  const [own, ...others] = rivals;
  const text = (rival: Rival, title: string): string =>
    lines(
      bold(title),
      escaped(w.t('rival-unit', { unit: rival.unit ?? w.t('rival-unit-hidden') })),
      escaped(w.t('rival-area', { area: placeText(rival) })),
      escaped(w.t('rival-time', { time: w.time(rival.submittedAt, zone) })),
      escaped(projectsText(w, rival)),
      !rival.isTheirs && escaped(w.t('rival-not-yours')),
    );
  const withdraw = (rival: Rival, title: string): Button[] =>
    rival.isTheirs
      ? [
          onForm(
            w.t('button-rival-withdraw', { title }),
            'form-why',
            demand,
            revision,
            rival.submission,
            rival.revision,
          ),
        ]
      : [];
  const titleOf = (at: number): string => w.t('rival-other', { number: at + 1 });
  return {
    html: paragraphs(
      escaped(w.t('rivals-title')),
      own && text(own, w.t('rival-own')),
      ...others.map((rival, at) => text(rival, titleOf(at))),
      escaped(w.t('rivals-how')),
    ),
    buttons: [
      ...others.map((rival, at) => [
        onForm(
          w.t('button-rival-keep', { title: titleOf(at) }),
          'form-keep',
          demand,
          revision,
          rival.submission,
        ),
      ]),
      own && others.length > 0 ? withdraw(own, w.t('rival-own')) : [],
      ...others.map((rival, at) => withdraw(rival, titleOf(at))),
      backRow(w, desk),
    ],
  };
}

/** What somebody is offered who came by a link: which form, and what is kept of whoever fills it in. */
export function offerScreen(w: Wording, { unit, form, campaign }: OfferedForm, secret: string): Screen {
  const { notice } = campaign;
  return {
    html: paragraphs(
      escaped(w.t('take-over-ask', { unit, form: w.say(form.definition.title) })),
      bold(w.say(campaign.title)),
      escaped(w.t('notice-organiser', { organiser: w.say(campaign.organiser) })),
      escaped(w.t('notice-purpose', { text: w.say(notice.purpose) })),
      escaped(w.t('notice-kept', { text: w.say(notice.kept) })),
      escaped(w.t('notice-retention', { text: w.say(notice.retention) })),
      escaped(w.t('notice-contact', { text: w.say(notice.contact) })),
      escaped(w.t('notice-rights', { text: w.say(notice.rights) })),
    ),
    buttons: [[{ text: w.t('button-take-over'), data: pack('form-take', secret) }]],
  };
}

/** The own form of a contact, at the intake. */
export function openOwnForm(w: Wording, submission: number): Button {
  return { text: w.t('button-open-form'), data: pack('open', submission) };
}
