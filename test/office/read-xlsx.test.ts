import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readXlsx, type XlsxReading } from '../../src/office/read-xlsx.js';
import { zipOf } from './read-zip.js';

type Sheet = ExcelJS.Worksheet;

async function fileWith(fill: (sheet: Sheet, workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('名册'), workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function texts(reading: XlsxReading): Record<string, string> {
  if (reading.kind !== 'read') throw new Error(reading.kind);
  const cells = reading.sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  return Object.fromEntries(cells.map(({ address, text }) => [address, text]));
}

describe('what a cell says', () => {
  it('is its text, whatever kind of cell it is', async () => {
    const file = await fileWith((sheet) => {
      sheet.getCell('A1').value = '  张家界\u200b某公司\ufeff ';
      sheet.getCell('B1').value = 13_800_000_000;
      sheet.getCell('C1').value = { formula: 'A1&"！"', result: '张家界某公司！' };
      sheet.getCell('D1').value = { richText: [{ text: '揭榜', font: { bold: true } }, { text: '挂帅' }] };
      sheet.getCell('E1').value = new Date('2021-07-01T00:00:00Z');
      sheet.getCell('F1').value = { text: 'a@example.com', hyperlink: 'mailto:a@example.com' };
      sheet.getCell('G1').value = true;
      sheet.getCell('H1').value = { formula: '0.1+0.2', result: 0.1 + 0.2 };
      sheet.getCell('I1').value = 0.000_000_12;
      sheet.getCell('J1').value = 1e22;
      sheet.getCell('K1').value = '第一行\r\n第二行';
      sheet.getCell('L1').value = { error: '#REF!' };
      sheet.getCell('M1').value = { formula: 'NOW()' };
      sheet.getCell('N1').value = { formula: 'DATE(2021,7,2)', result: new Date('2021-07-02T08:30:00Z') };
      sheet.getCell('A2').value = '\u200b \u3000';
      sheet.getCell('B3').value = '空行之后';
    });
    expect(texts(await readXlsx(file))).toEqual({
      A1: '张家界某公司',
      B1: '13800000000',
      C1: '张家界某公司！',
      D1: '揭榜挂帅',
      E1: '2021-07-01',
      F1: 'a@example.com',
      G1: 'TRUE',
      H1: '0.3',
      I1: '0.00000012',
      J1: '10000000000000000000000',
      K1: '第一行\n第二行',
      L1: '#REF!',
      N1: '2021-07-02 08:30',
      B3: '空行之后',
    });
  });

  it('is marked where the spreadsheet has lost digits', async () => {
    const reading = await readXlsx(
      await fileWith((sheet) => {
        sheet.addRow([911_100_006_000_370_000, 13_800_000_000, '911100006000373410']);
      }),
    );
    if (reading.kind !== 'read') throw new Error(reading.kind);
    expect(reading.sheets[0]?.rows[0]?.cells).toEqual([
      { address: 'A1', text: '911100006000370048', lostDigits: true },
      { address: 'B1', text: '13800000000' },
      { address: 'C1', text: '911100006000373410' },
    ]);
  });

  it('stands once for a merged range; sheets keep their order and names', async () => {
    const file = await fileWith((sheet, workbook) => {
      sheet.mergeCells('A1:C1');
      sheet.getCell('A1').value = '汇总表';
      workbook.addWorksheet('说明').getCell('B2').value = '请勿改动';
    });
    expect(await readXlsx(file)).toEqual({
      kind: 'read',
      sheets: [
        { name: '名册', rows: [{ number: 1, cells: [{ address: 'A1', text: '汇总表' }] }] },
        { name: '说明', rows: [{ number: 2, cells: [{ address: 'B2', text: '请勿改动' }] }] },
      ],
    });
  });
});

const text = (words: string) => new TextEncoder().encode(words);
/** The first sector of an OLE file and the name of one of its streams, as its directory has it. */
const ole = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(`${stream}\0`, 'utf16le'),
  ]);

