import type { Heard } from '../../test/support/chat-person.js';
import type { PrintedPerson } from './printed-person.js';

/* What an official goes through with what has been filed: send back, look again, accept, rank, report. */

export interface ReviewEnd {
  /** The bot's message with the reported sheet. */
  readonly sheet: Heard;
  /** The bot's message with the official form. */
  readonly form: Heard;
}

/** The administrator invites the collecting office, which comes in by the link. */
export async function invite(administrator: PrintedPerson, official: PrintedPerson): Promise<void> {
  await administrator.says('/people');
  await administrator.hears('请选择征集');
  await administrator.taps(/^“我为群众办实事”/);
  await administrator.hears('还没有邀请');
  await administrator.taps('邀请…');
  await administrator.hears('要邀请谁');
  await administrator.taps(/^汇总单位 · 永定区/);
  await administrator.hears('单位全称');
  await administrator.says('永定区科技和工业信息化局');
  const { text, message } = await administrator.hears('链接只能用一次');
  const link = /start=(\S+)/.exec(message.caption ?? text)?.[1] ?? '';
  await official.starts(link, '收到的邀请链接');
  await official.hears('您已是');
}

/** Two answers of the first demand go back to its contact, who mends them. */
export async function sendBack(official: PrintedPerson, contact: PrintedPerson): Promise<void> {
  await official.says('/inbox');
  await official.hears('待审核（2 个）');
  await official.taps('1');
  await official.hears('状态：待审核');
  await official.taps('退回修改');
  await official.hears('点要修改的题');
  await official.taps(/项目需求内容描述$/);
  await official.hears('要怎么改');
  await official.taps('缺内容');
  await official.hears('已选 1 处');
  await official.taps(/预期成果/);
  await official.hears('要怎么改');
  await official.taps('不清楚＋写一句说明');
  await official.hears('请写一句说明');
  await official.says('请写明投产后每年带动多少农户、增收多少。');
  await official.hears('已选 2 处');
  await official.taps(/退回这 2 处/);
  await official.hears('请选择修改期限');
  await official.taps(/^7 天/);
  await official.hears('已退回');

  await contact.hears('增收多少');
  await contact.taps('去修改');
  await contact.hears('项目需求内容描述');
  await contact.says(
    '拟突破莓茶黄酮低温提取与稳定化技术：提取温度不高于60摄氏度，黄酮得率不低于8%，溶剂残留低于10毫克/千克；研制日处理鲜叶5吨的连续提取设备，能耗较现有工艺下降20%。',
  );
  await contact.hears('预期成果');
  await contact.says('建成示范生产线一条，年产提取物30吨，每年带动茶农800户，户均增收6000元以上。');
  await contact.hears('都改好了');
  await contact.says('提交');
  await contact.hears('内容无误');
  await contact.says('提交');
  await contact.hears('版本');
}

/** Both are accepted, described, recommended and ranked; the sheet is reported. */
export async function report(official: PrintedPerson): Promise<ReviewEnd> {
  const briefs = ['莓茶黄酮低温提取与稳定化关键技术及连续提取设备。', '莓茶黄酮提取物制备与产业化应用。'];
  for (const [at, brief] of briefs.entries()) {
    await official.says('/inbox');
    await official.hears(`待审核（${2 - at} 个）`);
    await official.taps('1');
    await official.hears('状态：');
    await official.taps(/^通过$/);
    await official.hears('状态：已通过');
    await official.taps('写简述');
    await official.hears('请发送');
    await official.says(brief);
    await official.hears('简述已保存');
    await official.taps('推荐建议');
    await official.hears('推荐建议：');
    await official.taps(at === 0 ? '省级立项' : '市级立项');
    await official.hears('推荐建议：');
  }
  await official.taps('▲ 上移');
  await official.hears('第 1 位');
  await official.taps('打印调查表');
  const form = await official.receives('.docx');
  await official.says('汇总');
  await official.hears('汇总 ·');
  await official.taps('图表');
  await official.hears('各区域项目数');
  await official.taps(/^报送$/);
  await official.hears('编为第 1 号');
  await official.taps(/^确认报送/);
  await official.hears('汇总表第 1 号');
  return { form, sheet: await official.receives('.xlsx') };
}
