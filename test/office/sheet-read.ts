import type { Borders, Cell, Worksheet } from 'exceljs';
import ExcelJS from 'exceljs';

export async function onlySheet(file: Buffer): Promise<Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(file).buffer);
  const [sheet] = book.worksheets;
  if (!sheet || book.worksheets.length !== 1) throw new Error('not one sheet');
  return sheet;
}

/** Every row with its height, and every cell with all that is set on it, as lines to compare. */
export function describedRows(sheet: Worksheet): string[] {
  return Array.from({ length: sheet.rowCount }, (_, at) => {
    const row = sheet.getRow(at + 1);
    const cells = Array.from({ length: sheet.columnCount }, (_, column) => row.getCell(column + 1));
    return [`${at + 1}: ${row.height} pt`, ...cells.map((cell) => `  ${described(cell)}`)];
  }).flat();
}

function described(cell: Cell): string {
  const { font, alignment, numFmt } = cell;
  const merged = cell.isMerged && cell.master.address !== cell.address;
  const words = merged ? `in ${cell.master.address}` : `${typeof cell.value} ${JSON.stringify(cell.value)}`;
  const face = `${font.name} ${font.size}${font.bold === true ? ' bold' : ''}`;
  const place = `${alignment.horizontal} ${alignment.vertical}${alignment.wrapText === true ? ' wrap' : ''}`;
  return [cell.address, words, face, place, numFmt, bordered(cell.border)].join(' | ');
}

function bordered(border: Partial<Borders> | undefined): string {
  const sides = [border?.top, border?.right, border?.bottom, border?.left].map(
    (side) => side?.style ?? 'none',
  );
  return new Set(sides).size === 1 ? (sides[0] ?? '') : sides.join(' ');
}
