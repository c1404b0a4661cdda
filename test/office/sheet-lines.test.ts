import { describe, expect, it } from 'vitest';
import { lineCount, widthOf } from '../../src/office/sheet-lines.js';

describe('the lines of a text', () => {
  it.each([
    ['', 10, 1],
    ['一二三四五', 10, 1],
    ['一二三四五六', 10, 2],
    ['一二三四', 7, 2],
    ['一\n\n二', 10, 3],
    ['word another', 12, 1],
    ['word another', 11, 2],
    ['一二 another', 10, 2],
    ['0123456789012345', 10, 2],
    ['一0123456789012345678', 10, 3],
    ['字', 1, 1],
  ])('%j in a width of %d takes %d', (text, width, lines) => {
    expect(lineCount(text, width)).toBe(lines);
  });

  it('counts what Chinese fonts draw wide as two', () => {
    expect(widthOf('字，“”—①㎡㈱ａ𠮷')).toBe(20);
    expect(widthOf('aé1 .')).toBe(5);
  });
});
