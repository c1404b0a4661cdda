import type { AnswerValue } from '../../survey/answers.js';
import { keyText } from '../../survey/answers.js';
import { compute } from '../../survey/arithmetic.js';
import { choicesOf, listOf } from '../../survey/choices.js';
import { isShown } from '../../survey/conditions.js';
import { type Question, type QuestionOf, say } from '../../survey/definition.js';
import { formulaQuestions, type PlacedQuestion } from '../../survey/form.js';
import { progress, type Step, stepBefore } from '../../survey/next-step.js';
import { unitOf } from '../../survey/show-answer.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { type Draft, previousOf, tickedOf } from '../answering.js';
import type { Correction } from '../ports.js';
import { onQuestion, onSubmission, rowsOf } from './buttons.js';
import { choiceButtons, choiceList } from './choices.js';
import { exampleAnswer } from './examples.js';
import { keptFor } from './kept.js';
import { entryRows } from './list.js';
import { leftCount, reasonText } from './sent-back.js';
import { demandName, type Wording } from './wording.js';

/** What a prompt shows beside the question itself, where it is known. */
export interface PromptExtras {
  /** The answer that the question has now. */
  readonly current?: AnswerValue | undefined;
  /** What the person answered in an earlier questionnaire, and for how many more questions that is so. */
  readonly earlier?: { readonly value: AnswerValue; readonly others: number } | undefined;
  /** The choice that the credit code points to. */
  readonly suggested?: string | undefined;
  /** Why it cannot be submitted any more. */
  readonly closed?: string | undefined;
  /** What reviewers say of the answer, where it was sent back. */
  readonly corrections?: readonly Correction[] | undefined;
}

/** UTF-16 units of an answer that was sent back, above the question; a button shows the whole. */
const oldLength = 500;

/** One question: where it stands, its label to the letter, what is expected, and its buttons. */
export function promptScreen(w: Wording, draft: Draft, step: Step, extras: PromptExtras = {}): Screen {
  const { question, section } = step.placed;
  const state = draft.answers.state(step.key);
  const kept = keptFor(w, draft, step.key);
  const place = lines(
    escaped(
      [w.say(section.title), shortened(demandName(w, draft.form, draft.answers, step.key.demand))]
        .filter(Boolean)
        .join(' · '),
    ),
    escaped(`${w.t('prompt-place', placeInSection(draft, step))} · ${bar(w, draft)}`),
  );
  const html = paragraphs(
    extras.closed !== undefined && escaped(extras.closed),
    place,
    sentBack(w, question, extras),
    computedBefore(w, draft, step),
    questionWords(w, step.placed),
    kept?.text,
    extras.current !== undefined &&
      state === 'answered' &&
      escaped(w.t('prompt-now', { value: shorten(w.answer(question, extras.current), 600) })),
    state === 'skipped' && escaped(w.t('prompt-skipped')),
    suggestion(w, question, extras.suggested),
    extras.earlier &&
      escaped(w.t('prompt-earlier', { value: shorten(w.answer(question, extras.earlier.value), 200) })),
  );
  return {
    html,
    buttons: [
      ...answerRows(w, draft, step, extras),
      ...(kept?.rows ?? []),
      ...navigation(w, draft, step, extras.current !== undefined && state === 'answered'),
    ],
  };
}

/** What a question asks for, whatever was answered: its label to the letter, what is expected, its long choices. */
export function questionWords(w: Wording, { question, section }: PlacedQuestion): string {
  return paragraphs(
    lines(marked(w, question), !section.onPaper && escaped(w.t('prompt-apart'))),
    escaped(hint(w, question)),
    escaped(choiceList(w, question)),
    question.example !== undefined && escaped(w.t('prompt-example', { example: w.say(question.example) })),
  );
}

/** Why it was sent back, and what it was, to be copied by a tap. */
function sentBack(
  w: Wording,
  question: Question,
  { corrections, current }: PromptExtras,
): string | undefined {
  if (!corrections) return undefined;
  const old =
    current === undefined
      ? escaped(w.t('correct-old-none'))
      : lines(
          escaped(w.t('correct-old')),
          `<code>${escaped(shorten(w.answer(question, current), oldLength))}</code>`,
        );
  return paragraphs(
    lines(...corrections.map((one) => escaped(`⚠️ ${w.t('correct-why', { why: reasonText(w, one) })}`))),
    old,
  );
}

