/* What a contender's process tells the bench about itself. */

export type Ask = { readonly ask: 'cpu' | 'heap'; readonly number: number };

export type Tell =
  | { readonly kind: 'ready' }
  /** Microseconds of CPU time since the start, or bytes of live heap after a full collection. */
  | { readonly kind: 'told'; readonly number: number; readonly value: number };

/** The Bot API root, the token and the database that the bench gave this process. */
export function given(): { apiRoot: string; token: string; databaseUrl: string } {
  const { BENCH_API_ROOT: apiRoot, BENCH_TOKEN: token, BENCH_BOT_DATABASE: databaseUrl } = process.env;
  if (!apiRoot || !token || !databaseUrl) throw new Error('this process is started by the bench');
  return { apiRoot, token, databaseUrl };
}

export function ready(): void {
  process.on('message', ({ ask, number }: Ask) => {
    tell({ kind: 'told', number, value: ask === 'cpu' ? cpu() : heap() });
  });
  process.on('disconnect', () => process.exit(0));
  tell({ kind: 'ready' });
}

function tell(message: Tell): void {
  process.send?.(message);
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function heap(): number {
  for (let pass = 0; pass < 4; pass++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
