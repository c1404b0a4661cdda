import { Schedule } from '../../src/notices/schedule.js';
import { reminderStore } from '../../src/storage/reminder-store.js';
import type { Store } from '../../src/storage/store.js';

const dayMs = 24 * 3600_000;

/** Noon of the day after tomorrow in the campaign's zone: everybody came before. */
export function noonAhead(): Date {
  const date = new Date(Date.now() + 2 * dayMs + 8 * 3600_000).toISOString().slice(0, 10);
  return new Date(`${date}T12:00:00+08:00`);
}

/** The bot's reminders as they are looked for at this time; what goes wrong is put into `failures`. */
export function scheduleAt(now: Date, { prisma }: Store, token: string, failures: unknown[]): Schedule {
  return new Schedule({
    store: reminderStore(prisma, Number(token.split(':')[0])),
    now: () => now,
    leads: () => Promise.resolve(true),
    distrusts: (verdict) => failures.push(verdict),
    failed: (error) => failures.push(error),
    firstMs: 0,
    everyMs: 60_000,
  });
}
