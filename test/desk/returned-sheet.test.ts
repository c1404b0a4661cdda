import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCampaigns, readCampaign } from '../../src/config/campaign-files.js';
import { type KnownRow, readReturnedSheet } from '../../src/desk/returned-sheet.js';
import type { Sheet } from '../../src/people/sheet-table.js';
import { say } from '../../src/survey/definition.js';

const loaded = await readCampaign(`${builtInCampaigns}/zhangjiajie-2021/definition.json`);
if (!('campaign' in loaded)) throw new Error('no campaign');
const [definition] = loaded.campaign.sheets;
const [form] = loaded.campaign.forms;
if (!definition || !form) throw new Error('no sheet');
const labels = definition.columns.map(({ label }) => say(label, 'zh-CN'));
const [, NAME = '', UNIT = '', FIELD = '', CATEGORY = ''] = labels;
const common = {
  definition,
  form,
  language: 'zh-CN',
  recommendations: [
    ['省级立项', 'province'],
    ['市级立项', 'city'],
    ['不推荐', 'none'],
    ['City project', 'city'],
  ],
  briefLimit: { limit: 10, count: 'words' },
} as const;
const words = { province: '省级立项', city: '市级立项', none: '' };

const demand = (id: number, name: string, unit: string, other: Partial<KnownRow> = {}): KnownRow => ({
  demand: id,
  cells: { [NAME]: name, [UNIT]: unit, [FIELD]: '现代农业', [CATEGORY]: '农村科技类' },
  brief: null,
  recommendation: null,
  rank: null,
  ...other,
});

const known = [
  demand(11, '大鲵仿生态繁育', '甲公司', { rank: 1, brief: '第一行\r\n第二行', recommendation: 'province' }),
  demand(12, '莓茶加工', '乙公司', { rank: 2 }),
  demand(13, '莓茶加工', '丙公司', { rank: 3, recommendation: 'none' }),
];

/** The rows of the sheet as it was handed out, number first. */
function handedOut(rows: readonly KnownRow[] = known): string[][] {
  return rows.map(({ cells, brief, recommendation }, at) => [
    String(at + 1),
    ...[NAME, UNIT, FIELD, CATEGORY].map((label) => cells[label] ?? ''),
    (brief ?? '').replace(/\r\n/g, '\n'),
    words[recommendation ?? 'none'],
  ]);
}

function sheet(rows: readonly (readonly string[])[], header = labels): Sheet {
  const all = [
    [say(definition?.title ?? '', 'zh-CN')],
    ['汇总单位（盖章）:'],
    header,
    ...rows,
    ['注：按优先度排列'],
  ];
  return {
    name: '汇总表',
    rows: all.map((texts, row) => ({
      number: row + 1,
      cells: texts
        .map((text, column) => ({ address: `${String.fromCharCode(65 + column)}${row + 1}`, text }))
        .filter(({ text }) => text !== ''),
    })),
  };
}

function read(rows: readonly (readonly string[])[], of: readonly KnownRow[] = known) {
  if (!definition || !form) throw new Error('no sheet');
  const task = { ...common, known: of };
  const reading = readReturnedSheet([sheet(rows)], task);
  if (reading.kind !== 'read') throw new Error(reading.kind);
  return reading;
}

/** The sheet as handed out, with one cell changed (rows from 1). */
function edited(row: number, column: number, text: string): string[][] {
  return handedOut().map((cells, at) =>
    cells.map((cell, place) => (at + 1 === row && place === column ? text : cell)),
  );
}

