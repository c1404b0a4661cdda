import { choicesOf, listOf } from '../choices.js';
import { type CampaignDefinition, say } from '../definition.js';
import { type Report, suggestion } from './fault.js';
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
    areas: ids,
    sectors: offered(forms, 'sector'),
    categories: offered(forms, 'category'),
  };
  for (const key of ['areas', 'sectors', 'categories'] as const) {
    const named = responsibility.flatMap((group, g) =>
      group[key].map((value, at) => ({ key: value, path: `responsibility[${g}].${key}[${at}]` })),
    );
    expectUnique(named, report, ' Only one may answer for it.');
    for (const { key: value, path } of named) {
      if (known[key]?.includes(value) ?? true) continue;
      report(path, `"${value}" is ${meaning[key]}.${suggestion(value, known[key] ?? [], 'There are')}`);
    }
  }
}

const meaning = {
  areas: 'not among the areas',
  sectors: 'not a choice of any question that a form names as roles.sector',
  categories: 'not a choice of any question that a form names as roles.category',
};

/** Every area that can be chosen must be known, or its demands would belong to nobody. */
function checkAreaChoices(outline: Outline, areas: readonly string[], report: Report): void {
  for (const id of choicesOfRole(outline, 'area') ?? []) {
    if (areas.includes(id)) continue;
    const asked = outline.form.roles.area ?? '';
    report(
      `${outline.path}.roles.area`,
      `"${asked}" offers "${id}", which is not among the areas.${suggestion(id, areas, 'There are')}`,
    );
  }
}

/** What the forms offer for a role; undefined where one of them lets people type it. */
function offered(forms: readonly Outline[], role: 'sector' | 'category'): string[] | undefined {
  const lists = forms.map((outline) => choicesOfRole(outline, role));
  if (lists.some((list) => list === undefined)) return undefined;
  return lists.flatMap((list) => list ?? []);
}

function choicesOfRole(outline: Outline, role: 'area' | 'sector' | 'category'): string[] | undefined {
  const id = outline.form.roles[role];
  if (id === undefined) return [];
  const placed = outline.find(id);
  if (!placed || placed.vague) return undefined;
  const { question } = placed;
  if (question.kind === 'chooseFromList') return [...listOf(question).leaves.keys()];
  if (question.kind === 'chooseOne' || question.kind === 'chooseSeveral')
    return choicesOf(question).map((choice) => choice.id);
  return undefined;
}
