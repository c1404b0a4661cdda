import type { Document } from 'docx';
import { annex, answer, form, label, left, longText, part, table, tagLine, title } from './look.js';

const widths = [1500, 1300, 2250, 1700, 2548];
const choices = (question: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `{${question}=${name}}${name}`)
    .join(' ');

/** Annex 1 of the Zhangjiajie plan of 2021. */
export function survey(): Document {
  return form([
    annex('附件1'),
    title('“我为群众办实事”科技创新项目需求调查表'),
    table(widths, [
      { cells: [part('一、单位信息', 5)] },
      {
        cells: [
          label('单位名称\n（盖章）'),
          answer('{unit-name}', 2),
          label('统一社会\n信用代码'),
          answer('{credit-code}'),
        ],
      },
      { cells: [label('单位地址'), answer('{unit-address}', 2), label('邮  编'), answer('{postal-code}')] },
      {
        cells: [
          label('法定代表人'),
          label('姓  名'),
          answer('{legal-name}'),
          label('手  机'),
          answer('{legal-mobile}'),
        ],
      },
      {
        cells: [
          label('联系人', { rows: 2 }),
          label('姓  名'),
          answer('{contact-name}'),
          label('职  务'),
          answer('{contact-title}'),
        ],
      },
      {
        cells: [label('手  机'), answer('{contact-mobile}'), label('电子邮箱'), answer('{contact-email}')],
      },
      {
        cells: [
          label('职工总数'),
          answer('{staff-total} 人', 2),
          label('其中研究\n开发人员'),
          answer('{staff-research} 人'),
        ],
      },
      {
        cells: [
          label('2020年度\n主要经济\n指标', { rows: 2 }),
          label('销售收入\n总额'),
          answer('{revenue} 万元'),
          label('利税总额'),
          answer('{profit-and-tax} 万元'),
        ],
      },
      {
        cells: [
          label('研发经费'),
          answer('{research-spending} 万元'),
          label('研发经费占年\n销售收入比重'),
          answer('{research-share}%'),
        ],
      },
      {
        cells: [
          label('单位所属\n区域'),
          left(
            [
              choices('region', '永定区 武陵源区 慈利县 桑植县'),
              choices('region', '张家界市高新区 市直行业部门 高校、科研院所'),
            ],
            4,
          ),
        ],
      },
    ]),
    tagLine('{#demands}{@next-page}'),
    table(widths, [
      { cells: [part('二、项目需求信息', 5)] },
      { cells: [label('项目名称'), answer('{project-name}', 4)] },
      {
        cells: [
          label('所属领域'),
          left(
            [
              choices('field', '电子信息 先进制造与自动化 航空航天 新材料 现代农业'),
              choices('field', '新能源与节能 资源与环境 生物与新医药 其他'),
            ],
            4,
          ),
        ],
      },
      {
        cells: [
          label('项目类别'),
          left(
            [
              choices('category', '高新技术类 科技人才类 农村科技类 社会发展科技类'),
              choices('category', '国际与区域合作类 科普类 基础研究类'),
            ],
            4,
          ),
        ],
      },
      ...[
        longText(
          '1.项目需求的背景与意义（重点从服务于国家重大战略需求、我市相关产业发展规模与技术发展现状等方面，阐述此项目对我市经济社会发展、增强产业链供应链自主可控能力、推动我市产业转型升级等方面的关键性作用及重大战略意义，简要说明此项目需求的重要性、必要性和紧迫性。限300字）',
          '{background}',
          5,
        ),
        longText(
          '2、国内外研究现状（简要说明本项目相关国内外总体研究情况和水平、最新进展和发展前景。国内外市场应用现状，项目技术产品与国内外同类技术产品的比较等。限400字）',
          '{state-of-research}',
          5,
        ),
        longText(
          '3、项目需求内容描述（拟解决的关键核心（共性）技术、关键零部件、材料及工艺等，明确提出技术指标参数。限600字）',
          '{content}',
          5,
        ),
        longText(
          '4、预期成果及经济社会生态效益（对预期应用场景进行说明；阐述通过突破该重大核心关键（共性）技术对产业转型升级发展的贡献，所能解决的行业发展中存在的重大问题；产生的经济社会生态效益等。限400字）',
          '{benefits}',
          5,
        ),
      ].map((cell) => ({ cells: [cell], height: 1600 })),
    ]),
    tagLine('{/demands}'),
  ]);
}
