import { afterAll, expect } from 'vitest';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { type ChatOptions, localChat, type RunningChat } from '../support/local-chat.js';
import { everythingSaid } from '../support/program.js';
import { type ScriptedAnswer, zhangjiajieProject } from '../support/scripted.js';

/*
 * People and answers that are known again wherever they turn up: nothing of them may be in what a process
 * writes to its log, stdout or stderr, whatever goes wrong.
 */

/** All figures of the fault suite, not only as many as a build server has time for. */
export const full = process.env.FULL_FAULTS === '1';

const mark = '金丝雀';
const phone = '13911117301';
const username = 'canary7301';
const mail = `${username}@example.com`;

export const secretPeople = Array.from({ length: 12 }, (_, n) => ({
  id: 7_301_001 + n,
  name: `${mark}${n + 1}`,
  role: '企业联系人',
}));

const tokens = new Set<string>();
const logs: string[][] = [];

/** A local chat whose people and token are known again. */
export async function secretChat(options: ChatOptions = {}): Promise<RunningChat> {
  const chat = await localChat({ people: secretPeople, ...options });
  tokens.add(chat.token);
  return chat;
}

/** A log of the bot in this process that is held to silence too. */
export function secretLog(): string[] {
  const lines: string[] = [];
  logs.push(lines);
  return lines;
}

/** What must not be said, as it is and as JSON and addresses write it. */
export function secretWords(): string[] {
  const words = [mark, username, phone, phone.replace(/(...)(....)(....)/, '$1 $2 $3'), mail, ...tokens];
  for (const token of tokens) words.push(token.split(':')[1] ?? token);
  const ascii = (word: string): string =>
    word.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set(words.flatMap((word) => [word, encodeURIComponent(word), ascii(word)]))];
}

/** Call it once in a test file: at its end all that was said is searched. */
export function expectSilence(): void {
  afterAll(() => expect(secretsIn(`${everythingSaid()}\n${logs.flat().join('\n')}`)).toEqual([]));
}

export function secretsIn(text: string): string[] {
  return secretWords().filter((word) => text.includes(word));
}

export const secretText = `${mark}的保密内容，任何人不得在日志里看到。`;

/** The 2021 Zhangjiajie form, answered with what must stay secret. */
export const secretScript: readonly ScriptedAnswer[] = [
  { asks: '单位名称（盖章）', says: `${mark}生物科技有限公司` },
  { asks: '统一社会信用代码', says: '91110000600037341L' },
  { asks: '单位地址', says: `张家界市${mark}路 18 号` },
  { asks: '邮编', says: '427000' },
  { asks: '法定代表人 · 姓名', says: `${mark}法人` },
  { asks: '法定代表人 · 手机', says: phone },
  { asks: '联系人 · 姓名', says: `${mark}联系人` },
  { asks: '联系人 · 职务', says: `${mark}主任` },
  { asks: '联系人 · 手机', says: phone },
  { asks: '联系人 · 电子邮箱', says: mail },
  { asks: '职工总数', says: '120' },
  { asks: '其中研究开发人员', says: '18' },
  { asks: '2020年度主要经济指标 · 销售收入总额', says: '32000' },
  { asks: '2020年度主要经济指标 · 利税总额', says: '-12.5' },
  { asks: '2020年度主要经济指标 · 研发经费', says: '960' },
  { asks: '单位所属区域', taps: '永定区' },
  ...zhangjiajieProject(`${mark}关键技术`).map((answer) =>
    answer.asks.startsWith('1.') ? { asks: answer.asks, says: secretText } : answer,
  ),
];

/** Something a person does, and the words that the bot must come to say then. */
export interface Step {
  readonly does: (person: ChatPerson) => Promise<unknown>;
  readonly hears: string | RegExp;
}

/** From the first message to the last question, or on to the receipt. */
export function stepsOf(script: readonly ScriptedAnswer[], submits: boolean): Step[] {
  const prompts = [...script.map(({ asks }) => asks), '全部填完了'];
  return [
    { does: (person) => person.starts('zhangjiajie-2021'), hears: '您的权利' },
    { does: (person) => person.taps('同意'), hears: prompts[0] ?? '' },
    ...script.map((answer, at) => ({
      does: (person: ChatPerson) =>
        answer.taps === undefined ? person.says(answer.says ?? '') : person.taps(answer.taps),
      hears: prompts[at + 1] ?? '',
    })),
    ...(submits ? [says('提交', '请最后核对一遍'), says('提交', '提交成功')] : []),
  ];
}

function says(text: string, hears: string): Step {
  return { does: (person) => person.says(text), hears };
}

export async function walk(
  person: ChatPerson,
  steps: readonly Step[],
  each: (heard: Heard, at: number) => Promise<void> | void = () => undefined,
): Promise<void> {
  for (const [at, step] of steps.entries()) {
    await step.does(person);
    await each(await person.hears(step.hears, 20_000), at);
  }
}

/** What the bot sent to a person, in order; times and numbers that differ between two runs are left out. */
export async function spoken({ chat }: RunningChat, { id }: ChatPerson): Promise<string[]> {
  const calls = await chat.calls('sendMessage');
  return calls
    .filter(({ code, params }) => code === 200 && String(params.chat_id) === String(id))
    .map(({ params }) =>
      String(params.text)
        .replace(/[A-Z0-9]+-\d{6}-[0-9A-Z]+/g, '[receipt]')
        .replace(/\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}\D{1,4}\d{1,2}:\d{2}/g, '[time]'),
    );
}

/** Numbers from 0 to 1 that a seed gives again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
