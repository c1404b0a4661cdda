import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { keyText } from '../survey/answers.js';
import { compute } from '../survey/arithmetic.js';
import { places, type Step } from '../survey/next-step.js';
import { type Draft, draftOf } from './answering.js';
import { parkedAt } from './parked.js';
import type { Everything, FullSubmission, Questionnaire } from './ports.js';
import { demandName, type Wording } from './screens/wording.js';

/*
 * Papers for people to look over: a questionnaire with its answers, and everything stored about a person. The
 * official form itself, with its boxes and its seal, is another room's.
 */

const font = {
  ascii: 'Times New Roman',
  eastAsia: 'SimSun',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
};

/** A questionnaire as a table of labels and answers, headed by what state it is in. */
export function formPaper(
  w: Wording,
  questionnaire: Questionnaire,
  draft: Draft,
  state: string,
): Promise<Buffer> {
  const { form, campaign } = questionnaire;
  return paper([
    heading(w.say(form.definition.title), HeadingLevel.HEADING_1),
    centred(w.say(campaign.title)),
    centred(state),
    ...formBody(w, draft),
    ...(form.definition.note === undefined ? [] : [text(w.say(form.definition.note))]),
  ]);
}

function formBody(w: Wording, draft: Draft): (Paragraph | Table)[] {
  const groups = new Map<string, [string, string][]>();
  for (const { step } of places(draft.form, draft.answers)) {
    const { question, section } = step.placed;
    const name = demandName(w, draft.form, draft.answers, step.key.demand);
    const title = [w.say(section.title), name].filter(Boolean).join('　');
    const rows = groups.get(title) ?? [];
    rows.push([w.label(question), answerText(w, draft, step)]);
    groups.set(title, rows);
  }
  return [...groups].flatMap(([title, rows]) => [heading(title, HeadingLevel.HEADING_2), table(rows)]);
}

function answerText(w: Wording, draft: Draft, { key, placed: { question } }: Step): string {
  const value =
    question.kind === 'computed'
      ? compute(draft.form, draft.answers, question, key.demand)
      : draft.answers.value(key);
  if (value !== undefined) return w.answer(question, value);
  const item = parkedAt(draft.submission.parked, keyText(key));
  return item?.kind === 'tooLong' ? `［${w.t('overview-open')}］\n${item.text}` : '';
}

/** Everything stored about a person, whole. */
export function dataPaper(
  w: Wording,
  everything: Everything,
  forms: ReadonlyMap<number, Questionnaire>,
): Promise<Buffer> {
  const zone = [...forms.values()][0]?.campaign.timeZone ?? 'Asia/Shanghai';
  const at = (instant: Date): string => w.time(instant, zone);
  const own: [string, string][] = [
    ...everything.identities.map(({ channel, externalId }): [string, string] => [
      w.t('data-identity'),
      `${channel} ${externalId}`,
    ]),
    [w.t('data-since'), at(everything.since)],
    [w.t('data-language'), everything.language ?? w.t('data-default')],
    ...everything.consents.map(({ campaignId, textVersion, acceptedAt }): [string, string] => [
      w.t('data-consent'),
      `${campaignId} (${textVersion}) ${at(acceptedAt)}`,
    ]),
    ...everything.messages.map(({ kind, state, at: when }): [string, string] => [
      w.t('data-message'),
      `${kind} ${state} ${at(when)}`,
    ]),
  ];
  return paper([
    heading(w.t('data-title'), HeadingLevel.HEADING_1),
    table(own),
    ...everything.submissions.flatMap((submission) => submissionBody(w, submission, forms, at)),
  ]);
}

function submissionBody(
  w: Wording,
  submission: Everything['submissions'][number],
  forms: ReadonlyMap<number, Questionnaire>,
  at: (instant: Date) => string,
): (Paragraph | Table)[] {
  const questionnaire = forms.get(submission.formVersionId);
  if (!questionnaire) return [];
  const { form } = questionnaire;
  const draft = draftFrom(questionnaire, submission);
  const label = (question: string): string =>
    form.has(question) ? w.label(form.place(question).question) : question;
  const history = submission.history.map((old): [string, string] => [
    `${label(old.question)}（${at(old.answeredAt)} – ${at(old.replacedAt)}）`,
    old.value === undefined || !form.has(old.question)
      ? ''
      : w.answer(form.place(old.question).question, old.value),
  ]);
  return [
    heading(w.say(form.definition.title), HeadingLevel.HEADING_1),
    table([
      [w.t('data-begun'), at(submission.startedAt)],
      ...submission.receipts.map(({ number, submittedAt, withdrawnAt }): [string, string] => [
        w.t('receipt-number', { number }),
        withdrawnAt ? `${at(submittedAt)}（${w.t('data-withdrawn')} ${at(withdrawnAt)}）` : at(submittedAt),
      ]),
    ]),
    ...formBody(w, draft),
    ...(history.length === 0 ? [] : [heading(w.t('data-history'), HeadingLevel.HEADING_2), table(history)]),
  ];
}

function draftFrom(questionnaire: Questionnaire, full: FullSubmission): Draft {
  return draftOf(questionnaire.form, {
    id: full.id,
    formVersionId: full.formVersionId,
    state: full.state,
    deadline: full.deadline,
    revision: full.revision,
    cursor: undefined,
    parked: full.parked,
    demands: full.demands,
    rows: full.answers,
  });
}

function paper(children: (Paragraph | Table)[]): Promise<Buffer> {
  const document = new Document({
    styles: { default: { document: { run: { font, size: 22 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1134, bottom: 1134, left: 1247, right: 1247 },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 18 }),
                ],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

function heading(words: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  const main = level === HeadingLevel.HEADING_1;
  return new Paragraph({
    heading: level,
    ...(main && { alignment: AlignmentType.CENTER }),
    keepNext: true,
    spacing: { before: main ? 240 : 200, after: 120 },
    children: [
      new TextRun({ text: printable(words), bold: true, size: main ? 32 : 24, color: '000000', font }),
    ],
  });
}

function centred(words: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text: printable(words), size: 20 })],
  });
}

function text(words: string): Paragraph {
  return new Paragraph({ spacing: { before: 120 }, children: runs(words) });
}

function table(rows: readonly [string, string][]): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '666666' };
  const cell = (words: string, width: number, label: boolean): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      ...(label && { shading: { fill: 'F2F2F2' } }),
      children: words.split('\n').map((line) => new Paragraph({ children: runs(line) })),
    });
  return new Table({
    width: { size: 9400, type: WidthType.DXA },
    columnWidths: [2900, 6500],
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map(
      ([label, answer]) =>
        new TableRow({
          cantSplit: answer.length < 200,
          children: [cell(label, 2900, true), cell(answer, 6500, false)],
        }),
    ),
  });
}

function runs(words: string): TextRun[] {
  return [new TextRun({ text: printable(words) })];
}

/** Without the control characters that no Word file may hold. */
function printable(words: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return words.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
