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
  /** How long until an instant, in its largest unit. */
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
      const minutes = Math.floor((until.getTime() - now.getTime()) / 60_000);
      if (minutes < 1) return t('left-none');
      if (minutes < 60) return t('left-minutes', { count: minutes });
      const hours = Math.floor(minutes / 60);
      return hours < 48
        ? t('left-hours', { count: hours })
        : t('left-days', { count: Math.floor(hours / 24) });
    },
  };
}
