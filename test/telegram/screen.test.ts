import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bold, escaped, pagesOf } from '../../src/telegram/screen.js';

const shown = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function balanced(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z]+)>/g)) {
    if (slash === '') open.push(name ?? '');
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

const text = fc.string({ unit: fc.constantFrom('字', 'a', '<', '&', '\n', '😀', ' ', '>'), maxLength: 400 });
const html = fc
  .array(fc.tuple(text, fc.boolean()), { maxLength: 12 })
  .map((parts) => parts.map(([words, strong]) => (strong ? bold(words) : escaped(words))).join('\n'));

describe('a text of any length', () => {
  it('goes out in messages that each fit, with all marks closed', () => {
    fc.assert(
      fc.property(html, fc.integer({ min: 2, max: 200 }), (long, max) => {
        for (const page of pagesOf(long, max)) {
          expect(shown(page).length).toBeLessThanOrEqual(max);
          expect(balanced(page)).toBe(true);
        }
      }),
    );
  });

  it('loses nothing but blanks on the way', () => {
    fc.assert(
      fc.property(html, fc.integer({ min: 2, max: 200 }), (long, max) => {
        const bare = (one: string): string => shown(one).replaceAll(/\s/g, '');
        expect(pagesOf(long, max).map(bare).join('')).toBe(bare(long));
      }),
    );
  });

  it('stays one message while it fits', () => {
    expect(pagesOf(bold('字'.repeat(4000)))).toHaveLength(1);
    expect(pagesOf(bold('字'.repeat(4001)))).toHaveLength(2);
  });
});
