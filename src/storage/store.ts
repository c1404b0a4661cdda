import type pg from 'pg';
import type { PrismaClient } from './prisma/client.js';

interface StoreBase {
  readonly prisma: PrismaClient;
  /** Whether the database answers now, within two seconds. */
  healthy(): Promise<boolean>;
  /** May be called twice. */
  close(): Promise<void>;
}

export interface PostgresStore extends StoreBase {
  readonly kind: 'postgres';
  /** A new connection outside the pool, not connected yet, for what belongs to a session (advisory locks). */
  session(): pg.Client;
}

export interface EmbeddedStore extends StoreBase {
  readonly kind: 'embedded';
}

export type Store = PostgresStore | EmbeddedStore;
