// Writes the JSON Schema of a campaign's definition, generated from zod, for editors and other tools.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { campaignSchema } from '../src/survey/definition.js';

export const schemaFile = fileURLToPath(
  new URL('../src/survey/campaigns/campaign.schema.json', import.meta.url),
);

/** The schema as text, as it stands in the file. */
export function campaignSchemaText(): string {
  const schema = z.toJSONSchema(campaignSchema, { io: 'input', target: 'draft-2020-12' });
  const titled = { title: 'Campaign definition', ...schema };
  return `${JSON.stringify(titled, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaFile, campaignSchemaText());
