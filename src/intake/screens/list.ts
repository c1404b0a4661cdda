import type { AnswerKey } from '../../survey/answers.js';
import { entryPath, type ListEntry, listOf } from '../../survey/choices.js';
import type { QuestionOf } from '../../survey/definition.js';
import type { Form } from '../../survey/form.js';
import {
  type Button,
  bold,
  escaped,
  lines,
  paragraphs,
  type Screen,
  shorten,
} from '../../telegram/screen.js';
import { onQuestion } from './buttons.js';
import type { Wording } from './wording.js';

/*
 * A long list in pages: headings open a page of their own, leaves are chosen. What is open is in the buttons,
 * so that a page needs no state and works after any pause.
 */

interface At {
  readonly submission: number;
  readonly form: Form;
  readonly key: AnswerKey;
}

const pageSize = 8;
/** Most hits of a search that are shown as buttons. */
const mostHits = 12;

export function entryRows(
  w: Wording,
  at: At,
  question: QuestionOf<'chooseFromList'>,
  heading: ListEntry | undefined,
  page: number,
): Button[][] {
  const entries = heading ? heading.children : listOf(question).roots;
  const pages = Math.max(1, Math.ceil(entries.length / pageSize));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const rows = entries
    .slice(shown * pageSize, (shown + 1) * pageSize)
    .map((entry) => [entryButton(at, entry, w.say(entry.label))]);
  const open = heading ? heading.index + 1 : 0;
  const turn: Button[] = [];
  if (shown > 0) turn.push(onQuestion(w.t('button-page-back'), 'list', at, open, shown - 1));
  if (heading)
    turn.push(onQuestion(w.t('button-up'), 'list', at, heading.parent ? heading.parent.index + 1 : 0, 0));
  if (shown < pages - 1) turn.push(onQuestion(w.t('button-page-next'), 'list', at, open, shown + 1));
  return turn.length === 0 ? rows : [...rows, turn];
}

function entryButton(at: At, entry: ListEntry, text: string): Button {
  const isHeading = entry.children.length > 0;
  const label = shorten(text, 60);
  return isHeading
    ? onQuestion(`${label} ›`, 'list', at, entry.index + 1, 0)
    : onQuestion(label, 'entry', at, entry.index);
}

/** One heading's page, put in place of the page before. */
export function listScreen(
  w: Wording,
  at: At,
  question: QuestionOf<'chooseFromList'>,
  heading: ListEntry | undefined,
  page: number,
): Screen {
  const entries = heading ? heading.children : listOf(question).roots;
  const pages = Math.max(1, Math.ceil(entries.length / pageSize));
  return {
    html: paragraphs(
      bold(w.label(question)),
      heading && escaped(entryPath(heading, w.language)),
      escaped(w.t('list-title', { count: entries.length, page: Math.min(page, pages - 1) + 1, pages })),
    ),
    buttons: entryRows(w, at, question, heading, page),
  };
}

/** What a typed word found: whole in the message, on the buttons by number and name. */
export function foundScreen(w: Wording, at: At, query: string, found: readonly ListEntry[]): Screen {
  const shown = found.slice(0, mostHits);
  const head = escaped(
    shown.length < found.length
      ? w.t('found-many', { query, count: found.length, shown: shown.length })
      : w.t('found-several', { query, count: found.length }),
  );
  const paths = shown.map((entry, n) => escaped(`${n + 1}. ${shorten(entryPath(entry, w.language), 200)}`));
  return {
    html: paragraphs(head, lines(...paths)),
    buttons: shown.map((entry, n) => [entryButton(at, entry, `${n + 1}. ${w.say(entry.label)}`)]),
  };
}
