import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCampaign } from '../../src/config/campaign-files.js';
import { refusalText } from '../../src/intake/screens/refusals.js';
import { type Wording, wording } from '../../src/intake/screens/wording.js';
import { type Language, languages, loadLocale } from '../../src/locale/locale.js';
import { type Form, prepareForm } from '../../src/survey/form.js';
import type { Refusal } from '../../src/survey/judging/verdict.js';

type Examples = { readonly [K in Refusal['kind']]: readonly Extract<Refusal, { kind: K }>[] };

/** At least one of every kind; the compiler names a kind that is forgotten. */
const examples: Examples = {
  empty: [{ kind: 'empty' }],
  notAsked: [{ kind: 'notAsked' }],
  tooManyCharacters: [{ kind: 'tooManyCharacters', count: 1250, max: 60 }],
  beyondCeiling: [
    { kind: 'beyondCeiling', limit: 500, count: 5001, characters: 5200 },
    { kind: 'beyondCeiling', limit: 500, count: 1, characters: 6001 },
  ],
  notANumber: [{ kind: 'notANumber' }],
  nothing: [
    { kind: 'nothing', instead: 'skip' },
    { kind: 'nothing', instead: 'zero' },
    { kind: 'nothing', instead: 'answer' },
  ],
  numberTooLarge: [{ kind: 'numberTooLarge' }],
  numberRange: [{ kind: 'numberRange' }],
  fraction: [{ kind: 'fraction', value: 3.5 }],
  negative: [{ kind: 'negative', value: -12345.5 }],
  wrongUnit: [{ kind: 'wrongUnit' }],
  ambiguousNumber: [{ kind: 'ambiguousNumber', values: [30002, 32000] }],
  outside: [
    { kind: 'outside', value: 0, min: 1, max: 5 },
    { kind: 'outside', value: 1234567, min: 1, max: 100000 },
  ],
  notAChoice: [{ kind: 'notAChoice' }],
  partNotAChoice: [{ kind: 'partNotAChoice', part: '省级的那种' }],
  severalChoicesFit: [{ kind: 'severalChoicesFit', choices: ['国家级', 'foreign'] }],
  notInList: [{ kind: 'notInList' }],
  tooFew: [
    { kind: 'tooFew', count: 0, min: 1 },
    { kind: 'tooFew', count: 1, min: 3 },
  ],
  tooMany: [{ kind: 'tooMany', count: 7, max: 5 }],
  partTooLong: [{ kind: 'partTooLong', part: '非常非常长的关键词', count: 9, max: 8 }],
  notYesOrNo: [{ kind: 'notYesOrNo' }],
  mobile: [
    { kind: 'mobile', digits: 0 },
    { kind: 'mobile', digits: 10 },
    { kind: 'mobile', digits: 11 },
  ],
  phone: [{ kind: 'phone' }],
  severalNumbers: [{ kind: 'severalNumbers' }],
  areaCodeMissing: [{ kind: 'areaCodeMissing' }],
  email: [{ kind: 'email' }, { kind: 'email', likely: '123456@qq.com' }],
  webAddress: [{ kind: 'webAddress' }],
  postalCode: [
    { kind: 'postalCode', digits: 5 },
    { kind: 'postalCode', digits: 0 },
  ],
  codeShape: [
    { kind: 'codeShape', found: 17 },
    { kind: 'codeShape', found: 0 },
  ],
  codeLetters: [{ kind: 'codeLetters' }, { kind: 'codeLetters', likely: '91110000600037341L' }],
  codeDigits: [{ kind: 'codeDigits' }],
  codeIdentityCard: [{ kind: 'codeIdentityCard' }],
  date: [
    { kind: 'date', reason: 'shape' },
    { kind: 'date', reason: 'impossible' },
    { kind: 'date', reason: 'range' },
    { kind: 'date', reason: 'yearMissing' },
  ],
  tooEarly: [{ kind: 'tooEarly', date: '2020-01-01', earliest: '2026-01-01' }],
  tooLate: [{ kind: 'tooLate', date: '2040-01-01', latest: '2030-12-31' }],
  year: [{ kind: 'year' }],
  breaksCheck: [{ kind: 'breaksCheck', check: 'research-within-staff', left: 70, right: 60 }],
};
const all: readonly Refusal[] = Object.values(examples).flat();

