import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { botApiSchema } from '../../scripts/bot-api-schema.js';
import { BotApiSchema } from '../../src/local-chat/bot-api-schema.js';

test('the committed schema is what the installed types give', () => {
  const committed = readFileSync(
    new URL('../../src/local-chat/bot-api.schema.json', import.meta.url),
    'utf8',
  );
  expect(botApiSchema() === committed, 'run `npm run generate:bot-api` and commit the result').toBe(true);
});

test('every method of the Bot API has checks that compile', () => {
  const schema = new BotApiSchema();
  const file = JSON.parse(
    readFileSync(new URL('../../src/local-chat/bot-api.schema.json', import.meta.url), 'utf8'),
  ) as { properties: Record<string, unknown> };
  const names = Object.keys(file.properties);
  expect(names.length).toBeGreaterThan(150);
  for (const name of names) {
    expect(() => schema.find(name)?.checkParams({})).not.toThrow();
    expect(() => schema.find(name)?.checkResult({})).not.toThrow();
  }
});
