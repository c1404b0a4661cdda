import type { Condition, QuestionKind } from '../definition.js';
import type { Mistake, Report } from './fault.js';
import { expectQuestion, numericKinds, type Outline, type Outlined } from './outline.js';

type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

const comparable: readonly QuestionKind[] = [...numericKinds, 'chooseOne', 'chooseFromList', 'yesNo'];

/** A condition may look only at what is certainly asked before, and only for answers that can occur. */
export function checkCondition(
  outline: Outline,
  asking: Outlined,
  condition: Condition,
  path: string,
  report: Report,
): void {
  if ('all' in condition || 'any' in condition) {
    const [name, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
    for (const [at, part] of parts.entries())
      checkCondition(outline, asking, part, `${path}.${name}[${at}]`, report);
  } else if ('not' in condition) checkCondition(outline, asking, condition.not, `${path}.not`, report);
  else checkLeaf(outline, asking, condition, path, report);
}

function checkLeaf(outline: Outline, asking: Outlined, leaf: Leaf, path: string, report: Report): void {
  const seen = expectQuestion(outline, leaf.question, `${path}.question`, report);
  if (!seen) return;
  if (seen.repeated && !asking.repeated) {
    report(`${path}.question`, { kind: 'outsideDemand', id: leaf.question });
    return;
  }
  if (seen.order >= asking.order) {
    const kind = seen.order === asking.order ? 'itself' : 'later';
    report(`${path}.question`, { kind, id: leaf.question });
    return;
  }
  if (!seen.vague) checkFit(seen, leaf, path, report);
}

function checkFit(seen: Outlined, leaf: Leaf, path: string, report: Report): void {
  const { id, kind } = seen.question;
  const misfit = (key: string, use: Use): void =>
    report(`${path}.${key}`, { kind: 'misfit', id, is: kind, use });
  if (kind === 'computed') {
    report(`${path}.question`, { kind: 'computed', id });
  } else if ('includes' in leaf) {
    if (kind !== 'chooseSeveral') misfit('includes', 'is');
    else checkValue(seen, leaf.includes, `${path}.includes`, report);
  } else if ('is' in leaf) {
    if (comparable.includes(kind)) checkValue(seen, leaf.is, `${path}.is`, report);
    else misfit('is', insteadOfIs(kind));
  } else if ('isOneOf' in leaf) {
    if (!comparable.includes(kind)) misfit('isOneOf', insteadOfIs(kind));
    else
      for (const [at, value] of leaf.isOneOf.entries())
        checkValue(seen, value, `${path}.isOneOf[${at}]`, report);
  } else if (!('answered' in leaf) && !numericKinds.includes(kind)) {
    misfit('atLeast' in leaf ? 'atLeast' : 'atMost', 'numbers');
  }
}

type Use = Extract<Mistake, { kind: 'misfit' }>['use'];

function insteadOfIs(kind: QuestionKind): Use {
  return kind === 'chooseSeveral' ? 'includes' : 'answered';
}

function checkValue(seen: Outlined, value: string | number | boolean, path: string, report: Report): void {
  const { question } = seen;
  const { id, kind: is } = question;
  const possible = seen.offered();
  if (possible !== undefined) {
    if (typeof value === 'string' && possible.has(value)) return;
    report(path, { kind: 'noChoice', id, found: value, allowed: [...possible] });
  } else if (question.kind === 'yesNo') {
    if (typeof value !== 'boolean') report(path, { kind: 'notTrueOrFalse', id, is });
  } else if (typeof value !== 'number') report(path, { kind: 'notNumber', id, is });
}