const translate = loadLocale(new URL('../../locales/', import.meta.url));
const say = (language: Language): Wording => wording(translate(language), language);

let form: Form;
beforeAll(async () => {
  const file = fileURLToPath(new URL('../survey/made-up/definition.json', import.meta.url));
  const read = await readCampaign(file);
  const definition = 'campaign' in read ? read.campaign.forms[0] : undefined;
  if (!definition) throw new Error('the made-up campaign is faulty');
  form = prepareForm(definition);
});

function sentence(language: Language, refusal: Refusal, question = 'institute-levels'): string {
  return refusalText(say(language), form, form.place(question).question, refusal);
}

describe.each(languages)('what a refused answer is told in %s', (language) => {
  test.each(all)('a whole sentence for %o', (refusal) => {
    const text = sentence(language, refusal);
    expect(text.length).toBeGreaterThan(8);
    expect(text).toMatch(language === 'en' ? /[.?!]$/ : /[。？！]$/);
    expect(text).not.toMatch(/undefined|NaN|\{|\}|\$/);
  });

  test('is another one for every kind, and for every reason within a kind', () => {
    expect(new Set(all.map((refusal) => sentence(language, refusal))).size).toBe(all.length);
  });

  test('says what was understood, with numbers as people write them', () => {
    expect(sentence(language, { kind: 'outside', value: 1234567, min: 1, max: 100000 })).toMatch(
      /1234567\D+100000\D/,
    );
    expect(sentence(language, { kind: 'ambiguousNumber', values: [30002, 32000] })).toContain(
      '30002 / 32000',
    );
    expect(sentence(language, { kind: 'mobile', digits: 10 })).toContain('10');
  });

  test('names the years that are accepted, and does not take a year for a mere number', () => {
    const refusal: Refusal = { kind: 'outside', value: 1820, min: 1949, max: 2026 };
    expect(sentence(language, refusal, 'founded')).toMatch(/1820.*1949.*2026/);
  });

  test('counts a text far over the limit as its question does, one endless word in characters', () => {
    const refusal: Refusal = { kind: 'beyondCeiling', limit: 400, count: 4801, characters: 4900 };
    expect(sentence(language, refusal, 'description')).toMatch(/4801 (?:字|words).*400/);
    expect(sentence(language, refusal, 'summary')).toMatch(/4801 (?:个字符|characters).*400/);
    expect(sentence(language, { ...refusal, count: 1 }, 'description')).toMatch(/4900 (?:个字符|characters)/);
  });

  test('shows only examples that the question would take', () => {
    expect(sentence(language, { kind: 'year' }, 'founded')).toContain('2026');
    expect(sentence(language, { kind: 'notANumber' }, 'years')).toMatch(/\D5\D/);
    expect(sentence(language, { kind: 'notANumber' }, 'staff-total')).toContain('120');
    expect(sentence(language, { kind: 'date', reason: 'shape' }, 'start')).toMatch(/2026\D0?6\D30/);
  });

  test('shortens what was typed and does not quote a page of it', () => {
    const text = sentence(language, { kind: 'partNotAChoice', part: '长'.repeat(4000) });
    expect(text).toContain('…');
    expect(text.length).toBeLessThan(200);
  });
});

describe('a refused answer', () => {
  test('hears the labels of the choices that fit, in the language', () => {
    const refusal: Refusal = { kind: 'severalChoicesFit', choices: ['国有企业', 'foreign'] };
    expect(sentence('zh-CN', refusal, 'unit-type')).toContain('国有企业、外资企业');
    expect(sentence('en', refusal, 'unit-type')).not.toContain('、');
  });

  test('hears the reason of the relation it breaks, and both sides', () => {
    const refusal: Refusal = { kind: 'breaksCheck', check: 'research-within-staff', left: 70, right: 60 };
    expect(sentence('zh-CN', refusal, 'staff-research')).toMatch(/70.*60.*研发人员不能多于职工总数。/s);
    expect(sentence('en', refusal, 'staff-research')).toMatch(/70.*60.*People in research cannot be more/s);
  });

  test('hears a sentence also when the relation is gone from the form', () => {
    const refusal: Refusal = { kind: 'breaksCheck', check: 'gone', left: 70, right: 60 };
    expect(sentence('zh-CN', refusal)).toMatch(/70.*60/);
  });
});
