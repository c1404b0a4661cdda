import type { AnswerValue } from '../answers.js';
import type { Cut } from '../reading/cut.js';

/** Why a typed text is not taken, with the data that a helpful sentence needs. */
export type Refusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'notAsked' }
  /** 无 where it is no answer. `instead`: what to do when there is nothing to say. */
  | { readonly kind: 'nothing'; readonly instead: 'skip' | 'zero' | 'answer' }
  | { readonly kind: 'tooManyCharacters'; readonly count: number; readonly max: number }
  /** `count` as the question counts; `characters`: all of them, since one endless word counts 1. */
  | {
      readonly kind: 'beyondCeiling';
      readonly limit: number;
      readonly count: number;
      readonly characters: number;
    }
  | { readonly kind: 'notANumber' }
  | { readonly kind: 'numberRange' }
  | { readonly kind: 'numberTooLarge' }
  | { readonly kind: 'fraction'; readonly value: number }
  | { readonly kind: 'negative'; readonly value: number }
  | { readonly kind: 'wrongUnit' }
  | { readonly kind: 'ambiguousNumber'; readonly values: readonly number[] }
  | { readonly kind: 'outside'; readonly value: number; readonly min: number; readonly max: number }
  | { readonly kind: 'notAChoice' }
  | { readonly kind: 'partNotAChoice'; readonly part: string }
  | { readonly kind: 'severalChoicesFit'; readonly choices: readonly string[] }
  | { readonly kind: 'notInList' }
  | { readonly kind: 'tooFew'; readonly count: number; readonly min: number }
  | { readonly kind: 'tooMany'; readonly count: number; readonly max: number }
  | { readonly kind: 'partTooLong'; readonly part: string; readonly count: number; readonly max: number }
  | { readonly kind: 'notYesOrNo' }
  | { readonly kind: 'mobile'; readonly digits: number }
  | { readonly kind: 'phone' }
  | { readonly kind: 'severalNumbers' }
  | { readonly kind: 'areaCodeMissing' }
  /** `likely`: what was probably meant. */
  | { readonly kind: 'email'; readonly likely?: string | undefined }
  | { readonly kind: 'webAddress' }
  | { readonly kind: 'postalCode'; readonly digits: number }
  | { readonly kind: 'codeShape'; readonly found: number }
  | { readonly kind: 'codeLetters'; readonly likely?: string | undefined }
  | { readonly kind: 'codeDigits' }
  | { readonly kind: 'codeIdentityCard' }
  | { readonly kind: 'date'; readonly reason: 'shape' | 'impossible' | 'range' | 'yearMissing' }
  | { readonly kind: 'tooEarly'; readonly date: string; readonly earliest: string }
  | { readonly kind: 'tooLate'; readonly date: string; readonly latest: string }
  | { readonly kind: 'year' }
  | { readonly kind: 'breaksCheck'; readonly check: string; readonly left: number; readonly right: number };

/** A question asked back once before an unusual answer is taken. */
export type AskBack =
  | { readonly kind: 'unusualCode'; readonly code: string }
  | { readonly kind: 'maybeYuan'; readonly value: number; readonly inUnit: number };

/** A word for the reviewer that stays with an answer. */
export type AnswerNote = 'unusual-credit-code';

export type Verdict =
  | {
      readonly kind: 'accepted';
      readonly value: AnswerValue;
      readonly note?: AnswerNote;
      /** 字 of a long text, for the live count. */
      readonly count?: number;
      /** The form differs from what was typed, so the person is shown what was understood. */
      readonly echo?: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'askBack'; readonly question: AskBack; readonly value: AnswerValue }
  | {
      readonly kind: 'tooLong';
      readonly text: string;
      readonly count: number;
      readonly limit: number;
      readonly cut: Cut;
    }
  | { readonly kind: 'found'; readonly entries: readonly string[] };

export function accepted(value: AnswerValue): Verdict {
  return { kind: 'accepted', value };
}

export function refused(refusal: Refusal): Verdict {
  return { kind: 'refused', refusal };
}
