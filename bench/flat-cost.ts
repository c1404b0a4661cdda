import { Contender, type ContenderName, contenderNames } from './contender.js';
import type { BenchServer } from './server.js';
import { median } from './statistics.js';
import type { Line } from './table.js';

/*
 * Whether a step costs the same at the end of a form as at its beginning. Groups of contacts fill in the form
 * side by side; both windows hold each kind of question equally often, as the answer and as the prompt.
 */

const early = { from: 2, to: 9 };
const late = { from: 112, to: 119 };
const atOnce = 4;
const target = 1.2;

/** Cost of one step in one window of one group. */
interface Cost {
  /** Microseconds of the bot's process. */
  readonly bot: number;
  /** Microseconds of the database's backends. */
  readonly backends: number;
  readonly bytes: number;
}

interface Group {
  readonly early: Cost;
  readonly late: Cost;
}

export async function flatCost(server: BenchServer, quick: boolean): Promise<Line[]> {
  const contenders = await Promise.all(contenderNames.map((name) => Contender.start(name, server)));
  const groups = new Map<ContenderName, Group[]>(contenderNames.map((name) => [name, []]));
  try {
    for (const contender of contenders) await runGroup(contender, quick);
    for (let round = 0; round < (quick ? 3 : 9); round++)
      for (const contender of contenders) groups.get(contender.name)?.push(await runGroup(contender, quick));
  } finally {
    for (const contender of contenders) await contender.stop();
  }
  const of = (name: ContenderName): readonly Group[] => groups.get(name) ?? [];
  return [
    line('CPU of the bot, late / early', of, ({ bot }) => bot, microseconds),
    line('CPU of PostgreSQL, late / early', of, ({ backends }) => backends, microseconds),
    line('CPU of both, late / early', of, ({ bot, backends }) => bot + backends, microseconds),
    line(
      'bytes written, late / early',
      of,
      ({ bytes }) => bytes,
      (bytes) => `${Math.round(bytes)} B`,
    ),
  ];
}

async function runGroup(contender: Contender, quick: boolean): Promise<Group> {
  const slow = contender.name === 'conversations';
  const contacts = await contender.begin((quick ? 8 : 32) / (slow ? 4 : 1), atOnce);
  await contender.advance(contacts, early.from - 1, atOnce);
  const costEarly = await costOf(contender, contacts, early.to);
  await contender.advance(contacts, late.from - 1, atOnce);
  const costLate = await costOf(contender, contacts, late.to);
  await contender.advance(contacts, late.to + 1, atOnce);
  return { early: costEarly, late: costLate };
}

async function costOf(contender: Contender, contacts: readonly number[], upTo: number): Promise<Cost> {
  const { database } = contender;
  const before = { reading: await database.read(), cpu: await contender.cpu() };
  const { steps } = await contender.advance(contacts, upTo, atOnce);
  const after = { reading: await database.read(), cpu: await contender.cpu() };
  const { bytes, backendCpu } = await database.spent(before.reading, after.reading);
  return { bot: (after.cpu - before.cpu) / steps, backends: backendCpu / steps, bytes: bytes / steps };
}

function microseconds(value: number): string {
  return `${(value / 1000).toFixed(2)} ms`;
}

function line(
  measured: string,
  of: (name: ContenderName) => readonly Group[],
  cost: (of: Cost) => number,
  show: (value: number) => string,
): Line {
  const ratio = (name: ContenderName): number =>
    median(of(name).map((group) => cost(group.late) / cost(group.early)));
  const text = (name: ContenderName): string => {
    const first = median(of(name).map((group) => cost(group.early)));
    const last = median(of(name).map((group) => cost(group.late)));
    return `${ratio(name).toFixed(2)} (${show(first)} -> ${show(last)})`;
  };
  return {
    measured: `${measured}, steps ${late.from}-${late.to} / ${early.from}-${early.to}`,
    ours: text('ours'),
    peers: `telegraf ${text('telegraf')}; conversations ${text('conversations')}`,
    target: `<= ${target}`,
    met: ratio('ours') <= target,
  };
}
