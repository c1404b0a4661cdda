import { expect, test } from 'vitest';
import { formatText } from '../../src/local-chat/formatted-text.js';

test.each([
  [
    '<b>粗 <i>斜</i></b>',
    '粗 斜',
    [
      ['bold', 0, 3],
      ['italic', 2, 1],
    ],
  ],
  [
    '<u>u</u><s>s</s><code>c</code>',
    'usc',
    [
      ['underline', 0, 1],
      ['strikethrough', 1, 1],
      ['code', 2, 1],
    ],
  ],
  ['a &lt;b&gt; &amp; &quot;c&quot; &#20013; &nbsp;', 'a <b> & "c" 中 &nbsp;', []],
  ['😀<b>x</b>', '😀x', [['bold', 2, 1]]],
  [
    '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
    'xy',
    [
      ['spoiler', 0, 1],
      ['spoiler', 1, 1],
    ],
  ],
  [
    '<blockquote>q</blockquote>\n<blockquote expandable>e</blockquote>',
    'q\ne',
    [
      ['blockquote', 0, 1],
      ['expandable_blockquote', 2, 1],
    ],
  ],
  [
    '<B>x</B> <em>y</em>',
    'x y',
    [
      ['bold', 0, 1],
      ['italic', 2, 1],
    ],
  ],
  ['<b></b>x', 'x', []],
])('reads HTML %s', (html, text, entities) => {
  const read = formatText(html, 'HTML');
  expect(read.text).toBe(text);
  expect(read.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual(entities);
});

test('keeps the language of code, the address of links, and drops addresses that Telegram drops', () => {
  expect(formatText('<pre><code class="language-ts">x</code></pre>', 'HTML').entities).toEqual([
    { type: 'pre', offset: 0, length: 1, language: 'ts' },
  ]);
  expect(formatText('<a href="example.org/?a=1&amp;b=2">x</a>', 'HTML').entities).toEqual([
    { type: 'text_link', offset: 0, length: 1, url: 'http://example.org/?a=1&b=2' },
  ]);
  expect(formatText('<a href="javascript:alert(1)">x</a>', 'HTML').entities).toEqual([]);
});

test.each([
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['数<c>x</c>', 'Unsupported start tag "c" at byte offset 3'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
  ['a <b', 'Unclosed start tag at byte offset 2'],
  ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<a href=x/>y</a>', 'Unexpected end of name token at byte offset 8'],
])('refuses HTML %s', (html, reason) => {
  expect(() => formatText(html, 'HTML')).toThrow(`Bad Request: can't parse entities: ${reason}`);
});

test.each([
  [
    '*粗* _斜_ __下__ ~删~ ||藏||',
    '粗 斜 下 删 藏',
    ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'],
  ],
  ['`c` ```ts\nx```', 'c x', ['code', 'pre']],
  ['[x](https://example.org/)', 'x', ['text_link']],
  ['>a\n>b\nc', 'a\nb\nc', ['blockquote']],
  ['>a\n>b||', 'a\nb', ['expandable_blockquote']],
  ['\\*x\\* 1\\.', '*x* 1.', []],
])('reads MarkdownV2 %s', (source, text, types) => {
  const read = formatText(source, 'MarkdownV2');
  expect(read.text).toBe(text);
  expect(read.entities.map(({ type }) => type)).toEqual(types);
});

test.each([
  ['1.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['a*b', "Can't find end of Bold entity at byte offset 1"],
  ['数_x', "Can't find end of Italic entity at byte offset 3"],
  ['[x](y', "Can't find end of a URL at byte offset 4"],
])('refuses MarkdownV2 %s', (source, reason) => {
  expect(() => formatText(source, 'MarkdownV2')).toThrow(`Bad Request: can't parse entities: ${reason}`);
});

test('cleans and trims as Telegram does, and moves the entities along', () => {
  expect(formatText('  \n数\t据\r\n ').text).toBe('数 据');
  const read = formatText('x\u202e<b>y</b>\u2028<i>z</i>  ', 'HTML');
  expect(read).toEqual({
    text: 'xyz',
    entities: [
      { type: 'bold', offset: 1, length: 1 },
      { type: 'italic', offset: 2, length: 1 },
    ],
  });
});

test('finds commands, addresses, mail, mentions and hashtags by itself', () => {
  const { text, entities } = formatText(
    '/start@x_bot 见 https://a.cn/b?c=1，写信 li@a.com.cn 或 @some_bot #需求',
  );
  expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual([
    ['bot_command', '/start@x_bot'],
    ['url', 'https://a.cn/b?c=1'],
    ['email', 'li@a.com.cn'],
    ['mention', '@some_bot'],
    ['hashtag', '#需求'],
  ]);
});
