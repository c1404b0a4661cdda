import type { FormDefinition, QuestionKind } from '../definition.js';
import { checkCondition } from './conditions.js';
import type { Report } from './fault.js';
import { expectQuestion, expectUnique, type Outline, type Outlined, outlineOf } from './outline.js';
import { checkQuestion } from './questions.js';
import { checkComputed, checkCrossCheck } from './terms.js';

/** What is wrong within a form, beyond the shape of its parts. */
export function checkForm(
  form: FormDefinition,
  path: string,
  vague: ReadonlySet<string>,
  report: Report,
): Outline {
  const outline = outlineOf(form, path, vague);
  expectUnique(
    form.sections.map(({ id }, at) => ({ key: id, path: `${path}.sections[${at}].id` })),
    report,
  );
  checkIds(outline, report);
  checkRepeats(outline, report);
  for (const placed of outline.questions) {
    const { question } = placed;
    if (placed.vague) continue;
    checkQuestion(question, placed.path, report);
    if (question.kind === 'computed') checkComputed(outline, placed, question, report);
    if (question.showIf) checkCondition(outline, placed, question.showIf, `${placed.path}.showIf`, report);
  }
  checkReuse(outline, report);
  expectUnique(
    form.checks.map(({ id }, at) => ({ key: id, path: `${path}.checks[${at}].id` })),
    report,
  );
  for (const [at, check] of form.checks.entries())
    checkCrossCheck(outline, check, `${path}.checks[${at}]`, report);
  checkRoles(outline, report);
  return outline;
}

/** Ids are unique, and none can be taken for another by a slip of the hyphen. */
function checkIds({ questions }: Outline, report: Report): void {
  const named = questions.map(({ question, path }) => ({ key: question.id, path: `${path}.id` }));
  expectUnique(named, report);
  const bare = new Map<string, string>();
  for (const { key, path } of named) {
    const letters = key.replaceAll('-', '');
    const other = bare.get(letters);
    if (other === undefined) bare.set(letters, key);
    else if (other !== key) report(path, { kind: 'hyphens', id: key, other });
  }
}

function checkRepeats({ form, path, questions }: Outline, report: Report): void {
  let first: string | undefined;
  form.sections.forEach((section, at) => {
    const here = `${path}.sections[${at}].repeats`;
    const { repeats } = section;
    if (!repeats) return;
    if ('with' in repeats) {
      const follows = form.sections[at - 1]?.repeats !== undefined;
      if (first === undefined || repeats.with !== first)
        report(`${here}.with`, { kind: 'repeatsWith', id: repeats.with });
      else if (!follows) report(here, { kind: 'repeatsApart' });
      return;
    }
    if (first !== undefined) {
      report(here, { kind: 'repeatsTwice', id: first });
      return;
    }
    first = section.id;
    const named = questions.find((placed) => placed.repeated && placed.question.id === repeats.nameFrom);
    if (!named) report(`${here}.nameFrom`, { kind: 'nameNotRepeated', id: repeats.nameFrom });
    else if (!named.vague) checkName(named, `${here}.nameFrom`, report);
  });
}

/** A name is one line in lists and on buttons: a paper that limits it (难题名称，25字以内) makes it a short longText. */
function checkName({ question }: Outlined, path: string, report: Report): void {
  if (question.kind === 'longText' && question.limit > longestName)
    report(path, { kind: 'nameLong', id: question.id, limit: question.limit, most: longestName });
  else if (!naming.includes(question.kind))
    report(path, { kind: 'wrongKind', id: question.id, is: question.kind, allowed: naming });
}

/** A key names one answer of the unit: not two of a form, and none of a demand, of which there are several. */
function checkReuse({ questions }: Outline, report: Report): void {
  const keyed = questions.flatMap(({ question, path, repeated }) =>
    question.reuse === undefined ? [] : [{ key: question.reuse, path: `${path}.reuse`, repeated, question }],
  );
  expectUnique(keyed, report);
  for (const { path, repeated, question } of keyed) {
    if (repeated) report(path, { kind: 'reuseRepeated' });
    if (question.kind === 'computed') report(path, { kind: 'reuseComputed' });
  }
}

const choosing: readonly QuestionKind[] = ['chooseOne', 'chooseFromList'];
const naming: readonly QuestionKind[] = ['text', 'longText', ...choosing];
/** In 字. */
const longestName = 100;
const describing: readonly QuestionKind[] = [...choosing, 'chooseSeveral', 'text', 'shortTexts'];
type Role = keyof FormDefinition['roles'];
const roleKinds: Record<Role, readonly QuestionKind[]> = {
  unitName: ['text'],
  creditCode: ['creditCode'],
  area: choosing,
  sector: choosing,
  field: describing,
  category: describing,
  demandName: naming,
  contactPhone: ['mobile', 'phone'],
  content: ['longText'],
};
const ofTheUnit: readonly Role[] = ['unitName', 'creditCode', 'area', 'sector', 'contactPhone'];

function checkRoles(outline: Outline, report: Report): void {
  const repeats = outline.form.sections.some((section) => section.repeats);
  for (const role of Object.keys(roleKinds) as Role[]) {
    const id = outline.form.roles[role];
    if (id === undefined) continue;
    const path = `${outline.path}.roles.${role}`;
    const found = expectQuestion(outline, id, path, report, roleKinds[role]);
    if (!found) continue;
    if (found.repeated && ofTheUnit.includes(role)) report(path, { kind: 'roleRepeated', id, role });
    if (role === 'demandName' && !found.vague) checkName(found, path, report);
    if (!found.repeated && repeats && role === 'demandName') report(path, { kind: 'demandNameOnce', id });
  }
  if (repeats && outline.form.roles.demandName === undefined)
    report(`${outline.path}.roles.demandName`, { kind: 'demandNameMissing' });
}
