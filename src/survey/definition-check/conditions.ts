import { choicesOf, listOf } from '../choices.js';
import type { Condition, QuestionKind } from '../definition.js';
import { type Report, suggestion } from './fault.js';
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
    const reason = 'is asked again for each demand, so only questions of a repeated section can look at it';
    report(`${path}.question`, `"${leaf.question}" ${reason}`);
    return;
  }
  if (seen.order >= asking.order) {
    const where = seen.order === asking.order ? 'is the question itself' : 'comes later in the form';
    report(`${path}.question`, `"${leaf.question}" ${where}; only an earlier question can be looked at`);
    return;
  }
  if (!seen.vague) checkFit(seen, leaf, path, report);
}

function checkFit(seen: Outlined, leaf: Leaf, path: string, report: Report): void {
  const { id, kind } = seen.question;
  const misfit = (key: string, advice: string): void =>
    report(`${path}.${key}`, `"${id}" is a ${kind} question; ${advice}`);
  if (kind === 'computed') {
    report(`${path}.question`, `"${id}" is computed; look at the questions it is computed from`);
  } else if ('includes' in leaf) {
    if (kind !== 'chooseSeveral') misfit('includes', 'includes fits only chooseSeveral, use is or isOneOf');
    else checkValue(seen, leaf.includes, `${path}.includes`, report);
  } else if ('is' in leaf) {
    if (comparable.includes(kind)) checkValue(seen, leaf.is, `${path}.is`, report);
    else misfit('is', adviceInsteadOfIs(kind));
  } else if ('isOneOf' in leaf) {
    if (!comparable.includes(kind)) misfit('isOneOf', adviceInsteadOfIs(kind));
    else
      for (const [at, value] of leaf.isOneOf.entries())
        checkValue(seen, value, `${path}.isOneOf[${at}]`, report);
  } else if (!('answered' in leaf) && !numericKinds.includes(kind)) {
    misfit('atLeast' in leaf ? 'atLeast' : 'atMost', `only ${numericKinds.join(', ')} can be compared`);
  }
}

function adviceInsteadOfIs(kind: QuestionKind): string {
  return kind === 'chooseSeveral' ? 'use includes' : 'only answered: true or false can be asked of it';
}

function checkValue(seen: Outlined, value: string | number | boolean, path: string, report: Report): void {
  const { question } = seen;
  const possible = possibleAnswers(seen);
  if (possible !== undefined) {
    if (typeof value === 'string' && possible.includes(value)) return;
    const advice = suggestion(String(value), possible, 'There are');
    report(path, `${JSON.stringify(value)} is not a choice of "${question.id}".${advice}`);
    return;
  }
  const wanted = question.kind === 'yesNo' ? 'boolean' : 'number';
  if (typeof value !== wanted)
    report(
      path,
      `must be ${wanted === 'boolean' ? 'true or false' : 'a number'}, as "${question.id}" is a ${question.kind} question`,
    );
}

function possibleAnswers({ question }: Outlined): string[] | undefined {
  if (question.kind === 'chooseFromList') return [...listOf(question).leaves.keys()];
  if (question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral') return undefined;
  return choicesOf(question).map((choice) => choice.id);
}
