import ExcelJS, { type Worksheet } from 'exceljs';
import type { OfficialSheet } from './sheet-file.js';
import { widthOf } from './sheet-lines.js';
import { bodySize, type HeadRow, Paper, room, total } from './sheet-paper.js';
import { sheetName } from './sheet-text.js';
import { undated } from './undated.js';

/** Half-width characters of the default font, by which Excel measures columns, across A4 less the margins. */
const pageColumns = 140;
const emptyRows = 3;
const pageNumbers = '&C第 &P 页，共 &N 页';

/** The file of a sheet; see sheetFile. */
export async function sheetBook(sheet: OfficialSheet): Promise<Buffer> {
  const columns = widths(sheet.columns.map(({ width }) => width));
  const book = new ExcelJS.Workbook();
  const earliest = new Date(Date.UTC(1980, 0, 1));
  Object.assign(book, {
    creator: 'zhengji',
    lastModifiedBy: 'zhengji',
    created: earliest,
    modified: earliest,
  });
  const page = book.addWorksheet(sheetName(sheet.name));
  page.columns = columns.map((width) => ({ width }));
  const paper = new Paper(page, columns);

  paper.across(sheet.title, { size: 18, bold: true }, 'center');
  for (const row of headRows(sheet.head, columns)) paper.head(row);
  const header = paper.header(sheet.columns.map(({ label }) => label));
  const centred = sheet.columns.map((column) => column.centred ?? false);
  for (const [at, cells] of bodyRows(sheet).entries()) paper.body(cells, at + 1, centred);
  if (sheet.note !== undefined && sheet.note !== '') paper.across(sheet.note, {}, 'left');
  print(page, header, paper.last, columns.length);
  return undated(Buffer.from(await book.xlsx.writeBuffer()));
}

function bodyRows({ rows, columns }: OfficialSheet): readonly (readonly string[])[] {
  const odd = rows.findIndex((cells) => cells.length > columns.length);
  if (odd >= 0) throw new RangeError(`row ${odd + 1} has more cells than the ${columns.length} columns`);
  return rows.length > 0 ? rows : Array.from({ length: emptyRows }, () => []);
}

function print(page: Worksheet, header: number, last: number, columns: number): void {
  const lastColumn = page.getColumn(columns).letter;
  Object.assign(page.pageSetup, {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.59, right: 0.59, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.35 },
    printArea: `A$1:${lastColumn}$${last}`,
    printTitlesRow: `${header}:${header}`,
  });
  page.headerFooter.oddFooter = pageNumbers;
  page.views = [{ state: 'frozen', xSplit: 0, ySplit: header, showGridLines: false }];
}

/** Shares of the page as widths of columns, to a hundredth. */
function widths(shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (!(whole > 0) || shares.some((share) => !(share > 0)))
    throw new RangeError('a sheet needs columns, each of a width above 0');
  return shares.map((share) => Math.round((share / whole) * pageColumns * 100) / 100);
}

function headRows(lines: readonly string[], columns: readonly number[]): HeadRow[] {
  const rows: HeadRow[] = [];
  for (let at = 0; at < lines.length; at++) {
    const left = lines[at] ?? '';
    const right = lines[at + 1];
    const split = right === undefined ? undefined : splitFor(left, right, columns);
    if (right === undefined || split === undefined) {
      rows.push({ left, split: columns.length });
      continue;
    }
    rows.push({ left, right, split });
    at++;
  }
  return rows;
}

/** The column after which the row of two lines is parted: the nearest to the middle where both fit. */
function splitFor(left: string, right: string, columns: readonly number[]): number | undefined {
  const fits = (text: string, own: readonly number[]): boolean =>
    !text.includes('\n') && widthOf(text) + 2 <= room(own, bodySize);
  const distance = (split: number): number => Math.abs(total(columns.slice(0, split)) - pageColumns / 2);
  return columns
    .map((_, at) => at)
    .filter((split) => split > 0)
    .filter((split) => fits(left, columns.slice(0, split)) && fits(right, columns.slice(split)))
    .sort((a, b) => distance(a) - distance(b))[0];
}
