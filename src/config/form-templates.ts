import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FormQuestion } from '../office/form-template.js';
import { choicesOf } from '../survey/choices.js';
import type { CampaignDefinition, FormDefinition, Question } from '../survey/definition.js';

/** The Word templates of a campaign's forms, by the form's id. */
export type FormTemplates = ReadonlyMap<string, Buffer>;

interface TemplateFault {
  readonly path: string;
  readonly reason: string;
}

/** What the template of a form is called, beside its campaign's definition.json. */
export function templateName(form: FormDefinition): string {
  return `${form.id}.docx`;
}

/**
 * A form without a template is no fault; a definition that shares its directory with others has none. Proven ones, which
 * the tests have judged, are read only: to judge them again would take a quarter of a second of every start.
 */
export async function readTemplates(
  definitionPath: string,
  campaign: CampaignDefinition,
  isProven: boolean,
): Promise<{ templates: FormTemplates; faults: TemplateFault[] }> {
  const templates = new Map<string, Buffer>();
  const faults: TemplateFault[] = [];
  const folder = dirname(definitionPath);
  const present = basename(definitionPath) === 'definition.json' ? await readdir(folder) : [];
  for (const form of campaign.forms) {
    const path = join(folder, templateName(form));
    if (!present.includes(templateName(form))) continue;
    const template = await readFile(path);
    templates.set(form.id, template);
    if (isProven) continue;
    const { templateProblems } = await import('../office/form-template.js');
    const problems = await templateProblems(template, printedQuestions(form));
    faults.push(...problems.map((reason) => ({ path, reason })));
  }
  return { templates, faults };
}

/** The template on which a form is printed; undefined: there is none that has a place for all that it asks. */
export function templateOf(
  campaigns: readonly { readonly campaign: CampaignDefinition; readonly templates: FormTemplates }[],
  campaignId: string,
  form: FormDefinition,
): Buffer | undefined {
  const files = campaigns.find(({ campaign }) => campaign.id === campaignId);
  const issued = files?.campaign.forms.find(({ id }) => id === form.id);
  // A version that was sent by chat may ask for what the paper has no place for.
  if (issued) return isSamePaper(issued, form) ? files?.templates.get(form.id) : undefined;
  // A campaign after an earlier one has the paper of that one, as long as it reads the same.
  return campaigns
    .find(({ campaign }) => campaign.forms.some((one) => readsAlike(one, form)))
    ?.templates.get(form.id);
}

/** Whether a template made for one version of a form has a place for all that another prints, and nothing else. */
export function isSamePaper(one: FormDefinition, other: FormDefinition): boolean {
  return JSON.stringify(printedQuestions(one)) === JSON.stringify(printedQuestions(other));
}

/** Whether two campaigns' forms of one name print the same paper to the letter. */
function readsAlike(one: FormDefinition, other: FormDefinition): boolean {
  const paper = ({ id, title, sections }: FormDefinition) => [
    id,
    title,
    sections.filter(({ onPaper }) => onPaper),
  ];
  return isDeepStrictEqual(paper(one), paper(other));
}

/** The questions that the paper form shows. */
function printedQuestions(form: FormDefinition): FormQuestion[] {
  return form.sections
    .filter(({ onPaper }) => onPaper)
    .flatMap(({ questions, repeats }) =>
      questions.map((question) => ({
        id: question.id,
        repeats: repeats !== undefined,
        choices: boxesOf(question),
      })),
    );
}

function boxesOf(question: Question): string[] {
  return question.kind === 'chooseOne' || question.kind === 'chooseSeveral'
    ? choicesOf(question).map(({ id }) => id)
    : [];
}
