import { describe, expect, it } from 'vitest';
import { Clock } from '../../src/telegram/clock.js';

const dayMs = 24 * 3600 * 1000;

/** A host whose clock can be set, and a Telegram that knows the time. */
function world() {
  let passed = 0;
  let set = 0;
  const start = Date.parse('2026-06-30T15:59:00Z');
  const clock = new Clock({ wall: () => start + passed + set, steady: () => 5_000 + passed });
  const at = (): number => start + passed;
  return {
    clock,
    at,
    passes: (ms: number) => {
      passed += ms;
    },
    hostIsSet: (ms: number) => {
      set += ms;
    },
    /** An answer by a clock that differs by so much. */
    answers: (differs = 0) => clock.learn(new Date(Math.floor((at() + differs) / 1000) * 1000).toUTCString()),
    error: () => Math.abs(clock.now().getTime() - at()),
  };
}

describe('the clock', () => {
  it.each([dayMs, -dayMs])('goes on as it went when the host is set by %d ms', (ms) => {
    const { clock, hostIsSet, passes, answers, error, at } = world();
    hostIsSet(ms);
    passes(30_000);
    answers();
    answers();
    expect(error()).toBe(0);
    expect(clock.now().getTime()).toBe(at());
  });

  it.each([dayMs, -dayMs])(
    'learns from two answers that the host was wrong by %d ms from the start',
    (ms) => {
      const start = Date.parse('2026-06-30T15:59:00Z');
      const clock = new Clock({ wall: () => start + ms, steady: () => 0 });
      const header = new Date(start).toUTCString();
      clock.learn(header);
      expect(clock.now().getTime()).toBe(start + ms);
      clock.learn(header);
      expect(Math.abs(clock.now().getTime() - start)).toBeLessThanOrEqual(1_000);
    },
  );

  it('takes no notice of one wrong answer, of a small difference, nor of what is no date', () => {
    const { clock, answers, error, passes } = world();
    answers(dayMs);
    answers();
    answers(-dayMs);
    answers();
    answers(1_400);
    answers(1_400);
    passes(500);
    clock.learn(undefined);
    clock.learn('yesterday');
    expect(error()).toBe(0);
  });

  it('is mended after the host slept, when its steady clock stood still', () => {
    let slept = 0;
    const start = Date.parse('2026-06-30T15:59:00Z');
    const clock = new Clock({ wall: () => start + slept, steady: () => 0 });
    slept = 3_600_000;
    for (let n = 0; n < 2; n += 1) clock.learn(new Date(start + slept).toUTCString());
    expect(Math.abs(clock.now().getTime() - (start + slept))).toBeLessThanOrEqual(1_000);
  });
});
