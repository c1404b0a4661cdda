import { fileURLToPath } from 'node:url';
import { builtInCampaigns, loadCampaigns, readCampaign } from '../../src/config/campaign-files.js';
import type { FormDefinition } from '../../src/survey/definition.js';
import { checkDefinition } from '../../src/survey/definition-check/check-definition.js';
import { type Form, prepareForm } from '../../src/survey/form.js';
import { smallCampaign } from './small-campaign.js';

/** The small campaign's form with changes by path inside it: `{'sections[0].title': 'x'}`. Throws what is faulty. */
export function smallForm(changes: Record<string, unknown> = {}): Form {
  const inForm = Object.entries(changes).map(([path, value]) => [`forms[0].${path}`, value] as const);
  const verdict = checkDefinition(smallCampaign(Object.fromEntries(inForm)));
  if (verdict.kind !== 'sound') throw new Error(JSON.stringify(verdict.faults, null, 1));
  const [form] = verdict.campaign.forms;
  return prepareForm(form as FormDefinition);
}

/** Every form of the official campaigns and of the made-up one, with its name. */
export async function allForms(): Promise<[string, Form][]> {
  const file = fileURLToPath(new URL('made-up/definition.json', import.meta.url));
  const madeUp = await readCampaign(file);
  if (!('campaign' in madeUp)) throw new Error('the made-up campaign is faulty');
  const campaigns = [...(await loadCampaigns([builtInCampaigns])), madeUp.campaign];
  return campaigns.flatMap(({ id, forms }) =>
    forms.map((form): [string, Form] => [`${id} ${form.id}`, prepareForm(form)]),
  );
}

/** One of these forms by its own id; those of the made-up campaign have every kind of question. */
export async function madeUpForm(id: string): Promise<Form> {
  const found = (await allForms()).find(([name]) => name.endsWith(` ${id}`));
  if (!found) throw new Error(`no form ${id}`);
  return found[1];
}
