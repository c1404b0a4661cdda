/**
 * Writes src/local-chat/bot-api.schema.json: the whole Bot API (parameters and results of every method) as one
 * JSON Schema, from the types that @gramio/types generates out of Telegram's documentation.
 *
 *   npm run generate:bot-api
 */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import ts from 'typescript';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const root = fileURLToPath(new URL('..', import.meta.url));
const types = join(root, 'node_modules/@gramio/types');
const target = join(root, 'src/local-chat/bot-api.schema.json');

/** One interface with `{ params, result }` for each method: the generator cannot follow `Parameters<...>`. */
function interfaceOfMethods(): string {
  const path = join(types, 'out/methods.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  const members = source.statements
    .filter((node) => ts.isInterfaceDeclaration(node))
    .filter(({ name }) => name.text === 'APIMethods')
    .flatMap((node) => [...node.members]);
  const lines = members.flatMap((member) => {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeReferenceNode(member.type)) return [];
    const args = (member.type.typeArguments ?? []).map((argument) => argument.getText(source));
    const [params, result] = args.length === 2 ? args : ['{}', args[0]];
    if (!params || !result) throw new Error(`cannot read ${member.getText(source)}`);
    return [`  ${member.name.getText(source)}: { params: ${params}; result: ${result} };`];
  });
  if (lines.length < 100) throw new Error(`only ${lines.length} methods found in ${path}`);
  return `import type * as Params from '@gramio/types/params';
import type * as Objects from '@gramio/types/objects';
export interface BotApi {\n${lines.join('\n')}\n}\n`;
}

/** An uploaded file arrives as a part of its own; inside the parameters it is a string, as a file_id or an address is. */
const uploaded: Json = { type: 'string' };

/** True for what only a TypeScript client may pass: an object whose `toString` or `toJSON` gives the value. */
function isClientOnly(schema: Json): boolean {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return false;
  const required = schema.required;
  return (
    Array.isArray(required) &&
    required.length === 1 &&
    (required[0] === 'toString' || required[0] === 'toJSON')
  );
}

function simplify(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(simplify);
  if (schema === null || typeof schema !== 'object') return schema;
  const { anyOf, ...rest } = schema;
  const simple = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, simplify(value)]));
  if (!Array.isArray(anyOf)) return simple;
  const seen = new Map<string, Json>();
  for (const choice of anyOf) {
    if (isClientOnly(choice)) continue;
    const plain = simplify(isUploaded(choice) ? uploaded : choice);
    seen.set(JSON.stringify(plain), plain);
  }
  const choices = [...seen.values()];
  const [only] = choices;
  return choices.length === 1 && only !== null && typeof only === 'object' && !Array.isArray(only)
    ? { ...simple, ...only }
    : { ...simple, anyOf: choices };
}

function isUploaded(schema: Json): boolean {
  return JSON.stringify(schema) === '{"$ref":"#/definitions/TelegramInputFile"}';
}

/** The text of the schema file. */
export function botApiSchema(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bot-api-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'bot-api.ts'), interfaceOfMethods());
    const compilerOptions = {
      target: 'ES2023',
      lib: ['ES2023', 'DOM'],
      module: 'NodeNext',
      strict: true,
      types: [],
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, moduleResolution: 'NodeNext' },
        include: ['bot-api.ts'],
      }),
    );
    const schema = createGenerator({
      path: join(folder, 'bot-api.ts'),
      tsconfig: join(folder, 'tsconfig.json'),
      type: 'BotApi',
      skipTypeCheck: true,
      topRef: false,
      additionalProperties: true,
      jsDoc: 'none',
    }).createSchema('BotApi');
    const simple = simplify(JSON.parse(JSON.stringify(schema)) as Json) as { [key: string]: Json };
    const definitions = {
      ...(simple.definitions as { [key: string]: Json }),
      TelegramInputFile: uploaded,
    };
    const { version } = createRequire(import.meta.url)(join(types, 'package.json')) as { version: string };
    const { $schema, properties } = simple as { $schema: Json; properties: Json };
    return `${JSON.stringify({ $schema, $comment: `@gramio/types ${version}`, type: 'object', properties, definitions })}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = botApiSchema();
  writeFileSync(target, text);
  console.log(`${target}: ${Math.round(text.length / 1000)} kB`);
}
