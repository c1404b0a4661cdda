import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * What is measured runs as it is shipped: transpiled once before, as by `npm run build`. A loader that does it
 * on the way keeps the names of functions by wrapping them, which alone costs a tenth of a step.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'bench', 'test/support'];
/** Read at run time by paths that are relative to the modules. */
const assets = ['node_modules', 'package.json', 'locales', 'prisma'];

export interface BuiltTree {
  /** The file of the tree that was made of this source of the repository, "bench/bots/ours.ts". */
  path(source: string): string;
  remove(): Promise<void>;
}

export async function builtTree(): Promise<BuiltTree> {
  const tree = mkdtempSync(join(tmpdir(), 'zhengji-built-'));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, folder, file)),
  );
  await build({
    entryPoints: sources,
    outdir: tree,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  for (const asset of assets) symlinkSync(join(root, asset), join(tree, asset));
  return {
    path: (source) => join(tree, source.replace(/\.ts$/, '.js')),
    remove: () => rm(tree, { recursive: true, force: true }),
  };
}
