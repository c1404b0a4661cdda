import { type Appointment, actingAs } from '../../people/appointment.js';
import { type Answers, answersFrom, keyText, sameKey } from '../../survey/answers.js';
import { compute } from '../../survey/arithmetic.js';
import type { DatedCampaign } from '../../survey/deadline.js';
import type { Form } from '../../survey/form.js';
import { places, type Step } from '../../survey/next-step.js';
import { proposedBrief, sheetFor } from '../../survey/proposed-brief.js';
import { pack } from '../../telegram/callback-data.js';
import { openDemand } from '../../telegram/demand-button.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  pagesOf,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Beside, Correction, DemandFile } from '../ports.js';
import { atDesk } from './buttons.js';
import { besideRows, besideText } from './transfer.js';

/** UTF-16 units of one page of a form; a phone shows about a third of it at once. */
const pageLength = 2400;
/** 字, where no sheet sets another limit. */
const usualBriefLimit = 100;

/** A demand on the desk, with what is needed to word it. */
export interface OnDesk {
  readonly file: DemandFile;
  readonly form: Form;
  readonly answers: Answers;
  readonly campaign: DatedCampaign;
  readonly appointments: readonly Appointment[];
  readonly similar: readonly Similar[];
  readonly beside: Beside;
}

export interface Similar {
  /** From 0 to 1. */
  readonly alike: number;
  /** Which it is; of a demand that is not the reader's nothing is shown but how alike it is. */
  readonly demand?: number;
  readonly name?: string;
  readonly unit?: string;
}

export function onDesk(parts: Omit<OnDesk, 'answers'>): OnDesk {
  return { ...parts, answers: answersFrom(parts.file.demands, parts.file.answers) };
}

export function briefLimit({ file, campaign }: OnDesk): number {
  return sheetFor(campaign.definition, file.formId)?.briefLimit ?? usualBriefLimit;
}

export function proposalFor(desk: OnDesk): string | undefined {
  return proposedBrief(desk.form, desk.answers, desk.file.demand, briefLimit(desk));
}

/** The whole form of one demand, in pages, with what can be done. */
export function fileScreen(w: Wording, desk: OnDesk, page: number): Screen {
  const { file } = desk;
  const pages = pagesOf(formText(w, desk), pageLength);
  const at = Math.min(Math.max(page, 0), pages.length - 1);
  const isFirst = at === 0;
  const turns: Button[] = [
    ...(isFirst ? [] : [atDesk(w.t('desk-page-back'), 'desk-page', file.demand, at - 1)]),
    ...(at + 1 < pages.length ? [atDesk(w.t('desk-page-next'), 'desk-page', file.demand, at + 1)] : []),
  ];
  return {
    html: paragraphs(
      isFirst && headText(w, desk),
      isFirst && besideText(w, desk),
      pages[at],
      pages.length > 1 && escaped(w.t('file-page', { page: at + 1, pages: pages.length })),
      isFirst && similarText(w, desk),
    ),
    buttons: [
      turns,
      ...actionRows(w, desk),
      ...besideRows(w, desk),
      ...desk.similar.flatMap(({ demand, name }) =>
        demand === undefined || name === undefined
          ? []
          : [[openDemand(w.t('button-similar', { name: shorten(name, 50) }), demand)]],
      ),
      [
        { text: w.t('button-unit-form'), data: pack('sum-form', file.demand) },
        atDesk(w.t('button-inbox'), 'desk-list', 0, 0),
      ],
    ],
  };
}

function headText(w: Wording, desk: OnDesk): string {
  const { file, campaign } = desk;
  const zone = campaign.definition.timeZone;
  const { number, version, submittedAt, receivedLate } = file.receipt;
  const readers = file.readers
    .map(({ title, at }) => w.t('file-reader', { title, time: w.time(at, zone) }))
    .join(w.t('list-comma'));
  return lines(
    bold(file.name),
    escaped(w.t('file-head', { unit: file.unit, area: areaText(file) })),
    escaped(w.t('file-receipt', { number, version, time: w.time(submittedAt, zone) })),
    receivedLate && escaped(w.t('file-received-late', { time: w.time(receivedLate, zone) })),
    file.enteredBy !== undefined && escaped(w.t('file-paper', { title: file.enteredBy })),
    escaped(w.t('file-state', { state: w.t(`state-${file.state}`) })),
    file.rank !== undefined && escaped(w.t('file-rank', { rank: file.rank })),
    readers !== '' && escaped(w.t('file-readers', { readers })),
    ...decisionLines(w, desk),
  );
}

export function areaText({ area, sector }: Pick<DemandFile, 'area' | 'sector'>): string {
  return [area, sector].filter((part) => part !== undefined).join(' / ') || '—';
}

