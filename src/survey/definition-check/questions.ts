import { choicesOf, folded } from '../choices.js';
import { type Question, type QuestionOf, say } from '../definition.js';
import type { Report } from './fault.js';
import { expectUnique } from './outline.js';

const deepestLevel = 3;

/** What is wrong with a question by itself. */
export function checkQuestion(question: Question, path: string, report: Report): void {
  switch (question.kind) {
    case 'wholeNumber':
    case 'number':
    case 'year':
      expectOrder(question.min, question.max, path, report);
      return;
    case 'shortTexts':
      expectOrder(question.min, question.max, path, report);
      return;
    case 'chooseOne':
      checkChoices(question, path, report);
      return;
    case 'chooseSeveral':
      checkChoices(question, path, report);
      checkSeveral(question, path, report);
      return;
    case 'chooseFromList':
      checkList(question, path, report);
      return;
    case 'date':
      if (
        question.earliest !== undefined &&
        question.latest !== undefined &&
        question.earliest > question.latest
      )
        report(`${path}.latest`, {
          kind: 'latestFirst',
          earliest: question.earliest,
          latest: question.latest,
        });
      return;
    case 'money':
      if (question.max <= 0 && !question.allowNegative) report(`${path}.max`, { kind: 'notAboveZero' });
      return;
    default:
  }
}

function expectOrder(min: number, max: number, path: string, report: Report): void {
  if (min > max) report(`${path}.min`, { kind: 'minOverMax', min, max });
}

function checkChoices(
  question: QuestionOf<'chooseOne'> | QuestionOf<'chooseSeveral'>,
  path: string,
  report: Report,
): void {
  const choices = choicesOf(question).map((choice, at) => ({ choice, path: `${path}.choices[${at}]` }));
  expectUnique(
    choices.map(({ choice, path: at }) => ({ key: choice.id, path: at })),
    report,
  );
  const typed = new Map<string, string>();
  for (const { choice, path: at } of choices) {
    const label = say(choice.label, 'zh-CN');
    const other = typed.get(folded(label));
    if (other === undefined) typed.set(folded(label), label);
    else if (other !== label || choice.id !== label) report(at, { kind: 'alike', label, other });
  }
}

function checkSeveral(question: QuestionOf<'chooseSeveral'>, path: string, report: Report): void {
  const { min, max, choices } = question;
  if (max !== undefined) expectOrder(min, max, path, report);
  if (min > choices.length)
    report(`${path}.min`, { kind: 'moreThanChoices', value: min, count: choices.length });
  if (max !== undefined && max > choices.length)
    report(`${path}.max`, { kind: 'moreThanChoices', value: max, count: choices.length });
}

function checkList(question: QuestionOf<'chooseFromList'>, path: string, report: Report): void {
  const leaves: { readonly key: string; readonly path: string }[] = [];
  const reported = new Set<string>();
  const once: Report = (at, mistake) => {
    if (!reported.has(at)) report(at, mistake);
    reported.add(at);
  };
  const walk = (entries: typeof question.entries, at: string, level: number): void => {
    const labels = entries.map((entry) => say(typeof entry === 'string' ? entry : entry.label, 'zh-CN'));
    expectUnique(
      labels.map((key, i) => ({ key, path: `${at}[${i}]` })),
      once,
    );
    entries.forEach((entry, i) => {
      const own = `${at}[${i}]`;
      if (typeof entry === 'string') leaves.push({ key: entry, path: own });
      else if (!entry.children) leaves.push({ key: entry.id ?? labels[i] ?? '', path: own });
      else if (level === deepestLevel) once(`${own}.children`, { kind: 'levels', most: deepestLevel });
      else walk(entry.children, `${own}.children`, level + 1);
    });
  };
  walk(question.entries, `${path}.entries`, 1);
  expectUnique(leaves, once, 'ownId');
  if (reported.size === 0 && leaves.length < 2) report(`${path}.entries`, { kind: 'fewEntries' });
}
