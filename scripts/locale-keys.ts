// Writes src/locale/messages.ts: the keys of locales/zh-CN with the variables each needs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type BaseNode, type Message, parse, type VariableReference, Visitor } from '@fluent/syntax';

/** Every message of a language with the names of its variables, in order of key. Throws on a text that does not parse. */
export function localeKeys(language: string): Map<string, string[]> {
  const folder = new URL(`../locales/${language}/`, import.meta.url);
  const keys = new Map<string, string[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl')))
    for (const message of messagesOf(readFileSync(new URL(file, folder), 'utf8'), `${language}/${file}`)) {
      if (keys.has(message.id.name)) throw new Error(`${language}/${file}: ${message.id.name} again`);
      keys.set(message.id.name, variablesOf(message));
    }
  return new Map([...keys].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The messages of one file. Terms and attributes are refused: the look-up knows only plain messages. */
export function messagesOf(text: string, file: string): Message[] {
  return parse(text, {}).body.flatMap((entry) => {
    if (entry.type === 'Junk') throw new Error(`${file}: ${entry.content.slice(0, 60)}`);
    if (entry.type === 'Term') throw new Error(`${file}: -${entry.id.name} is a term`);
    if (entry.type !== 'Message') return [];
    if (!entry.value || entry.attributes.length > 0)
      throw new Error(`${file}: ${entry.id.name} has attributes`);
    return [entry];
  });
}

/** The variables of a message, those that only choose between variants included. */
export function variablesOf(message: Message): string[] {
  const names = new Set<string>();
  class Collect extends Visitor {
    override visitVariableReference(node: VariableReference): void {
      names.add(node.id.name);
    }
  }
  new Collect().visit(message satisfies BaseNode);
  return [...names].sort();
}

/** The module as the formatter would leave it: for each key the names of its variables, never where it has none. */
export function messagesModule(keys: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...keys].map(([key, names]) =>
    property(/^[A-Za-z_]\w*$/.test(key) ? key : `'${key}'`, names),
  );
  return `// Generated from locales/zh-CN by \`npm run generate:locale\`.
export interface Messages {
${lines.join('\n')}
}
`;
}

/** What biome.json says of a line. */
const lineWidth = 110;

function property(key: string, names: readonly string[]): string {
  const union = names.map((name) => `'${name}'`);
  const line = `  ${key}: ${union.join(' | ') || 'never'};`;
  return line.length <= lineWidth ? line : `  ${key}:\n    | ${union.join('\n    | ')};`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(new URL('../src/locale/messages.ts', import.meta.url), messagesModule(localeKeys('zh-CN')));
