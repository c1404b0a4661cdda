import type { ChatPerson, Heard } from './chat-person.js';
import type { RunningApp } from './running-app.js';

/* What those who review do at the desk. */

/** Taps a button by its data, whether or not it is there. */
export async function tapsData(
  { chat }: Pick<RunningApp, 'chat'>,
  who: ChatPerson,
  data: string,
): Promise<void> {
  if ((await who.messages()).length === 0) {
    await who.says('/inbox');
    await who.hears();
  }
  await who.tapsData((await who.last()).id, data);
  await chat.settled();
}

export async function opensDemand(
  running: Pick<RunningApp, 'chat'>,
  who: ChatPerson,
  demand: number,
): Promise<Heard> {
  await who.unheard();
  await tapsData(running, who, `desk-open:${demand.toString(36)}`);
  return who.hears('状态：');
}

/** Sends an answer of the open demand back as unclear, to be mended within a week. */
export async function sendsBack(who: ChatPerson, question: RegExp | string): Promise<void> {
  await who.taps('退回修改');
  await who.hears('点要修改的题');
  await who.taps(question);
  await who.hears('要怎么改');
  await who.taps('不清楚');
  await who.hears('已选 1 处');
  await who.taps(/退回这 1 处/);
  await who.hears('请选择修改期限');
  await who.taps(/^7 天/);
  await who.hears('已退回');
}
