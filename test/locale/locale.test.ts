import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messagesModule, messagesOf, variablesOf } from '../../scripts/locale-keys.js';
import { commandMenu } from '../../src/intake/commands.js';
import { languages, loadLocale } from '../../src/locale/locale.js';

const translate = loadLocale(new URL('../../locales/', import.meta.url));

describe('looking up a word', () => {
  test('gives it in the language asked for', () => {
    expect(translate('zh-CN')('value-yes')).toBe('是');
    expect(translate('en')('value-yes')).toBe('Yes');
  });

  test('puts variables in as they are, without marks around them', () => {
    expect(translate('zh-CN')('receipt-number', { number: 'ZJJ-0001-7' })).toBe('回执编号：ZJJ-0001-7');
    expect(translate('en')('found-several', { query: '<b>&', count: 2 })).toContain('“<b>&”');
  });

  test.each(languages)(
    'shows numbers as people type them, without thousands separators, in %s',
    (language) => {
      const t = translate(language);
      expect(t('refusal-above', { value: 1234567, max: 1000000.5 })).toMatch(/1234567\D+1000000\.5/);
      expect(t('refusal-fraction', { value: 0.000001 })).toContain('0.000001');
      expect(t('refusal-negative', { value: -12345.678 })).toContain('-12345.678');
      expect(t('missing-title', { count: 12345 })).toContain('12345');
    },
  );

  test('says one and several in English', () => {
    const t = translate('en');
    expect(t('left-days', { count: 1 })).toBe('1 day');
    expect(t('left-days', { count: 30 })).toBe('30 days');
    expect(t('refusal-mobile', { digits: 12 })).toBe(
      'I count 12 digits. A mobile number has 11 and begins with 1; please check it.',
    );
    expect(t('forget-stays', { count: 1 })).toMatch(/^1 form that you submitted stays\. It is part of/);
    expect(t('forget-stays', { count: 3 })).toMatch(/^3 forms that you submitted stay\. They are part of/);
  });

  test('keeps the lines of a text of several', () => {
    expect(translate('zh-CN')('help-steps').split('\n')[1]).toBe('/back 上一题　/preview 总览和修改');
    expect(translate('en')('recorded-conflict', { left: 70, right: 60, reason: 'Too many.' })).toBe(
      'But it does not agree with another answer (70 and 60): Too many.\nPlease check the question below.',
    );
  });

  test('throws on a key that is not there', () => {
    expect(() => translate('zh-CN')('no-such-key' as 'value-yes')).toThrow('no message no-such-key');
  });

  test('throws on a variable that is not given, rather than showing its name', () => {
    expect(() => translate('zh-CN')('receipt-number', {} as { number: string })).toThrow(/number/);
  });
});

describe('the menu of commands', () => {
  test.each(languages)('has descriptions that Telegram takes in %s', (language) => {
    const menu = commandMenu(translate(language));
    expect(menu).toHaveLength(13);
    for (const { description } of menu) {
      expect(description.length).toBeGreaterThanOrEqual(1);
      expect(description.length).toBeLessThanOrEqual(256);
      expect(description).not.toContain('\n');
    }
  });
});

describe('files of words', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'locale-'));
    for (const language of languages) mkdirSync(join(root, language));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('are refused when one key stands in two of them', () => {
    for (const name of ['a.ftl', 'b.ftl']) writeFileSync(join(root, 'zh-CN', name), 'left = 好\n');
    expect(() => loadLocale(pathToFileURL(`${root}/`))).toThrow(/locales\/zh-CN\/b\.ftl.*left/);
  });

  test('may be empty', () => {
    const empty = loadLocale(pathToFileURL(`${root}/`));
    expect(() => empty('en')('left')).toThrow('no message left');
  });
});

describe('the keys that the compiler is told', () => {
  const source = `
one = text
several =
    first { $b } line
    second { $a }
chosen =
    { $count ->
        [one] one of { $noun }
       *[other] { $count } of them
    }
`;

  test('have every variable, also those that choose or stand within a choice', () => {
    const found = messagesOf(source, 'made-up.ftl').map((message) => [message.id.name, variablesOf(message)]);
    expect(found).toEqual([
      ['one', []],
      ['several', ['a', 'b']],
      ['chosen', ['count', 'noun']],
    ]);
  });

  test.each([
    ['what is no message', 'not a message\n'],
    ['a term', '-brand = x\n'],
    ['an attribute', 'a = x\n    .b = y\n'],
  ])('are not made of %s', (_, text) => {
    expect(() => messagesOf(text, 'made-up.ftl')).toThrow('made-up.ftl: ');
  });

  test('are written as the formatter leaves them', () => {
    const names = Array.from({ length: 9 }, (_, n) => `a-long-variable-${n}`);
    const module = messagesModule(
      new Map([
        ['left', []],
        ['long-one', names],
        ['two', ['a', 'b']],
      ]),
    );
    expect(module.split('\n').slice(1)).toEqual([
      'export interface Messages {',
      '  left: never;',
      "  'long-one':",
      ...names.map((name, n) => `    | '${name}'${n === 8 ? ';' : ''}`),
      "  two: 'a' | 'b';",
      '}',
      '',
    ]);
  });
});
