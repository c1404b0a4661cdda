import type { DatedCampaign } from '../../survey/deadline.js';
import type { FiledState } from '../../survey/filing.js';
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
import type { Wording } from '../../wording/wording.js';
import type { Counts, Report } from '../ports.js';

/** What a button below a summary does; each names a campaign and an area by their places, 0 for all areas. */
export type SummaryVerb =
  | 'sum'
  | 'sum-sheet'
  | 'sum-chart'
  | 'sum-flat'
  | 'sum-ask-report'
  | 'sum-report'
  | 'sum-form';

export function onSummary(text: string, verb: SummaryVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(verb, ...numbers) };
}

/** What somebody looks at: a campaign, and one of its areas or all of theirs. */
export interface Viewed {
  readonly campaign: DatedCampaign;
  /** Its place among the campaigns of who asks. */
  readonly at: number;
  /** The areas that are theirs, in the order of the paper. */
  readonly areas: readonly string[];
  readonly area: string | undefined;
  readonly counts: Counts;
  readonly reports: ReadonlyMap<string, Report & { readonly isStale: boolean }>;
  readonly mayReport: boolean;
  readonly now: Date;
}

const shownStates: readonly FiledState[] = ['waiting', 'corrected', 'sentBack', 'accepted'];

export function countOf({ byArea }: Counts, states: readonly FiledState[]): number {
  let sum = 0;
  for (const area of byArea.values()) for (const state of states) sum += area.get(state) ?? 0;
  return sum;
}

export function campaignsScreen(w: Wording, campaigns: readonly DatedCampaign[]): Screen {
  return {
    html: escaped(w.t('summary-which')),
    buttons: campaigns.map(({ definition }, at) => [onSummary(w.say(definition.title), 'sum', at, 0)]),
  };
}

export function areaPlace({ areas, area }: Pick<Viewed, 'areas' | 'area'>): number {
  return area === undefined ? 0 : areas.indexOf(area) + 1;
}

export function summaryScreen(w: Wording, viewed: Viewed): Screen {
  const { campaign, counts, areas, area, at } = viewed;
  const { definition } = campaign;
  const place = areaPlace(viewed);
  const states = shownStates
    .map((state) => w.t('summary-state', { state: w.t(`state-${state}`), count: countOf(counts, [state]) }))
    .join(' · ');
  const areaCounts = new Map([...counts.byArea].map(([name, byState]) => [name, total(byState)]));
  return {
    html: paragraphs(
      lines(
        bold(w.t('summary-title', { title: w.say(definition.title) })),
        escaped(area ?? w.t('summary-all-areas')),
      ),
      lines(unitsText(w, counts), escaped(states)),
      lines(
        area === undefined && listText(w, 'summary-by-area', areaCounts),
        listText(w, 'summary-by-field', counts.byField),
        listText(w, 'summary-by-category', counts.byCategory),
      ),
      lines(deadlineText(w, viewed), ...reportTexts(w, viewed)),
    ),
    buttons: [
      [onSummary(w.t('button-sheet', { count: countOf(counts, ['accepted']) }), 'sum-sheet', at, place, 0)],
      [
        onSummary(
          w.t('button-sheet-waiting', { count: countOf(counts, ['waiting', 'corrected']) }),
          'sum-sheet',
          at,
          place,
          1,
        ),
      ],
      [
        onSummary(w.t('button-chart'), 'sum-chart', at, place),
        onSummary(w.t('button-flat'), 'sum-flat', at, place),
        { text: w.t('button-list'), data: pack('desk-list', 3, 0) },
      ],
      viewed.mayReport ? [onSummary(w.t('button-report'), 'sum-ask-report', at, place)] : [],
      ...areaRows(w, areas, area, at),
    ],
  };
}

function areaRows(w: Wording, areas: readonly string[], area: string | undefined, at: number): Button[][] {
  if (areas.length < 2) return [];
  if (area !== undefined) return [[onSummary(w.t('button-all-areas'), 'sum', at, 0)]];
  const buttons = areas.map((name, place) =>
    onSummary(w.t('button-area', { area: name }), 'sum', at, place + 1),
  );
  const rows: Button[][] = [];
  for (let from = 0; from < buttons.length; from += 2) rows.push(buttons.slice(from, from + 2));
  return rows;
}

function total(byState: ReadonlyMap<FiledState, number>): number {
  return shownStates.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0);
}

function unitsText(w: Wording, counts: Counts): string {
  const { units, expected, today } = counts;
  const demands = countOf(counts, shownStates);
  return escaped(
    expected > 0
      ? w.t('summary-units-expected', { units, expected, demands, today })
      : w.t('summary-units', { units, demands, today }),
  );
}

/** The most frequent first. */
function listText(
  w: Wording,
  key: 'summary-by-area' | 'summary-by-field' | 'summary-by-category',
  counts: ReadonlyMap<string, number>,
): string | false {
  const named = [...counts].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  if (named.length === 0 || named.every(([name]) => name === '')) return false;
  const list = named
    .map(([name, count]) => w.t('summary-count', { name: name || w.t('summary-unnamed'), count }))
    .join(w.t('list-comma'));
  return escaped(w.t(key, { list }));
}

function deadlineText(w: Wording, { campaign, now }: Viewed): string {
  const { unitDeadline, definition } = campaign;
  const deadline = w.time(unitDeadline, definition.timeZone);
  return escaped(
    now > unitDeadline
      ? w.t('summary-deadline-past', { deadline })
      : w.t('summary-deadline', { deadline, left: w.left(unitDeadline, now) }),
  );
}

function reportTexts(w: Wording, { areas, area, reports, campaign }: Viewed): string[] {
  const seen = area === undefined ? areas : [area];
  const missing = seen.filter((name) => !reports.has(name));
  return [
    ...seen.flatMap((name) => {
      const report = reports.get(name);
      if (!report) return [];
      const words = {
        area: name,
        number: report.number,
        time: w.time(report.reportedAt, campaign.definition.timeZone),
      };
      return [escaped(w.t(report.isStale ? 'summary-reported-stale' : 'summary-reported', words))];
    }),
    ...(missing.length === 0
      ? []
      : [escaped(w.t('summary-not-reported', { areas: missing.join(w.t('list-comma')) }))]),
  ];
}
