import { describe, expect, it } from 'vitest';
import { firstGraphemes, lastGraphemes } from '../../src/survey/reading/graphemes.js';

const family = '👨‍👩‍👧';

describe('a part of a text', () => {
  it.each([
    ['莓茶提取', 2, '莓茶', '提取'],
    ['莓茶', 5, '莓茶', '莓茶'],
    ['', 3, '', ''],
    [`😀${family}e\u0301`, 2, `😀${family}`, `${family}e\u0301`],
    ['𠮷'.repeat(300), 40, '𠮷'.repeat(40), '𠮷'.repeat(40)],
  ])('of %j never splits a character', (text, count, first, last) => {
    expect(firstGraphemes(text, count)).toBe(first);
    expect(lastGraphemes(text, count)).toBe(last);
  });
});
