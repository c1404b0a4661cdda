import type { Document } from 'docx';
import { annex, answer, form, label, left, line, longText, table, tagLine, title } from './look.js';

const guide =
  '简要说明项目实施的重要意义、技术创新现状、研究内容和预期科技创新成果产出、经济社会效益等（2000字以内）';
const note = '注：如需求超过1项，请分别填写需求征集表。';

/** Annex 1, the unit's list, and after it annex 2 for each demand, as a unit hands them in. Xinjiang 2023. */
export function keyTechnology(): Document {
  return form([
    annex('附件1'),
    title('自治区重点产业重点领域关键核心技术\n攻关科技需求征集清单'),
    line('提交单位（盖章）：'),
    table(
      [1400, 3400, 1700, 2798],
      [
        { cells: [label('提交\n单位'), answer('{unit-name}', 3)], height: 800 },
        {
          cells: [label('联系人'), answer('{contact-name}'), label('职称/职务'), answer('{contact-title}')],
          height: 700,
        },
        {
          cells: [
            label('办公电话'),
            answer('{contact-office-phone}'),
            label('手机'),
            answer('{contact-mobile}'),
          ],
          height: 700,
        },
        { cells: [label('序号'), label('重大科技项目需求名称', { columns: 3 })], height: 700 },
        { cells: [answer('{#demands}{@position}'), answer('{project-name}{/demands}', 3)], height: 700 },
      ],
    ),
    line('注：如研发需求超过1项，请按照优先度排列。'),
    tagLine('{#demands}'),
    annex('附件2', { pageBreakBefore: true }),
    title('自治区重点产业重点领域关键核心技术\n攻关科技需求征集表'),
    table(
      [1700, 3000, 4598],
      [
        { cells: [label('产业领域'), answer('{industry}', 2)], height: 700 },
        { cells: [label('项目名称'), answer('{project-name}', 2)], height: 700 },
        { cells: [label('项目概述'), longText(guide, '{overview}', 2)], height: 7200 },
        {
          cells: [
            label('项目实施\n投入计划', { rows: 2 }),
            label('项目计划总投入'),
            answer('{total-investment} 万元'),
          ],
          height: 700,
        },
        { cells: [label('财政资金支持强度建议'), answer('{public-support} 万元')], height: 700 },
      ],
    ),
    line(note),
    tagLine('{/demands}'),
  ]);
}

/** Annex 3, once for each demand. Xinjiang 2023. */
export function recommendedProject(): Document {
  return form([
    tagLine('{#demands}{@next-page}'),
    annex('附件3'),
    title('自治区厅厅联动、厅地联动\n重大科技项目征集表'),
    table(
      [1700, 2000, 2000, 1500, 2098],
      [
        { cells: [left(['一、项目信息'], 5)] },
        {
          cells: [
            label('推荐单位'),
            answer('{recommender-name}', 2),
            label('联系部门'),
            answer('{contact-department}'),
          ],
        },
        {
          cells: [label('联系人'), answer('{contact-name}', 2), label('联系电话'), answer('{contact-phone}')],
        },
        { cells: [label('产业领域'), answer('{industry}', 4)] },
        { cells: [label('项目名称'), answer('{project-name}', 4)] },
        { cells: [label('项目概述'), longText(guide, '{overview}', 4)], height: 5000 },
        {
          cells: [
            label('二、项目实施\n投入计划', { rows: 2 }),
            label('项目计划总投入', { columns: 2 }),
            answer('{total-investment} 万元', 2),
          ],
        },
        { cells: [label('申请自治区财政资金额度', { columns: 2 }), answer('{public-funds} 万元', 2)] },
        {
          cells: [label('三、建议项目\n承担单位', { rows: 3 }), label('承担单位'), answer('{undertaker}', 3)],
        },
        { cells: [label('主持人'), answer('{leader}'), label('职称/职务'), answer('{leader-title}')] },
        { cells: [label('联系电话'), answer('{leader-phone}', 3)] },
      ],
    ),
    line(note),
    tagLine('{/demands}'),
  ]);
}