function suggestion(w: Wording, question: Question, id: string | undefined): string | undefined {
  const choice = question.kind === 'chooseOne' ? choicesOf(question).find((one) => one.id === id) : undefined;
  return choice && escaped(w.t('prompt-suggested', { choice: w.say(choice.label) }));
}

/**
 * Which question of its section this is, of those that are asked: what is hidden or worked out is not counted.
 * One table of the paper may be two sections of one title, the head asked once, the rest for each demand.
 */
function placeInSection({ form, answers }: Draft, { key, placed }: Step): { number: number; count: number } {
  const title = say(placed.section.title, 'zh-CN');
  const demand = key.demand === 0 ? (answers.demands[0] ?? 0) : key.demand;
  const asked = form.questions.filter(
    (one) =>
      say(one.section.title, 'zh-CN') === title &&
      one.question.kind !== 'computed' &&
      isShown(form, answers, one, one.section.repeats ? demand : 0),
  );
  return { number: asked.indexOf(placed) + 1, count: asked.length };
}

/** A demand's name where it only says which one is meant. */
function shortened(name: string | undefined): string | undefined {
  return name === undefined ? undefined : shorten(name, 26);
}

/** ▓▓▓░░░░░░░ 30% */
function bar(w: Wording, draft: Draft): string {
  if (draft.submission.correcting) return w.t('prompt-correcting', { count: leftCount(draft) });
  const { done, total } = progress(draft.form, draft.answers);
  const share = total === 0 ? 1 : done / total;
  const full = Math.floor(share * 10);
  return w.t('prompt-progress', {
    bar: '▓'.repeat(full) + '░'.repeat(10 - full),
    percent: Math.floor(share * 100),
  });
}

/** "背景与意义（选填 · 限 300 字）" */
function marked(w: Wording, question: Question): string {
  const unit = unitOf(question, w.language);
  const parts = [
    !question.required && w.t('prompt-optional'),
    question.kind === 'longText' &&
      w.t('prompt-limit', { limit: question.limit, unit: w.countUnit(question) }),
    unit !== undefined && w.t('prompt-unit', { unit }),
  ].filter((part) => part !== false);
  const text = bold(w.label(question));
  return parts.length === 0 ? text : w.t('joined-aside', { text, aside: escaped(parts.join(' · ')) });
}

/** In 字: a text that may be shorter than this is a name or a line, and its limit, shown above, says all. */
const severalParagraphs = 100;

function hint(w: Wording, question: Question): string {
  switch (question.kind) {
    case 'text':
      return w.t('prompt-text');
    case 'longText':
      return question.limit < severalParagraphs ? w.t('prompt-text') : w.t('prompt-long');
    case 'wholeNumber':
    case 'number':
      return w.t('prompt-number');
    case 'money': {
      const unit = question.unit;
      const sign = question.allowNegative ? w.t('prompt-money-negative') : '';
      return w.t('prompt-money', { unit }) + sign;
    }
    case 'computed':
      return '';
    case 'chooseOne':
      return w.t('prompt-choose');
    case 'chooseSeveral':
      return question.max === undefined
        ? w.t('prompt-several')
        : w.t('prompt-several-most', { max: question.max });
    case 'chooseFromList':
      return w.t('prompt-list', { count: listOf(question).leaves.size });
    case 'shortTexts':
      return w.t('prompt-short-texts', { min: question.min, max: question.max, length: question.maxLength });
    case 'yesNo':
      return w.t('prompt-yes-no');
    case 'mobile':
      return w.t('prompt-mobile');
    case 'phone':
      return w.t('prompt-phone');
    case 'email':
      return w.t('prompt-email');
    case 'webAddress':
      return w.t('prompt-web');
    case 'postalCode':
      return w.t('prompt-postal');
    case 'creditCode':
      return w.t('prompt-code');
    case 'date':
      return w.t('prompt-date', { example: exampleAnswer(w, question) });
    case 'year':
      return w.t('prompt-year', { example: exampleAnswer(w, question) });
  }
}

