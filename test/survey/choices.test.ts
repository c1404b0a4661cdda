import { beforeAll, describe, expect, test } from 'vitest';
import {
  choicesOf,
  entryPath,
  folded,
  type ListEntry,
  listOf,
  matchChoice,
  searchList,
} from '../../src/survey/choices.js';
import type { Question, QuestionKind, QuestionOf } from '../../src/survey/definition.js';
import { madeUpForm, smallForm } from './forms-at-hand.js';

function ofKind<K extends QuestionKind>(question: Question, kind: K): QuestionOf<K> {
  if (question.kind !== kind) throw new Error(`${question.id} is ${question.kind}`);
  return question as QuestionOf<K>;
}

const entries = [
  {
    label: { 'zh-CN': '制造业', en: 'Manufacturing' },
    children: [
      { id: 'c27', label: '医药制造业', children: ['中药', '化学药', { id: 'c27-other', label: '其他' }] },
      { id: 'c35', label: '专用设备', children: ['农业机械', { id: 'c35-other', label: '其他' }] },
    ],
  },
  { id: 'a', label: { 'zh-CN': '农业', en: 'Agriculture' } },
  { label: '信息技术', children: ['人工智能', 'AI 芯片'] },
];
const field = ofKind(
  smallForm({ 'sections[1].questions[6].entries': entries }).place('field').question,
  'chooseFromList',
);

describe('a long list', () => {
  test('is numbered in the order of the paper, headings included', () => {
    expect(listOf(field).all.map(({ id, index }) => [index, id])).toEqual([
      [0, '制造业'],
      [1, 'c27'],
      [2, '中药'],
      [3, '化学药'],
      [4, 'c27-other'],
      [5, 'c35'],
      [6, '农业机械'],
      [7, 'c35-other'],
      [8, 'a'],
      [9, '信息技术'],
      [10, '人工智能'],
      [11, 'AI 芯片'],
    ]);
  });

  test('can be entered at its roots and be chosen from at its leaves', () => {
    expect(listOf(field).roots.map(({ id }) => id)).toEqual(['制造业', 'a', '信息技术']);
    expect([...listOf(field).leaves.keys()]).not.toContain('c27');
    expect(listOf(field).leaves.size).toBe(8);
  });

  test('knows its way up and down', () => {
    const other = listOf(field).leaves.get('c35-other');
    expect(other?.parent?.parent?.id).toBe('制造业');
    expect(other?.parent?.children.map(({ id }) => id)).toEqual(['农业机械', 'c35-other']);
  });

  test('is prepared once', () => {
    expect(listOf(field)).toBe(listOf(field));
  });

  test('shows an entry with its headings, in the language where there is one', () => {
    const leaf = listOf(field).leaves.get('中药') as ListEntry;
    expect(entryPath(leaf, 'zh-CN')).toBe('制造业 › 医药制造业 › 中药');
    expect(entryPath(leaf, 'en')).toBe('Manufacturing › 医药制造业 › 中药');
  });
});

describe('searching a long list', () => {
  const found = (typed: string): string[] | string => {
    const match = searchList(field, typed);
    if (match.kind === 'none') return [];
    return match.kind === 'one' ? match.found.id : match.found.map(({ id }) => id);
  };

  test.each([
    ['a name takes it', '中药', '中药'],
    ['a name that is part of others takes it all the same', '农业', 'a'],
    ['an id takes it', 'c27-other', 'c27-other'],
    ['a translation takes it', 'agriculture', 'a'],
    ['width, case and blanks do not matter', ' ａｉ芯片', 'AI 芯片'],
    ['marks do not matter', '《中药》。', '中药'],
    ['one name of several headings offers each', '其他', ['c27-other', 'c35-other']],
    ['a part offers what has it, its own name before a heading’s', '药', ['中药', '化学药', 'c27-other']],
    ['a part that only one has is offered, not taken', '人工', ['人工智能']],
    ['a heading offers all below it', '专用设备', ['农业机械', 'c35-other']],
    [
      'a heading’s translation too',
      'manufacturing',
      ['中药', '化学药', 'c27-other', '农业机械', 'c35-other'],
    ],
    ['what is nowhere finds nothing', '航天', []],
    ['marks alone find nothing', '……', []],
    ['blanks find nothing', ' \n', []],
  ])('%s', (_, typed, wanted) => {
    expect(found(typed)).toEqual(wanted);
  });
});

