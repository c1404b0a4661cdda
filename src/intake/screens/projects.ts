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

/** Demands on one page of the list: three buttons each. */
const pageSize = 10;

/** The page of the list that a demand stands on. */
export function pageOf({ answers }: Draft, demand: number): number {
  return Math.max(0, Math.floor(answers.demands.indexOf(demand) / pageSize));
}

/** The demands in their order, a page at a time, with what can be done to each. */
export function projectsScreen(w: Wording, draft: Draft, page = 0): Screen {
  const { form, answers, submission } = draft;
  const repeats = form.demand;
  if (!repeats) return { html: escaped(w.t('projects-none')) };
  const noun = w.say(repeats.noun);
  const count = answers.demands.length;
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const part = answers.demands.slice(shown * pageSize, (shown + 1) * pageSize);
  const turn: Button[] = [];
  if (shown > 0) turn.push(onSubmission(w.t('button-page-back'), 'projects', submission.id, shown - 1));
  if (shown < pages - 1)
    turn.push(onSubmission(w.t('button-page-next'), 'projects', submission.id, shown + 1));
  const last: Button[] = [onSubmission(w.t('button-continue'), 'go-on', submission.id)];
  if (count < repeats.max)
    last.unshift(onSubmission(w.t('button-add-project', { noun }), 'add', submission.id));
  return {
    html: paragraphs(
      bold(w.t('projects-title', { noun, count })),
      lines(...part.map((demand) => demandLine(w, draft, demand))),
      count > 1 && escaped(w.t('projects-hint', { noun })),
    ),
    buttons: [...part.map((demand) => demandButtons(w, draft, demand)), turn, last],
  };
}

function demandLine(w: Wording, draft: Draft, demand: number): string {
  const { form, answers } = draft;
  const own = [...steps(form, answers)].filter(({ key }) => key.demand === demand);
  const done = own.filter(({ key }) => answers.state(key) !== 'open').length;
  const number = answers.demands.indexOf(demand) + 1;
  const name = shorten(projectName(w, draft, demand), 60);
  return escaped(w.t('projects-line', { number, name, done, total: own.length }));
}

function demandButtons(w: Wording, { answers, submission }: Draft, demand: number): Button[] {
  const place = answers.demands.indexOf(demand);
  const number = place + 1;
  const row = [onSubmission(w.t('button-rename', { name: number }), 'rename', submission.id, demand)];
  if (place > 0) row.unshift(onSubmission(`↑ ${number}`, 'raise', submission.id, demand, place));
  if (answers.demands.length > 1)
    row.push(onSubmission(`${w.t('button-delete')} ${number}`, 'ask-delete', submission.id, demand));
  return row;
}

/** The name the person gave it, else "项目 2". */
export function projectName(w: Wording, draft: Draft, demand: number): string {
  const nameFrom = draft.form.demand?.nameFrom ?? '';
  const name = draft.answers.value({ demand, question: nameFrom });
  return typeof name === 'string' ? name : (demandName(w, draft.form, draft.answers, demand) ?? '');
}
