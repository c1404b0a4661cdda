import type { QuestionKind } from '../definition.js';

/** One thing that is wrong with a definition: where, and what. Its words stand in locales. */
export interface DefinitionFault {
  /** Where, as an author finds it in the file: `forms[0].sections[1].questions[3].limit`. */
  readonly path: string;
  readonly mistake: Mistake;
}

export type Mistake = FileMistake | ShapeMistake | RelationMistake;

/** The file says nothing that could be judged. */
type FileMistake =
  | { readonly kind: 'encoding' }
  /** line and column count from 1, in characters as an editor shows them. */
  | { readonly kind: 'json'; readonly line: number; readonly column: number; readonly json: JsonMistake };

export type JsonPlace = 'value' | 'key' | 'colon' | 'commaOrBrace' | 'commaOrBracket' | 'end';

export type JsonMistake =
  /** The file ends where something should stand. */
  | { readonly kind: 'ends'; readonly expected: JsonPlace }
  | { readonly kind: 'unexpected'; readonly expected: JsonPlace; readonly found: string }
  /** Typed with a Chinese keyboard: “ ” ， ： or a blank of another width. */
  | {
      readonly kind: 'wide';
      readonly mark: 'quote' | 'comma' | 'colon' | 'space';
      readonly expected: JsonPlace;
      readonly found: string;
    }
  | { readonly kind: 'comment' }
  | { readonly kind: 'twice'; readonly key: string }
  | { readonly kind: 'deep'; readonly most: number }
  | { readonly kind: 'many'; readonly most: number }
  | { readonly kind: 'open'; readonly bracket: '{' | '[' }
  | { readonly kind: 'lastComma'; readonly bracket: '}' | ']' }
  | { readonly kind: 'textOpen' }
  | { readonly kind: 'escape' };

export type ValueType = 'wholeNumber' | 'number' | 'list' | 'object' | 'text' | 'boolean' | 'nothing';

/** What a text must be to the letter; those that the schema checks by a pattern bear its name there. */
export const formats = [
  'date',
  'instant',
  'id',
  'prefix',
  'division',
  'reminder',
  'timeZone',
  'other',
] as const;
export type Format = (typeof formats)[number];

/** `allowed`: what could stand there instead; the nearest of it is named. */
type ShapeMistake =
  | { readonly kind: 'missing'; readonly allowed: readonly string[] }
  | {
      readonly kind: 'unknownKey';
      readonly key: string;
      readonly allowed: readonly string[];
      /** The one other place where a key of this name stands. */
      readonly belongs: string | undefined;
    }
  | { readonly kind: 'unknownValue'; readonly found: unknown; readonly allowed: readonly string[] }
  | {
      readonly kind: 'wrongType';
      readonly expected: readonly ValueType[];
      readonly found: unknown;
      readonly keys: readonly string[];
    }
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'tooShort' | 'tooLong' | 'tooFew' | 'tooMany' | 'tooSmall' | 'tooBig';
      readonly size: number;
    }
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'clash'; readonly keys: readonly string[] }
  | { readonly kind: 'incomplete'; readonly allowed: readonly string[] };

/** `id` is always the id that stands at the fault's place. */
type RelationMistake =
  | { readonly kind: 'character' }
  | {
      readonly kind: 'twice';
      readonly name: string;
      readonly earlier: string;
      readonly advice?: 'ownId' | 'oneAnswers' | undefined;
    }
  | { readonly kind: 'hyphens'; readonly id: string; readonly other: string }
  | { readonly kind: 'noForm' | 'noQuestion'; readonly id: string; readonly allowed: readonly string[] }
  | {
      readonly kind: 'wrongKind';
      readonly id: string;
      readonly is: QuestionKind;
      readonly allowed: readonly QuestionKind[];
    }
  /* Conditions */
  | { readonly kind: 'outsideDemand' | 'itself' | 'later' | 'computed'; readonly id: string }
  | {
      readonly kind: 'misfit';
      readonly id: string;
      readonly is: QuestionKind;
      readonly use: 'is' | 'includes' | 'answered' | 'numbers';
    }
  | {
      readonly kind: 'noChoice';
      readonly id: string;
      readonly found: unknown;
      readonly allowed: readonly string[];
    }
  | { readonly kind: 'notTrueOrFalse' | 'notNumber'; readonly id: string; readonly is: QuestionKind }
  /* Questions by themselves */
  | { readonly kind: 'minOverMax'; readonly min: number; readonly max: number }
  | { readonly kind: 'latestFirst'; readonly earliest: string; readonly latest: string }
  | { readonly kind: 'notAboveZero' }
  | { readonly kind: 'alike'; readonly label: string; readonly other: string }
  | { readonly kind: 'moreThanChoices'; readonly value: number; readonly count: number }
  | { readonly kind: 'levels'; readonly most: number }
  | { readonly kind: 'fewEntries' }
  /* Sums and checks */
  | { readonly kind: 'manyValues' | 'dateAlone'; readonly id: string }
  | { readonly kind: 'twoNumbers' }
  | {
      readonly kind: 'units';
      readonly id: string;
      readonly unit: string;
      readonly other: string;
      readonly otherUnit: string;
    }
  /* What repeats, names and roles */
  | { readonly kind: 'repeatsWith' | 'repeatsTwice' | 'nameNotRepeated'; readonly id: string }
  | { readonly kind: 'repeatsApart' | 'reuseRepeated' | 'reuseComputed' | 'demandNameMissing' }
  | { readonly kind: 'nameLong'; readonly id: string; readonly limit: number; readonly most: number }
  | { readonly kind: 'roleRepeated'; readonly id: string; readonly role: string }
  | { readonly kind: 'demandNameOnce'; readonly id: string }
  /* Who answers, sheets, dates */
  | {
      readonly kind: 'noArea' | 'noSector' | 'noCategory';
      readonly found: string;
      readonly allowed: readonly string[];
    }
  | {
      readonly kind: 'areaOffered';
      readonly id: string;
      readonly found: string;
      readonly allowed: readonly string[];
    }
  | { readonly kind: 'noAreaRole' | 'headRepeated'; readonly id: string }
  | { readonly kind: 'beforeYear'; readonly day: string; readonly year: number }
  | { readonly kind: 'deadlineOrder' };

export type Report = (path: string, mistake: Mistake) => void;

/** More faults are not looked for: nobody mends more in one go, and a hostile file has no end of them. */
export const mostFaults = 100;

/** Thrown by a report that takes no more. */
class Enough extends Error {}

/** Gathers faults up to the most; what is reported of a vague part is not kept. */
export class FaultList {
  readonly faults: DefinitionFault[] = [];

  constructor(private readonly vague: readonly string[] = []) {}

  /** Runs what reports; it is broken off once there are enough. */
  from(run: (report: Report) => void): void {
    try {
      run((path, mistake) => {
        if (this.vague.some((part) => isWithin(path, part))) return;
        if (this.isFull) throw new Enough();
        this.faults.push({ path, mistake });
      });
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
    }
  }

  get isFull(): boolean {
    return this.faults.length >= mostFaults;
  }
}

type Step = PropertyKey;

export const wholeFile = '(whole file)';

/** `['forms', 0, 'title']` -> `forms[0].title` */
export function pathText(path: readonly Step[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text === '' ? wholeFile : text;
}

/** Whether a path names a part or something below it. */
function isWithin(path: string, part: string): boolean {
  return path === part || (path.startsWith(part) && /^[.[]/.test(path.slice(part.length)));
}
