import { createHash } from 'node:crypto';

export type StoreKind = 'embedded' | 'postgres';

/**
 * Which stores this run tests. TEST_STORES names one of them; without it the embedded store is tested
 * always and PostgreSQL where TEST_DATABASE_URL leads to a server.
 */
export function storesToTest(): StoreKind[] {
  const wanted = process.env.TEST_STORES;
  if (wanted === 'embedded' || wanted === 'postgres') return [wanted];
  return process.env.TEST_DATABASE_URL ? ['embedded', 'postgres'] : ['embedded'];
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
