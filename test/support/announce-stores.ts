import { storesToTest } from './stores.js';

/** Runs once before all tests: says what is left out, and refuses to leave it out silently in CI. */
export default function announceStores(): void {
  const { CI, TEST_DATABASE_URL, TEST_STORES } = process.env;
  if (storesToTest().includes('postgres')) {
    if (!TEST_DATABASE_URL) throw new Error('TEST_STORES=postgres needs TEST_DATABASE_URL.');
  } else if (TEST_STORES !== 'embedded') {
    if (CI === 'true') {
      throw new Error(
        'In CI, set TEST_DATABASE_URL, or TEST_STORES=embedded to leave PostgreSQL to another run.',
      );
    }
    console.info('PostgreSQL is left out: TEST_DATABASE_URL is not set. The embedded store is tested.');
  }
}
