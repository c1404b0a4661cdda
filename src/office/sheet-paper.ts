import type { Alignment, Borders, Font, Worksheet } from 'exceljs';
import { lineCount } from './sheet-lines.js';
import { cellText, unescaped } from './sheet-text.js';

const font = '宋体';
/** In points; Excel allows no higher row. */
const highest = 409;
const line = { style: 'thin' } as const;
const thin: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

export const bodySize = 11;
const smallestSize = 7;
/** A little smaller where it saves a label the line that would hold its last mark alone. */
const headerSizes = [bodySize, 10.5, 10, 9.5];

export function total(columns: readonly number[]): number {
  return columns.reduce((sum, width) => sum + width, 0);
}

/** How many half-width characters of a size in points fit on a line; at 96 dpi a column's unit is 7 pixels. */
export function room(columns: readonly number[], size: number): number {
  const pixels = total(columns) * 7 - 8;
  return pixels / ((size * 96) / 72 / 2);
}

/** In points; fonts that stand in for 宋体 need more than its own 1.2. */
function lineHeight(size: number): number {
  return size * 1.4;
}

export interface HeadRow {
  readonly left: string;
  readonly right?: string;
  /** The last column of what stands left, from 1. */
  readonly split: number;
}

type Face = Partial<Pick<Font, 'size' | 'bold'>>;
type Side = NonNullable<Alignment['horizontal']>;

/** Writes row after row, each as high as its text. */
export class Paper {
  last = 0;

  constructor(
    private readonly page: Worksheet,
    private readonly columns: readonly number[],
  ) {}

  /** One text over the whole table. */
  across(words: string, face: Face, side: Side): void {
    const text = cellText(words, 0, 1);
    this.last++;
    this.merged(1, this.columns.length, text, face, side);
    this.height(lineCount(text, room(this.columns, face.size ?? bodySize)), face.size ?? bodySize, 10);
  }

  head({ left, right, split }: HeadRow): void {
    if (right === undefined) {
      this.across(left, {}, 'left');
      return;
    }
    this.last++;
    this.merged(1, split, cellText(left, 0, 1), {}, 'left');
    this.merged(split + 1, this.columns.length, cellText(right, 0, split + 1), {}, 'right');
    this.height(1, bodySize, 10);
  }

  /** The row of labels; returns its number. */
  header(labels: readonly string[]): number {
    const texts = labels.map((label, at) => cellText(label, 0, at + 1));
    const needed = (size: number): number =>
      texts.reduce((sum, text, at) => sum + this.lines(text, at, size), 0);
    const size = headerSizes.reduce((best, other) => (needed(other) < needed(best) ? other : best));
    this.table(texts, { size, bold: true }, () => 'center');
    return this.last;
  }

  body(cells: readonly string[], row: number, centred: readonly boolean[]): void {
    const texts = this.columns.map((_, at) => cellText(cells[at] ?? '', row, at + 1));
    this.table(texts, { size: this.sizeFor(texts) }, (at) => (centred[at] === true ? 'center' : 'left'));
  }

  private table(texts: readonly string[], face: Face & { size: number }, side: (at: number) => Side): void {
    this.last++;
    for (const [at, text] of texts.entries()) {
      this.cell(at + 1, text, face, side(at));
      this.page.getRow(this.last).getCell(at + 1).border = thin;
    }
    this.height(this.mostLines(texts, face.size), face.size, 8);
  }

  /** The largest size at which the row is not higher than Excel allows. */
  private sizeFor(texts: readonly string[]): number {
    let size = bodySize;
    while (size > smallestSize && this.mostLines(texts, size) * lineHeight(size) + 8 > highest) size -= 0.5;
    return size;
  }

  private mostLines(texts: readonly string[], size: number): number {
    return Math.max(...texts.map((text, at) => this.lines(text, at, size)));
  }

  private lines(text: string, at: number, size: number): number {
    return lineCount(text, room([this.columns[at] ?? 0], size));
  }

  private height(lines: number, size: number, space: number): void {
    const points = Math.max(24, lines * lineHeight(size) + space);
    this.page.getRow(this.last).height = Math.min(highest, Math.ceil(points));
  }

  private merged(from: number, to: number, text: string, face: Face, side: Side): void {
    for (let column = from; column <= to; column++)
      this.cell(column, column === from ? text : '', face, side);
    if (from < to) this.page.mergeCells(this.last, from, this.last, to);
  }

  private cell(column: number, text: string, face: Face, side: Side): void {
    const cell = this.page.getRow(this.last).getCell(column);
    cell.value = unescaped(text);
    cell.numFmt = '@';
    cell.font = { name: font, size: bodySize, charset: 134, ...face };
    cell.alignment = { horizontal: side, vertical: 'middle', wrapText: true };
  }
}
