import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RosterUnit, readRoster, rosterChanges } from '../../src/people/roster.js';
import type { Sheet } from '../../src/people/sheet-table.js';
import { readStaffRoster } from '../../src/people/staff-roster.js';

/** A sheet as Excel would number it; empty texts are empty cells. */
function sheet(rows: readonly (readonly string[])[], name = '名册'): Sheet {
  const cells = (texts: readonly string[], row: number) =>
    texts
      .map((text, column) => ({ address: `${String.fromCharCode(65 + column)}${row + 1}`, text }))
      .filter(({ text }) => text !== '');
  return {
    name,
    rows: rows
      .map((texts, row) => ({ number: row + 1, cells: cells(texts, row) }))
      .filter((row) => row.cells.length > 0),
  };
}

const areas = ['永定区', '慈利县', '张家界市高新区', '市直行业部门', '高校、科研院所'].map((id) => ({
  id,
  label: id,
}));
const campaign = { areas, sectors: ['农业', '林业'] };
const code = '91110000600037341L';
const head = ['单位名称', '统一社会信用代码', '所属区域', '行业', '联系人', '手机'];

function read(rows: readonly (readonly string[])[]) {
  const reading = readRoster([sheet(rows)], campaign);
  if (reading.kind !== 'read') throw new Error(reading.kind);
  return reading;
}

const unit = (name: string, other: Partial<RosterUnit> = {}): RosterUnit => ({
  name,
  creditCode: null,
  area: null,
  sector: null,
  contactName: null,
  phone: null,
  ...other,
});

describe('the roster of units', () => {
  it('is read wherever its header stands and in whatever order, in the one form of each value', () => {
    const reading = read([
      ['张家界市企业名册'],
      [],
      [
        '序号',
        '联系电话（必填）',
        '单 位 名 称（盖章）',
        '区域',
        '统一社会信用代码',
        '所在行业：',
        '联 系 人',
      ],
      ['1', '138 0000 0000', '张家界某农业有限公司', '慈利县', code.toLowerCase(), '农业', '王某'],
      ['', '', '', '', '', '', ''],
      ['2', '0744-8222222', '某县林业站', ' 永 定 区', '', '', ''],
    ]);
    expect(reading.problems).toEqual([]);
    expect(reading.lines).toEqual([
      {
        row: 4,
        isFaulty: false,
        unit: unit('张家界某农业有限公司', {
          creditCode: code,
          area: '慈利县',
          sector: '农业',
          contactName: '王某',
          phone: '13800000000',
        }),
      },
      { row: 6, isFaulty: false, unit: unit('某县林业站', { area: '永定区', phone: '0744-8222222' }) },
    ]);
  });

  it('is found on the second sheet, and missed where no row has a name', () => {
    const notes = sheet([['请按说明填写']], '说明');
    const reading = readRoster([notes, sheet([['企业名称'], ['某公司']])], campaign);
    expect(reading).toMatchObject({ kind: 'read', sheet: '名册', fields: ['name'] });
    expect(readRoster([notes], campaign)).toEqual({ kind: 'noHeader', needed: '单位名称' });
    const tooLow = sheet([...Array.from({ length: 10 }, () => ['x']), ['单位名称'], ['某公司']]);
    expect(readRoster([tooLow], campaign).kind).toBe('noHeader');
  });

  it.each([
    ['no name', ['', code], 'A2', { kind: 'nameMissing' }],
    ['a name without end', ['某'.repeat(201)], 'A2', { kind: 'tooLong', max: 200 }],
    [
      'a code with a wrong digit',
      ['甲', '91110000600037342L'],
      'B2',
      { kind: 'creditCode', refusal: { kind: 'codeDigits' } },
    ],
    [
      'a code too short',
      ['甲', '9111000060003734'],
      'B2',
      { kind: 'creditCode', refusal: { kind: 'codeShape', found: 16 } },
    ],
    [
      'an area that is short for one',
      ['甲', '', '高新区'],
      'C2',
      { kind: 'unknownArea', nearest: '张家界市高新区' },
    ],
    [
      'an area with a word left out',
      ['甲', '', '市直部门'],
      'C2',
      { kind: 'unknownArea', nearest: '市直行业部门' },
    ],
    ['an area of elsewhere', ['甲', '', '长沙'], 'C2', { kind: 'unknownArea' }],
    ['a sector that is not asked for', ['甲', '', '', '渔业'], 'D2', { kind: 'unknownSector' }],
    [
      'a telephone too short',
      ['甲', '', '', '', '', '1380000'],
      'F2',
      { kind: 'phone', refusal: { kind: 'phone' } },
    ],
    [
      'two telephones',
      ['甲', '', '', '', '', '13800000000、13900000000'],
      'F2',
      { kind: 'phone', refusal: { kind: 'severalNumbers' } },
    ],
  ])('names the cell: %s', (_, row, address, fault) => {
    const { problems, lines } = read([head, row]);
    expect(problems).toMatchObject([{ address, fault }]);
    if (!('nearest' in fault)) expect(problems[0]?.fault).toEqual(fault);
    expect(lines.map(({ isFaulty }) => isFaulty)).toEqual([true]);
  });

  it('says that a code was typed as a number, and takes an unusual one with a note', () => {
    const table = sheet([head, ['甲', '911100006000370048'], ['乙', '91350203M0001FUE2P']]);
    const rows = table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell.address === 'B2' ? { ...cell, lostDigits: true as const } : cell)),
    }));
    const reading = readRoster([{ ...table, rows }], campaign);
    expect(reading).toMatchObject({
      problems: [{ address: 'B2', fault: { kind: 'lostDigits' } }],
      notes: [{ address: 'B3', kind: 'unusualCode' }],
    });
  });

  it('names a unit that stands twice, by name or by code', () => {
    const { problems, lines } = read([head, ['甲（集团）公司', code], ['甲(集团) 公司'], ['乙公司', code]]);
    expect(problems.map(({ address, fault }) => ({ address, fault }))).toEqual([
      { address: 'A3', fault: { kind: 'twice', first: 'A2' } },
      { address: 'B4', fault: { kind: 'twice', first: 'B2' } },
    ]);
    expect(lines.map(({ isFaulty }) => isFaulty)).toEqual([false, true, true]);
  });

  const anything = fc.array(
    fc.array(fc.oneof(fc.constantFrom(...head, code, '慈利县'), fc.string()), { maxLength: 6 }),
    {
      maxLength: 12,
    },
  );
  it('never fails, and every problem names a cell of its sheet', () => {
    fc.assert(
      fc.property(anything, (rows) => {
        const reading = readRoster([sheet([head, ...rows])], campaign);
        if (reading.kind !== 'read') throw new Error(reading.kind);
        for (const { address } of reading.problems) expect(address).toMatch(/^[A-F]\d+$/);
        expect(reading.problems.length > 0).toBe(reading.lines.some(({ isFaulty }) => isFaulty));
      }),
    );
  });
});

