import { describe, expect, it } from 'vitest';
import { type OfficialSheet, sheetFile } from '../../src/office/sheet-file.js';
import { CellTooLongError } from '../../src/office/sheet-text.js';
import { xinjiangList, xinjiangSummary, zhangjiajie } from './sheet-papers.js';
import { describedRows, onlySheet } from './sheet-read.js';

type Side = 'left' | 'center' | 'right';

function letter(at: number): string {
  return String.fromCharCode(65 + at);
}

/** A row outside the table: each text from its first column on, up to the next. */
function free(row: number, points: number, columns: number, texts: [number, string, Side][], face: string) {
  const lines = Array.from({ length: columns }, (_, at) => {
    const [from, words, side] = texts.findLast(([first]) => first <= at) ?? [0, '', 'left'];
    const value = from === at ? `string ${JSON.stringify(words)}` : `in ${letter(from)}${row}`;
    return `  ${letter(at)}${row} | ${value} | ${face} | ${side} middle wrap | @ | none`;
  });
  return [`${row}: ${points} pt`, ...lines];
}

/** A row of the table; the sides as letters, "clc". */
function table(row: number, points: number, cells: readonly string[], sides: string, face = '宋体 11') {
  const lines = cells.map((words, at) => {
    const side = sides[at] === 'c' ? 'center' : 'left';
    return `  ${letter(at)}${row} | string ${JSON.stringify(words)} | ${face} | ${side} middle wrap | @ | thin`;
  });
  return [`${row}: ${points} pt`, ...lines];
}

const titleFace = '宋体 18 bold';
const textFace = '宋体 11';

function labels(sheet: OfficialSheet): string[] {
  return sheet.columns.map(({ label }) => label);
}

async function rowsOf(sheet: OfficialSheet): Promise<string[]> {
  return describedRows(await onlySheet(await sheetFile(sheet)));
}

describe('the official sheet', () => {
  it('is the one of Zhangjiajie, cell by cell', async () => {
    const sheet = await onlySheet(await sheetFile(zhangjiajie));
    expect(describedRows(sheet)).toEqual([
      ...free(1, 36, 7, [[0, '“我为群众办实事”科技创新项目需求汇总表', 'center']], titleFace),
      ...free(
        2,
        26,
        7,
        [
          [0, '汇总单位（盖章）：慈利县科工局', 'left'],
          [4, '汇总时间：2021年6月30日', 'right'],
        ],
        textFace,
      ),
      // The reader rounds sizes down: the labels are of 10.5 points here, of 9.5 in the sheet of 8 columns.
      ...table(3, 36, labels(zhangjiajie), 'ccccccc', '宋体 10 bold'),
      ...table(4, 70, zhangjiajie.rows[0] ?? [], 'cllcclc'),
      ...table(5, 24, zhangjiajie.rows[1] ?? [], 'cllcclc'),
    ]);
    expect(sheet.columns.map(({ width }) => width)).toEqual([7, 23.8, 21, 12.6, 12.6, 46.2, 16.8]);
    expect(sheet.name).toBe('慈利县');
  });

  it('is the list of Xinjiang, whose head does not fit beside the narrow first column', async () => {
    const sheet = await onlySheet(await sheetFile(xinjiangList));
    expect(describedRows(sheet)).toEqual([
      ...free(
        1,
        61,
        2,
        [[0, '自治区重点产业重点领域关键核心技术\n攻关科技需求征集清单', 'center']],
        titleFace,
      ),
      ...free(2, 26, 2, [[0, '提交单位（盖章）：', 'left']], textFace),
      ...free(3, 26, 2, [[0, '提交单位：某某化工有限公司', 'left']], textFace),
      ...table(4, 24, ['序号', '重大科技项目需求名称'], 'cc', '宋体 11 bold'),
      ...table(5, 24, ['1', '煤基新材料制备'], 'cl'),
      ...free(6, 26, 2, [[0, '注：如研发需求超过1项，请按照优先度排列。', 'left']], textFace),
    ]);
    expect(sheet.columns.map(({ width }) => width)).toEqual([14, 126]);
  });

  it('is the summary of Xinjiang, cell by cell, and no code loses a digit', async () => {
    const sheet = await onlySheet(await sheetFile(xinjiangSummary));
    expect(describedRows(sheet)).toEqual([
      ...free(1, 36, 8, [[0, '自治区厅厅联动、厅地联动重大科技项目推荐汇总表', 'center']], titleFace),
      ...free(2, 26, 8, [[0, '推荐单位（盖章）：', 'left']], textFace),
      ...table(3, 35, labels(xinjiangSummary), 'cccccccc', '宋体 9 bold'),
      ...table(4, 39, xinjiangSummary.rows[0] ?? [], 'cllcclcc'),
      ...free(5, 26, 8, [[0, '注：如需求超过1项，请按照优先度排列。', 'left']], textFace),
    ]);
    expect(sheet.columns.map(({ width }) => width)).toEqual([
      5.38, 32.31, 16.15, 14.81, 16.15, 26.92, 10.77, 17.5,
    ]);
  });

  it('prints on A4 across, one page wide, its labels and page number on each page', async () => {
    const sheet = await onlySheet(await sheetFile(zhangjiajie));
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.59, right: 0.59, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.35 },
      printArea: 'A1:G5',
      printTitlesRow: '3:3',
    });
    expect(sheet.headerFooter).toMatchObject({ oddFooter: '&C第 &P 页，共 &N 页' });
    expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 3, showGridLines: false }]);
  });

  it('is the same, byte for byte, whenever it is made', async () => {
    const first = await sheetFile(zhangjiajie);
    const nextTick = Math.ceil(Date.now() / 2000) * 2000 - Date.now() + 10;
    await new Promise((resolve) => setTimeout(resolve, nextTick));
    expect((await sheetFile(zhangjiajie)).equals(first)).toBe(true);
  });

  it('has empty rows to write in where there is nothing to list, like the paper', async () => {
    const rows = await rowsOf({ ...xinjiangList, rows: [] });
    const empty = [5, 6, 7].flatMap((row) => table(row, 24, ['', ''], 'cl'));
    expect(rows.slice(12, 21)).toEqual(empty);
    expect(rows[21]).toBe('8: 26 pt');
  });

  it('fills up short rows and refuses long ones', async () => {
    const sheet = await onlySheet(await sheetFile({ ...xinjiangList, rows: [['1']] }));
    expect(sheet.getCell('B5').value).toBe('');
    await expect(sheetFile({ ...xinjiangList, rows: [['1', '2', '3']] })).rejects.toThrow(
      'row 1 has more cells than the 2 columns',
    );
    await expect(sheetFile({ ...xinjiangList, columns: [] })).rejects.toThrow(RangeError);
  });
});

