import type { AnswerValue } from '../answers.js';
import {
  type Choice,
  choicesOf,
  joinedChoices,
  type ListEntry,
  listOf,
  matchChoice,
  searchList,
} from '../choices.js';
import type { Question, QuestionOf } from '../definition.js';
import { countText, exceedsCeiling, graphemes } from '../reading/count.js';
import { type Cut, cutToLimit } from '../reading/cut.js';
import { readDate, readYear } from '../reading/dates.js';
import { onOneLine, plainText, saysNone } from '../reading/plain-text.js';
import { judgeCode } from './judge-code.js';
import { judgeEmail, judgeMobile, judgePhone, judgePostalCode, judgeWebAddress } from './judge-contact.js';
import { judgeMoney, judgeNumber, judgeWhole } from './judge-number.js';
import { accepted, type Refusal, refused, type Verdict } from './verdict.js';

/*
 * What a typed text means as the answer to a question. Pure: the verdict carries the data that a sentence
 * needs, the sentence itself is made at the door.
 */

/** Text beyond this cannot stand in one cell of a spreadsheet (32,767 UTF-16 units). */
const cellLimit = 32_000;

/** Judges a typed text. `confirmed` says that the person was asked back about this very text and insists. */
export function judgeText(question: Question, typed: string, confirmed = false): Verdict {
  const text = storable(typed);
  if (countText(text, 'characters') === 0) return refused({ kind: 'empty' });
  return (saysNone(plainText(text)) && judgeNone(question)) || judgeSaid(question, text, confirmed);
}

/** 无 is no number, no address and no date; elsewhere it may be an answer, and is judged as any. */
function judgeNone(question: Question): Verdict | undefined {
  switch (question.kind) {
    case 'wholeNumber':
    case 'number':
      return nothing(question, question.min <= 0);
    case 'money':
      return nothing(question, true);
    case 'mobile':
    case 'phone':
    case 'email':
    case 'webAddress':
    case 'postalCode':
    case 'creditCode':
    case 'date':
    case 'year':
      return nothing(question, false);
    default:
      return undefined;
  }
}

function nothing({ required }: Question, takesZero: boolean): Verdict {
  if (!required) return refused({ kind: 'nothing', instead: 'skip' });
  return refused({ kind: 'nothing', instead: takesZero ? 'zero' : 'answer' });
}

function judgeSaid(question: Question, text: string, confirmed: boolean): Verdict {
  switch (question.kind) {
    case 'text':
      return judgeShort(question, text);
    case 'longText':
      return judgeLong(question, text);
    case 'wholeNumber':
      return judgeWhole(question, text);
    case 'number':
      return judgeNumber(question, text);
    case 'money':
      return judgeMoney(question, text, confirmed);
    case 'computed':
      return refused({ kind: 'notAsked' });
    case 'chooseOne':
      return judgeChoice(choicesOf(question), text);
    case 'chooseSeveral':
      return judgeSeveral(question, text);
    case 'chooseFromList':
      return judgeEntry(question, text);
    case 'shortTexts':
      return judgeShortTexts(question, text);
    case 'yesNo':
      return judgeYesNo(text);
    case 'mobile':
      return judgeMobile(text);
    case 'phone':
      return judgePhone(text);
    case 'email':
      return judgeEmail(text);
    case 'webAddress':
      return judgeWebAddress(text);
    case 'postalCode':
      return judgePostalCode(text);
    case 'creditCode':
      return judgeCode(text, confirmed);
    case 'date':
      return judgeDate(question, text);
    case 'year':
      return judgeYear(question, text);
  }
}

/** What the database can keep: no NUL, no half of a surrogate pair; blank edges are not part of an answer. */
export function storable(typed: string): string {
  return typed
    .replaceAll('\u0000', '')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .replaceAll(/\r\n?/g, '\n')
    .trim();
}

function judgeShort(question: QuestionOf<'text'>, text: string): Verdict {
  const line = onOneLine(text);
  const count = countText(line, 'characters');
  if (count > question.maxLength)
    return refused({ kind: 'tooManyCharacters', count, max: question.maxLength });
  return accepted(line);
}

function judgeLong(question: QuestionOf<'longText'>, text: string): Verdict {
  const { limit, count: rule } = question;
  if (text.length > cellLimit || exceedsCeiling(text, limit))
    return refused({
      kind: 'beyondCeiling',
      limit,
      count: countText(text, rule),
      characters: graphemes(text),
    });
  const count = countText(text, rule);
  if (count <= limit) return { kind: 'accepted', value: text, count };
  const cut: Cut = cutToLimit(text, limit, rule);
  return { kind: 'tooLong', text, count, limit, cut };
}

function judgeChoice(choices: readonly Choice[], text: string): Verdict {
  const match = matchChoice(choices, text);
  switch (match.kind) {
    case 'one':
      return accepted(match.found.id);
    case 'several':
      return refused({ kind: 'severalChoicesFit', choices: match.found.map((choice) => choice.id) });
    case 'none':
      return refused({ kind: 'notAChoice' });
  }
}

