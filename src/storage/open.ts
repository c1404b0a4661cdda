import { openEmbedded } from './embedded.js';
import { openPostgres } from './postgres.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** A PostgreSQL URL; without it an embedded store in `dataDir/store`. */
  databaseUrl?: string;
  dataDir: string;
  /** Connections of the pool; PostgreSQL only. */
  connections?: number;
}

/**
 * Opens the store and brings it to the schema of this program.
 * @throws StoreBusyError within two seconds when another process has the embedded store.
 * @throws SchemaMismatchError when the database belongs to another version of the program.
 */
export function openStore({ databaseUrl, dataDir, connections = 10 }: StoreOptions): Promise<Store> {
  return databaseUrl ? openPostgres(databaseUrl, connections) : openEmbedded(dataDir);
}
