import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  HeightRule,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';

/* How official forms look: A4, title in 小标宋, part names in 黑体, the rest in 仿宋. Sizes in half points. */

const latin = 'Times New Roman';
const chinese = (name: string) => ({
  ascii: latin,
  hAnsi: latin,
  cs: latin,
  eastAsia: name,
  hint: 'eastAsia',
});
/** Marks such as “ ” are Chinese ones and stand in the Chinese font, as wide as a character. */
const wholly = (name: string) => ({ ascii: name, hAnsi: name, cs: name, eastAsia: name, hint: 'eastAsia' });

const fonts = {
  title: wholly('方正小标宋简体'),
  part: wholly('黑体'),
  body: chinese('仿宋'),
  small: chinese('宋体'),
  /** On every Windows since 7, and it has both boxes, of one size; the Chinese fonts lack ☑. */
  box: wholly('Segoe UI Symbol'),
};

/** What stands in for a font that is not installed: 小标宋 has to be bought. */
export const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  ['方正小标宋简体', '华文中宋,STZhongsong,宋体', '02010601030101010101', 'roman', '86'],
  ['黑体', 'SimHei', '02010609060101010101', 'modern', '86'],
  ['仿宋', 'FangSong,仿宋_GB2312', '02010609060101010101', 'modern', '86'],
  ['宋体', 'SimSun', '02010600030101010101', 'auto', '86'],
  ['Segoe UI Symbol', 'MS Gothic', '020B0502040204020203', 'swiss', '00'],
]
  .map(
    ([name, other, panose, family, charset]) =>
      `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:panose1 w:val="${panose}"/><w:charset w:val="${charset}"/><w:family w:val="${family}"/></w:font>`,
  )
  .join('')}</w:fonts>`;

const textSize = 24;
/** 20 pt whatever the font, as such forms are set: pages break alike where a font is missing. */
const lineSpacing = { line: 400, lineRule: LineRuleType.EXACT };

/** A line whose {question=choice} tags stand in the font of the boxes. */
export function runs(text: string, look: IRunOptions = {}): TextRun[] {
  return text
    .split(/(\{[^{}=]+=[^{}]+\}|\n)/)
    .filter((part) => part !== '')
    .map((part) =>
      part === '\n'
        ? new TextRun({ break: 1 })
        : new TextRun({
            text: part,
            size: textSize,
            font: part.startsWith('{') && part.includes('=') ? fonts.box : fonts.body,
            ...look,
          }),
    );
}

export function annex(text: string, look: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...look, children: runs(text, { font: fonts.part, size: 32 }) });
}

export function title(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 240 },
    children: runs(text, { font: fonts.title, size: 44 }),
  });
}

export function line(text: string, look: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: { before: 120, after: 120 }, ...look, children: runs(text) });
}

/** Tags that repeat or turn the page stand alone in a line of 2 mm. */
export function tagLine(tags: string): Paragraph {
  return new Paragraph({
    spacing: { line: 120, lineRule: LineRuleType.EXACT },
    run: { size: 10 },
    children: runs(tags, { size: 10, color: '808080' }),
  });
}

export interface Cell {
  /** One paragraph each. */
  readonly lines: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly look?: 'label' | 'part' | 'answer' | 'left' | 'text';
}

export const label = (text: string, span: Partial<Cell> = {}): Cell => ({
  lines: [text],
  look: 'label',
  ...span,
});
export const answer = (text: string, columns = 1): Cell => ({ lines: [text], columns });
export const left = (lines: readonly string[], columns = 1): Cell => ({ lines, columns, look: 'left' });
export const part = (text: string, columns: number): Cell => ({ lines: [text], columns, look: 'part' });
/** The words of the paper, then the answer, which may go over pages. */
export const longText = (words: string, tag: string, columns: number): Cell => ({
  lines: [words, tag],
  columns,
  look: 'text',
});

export interface Row {
  readonly cells: readonly Cell[];
  /** Twentieths of a point, at least. */
  readonly height?: number;
}

export function table(widths: readonly number[], rows: readonly Row[]): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: 80, right: 80, top: 30, bottom: 30 },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map(
      ({ cells, height = 480 }) =>
        new TableRow({
          cantSplit: cells.every(({ look }) => look !== 'text'),
          height: { value: height, rule: HeightRule.ATLEAST },
          children: cells.map(tableCell),
        }),
    ),
  });
}

function tableCell({ lines, columns = 1, rows = 1, look = 'answer' }: Cell): TableCell {
  return new TableCell({
    columnSpan: columns,
    rowSpan: rows,
    verticalAlign: look === 'text' ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER,
    children: lines.map((text, at) => (look === 'text' && at > 0 ? answerText(text) : cellLine(text, look))),
  });
}

function cellLine(text: string, look: NonNullable<Cell['look']>): Paragraph {
  const onLeft = look === 'left' || look === 'part' || look === 'text';
  return new Paragraph({
    alignment: onLeft ? AlignmentType.LEFT : AlignmentType.CENTER,
    keepNext: look === 'part',
    spacing: lineSpacing,
    children: runs(text, look === 'part' ? { font: fonts.part } : {}),
  });
}

function answerText(tag: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: { firstLine: 2 * 10 * (textSize / 2) },
    spacing: lineSpacing,
    children: runs(tag),
  });
}

/** Between the margins. */
export const lineWidth = 9298;

export function form(children: readonly FileChild[]): Document {
  return new Document({
    styles: {
      default: {
        document: {
          run: { font: fonts.body, size: textSize, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1247, bottom: 1588, left: 1304, right: 1304, header: 680, footer: 510 },
          },
        },
        footers: { default: footer() },
        children: [...children],
      },
    ],
  });
}

function footer(): Footer {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const small = { font: fonts.small, size: 18 };
  const cell = (width: number, children: Paragraph[]): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      children,
    });
  const page = new TextRun({
    children: ['第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页'],
    ...small,
  });
  return new Footer({
    children: [
      new Table({
        width: { size: lineWidth, type: WidthType.DXA },
        columnWidths: [4700, 3298, 1300],
        layout: TableLayoutType.FIXED,
        margins: { left: 0, right: 0 },
        borders: {
          top: none,
          bottom: none,
          left: none,
          right: none,
          insideHorizontal: none,
          insideVertical: none,
        },
        rows: [
          new TableRow({
            children: [
              cell(4700, [
                new Paragraph({ children: runs('回执编号：{@number}　第 {@version} 版', small) }),
                new Paragraph({ children: runs('内容校验码：{@hash}', small) }),
              ]),
              cell(3298, [new Paragraph({ alignment: AlignmentType.LEFT, children: [page] })]),
              cell(1300, [new Paragraph({ alignment: AlignmentType.RIGHT, children: runs('{@qr}', small) })]),
            ],
          }),
        ],
      }),
      new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, run: { size: 2 } }),
    ],
  });
}
