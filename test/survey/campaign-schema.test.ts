import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { campaignSchemaText, schemaFile } from '../../scripts/campaign-schema.js';
import { smallCampaign } from './small-campaign.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(campaignSchemaText()) as object,
);

describe('the JSON Schema of a definition', () => {
  it('is the one that npm run generate:campaign-schema writes', () => {
    expect(readFileSync(schemaFile, 'utf8')).toBe(campaignSchemaText());
  });

  it.each([
    '../../src/survey/campaigns/zhangjiajie-2021/definition.json',
    '../../src/survey/campaigns/xinjiang-2023/definition.json',
    'made-up/definition.json',
  ])('takes %s', (file) => {
    const data: unknown = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
    expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
  });

  it('refuses a mistyped key and a question of no kind', () => {
    expect(validate(smallCampaign())).toBe(true);
    expect(validate(smallCampaign({ 'forms[0].sections[0].questions[0].lable': '单位' }))).toBe(false);
    expect(validate(smallCampaign({ 'forms[0].sections[0].questions[0].kind': 'signature' }))).toBe(false);
  });
});
