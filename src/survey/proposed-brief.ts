import type { Answers } from './answers.js';
import { keyFrom } from './conditions.js';
import type { CampaignDefinition, SheetDefinition } from './definition.js';
import type { Form } from './form.js';
import { cutToLimit } from './reading/cut.js';

/**
 * A first 项目需求内容简述 out of the contact's own words: the beginning of the text that the form names, up to the
 * limit, at the end of a sentence where there is one. Undefined where the form names none, or it has no answer.
 */
export function proposedBrief(
  form: Form,
  answers: Answers,
  demand: number,
  limit: number,
): string | undefined {
  const { content } = form.definition.roles;
  if (content === undefined) return undefined;
  const value = answers.value(keyFrom(form, demand, content));
  if (typeof value !== 'string') return undefined;
  return cutToLimit(value.replaceAll(/\s+/g, ' ').trim(), limit, 'words').text || undefined;
}

/** The sheet that lists demands of a form for those who review: of an area, or of a recommender. */
export function sheetFor({ sheets }: CampaignDefinition, formId: string): SheetDefinition | undefined {
  return sheets.find(({ form, of }) => form === formId && of !== 'unit');
}
