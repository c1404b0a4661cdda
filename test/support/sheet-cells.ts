import ExcelJS from 'exceljs';

/** The cells of the first sheet that are not empty, row by row. */
export async function cellsOf(bytes: Buffer): Promise<string[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const cells: string[] = [];
  book.worksheets[0]?.eachRow((row) => {
    row.eachCell((cell) => {
      cells.push(cell.text);
    });
  });
  return cells;
}
