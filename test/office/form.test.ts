import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { type FormPaper, type FormPart, formFile } from '../../src/office/form-file.js';
import { contentHash } from '../../src/office/form-hash.js';
import { qrPicture } from '../../src/office/form-qr.js';
import { templateProblems } from '../../src/office/form-template.js';
import { xmlFault } from '../support/office-file.js';
import { formPart, keyTechnologyPaper, recommendedPaper, zhangjiajiePaper } from './form-papers.js';
import { paragraphs, partOf, pictures, template } from './word-file.js';

async function words(docx: Buffer): Promise<string[]> {
  return paragraphs(await partOf(docx, 'word/document.xml'));
}

/** The answer's lines, each a paragraph. */
function answer(part: FormPart | undefined, question: string): string[] {
  const value = part?.values.get(question);
  if (value === undefined) throw new Error(`no answer to ${question}`);
  return value.split('\n');
}

/** The paper prints the unit. */
function inTenThousands(part: FormPart | undefined, question: string): string {
  return `${answer(part, question).join()} 万元`;
}

describe('the questionnaire of Zhangjiajie, filled in', () => {
  const unit = [
    '附件1',
    '“我为群众办实事”科技创新项目需求调查表',
    '一、单位信息',
    ...['单位名称\n（盖章）', '张家界某某莓茶科技有限公司', '统一社会\n信用代码', '91110000600037341L'],
    ...['单位地址', '湖南省张家界市永定区某某路18号科技楼3层', '邮  编', '427000'],
    ...['法定代表人', '姓  名', '甲某某', '手  机', '13800000001'],
    ...['联系人', '姓  名', '乙某某', '职  务', '技术部经理'],
    ...['', '手  机', '13800000002', '电子邮箱', 'contact@example.com'],
    ...['职工总数', '120 人', '其中研究\n开发人员', '18 人'],
    ...['2020年度\n主要经济\n指标', '销售收入\n总额', '3,250.5 万元', '利税总额', '-12.5 万元'],
    ...['', '研发经费', '260 万元', '研发经费占年\n销售收入比重', '8%'],
    ...[
      '单位所属\n区域',
      '☑永定区 □武陵源区 □慈利县 □桑植县',
      '□张家界市高新区 □市直行业部门 □高校、科研院所',
    ],
  ];
  const project = (part: FormPart | undefined, boxes: readonly string[]): string[] => [
    '二、项目需求信息',
    '项目名称',
    ...answer(part, 'project-name'),
    ...boxes,
    '1.项目需求的背景与意义（重点从服务于国家重大战略需求、我市相关产业发展规模与技术发展现状等方面，阐述此项目对我市经济社会发展、增强产业链供应链自主可控能力、推动我市产业转型升级等方面的关键性作用及重大战略意义，简要说明此项目需求的重要性、必要性和紧迫性。限300字）',
    ...answer(part, 'background'),
    '2、国内外研究现状（简要说明本项目相关国内外总体研究情况和水平、最新进展和发展前景。国内外市场应用现状，项目技术产品与国内外同类技术产品的比较等。限400字）',
    ...answer(part, 'state-of-research'),
    '3、项目需求内容描述（拟解决的关键核心（共性）技术、关键零部件、材料及工艺等，明确提出技术指标参数。限600字）',
    ...answer(part, 'content'),
    '4、预期成果及经济社会生态效益（对预期应用场景进行说明；阐述通过突破该重大核心关键（共性）技术对产业转型升级发展的贡献，所能解决的行业发展中存在的重大问题；产生的经济社会生态效益等。限400字）',
    ...answer(part, 'benefits'),
  ];

  it('holds the unit once and each project on its own page, word for word', async () => {
    const paper = await zhangjiajiePaper();
    expect(await words(await formFile(paper))).toEqual([
      ...unit,
      '',
      ...project(paper.demands[0], [
        '所属领域',
        '□电子信息 □先进制造与自动化 □航空航天 □新材料 ☑现代农业',
        '□新能源与节能 □资源与环境 □生物与新医药 □其他',
        '项目类别',
        '□高新技术类 □科技人才类 ☑农村科技类 □社会发展科技类',
        '□国际与区域合作类 □科普类 □基础研究类',
      ]),
      '\f',
      ...project(paper.demands[1], [
        '所属领域',
        '□电子信息 □先进制造与自动化 □航空航天 □新材料 □现代农业',
        '□新能源与节能 □资源与环境 ☑生物与新医药 □其他',
        '项目类别',
        '☑高新技术类 □科技人才类 □农村科技类 □社会发展科技类',
        '□国际与区域合作类 □科普类 □基础研究类',
      ]),
      '',
    ]);
  });

  it('is told apart by number, version, hash and a QR picture at the foot of every page', async () => {
    const file = await formFile(await zhangjiajiePaper());
    const foot = await partOf(file, 'word/footer1.xml');
    expect(paragraphs(foot)).toEqual([
      '回执编号：ZJJ2021-000012-K　第 2 版',
      '内容校验码：0123456789abcdef',
      '第  页　共  页',
      '',
      '',
    ]);
    expect([...foot.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map(([, field]) => field)).toEqual([
      'PAGE',
      'NUMPAGES',
    ]);
    expect(foot).toContain('<pic:pic');
    expect(await pictures(file)).toEqual([qrPicture('ZJJ2021-000012-K v2 0123456789abcdef')]);
  });

  it('with nothing answered is the empty paper', async () => {
    const { template: file, receipt } = await zhangjiajiePaper();
    const empty = await words(
      await formFile({ template: file, receipt, ...formPart({}), demands: [formPart({})] }),
    );
    expect(empty).toEqual(expect.arrayContaining(['□永定区 □武陵源区 □慈利县 □桑植县', ' 万元', '%']));
    expect(empty.join('')).not.toMatch(/[{}☑]|undefined/);
  });
});

describe('the forms of Xinjiang, filled in', () => {
  const guide =
    '简要说明项目实施的重要意义、技术创新现状、研究内容和预期科技创新成果产出、经济社会效益等（2000字以内）';
  const note = '注：如需求超过1项，请分别填写需求征集表。';

  it('are the list of the unit and a sheet of annex 2 for each demand', async () => {
    const paper = await keyTechnologyPaper();
    const sheet = (part: FormPart | undefined): string[] => [
      '附件2',
      '自治区重点产业重点领域关键核心技术\n攻关科技需求征集表',
      ...['产业领域', ...answer(part, 'industry')],
      ...['项目名称', ...answer(part, 'project-name')],
      ...['项目概述', guide, ...answer(part, 'overview')],
      ...['项目实施\n投入计划', '项目计划总投入', inTenThousands(part, 'total-investment')],
      ...['', '财政资金支持强度建议', inTenThousands(part, 'public-support')],
      note,
    ];
    const file = await formFile(paper);
    expect(await words(file)).toEqual([
      '附件1',
      '自治区重点产业重点领域关键核心技术\n攻关科技需求征集清单',
      '提交单位（盖章）：',
      ...['提交\n单位', '新疆某某能源技术有限责任公司'],
      ...['联系人', '丙某某', '职称/职务', '高级工程师/总工程师'],
      ...['办公电话', '0991-0000000', '手机', '13800000003'],
      ...['序号', '重大科技项目需求名称'],
      ...['1', '煤层气低成本高效抽采关键技术'],
      ...['2', '盐碱地滴灌水盐调控技术'],
      '注：如研发需求超过1项，请按照优先度排列。',
      '',
      ...sheet(paper.demands[0]),
      '',
      ...sheet(paper.demands[1]),
      '',
    ]);
    const document = await partOf(file, 'word/document.xml');
    expect(document.split('<w:pageBreakBefore').length - 1).toBe(2);
    expect(paragraphs(await partOf(file, 'word/footer1.xml'))[0]).toBe('回执编号：XJ2023-000003-7　第 1 版');
  });

  it('are a sheet of annex 3 for each project recommended', async () => {
    const paper = await recommendedPaper();
    const sheet = (part: FormPart | undefined): string[] => [
      '附件3',
      '自治区厅厅联动、厅地联动\n重大科技项目征集表',
      '一、项目信息',
      ...['推荐单位', '某某地区行政公署', '联系部门', '科学技术局'],
      ...['联系人', '丁某某', '联系电话', '0990-0000000'],
      ...['产业领域', ...answer(part, 'industry')],
      ...['项目名称', ...answer(part, 'project-name')],
      ...['项目概述', guide, ...answer(part, 'overview')],
      ...['二、项目实施\n投入计划', '项目计划总投入', inTenThousands(part, 'total-investment')],
      ...['', '申请自治区财政资金额度', inTenThousands(part, 'public-funds')],
      ...['三、建议项目\n承担单位', '承担单位', ...answer(part, 'undertaker')],
      ...['', '主持人', ...answer(part, 'leader'), '职称/职务', ...answer(part, 'leader-title')],
      ...['', '联系电话', ...answer(part, 'leader-phone')],
      note,
    ];
    expect(await words(await formFile(paper))).toEqual([
      '',
      ...sheet(paper.demands[0]),
      '\f',
      ...sheet(paper.demands[1]),
      '',
    ]);
  });
});

describe('answers in a template', () => {
  const receipt = { number: 'N', version: 1, hash: 'h' };
  const fill = async (lines: Parameters<typeof template>[0], paper: Partial<FormPaper>): Promise<Buffer> =>
    formFile({ template: await template(lines), receipt, demands: [], ...formPart({}), ...paper });

  it.each([
    ['a tag', '{unit-name} {#demands}{/demands} {@hash}'],
    ['half a tag', '{{}} { } {#'],
    ['markup', ']]> <w:p/> &amp; &#x0; <!-- " \' -->'],
    ['a replacement pattern', '$& $1 $$'],
  ])('that look like %s stay what they are', async (_, text) => {
    const paper = { ...formPart({ a: text }), demands: [formPart({ b: text }), formPart({ b: 'x' })] };
    const file = await fill(['A {a} B', '{#demands}', '{b}{a}', '{/demands}'], paper);
    const document = await partOf(file, 'word/document.xml');
    expect(xmlFault(document)).toBeUndefined();
    expect(paragraphs(document).filter((line) => line !== '')).toEqual([
      `A ${text} B`,
      `${text}${text}`,
      `x${text}`,
    ]);
  });

  it('lose only what no Word file may hold', async () => {
    const text = 'a\u0000b\u000bc\td\ud800e\uffffg😀';
    const file = await fill(['{a}'], formPart({ a: text }));
    expect(xmlFault(await partOf(file, 'word/document.xml'))).toBeUndefined();
    expect(await words(file)).toEqual(['abc d\ufffdeg😀']);
  });

  it('of several lines are as many paragraphs where the tag stands alone, and broken lines elsewhere', async () => {
    const paper = formPart({ a: ' 一\r\n\n二\u2028三' });
    expect(await words(await fill(['{a}'], paper))).toEqual([' 一', '', '二', '三']);
    expect(await words(await fill(['甲{a}乙'], paper))).toEqual(['甲 一\n\n二\n三乙']);
  });

  it('reach no further than the form: names of a language’s own are empty, another demand’s are its own', async () => {
    const demands = [formPart({ b: '1' }), formPart({})];
    const file = await fill(['{constructor}{__proto__}.', '{#demands}', '{b}{length}.', '{/demands}'], {
      demands,
    });
    expect((await words(file)).filter((line) => line !== '')).toEqual(['.', '1.', '.']);
  });

  it('make the same file from the same paper, and another from another version', async () => {
    const paper = await zhangjiajiePaper();
    const first = await formFile(paper);
    expect((await formFile(paper)).equals(first)).toBe(true);
    const next = await formFile({ ...paper, receipt: { ...paper.receipt, version: 3 } });
    expect(next.equals(first)).toBe(false);
  });
});

describe('a template', () => {
  const questions = [
    { id: 'name', repeats: false },
    { id: 'area', repeats: false, choices: ['东', '西'] },
    { id: 'project', repeats: true },
  ];
  const problems = async (...lines: string[]): Promise<string[]> =>
    templateProblems(await template(lines), questions);
  const project = ['{#demands}{@next-page}', '{@position} {project}', '{/demands}'];

  it('fits with a tag for each question, or one for each of its boxes', async () => {
    expect(await problems('{name} { area = 东 }{area=西} {@qr}', ...project)).toEqual([]);
    expect(await problems('{name} {area}', ...project)).toEqual([]);
  });

  it.each([
    ['a question without a tag', ['{area}', ...project], ['{name} is missing']],
    ['a box without a tag', ['{name}{area=东}', ...project], ['{area=西} is missing']],
    ['no box at all', ['{name}', ...project], ['{area} is missing']],
    [
      'an unknown question',
      ['{name}{area}{nmae}', ...project],
      ['{nmae}: the paper form has no such question'],
    ],
    ['an unknown choice', ['{name}{area}{area=南}', ...project], ['{area=南}: "area" has no such choice']],
    [
      'an unknown tag of ours',
      ['{name}{area}{@page}', ...project],
      ['{@page}: the paper form has no such question'],
    ],
    ['an empty tag', ['{name}{area}{}', ...project], ['{} names no question']],
    [
      'a demand’s answer outside',
      ['{name}{area}{project}{@position}'],
      [
        '{project} belongs between {#demands} and {/demands}',
        '{@position} belongs between {#demands} and {/demands}',
      ],
    ],
    [
      'another repetition',
      ['{name}{area}{#name}{/name}', ...project],
      ['{#name}: only {#demands} can be repeated', '{/name}: only {#demands} can be repeated'],
    ],
    ['no end', ['{name}{area}', '{#demands}{project}'], ['{#demands} has no {/demands}']],
    ['no beginning', ['{name}{area}', ...project, '{/demands}'], ['{/demands} closes what is not open']],
    [
      'one within another',
      ['{name}{area}', '{#demands}', ...project, '{/demands}'],
      ['{#demands} stands inside another {#demands}'],
    ],
  ])('with %s is refused with the reason', async (_, lines, reasons) => {
    expect(await problems(...lines)).toEqual(reasons);
  });

  it('with a tag that is not closed, or that is no Word file, is refused', async () => {
    expect(await problems('{name}{area}', '{name', ...project)).toEqual([
      expect.stringMatching(/^cannot be read as a Word template: .*\{name/),
    ]);
    expect(await templateProblems(Buffer.from('x'), questions)).toEqual([
      expect.stringMatching(/^cannot be read as a Word template: /),
    ]);
  });

  it('is read in its foot too', async () => {
    expect(await templateProblems(await template(['{name}{area}', ...project], '{@hsh}'), questions)).toEqual(
      ['{@hsh}: the paper form has no such question'],
    );
  });
});

describe('the content hash', () => {
  it('is of the answers, whatever the order of their keys', () => {
    // printf '{"a":[1,"中"],"b":null}' | sha256sum
    expect(contentHash({ b: null, a: [1, '中'], c: undefined })).toBe(contentHash({ a: [1, '中'], b: null }));
    expect(contentHash({ a: [1, '中'], b: null })).toBe('39df13c982a607b2');
    expect(contentHash({ a: ['中', 1], b: null })).not.toBe(contentHash({ a: [1, '中'], b: null }));
  });
});

describe('the QR picture', () => {
  it('holds each module as eight by eight dots within a white border', () => {
    const text = 'ZJJ2021-000012-K v2 0123456789abcdef';
    const png = qrPicture(text);
    const { data } = encode(text, { ecc: 'M', border: 4 });
    const size = data.length;
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24]]).toEqual([size * 8, size * 8, 1]);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    const dark = (x: number, y: number): boolean => rows[y * 8 * (size + 1) + 1 + x] === 0;
    expect(data.map((row, y) => row.map((_, x) => dark(x, y)))).toEqual(data);
    expect(dark(4, 4) && !dark(3, 3) && !dark(5, 5)).toBe(true);
  });
});
