import { type FormDefinition, type Question, say } from './definition.js';

/*
 * No answer ever changes its question: an id stands for one question in all versions of a form, whatever becomes of
 * its words, its limit and its choices.
 */

export interface IdentityFault {
  readonly question: string;
  /** Within the form: `sections[1].questions[3]`. */
  readonly path: string;
  /** kind: it asks for something else. repeats: once, or for each demand. unit: the numbers would mean others. */
  readonly kind: 'kind' | 'repeats' | 'unit';
  readonly before: string;
  readonly after: string;
}

/** The questions of a form that go by the id of another question of an earlier version; each is named once. */
export function changedIdentities(
  earlier: readonly FormDefinition[],
  form: FormDefinition,
): readonly IdentityFault[] {
  const before = earlier.map(identitiesOf);
  return [...identitiesOf(form)].flatMap(([question, now]) => {
    for (const version of before) {
      const was = version.get(question);
      const fault = was && faultBetween(was, now);
      if (fault) return [{ question, path: now.path, ...fault }];
    }
    return [];
  });
}

interface Identity {
  readonly path: string;
  readonly question: Question;
  readonly repeats: boolean;
}

function identitiesOf({ sections }: FormDefinition): ReadonlyMap<string, Identity> {
  return new Map(
    sections.flatMap(({ questions, repeats }, s) =>
      questions.map((question, q): [string, Identity] => [
        question.id,
        { question, path: `sections[${s}].questions[${q}]`, repeats: repeats !== undefined },
      ]),
    ),
  );
}

function faultBetween(
  was: Identity,
  now: Identity,
): Pick<IdentityFault, 'kind' | 'before' | 'after'> | undefined {
  if (was.question.kind !== now.question.kind)
    return { kind: 'kind', before: was.question.kind, after: now.question.kind };
  if (was.repeats !== now.repeats)
    return { kind: 'repeats', before: String(was.repeats), after: String(now.repeats) };
  const [before, after] = [unitOf(was.question), unitOf(now.question)];
  return before !== undefined && after !== undefined && before !== after
    ? { kind: 'unit', before, after }
    : undefined;
}

function unitOf(question: Question): string | undefined {
  if (question.kind === 'money') return question.unit;
  if (question.kind !== 'number' && question.kind !== 'wholeNumber') return undefined;
  return question.unit === undefined ? undefined : say(question.unit, 'zh-CN');
}
