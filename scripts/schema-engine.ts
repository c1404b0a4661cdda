import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const SCHEMA = new URL('../prisma/schema.prisma', import.meta.url);
const filters = { externalTables: [], externalEnums: [] };

/**
 * The SQL that leads from a live database to prisma/schema.prisma; empty when they agree.
 * Partial and expression indexes, checks and storage parameters are outside Prisma's sight.
 */
export async function diffToSchema(database: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  started ??= start();
  await started;
  const content = readFileSync(SCHEMA, 'utf8');
  const files = [{ path: 'schema.prisma', content }];
  const instance = await engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(database),
  );
  const { stdout } = await instance.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters,
  });
  return stdout?.startsWith('-- This is an empty migration.') ? '' : (stdout ?? '');
}

// The types of WebAssembly come with the browser's library only.
const wasm = Reflect.get(globalThis, 'WebAssembly') as {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ exports: { __wbindgen_start(): void } }>;
};

let started: Promise<void> | undefined;

/** The package's own entry imports a .wasm file, which Node 20 cannot. */
async function start(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await wasm.compile(readFileSync(path.replace(/\.js$/, '.wasm')));
  const { exports } = await wasm.instantiate(module, { './schema_engine_bg.js': engine });
  (engine as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}