describe('two spellings', () => {
  test.each([
    ['ＡＩ芯片', 'ai 芯片'],
    ['国（省）级', '国(省)级'],
    ['产学研、合作', '产学研合作'],
    ['10万元－50万元', '10万元-50万元'],
    ['是。', '是'],
  ])('%s and %s are one', (a, b) => {
    expect(folded(a)).toBe(folded(b));
  });

  test.each([
    ['1-5人', '15人'],
    ['1.5亿元', '15亿元'],
    ['≥10', '<10'],
    ['A', 'A+'],
  ])('%s and %s are two', (a, b) => {
    expect(folded(a)).not.toBe(folded(b));
  });
});

describe('a typed choice', () => {
  const choices = choicesOf(
    ofKind(
      smallForm({
        'sections[1].questions[2].choices': [
          '技术攻关',
          '成果转化',
          { id: 'platform', label: { 'zh-CN': '平台建设', en: 'Platform' } },
          '成果引进',
          '2年以内',
        ],
      }).place('ways').question,
      'chooseSeveral',
    ),
  );
  const found = (typed: string): string[] | string => {
    const match = matchChoice(choices, typed);
    if (match.kind === 'none') return [];
    return match.kind === 'one' ? match.found.id : match.found.map(({ id }) => id);
  };

  test.each([
    ['its label', '成果转化', '成果转化'],
    ['its id', 'platform', 'platform'],
    ['its translation, whatever the case', 'PLATFORM', 'platform'],
    ['its label with a mark behind it', '平台建设。', 'platform'],
    ['its place', '3', 'platform'],
    ['its place in full width', '４', '成果引进'],
    ['a part that only one has', '攻关', '技术攻关'],
    ['a figure that is a place, before a label that has it', '2', '成果转化'],
    ['a longer part with that figure', '2年', '2年以内'],
    ['a part that several have', '成果', ['成果转化', '成果引进']],
    ['a place that is not there', '9', []],
    ['nought', '0', []],
    ['words that are nowhere', '软科学', []],
    ['marks alone', '、。', []],
  ])('is found by %s', (_, typed, wanted) => {
    expect(found(typed)).toEqual(wanted);
  });

  test('that is a whole label is not mistaken for a part of another', () => {
    const pair = [
      { id: '国家级', label: '国家级' },
      { id: '非国家级', label: '非国家级' },
    ];
    expect(matchChoice(pair, '国家级')).toEqual({ kind: 'one', found: pair[0] });
  });
});

describe('choices of a definition', () => {
  let form: Awaited<ReturnType<typeof madeUpForm>>;
  beforeAll(async () => {
    form = await madeUpForm('demand');
  });

  test('are found by every label and every place, each its own', () => {
    for (const { question } of form.questions) {
      if (question.kind !== 'chooseOne' && question.kind !== 'chooseSeveral') continue;
      const choices = choicesOf(question);
      choices.forEach((choice, at) => {
        const label = typeof choice.label === 'string' ? choice.label : choice.label['zh-CN'];
        expect(matchChoice(choices, label)).toEqual({ kind: 'one', found: choice });
        expect(matchChoice(choices, String(at + 1))).toEqual({ kind: 'one', found: choice });
      });
    }
  });

  test('of long lists are found by their whole name, or offered with those of the same name', () => {
    for (const { question } of form.questions) {
      if (question.kind !== 'chooseFromList') continue;
      for (const leaf of listOf(question).leaves.values()) {
        const label = typeof leaf.label === 'string' ? leaf.label : leaf.label['zh-CN'];
        const match = searchList(question, label);
        const ids =
          match.kind === 'several'
            ? match.found.map(({ id }) => id)
            : match.kind === 'one'
              ? [match.found.id]
              : [];
        expect(ids).toContain(leaf.id);
      }
    }
  });
});
