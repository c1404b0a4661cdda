import { type AnswerKey, type AnswerValue, keyText, sameKey } from '../survey/answers.js';
import { compute } from '../survey/arithmetic.js';
import { choicesOf } from '../survey/choices.js';
import type { Question } from '../survey/definition.js';
import { places, type Step } from '../survey/next-step.js';
import { countText } from '../survey/reading/count.js';
import { type Draft, draftInFull } from './answering.js';
import { type Block, docx } from './paper/file.js';
import { type Cell, type Row, table } from './paper/table.js';
import { remark, sectionTitle, title, underTitle } from './paper/text.js';
import { parkedAt } from './parked.js';
import type { Correction, Everything, FullSubmission, Questionnaire } from './ports.js';
import { reasonText } from './screens/sent-back.js';
import { demandName, type Wording } from './screens/wording.js';

/*
 * Papers for people to look over: a questionnaire with its answers, and everything stored about a person. The
 * official form itself, with its boxes and its seal, is another room's.
 */

/** More choices than this are not all printed, only the chosen ones. */
const mostBoxes = 12;

/** A questionnaire as tables of labels and answers, headed by what state it is in. */
export function formPaper(
  w: Wording,
  questionnaire: Questionnaire,
  draft: Draft,
  state: string,
  receipt?: { readonly submittedAt: Date },
): Promise<Buffer> {
  const { form, campaign } = questionnaire;
  const name = w.say(form.definition.title);
  const { note } = form.definition;
  return docx(name, [
    title(name),
    underTitle(w.say(campaign.title)),
    underTitle(state),
    ...(receipt
      ? [underTitle(w.t('receipt-time', { time: w.time(receipt.submittedAt, campaign.timeZone) }))]
      : []),
    // What is asked apart from the paper is nothing that the organiser should find on it.
    ...sections(
      w,
      draft,
      stepsOf(draft).filter(({ placed }) => placed.section.onPaper),
    ),
    ...(note === undefined ? [] : [remark(w.say(note))]),
  ]);
}

function stepsOf(draft: Draft): Step[] {
  return [...places(draft.form, draft.answers)].map(({ step }) => step);
}

/** A table for each section, and for each demand. */
function sections(w: Wording, draft: Draft, steps: readonly Step[]): Block[] {
  const rows = new Map<string, Row[]>();
  for (const step of steps) {
    const heading = w.say(step.placed.section.title);
    const name = demandName(w, draft.form, draft.answers, step.key.demand);
    const words = [heading, name].filter(Boolean).join('　');
    const own = rows.get(words) ?? headRows(w, draft, steps, step);
    rows.set(words, [...own, rowOf(w, draft, step)]);
    if (name !== undefined) rows.delete(heading);
  }
  return [...rows].flatMap(([words, own]) => [sectionTitle(words), table(own)]);
}

/** Where the paper has one table, but only its rest repeats: what was asked once stands at the head of each. */
function headRows(w: Wording, draft: Draft, steps: readonly Step[], { key, placed }: Step): Row[] {
  if (key.demand === 0) return [];
  const heading = w.say(placed.section.title);
  return steps
    .filter((one) => one.key.demand === 0 && w.say(one.placed.section.title) === heading)
    .map((one) => rowOf(w, draft, one));
}

function rowOf(w: Wording, draft: Draft, step: Step): Row {
  const { question } = step.placed;
  return {
    ...(question.group !== undefined && { group: w.say(question.group) }),
    label: w.say(question.label),
    cell: cellOf(w, draft, step),
    wide: question.kind === 'longText',
  };
}

