import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/config/json-text.js';
import { loadLocale } from '../../src/locale/locale.js';
import { mistakeText } from '../../src/wording/definition-fault.js';

const t = loadLocale(new URL('../../locales/', import.meta.url))('en');

describe('JSON of a definition', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readJson(text)).toEqual({ kind: 'read', value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('is refused wherever JSON.parse refuses it, and taken wherever it takes it', () => {
    const parts = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e9',
      'true',
      'nul',
      ' ',
      '\n',
      '“',
      '\\',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (chosen) => {
        const text = chosen.join('');
        const read = readJson(text);
        if (read.kind === 'broken' && read.json.kind === 'twice') return;
        let taken = true;
        try {
          JSON.parse(text);
        } catch {
          taken = false;
        }
        expect(read.kind === 'read', text).toBe(taken);
      }),
      { numRuns: 2000 },
    );
  });

  it('may begin with a byte order mark', () => {
    expect(readJson('\uFEFF{"a":1}')).toEqual({ kind: 'read', value: { a: 1 } });
  });

  it.each([
    ['a comma after the last entry', '{\n  "a": 1,\n}', 2, 9, /no ","/],
    ['a missing comma', '{\n  "标题": "甲"\n  "b": 1\n}', 3, 3, /"," or "}"/],
    [
      'Chinese quotes',
      '{"标题": “甲”}',
      1,
      8,
      /^a value should stand here, not “\. Write the plain quote " instead\.$/,
    ],
    ['a Chinese colon', '{"a"：1}', 1, 5, /half-width colon :/],
    ['a full-width space', '{\u3000"a": 1}', 1, 2, /\. It is a full-width space/],
    ['a comment', '{ // x\n}', 1, 3, /no comments/],
    ['a key twice', '{"id": 1,\n "id": 2}', 2, 2, /second time/],
    ['an object never closed', '[\n {"a": 1', 2, 2, /never closed/],
    ['a text over two lines', '["a\nb"]', 1, 2, /not closed/],
    ['a wrong escape', '["\\x"]', 1, 2, /sequence/],
    ['nothing at all', '', 1, 1, /ends where a value/],
    ['something after the end', '{} {}', 1, 4, /end of the file/],
    ['101 levels', '['.repeat(101), 1, 101, /more than 100 levels/],
    ['more values than any definition has', `[${'1,'.repeat(8000)}1]`, 1, 16_000, /more than 8000 values/],
  ])('with %s is refused with its line and column', (_name, text, line, column, reason) => {
    const read = readJson(text);
    expect(read).toMatchObject({ kind: 'broken', line, column });
    if (read.kind === 'broken')
      expect(mistakeText(t, { ...read, kind: 'json' }).replace('is not valid JSON: ', '')).toMatch(reason);
  });
});
