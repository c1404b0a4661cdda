import { AlignmentType, HeadingLevel, Paragraph, TextRun } from 'docx';

/* Words on paper: 宋体 for text, 黑体 for titles (Word and WPS fall back where they are missing), 小四 and 五号 sizes. */

const latin = 'Times New Roman';
/** The hint gives “ ” — … of a Chinese text their Chinese, wide shapes. */
const hint = 'eastAsia';
export const font = { ascii: latin, hAnsi: latin, cs: latin, eastAsia: 'SimSun', hint };
/** For lines that begin with a Chinese mark: some programs take its font from what stands before it. */
export const chineseFont = { ...font, ascii: 'SimSun', hAnsi: 'SimSun' };
const headings = 'SimHei';
const headingFont = { ascii: headings, hAnsi: headings, cs: headings, eastAsia: headings, hint };
/** Half points: 小四 is 12 pt, 五号 10.5 pt. */
export const textSize = 22;
export function title(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 360, after: 160 },
    children: [run(words, { size: 36, bold: true, font: headingFont })],
  });
}

export function sectionTitle(words: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    keepNext: true,
    spacing: { before: 240, after: 100 },
    children: [run(words, { size: 26, bold: true, font: headingFont })],
  });
}

/** A line under the title. */
export function underTitle(words: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 60 },
    children: [run(words, { size: 21, font: chineseFont })],
  });
}

export function remark(words: string): Paragraph {
  return new Paragraph({ spacing: { before: 160 }, children: [run(words, { size: 21 })] });
}

export function lines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/);
}

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly font?: typeof headingFont;
}

export function run(words: string, look: Look = {}): TextRun {
  return new TextRun({ text: printable(words), size: textSize, color: '000000', font, ...look });
}

/** Without what no Word file may hold: control characters and halves of characters. */
export function printable(words: string): string {
  return words
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');
}
