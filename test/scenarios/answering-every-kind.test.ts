import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnswerValue } from '../../src/survey/answers.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { madeUpCampaign, storedOf } from '../support/stored.js';

interface Told {
  readonly asks: string;
  /** Wrong inputs, each with what the reply says; the question stays. */
  readonly wrong?: readonly (readonly [string, RegExp])[];
  readonly says?: string;
  readonly taps?: readonly string[];
  readonly id: string;
  readonly value: AnswerValue | null;
}

const year = new Date().getFullYear();

/** The whole made-up form as an impatient clerk fills it in. */
const form: readonly Told[] = [
  {
    id: 'unit-name',
    asks: '单位名称',
    wrong: [
      ['\u200b \u200b', /没有看到文字/],
      ['长'.repeat(61), /共 61 个字符，最多 60/],
    ],
    says: ' 滨河<b>阀门</b>& 机械\n有限公司 ',
    value: '滨河<b>阀门</b>& 机械有限公司',
  },
  {
    id: 'credit-code',
    asks: '统一社会信用代码',
    wrong: [
      ['9111', /数到 4 位/],
      ['91110000600037342L', /校验/],
      ['123456789012345678', /./],
    ],
    says: '9111 0000 6000 3734 1l',
    value: '91110000600037341L',
  },
  {
    id: 'founded',
    asks: '成立年份',
    wrong: [
      ['去年吧', /四位数字/],
      ['1820', /读到的是 1820 年，这里要填 1949 年到 2026 年之间的年份/],
      ['2031', /2031 年.*2026 年/],
    ],
    says: '２００３年',
    value: 2003,
  },
  {
    id: 'unit-type',
    asks: '单位性质',
    wrong: [
      ['集体', /没有这个选项/],
      ['企业', /有几项都符合/],
    ],
    says: '其他。',
    value: '其他',
  },
  {
    id: 'unit-type-other',
    asks: '单位性质（其他，请注明）',
    says: '农民专业合作社',
    value: '农民专业合作社',
  },
  {
    id: 'website',
    asks: '单位网址',
    wrong: [['不知道 呢', /不像网址/]],
    says: '没有',
    value: null,
  },
  { id: 'address', asks: '通讯地址', says: '滨河市河东区 1 号 🏭', value: '滨河市河东区 1 号 🏭' },
  {
    id: 'postal-code',
    asks: '邮政编码',
    wrong: [['4270', /数到 4 位/]],
    says: '４２７０００',
    value: '427000',
  },
  { id: 'contact-name', asks: '联系人 · 姓名', says: '李敏', value: '李敏' },
  {
    id: 'contact-mobile',
    asks: '联系人 · 手机',
    wrong: [['138744', /数到 6 位/]],
    says: '+86 138-7440-0001',
    value: '13874400001',
  },
  { id: 'contact-phone', asks: '联系人 · 办公电话', wrong: [['1234567', /区号/]], says: '跳过', value: null },
  {
    id: 'contact-email',
    asks: '联系人 · 电子邮箱',
    wrong: [['limin#qq.com', /邮箱/]],
    says: 'limin＠example.com',
    value: 'limin@example.com',
  },
  {
    id: 'staff-total',
    asks: '人员情况 · 职工总数',
    wrong: [
      ['不清楚', /没有读出数字/],
      ['很多', /没有读出数字/],
      ['三百多', /范围或约数/],
      ['12.5', /整数/],
      ['0', /不能小于 1/],
    ],
    says: '一百六十人',
    value: 160,
  },
  {
    id: 'staff-research',
    asks: '人员情况 · 研发人员',
    wrong: [['161', /研发人员不能多于职工总数/]],
    says: '23',
    value: 23,
  },
  {
    id: 'revenue',
    asks: '上年度经济指标 · 营业收入',
    wrong: [
      ['三五百万', /./],
      ['100美元', /单位或币种/],
    ],
    says: '3.2亿',
    value: 32000,
  },
  { id: 'cost', asks: '上年度经济指标 · 营业成本', says: '2,500万元', value: 2500 },
  { id: 'profit', asks: '上年度经济指标 · 利润总额', says: '-12.5', value: -12.5 },
  { id: 'land-price', asks: '每平方米厂房租金', wrong: [['-1', /不能是负数/]], says: '12', value: 12 },
  {
    id: 'has-institute',
    asks: '是否建有研发机构',
    wrong: [['也许', /请点“是”或“否”/]],
    says: '有。',
    value: true,
  },
  {
    id: 'institute-levels',
    asks: '研发机构级别',
    wrong: [
      ['国家级、部级', /“部级”不在选项里/],
      ['国家级、省级、市级、企业自建', /最多 3 项/],
    ],
    taps: ['国家级', '市级', '选好了'],
    value: ['国家级', '市级'],
  },
  {
    id: 'national-number',
    asks: '国家级研发机构批准文号',
    says: '国科发〔2020〕1号',
    value: '国科发〔2020〕1号',
  },
  { id: 'area', asks: '所属区域', taps: ['市直单位'], value: 'city' },
  { id: 'sector', asks: '主管行业', says: '2', value: '教育' },
  { id: 'demand-name', asks: '需求名称', says: '低温阀门密封', value: '低温阀门密封' },
  {
    id: 'industry',
    asks: '技术领域',
    wrong: [
      ['量子养猪', /没有查到/],
      ['数控机床', /查到 6 项/],
    ],
    says: '数控机床关键设备',
    value: '数控机床关键设备',
  },
  { id: 'county', asks: '应用所在地', taps: ['跳过'], value: null },
  {
    id: 'keywords',
    asks: '关键词',
    wrong: [
      ['储能', /现在有 1 项，至少要 3 项/],
      ['储能、热管理、这个词实在是太长了呀', /每个最多 8 个/],
    ],
    says: '储能；热管理,寿命预测',
    value: ['储能', '热管理', '寿命预测'],
  },
  { id: 'category', asks: '需求类别', taps: ['技术攻关'], value: '技术攻关' },
  {
    id: 'description',
    asks: '1.需求描述',
    wrong: [['字'.repeat(501), /超出 1 字/]],
    says: '要解决低温密封。',
    taps: ['用刚发的'],
    value: '要解决低温密封。',
  },
  {
    id: 'summary',
    asks: '2.一句话简介',
    wrong: [['a'.repeat(51), /超出 1/]],
    says: 'LNG 阀门密封',
    value: 'LNG 阀门密封',
  },
  { id: 'maturity', asks: '技术成熟度得分', wrong: [['9.5', /不能大于 9/]], says: '６．５', value: 6.5 },
  {
    id: 'start',
    asks: '计划开始日期',
    wrong: [
      ['明年', /没有读出日期/],
      ['2025-12-31', /太早/],
      ['2026年2月30日', /没有这一天/],
    ],
    says: '2026.6.30',
    value: '2026-06-30',
  },
  { id: 'years', asks: '实施年限', wrong: [['6', /不能大于 5/]], says: '五年', value: 5 },
  { id: 'reason-long', asks: '实施年限较长的原因', says: '要做寿命试验。', value: '要做寿命试验。' },
  { id: 'own-funds', asks: '经费（万元） · 自筹', says: '100', value: 100 },
  { id: 'bank-funds', asks: '经费（万元） · 贷款', says: '无', wrong: [], value: 0 },
  {
    id: 'public-funds',
    asks: '经费（万元） · 申请财政资金',
    wrong: [['101', /不能超过自筹与贷款之和/]],
    says: '80',
    value: 80,
  },
  {
    id: 'cooperation',
    asks: '合作方式',
    taps: ['合作开发', '技术入股', '合作开发', '选好了'],
    value: ['技术入股'],
  },
  { id: 'partner-known', asks: '是否已有意向合作单位', taps: ['否'], value: false },
  { id: 'partner-wish', asks: '希望合作的单位或专家', taps: ['跳过'], value: null },
  { id: 'suggestions', asks: '意见建议', taps: ['跳过'], value: null },
  { id: 'no-website-reason', asks: '没有网址的，请说明', says: '微信公众号', value: '微信公众号' },
  { id: 'filled-on', asks: '填表日期', says: `${year}年1月2日`, value: `${year}-01-02` },
];

