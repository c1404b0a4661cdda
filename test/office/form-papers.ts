import { readFile } from 'node:fs/promises';
import { builtInCampaigns } from '../../src/config/campaign-files.js';
import type { FormPaper, FormPart } from '../../src/office/form-file.js';

/* Filled forms of made-up units. */

type Answers = Readonly<Record<string, string>>;

export function formPart(values: Answers, chosen: Answers = {}): FormPart {
  return {
    values: new Map(Object.entries(values)),
    chosen: new Map(Object.entries(chosen).map(([question, choice]) => [question, [choice]])),
  };
}

export function templateOf(campaign: string, form: string): Promise<Buffer> {
  return readFile(`${builtInCampaigns}/${campaign}/${form}.docx`);
}

/** A text of so many characters in sentences, with a number so that no two are the same. */
function prose(begin: string, length: number): string {
  const sentence = `${begin}，选育高含量品种并建立规范化种植标准，形成产量稳定、指标可测的示范基地`;
  let text = '';
  for (let at = 1; text.length < length; at++) text += `（${at}）${sentence}。`;
  return text.slice(0, length);
}

const unit: Answers = {
  'unit-name': '张家界某某莓茶科技有限公司',
  'credit-code': '91110000600037341L',
  'unit-address': '湖南省张家界市永定区某某路18号科技楼3层',
  'postal-code': '427000',
  'legal-name': '甲某某',
  'legal-mobile': '13800000001',
  'contact-name': '乙某某',
  'contact-title': '技术部经理',
  'contact-mobile': '13800000002',
  'contact-email': 'contact@example.com',
  'staff-total': '120',
  'staff-research': '18',
  revenue: '3,250.5',
  'profit-and-tax': '-12.5',
  'research-spending': '260',
  'research-share': '8',
};

const project = (name: string): Answers => ({
  'project-name': name,
  background: `${prose(`${name}的意义`, 150)}\n${prose('产业规模现状', 148)}`,
  'state-of-research': `${prose('国内研究', 200)}\n${prose('国外研究', 190)}`,
  content: ['技术', '部件', '指标'].map((word) => prose(`关键${word}`, 198)).join('\n'),
  benefits: prose('建成示范基地', 400),
});

export async function zhangjiajiePaper(): Promise<FormPaper> {
  return {
    template: await templateOf('zhangjiajie-2021', 'survey'),
    ...formPart(unit, { region: '永定区' }),
    demands: [
      formPart(project('莓茶高黄酮品种选育与规范化种植技术'), { field: '现代农业', category: '农村科技类' }),
      formPart(project('莓茶提取物稳态化关键技术'), { field: '生物与新医药', category: '高新技术类' }),
    ],
    receipt: { number: 'ZJJ2021-000012-K', version: 2, hash: '0123456789abcdef' },
  };
}

const overview = ['意义', '现状', '内容', '成果'].map((word) => prose(`项目的${word}`, 495)).join('\n');

export async function keyTechnologyPaper(): Promise<FormPaper> {
  const demand = (name: string, investment: string): FormPart =>
    formPart({
      industry: '煤层气',
      'project-name': name,
      overview,
      'total-investment': investment,
      'public-support': '200',
    });
  return {
    template: await templateOf('xinjiang-2023', 'key-technology'),
    ...formPart({
      'unit-name': '新疆某某能源技术有限责任公司',
      'contact-name': '丙某某',
      'contact-title': '高级工程师/总工程师',
      'contact-office-phone': '0991-0000000',
      'contact-mobile': '13800000003',
    }),
    demands: [demand('煤层气低成本高效抽采关键技术', '500'), demand('盐碱地滴灌水盐调控技术', '1,200')],
    receipt: { number: 'XJ2023-000003-7', version: 1, hash: 'fedcba9876543210' },
  };
}

export async function recommendedPaper(): Promise<FormPaper> {
  return {
    template: await templateOf('xinjiang-2023', 'recommended-project'),
    ...formPart({
      'recommender-name': '某某地区行政公署',
      'contact-department': '科学技术局',
      'contact-name': '丁某某',
      'contact-phone': '0990-0000000',
    }),
    demands: ['荒漠化治理关键技术', '智慧矿山成套装备'].map((name, at) =>
      formPart({
        industry: '生态环境',
        'project-name': name,
        overview: overview.slice(0, 900),
        'total-investment': `${800 + at}`,
        'public-funds': `${300 + at}`,
        undertaker: `某某研究院${at + 1}所`,
        leader: '戊某某',
        'leader-title': '研究员',
        'leader-phone': '13800000004',
      }),
    ),
    receipt: { number: 'XJ2023-000004-9', version: 3, hash: '00112233445566aa' },
  };
}
