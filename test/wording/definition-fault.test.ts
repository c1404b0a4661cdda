import { describe, expect, it } from 'vitest';
import { languages, loadLocale } from '../../src/locale/locale.js';
import { formats, type JsonMistake, type Mistake } from '../../src/survey/definition-check/fault.js';
import { mistakeText } from '../../src/wording/definition-fault.js';

type OneOf<M extends { kind: string }> = { readonly [K in M['kind']]: readonly (M & { kind: K })[] };

/** At least one of each kind: the compiler asks for every kind there is. */
const json: OneOf<JsonMistake> = {
  ends: (['value', 'key', 'colon', 'commaOrBrace', 'commaOrBracket', 'end'] as const).map((expected) => ({
    kind: 'ends',
    expected,
  })),
  unexpected: [{ kind: 'unexpected', expected: 'value', found: '}' }],
  wide: (['quote', 'comma', 'colon', 'space'] as const).map((mark) => ({
    kind: 'wide',
    mark,
    expected: 'value',
    found: '“',
  })),
  comment: [{ kind: 'comment' }],
  twice: [{ kind: 'twice', key: 'id' }],
  deep: [{ kind: 'deep', most: 100 }],
  many: [{ kind: 'many', most: 10_000 }],
  open: [{ kind: 'open', bracket: '{' }],
  lastComma: [{ kind: 'lastComma', bracket: '}' }],
  textOpen: [{ kind: 'textOpen' }],
  escape: [{ kind: 'escape' }],
};

