import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FlatFile, type FlatOptions, flatWriter } from '../../src/office/flat-file.js';
import { CellTooLongError } from '../../src/office/sheet-text.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhengji-flat-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function options(some: Partial<FlatOptions> = {}): FlatOptions {
  return {
    directory,
    name: '慈利县',
    sheetName: '全部需求',
    header: ['序号', '项目名称', '统一社会信用代码'],
    widths: [6, 30, 20.5],
    maxBytes: 1024 * 1024,
    ...some,
  };
}

async function written(
  rows: readonly (readonly string[])[],
  some: Partial<FlatOptions> = {},
): Promise<readonly FlatFile[]> {
  const writer = flatWriter(options(some));
  await writer.write(rows);
  return writer.end();
}

async function sheetOf(file: FlatFile | undefined): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file?.path ?? '');
  const [sheet] = book.worksheets;
  if (!sheet || book.worksheets.length !== 1) throw new Error('not one sheet');
  return sheet;
}

function cellsOf(sheet: ExcelJS.Worksheet): unknown[][] {
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (_, column) => sheet.getCell(row + 1, column + 1).value),
  );
}

function demands(count: number, from = 0): string[][] {
  return Array.from({ length: count }, (_, at) => {
    const number = from + at + 1;
    return [String(number), `第${(number * 7919) % 10007}号需求`, `00${String(number).padStart(16, '0')}`];
  });
}

describe('a flat file', () => {
  it('holds every cell as the text that it was given', async () => {
    const odd = [
      '=1+1',
      '+86',
      '-5',
      '@x',
      '007',
      '1e9',
      'TRUE',
      '<a href="b">&amp;</a>',
      "'q",
      ' 前后 ',
      '',
    ];
    const rows = [
      ...odd.map((text, at) => [String(at), text, '']),
      ['x', 'a\r\nb\tc', '_x0041_ 𠮷\u0001\ud800'],
    ];
    const sheet = await sheetOf((await written(rows))[0]);
    expect(sheet.name).toBe('全部需求');
    expect(cellsOf(sheet)).toEqual([
      ['序号', '项目名称', '统一社会信用代码'],
      ...odd.map((text, at) => [String(at), text === '' ? null : text, null]),
      // Excel and LibreOffice read _x005F_ as the mark itself; this reader does so in shared strings alone.
      ['x', 'a\nb\tc', '_x005F_x0041_ 𠮷\ufffd'],
    ]);
    expect(sheet.getCell('B2').type).toBe(ExcelJS.ValueType.String);
  });

  it('has a bold header that stays and filters, text columns, and the widths asked for', async () => {
    const sheet = await sheetOf((await written(demands(3)))[0]);
    expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(sheet.autoFilter).toBe('A1:C4');
    expect(sheet.columns.map(({ width }) => width)).toEqual([6, 30, 20.5]);
    expect(['A1', 'B1', 'C1'].map((at) => sheet.getCell(at).font.bold)).toEqual([true, true, true]);
    expect(sheet.getCell('C2').font.bold).not.toBe(true);
    for (const at of ['A1', 'C1', 'A2', 'B3', 'C4']) expect(sheet.getCell(at).numFmt).toBe('@');
  });

  it('prints across the page, all columns on it, with the header on every page', async () => {
    const [file] = await written(demands(3), { sheetName: "链接’表'" });
    const { pageSetup } = await sheetOf(file);
    expect(pageSetup).toMatchObject({
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToHeight: 0,
    });
    expect(pageSetup.printTitlesRow).toBe('1:1');
    const [wide] = await written(demands(3), { widths: [60, 120, 61] });
    expect((await sheetOf(wide)).pageSetup.fitToPage).toBe(false);
  });

  it('keeps the header and the filter without any row', async () => {
    const [file] = await written([]);
    expect(file).toMatchObject({ path: join(directory, '慈利县.xlsx'), rows: 0 });
    expect(cellsOf(await sheetOf(file))).toEqual([['序号', '项目名称', '统一社会信用代码']]);
  });

  it('has columns beyond Z', async () => {
    const header = Array.from({ length: 60 }, (_, at) => `列${at + 1}`);
    const files = await written([header], { header, widths: header.map(() => 10) });
    expect(cellsOf(await sheetOf(files[0]))).toEqual([header, header]);
  });

  it('is the same, byte for byte, for the same rows', async () => {
    const [first] = await written(demands(500), { name: 'a' });
    const [second] = await written(demands(500), { name: 'b' });
    expect((await readFile(first?.path ?? '')).equals(await readFile(second?.path ?? ''))).toBe(true);
  });

  it('goes on in a second file before it would grow over the limit, without losing a row', async () => {
    const maxBytes = 20_000;
    const writer = flatWriter(options({ maxBytes }));
    for (let from = 0; from < 3000; from += 750) await writer.write(demands(750, from));
    const files = await writer.end();
    expect(files.length).toBeGreaterThan(1);
    expect(files.map(({ path }) => path)).toEqual(
      files.map((_, at) => join(directory, `慈利县-${at + 1}.xlsx`)),
    );
    const rows: unknown[][] = [];
    for (const file of files) {
      expect((await stat(file.path)).size).toBe(file.bytes);
      expect(file.bytes).toBeLessThanOrEqual(maxBytes);
      const [header, ...rest] = cellsOf(await sheetOf(file));
      expect(header).toEqual(['序号', '项目名称', '统一社会信用代码']);
      expect(rest.length).toBe(file.rows);
      rows.push(...rest);
    }
    expect(rows).toEqual(demands(3000));
    for (const { bytes } of files.slice(0, -1)) expect(bytes).toBeGreaterThan(maxBytes * 0.8);
    expect((await readdir(directory)).length).toBe(files.length);
  });

  it('stands in its folder under any name', async () => {
    const paths = [];
    for (const name of ['../../etc/永定区', 'a:b*c?', '', '...', '区'.repeat(200)])
      paths.push(...(await written([], { name, sheetName: name })).map(({ path }) => path));
    expect(paths.every((path) => path.startsWith(`${directory}/`))).toBe(true);
    expect((await readdir(directory)).sort()).toEqual(
      ['a b c.xlsx', 'export.xlsx', 'etc 永定区.xlsx', `${'区'.repeat(66)}.xlsx`].sort(),
    );
  });
});