function decisionLines(w: Wording, desk: OnDesk): string[] {
  const { brief, recommendation, recommendationReason } = desk.file;
  const proposal = brief ?? proposalFor(desk);
  const briefKey = brief === undefined ? 'file-brief-proposed' : 'file-brief';
  const advice =
    recommendation === undefined ? w.t('file-recommendation-none') : w.t(`recommendation-${recommendation}`);
  return [
    ...(proposal === undefined ? [] : [escaped(w.t(briefKey, { text: proposal }))]),
    escaped(w.t('file-recommendation', { text: advice })),
    ...(recommendationReason === undefined
      ? []
      : [escaped(w.t('file-reason', { text: recommendationReason }))]),
  ];
}

function formText(w: Wording, desk: OnDesk): string {
  const { form, answers, file } = desk;
  const steps = places(form, answers).map(({ step }) => step);
  const own = steps.filter(({ key }) => key.demand === file.demand);
  const units = steps.filter(({ key }) => key.demand === 0);
  return paragraphs(
    lines(...own.map((step) => answerText(w, desk, step))),
    units.length > 0 && bold(w.t('file-unit-part')),
    lines(...units.map((step) => answerText(w, desk, step))),
  );
}

function answerText(w: Wording, desk: OnDesk, step: Step): string {
  const { key, placed } = step;
  const { question } = placed;
  const label = w.label(question);
  const value = shownValue(w, desk, step);
  const isLong = question.kind === 'longText';
  const note = desk.file.answers.find((row) => sameKey(row, key))?.note;
  return lines(
    isLong
      ? `${bold(label)}\n${escaped(value)}`
      : w.t('joined-label', { label: escaped(label), value: bold(value) }),
    note?.split(' ').includes('unusual-credit-code') && escaped(w.t('file-note-code')),
    ...desk.file.corrections
      .filter(({ demand, question: id }) => keyText({ demand, question: id }) === keyText(key))
      .map((correction) => correctionText(w, desk, step, correction)),
  );
}

function shownValue(w: Wording, { form, answers }: OnDesk, { key, placed: { question } }: Step): string {
  const value =
    question.kind === 'computed' ? compute(form, answers, question, key.demand) : answers.value(key);
  return value === undefined ? w.t('field-empty') : w.answer(question, value);
}

/** What was sent back stands beside what came of it. */
function correctionText(
  w: Wording,
  desk: OnDesk,
  { key, placed: { question } }: Step,
  one: Correction,
): string {
  if (one.state === 'open') return escaped(w.t('file-open-correction', { reason: reasonText(w, one) }));
  if (one.state !== 'answered') return '';
  const before = one.before === undefined ? w.t('file-was-empty') : w.answer(question, one.before);
  const now = desk.answers.value(key);
  const isSame = JSON.stringify(now) === JSON.stringify(one.before);
  return escaped(isSame ? w.t('file-changed-same') : w.t('file-changed', { before }));
}

export function reasonText(w: Wording, { reason, words }: Pick<Correction, 'reason' | 'words'>): string {
  const name = w.t(`reason-${reason}`);
  return words === undefined ? name : w.t('reason-with-words', { reason: name, words });
}

function similarText(w: Wording, { similar }: OnDesk): string | false {
  return (
    similar.length > 0 &&
    lines(
      escaped(w.t('file-similar')),
      ...similar.map(({ name, unit, alike }) => {
        const percent = Math.round(alike * 100);
        return escaped(
          name === undefined || unit === undefined
            ? w.t('file-similar-elsewhere', { percent })
            : w.t('file-similar-line', { name: shorten(name, 60), unit, percent }),
        );
      }),
    )
  );
}

function actionRows(w: Wording, { file, appointments }: OnDesk): Button[][] {
  const { demand, revision, state } = file;
  const may = (act: 'review' | 'recommend' | 'rank'): boolean =>
    actingAs(appointments, act, file) !== undefined;
  const rows: Button[][] = [];
  if (may('review') && (state === 'waiting' || state === 'corrected'))
    rows.push([
      atDesk(w.t('button-accept'), 'desk-accept', demand, revision),
      atDesk(w.t('button-send-back'), 'desk-fields', demand, revision),
    ]);
  if (may('recommend') && state !== 'withdrawn')
    rows.push([
      atDesk(w.t('button-brief'), 'desk-brief', demand, revision),
      atDesk(w.t('button-recommend'), 'desk-advise', demand, revision),
    ]);
  if (state === 'accepted') {
    if (may('rank'))
      rows.push([
        atDesk(w.t('button-rank-up'), 'desk-rank', demand, revision, 0),
        atDesk(w.t('button-rank-down'), 'desk-rank', demand, revision, 1),
      ]);
    if (may('review')) rows.push([atDesk(w.t('button-reopen'), 'desk-reopen', demand, revision)]);
  }
  return rows;
}
