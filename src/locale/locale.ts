import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { Messages } from './messages.js';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

type Arguments<K extends keyof Messages> = [Messages[K]] extends [never]
  ? []
  : [Readonly<Record<Messages[K], string | number>>];

/** Looks up an interface word. Keys and their variables are checked by the compiler. */
export type Translate = <K extends keyof Messages>(key: K, ...variables: Arguments<K>) => string;

/** Reads locales/<language>/*.ftl. Throws when a file does not parse. */
export function loadLocale(root: URL | string): (language: Language) => Translate {
  const bundles = new Map(languages.map((language) => [language, bundleOf(root, language)]));
  return (language) => {
    const bundle = bundles.get(language);
    if (!bundle) throw new Error(`no locale ${language}`);
    return (key, ...variables) => format(bundle, key, variables[0]);
  };
}

function bundleOf(root: URL | string, language: Language): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const folder = new URL(`${language}/`, root);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    const [fault] = bundle.addResource(new FluentResource(readFileSync(new URL(file, folder), 'utf8')));
    if (fault) throw new Error(`locales/${language}/${file}: ${fault.message}`);
  }
  return bundle;
}

function format(bundle: FluentBundle, key: string, variables?: Record<string, string | number>): string {
  const pattern = bundle.getMessage(key)?.value;
  if (!pattern) throw new Error(`no message ${key}`);
  return bundle.formatPattern(pattern, variables && plain(variables));
}

/** Numbers as people type them: no thousands separators. */
function plain(variables: Record<string, string | number>): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'number'
        ? new FluentNumber(value, { useGrouping: false, maximumFractionDigits: 6 })
        : value,
    ]),
  );
}
