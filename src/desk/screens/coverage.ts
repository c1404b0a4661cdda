import { type CoverageState, coverageStates } from '../../people/coverage.js';
import { areaAt } from '../../survey/areas.js';
import type { CampaignDefinition } from '../../survey/definition.js';
import type { PlacedQuestion } from '../../survey/form.js';
import { pack } from '../../telegram/callback-data.js';
import { everyLateState, nudge } from '../../telegram/nudge-button.js';
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
import { areaLabel } from '../../wording/area-label.js';
import type { Wording } from '../../wording/wording.js';
import type { Coverage, CoveredUnit } from '../ports.js';

export type CoverageVerb = 'cov' | 'cov-list' | 'cov-file';

export const coveragePageSize = 8;

/** What is looked at: a campaign at its place among theirs, all of it or one area (from 1). */
export interface OnCoverage {
  readonly at: number;
  readonly place: number;
  readonly definition: CampaignDefinition;
  readonly coverage: Coverage;
  /** The appointment in which a reminder can be sent to those who are late; undefined: in none. */
  readonly notifier?: number | undefined;
}

function button(text: string, verb: CoverageVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

export function coverageCampaignsScreen(w: Wording, campaigns: readonly CampaignDefinition[]): Screen {
  return {
    html: escaped(w.t('coverage-which')),
    buttons: campaigns.map(({ title }, at) => [button(w.say(title), 'cov', at, 0)]),
  };
}

export function coverageScreen(w: Wording, seen: OnCoverage): Screen {
  const { at, place, definition, coverage } = seen;
  const { units, others } = coverage;
  const area = areaAt(definition, place)?.id;
  const title = w.say(definition.title);
  return {
    html: paragraphs(
      bold(w.t('coverage-title', { title: area === undefined ? title : areaName(w, definition, area) })),
      escaped(units.length === 0 ? w.t('coverage-none') : countsText(w, w.t('coverage-all'), units)),
      area === undefined &&
        groups(w, w.t('coverage-by-area'), inPaperOrder(definition, units), (unit) =>
          areaName(w, definition, unit.area),
        ),
      groups(w, w.t('coverage-by-sector'), units, ({ sector }) => sector ?? undefined),
      area === undefined && others > 0 && escaped(w.t('coverage-others', { count: others })),
      units.length > 0 && escaped(w.t('coverage-how')),
    ),
    buttons: [
      ...inRows(
        coverageStates
          .map((state, index) => ({ state, index, count: countOf(units, state) }))
          .filter(({ count }) => count > 0)
          .map(({ state, index, count }) =>
            button(
              w.t('coverage-button', { state: w.t(`coverage-${state}`), count }),
              'cov-list',
              at,
              place,
              index,
              0,
            ),
          ),
        2,
      ),
      ...(units.some(({ state }) => state !== 'submitted')
        ? [
            [button(w.t('button-coverage-file'), 'cov-file', at, place)],
            ...nudgeButton(w, seen, everyLateState, units.length - countOf(units, 'submitted')),
          ]
        : []),
      ...(area === undefined ? areaButtons(w, seen) : [[button(w.t('button-coverage-all'), 'cov', at, 0)]]),
    ],
  };
}

function nudgeButton(w: Wording, { notifier, place }: OnCoverage, state: number, count: number): [Button][] {
  if (notifier === undefined || count === 0) return [];
  return [[nudge(w.t('button-coverage-nudge', { count }), notifier, place, state)]];
}

function areaButtons(w: Wording, { at, definition, coverage }: OnCoverage): Button[][] {
  const present = new Set(coverage.units.map(({ area }) => area));
  if (present.size < 2) return [];
  const buttons = definition.areas.flatMap(({ id, label }, index) =>
    present.has(id) ? [button(w.say(label), 'cov', at, index + 1)] : [],
  );
  return inRows(buttons, 3);
}

/** Units whose roster names no area are together under a word for that. */
export function areaName(w: Wording, campaign: CampaignDefinition, area: string | null): string {
  return areaLabel(w, campaign, area, w.t('coverage-no-area'));
}

function countOf(units: readonly CoveredUnit[], state: CoverageState): number {
  return units.filter((unit) => unit.state === state).length;
}

function countsText(w: Wording, name: string, units: readonly CoveredUnit[]): string {
  return w.t('coverage-counts', {
    name,
    count: units.length,
    submitted: countOf(units, 'submitted'),
    correcting: countOf(units, 'correcting'),
    draft: countOf(units, 'draft'),
    notStarted: countOf(units, 'notStarted'),
  });
}

/** The areas as the campaign names them, one of no area last. */
function inPaperOrder({ areas }: CampaignDefinition, units: readonly CoveredUnit[]): CoveredUnit[] {
  const places = new Map(areas.map(({ id }, at) => [id, at]));
  const placeOf = ({ area }: CoveredUnit): number => places.get(area ?? '') ?? areas.length;
  return units.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** One line a group; nothing where there is but one. */
function groups(
  w: Wording,
  title: string,
  units: readonly CoveredUnit[],
  of: (unit: CoveredUnit) => string | undefined,
): string | false {
  const byGroup = new Map<string, CoveredUnit[]>();
  for (const unit of units) {
    const group = of(unit);
    if (group === undefined) continue;
    const known = byGroup.get(group);
    if (known) known.push(unit);
    else byGroup.set(group, [unit]);
  }
  if (byGroup.size === 0 || (byGroup.size === 1 && [...byGroup.values()][0]?.length === units.length))
    return false;
  return lines(bold(title), ...[...byGroup].map(([name, those]) => escaped(countsText(w, name, those))));
}

export function coverageListScreen(
  w: Wording,
  seen: OnCoverage,
  state: CoverageState,
  from: number,
  standing: ReadonlyMap<number, PlacedQuestion | undefined>,
): Screen {
  const { at, place, definition, coverage } = seen;
  const all = coverage.units.filter((unit) => unit.state === state);
  const index = coverageStates.indexOf(state);
  const area = areaAt(definition, place)?.id;
  const title = w.t('coverage-list-title', { state: w.t(`coverage-${state}`), count: all.length });
  const page = all.slice(from, from + coveragePageSize);
  const turn = (word: 'desk-page-back' | 'desk-page-next', to: number): Button =>
    button(w.t(word), 'cov-list', at, place, index, to);
  return {
    html: paragraphs(
      bold(
        area === undefined
          ? title
          : w.t('coverage-list-area', { area: areaName(w, definition, area), title }),
      ),
      page.length === 0
        ? escaped(w.t('inbox-empty'))
        : lines(
            ...page.map((unit, line) =>
              unitText(
                w,
                definition,
                unit,
                { number: from + line + 1, isOneArea: area !== undefined },
                standing,
              ),
            ),
          ),
    ),
    buttons: [
      [
        ...(from > 0 ? [turn('desk-page-back', Math.max(0, from - coveragePageSize))] : []),
        ...(from + coveragePageSize < all.length ? [turn('desk-page-next', from + coveragePageSize)] : []),
      ],
      ...(state === 'submitted' ? [] : nudgeButton(w, seen, index, all.length)),
      [button(w.t('button-coverage-back'), 'cov', at, place)],
    ],
  };
}

function unitText(
  w: Wording,
  definition: CampaignDefinition,
  unit: CoveredUnit,
  { number, isOneArea }: { readonly number: number; readonly isOneArea: boolean },
  standing: ReadonlyMap<number, PlacedQuestion | undefined>,
): string {
  const who = [unit.contactName, unit.phone].filter((part) => part !== null).join(' ');
  const area = areaName(w, definition, unit.area);
  return lines(
    escaped(
      isOneArea
        ? w.t('coverage-line-unit', { number, name: unit.name })
        : w.t('coverage-line', { number, name: unit.name, area }),
    ),
    unit.isPaper && escaped(w.t('coverage-line-paper')),
    escaped(w.t('coverage-line-contact', { contact: who === '' ? w.t('coverage-no-contact') : who })),
    unit.submission !== undefined &&
      unit.state === 'draft' &&
      escaped(standingText(w, standing.get(unit.submission))),
    unit.lastSeen !== undefined &&
      escaped(w.t('coverage-line-seen', { time: w.time(unit.lastSeen, definition.timeZone) })),
  );
}

function standingText(w: Wording, placed: PlacedQuestion | undefined): string {
  if (!placed) return w.t('coverage-line-ready');
  const { section, number, question } = placed;
  return w.t('coverage-line-at', { section: w.say(section.title), number, label: w.label(question) });
}
