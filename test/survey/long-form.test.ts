import { expect, it } from 'vitest';
import { checkDefinition } from '../../src/survey/definition-check/check-definition.js';
import { longForm } from '../support/long-form.js';

it.each([1, 40, 41, 120])('a long form of %i questions is a sound definition that asks as many', (n) => {
  const verdict = checkDefinition(longForm(n));
  if (verdict.kind === 'faulty') throw new Error(JSON.stringify(verdict.faults));
  const questions = verdict.campaign.forms.flatMap((form) => form.sections.flatMap((one) => one.questions));
  expect(questions).toHaveLength(n);
});
