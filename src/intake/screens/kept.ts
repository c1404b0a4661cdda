import { type AnswerKey, keyText, readKey } from '../../survey/answers.js';
import type { QuestionOf } from '../../survey/definition.js';
import { countText } from '../../survey/reading/count.js';
import { cutToLimit } from '../../survey/reading/cut.js';
import { firstGraphemes, lastGraphemes } from '../../survey/reading/graphemes.js';
import { unitOf } from '../../survey/show-answer.js';
import { textMark } from '../../telegram/callback-data.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Draft } from '../answering.js';
import type { Outcome } from '../outcome.js';
import { type ParkedItem, parkedAt } from '../parked.js';
import { onQuestion } from './buttons.js';
import type { Wording } from './wording.js';

/* What was typed and is no answer yet: a text over the limit, a value that was asked back. */

type TooLong = Extract<ParkedItem, { kind: 'tooLong' }>;
type AskedBack = Extract<ParkedItem, { kind: 'askedBack' }>;

/** UTF-16 units of a former answer above the question that asks for it again. */
const formerLength = 500;

interface Kept {
  readonly text: string;
  readonly rows: Button[][];
}

/** What is kept for a question, said where the question is asked again; undefined when nothing is. */
export function keptFor(w: Wording, draft: Draft, key: AnswerKey): Kept | undefined {
  const item = parkedAt(draft.submission.parked, keyText(key));
  const { question } = draft.form.place(key.question);
  if (item?.kind === 'askedBack')
    return { text: askedText(w, draft, key, item), rows: askedRows(w, draft, key, item) };
  if (item?.kind === 'former')
    return {
      text: lines(escaped(w.t('newer-former')), `<code>${escaped(shorten(item.text, formerLength))}</code>`),
      rows: [],
    };
  if (item?.kind !== 'tooLong' || question.kind !== 'longText') return undefined;
  const count = countText(item.text, question.count);
  return {
    text: escaped(w.t('prompt-draft-kept', { count, limit: question.limit, unit: w.countUnit(question) })),
    rows: [cutRow(w, draft, key, item, question)],
  };
}

function cutRow(
  w: Wording,
  draft: Draft,
  key: AnswerKey,
  item: TooLong,
  question: QuestionOf<'longText'>,
): Button[] {
  const at = { submission: draft.submission.id, form: draft.form, key };
  return [cutButton(w, draft, key, item, question), onQuestion(w.t('button-show-cut'), 'show-cut', at)];
}

/** Takes the cut of the draft that is kept now, and of no other. */
export function cutButton(
  w: Wording,
  draft: Draft,
  key: AnswerKey,
  item: TooLong,
  question: QuestionOf<'longText'>,
): Button {
  const at = { submission: draft.submission.id, form: draft.form, key };
  const { count } = cutToLimit(item.text, question.limit, question.count);
  return onQuestion(
    w.t('button-cut', { count, unit: w.countUnit(question) }),
    'cut',
    at,
    textMark(item.text),
  );
}

/** A text over the limit: by how much, that it is kept, where its cut would end. */
export function tooLongScreen(
  w: Wording,
  draft: Draft,
  outcome: Extract<Outcome, { kind: 'tooLong' }>,
): Screen {
  const key = readKey(outcome.key);
  const { question } = draft.form.place(key.question);
  const { count, limit } = outcome;
  const numbers = { count, excess: count - limit, limit, unit: w.countUnit(question) };
  const item = parkedAt(draft.submission.parked, outcome.key);
  if (item?.kind !== 'tooLong' || question.kind !== 'longText')
    return { html: escaped(w.t('too-long', numbers)) };
  const cut = cutToLimit(item.text, question.limit, question.count);
  const at = { submission: draft.submission.id, form: draft.form, key };
  const hasGuide = question.guide !== undefined || question.help !== undefined;
  return {
    html: paragraphs(
      lines(
        escaped(w.label(question)),
        `⚠️ ${bold(w.t(outcome.keepsAnswer ? 'too-long-changed' : 'too-long', numbers))}`,
      ),
      outcome.edited && escaped(w.t('too-long-edited')),
      !outcome.keepsAnswer && !outcome.edited && escaped(w.t('too-long-kept')),
      escaped(w.t('cut-ends', { tail: lastGraphemes(cut.text, 40) })),
    ),
    buttons: [
      cutRow(w, draft, key, item, question),
      hasGuide ? [onQuestion(w.t('button-guide'), 'guide', at)] : [],
    ],
  };
}

/** A value that is asked back once before it is taken. */
export function askedBackScreen(
  w: Wording,
  draft: Draft,
  outcome: Extract<Outcome, { kind: 'askedBack' }>,
): Screen {
  const item = parkedAt(draft.submission.parked, outcome.key);
  const key = readKey(outcome.key);
  const label = w.label(draft.form.place(key.question).question);
  if (item?.kind !== 'askedBack') return { html: bold(label) };
  return {
    html: paragraphs(
      outcome.edited && bold(label),
      askedText(w, draft, key, item, outcome.edited),
      outcome.edited && outcome.keepsAnswer && escaped(w.t('edit-waits')),
    ),
    buttons: askedRows(w, draft, key, item),
  };
}

/** A few words came after a long text that is still too long: they do not push it out unasked. */
export function insteadScreen(
  w: Wording,
  draft: Draft,
  { key: name, count }: Extract<Outcome, { kind: 'insteadOfDraft' }>,
): Screen {
  const key = readKey(name);
  const item = parkedAt(draft.submission.parked, name);
  const { question } = draft.form.place(key.question);
  if (item?.kind !== 'tooLong' || !item.instead || question.kind !== 'longText')
    return { html: bold(w.label(question)) };
  const at = { submission: draft.submission.id, form: draft.form, key };
  const draftCount = countText(item.text, question.count);
  const shown = firstGraphemes(item.instead.text.trim(), 60);
  return {
    html: paragraphs(
      bold(w.label(question)),
      escaped(w.t('instead-of-draft', { text: shown, draft: draftCount, unit: w.countUnit(question) })),
    ),
    buttons: [
      [
        onQuestion(
          w.t('button-instead', { count, unit: w.countUnit(question) }),
          'insist',
          at,
          textMark(item.instead.text),
        ),
      ],
      cutRow(w, draft, key, item, question),
    ],
  };
}

function askedText(w: Wording, draft: Draft, key: AnswerKey, item: AskedBack, edited = false): string {
  if (item.question.kind === 'unusualCode')
    return paragraphs(
      `<code>${escaped(item.question.code)}</code>`,
      escaped(w.t(edited ? 'asked-code-edited' : 'asked-code')),
    );
  const { value, inUnit } = item.question;
  const unit = unitOf(draft.form.place(key.question).question, w.language) ?? '';
  const asked = edited ? 'asked-yuan-edited' : 'asked-yuan';
  return escaped(w.t(asked, { value, unit, converted: inUnit }));
}

function askedRows(w: Wording, draft: Draft, key: AnswerKey, item: AskedBack): Button[][] {
  const at = { submission: draft.submission.id, form: draft.form, key };
  const mark = textMark(item.text);
  if (item.question.kind === 'unusualCode')
    return [[onQuestion(w.t('button-code-confirm'), 'insist', at, mark)]];
  const { value, inUnit } = item.question;
  const unit = unitOf(draft.form.place(key.question).question, w.language) ?? '';
  return [
    [onQuestion(w.t('button-money-convert', { value: inUnit, unit }), 'convert', at, mark)],
    [onQuestion(w.t('button-money-keep', { value, unit }), 'insist', at, mark)],
  ];
}
