import type { CampaignDefinition, Deadline } from '../definition.js';
import type { Report } from './fault.js';
import { checkForm } from './form.js';
import { expectQuestion, expectUnique, type Outline } from './outline.js';
import { checkResponsibility } from './responsibility.js';

/** What is wrong with a campaign beyond the shape of its parts. `vague`: paths of questions to say nothing of. */
export function checkCampaign(
  campaign: CampaignDefinition,
  vague: ReadonlySet<string>,
  report: Report,
): void {
  expectUnique(
    campaign.forms.map(({ id }, at) => ({ key: id, path: `forms[${at}].id` })),
    report,
  );
  const forms = campaign.forms.map((form, at) => checkForm(form, `forms[${at}]`, vague, report));
  checkResponsibility(campaign, forms, report);
  checkSheets(campaign, forms, report);
  checkDeadlines(campaign, report);
}

function checkSheets({ sheets }: CampaignDefinition, forms: readonly Outline[], report: Report): void {
  expectUnique(
    sheets.map(({ id }, at) => ({ key: id, path: `sheets[${at}].id` })),
    report,
  );
  sheets.forEach((sheet, at) => {
    const path = `sheets[${at}]`;
    const outline = forms.find(({ form }) => form.id === sheet.form);
    if (!outline) {
      const ids = forms.map(({ form }) => form.id);
      report(`${path}.form`, { kind: 'noForm', id: sheet.form, allowed: ids });
      return;
    }
    if (sheet.of === 'area' && outline.form.roles.area === undefined)
      report(`${path}.of`, { kind: 'noAreaRole', id: sheet.form });
    sheet.head.forEach((line, i) => {
      if (typeof line === 'string' || !('from' in line) || typeof line.from === 'string') return;
      const here = `${path}.head[${i}].from.question`;
      const found = expectQuestion(outline, line.from.question, here, report);
      if (found?.repeated) report(here, { kind: 'headRepeated', id: line.from.question });
    });
    sheet.columns.forEach(({ from }, i) => {
      if (typeof from === 'string') return;
      expectQuestion(outline, from.question, `${path}.columns[${i}].from.question`, report);
    });
  });
}

/** The recommender reports after the unit; a fixed day cannot lie before the campaign's year. */
function checkDeadlines({ deadlines, year }: CampaignDefinition, report: Report): void {
  for (const clock of ['unit', 'recommender'] as const) {
    const own = dayOf(deadlines[clock]);
    if (own !== undefined && Number(own.slice(0, 4)) < year)
      report(`deadlines.${clock}`, { kind: 'beforeYear', day: own, year });
  }
  const { unit, recommender } = deadlines;
  const late =
    'days' in unit && 'days' in recommender ? unit.days > recommender.days : isAfter(unit, recommender);
  if (late) report('deadlines.recommender', { kind: 'deadlineOrder' });
}

function isAfter(a: Deadline, b: Deadline): boolean {
  if ('at' in a && 'at' in b) return Date.parse(a.at) > Date.parse(b.at);
  const [first, second] = [dayOf(a), dayOf(b)];
  return first !== undefined && second !== undefined && first > second;
}

/** The day as written, in the campaign's zone; days after the opening have none yet. */
function dayOf(deadline: Deadline): string | undefined {
  if ('days' in deadline) return undefined;
  return 'date' in deadline ? deadline.date : deadline.at.slice(0, 10);
}
