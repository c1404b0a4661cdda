import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersFrom, keyText, readKey, sameKey } from '../../src/survey/answers.js';

describe('the key of an answer', () => {
  test('is written and read again', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,47}$/);
    fc.assert(
      fc.property(fc.nat(), id, (demand, question) => {
        const key = { demand, question };
        expect(sameKey(readKey(keyText(key)), key)).toBe(true);
      }),
    );
  });

  test('is another for another demand or question', () => {
    const key = { demand: 1, question: 'total' };
    expect(sameKey(key, { demand: 2, question: 'total' })).toBe(false);
    expect(sameKey(key, { demand: 1, question: 'public' })).toBe(false);
  });
});

describe('answers', () => {
  const answers = answersFrom(
    [1],
    [
      { demand: 0, question: 'listed', skipped: false, value: false },
      { demand: 0, question: 'remark', skipped: true, value: '旧的' },
      { demand: 1, question: 'content', skipped: false },
    ],
  );
  const at = (question: string, demand = 0): [string, unknown] => {
    const key = { demand, question };
    return [answers.state(key), answers.value(key)];
  };

  test('are given with their values, also no and nought', () => {
    expect(at('listed')).toEqual(['answered', false]);
  });

  test('are skipped without a value, whatever was there before', () => {
    expect(at('remark')).toEqual(['skipped', undefined]);
  });

  test('count as given where the value is not loaded', () => {
    expect(at('content', 1)).toEqual(['answered', undefined]);
  });

  test('are open where nothing was said, also in another demand', () => {
    expect(at('content')).toEqual(['open', undefined]);
    expect(at('gone')).toEqual(['open', undefined]);
  });
});
