import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../src/config/campaign-files.js';
import { loadLocale } from '../../src/locale/locale.js';
import { mostFaults } from '../../src/survey/definition-check/fault.js';
import { mistakeText } from '../../src/wording/definition-fault.js';
import { smallCampaign } from '../survey/small-campaign.js';

const t = loadLocale(new URL('../../locales/', import.meta.url))('en');
const questions = 'forms[0].sections[0].questions';

function times<T>(count: number, one: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => one(at));
}

function listOf(entries: readonly unknown[]): Record<string, unknown> {
  return { [`${questions}[7]`]: { id: 'list', kind: 'chooseFromList', label: '列表', entries } };
}

function askedIf(showIf: unknown): Record<string, unknown> {
  return { [`${questions}[7]`]: { id: 'asked', kind: 'text', label: '补充', showIf } };
}

function within(levels: number, innermost: unknown): unknown {
  let condition = innermost;
  for (let level = 0; level < levels; level++) condition = { not: condition };
  return condition;
}

function sections(count: number, each: number, question: object): unknown[] {
  return times(count, (s) => ({
    id: `s${s}`,
    title: '部分',
    questions: times(each, (q) => ({ ...question, id: `q${s}-${q}` })),
  }));
}

/** [what, the file, a word of its first fault, how many faults at least] */
const files: [string, unknown, RegExp, number][] = [
  ['100,000 questions', { [questions]: times(100_000, () => ({})) }, /more than 8000 values/, 1],
  ['brackets alone', '['.repeat(1_000_000), /more than 100 levels/, 1],
  ['a million numbers', `[${'1,'.repeat(500_000)}1]`, /more than 8000 values/, 1],
  ['a million blank lines', '{'.padEnd(1_000_000, '\n'), /the file ends where/, 1],
  ['a text that never ends', `["${'甲'.repeat(300_000)}`, /not closed/, 1],
  ['a title of a million characters', { title: 'x'.repeat(1_000_000) }, /at most 4000 characters/, 1],
  ['a million characters as the year', { year: 'x'.repeat(1_000_000) }, /a number, not "x{60}…"/, 1],
  ['a key of a million characters', { ['x'.repeat(1_000_000)]: 1 }, /not a key/, 1],
  ['7,000 keys of nowhere', Object.fromEntries(times(7000, (at) => [`k${at}`, 1])), /not a key/, mostFaults],
  ['7,000 entries of nothing', listOf(times(7000, () => ({}))), /is missing/, mostFaults],
  ['7,000 entries alike', listOf(times(7000, () => '甲')), /already used/, mostFaults],
  ['7,000 conditions of nothing', askedIf({ all: times(7000, () => ({})) }), /at most 50 entries/, 1],
  [
    '90 levels of a wrong condition',
    askedIf(within(90, { question: 'area', iss: 1 })),
    /Did you mean "is"/,
    1,
  ],
  ['7,000 empty areas', { areas: times(7000, () => ({})) }, /is missing/, mostFaults],
  [
    '7,000 areas answered for by nobody',
    { 'responsibility[0].areas': times(7000, String) },
    /areas/,
    mostFaults,
  ],
  ['7,000 empty checks', { 'forms[0].checks': times(7000, () => ({})) }, /at most 300 entries/, 1],
  [
    '1,750 questions of no kind',
    { 'forms[0].sections': sections(7, 250, { kind: 'x', label: '题' }) },
    /"x" is not known/,
    mostFaults,
  ],
  [
    '1,000 conditions on nothing',
    {
      'forms[0].sections': sections(4, 250, { kind: 'text', label: '题', showIf: { question: 'a', is: 1 } }),
    },
    /no question/,
    mostFaults,
  ],
  [
    'choices of nothing',
    { 'forms[0].sections': sections(4, 100, { kind: 'chooseOne', label: '题', choices: times(12, Number) }) },
    /a text or an object, not 0/,
    mostFaults,
  ],
];

describe('a file that was made to hold everybody else up', () => {
  it.each(files)('of %s is refused at once', (_, content, word, least) => {
    const text =
      typeof content === 'string'
        ? content
        : JSON.stringify(smallCampaign(content as object as Record<string, unknown>));
    const before = process.cpuUsage();
    const verdict = readDefinition(Buffer.from(text));
    const { user } = process.cpuUsage(before);
    if (verdict.kind !== 'faulty') throw new Error('it was taken');
    const [first] = verdict.faults;
    expect(first && mistakeText(t, first.mistake)).toMatch(word);
    expect(verdict.faults.length).toBeGreaterThanOrEqual(least);
    expect(verdict.faults.length).toBeLessThanOrEqual(mostFaults);
    // In microseconds. On an idle machine under 200 ms; what has no bound takes seconds.
    expect(user).toBeLessThan(1_500_000);
  });

  it.each(['constructor', 'prototype', 'tostring'])('may call a question %s', (id) => {
    const text = JSON.stringify(smallCampaign({ [`${questions}[7]`]: { id, kind: 'text', label: '补充' } }));
    expect(readDefinition(Buffer.from(text)).kind).toBe('sound');
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'may hold the key %s as any other',
    (key) => {
      const text = JSON.stringify(smallCampaign()).replace('"areas":', `"${key}":{"id":"x"},"areas":`);
      const inside = JSON.stringify(smallCampaign()).replace(
        '"kind":"text"',
        `"${key}":{"id":"x"},"kind":"text"`,
      );
      for (const one of [text, inside]) {
        const verdict = readDefinition(Buffer.from(one));
        if (verdict.kind !== 'faulty') throw new Error('it was taken');
        expect(verdict.faults.map(({ mistake }) => mistake)).toMatchObject([{ kind: 'unknownKey', key }]);
      }
    },
  );

  it('may name a choice or an area like a part of every object', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = JSON.stringify(
      smallCampaign({
        areas: names.map((id) => ({ id, label: `${id}区` })),
        responsibility: [],
        [`${questions}[4].choices`]: names,
        [`${questions}[5].showIf.is`]: '__proto__',
      }),
    );
    const verdict = readDefinition(Buffer.from(text));
    expect(verdict).toMatchObject({ kind: 'sound' });
  });
});
