import type { Store } from '../../src/storage/store.js';
import type { ChatPerson, Heard } from './chat-person.js';
import type { RunningApp } from './running-app.js';
import { beginsZhangjiajie } from './scripted.js';
import { fillIn, upTo, zhangjiajieValues } from './stored.js';

let next = 7000;

/** A new contact whose Zhangjiajie form is filled in up to a question, whole without one; gives what is heard there. */
export async function contactAt(
  { chat }: RunningApp,
  store: Store,
  question?: string,
): Promise<{ li: ChatPerson; heard: Heard }> {
  const li = await chat.newcomer(next++, '李敏');
  await beginsZhangjiajie(li);
  await li.hears('单位名称（盖章）');
  await chat.settled();
  await fillIn(store, li.id, question === undefined ? zhangjiajieValues : upTo(question));
  await li.starts('zhangjiajie-2021');
  return { li, heard: await li.hears(question === undefined ? '全部填完了' : /第 \d+\/\d+ 题/) };
}
