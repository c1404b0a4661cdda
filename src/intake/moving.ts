import { type AnswerValue, keyText, readKey } from '../survey/answers.js';
import { choicesOf } from '../survey/choices.js';
import type { Question } from '../survey/definition.js';
import type { Form } from '../survey/form.js';
import { type AffectedAnswer, type VersionImpact, versionChange } from '../survey/version-impact.js';
import type { Parked, ParkedItem, Paste } from './parked.js';
import type { FullAnswer, FullSubmission, VersionMove } from './ports.js';

/*
 * What becomes of a draft that moves to a newer version of its form. Nothing typed is lost: what is no answer any more
 * waits at its question as it was written, what has no question any more stays in the history.
 */

/** An answer in the words of its question. */
type InWords = (question: Question, value: AnswerValue) => string;

export interface VersionPair {
  readonly before: Form;
  readonly after: Form;
}

export function impactOn({ before, after }: VersionPair, full: FullSubmission): VersionImpact {
  return versionChange(before, after)({ demands: full.demands, rows: full.answers });
}

export function planMove(pair: VersionPair, full: FullSubmission, inWords: InWords): VersionMove {
  const impact = impactOn(pair, full);
  return {
    removes: impact.affected.map(({ row }) => row),
    parked: parkedAfter(pair, full, impact.affected, inWords),
    withDemand: pair.after.demand !== undefined,
    outcome: { kind: 'versionMoved', ...movedCounts(impact) },
  };
}

export function movedCounts({ affected, more }: VersionImpact): {
  again: number;
  more: number;
  gone: number;
} {
  const count = (...kinds: readonly AffectedAnswer['fate']['kind'][]): number =>
    affected.filter(({ fate }) => kinds.includes(fate.kind)).length;
  return { again: count('overLimit', 'invalid'), more: more.length, gone: count('gone') };
}

function parkedAfter(
  { before, after }: VersionPair,
  { parked, answers }: FullSubmission,
  affected: readonly AffectedAnswer[],
  inWords: InWords,
): Parked {
  const items = new Map<string, ParkedItem>();
  for (const { row, fate } of affected) {
    if (fate.kind === 'gone' || row.value === undefined) continue;
    const name = keyText(row);
    const answer = answers.find((one) => keyText(one) === name);
    const { question } = after.place(row.question);
    if (!answer) continue;
    const words = before.has(row.question)
      ? inWords(before.place(row.question).question, row.value)
      : String(row.value);
    items.set(name, formerAnswer(question, answer, words));
  }
  for (const [name, item] of Object.entries(parked.items ?? {})) {
    const kept = keptItem(after, name, item);
    // What was typed last comes first.
    if (kept) items.set(name, kept);
  }
  const paste = keptPaste(after, parked.paste);
  return { ...(items.size > 0 && { items: Object.fromEntries(items) }), ...(paste && { paste }) };
}

function formerAnswer(question: Question, answer: FullAnswer, words: string): ParkedItem {
  const { messageIds, pieceLengths, value } = answer;
  const isTooLong = question.kind === 'longText' && typeof value === 'string';
  return isTooLong
    ? { kind: 'tooLong', text: value, messageIds, pieceLengths }
    : { kind: 'former', text: words, messageIds, pieceLengths };
}

function keptItem(after: Form, name: string, item: ParkedItem): ParkedItem | undefined {
  const { demand, question: id } = readKey(name);
  const placed = after.has(id) ? after.place(id) : undefined;
  if (!placed || (placed.section.repeats !== undefined) !== (demand !== 0)) return undefined;
  if (item.kind !== 'ticked') return item.kind === 'refused' ? undefined : item;
  if (placed.question.kind !== 'chooseSeveral') return undefined;
  const offered = new Set(choicesOf(placed.question).map((choice) => choice.id));
  return { kind: 'ticked', ids: item.ids.filter((one) => offered.has(one)) };
}

function keptPaste(after: Form, paste: Paste | undefined): Paste | undefined {
  return paste && after.has(readKey(paste.key).question) ? paste : undefined;
}
