import { parentPort } from 'node:worker_threads';
import ExcelJS from 'exceljs';
import type { Sheet, SheetCell, SheetRow } from '../people/sheet-table.js';
import type { XlsxLimits, XlsxReading } from './read-xlsx.js';
import { workbookParts } from './read-xlsx-parts.js';
import { cellText, hasLostDigits } from './read-xlsx-text.js';

/*
 * Runs in a thread of its own, which may be ended at any time. Of a sheet only its cells are read: validations,
 * merged ranges, column ranges and the like are a few bytes that exceljs unfolds into millions of objects.
 */

/** Every node of a worksheet that exceljs reads, except sheetData. */
const IGNORED = [
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'mergeCells'],
  ...['rowBreaks', 'colBreaks', 'hyperlinks', 'pageMargins', 'dataValidations', 'pageSetup', 'headerFooter'],
  ...['printOptions', 'picture', 'drawing', 'sheetProtection', 'tableParts', 'conditionalFormatting'],
  ...['extLst', 'legacyDrawing'],
];

/** Rows that only carry a format do not count against the limit, but end somewhere. */
const FORMATTED_ROWS = 10;

parentPort?.once('message', (task: { file: Uint8Array; limits: XlsxLimits }) => {
  void read(task.file, task.limits).then((reading) => parentPort?.postMessage(reading));
});

async function read(file: Uint8Array, limits: XlsxLimits): Promise<XlsxReading> {
  try {
    const parts = await workbookParts(file, limits);
    if (parts.kind === 'otherZip') return { kind: 'notXlsx', found: parts.found };
    if (parts.kind !== 'workbook') return { kind: parts.kind };
    const workbook = new ExcelJS.Workbook();
    const options = { ignoreNodes: IGNORED, maxRows: limits.rows * FORMATTED_ROWS };
    await workbook.xlsx.load(parts.zip, options);
    return sheetsOf(workbook, limits);
  } catch (error) {
    const tooMany = error instanceof Error && error.message.startsWith('Max row count');
    return { kind: tooMany ? 'tooManyCells' : 'brokenFile' };
  }
}

function sheetsOf(workbook: ExcelJS.Workbook, limits: XlsxLimits): XlsxReading {
  if (workbook.worksheets.length === 0) return { kind: 'brokenFile' };
  const sheets: Sheet[] = [];
  let left = limits.rows;
  for (const worksheet of workbook.worksheets) {
    const rows = rowsOf(worksheet, limits.columns);
    left -= rows?.length ?? Infinity;
    if (!rows || left < 0) return { kind: 'tooManyCells' };
    sheets.push({ name: worksheet.name, rows });
  }
  return { kind: 'read', sheets };
}

/** The rows that say something; undefined when one reaches beyond the columns that are allowed. */
function rowsOf(worksheet: ExcelJS.Worksheet, columns: number): SheetRow[] | undefined {
  const rows: SheetRow[] = [];
  let widest = 0;
  worksheet.eachRow((row, number) => {
    const cells: SheetCell[] = [];
    row.eachCell((cell, column) => {
      const { value } = cell;
      const text = cellText(value);
      if (text === '') return;
      widest = Math.max(widest, column);
      cells.push({ address: cell.address, text, ...(hasLostDigits(value) && { lostDigits: true }) });
    });
    if (cells.length > 0) rows.push({ number, cells });
  });
  return widest <= columns ? rows : undefined;
}
