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

function spellings({ id, label }: Choice): string[] {
  return [say(label, 'zh-CN'), say(label, 'en'), id].map(folded);
}

/** Finds the choice that was typed: by its label, its number in the list, or a part that only one has. */
export function matchChoice(choices: readonly Choice[], typed: string): Match<Choice> {
  const wanted = folded(typed);
  if (wanted === '') return { kind: 'none' };
  const exact = choices.find((choice) => spellings(choice).includes(wanted));
  if (exact) return { kind: 'one', found: exact };
  // 1 3 are two places, not the thirteenth.
  const isPlace = /^\d{1,2}$/.test(wanted) && !/\d\s+\d/.test(typed.normalize('NFKC'));
  const ordinal = isPlace ? choices[Number(wanted) - 1] : undefined;
  if (ordinal) return { kind: 'one', found: ordinal };
  const partial = choices.filter((choice) => spellings(choice).some((label) => label.includes(wanted)));
  return oneOrSeveral(partial);
}

type Joined =
  | { readonly kind: 'read'; readonly found: readonly Choice[] }
  | { readonly kind: 'several'; readonly found: readonly Choice[] }
  | { readonly kind: 'unknown'; readonly part: string };

/** What people put between choices beside marks: 和, 与, a blank. A choice may have the same in its own text. */
const joint = /\s*(?:以及|[和与及&]|\band\b)\s*|\s+/giu;
/** Beyond so many joints it is no list of choices but a text; the work grows with their square. */
const mostJoints = 60;

/** The choices of one part of a list: the longest that fits is meant, so 产学研与合作 stays one choice. */
export function joinedChoices(choices: readonly Choice[], typed: string): Joined {
  const joints = [...typed.matchAll(joint)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    isWord: found[0].trim() !== '',
  }));
  const cuts = [...joints, { from: typed.length, to: typed.length, isWord: false }];
  // A longer piece is no choice: that is seen before it is looked for.
  const longest = Math.max(2, ...choices.flatMap(spellings).map(({ length }) => length));
  const matched = (piece: string): Match<Choice> =>
    folded(piece).length > longest ? { kind: 'none' } : matchChoice(choices, piece);
  const known = new Map<number, readonly Choice[] | undefined>();
  let unclear: Joined | undefined;
  const readFrom = (start: number): readonly Choice[] | undefined => {
    if (start === typed.length) return [];
    if (!known.has(start)) known.set(start, readAnew(start));
    return known.get(start);
  };
  const readAnew = (start: number): readonly Choice[] | undefined => {
    for (const { from, to } of cuts.toReversed()) {
      if (from < start || to === start) continue;
      // Nothing before the first joint: 、和联合开发.
      const match = from === start ? undefined : matched(typed.slice(start, from));
      if (
        match?.kind === 'several' &&
        joints.some((one) => one.isWord && one.from > start && one.to < from)
      ) {
        // The word is of the choices' own text: which of them is meant is asked, and not read as two others.
        unclear = match;
        return undefined;
      }
      if (match && match.kind !== 'one') continue;
      const rest = match === undefined && start > 0 ? undefined : readFrom(to);
      if (rest) return match ? [match.found, ...rest] : rest;
    }
    return undefined;
  };
  const found = joints.length > mostJoints ? undefined : readFrom(0);
  if (found && found.length > 0) return { kind: 'read', found };
  return unclear ?? faultIn(choices, typed);
}

/** The first piece that is no choice, or fits more than one. */
function faultIn(choices: readonly Choice[], typed: string): Joined {
  const whole = matchChoice(choices, typed);
  if (whole.kind === 'several') return whole;
  const pieces = typed.split(joint).filter((piece) => folded(piece) !== '');
  for (const piece of pieces.slice(0, mostJoints)) {
    const match = matchChoice(choices, piece);
    if (match.kind === 'several') return match;
    if (match.kind === 'none') return { kind: 'unknown', part: piece };
  }
  return { kind: 'unknown', part: typed };
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
