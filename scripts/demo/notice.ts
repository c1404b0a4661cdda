import type { Heard } from '../../test/support/chat-person.js';
import { workbook } from '../../test/support/workbook.js';
import type { PrintedPerson } from './printed-person.js';

/* What an administrator goes through with a notice: the roster, the words, the audience, who got it, whom to call. */

export interface NoticeEnd {
  /** The bot's message with the state of every recipient. */
  readonly report: Heard;
  /** The bot's message with the units that somebody must call. */
  readonly calls: Heard;
}

const roster = [
  ['单位名称', '统一社会信用代码', '所属区域', '联系人', '手机'],
  ['张家界云雾莓茶生物科技有限公司', '91110000600037341L', '永定区', '李敏', '13800000001'],
  ['慈利澧水食品有限公司', '', '慈利县', '周约', '13800000002'],
  ['桑植白茶合作社', '', '桑植县', '吴工', '13800000003'],
];
const words = '评审会定于下周三上午九点召开，请各单位派项目负责人参加。';

/** Who is expected to file: the units of a file that the administrator sends. */
export async function bringRoster(administrator: PrintedPerson): Promise<void> {
  await administrator.sendsFile('单位名册.xlsx', await workbook(roster));
  await administrator.hears('它属于哪个征集');
  await administrator.taps(/^“我为群众办实事”/);
  await administrator.hears('导入前核对');
  await administrator.taps('确认导入');
  await administrator.hears('已导入');
}

/** A notice to all contacts, tried out first; then who got it, and whom somebody must call. */
export async function broadcast(administrator: PrintedPerson, contact: PrintedPerson): Promise<NoticeEnd> {
  await administrator.says('通知');
  await administrator.hears('群发通知');
  await administrator.taps(/^写通知：“我为群众办实事”/);
  await administrator.hears('通知草稿');
  await administrator.taps('写内容');
  await administrator.hears('请把通知内容发给我');
  await administrator.says(words);
  await administrator.hears('共 2 人');
  await administrator.taps('先发给我看看');
  await administrator.hears('只发给了您自己');
  await administrator.taps(/^发送给 2 人/);
  await administrator.hears('确认发送给 2 人');
  await administrator.taps(/^确认（2 人）/);
  await contact.hears(words);
  await administrator.hears('已发完');
  await administrator.taps(/^发送情况/);
  const report = await administrator.receives('.xlsx');
  await administrator.says('通知');
  await administrator.hears('带 # 号的是');
  await administrator.taps(/^需要打电话的单位/);
  await administrator.hears('机器人联系不到的单位');
  await administrator.taps(/^1\. 记电话：/);
  await administrator.hears('电话打得怎样');
  await administrator.taps('无人接听');
  await administrator.hears('上次电话：无人接听');
  await administrator.taps(/^电话名单/);
  return { report, calls: await administrator.receives('.xlsx') };
}