function judgeSeveral(question: QuestionOf<'chooseSeveral'>, text: string): Verdict {
  const choices = choicesOf(question);
  const whole = matchChoice(choices, text);
  if (whole.kind === 'one') return settleSeveral(question, [whole.found.id]);
  const parts = partsOf(text, /[、，,；;\n]+/);
  if (parts.length === 0) return refused({ kind: 'empty' });
  const chosen = new Set<string>();
  for (const part of parts) {
    const read = joinedChoices(choices, part);
    if (read.kind === 'unknown') return refused({ kind: 'partNotAChoice', part: read.part });
    if (read.kind === 'several')
      return refused({ kind: 'severalChoicesFit', choices: read.found.map((choice) => choice.id) });
    for (const { id } of read.found) chosen.add(id);
  }
  return settleSeveral(question, [...chosen]);
}

/** A set of chosen ids, in the order of the paper, held to the least and the most that are allowed. */
export function settleSeveral(question: QuestionOf<'chooseSeveral'>, chosen: readonly string[]): Verdict {
  const ordered = choicesOf(question).flatMap((choice) => (chosen.includes(choice.id) ? [choice.id] : []));
  const fault = countFault(ordered.length, question.min, question.max);
  return fault ? refused(fault) : accepted(ordered);
}

function judgeEntry(question: QuestionOf<'chooseFromList'>, text: string): Verdict {
  const match = searchList(question, text);
  switch (match.kind) {
    case 'one':
      return accepted(match.found.id);
    case 'several':
      return { kind: 'found', entries: match.found.map((entry: ListEntry) => entry.id) };
    case 'none':
      return refused({ kind: 'notInList' });
  }
}

function judgeShortTexts(question: QuestionOf<'shortTexts'>, text: string): Verdict {
  const parts = [...new Set(splitList(text))];
  if (parts.length === 0) return refused({ kind: 'empty' });
  for (const part of parts) {
    const count = countText(part, 'characters');
    if (count > question.maxLength)
      return refused({ kind: 'partTooLong', part, count, max: question.maxLength });
  }
  const fault = countFault(parts.length, question.min, question.max);
  return fault ? refused(fault) : accepted(parts);
}

function countFault(count: number, min: number, max: number | undefined): Refusal | undefined {
  if (count < min) return { kind: 'tooFew', count, min };
  return max !== undefined && count > max ? { kind: 'tooMany', count, max } : undefined;
}

/** Several things on one line or on several. Blanks separate Chinese words and figures where no other mark does. */
function splitList(text: string): string[] {
  const isMarked = /[、，,；;\n]/.test(text);
  const byBlanks = !isMarked && (/\p{Script=Han}/u.test(text) || /^[\d\s]+$/.test(text.normalize('NFKC')));
  return partsOf(text, byBlanks ? /\s+/ : /[、，,；;\n]+/);
}

function partsOf(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => countText(part, 'characters') > 0);
}

const yes = /^(是的?|有|对|要|同意|真|y|yes|true|√|✓|1)[。.！!]?$/i;
const no = /^(否|不是?|没有?|无|非|不要|假|n|no|false|×|0)[。.！!]?$/i;

function judgeYesNo(text: string): Verdict {
  const word = text.normalize('NFKC');
  if (yes.test(word)) return accepted(true);
  return no.test(word) ? accepted(false) : refused({ kind: 'notYesOrNo' });
}

function judgeDate(question: QuestionOf<'date'>, text: string): Verdict {
  const read = readDate(text);
  if (read.kind === 'wrong') return refused({ kind: 'date', reason: read.reason });
  if (question.earliest !== undefined && read.value < question.earliest)
    return refused({ kind: 'tooEarly', date: read.value, earliest: question.earliest });
  if (question.latest !== undefined && read.value > question.latest)
    return refused({ kind: 'tooLate', date: read.value, latest: question.latest });
  return accepted(read.value);
}

function judgeYear(question: QuestionOf<'year'>, text: string): Verdict {
  const read = readYear(text);
  if (read.kind === 'wrong') return refused({ kind: 'year' });
  return read.value < question.min || read.value > question.max
    ? refused({ kind: 'outside', value: read.value, min: question.min, max: question.max })
    : accepted(read.value);
}

/** Whether a value could be this question's answer: the guard for values that were not just typed. */
export function fits(question: Question, value: AnswerValue): boolean {
  switch (question.kind) {
    case 'yesNo':
      return typeof value === 'boolean';
    case 'chooseOne':
      return choicesOf(question).some((choice) => choice.id === value);
    case 'chooseSeveral':
      return (
        Array.isArray(value) &&
        value.every((id) => choicesOf(question).some((choice) => choice.id === id)) &&
        settleSeveral(question, value as readonly string[]).kind === 'accepted'
      );
    case 'chooseFromList':
      return typeof value === 'string' && listOf(question).leaves.has(value);
    case 'shortTexts':
      return Array.isArray(value) && judgeText(question, value.join('、')).kind === 'accepted';
    default:
      return (
        (typeof value === 'string' || typeof value === 'number') &&
        judgeText(question, String(value), true).kind === 'accepted'
      );
  }
}
