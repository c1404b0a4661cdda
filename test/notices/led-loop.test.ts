import { afterEach, describe, expect, it } from 'vitest';
import { LedLoop, pause } from '../../src/notices/led-loop.js';

const hour = 3600_000;

describe('a loop that one process leads', () => {
  let loop: LedLoop;
  afterEach(() => loop.stop());

  /** Resolves once it was called so often. */
  function calls(count: number): { readonly call: () => number; readonly reached: Promise<void> } {
    let made = 0;
    let resolve: () => void = () => undefined;
    const reached = new Promise<void>((done) => {
      resolve = done;
    });
    const call = (): number => {
      made += 1;
      if (made === count) resolve();
      return made;
    };
    return { call, reached };
  }

  it('looks only while it leads, and goes on after a look that failed', async () => {
    const asked = calls(6);
    const looks: number[] = [];
    const failures: unknown[] = [];
    let at = 0;
    loop = new LedLoop(
      () => {
        looks.push(at);
        return at === 3 ? Promise.reject(new Error('away')) : Promise.resolve();
      },
      {
        leads: () => {
          at = asked.call();
          return Promise.resolve(at > 2);
        },
        failed: (error) => failures.push(error),
        everyMs: 1,
      },
    );
    loop.start();
    await asked.reached;
    await loop.stop();
    expect(looks.slice(0, 3)).toEqual([3, 4, 5]);
    expect(failures).toHaveLength(1);
  });

  it('waits before its first look, and stops at once, waiting or not', async () => {
    let looked = 0;
    const look = () => {
      looked += 1;
      return Promise.resolve();
    };
    const options = { leads: () => Promise.resolve(true), failed: () => undefined, everyMs: hour };
    loop = new LedLoop(look, { ...options, firstMs: hour });
    loop.start();
    await loop.stop();
    expect(looked).toBe(0);
    const stopped = new AbortController();
    stopped.abort();
    await pause(hour, stopped.signal);
  });
});
