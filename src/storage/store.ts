import type pg from 'pg';
import type { PrismaClient } from './prisma/client.js';
import type { Sql } from './sql.js';

interface StoreBase {
  readonly prisma: PrismaClient;
  /** For statements that look up rows by their keys, and nothing else. */
  readonly sql: Sql;
  /** Whether the database answers now, within two seconds. */
  healthy(): Promise<boolean>;
  /** May be called twice. */
  close(): Promise<void>;
}

export interface PostgresStore extends StoreBase {
  readonly kind: 'postgres';
  /**
   * A new connection outside the pool, not connected yet, for what belongs to a session (advisory
   * locks). Each query on it has four seconds.
   */
  session(): pg.Client;
}

export interface EmbeddedStore extends StoreBase {
  readonly kind: 'embedded';
}

export type Store = PostgresStore | EmbeddedStore;

/** A process at work, as the other processes on the same database see it. */
export interface WorkerLife {
  /** The row in `worker`; never given twice. */
  readonly id: number;
  /**
   * False while the others must take this worker for dead: it has lost the connection that proves its
   * life. It gets it again by itself, under the same id, and takes up nothing new until then.
   */
  alive(): boolean;
  /**
   * Workers that are gone: what they had in hand is free to take. Empty without a connection and for some seconds after a lost
   * connection, when the others may still be on their way back like this one.
   */
  deadWorkers(): Promise<number[]>;
  /**
   * Whether this worker is now the only one of a role. It stays so until `alive()` turns false, then
   * must ask again. False, and no error, while the database is away.
   */
  tryLead(role: string): Promise<boolean>;
  /** Whether the last `tryLead` still holds; asks nobody. */
  leads(role: string): boolean;
  /** Frees everything at once. May be called twice. */
  close(): Promise<void>;
}
