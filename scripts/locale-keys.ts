// Writes src/locale/messages.ts: the keys of locales/zh-CN with the variables each needs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Message, type Pattern, parse, Transformer, type VariableReference } from '@fluent/syntax';

/** Every message of a language with the names of its variables, in order of key. */
export function localeKeys(language: string): Map<string, string[]> {
  const folder = new URL(`../locales/${language}/`, import.meta.url);
  const keys = new Map<string, string[]>();
  for (const file of readdirSync(folder).sort()) {
    const resource = parse(readFileSync(new URL(file, folder), 'utf8'), {});
    for (const entry of resource.body) {
      if (entry.type === 'Junk') throw new Error(`${language}/${file}: ${entry.content.slice(0, 60)}`);
      if (entry.type === 'Message') keys.set(entry.id.name, variablesOf(entry));
    }
  }
  return new Map([...keys].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function variablesOf(message: Message): string[] {
  const names = new Set<string>();
  class Collect extends Transformer {
    override visitVariableReference(node: VariableReference): VariableReference {
      names.add(node.id.name);
      return node;
    }
  }
  if (message.value) new Collect().visit(message.value satisfies Pattern);
  return [...names].sort();
}

export function messagesModule(keys: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...keys].map(([key, names]) => {
    const fields = names.map((name) => `${name}: string | number`).join('; ');
    return `  '${key}': ${names.length === 0 ? 'Record<never, never>' : `{ ${fields} }`};`;
  });
  return `// Generated from locales/zh-CN by \`npm run generate:locale\`.\nexport interface Messages {\n${lines.join('\n')}\n}\n`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(new URL('../src/locale/messages.ts', import.meta.url), messagesModule(localeKeys('zh-CN')));
