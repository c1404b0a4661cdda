import { beforeEach, describe, expect, it } from 'vitest';
import { Pace } from '../../src/notices/pace.js';

describe('the pace', () => {
  let ms: number;
  beforeEach(() => {
    ms = 0;
  });
  const pace = (perSecond: number) => new Pace(perSecond, () => ms);

  it('lets as many leave in a second as it may, without a long burst after a rest', () => {
    const one = pace(25);
    let left = 0;
    for (ms = 0; ms <= 10_000; ms += 10) {
      const room = one.room;
      one.spend(room);
      left += room;
    }
    expect(left).toBe(250);
    ms += 60_000;
    expect(one.room).toBe(12);
  });

  it('leaves what answers to people have not used, and makes up for them', () => {
    const one = pace(20);
    ms = 1_000;
    one.spend(20);
    expect(one.room).toBe(0);
    expect(one.wait).toBeCloseTo(550);
    ms = 1_551;
    expect(one.room).toBe(1);
  });

  it('keeps silence when Telegram asked for it', () => {
    const one = pace(20);
    ms = 1_000;
    one.silence(5_000);
    expect(one.room).toBe(0);
    expect(one.wait).toBe(5_000);
    ms = 6_000;
    expect(one.room).toBeGreaterThan(0);
  });

  it('can be lifted', () => {
    const one = pace(Number.POSITIVE_INFINITY);
    one.spend(100_000);
    expect(one.room).toBeGreaterThan(1_000);
    expect(one.wait).toBe(0);
  });
});
