// A process that works on the database named in its arguments until it is killed.
import { openStore } from '../../src/storage/open.js';
import { startWorkerLife } from '../../src/storage/worker-life.js';

process.on('disconnect', () => process.exit());
const store = await openStore({ databaseUrl: process.argv[2] ?? '', dataDir: '' });
const life = await startWorkerLife(store);
process.send?.({ id: life.id, leads: await life.tryLead('polling') });
