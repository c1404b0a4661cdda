import { choicesOf, listOf } from '../choices.js';
import type { FormDefinition, Question, QuestionKind } from '../definition.js';
import type { Mistake, Report } from './fault.js';

/** A question with its place in the file. */
export interface Outlined {
  readonly question: Question;
  /** `forms[0].sections[1].questions[3]` */
  readonly path: string;
  /** Position in the whole form. */
  readonly order: number;
  readonly section: number;
  readonly repeated: boolean;
  /** Its own keys are faulty, so nothing is said about what fits its kind. */
  readonly vague: boolean;
  /** The ids that can be chosen; undefined where nothing is offered. */
  offered(): ReadonlySet<string> | undefined;
}

export interface Outline {
  readonly form: FormDefinition;
  readonly path: string;
  readonly questions: readonly Outlined[];
  readonly ids: readonly string[];
  find(id: string): Outlined | undefined;
}

export const numericKinds: readonly QuestionKind[] = ['wholeNumber', 'number', 'money', 'year'];

export function outlineOf(form: FormDefinition, path: string, vague: ReadonlySet<string>): Outline {
  const questions = form.sections.flatMap((section, s) =>
    section.questions.map((question, q) => {
      const at = `${path}.sections[${s}].questions[${q}]`;
      return {
        question,
        path: at,
        section: s,
        repeated: section.repeats !== undefined,
        vague: vague.has(at),
        offered: offeredBy(question),
      };
    }),
  );
  const outlined = questions.map((question, order) => ({ ...question, order }));
  const byId = new Map<string, Outlined>();
  for (const one of outlined) if (!byId.has(one.question.id)) byId.set(one.question.id, one);
  return { form, path, questions: outlined, ids: [...byId.keys()], find: (id) => byId.get(id) };
}

/** Made when first asked for: a list may have thousands, and hundreds of conditions may look at it. */
function offeredBy(question: Question): Outlined['offered'] {
  let ids: ReadonlySet<string> | undefined;
  return () => {
    if (question.kind === 'chooseFromList') ids ??= new Set(listOf(question).leaves.keys());
    else if (question.kind === 'chooseOne' || question.kind === 'chooseSeveral')
      ids ??= new Set(choicesOf(question).map(({ id }) => id));
    return ids;
  };
}

/** The question of that id, if it is there and of one of the kinds; else says why not. */
export function expectQuestion(
  outline: Outline,
  id: string,
  path: string,
  report: Report,
  kinds?: readonly QuestionKind[],
): Outlined | undefined {
  const found = outline.find(id);
  if (!found) {
    report(path, { kind: 'noQuestion', id, allowed: outline.ids });
    return undefined;
  }
  if (kinds && !found.vague && !kinds.includes(found.question.kind)) {
    report(path, { kind: 'wrongKind', id, is: found.question.kind, allowed: kinds });
    return undefined;
  }
  return found;
}

/** Reports every entry whose key an earlier one has. */
export function expectUnique(
  entries: readonly { readonly key: string; readonly path: string }[],
  report: Report,
  advice?: Extract<Mistake, { kind: 'twice' }>['advice'],
): void {
  const first = new Map<string, string>();
  for (const { key, path } of entries) {
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, path);
    else report(path, { kind: 'twice', name: key, earlier, advice });
  }
}
