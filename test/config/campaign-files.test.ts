import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  builtInCampaigns,
  CampaignFault,
  loadCampaignFiles,
  loadCampaigns,
} from '../../src/config/campaign-files.js';
import { smallCampaign } from '../survey/small-campaign.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'campaigns-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function put(name: string, content: unknown): Promise<void> {
  const path = join(dir, name);
  await mkdir(dirname(path), { recursive: true });
  const raw = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(path, raw ? content : JSON.stringify(content));
}

async function faults(...dirs: string[]) {
  try {
    await loadCampaigns(dirs);
  } catch (error) {
    if (error instanceof CampaignFault) return error;
    throw error;
  }
  throw new Error('loaded without a fault');
}

describe('campaigns on disk', () => {
  it('are loaded from files and folders of every directory, built-in ones first', async () => {
    await put('b.json', smallCampaign({ id: 'one', receiptPrefix: 'AA1' }));
    await put('a/definition.json', smallCampaign({ id: 'two', receiptPrefix: 'AA2' }));
    const campaigns = await loadCampaigns([builtInCampaigns, dir]);
    expect(campaigns.map(({ id }) => id)).toEqual(['xinjiang-2023', 'zhangjiajie-2021', 'two', 'one']);
  });

  it('leave other files alone', async () => {
    await put('campaign.schema.json', '{}');
    await put('README.md', 'x');
    await put('templates/form.docx', 'x');
    expect(await loadCampaigns([dir])).toEqual([]);
  });

  it('name file, path and reason of every fault of every file', async () => {
    await put('a.json', smallCampaign({ year: 'soon', 'forms[0].title': undefined }));
    await put('b.json', '{"id": "b",}');
    await put('c/definition.json', new Uint8Array([0x22, 0xd5, 0xc5, 0x22]));
    const fault = await faults(dir, join(dir, 'nowhere'), join(dir, 'a.json'));
    expect(fault.message.split('\n')).toEqual([
      `${join(dir, 'nowhere')}: there is no such directory`,
      `${join(dir, 'a.json')}: is not a directory`,
      `${join(dir, 'a.json')}: year: must be a number, not "soon"`,
      `${join(dir, 'a.json')}: forms[0].title: is missing`,
      `${join(dir, 'b.json')}: line 1, column 11: is not valid JSON: after the last entry before "}" stands no ","`,
      `${join(dir, 'c/definition.json')}: is not UTF-8; save it as UTF-8`,
    ]);
    expect(fault.faults).toHaveLength(6);
  });

  it('bring the Word template of each form that has one beside definition.json', async () => {
    const loaded = await loadCampaignFiles([builtInCampaigns]);
    expect(loaded.map(({ campaign, templates }) => [campaign.id, [...templates.keys()]])).toEqual([
      ['xinjiang-2023', ['key-technology', 'recommended-project']],
      ['zhangjiajie-2021', ['survey']],
    ]);
    await put('a/definition.json', smallCampaign());
    await put('a/其他.docx', 'x');
    expect((await loadCampaignFiles([dir])).map(({ templates }) => templates.size)).toEqual([0]);
  });

  it('name what a template does not fit, and what is no Word file', async () => {
    await put('a/definition.json', smallCampaign());
    const template = await readFile(join(builtInCampaigns, 'xinjiang-2023', 'key-technology.docx'));
    await put('a/demand.docx', template);
    const file = join(dir, 'a/demand.docx');
    const wrong = await faults(dir);
    expect(wrong.message.split('\n')).toContain(`${file}: {industry}: the paper form has no such question`);
    await put('a/demand.docx', 'x');
    expect((await faults(dir)).message).toMatch(`${file}: cannot be read as a Word template: `);
  });

  it('may not share an id or a receipt prefix, with built-in ones neither', async () => {
    await put('a.json', smallCampaign());
    await put('b.json', smallCampaign({ receiptPrefix: 'ZJJ2021' }));
    const { faults: found } = await faults(builtInCampaigns, dir);
    expect(found.map(({ file, path }) => [file, path])).toEqual([
      [join(dir, 'b.json'), 'id'],
      [join(dir, 'b.json'), 'receiptPrefix'],
    ]);
  });
});
