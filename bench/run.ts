import { cpus, loadavg } from 'node:os';
import { broadcast } from './broadcast.js';
import { builtTree } from './built.js';
import { chatExport } from './chat-export.js';
import { flatCost } from './flat-cost.js';
import { flatExport } from './flat-export.js';
import { idleMemory } from './idle-memory.js';
import { BenchServer } from './server.js';
import { startUp } from './start-up.js';
import { summary } from './summary.js';
import { type Line, tableOf } from './table.js';
import { throughput } from './throughput.js';

/*
 * npm run bench [-- flat-cost throughput idle-memory flat-export chat-export broadcast start-up summary] [--quick]
 *
 * What falls short is printed as it is; the exit code tells of benches that could not run, not of missed targets.
 */

const benches: Readonly<Record<string, (server: BenchServer, quick: boolean) => Promise<Line[]>>> = {
  'flat-cost': flatCost,
  throughput,
  'idle-memory': idleMemory,
  'flat-export': (_, quick) => flatExport(quick ? 5000 : 50_000),
  'chat-export': (_, quick) => chatExport(quick ? 2000 : 50_000),
  broadcast: (_, quick) => broadcast(quick),
  'start-up': (_, quick) => startUp(quick),
  summary: (_, quick) => summary(quick),
};

const quick = process.argv.includes('--quick');
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
for (const name of asked)
  if (!Object.hasOwn(benches, name)) {
    process.stderr.write(`no bench ${name}; there are ${Object.keys(benches).join(', ')}\n`);
    process.exit(2);
  }

const tree = await builtTree();
const server = await BenchServer.start(tree);
const lines: Line[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  try {
    lines.push(...(await bench(server, quick)));
  } catch (error) {
    process.stderr.write(`${name} did not run: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
await server.stop();
await tree.remove();
process.stdout.write(`${tableOf(lines)}\n\n`);
process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, ${quick ? 'quick' : 'full'}\n`,
);
process.exit();
