import { readdirSync, readFileSync } from 'node:fs';
import { parse, type TextElement, Visitor } from '@fluent/syntax';
import { describe, expect, test } from 'vitest';
import { localeKeys, messagesModule } from '../../scripts/locale-keys.js';
import { contactCommands } from '../../src/intake/commands.js';
import { languages } from '../../src/locale/locale.js';
import { commandOf, staffTasks } from '../../src/people/staff-commands.js';
import { keysInUse } from './message-use.js';

const locales = new URL('../../locales/', import.meta.url);

function filesOf(language: string): string[] {
  return readdirSync(new URL(`${language}/`, locales)).sort();
}

/** Every text of a language, in pieces between its variables, with its key. */
function textsOf(language: string): { key: string; text: string }[] {
  return filesOf(language).flatMap((file) => {
    const source = readFileSync(new URL(`${language}/${file}`, locales), 'utf8');
    return parse(source, {}).body.flatMap((entry) => {
      const texts: { key: string; text: string }[] = [];
      class Collect extends Visitor {
        override visitTextElement(node: TextElement): void {
          if (entry.type === 'Message') texts.push({ key: entry.id.name, text: node.value });
        }
      }
      new Collect().visit(entry);
      return texts;
    });
  });
}

function faulty(language: string, fault: RegExp): string[] {
  return textsOf(language).flatMap(({ key, text }) => (fault.test(text) ? [`${key}: ${text}`] : []));
}

describe('the words of the interface', () => {
  test('stand in the same files in every language', () => {
    for (const language of languages) expect(filesOf(language)).toEqual(filesOf('zh-CN'));
  });

  test.each(languages)('have the keys and variables of the Chinese in %s', (language) => {
    expect(Object.fromEntries(localeKeys(language))).toEqual(Object.fromEntries(localeKeys('zh-CN')));
  });

  test('are those that the compiler knows', () => {
    const written = readFileSync(new URL('../../src/locale/messages.ts', import.meta.url), 'utf8');
    expect(written, 'run `npm run generate:locale`').toBe(messagesModule(localeKeys('zh-CN')));
  });

  test('are all used, and none is missing', () => {
    const used = [...keysInUse()].sort();
    expect(used).toEqual([...localeKeys('zh-CN').keys()].sort());
    expect(used.length).toBeGreaterThan(200);
  });

  test.each(languages)('hold no pictographs in %s', (language) => {
    expect(faulty(language, /\p{Emoji_Presentation}|\uFE0F/u)).toEqual([]);
  });

  test.each(languages)('hold no HTML in %s', (language) => {
    expect(faulty(language, /<[a-z/!]|&[a-z#]\w*;/i)).toEqual([]);
  });

  test('have full-width marks between Chinese characters', () => {
    expect(faulty('zh-CN', /\p{Script=Han}\s*[,.:;?!()]\s*(?=\p{Script=Han}|$)/u)).toEqual([]);
    expect(faulty('zh-CN', /[（，。：；？！、）]\s*[,.:;?!]|"/u)).toEqual([]);
  });

  test('are English in the English file, but for names of Chinese things and the choice of language', () => {
    const chinese = faulty('en', /\p{Script=Han}/u).map((fault) => fault.replace(/:.*/s, ''));
    expect(new Set(chinese)).toEqual(
      new Set([
        'asked-yuan',
        'asked-yuan-edited',
        'command-language',
        'help-count',
        'help-steps',
        'prompt-money',
        'readback-confirm',
        'ready-typed',
      ]),
    );
    expect(faulty('en', /[（，。：；？！、）]/u)).toEqual([]);
  });

  test.each(languages)('leave no paragraph with a blank at its end in %s', (language) => {
    for (const { key, text } of textsOf(language)) expect(text, key).not.toMatch(/[ \t]\n/);
  });
});

const commands = [...new Set(staffTasks.map(commandOf)), ...contactCommands];

describe('the menu of commands', () => {
  test.each(commands)('/%s is a name that Telegram takes', (command) => {
    expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
  });

  test('has no command twice and a description for each', () => {
    expect(new Set(commands).size).toBe(commands.length);
    const described = [...localeKeys('zh-CN').keys()].filter((key) => key.startsWith('command-'));
    expect(described.sort()).toEqual(commands.map((command) => `command-${command}`).sort());
  });
});
