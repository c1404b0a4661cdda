import type { ChatClient } from './chat-client.js';
import type { ChatPerson, Heard } from './chat-person.js';

/** Submits the open form by typing the word, twice, since it is read back in between; gives the receipt. */
export async function submits(who: ChatPerson, chat?: ChatClient): Promise<Heard> {
  await who.says('提交');
  await who.hears('请最后核对');
  await who.says('提交');
  const receipt = await who.hears('提交成功');
  await chat?.settled();
  return receipt;
}

export function receiptNumber({ text }: Heard): string {
  return /回执编号：(\S+)/.exec(text)?.[1] ?? '?';
}
