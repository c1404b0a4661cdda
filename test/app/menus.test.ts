import { expect, it } from 'vitest';
import { appointedMenu } from '../../src/app/greet.js';
import { loadLocale } from '../../src/locale/locale.js';
import { wording } from '../../src/wording/wording.js';

it('offers whoever plans a campaign to run it, and leaves an administrator everything', () => {
  const w = wording(loadLocale(new URL('../../locales/', import.meta.url))('en'), 'en');
  const of = (isAdministrator: boolean, runsCampaigns: boolean) =>
    appointedMenu(w, { isAdministrator, runsCampaigns }).map(({ command }) => command);
  expect(of(false, false)).not.toContain('extend');
  expect(of(false, true)).toEqual(expect.arrayContaining(['inbox', 'campaigns', 'extend', 'start']));
  expect(of(false, true)).not.toContain('people');
  expect(of(true, false)).toEqual(expect.arrayContaining(['people', 'campaigns', 'newcampaign', 'inbox']));
});