describe('a flat file that cannot be written', () => {
  it('names the row and column of a text beyond the limit of a cell and leaves nothing', async () => {
    const writer = flatWriter(options());
    await writer.write(demands(300));
    const failing = writer.write([
      ['1', '字'.repeat(32_767)],
      ['2', '字'.repeat(32_768)],
    ]);
    await expect(failing).rejects.toMatchObject({
      name: 'CellTooLongError',
      row: 302,
      column: 2,
      length: 32_768,
    });
    await expect(failing).rejects.toBeInstanceOf(CellTooLongError);
    await expect(writer.end()).rejects.toBeInstanceOf(CellTooLongError);
    expect(await readdir(directory)).toEqual([]);
  });

  it('refuses a row with more cells than the header', async () => {
    await expect(written([['1', '2', '3', '4']])).rejects.toThrow('row 1 has more cells than the header');
  });

  it('refuses a row that is larger than a whole file, and says which', async () => {
    const noise = Array.from({ length: 30_000 }, (_, at) =>
      String.fromCharCode(0x4e00 + ((at * 7919) % 20_000)),
    );
    await expect(written([...demands(2), ['', noise.join('')]], { maxBytes: 9000 })).rejects.toThrow(
      'row 3 alone is more than a file of 9000 bytes may hold',
    );
    expect(await readdir(directory)).toEqual([]);
  });

  it('rejects when the folder is not there', async () => {
    await expect(written([], { directory: join(directory, 'none') })).rejects.toThrow('ENOENT');
  });

  it('leaves nothing when it is cancelled', async () => {
    const writer = flatWriter(options());
    await writer.write(demands(2000));
    await writer.cancel();
    expect(await readdir(directory)).toEqual([]);
    await expect(writer.write(demands(1))).rejects.toThrow('cancelled');
  });

  it('stays when it is cancelled after its end', async () => {
    const writer = flatWriter(options());
    await writer.end();
    await writer.cancel();
    expect(await readdir(directory)).toEqual(['慈利县.xlsx']);
  });

  it('refuses widths that are not as many as the columns', () => {
    expect(() => flatWriter(options({ widths: [1] }))).toThrow(RangeError);
  });
});
