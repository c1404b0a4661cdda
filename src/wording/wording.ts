import { DateTime } from 'luxon';
import type { Translate } from '../locale/locale.js';
import type { AnswerValue } from '../survey/answers.js';
import { type Language, type Question, say, type Words } from '../survey/definition.js';
import { fullLabel } from '../survey/form.js';
import { type AnswerWords, showAnswer } from '../survey/show-answer.js';

/** A person's language: the interface's words and the form's. */
export interface Wording {
  readonly language: Language;
  readonly t: Translate;
  say(words: Words): string;
  label(question: Question): string;
  answer(question: Question, value: AnswerValue): string;
  /** What the length of an answer is counted in: 字, or characters where the form says so. */
  countUnit(question: Question): string;
  /** An instant in the zone of the campaign. */
  time(instant: Date, timeZone: string): string;
  /** How long until an instant, in its two largest units: 还剩 2 天 3 小时. After it: 已截止. */
  left(until: Date, now: Date): string;
}

export function wording(t: Translate, language: Language): Wording {
  const inLanguage = (words: Words): string => say(words, language);
  const answerWords: AnswerWords = {
    language,
    yes: t('value-yes'),
    no: t('value-no'),
    comma: t('list-comma'),
  };
  return {
    language,
    t,
    say: inLanguage,
    label: (question) => fullLabel(question, inLanguage),
    answer: (question, value) => showAnswer(question, value, answerWords),
    countUnit: (question) =>
      t(question.kind === 'longText' && question.count === 'characters' ? 'unit-characters' : 'unit-words'),
    time: (instant, zone) =>
      DateTime.fromJSDate(instant, { zone }).toFormat(
        language === 'en' ? 'd LLL yyyy HH:mm' : 'yyyy年M月d日 HH:mm',
        { locale: language === 'en' ? 'en-GB' : 'zh-CN' },
      ),
    left: (until, now) => {
      const ms = until.getTime() - now.getTime();
      return ms < 0 ? t('time-over') : t('time-left', { time: duration(t, ms) });
    },
  };
}

function duration(t: Translate, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [
    days > 0 && t('left-days', { count: days }),
    hours > 0 && t('left-hours', { count: hours }),
    days === 0 && minutes % 60 > 0 && t('left-minutes', { count: minutes % 60 }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? t('left-none') : parts.join(' ');
}
