import { type AnswerKey, type Answers, keyText, sameKey } from '../../survey/answers.js';
import { freeSteps, isToCorrect } from '../../survey/corrections.js';
import type { Form } from '../../survey/form.js';
import { places, progress, type Step } from '../../survey/next-step.js';
import { countText } from '../../survey/reading/count.js';
import {
  type Button,
  bold,
  escaped,
  inRows,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { type Draft, draftInFull } from '../answering.js';
import { parkedAt } from '../parked.js';
import type { FullSubmission } from '../ports.js';
import { onQuestion, onSubmission } from './buttons.js';
import { computedText } from './prompt.js';
import { demandName, type Wording } from './wording.js';

/** Questions on one page of the overview. */
const pageSize = 12;
/** UTF-16 units of an answer that the overview shows. */
const answerLength = 80;

interface Entry {
  readonly step: Step;
  /** As the overview counts the questions that are asked; a computed field has none. */
  readonly number: number | undefined;
}

/** Every question with its answer, grouped by section, a page at a time; each has a button to go there. */
export function overviewScreen(w: Wording, form: Form, full: FullSubmission, page: number): Screen {
  const draft = draftInFull(form, full);
  const all = entriesOf(draft);
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const part = all.slice(shown * pageSize, (shown + 1) * pageSize);
  const editable = full.state !== 'submitted';
  const free =
    full.correcting &&
    new Set(freeSteps(form, draft.answers, full.correcting).map(({ key }) => keyText(key)));
  const mayJump = (key: AnswerKey): boolean => editable && (!free || free.has(keyText(key)));
  const html = paragraphs(
    lines(
      bold(w.t('overview-title', progress(form, draft.answers))),
      pages > 1 && escaped(w.t('overview-page', { page: shown + 1, pages })),
    ),
    ...grouped(w, draft, full, part),
    editable && escaped(w.t(full.correcting ? 'overview-jump-correcting' : 'overview-jump')),
  );
  const jumps = part.flatMap(({ step: { key }, number }) =>
    number !== undefined && mayJump(key)
      ? [onQuestion(String(number), 'jump', { submission: full.id, form, key })]
      : [],
  );
  return { html, buttons: [...inRows(jumps, 6), ...turnRow(w, full.id, shown, pages), closingRow(w, full)] };
}

function entriesOf({ form, answers }: Draft): Entry[] {
  let number = 0;
  return Array.from(places(form, answers), ({ step, asked }) => {
    if (asked) number += 1;
    return { step, number: asked ? number : undefined };
  });
}

function entryText(w: Wording, draft: Draft, full: FullSubmission, { step, number }: Entry): string {
  const { key, placed } = step;
  const { question } = placed;
  if (question.kind === 'computed') return escaped(`　 ${computedText(w, draft, question, key.demand)}`);
  const isUnusual = full.answers.some(
    (row) => sameKey(row, key) && row.note?.split(' ').includes('unusual-credit-code'),
  );
  const answer = answerText(w, draft, key) + (isUnusual ? escaped(w.t('overview-note-code')) : '');
  const label = `${number ?? ''}. ${escaped(w.label(question))}${markOf(w, full, key)}`;
  return w.t('joined-label', { label, value: answer });
}

/** Which answers a reviewer has sent back, and which of them are done. */
function markOf(w: Wording, { correcting }: FullSubmission, key: AnswerKey): string {
  if (!correcting) return '';
  if (isToCorrect(correcting, key)) return bold(w.t('overview-to-correct'));
  return correcting.renewed.has(keyText(key)) ? escaped(w.t('overview-corrected')) : '';
}

function answerText(w: Wording, draft: Draft, key: { demand: number; question: string }): string {
  const { question } = draft.form.place(key.question);
  const item = parkedAt(draft.submission.parked, keyText(key));
  const value = draft.answers.value(key);
  const unit = w.countUnit(question);
  const count =
    item?.kind === 'tooLong' && question.kind === 'longText'
      ? countText(item.text, question.count)
      : undefined;
  if (value !== undefined) {
    const beside = count === undefined ? '' : escaped(w.t('overview-draft-beside', { count, unit }));
    return bold(shorten(oneLine(w.answer(question, value)), answerLength)) + beside;
  }
  if (count !== undefined) return escaped(w.t('overview-too-long', { count, unit }));
  return escaped(w.t(draft.answers.state(key) === 'skipped' ? 'overview-skipped' : 'overview-open'));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

function grouped(w: Wording, draft: Draft, full: FullSubmission, part: readonly Entry[]): string[] {
  const groups: { heading: string; texts: string[] }[] = [];
  for (const entry of part) {
    const { key, placed } = entry.step;
    const demand = demandName(w, draft.form, draft.answers, key.demand);
    const heading = [w.say(placed.section.title), demand].filter(Boolean).join(' · ');
    const text = entryText(w, draft, full, entry);
    const last = groups.at(-1);
    if (last?.heading === heading) last.texts.push(text);
    else groups.push({ heading, texts: [text] });
  }
  return groups.map(({ heading, texts }) => lines(`<u>${escaped(heading)}</u>`, ...texts));
}

function turnRow(w: Wording, submission: number, page: number, pages: number): Button[][] {
  const row: Button[] = [];
  if (page > 0) row.push(onSubmission(w.t('button-page-back'), 'overview', submission, page - 1));
  if (page < pages - 1) row.push(onSubmission(w.t('button-page-next'), 'overview', submission, page + 1));
  return row.length === 0 ? [] : [row];
}

function closingRow(w: Wording, full: FullSubmission): Button[] {
  const print = onSubmission(
    w.t(full.state === 'submitted' ? 'button-print-submitted' : 'button-print'),
    'print',
    full.id,
  );
  if (full.state === 'submitted')
    return [print, onSubmission(w.t('button-withdraw'), 'ask-withdraw', full.id)];
  return [
    onSubmission(w.t(full.correcting ? 'button-correct' : 'button-continue'), 'go-on', full.id),
    print,
    onSubmission(w.t('button-submit'), 'check', full.id),
  ];
}

/** All answers of a submission, shortened, for the last look before submitting. */
export function readBackText(w: Wording, form: Form, full: FullSubmission, answers: Answers): string {
  const draft = { ...draftInFull(form, full), answers };
  return paragraphs(...grouped(w, draft, full, entriesOf(draft)));
}
