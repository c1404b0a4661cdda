import type { FiledState } from '../../survey/filing.js';
import { openDemand } from '../../telegram/demand-button.js';
import { type Button, bold, escaped, inRows, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { type DemandLine, demandStates } from '../ports.js';
import { atDesk } from './buttons.js';

export const inboxFilters: readonly { readonly name: FilterName; readonly states: readonly FiledState[] }[] =
  [
    { name: 'todo', states: ['waiting', 'corrected'] },
    { name: 'sentBack', states: ['sentBack'] },
    { name: 'accepted', states: ['accepted'] },
    { name: 'all', states: demandStates },
  ];
type FilterName = 'todo' | 'sentBack' | 'accepted' | 'all';

export const inboxPageSize = 8;

export interface InboxPage {
  readonly filter: number;
  readonly from: number;
  readonly total: number;
  readonly lines: readonly DemandLine[];
  readonly search?: string | undefined;
  readonly timeZone: string;
}

export function inboxScreen(w: Wording, page: InboxPage): Screen {
  const { filter, from, total, search } = page;
  const name =
    search === undefined
      ? w.t(`inbox-filter-${filterAt(filter).name}`)
      : w.t('inbox-search', { words: search });
  return {
    html: paragraphs(
      bold(w.t('inbox-title', { filter: name, total })),
      page.lines.length === 0
        ? escaped(w.t('inbox-empty'))
        : lines(...page.lines.map((line, at) => lineText(w, line, from + at + 1, page.timeZone))),
      page.lines.length > 0 && escaped(w.t('inbox-hint')),
    ),
    buttons: [
      ...inRows(
        page.lines.map(({ demand }, at) => openDemand(String(from + at + 1), demand)),
        4,
      ),
      turns(w, page),
      ...inRows(
        inboxFilters.flatMap((other, at) =>
          at === filter && search === undefined
            ? []
            : [atDesk(w.t(`inbox-filter-${other.name}`), 'desk-list', at, 0)],
        ),
        2,
      ),
      [atDesk(w.t('button-inbox-search'), 'desk-search')],
    ],
  };
}

export function filterAt(at: number): (typeof inboxFilters)[number] {
  const found = inboxFilters[at] ?? inboxFilters[0];
  if (!found) throw new Error('no filters');
  return found;
}

function lineText(w: Wording, line: DemandLine, number: number, timeZone: string): string {
  const mark = line.isRead ? '' : '● ';
  return lines(
    escaped(w.t('inbox-line', { number, mark, name: line.name })),
    escaped(
      w.t('inbox-line-unit', {
        unit: line.unit,
        area: [line.area, line.sector].filter((part) => part !== undefined).join(' / ') || '—',
        state: w.t(`state-${line.state}`),
        time: w.time(line.filedAt, timeZone),
      }),
    ),
  );
}

function turns(w: Wording, { filter, from, total, search }: InboxPage): Button[] {
  if (search !== undefined) return [];
  return [
    ...(from > 0
      ? [atDesk(w.t('desk-page-back'), 'desk-list', filter, Math.max(0, from - inboxPageSize))]
      : []),
    ...(from + inboxPageSize < total
      ? [atDesk(w.t('desk-page-next'), 'desk-list', filter, from + inboxPageSize)]
      : []),
  ];
}
