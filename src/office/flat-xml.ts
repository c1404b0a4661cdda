import { cellText, unescaped } from './sheet-text.js';

/* The parts of a workbook with one plain sheet: strings in place, one style for text and one for the header. */

export interface FlatSheet {
  /** Of the worksheet, as Excel allows it. */
  readonly sheetName: string;
  readonly header: readonly string[];
  /** In half-width characters, one a column. */
  readonly widths: readonly number[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const textStyle = 1;
const headerStyle = 2;

export const sheetPath = 'xl/worksheets/sheet1.xml';

/** Every file of the workbook but the sheet. */
export function otherParts({ sheetName }: FlatSheet): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/${sheetPath}" ContentType="${content}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/></Types>`,
    '_rels/.rels': `${declaration}<Relationships ${relationships}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${declaration}<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${escaped(quoted(sheetName))}!$1:$1</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': `${declaration}<Relationships ${relationships}><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${declaration}<styleSheet ${main}><fonts count="2"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  };
}

/** A table as wide as this still reads well when it is printed on one A4 page, across. */
const widestOnPage = 240;

/** The sheet up to its rows, with the header as the first. */
export function sheetHead({ header, widths }: FlatSheet): string {
  const columns = widths.map(
    (width, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${textStyle}" customWidth="1"/>`,
  );
  const fits = widths.reduce((sum, width) => sum + width, 0) <= widestOnPage;
  const pages = fits ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '';
  const cells = header.map((label, at) => cell(cellText(label, 0, at + 1), letters(at), 1, headerStyle));
  return `${declaration}<worksheet ${main}>${pages}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`;
}

/** One row; `number` is the one it has in the sheet, `ordinal` the one that an error names. */
export function sheetRow(cells: readonly string[], number: number, ordinal: number): string {
  let xml = `<row r="${number}">`;
  for (const [at, words] of cells.entries())
    if (words !== '') xml += cell(cellText(words, ordinal, at + 1), letters(at), number, textStyle);
  return `${xml}</row>`;
}

export function sheetTail(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${letters(columns - 1)}${rows}"/><printOptions gridLines="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

/** The name of a sheet as formulas have it. */
function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function cell(text: string, column: string, row: number, style: number): string {
  return `<c r="${column}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(unescaped(text))}</t></is></c>`;
}

function escaped(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const known: string[] = [];

/** The letters of a column, from 0. */
function letters(at: number): string {
  const found = known[at];
  if (found !== undefined) return found;
  const before = at >= 26 ? letters(Math.floor(at / 26) - 1) : '';
  const made = before + String.fromCharCode(65 + (at % 26));
  known[at] = made;
  return made;
}
