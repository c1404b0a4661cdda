import type { Heard } from '../../test/support/chat-person.js';
import { zhangjiajie } from '../../test/support/scripted.js';
import type { PrintedPerson } from './printed-person.js';

/* What a contact goes through with the Zhangjiajie questionnaire, with the slips that people make. */

export interface TalkEnd {
  readonly questions: number;
  /** The bot's message with the printed draft. */
  readonly printed: Heard;
  readonly receipt: string;
}

const total = zhangjiajie.length;

export async function talk(contact: PrintedPerson): Promise<TalkEnd> {
  await contact.starts('zhangjiajie-2021');
  await contact.hears('您的权利');
  await contact.taps('同意，开始填写');
  for (const [done, answer] of zhangjiajie.entries()) {
    await contact.hears(answer.asks);
    contact.progress(done, total);
    const { asks, says = '', taps } = answer;
    if (taps !== undefined) await contact.taps(taps);
    else await (slips[asks] ?? ((one, text) => one.says(text)))(contact, says);
  }
  await contact.hears('全部填完了');
  contact.progress(total, total);
  return finish(contact);
}

/** Where this contact does not simply answer, by the question. */
const slips: Readonly<Record<string, (contact: PrintedPerson, right: string) => Promise<void>>> = {
  '联系人 · 手机': async (contact, right) => {
    await contact.says(right.slice(0, -1));
    await contact.hears('数到 10 位数字');
    await contact.says(right);
  },
  '2020年度主要经济指标 · 销售收入总额': async (contact, right) => {
    await contact.edits('18', '２２人');
    await contact.hears('✓ 已改好');
    await contact.says(right);
  },
  '1.项目需求的背景与意义': async (contact, right) => {
    await contact.says(right + right + right);
    await contact.hears('超出');
    await contact.taps('看截短的版本');
    await contact.hears('截短的版本（');
    await contact.taps('用截短的版本');
  },
};

async function finish(contact: PrintedPerson): Promise<TalkEnd> {
  await contact.taps('总览');
  await contact.hears('总览 · 已填');
  await contact.taps('下一页 ›');
  await contact.hears('第 2/2 页');
  await contact.taps('14');
  await contact.hears('利税总额');
  await contact.says('-12.8');
  await contact.hears('全部填完了');
  await contact.taps('打印草稿');
  const printed = await contact.hears('仅供核对');
  await contact.says('提交');
  await contact.hears('内容无误');
  await contact.says('提交');
  const { text } = await contact.hears('回执编号');
  return { questions: total, printed, receipt: /回执编号：(\S+)/.exec(text)?.[1] ?? '' };
}
