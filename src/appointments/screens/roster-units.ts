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
import type { Placed } from '../bot-visit.js';
import type { KnownUnit } from '../ports.js';
import { toRoster } from './roster.js';

/* A unit that is taken off its roster, or put back on it. */

export type UnitVerb = 'unit-list' | 'unit-find' | 'unit-off-ask' | 'unit-off' | 'unit-on';

const unitPageSize = 8;

export function onUnit(text: string, verb: UnitVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text, 60), data: pack(verb, ...numbers) };
}

/** Those that were taken off, in pages; each button puts one back. */
export function removedScreen(
  w: Wording,
  { at }: Placed,
  units: readonly KnownUnit[],
  wanted: number,
  word = '',
): Screen {
  const last = Math.max(0, Math.floor((units.length - 1) / unitPageSize) * unitPageSize);
  const from = Math.min(Math.max(0, wanted), last);
  return {
    html: paragraphs(
      word !== '' && escaped(word),
      bold(w.t('unit-removed-title', { count: units.length })),
      escaped(w.t('unit-removed-how')),
    ),
    buttons: [
      [onUnit(w.t('button-unit-off'), 'unit-find', at)],
      ...units
        .slice(from, from + unitPageSize)
        .map(({ id, name }) => [onUnit(w.t('button-unit-on', { name }), 'unit-on', at, id)]),
      [
        ...(from > 0 ? [onUnit(w.t('button-page-back'), 'unit-list', at, from - unitPageSize)] : []),
        ...(from < last ? [onUnit(w.t('button-page-next'), 'unit-list', at, from + unitPageSize)] : []),
      ],
      [toRoster(w, at)],
    ],
  };
}

export function unitsToRemoveScreen(w: Wording, { at }: Placed, units: readonly KnownUnit[]): Screen {
  return {
    html: escaped(w.t(units.length === 0 ? 'unit-not-found' : 'unit-off-which')),
    buttons: [
      ...units.map(({ id, name }) => [onUnit(name, 'unit-off-ask', at, id)]),
      [onUnit(w.t('button-unit-find'), 'unit-find', at)],
    ],
  };
}

/** A question before the act, the way out first. */
export function removeScreen(w: Wording, { at }: Placed, { id, name, isBound }: KnownUnit): Screen {
  return {
    html: lines(escaped(w.t('unit-off-ask', { name })), isBound && escaped(w.t('unit-off-bound'))),
    buttons: [
      [
        onUnit(w.t('button-keep'), 'unit-list', at, 0),
        onUnit(w.t('button-unit-off-now'), 'unit-off', at, id),
      ],
    ],
  };
}