describe('a text in the official sheet', () => {
  async function cellOf(words: string) {
    const sheet = await onlySheet(await sheetFile({ ...xinjiangList, rows: [['1', words]] }));
    return sheet.getCell('B5');
  }

  it.each([
    ['a\u0000b\u0008c\u001fd\u007fe', 'abcde'],
    ['一\r\n二\r三\u2028四\t五', '一\n二\n三\n四\t五'],
    ['半\ud840字\ufffe\uffff', '半\ufffd字'],
    ['𠮷野家👨‍🔬', '𠮷野家👨‍🔬'],
    ['_x0041_ & <b> "q" \'s', '_x0041_ & <b> "q" \'s'],
    [' 前后 ', ' 前后 '],
  ])('is written so that a file can hold it: %j', async (typed, read) => {
    expect((await cellOf(typed)).value).toBe(read);
  });

  it('is whole up to the limit of a cell and refused beyond it, with its place', async () => {
    expect((await cellOf('字'.repeat(32_767))).value).toBe('字'.repeat(32_767));
    const rows = [['1'], ['2', `${'字'.repeat(32_766)}𠮷`]];
    const failing = sheetFile({ ...xinjiangList, rows });
    await expect(failing).rejects.toBeInstanceOf(CellTooLongError);
    await expect(failing).rejects.toMatchObject({ row: 2, column: 2, length: 32_768 });
    await expect(sheetFile({ ...xinjiangList, title: '字'.repeat(32_768) })).rejects.toMatchObject({
      row: 0,
    });
  });

  it('makes its row as high as its lines, smaller only where Excel allows no higher row', async () => {
    const heights: number[] = [];
    const sizes: number[] = [];
    for (const words of ['字', '字\n字\n字', '字\n'.repeat(24), '字\n'.repeat(33), '字\n'.repeat(200)]) {
      const cell = await cellOf(words);
      heights.push(cell.worksheet.getRow(5).height);
      sizes.push(cell.font.size ?? 0);
    }
    expect(heights).toEqual([24, 55, 393, 389, 409]);
    expect(sizes).toEqual([11, 11, 11, 8, 7]);
  });
});

describe('the name of the worksheet', () => {
  it.each([
    ['永定区/高新区', '永定区 高新区'],
    ['[慈利县]:*?\\', '慈利县'],
    ["'O'Brien'", '’O’Brien’'],
    ['', 'Sheet1'],
    ['///', 'Sheet1'],
    ['History', 'History 1'],
    ['区'.repeat(40), '区'.repeat(31)],
    [`${'区'.repeat(30)}𠮷`, '区'.repeat(30)],
    ['甲,乙&丙<"丁">!', '甲,乙&丙<"丁">!'],
    ['a\u0000\nb', 'a b'],
  ])('%j becomes one that Excel takes, and the page still repeats its labels', async (given, named) => {
    const sheet = await onlySheet(await sheetFile({ ...zhangjiajie, name: given }));
    expect(sheet.name).toBe(named);
    expect(sheet.pageSetup).toMatchObject({ printArea: 'A1:G5', printTitlesRow: '3:3' });
  });
});
