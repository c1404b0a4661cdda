import { DateTime } from 'luxon';
import { type AnswerKey, sameKey } from '../../survey/answers.js';
import { correctionReasons } from '../../survey/corrections.js';
import { type Step, steps } from '../../survey/next-step.js';
import { openDemand } from '../../telegram/demand-button.js';
import {
  type Button,
  escaped,
  inRows,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import type { Correction } from '../ports.js';
import { atDesk } from './buttons.js';
import { type OnDesk, reasonText } from './file.js';

/** Days that a contact can be given for a correction. */
export const dueDays = [3, 7, 14] as const;

const fieldsOnPage = 12;

/** What of this demand can be sent back: its own questions first, then the unit's. */
export function fieldsOf({ form, answers, file }: OnDesk): Step[] {
  const all = steps(form, answers);
  return [
    ...all.filter(({ key }) => key.demand === file.demand && file.demand !== 0),
    ...all.filter(({ key }) => key.demand === 0),
  ];
}

/** What this reviewer has picked: another's is sent by that one. */
export function chosenOf({ file }: OnDesk): Correction[] {
  return file.corrections.filter(({ state, isOwn }) => state === 'chosen' && isOwn);
}

export function fieldsScreen(w: Wording, desk: OnDesk, page: number): Screen {
  const { file } = desk;
  const { demand, revision } = file;
  const fields = fieldsOf(desk);
  const chosen = chosenOf(desk);
  const others = file.corrections.filter(({ state, isOwn }) => state === 'chosen' && !isOwn);
  const last = Math.max(0, Math.ceil(fields.length / fieldsOnPage) - 1);
  const at = Math.min(Math.max(page, 0), last);
  const shown = fields.slice(at * fieldsOnPage, (at + 1) * fieldsOnPage);
  return {
    html: paragraphs(
      escaped(w.t('fields-title', { name: file.name })),
      chosen.length > 0 &&
        lines(
          escaped(w.t('fields-chosen', { count: chosen.length })),
          ...chosen.map((one) =>
            escaped(w.t('fields-line', { label: labelOf(w, desk, keyOf(one)), reason: reasonText(w, one) })),
          ),
        ),
      others.length > 0 &&
        lines(
          escaped(w.t('fields-others')),
          ...others.map((one) => {
            const label = labelOf(w, desk, keyOf(one));
            return escaped(w.t('fields-others-line', { label, reason: reasonText(w, one), title: one.by }));
          }),
        ),
    ),
    buttons: [
      ...inRows(
        shown.map((step) => fieldButton(w, desk, step, chosen)),
        2,
      ),
      [
        ...(at > 0 ? [atDesk(w.t('desk-page-back'), 'desk-fields', demand, revision, at - 1)] : []),
        ...(at < last ? [atDesk(w.t('desk-page-next'), 'desk-fields', demand, revision, at + 1)] : []),
      ],
      chosen.length > 0
        ? [atDesk(w.t('button-send-back-go', { count: chosen.length }), 'desk-due', demand, revision)]
        : [],
      [openDemand(w.t('button-file'), demand)],
    ],
  };
}

function keyOf({ demand, question }: Correction): AnswerKey {
  return { demand, question };
}

function fieldButton(
  w: Wording,
  { file }: OnDesk,
  { key, placed }: Step,
  chosen: readonly Correction[],
): Button {
  const mark = chosen.some((one) => sameKey(keyOf(one), key)) ? '☑ ' : '';
  const ofUnit = key.demand === 0 ? 0 : 1;
  return atDesk(
    mark + w.label(placed.question),
    'desk-field',
    file.demand,
    file.revision,
    placed.index,
    ofUnit,
  );
}

function labelOf(w: Wording, { form }: OnDesk, { question }: AnswerKey): string {
  return w.label(form.place(question).question);
}

/** Why one answer is sent back. */
export function reasonScreen(w: Wording, desk: OnDesk, step: Step): Screen {
  const { demand, revision } = desk.file;
  const { question } = step.placed;
  const ofUnit = step.key.demand === 0 ? 0 : 1;
  const value = desk.answers.value(step.key);
  const chosen = chosenOf(desk).find((one) => sameKey(keyOf(one), step.key));
  const numbers = (reason: number): number[] => [demand, revision, step.placed.index, ofUnit, reason];
  return {
    html: escaped(
      w.t('field-reason', {
        label: w.label(question),
        value: value === undefined ? w.t('field-empty') : shorten(w.answer(question, value), 600),
      }),
    ),
    buttons: [
      ...correctionReasons.map((reason, at) => {
        const name = w.t(`reason-${reason}`);
        const withWords = atDesk(w.t('button-reason-words', { reason: name }), 'desk-say', ...numbers(at));
        return reason === 'other' ? [withWords] : [atDesk(name, 'desk-why', ...numbers(at)), withWords];
      }),
      chosen ? [atDesk(w.t('button-unchoose'), 'desk-leave', demand, revision, chosen.id)] : [],
      [atDesk(w.t('desk-page-back'), 'desk-fields', demand, revision)],
    ],
  };
}

export function dueScreen(w: Wording, desk: OnDesk, now: Date): Screen {
  const { file, campaign } = desk;
  const zone = campaign.definition.timeZone;
  return {
    html: paragraphs(
      escaped(w.t('send-back-ask', { name: file.name, unit: file.unit, count: chosenOf(desk).length })),
      !file.hasContact &&
        escaped(w.t(file.enteredBy === undefined ? 'file-no-contact' : 'file-no-paper-holder')),
    ),
    buttons: [
      ...dueDays.map((days) => [
        atDesk(
          w.t('button-due', { days, date: w.time(dueAfter(now, days, zone), zone) }),
          'desk-back',
          file.demand,
          file.revision,
          days,
        ),
      ]),
      [atDesk(w.t('desk-page-back'), 'desk-fields', file.demand, file.revision)],
    ],
  };
}

/** The end of that day, in the zone of the campaign. */
export function dueAfter(now: Date, days: number, timeZone: string): Date {
  return DateTime.fromJSDate(now, { zone: timeZone })
    .plus({ days })
    .endOf('day')
    .startOf('second')
    .toJSDate();
}
