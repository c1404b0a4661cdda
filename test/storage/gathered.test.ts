import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/storage/gathered.js';

/** Calls that are under way, and the means to end them. */
function desk() {
  const batches: number[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const run = (calls: readonly number[]): Promise<number[]> => {
    batches.push([...calls]);
    return new Promise((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve(calls.map((call) => call * 10)))),
    );
  };
  return { batches, run, end: (error?: Error) => ends.shift()?.(error) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });

describe('gathered calls', () => {
  it('go together when they are made at the same moment, each with its own answer', async () => {
    const { batches, run, end } = desk();
    const ask = gathered({ run, most: 9 });
    const answers = Promise.all([ask(1), ask(2), ask(3)]);
    await turn();
    end();
    expect(await answers).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('wait for those under way, and then go together, as many as may', async () => {
    const { batches, run, end } = desk();
    const ask = gathered({ run, most: 2 });
    const first = ask(1);
    await turn();
    const others = Promise.all([ask(2), ask(3), ask(4)]);
    await turn();
    expect(batches).toEqual([[1]]);
    for (let n = 0; n < 3; n++) {
      end();
      await turn();
    }
    expect([await first, ...(await others)]).toEqual([10, 20, 30, 40]);
    expect(batches).toEqual([[1], [2, 3], [4]]);
  });

  it('go one after the other when they concern the same thing', async () => {
    const { batches, run, end } = desk();
    const ask = gathered({ run, most: 9, apart: (call) => call % 2 });
    const answers = Promise.all([ask(1), ask(3), ask(2)]);
    for (let n = 0; n < 2; n++) {
      await turn();
      end();
    }
    expect(await answers).toEqual([10, 30, 20]);
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('fail alone when one of them is at fault', async () => {
    const ask = gathered<number, number>({
      most: 9,
      run: (calls) => (calls.includes(2) ? Promise.reject(new Error('at fault')) : Promise.resolve(calls)),
    });
    const answers = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ask(4)).toBe(4);
  });

  it('fail all when the database is lost, without being tried again', async () => {
    const { batches, run, end } = desk();
    const ask = gathered({ run, most: 9 });
    const answers = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    end(lost);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });
});
