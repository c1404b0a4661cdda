import { Contender } from './contender.js';
import type { Progress } from './crowd.js';
import { questionCount } from './questionnaire.js';
import type { BenchServer } from './server.js';
import { median, quantile } from './statistics.js';
import type { Line } from './table.js';

/*
 * How many steps a second the bot takes when N contacts answer as fast as it lets them, each to the end of the
 * form, in turns with the peer.
 */

const targetRate = 500;
const targetP99 = 100;

interface Round {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

export async function throughput(server: BenchServer, quick: boolean): Promise<Line[]> {
  const ours = await Contender.start('ours', server);
  const telegraf = await Contender.start('telegraf', server);
  const lines: Line[] = [];
  try {
    for (const contender of [ours, telegraf]) await round(contender, 16, 16);
    for (const atOnce of [1, 4, 16]) {
      const contacts = Math.max(atOnce, quick ? 1 : 4);
      const rounds = { ours: [] as Round[], telegraf: [] as Round[] };
      for (let count = 0; count < (quick ? 3 : 7); count++) {
        rounds.ours.push(await round(ours, contacts, atOnce));
        rounds.telegraf.push(await round(telegraf, contacts, atOnce));
      }
      lines.push(...linesOf(atOnce, rounds));
    }
  } finally {
    await ours.stop();
    await telegraf.stop();
  }
  return lines;
}

async function round(contender: Contender, count: number, atOnce: number): Promise<Round> {
  const contacts = await contender.begin(count, atOnce);
  return summary(await contender.advance(contacts, questionCount, atOnce));
}

function summary({ steps, ms, latencies }: Progress): Round {
  return { rate: (steps / ms) * 1000, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

function linesOf(atOnce: number, rounds: Record<'ours' | 'telegraf', readonly Round[]>): Line[] {
  const of = (who: 'ours' | 'telegraf', what: keyof Round): number =>
    median(rounds[who].map((round) => round[what]));
  const share = median(
    rounds.ours.map((round, at) => round.rate / (rounds.telegraf[at]?.rate ?? Number.NaN)),
  );
  const chats = `${atOnce} ${atOnce === 1 ? 'chat' : 'chats'} at once`;
  const text = (who: 'ours' | 'telegraf'): string =>
    `${of(who, 'rate').toFixed(0)}/s, p50 ${of(who, 'p50').toFixed(1)} ms, p99 ${of(who, 'p99').toFixed(1)} ms`;
  return [
    {
      measured: `steps, ${chats}`,
      ours: text('ours'),
      peers: `telegraf ${text('telegraf')}`,
      target: atOnce === 16 ? `>= ${targetRate}/s, p99 <= ${targetP99} ms` : `p99 <= ${targetP99} ms`,
      met: of('ours', 'p99') <= targetP99 && (atOnce < 16 || of('ours', 'rate') >= targetRate),
    },
    {
      measured: `steps/s against telegraf, ${chats}`,
      ours: share.toFixed(2),
      peers: '1',
      target: atOnce === 1 ? 'told' : '>= 1',
      met: atOnce === 1 ? undefined : share >= 1,
    },
  ];
}
