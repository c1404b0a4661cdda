import { choicesOf } from '../../survey/choices.js';
import type { Question, QuestionOf } from '../../survey/definition.js';
import { shorten } from '../../telegram/screen.js';
import { visualWidth } from './buttons.js';
import type { Wording } from './wording.js';

/*
 * A phone shows some twenty Chinese characters of a button. Where choices are longer, they stand in the message
 * with numbers, and the buttons have the numbers.
 */

type Choosing = QuestionOf<'chooseOne'> | QuestionOf<'chooseSeveral'>;

/** Of a button, in halves of a Chinese character. */
const widest = 36;
/** UTF-16 units of all choices together, so that the message stays one. */
const room = 2800;

function isLong(w: Wording, question: Choosing): boolean {
  return choicesOf(question).some(({ label }) => visualWidth(w.say(label)) > widest);
}

/** The choices with their numbers, where the buttons have no room for their words. */
export function choiceList(w: Wording, question: Question): string {
  if ((question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral') || !isLong(w, question)) return '';
  const choices = choicesOf(question);
  const each = Math.max(20, Math.floor(room / choices.length));
  return choices.map(({ label }, n) => `${n + 1}. ${shorten(w.say(label), each)}`).join('\n');
}

/** The words on the buttons of the choices, in their order. */
export function choiceButtons(w: Wording, question: Choosing): string[] {
  const long = isLong(w, question);
  return choicesOf(question).map(({ label }, n) => (long ? String(n + 1) : w.say(label)));
}
