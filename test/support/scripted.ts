import type { ChatPerson, Heard } from './chat-person.js';

/** One question of a form as a scripted contact knows it: how it is recognised, and the answer. */
export interface ScriptedAnswer {
  /** Words of the prompt that only this question has. */
  readonly asks: string;
  readonly says?: string;
  readonly taps?: string;
}

const background =
  '莓茶是张家界特色产业，种植面积超过十万亩，带动两万余户农民增收。目前鲜叶采后保鲜时间短，黄酮类活性成分在加工中损失大，成为制约产业升级的关键问题。本项目面向健康产业重大需求，研究采后保鲜与活性成分稳态化技术，对增强我市特色植物产业链供应链自主可控能力、推动产业转型升级具有重要意义。';
const state =
  '国内外对藤茶黄酮的提取已有研究，但多停留在实验室阶段。国内企业多采用传统杀青、揉捻工艺，活性成分保留率不足百分之六十；国外同类植物提取物企业已采用低温连续逆流提取。与之相比，我市企业在装备、工艺和标准方面存在明显差距。';
const content =
  '一、鲜叶采后低温保鲜技术，保鲜期由 6 小时延长到 48 小时。二、二氢杨梅素低温连续提取，提取率不低于 90%，纯度不低于 98%。三、活性成分微囊化，常温下 12 个月含量下降不超过 5%。四、建立年处理鲜叶 500 吨的示范生产线。';
const results =
  '建成示范线 1 条，形成企业标准 2 项，申请发明专利 3 件；三年内新增销售收入 5000 万元，带动农户 1500 户，户均增收 4000 元；减少加工废水排放三成。';

/** The unit's own questions of the 2021 Zhangjiajie form, as an ordinary clerk answers them. */
export const zhangjiajieUnit: readonly ScriptedAnswer[] = [
  { asks: '单位名称（盖章）', says: '张家界云雾莓茶生物科技有限公司' },
  { asks: '统一社会信用代码', says: '91110000600037341L' },
  { asks: '单位地址', says: '张家界市永定区阳湖坪街道茶香路 18 号' },
  { asks: '邮编', says: '４２７０００' },
  { asks: '法定代表人 · 姓名', says: '欧阳茶香' },
  { asks: '法定代表人 · 手机', says: '138 7440 0001' },
  { asks: '联系人 · 姓名', says: '李敏' },
  { asks: '联系人 · 职务', says: '办公室主任' },
  { asks: '联系人 · 手机', says: '13974400002' },
  { asks: '联系人 · 电子邮箱', says: 'limin@example.com' },
  { asks: '职工总数', says: '一百二十人' },
  { asks: '其中研究开发人员', says: '18' },
  { asks: '2020年度主要经济指标 · 销售收入总额', says: '3.2亿' },
  { asks: '2020年度主要经济指标 · 利税总额', says: '-12.5' },
  { asks: '2020年度主要经济指标 · 研发经费', says: '９６０万元' },
  { asks: '单位所属区域', taps: '永定区' },
];

export function zhangjiajieProject(name: string): readonly ScriptedAnswer[] {
  return [
    { asks: '项目名称', says: name },
    { asks: '所属领域', taps: '生物与新医药' },
    { asks: '项目类别', taps: '高新技术类' },
    { asks: '1.项目需求的背景与意义', says: background },
    { asks: '2、国内外研究现状', says: state },
    { asks: '3、项目需求内容描述', says: content },
    { asks: '4、预期成果及经济社会生态效益', says: results },
  ];
}

export const zhangjiajie: readonly ScriptedAnswer[] = [
  ...zhangjiajieUnit,
  ...zhangjiajieProject('莓茶采后保鲜与二氢杨梅素稳态化关键技术'),
];

/** From the first message to the first question. */
export async function beginsZhangjiajie(person: ChatPerson): Promise<void> {
  await person.starts('zhangjiajie-2021');
  await person.hears('您的权利');
  await person.taps('同意');
}

/** Answers the questions in order, each only once its prompt is there; gives what was heard last. */
export async function answersAll(
  person: ChatPerson,
  script: readonly ScriptedAnswer[],
  each: (heard: Heard, answer: ScriptedAnswer) => Promise<void> | void = () => undefined,
): Promise<void> {
  for (const answer of script) {
    const heard = await person.hears(answer.asks);
    await each(heard, answer);
    if (answer.taps !== undefined) await person.taps(answer.taps);
    else await person.says(answer.says ?? '');
  }
}
