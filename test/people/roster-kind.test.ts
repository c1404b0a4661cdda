import { describe, expect, it } from 'vitest';
import { isUnitRoster, rosterHeadings } from '../../src/people/roster.js';
import type { Sheet } from '../../src/people/sheet-table.js';
import { isStaffRoster, newDrafts, staffHeadings } from '../../src/people/staff-roster.js';

const headed = (headings: readonly string[]): Sheet[] => [
  {
    name: '名册',
    rows: [
      {
        number: 1,
        cells: headings.map((text, at) => ({ address: `${String.fromCharCode(65 + at)}1`, text })),
      },
    ],
  },
];

describe('a workbook that nobody asked for', () => {
  it('is told by its headings, those of the empty files too', () => {
    expect(isUnitRoster(headed(rosterHeadings))).toBe(true);
    expect(isStaffRoster(headed(staffHeadings))).toBe(true);
    expect(isStaffRoster(headed(rosterHeadings))).toBe(false);
  });

  it('is no roster of units with a name alone, or with projects', () => {
    expect(isUnitRoster(headed(['单位名称']))).toBe(false);
    expect(isUnitRoster(headed(['序号', '单位名称', '项目名称', '联系人']))).toBe(false);
  });
});

describe('who is invited from a roster of staff', () => {
  it('is whoever neither holds the office nor is invited to it', () => {
    const draft = (title: string) => ({ role: 'collector', title, scopes: [] }) as const;
    const known = [
      { role: 'collector', title: '慈利县 科技局' },
      { role: 'leader', title: '永定区科技局' },
    ] as const;
    expect(newDrafts(known, [draft('慈利县科技局'), draft('永定区科技局')])).toEqual([1]);
  });
});