describe('what a roster would change', () => {
  const known = [
    unit('甲公司', { creditCode: code, area: '慈利县', phone: '13800000000' }),
    unit('乙公司', { area: '慈利县' }),
    unit('丙公司', { area: '永定区' }),
  ];

  it('is told field by field; what the file has no column for stays', () => {
    const changes = rosterChanges(
      known,
      read([
        ['单位名称', '统一社会信用代码', '区域'],
        ['甲股份公司', code, '永定区'],
        ['乙公司', '', '慈利县'],
        ['丁公司', '', '慈利县'],
      ]),
    );
    expect(changes).toEqual({
      added: [unit('丁公司', { area: '慈利县' })],
      changed: [
        {
          known: known[0],
          fields: [
            { field: 'name', before: '甲公司', after: '甲股份公司' },
            { field: 'area', before: '慈利县', after: '永定区' },
          ],
        },
      ],
      unchanged: [known[1]],
      missing: [known[2]],
      clashes: [],
    });
  });

  it('is nothing for a faulty row, whose unit is not missing either', () => {
    const changes = rosterChanges(
      known,
      read([head, ['乙公司', '', '火星'], ['丙公司', '', '永定区'], ['甲公司', code]]),
    );
    expect(changes.missing).toEqual([]);
    expect(changes.added).toEqual([]);
    expect(changes.changed.map((one) => one.known.name)).toEqual(['甲公司']);
    expect(changes.changed[0]?.fields).toEqual([
      { field: 'area', before: '慈利县', after: null },
      { field: 'phone', before: '13800000000', after: null },
    ]);
  });

  it('is not guessed where the code says one unit and the name another', () => {
    const changes = rosterChanges(known, read([head, ['乙公司', code]]));
    expect(changes.clashes).toEqual([{ row: 2, byCode: known[0], byName: known[1] }]);
    expect(changes.changed).toEqual([]);
  });

  it('is nothing when the same file comes again', () => {
    const reading = read([head, ['甲', code, '慈利县', '农业', '王某', '13800000000'], ['乙']]);
    const units = reading.lines.map((line) => line.unit);
    expect(rosterChanges([], reading).added).toEqual(units);
    expect(rosterChanges(units, reading)).toMatchObject({
      added: [],
      changed: [],
      missing: [],
      unchanged: units,
    });
  });
});

