import { openDemand } from '../../telegram/demand-button.js';
import { type Button, escaped, lines, paragraphs, type Screen } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { FullSheet } from '../ports.js';
import { atDesk } from './buttons.js';

/* A sheet that has no room for one more: which of those on it gives way. */

export const fullSheetPageSize = 8;

/** Where a page begins: an old button may lead behind the end of a list that has become shorter. */
export function pageStart(wanted: number, total: number): number {
  const last = Math.max(0, Math.floor((total - 1) / fullSheetPageSize) * fullSheetPageSize);
  return Math.min(Math.max(0, wanted), last);
}

/** Each button swaps one for the demand, both as they are seen now. */
export function fullSheetScreen(
  w: Wording,
  { demand, revision }: { readonly demand: number; readonly revision: number },
  { name, lines: shown, total, most }: FullSheet,
  from: number,
): Screen {
  const turn = (text: string, to: number): Button => atDesk(text, 'desk-full', demand, revision, to);
  return {
    html: paragraphs(
      escaped(w.t('desk-sheet-full', { most, name })),
      lines(
        ...shown.map((one, at) =>
          escaped(w.t('sheet-full-line', { number: from + at + 1, name: one.name, unit: one.unit })),
        ),
      ),
    ),
    buttons: [
      ...shown.map((one, at) => [
        atDesk(
          w.t('button-swap', { number: from + at + 1, name: one.name }),
          'desk-swap',
          demand,
          revision,
          one.demand,
          one.revision,
        ),
      ]),
      [
        ...(from > 0 ? [turn(w.t('desk-page-back'), from - fullSheetPageSize)] : []),
        ...(from + fullSheetPageSize < total ? [turn(w.t('desk-page-next'), from + fullSheetPageSize)] : []),
      ],
      [openDemand(w.t('button-file'), demand)],
    ],
  };
}
