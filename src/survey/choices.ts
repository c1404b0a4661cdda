import { type Language, type QuestionOf, say, type Words } from './definition.js';

export interface Choice {
  readonly id: string;
  readonly label: Words;
}

/** An entry of a long list. Leaves are chosen; headings lead to them. */
export interface ListEntry extends Choice {
  /** Position among all entries, headings included; stable within a form version, so buttons may carry it. */
  readonly index: number;
  readonly parent: ListEntry | undefined;
  readonly children: readonly ListEntry[];
}

type DefinedChoice = QuestionOf<'chooseOne'>['choices'][number];
type DefinedEntry = QuestionOf<'chooseFromList'>['entries'][number];

export function choicesOf(question: QuestionOf<'chooseOne'> | QuestionOf<'chooseSeveral'>): Choice[] {
  return question.choices.map((choice: DefinedChoice) =>
    typeof choice === 'string' ? { id: choice, label: choice } : choice,
  );
}

interface PreparedList {
  readonly all: readonly ListEntry[];
  readonly roots: readonly ListEntry[];
  readonly leaves: ReadonlyMap<string, ListEntry>;
}

const prepared = new WeakMap<object, PreparedList>();

/** The entries of a long list, prepared once for each definition. */
export function listOf(question: QuestionOf<'chooseFromList'>): PreparedList {
  const known = prepared.get(question);
  if (known) return known;
  const all: ListEntry[] = [];
  const build = (defined: DefinedEntry, parent: ListEntry | undefined): ListEntry => {
    const children: ListEntry[] = [];
    const own = typeof defined === 'string' ? { label: defined } : defined;
    const id = own.id ?? say(own.label, 'zh-CN');
    const built: ListEntry = { id, label: own.label, index: all.length, parent, children };
    all.push(built);
    for (const child of own.children ?? []) children.push(build(child, built));
    return built;
  };
  const roots = question.entries.map((entry) => build(entry, undefined));
  const leaves = new Map(all.filter((entry) => entry.children.length === 0).map((leaf) => [leaf.id, leaf]));
  const list = { all, roots, leaves };
  prepared.set(question, list);
  return list;
}

/** "制造业 › 医药制造业 › 中药" */
export function entryPath(entry: ListEntry, language: Language): string {
  const own = say(entry.label, language);
  return entry.parent ? `${entryPath(entry.parent, language)} › ${own}` : own;
}

/** What two spellings of one choice have in common: width, case, blanks and the marks between words (not those between figures: 1-5人 is not 15人). */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(/(?<!\d)\p{P}+|\p{P}+(?!\d)/gu, '');
}

export type Match<T> =
  | { readonly kind: 'one'; readonly found: T }
  | { readonly kind: 'several'; readonly found: readonly T[] }
  | { readonly kind: 'none' };

/** Finds the choice that was typed: by its label, its number in the list, or a part that only one has. */
export function matchChoice(choices: readonly Choice[], typed: string): Match<Choice> {
  const wanted = folded(typed);
  if (wanted === '') return { kind: 'none' };
  const labels = (choice: Choice): string[] =>
    [say(choice.label, 'zh-CN'), say(choice.label, 'en'), choice.id].map(folded);
  const exact = choices.find((choice) => labels(choice).includes(wanted));
  if (exact) return { kind: 'one', found: exact };
  // 1 3 are two places, not the thirteenth.
  const isPlace = /^\d{1,2}$/.test(wanted) && !/\d\s+\d/.test(typed.normalize('NFKC'));
  const ordinal = isPlace ? choices[Number(wanted) - 1] : undefined;
  if (ordinal) return { kind: 'one', found: ordinal };
  const partial = choices.filter((choice) => labels(choice).some((label) => label.includes(wanted)));
  return oneOrSeveral(partial);
}

/** The leaves whose own name, or a heading above it, contains what was typed; best fits first. */
export function searchList(question: QuestionOf<'chooseFromList'>, typed: string): Match<ListEntry> {
  const wanted = folded(typed);
  if (wanted === '') return { kind: 'none' };
  const leaves = [...listOf(question).leaves.values()];
  const own = (leaf: ListEntry): string[] => [say(leaf.label, 'zh-CN'), say(leaf.label, 'en')].map(folded);
  const exact = leaves.filter((leaf) => own(leaf).includes(wanted) || folded(leaf.id) === wanted);
  if (exact.length === 1) return oneOrSeveral(exact);
  const path = (leaf: ListEntry): string => folded(entryPath(leaf, 'zh-CN') + entryPath(leaf, 'en'));
  const byOwnName = leaves.filter((leaf) => own(leaf).some((label) => label.includes(wanted)));
  const byHeading = leaves.filter((leaf) => !byOwnName.includes(leaf) && path(leaf).includes(wanted));
  const found = [...byOwnName, ...byHeading];
  return found.length === 0 ? { kind: 'none' } : { kind: 'several', found };
}

function oneOrSeveral<T>(found: readonly T[]): Match<T> {
  const [only] = found;
  if (only === undefined) return { kind: 'none' };
  return found.length === 1 ? { kind: 'one', found: only } : { kind: 'several', found };
}
