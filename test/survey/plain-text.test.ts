import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onOneLine, plainText, saysNone } from '../../src/survey/reading/plain-text.js';

describe('plainText', () => {
  it.each([
    ['１２ＡＢ＠．：（）', '12AB@.:()'],
    ['　a\u00a0b\tc\n', 'a b c'],
    ['1\u200b2\ufeff3\u202e4\u0000', '1234'],
    ['￥300', '¥300'],
    ['5²㎡①', '5²㎡①'],
    ['，。、', ',。、'],
  ])('makes %j %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});

describe('onOneLine', () => {
  it.each([
    ['红枣自动化采收\n与分选关键技术', '红枣自动化采收与分选关键技术'],
    ['第一行，\n　　第二行', '第一行，第二行'],
    ['“甲”\n（乙）', '“甲”（乙）'],
    ['deep\n learning', 'deep learning'],
    ['基于 AI\n的分选', '基于 AI 的分选'],
    ['甲\v乙\u2028丙', '甲乙丙'],
    ['甲 乙', '甲 乙'],
  ])('makes %j %j', (text, line) => {
    expect(onOneLine(text)).toBe(line);
  });
});

describe('saysNone', () => {
  it.each(['无', '没有', '暂无。', 'None', 'N/A', '-', '——', '/'])('sees that %j says nothing', (text) => {
    expect(saysNone(text)).toBe(true);
  });

  it.each(['', '无锡', '没有网站', '0', '-5'])('takes %j for an answer', (text) => {
    expect(saysNone(text)).toBe(false);
  });
});
