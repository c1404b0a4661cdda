import { readdirSync, readFileSync } from 'node:fs';
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
  const files = [{ path: 'schema.prisma', content: readFileSync(SCHEMA, 'utf8') }];
  const instance = await newEngine(database);
  const { stdout } = await instance.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters,
  });
  return stdout?.startsWith('-- This is an empty migration.') ? '' : (stdout ?? '');
}

/** What Prisma's own tools say of the migration history in a database. */
export async function diagnoseHistory(database: SqlMigrationAwareDriverAdapterFactory, directory: string) {
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const instance = await newEngine(database);
  return instance.diagnoseMigrationHistory({
    optInToShadowDatabase: false,
    filters,
    migrationsList: {
      baseDir: directory,
      shadowDbInitScript: '',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      migrationDirectories: names.map(({ name }) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(`${directory}/${name}/migration.sql`, 'utf8') },
        },
      })),
    },
  });
}

async function newEngine(database: SqlMigrationAwareDriverAdapterFactory): Promise<engine.SchemaEngine> {
  started ??= start();
  await started;
  return engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', readFileSync(SCHEMA, 'utf8')]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(database),
  );
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
