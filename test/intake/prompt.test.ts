import { describe, expect, test } from 'vitest';
import { draftOf } from '../../src/intake/answering.js';
import { promptScreen } from '../../src/intake/screens/prompt.js';
import { wording } from '../../src/intake/screens/wording.js';
import { loadLocale } from '../../src/locale/locale.js';
import type { Form } from '../../src/survey/form.js';
import { madeUpForm, smallForm } from '../survey/forms-at-hand.js';

const w = wording(loadLocale(new URL('../../locales/', import.meta.url))('zh-CN'), 'zh-CN');
const demands = [5, 6];

function promptOf(form: Form, question: string, demand = 0): string {
  const draft = draftOf(form, {
    id: 1,
    formVersionId: 1,
    state: 'draft',
    deadline: new Date('2026-12-31T00:00:00Z'),
    revision: 0,
    cursor: undefined,
    parked: {},
    demands,
    rows: [],
  });
  return promptScreen(w, draft, { key: { demand, question }, placed: form.place(question) }).html;
}

function asked(definition: Readonly<Record<string, unknown>>): string {
  const form = smallForm({ 'sections[2].questions[0]': { id: 'asked', label: '问题', ...definition } });
  return promptOf(form, 'asked');
}

describe('a question', () => {
  test('shows an example that it would take', () => {
    expect(asked({ kind: 'year', max: 2024 })).toContain('如 2024');
    expect(asked({ kind: 'year', min: 2030 })).toContain('如 2030');
    expect(asked({ kind: 'year' })).toContain('如 2026');
    expect(asked({ kind: 'date', latest: '2023-12-31' })).toContain('如 2023年12月31日');
    expect(asked({ kind: 'date', earliest: '2027-01-02' })).toContain('如 2027年1月2日');
    expect(asked({ kind: 'date' })).toContain('如 2026年6月30日');
  });

  test('shows a telephone of no campaign’s own area', () => {
    expect(asked({ kind: 'phone' })).toContain('如 010-12345678');
  });

  test('speaks of paragraphs only where there is room for some', () => {
    expect(asked({ kind: 'longText', limit: 99 })).toMatch(/限 99 字/);
    expect(asked({ kind: 'longText', limit: 99 })).not.toContain('段落');
    expect(asked({ kind: 'longText', limit: 100 })).toContain('段落');
  });

  test('is counted through the whole table of the paper, of which only the rest repeats', async () => {
    const form = await madeUpForm('recommended-project');
    expect(promptOf(form, 'contact-phone')).toContain('第 4/7 题');
    expect(promptOf(form, 'industry', 5)).toMatch(/一、项目信息 · 项目 1\n第 5\/7 题/);
    expect(promptOf(form, 'industry', 6)).toMatch(/一、项目信息 · 项目 2\n第 5\/7 题/);
  });
});
