import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallCampaign } from '../survey/small-campaign.js';

const dir = mkdtempSync(join(tmpdir(), 'campaign-check-'));
afterAll(() => rmSync(dir, { recursive: true }));

function check(...files: string[]) {
  const args = ['--import', 'tsx', 'scripts/campaign-check.ts', ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, lines: stdout.split('\n').filter(Boolean), stderr };
}

function put(name: string, data: unknown): string {
  const file = join(dir, name);
  writeFileSync(file, typeof data === 'string' ? data : JSON.stringify(data));
  return file;
}

describe('npm run campaign:check', () => {
  it('sums a sound campaign up and exits 0', () => {
    const { status, lines, stderr } = check('src/survey/campaigns/zhangjiajie-2021/definition.json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines).toEqual([
      '“我为群众办实事”科技创新项目需求征集大调研 (zhangjiajie-2021)',
      '  deadlines: unit 30 days after the opening, recommender 45 days after the opening',
      '  areas: 7, responsibility groups: 5, sheets: 1',
      '  form survey: “我为群众办实事”科技创新项目需求调查表, filled in by a unit, questions: 25',
      '    Word template: survey.docx',
      '    一、单位信息, questions: 17',
      '    分工信息（不在纸质表上）, questions: 1, not on the paper',
      '    二、项目需求信息, questions: 7, once for each 项目 (at most 20)',
      '      1.项目需求的背景与意义: 300 字',
      '      2、国内外研究现状: 400 字',
      '      3、项目需求内容描述: 600 字',
      '      4、预期成果及经济社会生态效益: 400 字',
    ]);
  });

  it('prints file, path and reason of every fault and exits 1', () => {
    const wrong = put('wrong.json', smallCampaign({ id: 'Wrong', 'forms[0].checks[0].left': 'publik' }));
    const broken = put('broken.json', '{"id": }');
    const { status, lines, stderr } = check(wrong, broken, join(dir, 'nowhere.json'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(lines).toEqual([
      `${wrong}: id: must be small letters, digits and hyphens, beginning with a letter`,
      `${wrong}: forms[0].checks[0].left: no question of this form has the id "publik". Did you mean "public"?`,
      `${broken}: line 1, column 8: is not valid JSON: a value should stand here, not }`,
      `${join(dir, 'nowhere.json')}: there is no such file`,
    ]);
  });

  it('refuses what a start would refuse: an id or a prefix that a built-in campaign or another file has', () => {
    const taken = put('taken.json', smallCampaign({ id: 'zhangjiajie-2021' }));
    const first = put('first.json', smallCampaign({ receiptPrefix: 'FIRST' }));
    const second = put('second.json', smallCampaign({ receiptPrefix: 'XJ2023' }));
    const { status, lines } = check(taken, first, second, first);
    expect(status).toBe(1);
    expect(lines.filter((line) => line.includes('already used'))).toEqual([
      `${taken}: id: "zhangjiajie-2021" is already used by src/survey/campaigns/zhangjiajie-2021/definition.json`,
      `${second}: id: "small-2026" is already used by ${first}`,
      expect.stringContaining(`${second}: receiptPrefix: "XJ2023" is already used by src/`),
    ]);
  });

  it('warns of a deadline that is past, and exits 0', () => {
    const deadlines = { unit: { date: '2022-03-31' }, recommender: { date: '2999-03-31' } };
    const past = put('past.json', smallCampaign({ year: 2022, receiptPrefix: 'PAST', deadlines }));
    const { status, lines } = check(past);
    expect(status).toBe(0);
    expect(lines.filter((line) => line.includes('warning'))).toEqual([
      expect.stringContaining(`${past}: deadlines.unit: warning: 2022-03-31 is past`),
    ]);
  });

  it('says how it is used when no file is named', () => {
    expect(check()).toEqual({ status: 2, lines: [], stderr: 'Usage: npm run campaign:check FILE…\n' });
  });
});
