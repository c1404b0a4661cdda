// npm run campaign:check FILE…: says why a start would refuse definitions (exit 1), or sums them up (exit 0).
import { type CampaignFiles, readBesideBuiltIn } from '../src/config/campaign-files.js';
import { type FormTemplates, templateName } from '../src/config/form-templates.js';
import { deadlineInstant } from '../src/survey/deadline.js';
import {
  type CampaignDefinition,
  type Deadline,
  type FormDefinition,
  say,
  type Words,
} from '../src/survey/definition.js';

const zh = (words: Words): string => say(words, 'zh-CN');

function summary({ campaign, templates }: CampaignFiles): string[] {
  const { id, title, deadlines, areas, responsibility, sheets } = campaign;
  return [
    `${zh(title)} (${id})`,
    `  deadlines: unit ${deadlineText(deadlines.unit)}, recommender ${deadlineText(deadlines.recommender)}`,
    `  areas: ${areas.length}, responsibility groups: ${responsibility.length}, sheets: ${sheets.length}`,
    ...campaign.forms.flatMap((form) => formSummary(form, templates)),
  ];
}

function deadlineText(deadline: Deadline): string {
  if ('days' in deadline) return `${deadline.days} days after the opening`;
  return 'date' in deadline ? deadline.date : deadline.at;
}

/** Not refused: a campaign of the past can still be looked at. */
function pastDeadlines(file: string, { deadlines, timeZone }: CampaignDefinition): string[] {
  const now = new Date();
  return (['unit', 'recommender'] as const)
    .filter((clock) => deadlineInstant(deadlines[clock], now, timeZone) < now)
    .map((clock) => {
      const day = deadlineText(deadlines[clock]);
      return `${file}: deadlines.${clock}: warning: ${day} is past; a campaign that starts now can take nothing`;
    });
}

function repetition(repeats: NonNullable<FormDefinition['sections'][number]['repeats']>): string {
  return 'with' in repeats
    ? `together with ${repeats.with}`
    : `once for each ${zh(repeats.noun)} (at most ${repeats.max})`;
}

function formSummary(form: FormDefinition, templates: FormTemplates): string[] {
  const questions = form.sections.flatMap((section) => section.questions);
  return [
    `  form ${form.id}: ${zh(form.title)}, filled in by a ${form.filledBy}, questions: ${questions.length}`,
    `    Word template: ${templates.has(form.id) ? templateName(form) : `none (${templateName(form)} beside definition.json)`}`,
    ...form.sections.flatMap(({ title, repeats, onPaper, questions: own }) => [
      `    ${zh(title)}, questions: ${own.length}${repeats ? `, ${repetition(repeats)}` : ''}${onPaper ? '' : ', not on the paper'}`,
      ...own.flatMap((question) =>
        question.kind === 'longText'
          ? [
              `      ${zh(question.label)}: ${question.limit} ${question.count === 'words' ? '字' : 'characters'}`,
            ]
          : [],
      ),
    ]),
  ];
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: npm run campaign:check FILE…');
  process.exitCode = 2;
}
for (const read of await readBesideBuiltIn(files)) {
  if ('campaign' in read) {
    console.log([...summary(read), ...pastDeadlines(read.file, read.campaign)].join('\n'));
    continue;
  }
  for (const fault of read.faults)
    console.log([fault.file, fault.path, fault.reason].filter((part) => part !== '').join(': '));
  process.exitCode = 1;
}
