import type { CampaignDefinition, FormDefinition } from '../src/survey/definition.js';
import { checkDefinition } from '../src/survey/definition-check/check-definition.js';
import { longForm } from '../test/support/long-form.js';

/** How many questions the measured form asks. */
export const questionCount = 120;

/** The questionnaire that every contender asks. */
export function measuredCampaign(): CampaignDefinition {
  const verdict = checkDefinition(longForm(questionCount));
  if (verdict.kind === 'faulty') throw new Error('the measured form is faulty');
  return verdict.campaign;
}

export function measuredForm(): FormDefinition {
  const [form] = measuredCampaign().forms;
  if (!form) throw new Error('the measured campaign has no form');
  return form;
}
