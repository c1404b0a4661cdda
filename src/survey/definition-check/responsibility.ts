import { type CampaignDefinition, say } from '../definition.js';
import type { Report } from './fault.js';
import { expectUnique, type Outline } from './outline.js';

/** Areas, and who answers for them: nothing twice, and nothing that no form can name. */
export function checkResponsibility(
  campaign: CampaignDefinition,
  forms: readonly Outline[],
  report: Report,
): void {
  const { areas, responsibility } = campaign;
  expectUnique(
    areas.map(({ id }, at) => ({ key: id, path: `areas[${at}].id` })),
    report,
  );
  expectUnique(
    responsibility.map(({ name }, at) => ({ key: say(name, 'zh-CN'), path: `responsibility[${at}].name` })),
    report,
  );
  const ids = areas.map(({ id }) => id);
  for (const outline of forms) checkAreaChoices(outline, ids, report);
  const known = {
    areas: new Set(ids),
    sectors: offered(forms, 'sector'),
    categories: offered(forms, 'category'),
  };
  for (const key of ['areas', 'sectors', 'categories'] as const) {
    const named = responsibility.flatMap((group, g) =>
      group[key].map((value, at) => ({ key: value, path: `responsibility[${g}].${key}[${at}]` })),
    );
    expectUnique(named, report, 'oneAnswers');
    for (const { key: value, path } of named) {
      const possible = known[key];
      if (!possible || possible.has(value)) continue;
      report(path, { kind: unknown[key], found: value, allowed: [...possible] });
    }
  }
}

const unknown = { areas: 'noArea', sectors: 'noSector', categories: 'noCategory' } as const;

/** Every area that can be chosen must be known, or its demands would belong to nobody. */
function checkAreaChoices(outline: Outline, areas: readonly string[], report: Report): void {
  const known = new Set(areas);
  const asked = outline.form.roles.area ?? '';
  for (const id of choicesOfRole(outline, 'area') ?? [])
    if (!known.has(id))
      report(`${outline.path}.roles.area`, { kind: 'areaOffered', id: asked, found: id, allowed: areas });
}

/** What the forms offer for a role; undefined where one of them lets people type it. */
function offered(forms: readonly Outline[], role: 'sector' | 'category'): ReadonlySet<string> | undefined {
  const lists = forms.map((outline) => choicesOfRole(outline, role));
  if (lists.some((list) => list === undefined)) return undefined;
  return new Set(lists.flatMap((list) => [...(list ?? [])]));
}

function choicesOfRole(
  outline: Outline,
  role: 'area' | 'sector' | 'category',
): ReadonlySet<string> | undefined {
  const id = outline.form.roles[role];
  if (id === undefined) return new Set();
  const placed = outline.find(id);
  return placed && !placed.vague ? placed.offered() : undefined;
}