/** A computed field is shown as soon as the answer before this one completed it. */
function computedBefore(w: Wording, draft: Draft, step: Step): string | undefined {
  const before = stepBefore(draft.form, draft.answers, step.key);
  const all = draft.form.questions;
  const from = before?.placed.index ?? -1;
  const shown = all
    .slice(from + 1, step.placed.index)
    .filter((placed) => placed.section === step.placed.section);
  const texts = shown.flatMap(({ question }) => {
    if (question.kind !== 'computed') return [];
    const open = formulaQuestions(question.formula).some(
      (id) =>
        draft.answers.state({ demand: draft.form.repeats(id) ? step.key.demand : 0, question: id }) ===
        'open',
    );
    return open ? [] : [computedText(w, draft, question, step.key.demand)];
  });
  return texts.length === 0 ? undefined : escaped(texts.join('\n'));
}

export function computedText(
  w: Wording,
  draft: Pick<Draft, 'form' | 'answers'>,
  question: QuestionOf<'computed'>,
  demand: number,
): string {
  const value = compute(draft.form, draft.answers, question, demand);
  const label = w.label(question);
  return value === undefined
    ? w.t('prompt-computed-blank', { label })
    : w.t('prompt-computed', { label, value: w.answer(question, value) });
}

function answerRows(w: Wording, draft: Draft, step: Step, extras: PromptExtras): Button[][] {
  const { question } = step.placed;
  const at = { submission: draft.submission.id, form: draft.form, key: step.key };
  const rows: Button[][] = [];
  if (extras.corrections) {
    const hasMore = extras.current !== undefined && w.answer(question, extras.current).length > oldLength;
    rows.push([
      ...(extras.current !== undefined || !question.required
        ? [onQuestion(w.t('button-keep-answer'), 'keep', at)]
        : []),
      ...(hasMore ? [onQuestion(w.t('button-show-old'), 'show-old', at)] : []),
    ]);
  }
  if (extras.earlier) {
    const value = shorten(w.answer(question, extras.earlier.value), 24);
    rows.push([onQuestion(w.t('button-reuse', { value }), 'reuse', at)]);
    if (extras.earlier.others > 0)
      rows.push([
        onSubmission(w.t('button-reuse-all', { count: extras.earlier.others }), 'reuse-all', at.submission),
      ]);
  }
  if (question.kind === 'chooseOne')
    rows.push(...rowsOf(choiceButtons(w, question).map((text, n) => onQuestion(text, 'choose', at, n))));
  if (question.kind === 'yesNo')
    rows.push([
      onQuestion(w.t('button-yes'), 'choose', at, 1),
      onQuestion(w.t('button-no'), 'choose', at, 0),
    ]);
  if (question.kind === 'chooseSeveral') rows.push(...tickRows(w, draft, step, question, extras));
  if (question.kind === 'chooseFromList') rows.push(...entryRows(w, at, question, undefined, 0));
  return rows;
}

function tickRows(
  w: Wording,
  draft: Draft,
  step: Step,
  question: QuestionOf<'chooseSeveral'>,
  extras: PromptExtras,
): Button[][] {
  const at = { submission: draft.submission.id, form: draft.form, key: step.key };
  const stored = Array.isArray(extras.current) ? (extras.current as readonly string[]) : [];
  const ticked = tickedOf(draft, keyText(step.key), stored);
  const words = choiceButtons(w, question);
  const choices = choicesOf(question).map(({ id }, n) =>
    onQuestion(`${ticked.includes(id) ? '☑' : '□'} ${words[n] ?? ''}`, 'tick', at, n),
  );
  return [...rowsOf(choices), [onQuestion(w.t('button-done', { count: ticked.length }), 'ticked', at)]];
}

function navigation(w: Wording, draft: Draft, step: Step, isAnswered: boolean): Button[][] {
  const { question } = step.placed;
  const at = { submission: draft.submission.id, form: draft.form, key: step.key };
  const isOpen = draft.answers.state(step.key) === 'open';
  const row: Button[] = [];
  if (previousOf(draft, step.key)) row.push(onQuestion(w.t('button-back'), 'back', at));
  if (!isOpen) row.push(onQuestion(w.t('button-next'), 'next', at));
  if (!question.required && isOpen) row.push(onQuestion(w.t('button-skip'), 'skip', at));
  const more: Button[] = [];
  if (question.guide !== undefined || question.help !== undefined)
    more.push(onQuestion(w.t('button-guide'), 'guide', at));
  more.push(onSubmission(w.t('button-overview'), 'overview', at.submission, 0));
  if (!question.required && isAnswered) more.push(onQuestion(w.t('button-clear'), 'skip', at));
  return row.length + more.length <= 4 ? [[...row, ...more]] : [row, more];
}
