import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);

function roomsIn(readme: string): string[] {
  const table = readFileSync(new URL(readme, root), 'utf8');
  return [...table.matchAll(/^\| `([a-z-]+)\/` \|/gm)].map(([, room]) => room ?? '').sort();
}

describe('the house', () => {
  it('has the rooms that both READMEs name, and no other', () => {
    const rooms = readdirSync(new URL('src/', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    expect(roomsIn('README.md')).toEqual(rooms);
    expect(roomsIn('README.zh-CN.md')).toEqual(rooms);
  });

  it('is seen whole by the check of its structure, which finds nothing', () => {
    const cruise = execFileSync(
      'npx',
      ['depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
      { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    const { summary } = JSON.parse(cruise) as {
      summary: { totalCruised: number; violations: unknown[] };
    };
    const files = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('storage/prisma'),
    );
    expect(files.length).toBeGreaterThan(90);
    expect(summary.totalCruised).toBeGreaterThanOrEqual(files.length);
    expect(summary.violations).toEqual([]);
  });

  it('gives every setting that the program reads a line in .env.example', () => {
    const source = readFileSync(new URL('src/config/config.ts', root), 'utf8');
    const settings = [...source.matchAll(/^ {4}([A-Z_]+):/gm)].map(([, name]) => name ?? '');
    const example = readFileSync(new URL('.env.example', root), 'utf8');
    expect(settings.length).toBeGreaterThan(8);
    for (const name of settings) expect(example).toContain(`#${name}=`);
  });

  it('is set up by two commands, the same in both READMEs', () => {
    for (const readme of ['README.md', 'README.zh-CN.md']) {
      const text = readFileSync(new URL(readme, root), 'utf8');
      expect(text).toContain('npm ci && npm start');
      expect(text).toContain('npm ci && npm test');
    }
  });
});

describe('the documents', () => {
  it.each(['README.md', 'README.zh-CN.md', 'docs/writing-a-campaign.md', 'docs/writing-a-campaign.zh-CN.md'])(
    '%s leads only to files that are there',
    (document) => {
      const here = new URL(document, root);
      const text = readFileSync(here, 'utf8');
      const links = [...text.matchAll(/(?:\]\(|src=")([^)"#]+?)(?:#[^)"]*)?[)"]/g)].map(
        ([, link]) => link ?? '',
      );
      const own = links.filter((link) => !link.includes('://'));
      for (const link of own) expect(existsSync(new URL(link, here)), link).toBe(true);
    },
  );
});
