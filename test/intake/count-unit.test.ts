import { describe, expect, test } from 'vitest';
import { draftInFull } from '../../src/intake/answering.js';
import type { FullSubmission } from '../../src/intake/ports.js';
import { problemsOf } from '../../src/intake/screens/finish.js';
import { insteadScreen, tooLongScreen } from '../../src/intake/screens/kept.js';
import { overviewScreen } from '../../src/intake/screens/overview.js';
import { promptScreen } from '../../src/intake/screens/prompt.js';
import { wording } from '../../src/intake/screens/wording.js';
import { loadLocale } from '../../src/locale/locale.js';
import { smallForm } from '../survey/forms-at-hand.js';

const translate = loadLocale(new URL('../../locales/', import.meta.url));
const typed = 'a long text '.repeat(9);

/** Every screen that speaks of the length of a text, for a question whose paper counts as told. */
function screensOf(count: string, language: 'zh-CN' | 'en'): string[] {
  const w = wording(translate(language), language);
  const question = { id: 'asked', kind: 'longText', label: '问题', limit: 12, count };
  const form = smallForm({ 'sections[2].questions[0]': question });
  const pieces = { messageIds: [1], pieceLengths: [typed.length] };
  const instead = { text: 'short', ...pieces };
  const full: FullSubmission = {
    id: 1,
    formVersionId: 1,
    state: 'draft',
    deadline: new Date('2026-12-31T00:00:00Z'),
    revision: 0,
    corrections: [],
    isReviewed: false,
    demands: [5],
    answers: [],
    parked: { items: { '0.asked': { kind: 'tooLong', text: typed, instead, ...pieces } } },
    receipt: undefined,
    wasSubmitted: false,
  };
  const draft = draftInFull(form, full);
  const key = { demand: 0, question: 'asked' };
  const outcome = { key: '0.asked', count: 81, limit: 12 };
  const screens = [
    promptScreen(w, draft, { key, placed: form.place('asked') }),
    tooLongScreen(w, draft, { kind: 'tooLong', ...outcome }),
    tooLongScreen(w, draft, { kind: 'tooLong', ...outcome, keepsAnswer: true }),
    insteadScreen(w, draft, { kind: 'insteadOfDraft', ...outcome }),
    overviewScreen(w, form, full, 99),
    { html: problemsOf(w, draft).at(-1)?.text ?? '' },
  ];
  return screens.map(({ html, buttons = [] }) =>
    [html, ...buttons.flat().map(({ text }) => text)].join('\n'),
  );
}

describe('the length of a text', () => {
  test('is told in characters where the form counts characters', () => {
    for (const screen of screensOf('characters', 'zh-CN')) {
      expect(screen).toContain('个字符');
      expect(screen).not.toMatch(/\d 字/);
    }
    for (const screen of screensOf('characters', 'en')) {
      expect(screen).toMatch(/\d characters/);
      expect(screen).not.toContain('words');
    }
  });

  test('is told in 字 elsewhere', () => {
    for (const screen of screensOf('words', 'zh-CN')) expect(screen).toMatch(/\d 字/);
  });
});
