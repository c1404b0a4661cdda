import { steps } from '../../survey/next-step.js';
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
import { onSubmission } from './buttons.js';
import { demandName, type Wording } from './wording.js';

/** The demands in their order, with what can be done to each. */
export function projectsScreen(w: Wording, draft: Draft): Screen {
  const { form, answers, submission } = draft;
  const repeats = form.demand;
  if (!repeats) return { html: escaped(w.t('projects-none')) };
  const noun = w.say(repeats.noun);
  const all = [...steps(form, answers)];
  const texts: string[] = [];
  const rows: Button[][] = [];
  for (const [at, demand] of answers.demands.entries()) {
    const own = all.filter(({ key }) => key.demand === demand);
    const done = own.filter(({ key }) => answers.state(key) !== 'open').length;
    const name = shorten(projectName(w, draft, demand), 60);
    texts.push(escaped(w.t('projects-line', { number: at + 1, name, done, total: own.length })));
    const row: Button[] = [];
    if (at > 0) row.push(onSubmission(`↑ ${at + 1}`, 'raise', submission.id, demand));
    row.push(onSubmission(w.t('button-rename', { name: String(at + 1) }), 'rename', submission.id, demand));
    if (answers.demands.length > 1)
      row.push(onSubmission(`${w.t('button-delete')} ${at + 1}`, 'ask-delete', submission.id, demand));
    rows.push(row);
  }
  const canAdd = answers.demands.length < repeats.max;
  return {
    html: paragraphs(
      bold(w.t('projects-title', { noun, count: answers.demands.length })),
      lines(...texts),
      answers.demands.length > 1 && escaped(w.t('projects-hint', { noun })),
    ),
    buttons: [
      ...rows,
      [
        ...(canAdd ? [onSubmission(w.t('button-add-project', { noun }), 'add', submission.id)] : []),
        onSubmission(w.t('button-continue'), 'go-on', submission.id),
      ],
    ],
  };
}

/** The name the person gave it, else "项目 2". */
export function projectName(w: Wording, draft: Draft, demand: number): string {
  const nameFrom = draft.form.demand?.nameFrom ?? '';
  const name = draft.answers.value({ demand, question: nameFrom });
  return typeof name === 'string' ? name : (demandName(w, draft.form, draft.answers, demand) ?? '');
}
