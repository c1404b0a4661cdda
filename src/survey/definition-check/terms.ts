import type { CrossCheck, QuestionKind, QuestionOf, Term } from '../definition.js';
import type { Report } from './fault.js';
import { expectQuestion, numericKinds, type Outline, type Outlined } from './outline.js';

interface NamedTerm {
  readonly id: string;
  readonly path: string;
}

/** A computed field looks only at asked numbers that have one value where it stands. */
export function checkComputed(
  outline: Outline,
  placed: Outlined,
  question: QuestionOf<'computed'>,
  report: Report,
): void {
  const { formula } = question;
  const [name, ids] =
    'sum' in formula
      ? (['sum', formula.sum] as const)
      : 'percentage' in formula
        ? (['percentage', formula.percentage] as const)
        : (['difference', formula.difference] as const);
  const terms = ids.map((id, at) => ({ id, path: `${placed.path}.formula.${name}[${at}]` }));
  const found = numbersOf(outline, terms, report);
  for (const { term, seen } of found)
    if (seen.repeated && !placed.repeated) report(term.path, { kind: 'manyValues', id: term.id });
  expectOneUnit(found, report);
}

/** Both sides of a check are asked numbers in one unit. */
export function checkCrossCheck(outline: Outline, check: CrossCheck, path: string, report: Report): void {
  const terms = [...termsOf(check.left, `${path}.left`), ...termsOf(check.right, `${path}.right`)];
  if (terms.length === 0) report(path, { kind: 'twoNumbers' });
  const found = numbersOf(outline, terms, report, [...numericKinds, 'date']);
  const dates = found.filter(({ seen }) => seen.question.kind === 'date');
  const [date] = dates;
  const others =
    dates.length !== terms.length || typeof check.left === 'number' || typeof check.right === 'number';
  if (date && (others || typeof check.left === 'object' || typeof check.right === 'object'))
    report(date.term.path, { kind: 'dateAlone', id: date.term.id });
  expectOneUnit(found, report);
}

function termsOf(term: Term, path: string): NamedTerm[] {
  if (typeof term === 'number') return [];
  if (typeof term === 'string') return [{ id: term, path }];
  return term.sum.map((id, at) => ({ id, path: `${path}.sum[${at}]` }));
}

interface Found {
  readonly term: NamedTerm;
  readonly seen: Outlined;
}

function numbersOf(
  outline: Outline,
  terms: readonly NamedTerm[],
  report: Report,
  kinds: readonly QuestionKind[] = numericKinds,
): Found[] {
  return terms.flatMap((term) => {
    const seen = expectQuestion(outline, term.id, term.path, report, kinds);
    return seen ? [{ term, seen }] : [];
  });
}

/** 元 and 万元 are not converted: amounts that meet must be asked in the same unit. */
function expectOneUnit(found: readonly Found[], report: Report): void {
  const units = found.flatMap(({ term, seen }) =>
    seen.question.kind === 'money' && !seen.vague ? [{ term, unit: seen.question.unit }] : [],
  );
  const [first] = units;
  for (const { term, unit } of units)
    if (first && unit !== first.unit)
      report(term.path, {
        kind: 'units',
        id: term.id,
        unit,
        other: first.term.id,
        otherUnit: first.unit,
      });
}
