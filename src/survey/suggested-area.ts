import type { Answers } from './answers.js';
import { keyFrom } from './conditions.js';
import type { CampaignDefinition } from './definition.js';
import type { Form } from './form.js';

/**
 * The area that the unit's credit code points to: its third to eighth characters are the administrative division
 * of registration (GB 32100). Only a suggestion, since a unit may have moved.
 */
export function suggestedArea(
  campaign: CampaignDefinition,
  form: Form,
  answers: Answers,
): string | undefined {
  const { creditCode } = form.definition.roles;
  const code = creditCode === undefined ? undefined : answers.value(keyFrom(form, 0, creditCode));
  if (typeof code !== 'string') return undefined;
  const division = code.slice(2, 8);
  return campaign.areas.find(({ divisions }) => divisions?.includes(division))?.id;
}
