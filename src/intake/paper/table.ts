import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  type TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { chineseFont, lines, run, textSize } from './text.js';

/*
 * Labels and answers, one table a section. Labels stand left with their group before them, as on the official forms;
 * a long answer has the whole width and may go over pages.
 */

export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing there yet: said in grey. */
  | { readonly kind: 'missing'; readonly word: string }
  | { readonly kind: 'choices'; readonly choices: readonly PrintedChoice[] };

export interface Row {
  readonly group?: string | undefined;
  readonly label: string;
  readonly cell: Cell;
  /** The label above the answer, and both over the whole width. */
  readonly wide?: boolean;
}

/** Both are in every Chinese font and of one size; ☑ is not, and may come as a coloured picture or not at all. */
const boxes = { chosen: '■', open: '□' };

const grey = '7F7F7F';
/** Twentieths of a point, of a line 170 mm wide. */
const widths = { group: 1500, label: 2000, answer: 6138 };
const whole = widths.group + widths.label + widths.answer;

export function table(rows: readonly Row[]): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    width: { size: whole, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: [widths.group, widths.label, widths.answer],
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.flatMap((row, at) => (row.wide ? wideRows(row) : [pairRow(row, groupSpan(rows, at))])),
  });
}

/** How many rows the group's cell covers from here on; 0 where an earlier row's covers this one; undefined without. */
function groupSpan(rows: readonly Row[], at: number): number | undefined {
  const group = rows[at]?.group;
  if (group === undefined || rows[at]?.wide) return undefined;
  const same = (row: Row | undefined): boolean => row?.group === group && !row.wide;
  if (same(rows[at - 1])) return 0;
  let end = at;
  while (same(rows[end])) end += 1;
  return end - at;
}

function pairRow({ group, label, cell }: Row, span: number | undefined): TableRow {
  const labels: TableCell[] = [];
  if (span === undefined) labels.push(labelCell(label, widths.group + widths.label, { columnSpan: 2 }));
  else {
    if (span > 0) labels.push(labelCell(group ?? '', widths.group, { rowSpan: span }));
    labels.push(labelCell(label, widths.label, {}));
  }
  return new TableRow({
    cantSplit: cell.kind !== 'text' || cell.text.length < 200,
    children: [...labels, tableCell(paragraphsOf(cell), widths.answer, {})],
  });
}

/** The label never stands at the foot of a page without the beginning of its answer. */
function wideRows({ label, cell }: Row): TableRow[] {
  const children = [
    ...lines(label).map(
      (line) => new Paragraph({ keepNext: true, ...lineSpacing, children: [run(line, { bold: true })] }),
    ),
    ...(cell.kind === 'text' ? lines(cell.text).map(indented) : paragraphsOf(cell)),
  ];
  return [new TableRow({ children: [tableCell(children, whole, { columnSpan: 3 })] })];
}

interface Span {
  readonly columnSpan?: number;
  readonly rowSpan?: number;
}

function labelCell(words: string, width: number, span: Span): TableCell {
  const content = lines(words).map(
    (line) => new Paragraph({ alignment: AlignmentType.CENTER, ...lineSpacing, children: [run(line)] }),
  );
  return tableCell(content, width, span);
}

function tableCell(children: Paragraph[], width: number, span: Span): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 70, bottom: 70, left: 110, right: 110 },
    verticalAlign: VerticalAlignTable.CENTER,
    ...span,
    children,
  });
}

const lineSpacing = { spacing: { line: 300, lineRule: LineRuleType.AUTO } };

function paragraphsOf(cell: Cell): Paragraph[] {
  switch (cell.kind) {
    case 'missing':
      return [new Paragraph({ ...lineSpacing, children: [run(cell.word, { color: grey })] })];
    case 'choices':
      return choiceLines(cell.choices).map(
        (line) => new Paragraph({ ...lineSpacing, children: line.map(choiceRun) }),
      );
    case 'text':
      return lines(cell.text).map((line) => new Paragraph({ ...lineSpacing, children: [run(line)] }));
  }
}

interface PrintedChoice {
  readonly label: string;
  readonly chosen: boolean;
}

/** Han characters that fit beside each other in an answer. */
const answerColumns = Math.floor((widths.answer - 220) / (textSize * 10)) - 1;

/** Broken between choices, never within one where it fits a line. */
function choiceLines(choices: readonly PrintedChoice[]): PrintedChoice[][] {
  const all: PrintedChoice[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const choice of choices) {
    const columns = 2 + columnsOf(choice.label);
    if (used + columns > answerColumns) {
      all.push([]);
      used = 0;
    }
    all.at(-1)?.push(choice);
    used += columns;
  }
  return all;
}

function columnsOf(words: string): number {
  return Array.from(words).reduce((sum, one) => sum + (one < '\u2000' ? 0.6 : 1), 0);
}

function choiceRun({ label, chosen }: PrintedChoice): TextRun {
  return run(`${chosen ? boxes.chosen : boxes.open}${label}　`, { bold: chosen, font: chineseFont });
}

/** A paragraph of a long text begins two characters in, unless its writer has done so already. */
function indented(line: string): Paragraph {
  const own = /^[\s\u3000]/.test(line);
  return new Paragraph({
    ...lineSpacing,
    ...(!own && { indent: { firstLine: textSize * 20 } }),
    children: [run(line)],
  });
}
