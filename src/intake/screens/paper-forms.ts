import { pack } from '../../telegram/callback-data.js';
import { type Button, bold, escaped, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { OpenForm, Paper, PaperForm, PaperPage, PaperUnit } from '../ports.js';
import { onSubmission } from './buttons.js';
import type { Wording } from './wording.js';

/* Forms that staff enter from paper: which, for which unit, what was entered, what can be taken over. */

export type PaperVerb = 'paper' | 'paper-new' | 'paper-begin' | 'paper-own' | 'paper-left' | 'paper-take';

export const paperPageSize = 8;

export function onPaper(text: string, verb: PaperVerb, ...numbers: readonly number[]): Button {
  return { text: shorten(text.replaceAll(/\s+/g, ' '), 60), data: pack(verb, ...numbers) };
}

/** Stands above whatever is said of a form from paper. */
export function paperHeading(w: Wording, { unit }: Paper): string {
  return unit === undefined
    ? w.t('paper-heading-unnamed')
    : w.t('paper-heading', { unit: shorten(unit, 100) });
}

export function paperHomeScreen(
  w: Wording,
  open: readonly OpenForm[],
  { own, left }: { readonly own: number; readonly left: number },
): Screen {
  return {
    html: paragraphs(
      bold(w.t('paper-title')),
      escaped(w.t('paper-what')),
      escaped(w.t(open.length > 0 ? 'paper-which' : 'paper-none-open')),
    ),
    buttons: [
      ...open.map(({ form, formVersionId }) => [
        onPaper(
          w.t('button-paper-new', { title: w.say(form.definition.title) }),
          'paper-new',
          formVersionId,
          0,
        ),
      ]),
      ...(own > 0 ? [[onPaper(w.t('button-paper-own', { count: own }), 'paper-own', 0)]] : []),
      ...(left > 0 ? [[onPaper(w.t('button-paper-left', { count: left }), 'paper-left', 0)]] : []),
    ],
  };
}

/** For which unit; those of the roster that nobody fills in for yet, and any other. */
export function paperUnitsScreen(
  w: Wording,
  { form, formVersionId }: OpenForm,
  units: readonly PaperUnit[],
  wanted: number,
): Screen {
  const from = startOf(wanted, units.length);
  return {
    html: paragraphs(
      bold(w.say(form.definition.title)),
      escaped(w.t('paper-for-whom', { count: units.length })),
    ),
    buttons: [
      ...units
        .slice(from, from + paperPageSize)
        .map(({ id, name }) => [onPaper(name, 'paper-begin', formVersionId, id)]),
      turns(w, from, units.length, (to) => ['paper-new', formVersionId, to]),
      [onPaper(w.t('button-paper-other-unit'), 'paper-begin', formVersionId, 0)],
      [onPaper(w.t('button-paper-back'), 'paper')],
    ],
  };
}

export function paperListScreen(
  w: Wording,
  list: 'own' | 'left',
  { forms, total }: PaperPage,
  wanted: number,
): Screen {
  const from = startOf(wanted, total);
  const verb = list === 'own' ? 'paper-own' : 'paper-left';
  return {
    html: paragraphs(bold(w.t(`paper-${list}-title`, { count: total })), escaped(w.t(`paper-${list}-how`))),
    buttons: [
      ...forms.map((form) => [
        list === 'own'
          ? onSubmission(lineOf(w, form), 'open', form.id)
          : onPaper(lineOf(w, form), 'paper-take', form.id),
      ]),
      turns(w, from, total, (to) => [verb, to]),
      [onPaper(w.t('button-paper-back'), 'paper')],
    ],
  };
}

function lineOf(w: Wording, { unit, state, receipt }: PaperForm): string {
  const name = shorten(unit ?? w.t('paper-unnamed'), 36);
  return state === 'submitted'
    ? w.t('paper-line-submitted', { name, number: receipt ?? '—' })
    : w.t(`paper-line-${state}`, { name });
}

/** Where a page begins: an old button may lead behind the end of a list that has become shorter. */
export function startOf(wanted: number, total: number): number {
  const last = Math.max(0, Math.floor((total - 1) / paperPageSize) * paperPageSize);
  return Math.min(Math.max(0, wanted), last);
}

function turns(
  w: Wording,
  from: number,
  total: number,
  to: (from: number) => [PaperVerb, ...number[]],
): Button[] {
  const turn = (text: string, at: number): Button => onPaper(text, ...to(at));
  return [
    ...(from > 0 ? [turn(w.t('button-page-back'), from - paperPageSize)] : []),
    ...(from + paperPageSize < total ? [turn(w.t('button-page-next'), from + paperPageSize)] : []),
  ];
}
