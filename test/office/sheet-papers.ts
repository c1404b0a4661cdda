import type { OfficialSheet } from '../../src/office/sheet-file.js';

/* The three official sheets with the columns of the paper, filled in with invented demands. */

const brief =
  '针对杜仲叶有效成分提取能耗高的问题，研究低温连续逆流提取与膜分离耦合工艺，提取率不低于92%，建设年处理3000吨示范线1条，带动500户农户增收。';

/** Zhangjiajie 2021, annex 2. */
export const zhangjiajie: OfficialSheet = {
  name: '慈利县',
  title: '“我为群众办实事”科技创新项目需求汇总表',
  head: ['汇总单位（盖章）：慈利县科工局', '汇总时间：2021年6月30日'],
  columns: [
    { label: '序号', width: 5, centred: true },
    { label: '项目名称', width: 17 },
    { label: '需求单位', width: 15 },
    { label: '所属领域', width: 9, centred: true },
    { label: '项目类别', width: 9, centred: true },
    { label: '项目需求内容简述', width: 33 },
    { label: '推荐建议（省级立项或市级立项）', width: 12, centred: true },
  ],
  rows: [
    ['1', '杜仲叶绿色提取技术研究', '慈利县某某生物科技有限公司', '生物医药', '技术攻关', brief, '省级立项'],
    ['2', '=1+1', '+8', '-5', '@x', '=HYPERLINK("http://a.b","c")', ''],
  ],
};

/** Xinjiang 2023, annex 1. */
export const xinjiangList: OfficialSheet = {
  name: '附件1',
  title: '自治区重点产业重点领域关键核心技术\n攻关科技需求征集清单',
  head: ['提交单位（盖章）：', '提交单位：某某化工有限公司'],
  columns: [
    { label: '序号', width: 1, centred: true },
    { label: '重大科技项目需求名称', width: 9 },
  ],
  rows: [['1', '煤基新材料制备']],
  note: '注：如研发需求超过1项，请按照优先度排列。',
};

/** Xinjiang 2023, annex 4. */
export const xinjiangSummary: OfficialSheet = {
  name: '附件4',
  title: '自治区厅厅联动、厅地联动重大科技项目推荐汇总表',
  head: ['推荐单位（盖章）：'],
  columns: [
    { label: '序号', width: 4, centred: true },
    { label: '项目名称', width: 24 },
    { label: '产业领域', width: 12 },
    { label: '项目计划总投入（万元）', width: 11, centred: true },
    { label: '申请自治区财政资金额度（万元）', width: 12, centred: true },
    { label: '承担单位', width: 20 },
    { label: '主持人', width: 8, centred: true },
    { label: '联系电话', width: 13, centred: true },
  ],
  rows: [
    [
      '1',
      '风电叶片健康监测',
      '新能源',
      '1200.50',
      '0300',
      '某某能源有限公司',
      '主持人甲',
      '091234567890123456',
    ],
  ],
  note: '注：如需求超过1项，请按照优先度排列。',
};
