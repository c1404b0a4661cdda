import { expect, it } from 'vitest';
import { builtInCampaigns, readCampaign } from '../../src/config/campaign-files.js';
import { answersFrom } from '../../src/survey/answers.js';
import { prepareForm } from '../../src/survey/form.js';
import { suggestedArea } from '../../src/survey/suggested-area.js';

const loaded = await readCampaign(`${builtInCampaigns}/zhangjiajie-2021/definition.json`);
if (!('campaign' in loaded)) throw new Error('no campaign');
const { campaign } = loaded;
const [definition] = campaign.forms;
if (!definition) throw new Error('no form');
const form = prepareForm(definition);

it.each([
  ['91430802MA4L16JQ5X', '永定区'],
  ['91430811MA4L16JQ5X', '武陵源区'],
  ['91430821MA4L16JQ5X', '慈利县'],
  ['91430822MA4L16JQ5X', '桑植县'],
  ['91110000600037341L', undefined],
])('a code like %s suggests %s', (value, area) => {
  const question = definition.roles.creditCode ?? '';
  const answers = answersFrom([1], [{ demand: 0, question, skipped: false, value }]);
  expect(form.signals).toContain(question);
  expect(suggestedArea(campaign, form, answers)).toBe(area);
});

it('suggests nothing while there is no code', () => {
  expect(suggestedArea(campaign, form, answersFrom([1], []))).toBeUndefined();
});
