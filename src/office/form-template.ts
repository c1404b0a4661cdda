import { type Tag, TemplateHandler } from 'easy-template-x';
import { boxTag, demandsTag, isDemandTag, isOwnTag, readBoxTag } from './form-tags.js';

/** A question of the paper form, as far as its template has to know it. */
export interface FormQuestion {
  readonly id: string;
  /** Asked for each demand. */
  readonly repeats: boolean;
  /** Ids of the choices where the paper may print boxes. */
  readonly choices?: readonly string[];
}

/** As the library finds it, which says wrongly that every tag has a name: {} has none. */
type FoundTag = Pick<Tag, 'rawText' | 'disposition'> & { readonly name?: string };

/** Why a Word file cannot serve as the template of a form with these questions, one reason a line; [] where it can. */
export async function templateProblems(
  template: Buffer,
  questions: readonly FormQuestion[],
): Promise<string[]> {
  let tags: readonly FoundTag[];
  try {
    tags = await new TemplateHandler().parseTags(template);
  } catch (error) {
    return [`cannot be read as a Word template: ${error instanceof Error ? error.message : String(error)}`];
  }
  const inside = demandsOf(tags);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const found = new Set(tags.map(({ name = '' }) => plain(name)));
  const problems = tags.flatMap((tag, at) => tagProblem(tag, byId, inside[at] === true));
  return [
    ...new Set([...problems, ...nestingProblems(tags), ...questions.flatMap((one) => unprinted(one, found))]),
  ];
}

/** For each tag whether it stands between {#demands} and {/demands}. */
function demandsOf(tags: readonly FoundTag[]): boolean[] {
  let open = false;
  return tags.map(({ disposition }) => {
    if (disposition !== 'SelfClosed') open = disposition === 'Open';
    return open;
  });
}

function nestingProblems(tags: readonly FoundTag[]): string[] {
  let open = false;
  for (const { disposition, rawText } of tags) {
    if (disposition === 'SelfClosed') continue;
    if (open === (disposition === 'Open'))
      return [
        open ? `${rawText} stands inside another {#${demandsTag}}` : `${rawText} closes what is not open`,
      ];
    open = !open;
  }
  return open ? [`{#${demandsTag}} has no {/${demandsTag}}`] : [];
}

function tagProblem(
  { name, rawText, disposition }: FoundTag,
  questions: ReadonlyMap<string, FormQuestion>,
  inside: boolean,
): string[] {
  if (disposition !== 'SelfClosed')
    return name === demandsTag ? [] : [`${rawText}: only {#${demandsTag}} can be repeated`];
  if (name === undefined || name === '') return [`${rawText} names no question`];
  if (isOwnTag(name)) return isDemandTag(name) && !inside ? [outside(rawText)] : [];
  const box = readBoxTag(name);
  const question = questions.get(box?.question ?? name);
  if (question === undefined) return [`${rawText}: the paper form has no such question`];
  if (box && !question.choices?.includes(box.choice))
    return [`${rawText}: "${question.id}" has no such choice`];
  return question.repeats && !inside ? [outside(rawText)] : [];
}

/** A box's tag without the spaces that it may hold. */
function plain(name: string): string {
  const box = readBoxTag(name);
  return box ? boxTag(box.question, box.choice) : name;
}

function outside(rawText: string): string {
  return `${rawText} belongs between {#${demandsTag}} and {/${demandsTag}}`;
}

/** A question has a tag for its answer, or one for each of its boxes. */
function unprinted({ id, choices = [] }: FormQuestion, found: ReadonlySet<string>): string[] {
  if (found.has(id)) return [];
  const missing = choices.filter((choice) => !found.has(boxTag(id, choice)));
  if (choices.length === 0 || missing.length === choices.length) return [`{${id}} is missing`];
  return missing.map((choice) => `{${boxTag(id, choice)}} is missing`);
}
