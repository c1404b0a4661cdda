// A process that opens the embedded store named in its arguments and adds people until it is killed,
// telling the number of each when the store has acknowledged it.
import { openStore } from '../../src/storage/open.js';

const { prisma } = await openStore({ dataDir: process.argv[2] ?? '' });
for (;;) {
  const { id } = await prisma.person.create({ data: {} });
  process.send?.(id);
}
