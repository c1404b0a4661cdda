import type { CampaignDefinition } from './definition.js';

/** The areas whose demands say a sector: those that show the question of the sector. */
export function sectorAreas({ forms }: CampaignDefinition): string[] {
  return forms.flatMap(({ roles, sections }) => {
    const asked = sections.flatMap(({ questions }) => questions).find(({ id }) => id === roles.sector);
    const condition = asked?.showIf;
    if (!condition || !('question' in condition) || condition.question !== roles.area) return [];
    if ('is' in condition) return [String(condition.is)];
    return 'isOneOf' in condition ? condition.isOneOf.map(String) : [];
  });
}