const id = 'unit-name';
const allowed = ['text', 'money'];
const mistakes: OneOf<Mistake> = {
  encoding: [{ kind: 'encoding' }],
  json: Object.values(json).flatMap((of) =>
    of.map((one: JsonMistake) => ({ kind: 'json', line: 1, column: 2, json: one }) as const),
  ),
  missing: [
    { kind: 'missing', allowed },
    { kind: 'missing', allowed: [] },
  ],
  unknownKey: [
    { kind: 'unknownKey', key: 'mony', allowed, belongs: undefined },
    { kind: 'unknownKey', key: 'x', allowed, belongs: 'areas[].x' },
    { kind: 'unknownKey', key: '__proto__', allowed: [], belongs: undefined },
  ],
  unknownValue: [
    { kind: 'unknownValue', found: 'x'.repeat(5000), allowed },
    { kind: 'unknownValue', found: { a: 1 }, allowed: Array.from({ length: 500 }, (_, at) => `a${at}`) },
  ],
  wrongType: [
    {
      kind: 'wrongType',
      expected: ['wholeNumber', 'number', 'list', 'object', 'text', 'boolean', 'nothing'],
      found: null,
      keys: ['id'],
    },
    { kind: 'wrongType', expected: ['text'], found: [], keys: [] },
    { kind: 'wrongType', expected: ['list'], found: {}, keys: [] },
  ],
  empty: [{ kind: 'empty' }],
  tooShort: [{ kind: 'tooShort', size: 2 }],
  tooLong: [{ kind: 'tooLong', size: 2 }],
  tooFew: [{ kind: 'tooFew', size: 2 }],
  tooMany: [{ kind: 'tooMany', size: 2 }],
  tooSmall: [{ kind: 'tooSmall', size: 2 }],
  tooBig: [{ kind: 'tooBig', size: 2 }],
  format: formats.map((format) => ({ kind: 'format', format })),
  clash: [{ kind: 'clash', keys: ['is', 'answered'] }],
  incomplete: [{ kind: 'incomplete', allowed }],
  character: [{ kind: 'character' }],
  twice: [
    { kind: 'twice', name: 'a', earlier: 'forms[0].id' },
    { kind: 'twice', name: 'a', earlier: 'forms[0].id', advice: 'ownId' },
    { kind: 'twice', name: 'a', earlier: 'forms[0].id', advice: 'oneAnswers' },
  ],
  hyphens: [{ kind: 'hyphens', id, other: 'unitname' }],
  noForm: [{ kind: 'noForm', id, allowed }],
  noQuestion: [{ kind: 'noQuestion', id, allowed }],
  wrongKind: [{ kind: 'wrongKind', id, is: 'text', allowed: ['money', 'year'] }],
  outsideDemand: [{ kind: 'outsideDemand', id }],
  itself: [{ kind: 'itself', id }],
  later: [{ kind: 'later', id }],
  computed: [{ kind: 'computed', id }],
  misfit: (['is', 'includes', 'answered', 'numbers'] as const).map((use) => ({
    kind: 'misfit',
    id,
    is: 'text',
    use,
  })),
  noChoice: [{ kind: 'noChoice', id, found: 'x', allowed }],
  notTrueOrFalse: [{ kind: 'notTrueOrFalse', id, is: 'yesNo' }],
  notNumber: [{ kind: 'notNumber', id, is: 'money' }],
  minOverMax: [{ kind: 'minOverMax', min: 2, max: 1 }],
  latestFirst: [{ kind: 'latestFirst', earliest: '2026-02-01', latest: '2026-01-01' }],
  notAboveZero: [{ kind: 'notAboveZero' }],
  alike: [{ kind: 'alike', label: '攻关', other: '攻 关' }],
  moreThanChoices: [{ kind: 'moreThanChoices', value: 3, count: 2 }],
  levels: [{ kind: 'levels', most: 3 }],
  fewEntries: [{ kind: 'fewEntries' }],
  manyValues: [{ kind: 'manyValues', id }],
  dateAlone: [{ kind: 'dateAlone', id }],
  twoNumbers: [{ kind: 'twoNumbers' }],
  units: [{ kind: 'units', id, unit: '元', other: 'total', otherUnit: '元' }],
  repeatsWith: [{ kind: 'repeatsWith', id }],
  repeatsTwice: [{ kind: 'repeatsTwice', id }],
  nameNotRepeated: [{ kind: 'nameNotRepeated', id }],
  repeatsApart: [{ kind: 'repeatsApart' }],
  reuseRepeated: [{ kind: 'reuseRepeated' }],
  reuseComputed: [{ kind: 'reuseComputed' }],
  demandNameMissing: [{ kind: 'demandNameMissing' }],
  nameLong: [{ kind: 'nameLong', id, limit: 300, most: 100 }],
  roleRepeated: [{ kind: 'roleRepeated', id, role: 'area' }],
  demandNameOnce: [{ kind: 'demandNameOnce', id }],
  noArea: [{ kind: 'noArea', found: 'x', allowed }],
  noSector: [{ kind: 'noSector', found: 'x', allowed }],
  noCategory: [{ kind: 'noCategory', found: 'x', allowed: [] }],
  areaOffered: [{ kind: 'areaOffered', id, found: 'x', allowed }],
  noAreaRole: [{ kind: 'noAreaRole', id }],
  headRepeated: [{ kind: 'headRepeated', id }],
  beforeYear: [{ kind: 'beforeYear', day: '2025-01-01', year: 2026 }],
  deadlineOrder: [{ kind: 'deadlineOrder' }],
};

const all: Mistake[] = Object.values(mistakes).flat();

describe('a mistake in a definition', () => {
  it.each(languages)('of every kind has words in %s', (language) => {
    const t = loadLocale(new URL('../../locales/', import.meta.url))(language);
    for (const mistake of all) {
      const text = mistakeText(t, mistake);
      expect(text, JSON.stringify(mistake)).not.toMatch(/undefined|\[object|NaN|^$/);
      expect(text.length, text).toBeLessThan(500);
    }
  });

  it('is told in Chinese to those who read Chinese, but for the names that stand in the file', () => {
    const t = loadLocale(new URL('../../locales/', import.meta.url))('zh-CN');
    for (const mistake of all) {
      const text = mistakeText(t, mistake);
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(text, text).not.toMatch(/\b(?:is|must|not|the|of|should|only|question|cannot|as)\b [a-z]/);
    }
  });
});
