import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from './chat-person.js';
import { appoints } from './filed.js';
import type { RunningApp } from './running-app.js';

/** People whose chats are open: nobody hears from a bot to whom they have never written. */
export async function comeIn(
  { chat }: Pick<RunningApp, 'chat'>,
  people: Readonly<Record<number, string>>,
): Promise<void> {
  for (const [id, name] of Object.entries(people)) await (await chat.newcomer(Number(id), name)).starts();
}

/** The office of 慈利县, which may send notices within its area. */
export async function collectsForCili(store: Store, person: number): Promise<void> {
  await appoints(store, person, {
    role: 'collector',
    title: '慈利县科技局',
    scopes: [{ kind: 'area', value: '慈利县' }],
  });
}

/** A new draft with these words, open before its sender. */
export async function draftsNotice(
  { chat }: Pick<RunningApp, 'chat'>,
  who: ChatPerson,
  words: string,
): Promise<void> {
  await chat.settled();
  await who.unheard();
  // By the command, which also ends whatever waits for an answer.
  await who.says('/broadcast');
  const home = await who.hears('群发通知');
  await who.taps(/写通知：“我为群众|写一个新通知/, { in: home.id });
  await who.hears(/通知草稿/);
  await who.taps('写内容');
  await who.hears('请把通知内容发给我');
  await who.says(words);
  await who.hears(words);
}

export async function confirmsNotice(who: ChatPerson): Promise<void> {
  await who.taps('发送给');
  await who.hears('确认发送给');
  await who.taps('确认（');
}
