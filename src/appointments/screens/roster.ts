import type { RosterUnit } from '../../people/roster.js';
import { rosterChanges } from '../../people/roster.js';
import { newDrafts } from '../../people/staff-roster.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import { pack } from '../../telegram/callback-data.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { areaLabel } from '../../wording/area-label.js';
import type { Wording } from '../../wording/wording.js';
import type { Placed } from '../bot-visit.js';
import type { KnownUnit, StoredUpload, UploadContent } from '../ports.js';
import { rosterFaultText, staffFaultText } from './roster-faults.js';
import { rulesText } from './scope.js';

export type RosterVerb =
  | 'ros'
  | 'ros-blank'
  | 'ros-blank-staff'
  | 'ros-in'
  | 'ros-apply'
  | 'ros-undo'
  | 'ros-links'
  | 'ros-link-area'
  | 'ros-find'
  | 'ros-link';

export function onRoster(text: string, verb: RosterVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

export function toRoster(w: Wording, at: number): Button {
  return onRoster(w.t('button-roster'), 'ros', at);
}

export function rosterCampaignsScreen(w: Wording, campaigns: readonly Placed[]): Screen {
  return {
    html: escaped(w.t('roster-which')),
    buttons: campaigns.map(({ at, campaign }) => [onRoster(w.say(campaign.title), 'ros', at)]),
  };
}

/** Below the file, which the tap finds again as the message that is answered. */
export function fileOfScreen(w: Wording, campaigns: readonly Placed[]): Screen {
  return {
    html: escaped(w.t('roster-file-of')),
    buttons: campaigns.map(({ at, campaign }) => [onRoster(w.say(campaign.title), 'ros-in', at)]),
  };
}

export function rosterScreen(
  w: Wording,
  { at, campaign }: Placed,
  units: readonly KnownUnit[],
  isAdministrator: boolean,
): Screen {
  const bound = units.filter(({ isBound }) => isBound).length;
  return {
    html: paragraphs(
      bold(w.t('roster-title', { title: w.say(campaign.title) })),
      escaped(units.length === 0 ? w.t('roster-none') : w.t('roster-count', { count: units.length, bound })),
      escaped(w.t('roster-how')),
      isAdministrator && escaped(w.t('roster-how-staff')),
    ),
    buttons: [
      ...(units.length > 0 ? [[onRoster(w.t('button-roster-links'), 'ros-links', at)]] : []),
      [{ text: w.t('button-roster-units'), data: pack('unit-list', at, 0) }],
      [onRoster(w.t('button-roster-blank'), 'ros-blank', at)],
      ...(isAdministrator ? [[onRoster(w.t('button-roster-blank-staff'), 'ros-blank-staff', at)]] : []),
    ],
  };
}

/** Of a long list so many are shown, and the others counted. */
const mostShown = 10;

function cut(w: Wording, all: readonly string[]): string {
  const rest = all.length - mostShown;
  return lines(
    ...all.slice(0, mostShown).map(escaped),
    rest > 0 && escaped(w.t('roster-more', { count: rest })),
  );
}

interface Shown {
  /** The campaign's place among all. */
  readonly at: number;
  readonly upload: StoredUpload;
  readonly campaign: CampaignDefinition;
  readonly units: readonly KnownUnit[];
  readonly known: Parameters<typeof newDrafts>[0];
}

/** How much of an upload was left out for what is wrong with it. */
export function faultCount({ content }: StoredUpload): number {
  return content.kind === 'units' ? content.reading.problems.length : content.problems.length;
}

/** What an upload would change, or what became of it. */
export function uploadScreen(w: Wording, shown: Shown, word = ''): Screen {
  const { upload, campaign } = shown;
  const body = upload.state === 'proposed' ? proposal(w, shown) : { html: '', canApply: false };
  return {
    html: paragraphs(
      word !== '' && escaped(word),
      upload.state === 'proposed' && bold(w.t('upload-title', { title: w.say(campaign.title) })),
      body.html,
    ),
    buttons: [
      ...(body.canApply ? [[onRoster(w.t('button-upload-apply'), 'ros-apply', upload.id)]] : []),
      ...(upload.state === 'applied' ? [[onRoster(w.t('button-upload-undo'), 'ros-undo', upload.id)]] : []),
      ...(upload.state === 'proposed' ? [] : [[toRoster(w, shown.at)]]),
    ],
  };
}

function proposal(
  w: Wording,
  { upload, campaign, units, known }: Shown,
): { html: string; canApply: boolean } {
  return upload.content.kind === 'units'
    ? unitsProposal(w, campaign, upload.content, units)
    : staffProposal(w, campaign, upload.content, known);
}

function unitsProposal(
  w: Wording,
  campaign: CampaignDefinition,
  { reading }: Extract<UploadContent, { kind: 'units' }>,
  units: readonly KnownUnit[],
): { html: string; canApply: boolean } {
  const changes = rosterChanges(units, { kind: 'read', sheet: '', notes: [], ...reading });
  const { added, changed, unchanged, missing, clashes } = changes;
  const changedLines = changed.map(({ known, fields }) =>
    w.t('upload-changed-line', {
      name: known.name,
      changes: fields
        .map(({ field, before, after }) =>
          w.t('upload-change', {
            field: w.t(`roster-field-${field}`),
            before: cellWords(w, campaign, field, before),
            after: cellWords(w, campaign, field, after),
          }),
        )
        .join(w.t('list-comma')),
    }),
  );
  const faults = [
    ...reading.problems.map((problem) => rosterFaultText(w, problem)),
    ...clashes.map(({ row, byCode, byName }) =>
      w.t('upload-clash', { row, byCode: byCode.name, byName: byName.name }),
    ),
  ];
  const group = (title: string, all: readonly string[]): string | false =>
    all.length > 0 && lines(bold(title), cut(w, all));
  const html = paragraphs(
    group(
      w.t('upload-added', { count: added.length }),
      added.map(({ name }) => `· ${name}`),
    ),
    group(w.t('upload-changed', { count: changed.length }), changedLines),
    unchanged.length > 0 && escaped(w.t('upload-unchanged', { count: unchanged.length })),
    missing.length > 0 && escaped(w.t('upload-missing', { count: missing.length })),
    group(w.t('upload-faults', { count: faults.length }), faults),
  );
  const canApply = added.length + changed.length > 0;
  return { html: paragraphs(html, !canApply && escaped(w.t('upload-nothing'))), canApply };
}

function cellWords(
  w: Wording,
  campaign: CampaignDefinition,
  field: keyof RosterUnit,
  value: string | null,
): string {
  if (value === null) return w.t('upload-empty-cell');
  return field === 'area' ? areaLabel(w, campaign, value) : value;
}

function staffProposal(
  w: Wording,
  campaign: CampaignDefinition,
  { drafts, problems }: Extract<UploadContent, { kind: 'staff' }>,
  known: Shown['known'],
): { html: string; canApply: boolean } {
  const invited = newDrafts(known, drafts).flatMap((at) => drafts[at] ?? []);
  const people = invited.map(({ role, title, scopes }) =>
    w.t('upload-invite-line', {
      role: w.t(`role-${role}`),
      title,
      scope: rulesText(w, campaign, scopes),
    }),
  );
  const faults = problems.map((problem) => staffFaultText(w, problem));
  const rest = drafts.length - invited.length;
  const html = paragraphs(
    people.length > 0 && lines(bold(w.t('upload-invited', { count: people.length })), cut(w, people)),
    rest > 0 && escaped(w.t('upload-known', { count: rest })),
    faults.length > 0 && lines(bold(w.t('upload-faults', { count: faults.length })), cut(w, faults)),
    people.length === 0 && escaped(w.t('upload-nothing')),
  );
  return { html, canApply: people.length > 0 };
}

/** The areas whose units have no contact yet; a file of links for one, or for all. */
export function linksScreen(w: Wording, { at, campaign }: Placed, units: readonly KnownUnit[]): Screen {
  const free = units.filter(({ isBound }) => !isBound);
  const ofArea = (id: string): number => free.filter(({ area }) => area === id).length;
  const areas = campaign.areas.map(({ id, label }, index) => ({ index, label, count: ofArea(id) }));
  return {
    html: paragraphs(bold(w.t('unit-links-title', { count: free.length })), escaped(w.t('unit-links-how'))),
    buttons: [
      [onRoster(w.t('button-unit-find'), 'ros-find', at)],
      ...(free.length > 0
        ? [
            [
              onRoster(
                w.t('button-unit-links', { area: w.t('unit-links-all'), count: free.length }),
                'ros-link-area',
                at,
                0,
              ),
            ],
          ]
        : []),
      ...areas
        .filter(({ count }) => count > 0)
        .map(({ index, label, count }) => [
          onRoster(w.t('button-unit-links', { area: w.say(label), count }), 'ros-link-area', at, index + 1),
        ]),
      [toRoster(w, at)],
    ],
  };
}

export function unitsFoundScreen(w: Wording, { at }: Placed, units: readonly KnownUnit[]): Screen {
  return {
    html: escaped(w.t(units.length === 0 ? 'unit-not-found' : 'unit-which')),
    buttons: [
      ...units.map(({ id, name, isBound }) => [
        onRoster(isBound ? w.t('button-unit-bound', { name }) : name, 'ros-link', at, id),
      ]),
      [onRoster(w.t('button-unit-find'), 'ros-find', at)],
    ],
  };
}
