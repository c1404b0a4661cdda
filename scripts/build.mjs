// node scripts/build.mjs [FOLDER]
// Transpiles src/ to dist/ file by file: a path relative to a module means the same in both trees.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const folder = process.argv[2] ?? `${root}dist`;
const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `${root}src/${file}`);

rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: sources,
  outdir: folder,
  outbase: `${root}src`,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
