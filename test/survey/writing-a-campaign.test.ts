import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../../src/survey/definition-check/check-definition.js';

type Json = Record<string, unknown>;

function blocksOf(name: string): Json[] {
  const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```json\n(.*?)^```$/gms)].map(([, block]) => JSON.parse(block ?? '') as Json);
}

function expectSound(data: unknown): void {
  const verdict = checkDefinition(data);
  expect(verdict.kind === 'faulty' ? verdict.faults : []).toEqual([]);
}

/** The whole example with the blocks after it: sections and what belongs to the form, else to the campaign. */
function together([example, ...more]: Json[]): Json {
  const campaign = structuredClone(example ?? {});
  const [form] = campaign.forms as Json[];
  if (!form) throw new Error('the example has no form');
  for (const block of more) {
    if ('questions' in block) (form.sections as Json[]).push(block);
    else
      for (const [key, value] of Object.entries(block)) {
        if (key === 'checks') form.checks = value;
        else if (key === 'roles') form.roles = { ...(form.roles as Json), ...(value as Json) };
        else campaign[key] = value;
      }
  }
  return campaign;
}

describe.each(['writing-a-campaign.md', 'writing-a-campaign.zh-CN.md'])('%s', (name) => {
  it('has a whole example that is sound as it stands', () => {
    expectSound(blocksOf(name)[0]);
  });

  it('has snippets that are sound when added to the example', () => {
    expectSound(together(blocksOf(name)));
  });

  it('shows and explains every kind of question', () => {
    const schema = readFileSync(
      new URL('../../src/survey/campaigns/campaign.schema.json', import.meta.url),
      'utf8',
    );
    const kinds = new Set([...schema.matchAll(/"const": "(\w+)"/g)].map(([, kind]) => kind));
    const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
    const missing = [...kinds].filter(
      (kind) => !text.includes(`"kind": "${kind}"`) || !text.includes(`\`${kind}\``),
    );
    expect(kinds.size).toBe(19);
    expect(missing).toEqual([]);
  });
});

it('both languages show the same examples', () => {
  expect(blocksOf('writing-a-campaign.zh-CN.md')).toEqual(blocksOf('writing-a-campaign.md'));
});