describe('the sheet that came back', () => {
  it('changes nothing when nobody changed it', () => {
    expect(read(handedOut())).toEqual({
      kind: 'read',
      sheet: '汇总表',
      differences: [],
      problems: [],
      missing: [],
      isOrderRead: true,
    });
  });

  it.each([
    [
      'a brief',
      2,
      5,
      '恰好是十个字的简述文',
      { demand: 12, brief: { before: null, after: '恰好是十个字的简述文' } },
    ],
    ['a brief taken out', 1, 5, '', { demand: 11, brief: { before: '第一行\r\n第二行', after: null } }],
    ['a recommendation', 2, 6, ' 市级 立项', { demand: 12, recommendation: { before: null, after: 'city' } }],
    [
      'a recommendation taken out',
      1,
      6,
      '',
      { demand: 11, recommendation: { before: 'province', after: 'none' } },
    ],
  ])('gives what was changed: %s', (_, row, column, text, difference) => {
    expect(read(edited(row, column, text))).toMatchObject({ differences: [difference], problems: [] });
  });

  it.each([
    [
      'a brief over the limit',
      2,
      5,
      '这是十一个字的简述文字',
      'F5',
      { kind: 'briefTooLong', count: 11, limit: 10 },
    ],
    ['another recommendation', 2, 6, '国家级立项', 'G5', { kind: 'unknownRecommendation' }],
    [
      'what the unit itself said',
      2,
      3,
      '新材料',
      'D5',
      { kind: 'readOnly', label: FIELD, before: '现代农业' },
    ],
    ['another name', 2, 1, '莓茶深加工', 'B5', { kind: 'unknownRow' }],
    ['a number', 3, 0, '1', 'A6', { kind: 'numbersChanged' }],
  ])('names the cell: %s', (_, row, column, text, address, fault) => {
    expect(read(edited(row, column, text))).toMatchObject({
      differences: [],
      problems: [{ address, text, fault }],
    });
  });

  it('reads the order of the rows as the rank, whether numbered anew or not', () => {
    const [a = [], b = [], c = []] = handedOut();
    const differences = [
      { demand: 13, rank: { before: 3, after: 1 } },
      { demand: 11, rank: { before: 1, after: 2 } },
      { demand: 12, rank: { before: 2, after: 3 } },
    ];
    expect(read([c, a, b])).toMatchObject({ differences, problems: [] });
    const renumbered = [c, a, b].map((cells, at) => [String(at + 1), ...cells.slice(1)]);
    expect(read(renumbered)).toMatchObject({ differences, problems: [] });
  });

  it('does not read an order that is not whole', () => {
    const [a = [], , c = []] = handedOut();
    expect(read([c, a])).toMatchObject({ differences: [], missing: [12], isOrderRead: false });
    expect(read([c, a, ['3', '新项目', '丁公司']])).toMatchObject({
      differences: [],
      missing: [12],
      problems: [{ address: 'B6', fault: { kind: 'unknownRow' } }],
    });
  });

  it('does not guess between demands of one name and unit, and names a row that stands twice', () => {
    const twins = [demand(21, '莓茶加工', '甲公司'), demand(22, '莓茶加工', '甲公司')];
    expect(read(handedOut(twins).slice(0, 1), twins)).toMatchObject({
      problems: [{ address: 'B4', fault: { kind: 'ambiguousRow', demands: [21, 22] } }],
      missing: [21, 22],
    });
    const [a = [], b = [], c = []] = handedOut();
    expect(read([a, b, c, a])).toMatchObject({
      problems: [{ address: 'B7', fault: { kind: 'twice', first: 'B4' } }],
    });
  });

  it('keeps a good change of one row beside a problem in another', () => {
    const rows = edited(2, 6, '国家级立项').map((cells, at) =>
      at === 2 ? [...cells.slice(0, 6), '市级立项'] : cells,
    );
    expect(read(rows)).toMatchObject({
      differences: [{ demand: 13, recommendation: { before: 'none', after: 'city' } }],
      problems: [{ address: 'G5' }],
    });
  });

  it('is refused when it is another sheet', () => {
    const task = { ...common, known };
    const other = sheet(handedOut(), labels.slice(0, 6));
    expect(readReturnedSheet([other], task)).toEqual({ kind: 'otherSheet', missing: labels.slice(6) });
  });

  it('is read by the labels of the language in which it was handed out', () => {
    const english = {
      ...definition,
      columns: definition.columns.map(({ label, from }, at) => ({
        label: { 'zh-CN': say(label, 'zh-CN'), en: `Column ${at}` },
        from,
      })),
    };
    const named = labels.map((_, at) => `Column ${at}`);
    const known = [
      demand(21, '', '', {
        cells: Object.fromEntries(
          named.map((label, at) => [label, at === 1 || at === 2 ? `text ${at}` : '']),
        ),
        rank: 1,
      }),
    ];
    const row = ['1', 'text 1', 'text 2', '', '', 'A brief.', 'city project'];
    const task = { ...common, definition: english, known };
    expect(readReturnedSheet([sheet([row], named)], task).kind).toBe('otherSheet');
    expect(readReturnedSheet([sheet([row], named)], { ...task, language: 'en' })).toMatchObject({
      problems: [],
      differences: [
        { demand: 21, brief: { after: 'A brief.' }, recommendation: { before: null, after: 'city' } },
      ],
    });
  });

  it('gives every rank once, in whatever order the rows come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (order) => {
        const rows = handedOut();
        const { differences } = read(order.map((at) => rows[at] ?? []));
        const ranks = known.map(
          (one) => differences.find((d) => d.demand === one.demand)?.rank?.after ?? one.rank,
        );
        expect(ranks).toEqual(known.map((_, at) => order.indexOf(at) + 1));
      }),
    );
  });
});
