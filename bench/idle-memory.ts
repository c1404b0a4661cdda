import { Contender } from './contender.js';
import type { BenchServer } from './server.js';
import type { Line } from './table.js';

/* Whether contacts who came, answered a little and went leave anything in the process. */

const answersEach = 3;
const atOnce = 16;
/** Live heap moves by more than this without any contact, in bytes a contact of the measured number. */
const noise = 40;

export async function idleMemory(server: BenchServer, quick: boolean): Promise<Line[]> {
  const ours = await Contender.start('ours', server, ['--expose-gc']);
  try {
    await comeAndGo(ours, quick ? 300 : 1_000);
    const heaps: number[] = [await ours.heap()];
    const contacts = quick ? 500 : 2_000;
    for (let times = 0; times < 3; times++) {
      await comeAndGo(ours, contacts);
      heaps.push(await ours.heap());
    }
    // The first parts still warm up what the engine keeps for code; the slope of the last one is of contacts.
    const each = ((heaps[3] ?? 0) - (heaps[2] ?? 0)) / contacts;
    const told = heaps.map((bytes) => (bytes / 1_048_576).toFixed(2)).join(' -> ');
    return [
      {
        measured: `live heap a contact that came and went, over ${contacts}`,
        ours: `${each.toFixed(0)} B (${told} MiB)`,
        peers: '',
        target: `none (< ${noise} B)`,
        met: each < noise,
      },
    ];
  } finally {
    await ours.stop();
  }
}

async function comeAndGo(contender: Contender, count: number): Promise<void> {
  const contacts = await contender.begin(count, atOnce);
  await contender.advance(contacts, answersEach, atOnce);
}