function cellOf(w: Wording, draft: Draft, { key, placed: { question } }: Step): Cell {
  const value =
    question.kind === 'computed'
      ? compute(draft.form, draft.answers, question, key.demand)
      : draft.answers.value(key);
  const parked = parkedAt(draft.submission.parked, keyText(key));
  if (parked?.kind === 'tooLong' && question.kind === 'longText') {
    const count = countText(parked.text, question.count);
    const kept = `${w.t('overview-too-long', { count, unit: w.countUnit(question) })}\n${parked.text}`;
    return { kind: 'text', text: value === undefined ? kept : `${w.answer(question, value)}\n${kept}` };
  }
  if (value === undefined && (parked?.kind === 'askedBack' || parked?.kind === 'former'))
    return { kind: 'text', text: `${w.t('overview-open')}\n${parked.text}` };
  if (value === undefined) return { kind: 'missing', word: missingWord(w, draft, key, question.kind) };
  if (question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral')
    return textCell(w, question, value, noteOf(w, draft, key));
  const choices = choicesOf(question);
  const isChosen = (id: string): boolean => (Array.isArray(value) ? value.includes(id) : value === id);
  return choices.length > mostBoxes
    ? textCell(w, question, value)
    : {
        kind: 'choices',
        choices: choices.map(({ id, label }) => ({ label: w.say(label), chosen: isChosen(id) })),
      };
}

/** What a reviewer should know of an answer, where its row was read with its note. */
function noteOf(w: Wording, draft: Draft, key: AnswerKey): string {
  const note = draft.submission.rows.find((row) => sameKey(row, key))?.note;
  return note?.split(' ').includes('unusual-credit-code') ? w.t('overview-note-code') : '';
}

function textCell(w: Wording, question: Question, value: AnswerValue, aside = ''): Cell {
  return { kind: 'text', text: w.answer(question, value) + aside };
}

function missingWord(w: Wording, draft: Draft, key: AnswerKey, kind: Question['kind']): string {
  if (kind === 'computed') return '—';
  return w.t(draft.answers.state(key) === 'skipped' ? 'overview-skipped' : 'overview-open');
}

/** Everything stored about a person, whole. */
export function dataPaper(
  w: Wording,
  everything: Everything,
  forms: ReadonlyMap<number, Questionnaire>,
): Promise<Buffer> {
  const campaigns = [...forms.values()].map(({ campaign }) => campaign);
  const at = (instant: Date): string => w.time(instant, campaigns[0]?.timeZone ?? 'Asia/Shanghai');
  const campaignName = (id: string): string => {
    const found = campaigns.find((campaign) => campaign.id === id);
    return found ? w.say(found.title) : id;
  };
  return docx(w.t('data-title'), [
    title(w.t('data-title')),
    table([
      ...everything.identities.map(({ channel, externalId }) =>
        line(w.t('data-identity'), `${channel} ${externalId}`),
      ),
      line(w.t('data-since'), at(everything.since)),
      line(w.t('data-language'), everything.language ?? w.t('data-default')),
      ...everything.consents.map(({ campaignId, textVersion, acceptedAt }) =>
        line(w.t('data-consent'), `${campaignName(campaignId)}\n${textVersion}　${at(acceptedAt)}`),
      ),
      ...everything.appointments.map(({ campaignId, title: office, scopes, appointedAt, withdrawnAt }) =>
        line(
          w.t('data-appointment'),
          [
            campaignName(campaignId),
            [office, ...scopes].join(w.t('list-comma')),
            withdrawnAt ? `${at(appointedAt)} – ${at(withdrawnAt)}` : at(appointedAt),
          ].join('\n'),
        ),
      ),
      ...everything.messages.map(({ kind, state, at: when }) =>
        line(w.t('data-message'), `${kind} ${state} ${at(when)}`),
      ),
      ...(everything.mutedAt ? [line(w.t('data-muted'), at(everything.mutedAt))] : []),
      ...everything.reminders.map(({ campaignId, reason, at: when }) =>
        line(w.t('data-reminder'), `${campaignName(campaignId)}\n${reason}　${at(when)}`),
      ),
      ...everything.parked.map(({ at: when, text }) => line(w.t('data-parked'), `${at(when)}\n${text}`)),
    ]),
    ...everything.submissions.flatMap((submission) => submissionBody(w, submission, forms, at)),
  ]);
}

function line(label: string, text: string): Row {
  return { label, cell: { kind: 'text', text } };
}

function submissionBody(
  w: Wording,
  submission: Everything['submissions'][number],
  forms: ReadonlyMap<number, Questionnaire>,
  at: (instant: Date) => string,
): Block[] {
  const questionnaire = forms.get(submission.formVersionId);
  if (!questionnaire) return [];
  const draft = draftInFull(questionnaire.form, submission);
  const history = submission.history.map((old) => historyRow(w, questionnaire, old, at));
  return [
    title(w.say(questionnaire.form.definition.title)),
    table([
      line(w.t('data-begun'), at(submission.startedAt)),
      ...submission.receipts.map((receipt) => receiptLine(w, submission, receipt, at)),
    ]),
    ...sections(w, draft, [...stepsOf(draft), ...hiddenSteps(draft, submission)]),
    ...(history.length === 0 ? [] : [sectionTitle(w.t('data-history')), table(history)]),
    ...(submission.corrections.length === 0
      ? []
      : [
          sectionTitle(w.t('data-corrections')),
          table(submission.corrections.map((one) => correctionRow(w, questionnaire, one, at))),
        ]),
    ...submission.receipts.flatMap((receipt) =>
      withdrawnBody(w, questionnaire, receipt, isReplaced(submission, receipt)),
    ),
  ];
}

type Receipts = Everything['submissions'][number]['receipts'];

/** By a later version under the same number: then it was not withdrawn by anybody. */
function isReplaced(
  { receipts }: { readonly receipts: Receipts },
  { number, version }: Receipts[number],
): boolean {
  return receipts.some((other) => other.number === number && other.version > version);
}

function receiptLine(
  w: Wording,
  submission: { readonly receipts: Receipts },
  receipt: Receipts[number],
  at: (instant: Date) => string,
): Row {
  const { number, version, submittedAt, withdrawnAt } = receipt;
  const gone = isReplaced(submission, receipt) ? w.t('data-replaced') : w.t('data-withdrawn');
  const texts = [
    version > 1 && w.t('receipt-version', { version }),
    at(submittedAt),
    withdrawnAt && `${gone} ${at(withdrawnAt)}`,
  ];
  return line(w.t('receipt-number', { number }), texts.filter(Boolean).join('\n'));
}

function correctionRow(
  w: Wording,
  { form }: Questionnaire,
  one: Correction,
  at: (instant: Date) => string,
): Row {
  const question = form.has(one.question) ? form.place(one.question).question : undefined;
  const time = one.sentAt ? at(one.sentAt) : '';
  const why = w.t('data-correction-line', { reason: reasonText(w, one), time });
  const before = one.before === undefined ? w.t('overview-skipped') : oldText(w, question, one.before);
  return line(question ? w.label(question) : one.question, `${why}\n${before}`);
}

/** What a receipt that was withdrawn or replaced holds: the answers may have changed since, and projects may be gone. */
function withdrawnBody(
  w: Wording,
  { form }: Questionnaire,
  { number, version, withdrawnAt, answers }: Receipts[number],
  replaced: boolean,
): Block[] {
  if (withdrawnAt === null) return [];
  const rows = answers.flatMap(({ question, value }) => {
    if (value === undefined || !form.has(question)) return [];
    const { question: asked } = form.place(question);
    return [{ ...line(w.label(asked), w.answer(asked, value)), wide: asked.kind === 'longText' }];
  });
  const heading = replaced
    ? w.t('data-as-replaced', { number, version })
    : w.t('data-as-submitted', { number });
  return rows.length === 0 ? [] : [sectionTitle(heading), table(rows)];
}

/** Stored answers to questions that other answers hide at the moment: kept, so shown to the person they belong to. */
function hiddenSteps(draft: Draft, { answers }: FullSubmission): Step[] {
  const shown = new Set(stepsOf(draft).map(({ key }) => keyText(key)));
  return answers
    .filter((row) => !shown.has(keyText(row)) && draft.form.has(row.question))
    .map(({ demand, question }) => ({ key: { demand, question }, placed: draft.form.place(question) }));
}

function historyRow(
  w: Wording,
  { form }: Questionnaire,
  old: Everything['submissions'][number]['history'][number],
  at: (instant: Date) => string,
): Row {
  const question = form.has(old.question) ? form.place(old.question).question : undefined;
  const label = question ? w.label(question) : old.question;
  const text = old.value === undefined ? w.t('overview-skipped') : oldText(w, question, old.value);
  return {
    ...line(`${label}\n${at(old.answeredAt)} – ${at(old.replacedAt)}`, text),
    wide: question?.kind === 'longText',
  };
}

function oldText(w: Wording, question: Question | undefined, value: AnswerValue): string {
  return question ? w.answer(question, value) : JSON.stringify(value);
}
