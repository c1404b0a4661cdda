import type { AnswerKey, Answers } from '../../survey/answers.js';
import type { Form } from '../../survey/form.js';
import type { Wording } from '../../wording/wording.js';

export { type Wording, wording } from '../../wording/wording.js';

/** "项目 2：莓茶提取" — a demand by its place and name; undefined in the unit's own part. */
export function demandName(w: Wording, form: Form, answers: Answers, demand: number): string | undefined {
  const repeats = form.demand;
  const number = answers.demands.indexOf(demand) + 1;
  if (!repeats || number === 0) return undefined;
  const noun = w.say(repeats.noun);
  const name = answers.value({ demand, question: repeats.nameFrom });
  return typeof name === 'string'
    ? w.t('project-named', { noun, number, name })
    : w.t('project-unnamed', { noun, number });
}

/** A label that says which demand it belongs to, where there are several. */
export function labelWithDemand(w: Wording, form: Form, answers: Answers, key: AnswerKey): string {
  const label = w.label(form.place(key.question).question);
  const name = key.demand !== 0 && answers.demands.length > 1 && demandName(w, form, answers, key.demand);
  return name ? w.t('joined-aside', { text: label, aside: name }) : label;
}
