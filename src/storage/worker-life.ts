import type { Store, WorkerLife } from './store.js';
import { startEmbeddedLife } from './worker-life-embedded.js';
import { startPostgresLife } from './worker-life-postgres.js';

/** Announces this process as a worker. Fails when the database is away now; later it waits for it. */
export function startWorkerLife(store: Store): Promise<WorkerLife> {
  return store.kind === 'postgres' ? startPostgresLife(store) : startEmbeddedLife(store);
}