describeStores('every kind of question', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { campaigns: [madeUpCampaign()] });
  });
  afterAll(() => running.stop());

  it('is told what is wrong, stays where it is, and takes what people write', async () => {
    const li = running.chat.person(1001);
    await li.starts('binhe-2026__demand');
    await li.hears('您的权利');
    await li.taps('同意');
    for (const { asks, wrong = [], says, taps = [], id } of form) {
      let heard = await li.hears(asks);
      expect(heard.text.length).toBeLessThanOrEqual(4096);
      for (const [text, reason] of wrong) {
        await li.says(text);
        heard = await li.hears(reason);
        expect((await storedOf(store, li.id))?.answers).not.toHaveProperty(id);
      }
      if (says === '无') {
        await li.says(says);
        await li.hears('没有的话，请填 0');
        await li.says('0');
      } else if (says !== undefined) await li.says(says);
      for (const button of taps) {
        await li.taps(button);
        if (button !== taps.at(-1)) await li.hears(asks);
      }
    }
    await li.hears('全部填完了');
    const stored = await storedOf(store, li.id);
    expect(stored?.answers).toEqual(Object.fromEntries(form.map(({ id, value }) => [id, value])));
    await li.says('/preview');
    const first = await li.hears('总览');
    expect(first.text).toContain('滨河<b>阀门</b>& 机械有限公司');
    await li.taps(/下一页/);
    expect((await li.hears('第 2/')).text).toContain('研发人员占比（自动计算）：14.4%');
  });
});