describe('what is no xlsx', () => {
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['an old .xls', ole('Workbook'), 'xls'],
    ['a file with a password', ole('EncryptedPackage'), 'protected'],
    ['an old Word file', ole('WordDocument'), 'word'],
    ['a csv', text('单位名称,区域\n某公司,慈利县\n'), 'text'],
    ['a csv in GB 18030', Buffer.from('b5a5cebbc3fbb3c62cc7f8d3f20a', 'hex'), 'text'],
    ['a web page named .xls', text('<html><table></table></html>'), 'text'],
    ['a PDF', text('%PDF-1.7\n'), 'pdf'],
    ['a photograph', Buffer.from('ffd8ffe000104a46', 'hex'), 'picture'],
    ['a docx', zipOf([['word/document.xml', text('<w:document/>')]]), 'word'],
    ['an xlsb', zipOf([['xl/workbook.bin', text('x')]]), 'xlsb'],
    [
      'an ods',
      zipOf([
        ['mimetype', text('x')],
        ['content.xml', text('x')],
      ]),
      'ods',
    ],
    ['another zip', zipOf([['照片.jpg', text('x')]]), 'other'],
    ['rubbish', Uint8Array.from([1, 2, 3, 0, 5]), 'other'],
  ])('%s is called what it is', async (_, file, found) => {
    expect(await readXlsx(file)).toEqual({ kind: 'notXlsx', found });
  });

  it('a file that was cut off, or of which a byte changed, is broken', async () => {
    const file = await fileWith((sheet) => sheet.addRow(['某公司', '慈利县']));
    expect(await readXlsx(file.slice(0, -200))).toEqual({ kind: 'brokenFile' });
    const workbook = text('<workbook><sheets></sheets></workbook>');
    const whole = zipOf([['xl/workbook.xml', workbook]]);
    expect(await readXlsx(whole)).toEqual({ kind: 'brokenFile' });
    const changed = Buffer.from(zipOf(parts()));
    changed.writeUInt32LE(1, changed.indexOf('PK\x01\x02') + 16);
    expect(await readXlsx(changed)).toEqual({ kind: 'brokenFile' });
  });

  it('an xml that ends in the middle is broken', async () => {
    const file = zipOf(parts({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"' }));
    expect(await readXlsx(file)).toEqual({ kind: 'brokenFile' });
  });
});

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a minimal workbook with one sheet, as a hand that means harm would write them. */
function parts(other: Record<string, string> = {}): [string, Uint8Array][] {
  const own: Record<string, string> = {
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml(''),
    ...other,
  };
  return Object.entries(own).map(([name, xml]) => [name, text(xml)]);
}

function sheetXml(
  after: string,
  rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>单位名称</t></is></c></row>',
) {
  return `${head}<worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`;
}

const one = {
  kind: 'read',
  sheets: [{ name: '名册', rows: [{ number: 1, cells: [{ address: 'A1', text: '单位名称' }] }] }],
};

/** Rows of cells that carry only a format. */
function formatted(rows: number, columns: number): string {
  const letters = Array.from({ length: columns }, (_, at) =>
    at < 26
      ? String.fromCharCode(65 + at)
      : `${String.fromCharCode(64 + Math.floor(at / 26))}${String.fromCharCode(65 + (at % 26))}`,
  );
  const row = (number: number) => letters.map((letter) => `<c r="${letter}${number}" s="1"/>`).join('');
  return Array.from({ length: rows }, (_, at) => `<row r="${at + 1}">${row(at + 1)}</row>`).join('');
}

describe('a file that means harm', () => {
  const MiB = 1024 * 1024;

  /** Reads it and holds the memory and the time that it took against what a server can bear. */
  async function bounded(...[file, limits]: Parameters<typeof readXlsx>): Promise<XlsxReading> {
    const idle = process.memoryUsage().rss;
    let highest = idle;
    const clock = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage().rss);
    }, 5);
    const began = performance.now();
    const reading = await readXlsx(file, limits);
    clearInterval(clock);
    expect((highest - idle) / MiB).toBeLessThan(400);
    expect((performance.now() - began) / 1000).toBeLessThan(30);
    if (process.env.SHOW_FIGURES)
      console.info(reading.kind, performance.now() - began, (highest - idle) / MiB);
    return reading;
  }

  it('is read at all when it means none', async () => {
    expect(await bounded(zipOf(parts()))).toEqual(one);
  });

  it('a zip of 300 MB of blanks in 300 kB', async () => {
    const bomb = sheetXml(' '.repeat(300 * MiB));
    expect(await bounded(zipOf(parts({ 'xl/worksheets/sheet1.xml': bomb })))).toEqual({ kind: 'tooBig' });
  });

  it('the same, with a size declared that is not true', async () => {
    const content = text(sheetXml(' '.repeat(300 * MiB)));
    const bomb = zipOf([
      ...parts().filter(([name]) => !name.includes('sheet1')),
      ['xl/worksheets/sheet1.xml', content, { declaredSize: 1000 }],
    ]);
    expect(await bounded(bomb)).toEqual({ kind: 'tooBig' });
  });

  it('a picture of any size is not even inflated', async () => {
    const picture: [string, Uint8Array] = ['xl/media/image1.png', new Uint8Array(200 * MiB)];
    expect(await bounded(zipOf([...parts(), picture]))).toEqual(one);
  });

  it('too many files in the zip', async () => {
    const many = Array.from({ length: 2001 }, (_, at): [string, Uint8Array] => [
      `xl/media/${at}.png`,
      text(''),
    ]);
    expect(await bounded(zipOf([...parts(), ...many]))).toEqual({ kind: 'tooBig' });
  });

  it('all the cells that are allowed', async () => {
    const file = zipOf(parts({ 'xl/worksheets/sheet1.xml': sheetXml('', formatted(20_000, 30)) }));
    expect(await bounded(file)).toEqual({ kind: 'read', sheets: [{ name: '名册', rows: [] }] });
  });

  it('a file over the size', async () => {
    const large = Buffer.concat([zipOf(parts()), Buffer.alloc(10 * MiB)]);
    expect(await bounded(large)).toEqual({ kind: 'tooBig' });
  });

  it.each([
    [
      'a validation of whole columns',
      '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>',
    ],
    [
      'a merged range of the whole sheet',
      '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    ],
    ['links everywhere', '<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId9"/></hyperlinks>'],
  ])('%s', async (_, after) => {
    expect(await bounded(zipOf(parts({ 'xl/worksheets/sheet1.xml': sheetXml(after) })))).toEqual(one);
  });

  it('a column range without end', async () => {
    const sheet = sheetXml('').replace(
      '<sheetData>',
      '<cols><col min="1" max="2000000000" width="9"/></cols><sheetData>',
    );
    expect(await bounded(zipOf(parts({ 'xl/worksheets/sheet1.xml': sheet })))).toEqual(one);
  });

  it('a filter over the whole sheet, which is a named range', async () => {
    const name =
      '<definedName name="_xlnm._FilterDatabase" localSheetId="0">名册!$A$1:$XFD$1048576</definedName>';
    const [workbook] = parts();
    const xml = new TextDecoder()
      .decode(workbook?.[1])
      .replace('</sheets>', `</sheets><definedNames>${name}</definedNames>`);
    expect(await bounded(zipOf(parts({ 'xl/workbook.xml': xml })))).toEqual(one);
  });

  it('millions of cells that carry only a format', async () => {
    const file = zipOf(parts({ 'xl/worksheets/sheet1.xml': sheetXml('', formatted(40_000, 60)) }));
    expect(await bounded(file)).toEqual({ kind: 'tooManyCells' });
    // Should they get past the count, the thread's heap ends it.
    expect(await bounded(file, { cells: 10_000_000, memoryMiB: 64 })).toEqual({ kind: 'tooManyCells' });
  });

  it('more rows or columns with text than are read', async () => {
    const cell = (address: string) => `<c r="${address}"><v>1</v></c>`;
    const rows = Array.from({ length: 11 }, (_, at) => `<row r="${at + 1}">${cell(`A${at + 1}`)}</row>`).join(
      '',
    );
    const long = zipOf(parts({ 'xl/worksheets/sheet1.xml': sheetXml('', rows) }));
    expect(await bounded(long, { rows: 10 })).toEqual({ kind: 'tooManyCells' });
    expect((await bounded(long, { rows: 11 })).kind).toBe('read');
    const wide = zipOf(
      parts({ 'xl/worksheets/sheet1.xml': sheetXml('', `<row r="1">${cell('CW1')}</row>`) }),
    );
    expect(await bounded(wide)).toEqual({ kind: 'tooManyCells' });
    expect((await bounded(wide, { columns: 101 })).kind).toBe('read');
  });

  it('what takes longer than its time is ended, and the next file is read', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`,
    );
    const slow = zipOf(parts({ 'xl/worksheets/sheet1.xml': sheetXml('', rows.join('')) }));
    const [ended, next] = await Promise.all([readXlsx(slow, { seconds: 0.05 }), readXlsx(zipOf(parts()))]);
    expect(ended).toEqual({ kind: 'tookTooLong' });
    expect(next).toEqual(one);
  });
});

it('reads a roster of twenty thousand rows', async () => {
  const file = await fileWith((sheet) => {
    for (let at = 0; at < 20_000; at += 1)
      sheet.addRow([
        `张家界第${at}有限公司`,
        '911100006000373410',
        '慈利县',
        '农业',
        '联系人',
        13_800_000_000 + at,
        '',
        at,
      ]);
  });
  const reading = await readXlsx(file);
  if (reading.kind !== 'read') throw new Error(reading.kind);
  expect(reading.sheets[0]?.rows).toHaveLength(20_000);
  expect(reading.sheets[0]?.rows.at(-1)?.cells.at(-2)).toEqual({ address: 'F20000', text: '13800019999' });
});
