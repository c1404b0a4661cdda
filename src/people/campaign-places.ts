import { choicesOf } from '../survey/choices.js';
import type { CampaignDefinition, FormDefinition } from '../survey/definition.js';
import type { RosterCampaign } from './roster.js';
import type { StaffCampaign } from './staff-roster.js';

/** What the cells of rosters may name: a campaign's areas, and the sectors and categories of its forms. */
export function placesIn({
  areas,
  forms,
  responsibility,
}: CampaignDefinition): RosterCampaign & StaffCampaign {
  const asked = (role: 'sector' | 'category'): string[] => forms.flatMap((form) => choicesIn(form, role));
  return {
    areas,
    sectors: [...new Set([...asked('sector'), ...responsibility.flatMap(({ sectors }) => sectors)])],
    categories: [
      ...new Set([...asked('category'), ...responsibility.flatMap(({ categories }) => categories)]),
    ],
  };
}

function choicesIn({ roles, sections }: FormDefinition, role: 'sector' | 'category'): string[] {
  const question = sections.flatMap(({ questions }) => questions).find(({ id }) => id === roles[role]);
  return question?.kind === 'chooseOne' ? choicesOf(question).map(({ id }) => id) : [];
}