describe('the roster of staff', () => {
  const staffCampaign = { ...campaign, categories: ['科普类', '高新技术类'] };
  const staffHead = ['单位/姓名', '角色', '区域', '行业', '类别'];
  const staff = (...rows: string[][]) => {
    const reading = readStaffRoster([sheet([staffHead, ...rows])], staffCampaign);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    return reading;
  };

  it('gives appointments; a place with a mark in its name is found whole', () => {
    const { drafts, problems } = staff(
      ['慈利县科工局', '汇总单位', '慈利县'],
      ['甲科', '责任人', '永定区、高校、科研院所，慈利县', '农业、林业', '科普类'],
      ['乙副局长', '责任领导', '高校、科研院所'],
      ['某厅', '推荐单位'],
      ['规划与基础研究科', '规划科'],
      [],
    );
    expect(problems).toEqual([]);
    expect(drafts.map(({ draft }) => draft)).toEqual([
      { role: 'collector', title: '慈利县科工局', scopes: [{ kind: 'area', value: '慈利县' }] },
      {
        role: 'responsible',
        title: '甲科',
        scopes: [
          { kind: 'area', value: '永定区' },
          { kind: 'area', value: '高校、科研院所' },
          { kind: 'area', value: '慈利县' },
          { kind: 'sector', value: '农业' },
          { kind: 'sector', value: '林业' },
          { kind: 'category', value: '科普类' },
        ],
      },
      { role: 'leader', title: '乙副局长', scopes: [{ kind: 'area', value: '高校、科研院所' }] },
      { role: 'recommender', title: '某厅', scopes: [] },
      { role: 'planner', title: '规划与基础研究科', scopes: [] },
    ]);
  });

  it.each([
    ['no name', ['', '责任人', '永定区'], 'A2', { kind: 'titleMissing' }],
    ['no role', ['甲科', '', '永定区'], 'B2', { kind: 'roleMissing' }],
    ['an unknown role', ['甲科', '科长', '永定区'], 'B2', { kind: 'unknownRole' }],
    [
      'an unknown area',
      ['甲科', '责任人', '永定区、慈利'],
      'C2',
      { kind: 'unknownArea', part: '慈利', nearest: '慈利县' },
    ],
    ['an unknown sector', ['甲科', '责任人', '', '渔猎'], 'D2', { kind: 'unknownSector', part: '渔猎' }],
    [
      'an unknown category',
      ['甲科', '责任人', '', '', '科普'],
      'E2',
      { kind: 'unknownCategory', nearest: '科普类' },
    ],
    ['responsible for nothing', ['甲科', '责任人'], 'C2', { kind: 'scopeMissing' }],
    [
      'a collector of two areas',
      ['甲局', '汇总单位', '永定区、慈利县'],
      'C2',
      { kind: 'oneAreaNeeded', found: 2 },
    ],
    ['the planning office of an area', ['规划科', '规划科', '永定区'], 'C2', { kind: 'scopeNotNeeded' }],
  ])('names the cell: %s', (_, row, address, fault) => {
    const { drafts, problems } = staff(row);
    expect(problems).toMatchObject([{ address, fault }]);
    expect(drafts).toEqual([]);
  });

  it('names who stands twice in one role, not who has two', () => {
    const { drafts, problems } = staff(
      ['甲科', '责任人', '永定区'],
      ['甲科', '责任领导', '永定区'],
      ['甲 科', '责任人', '慈利县'],
    );
    expect(drafts).toHaveLength(2);
    expect(problems).toMatchObject([{ address: 'A4', fault: { kind: 'twice', first: 'A2' } }]);
  });

  it('needs a name and a role in its header', () => {
    expect(readStaffRoster([sheet([['单位', '区域']])], staffCampaign)).toEqual({
      kind: 'noHeader',
      needed: ['角色'],
    });
  });
});
