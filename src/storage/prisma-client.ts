import type { PrismaPg } from '@prisma/adapter-pg';
import type { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from './prisma/client.js';

export function newPrisma(adapter: PrismaPg | PrismaPGlite): PrismaClient {
  // 'minimal' keeps the arguments of a call, which are people's answers, out of its error message.
  return new PrismaClient({ adapter, errorFormat: 'minimal' });
}

/** Whether the database answers within two seconds. */
export async function answers(prisma: PrismaClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), 2_000);
  });
  const asked = prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** A close that may be called twice, and is then one close. */
export function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}
