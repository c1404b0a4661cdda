import { describe, expect, it } from 'vitest';
import { builtInCampaigns, readCampaign } from '../../src/config/campaign-files.js';
import {
  currentOf,
  type Decision,
  type Draft,
  decideBack,
  decided,
  decideSkip,
  decideText,
  decideTick,
  decideValue,
  draftOf,
} from '../../src/intake/answering.js';
import { decideLastPiece, decidePiece, decideSettled } from '../../src/intake/pasting.js';
import { keyText } from '../../src/survey/answers.js';
import { choicesOf } from '../../src/survey/choices.js';
import { type Form, prepareForm } from '../../src/survey/form.js';
import { nextStep } from '../../src/survey/next-step.js';

const loaded = await readCampaign(`${builtInCampaigns}/zhangjiajie-2021/definition.json`);
const definition = 'campaign' in loaded ? loaded.campaign.forms[0] : undefined;
if (!definition) throw new Error('no form');
const form: Form = prepareForm(definition);

const at = (question: string, demand = 0): { demand: number; question: string } => ({ demand, question });
const id = (label: string, group?: string): string => {
  const zh = (words: unknown): unknown =>
    typeof words === 'object' && words !== null ? Reflect.get(words, 'zh-CN') : words;
  const found = form.questions.find(
    ({ question }) => zh(question.label) === label && (group === undefined || zh(question.group) === group),
  );
  if (!found) throw new Error(`no question ${label}`);
  return found.question.id;
};
const pieces = { messageIds: [7], pieceLengths: [3] };

function fresh(): Draft {
  return draftOf(form, {
    id: 1,
    formVersionId: 1,
    state: 'draft',
    deadline: new Date('2026-12-31T00:00:00Z'),
    revision: 0,
    cursor: undefined,
    parked: {},
    demands: [5],
    rows: [],
  });
}

const after = (draft: Draft, decision: Decision): Draft => decided(draft, decision);

describe('an answer', () => {
  it('is written under its own question and the place goes on', () => {
    const draft = fresh();
    const decision = decideText(draft, at(id('单位名称（盖章）')), '甲公司', pieces);
    expect(decision.writes).toEqual([
      { demand: 0, question: id('单位名称（盖章）'), value: '甲公司', note: undefined, ...pieces },
    ]);
    expect(currentOf(after(draft, decision))?.key.question).toBe(id('统一社会信用代码'));
  });

  it('that was asked back is written under its question when the person insists', () => {
    const key = at(id('统一社会信用代码'));
    const asked = decideText(fresh(), key, '91350203M0001FUE2P', pieces);
    expect(asked).toMatchObject({ writes: [], outcome: { kind: 'askedBack' } });
    const insisted = decideText(after(fresh(), asked), key, '91350203M0001FUE2P', pieces);
    expect(insisted.writes).toEqual([
      { ...key, value: '91350203M0001FUE2P', note: 'unusual-credit-code', ...pieces },
    ]);
  });

  it('that is refused leaves everything as it was, but remembers its message', () => {
    const key = at(id('邮编'));
    const decision = decideText({ ...fresh() }, key, '12', pieces);
    expect(decision).toMatchObject({ writes: [], outcome: { kind: 'refused' } });
    expect(decision.parked?.items).toEqual({ [keyText(key)]: { kind: 'refused', ...pieces } });
  });

  it('over the limit is kept whole as a draft', () => {
    const key = at(id('1.项目需求的背景与意义'), 5);
    const text = '字'.repeat(301);
    const decision = decideText(fresh(), key, text, pieces);
    expect(decision).toMatchObject({ writes: [], outcome: { kind: 'tooLong', count: 301, limit: 300 } });
    expect(decision.parked?.items?.[keyText(key)]).toEqual({ kind: 'tooLong', text, ...pieces });
    const shorter = decideText(after(fresh(), decision), key, '字'.repeat(300), pieces);
    expect(shorter.writes).toHaveLength(1);
    expect(shorter.parked?.items).toEqual({});
  });
});

describe('a cross-check', () => {
  const staff = at(id('职工总数'));
  const researchers = at(id('其中研究开发人员'));
  const withBoth = (): Draft => {
    const one = after(fresh(), decideValue(fresh(), staff, 100));
    return after(one, decideValue(one, researchers, 20));
  };

  it('refuses the answer that completes it when it does not hold', () => {
    const draft = after(fresh(), decideValue(fresh(), staff, 10));
    const decision = decideText(draft, researchers, '11', pieces);
    expect(decision.writes).toEqual([]);
    expect(decision.outcome).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'breaksCheck', left: 11, right: 10 },
    });
  });

  it('takes a change of the earlier answer and asks the later one again', () => {
    const decision = decideText(withBoth(), staff, '5', pieces);
    expect(decision.writes).toHaveLength(1);
    expect(decision.cursor).toEqual(researchers);
    expect(decision.outcome).toMatchObject({ kind: 'recorded', conflict: { left: 20, right: 5 } });
  });
});

describe('moving', () => {
  it('back goes to the question before, also from the first open one', () => {
    const draft = after(fresh(), decideValue(fresh(), at(id('单位名称（盖章）')), '甲'));
    expect(decideBack(draft).cursor).toEqual(at(id('单位名称（盖章）')));
    expect(decideBack(after(draft, decideBack(draft))).cursor).toEqual(at(id('单位名称（盖章）')));
  });

  it('skipping is refused for what is required', () => {
    expect(decideSkip(fresh(), at(id('单位名称（盖章）'))).outcome).toEqual({
      kind: 'declined',
      reason: 'required',
    });
  });
});

describe('a paste in pieces', () => {
  const key = at(id('3、项目需求内容描述'), 5);
  const filledUpTo = (): Draft => {
    let draft = fresh();
    for (let step = nextStep(form, draft.answers); step && step.placed.question.id !== key.question; ) {
      draft = after(draft, {
        writes: [{ ...step.key, value: 'x', ...pieces }],
        cursor: undefined,
        outcome: { kind: 'moved' },
      });
      step = nextStep(form, draft.answers);
    }
    return draft;
  };
  const piece = (text: string, messageId: number, date: number) => ({ text, messageId, date });

  it('is one answer, judged whole, and the rest is never the next answer', () => {
    const first = decidePiece(filledUpTo(), piece('字'.repeat(4096), 1, 100));
    expect(first?.outcome.kind).toBe('piece');
    const draft = after(filledUpTo(), first ?? decideBack(fresh()));
    const paste = draft.submission.parked.paste;
    if (!paste) throw new Error('the piece was not kept');
    const last = decideLastPiece(draft, paste, piece('完', 2, 101));
    expect(last).toMatchObject({ writes: [], outcome: { kind: 'tooLong', count: 4097 } });
    expect(last.parked?.items?.[keyText(key)]).toEqual({
      kind: 'tooLong',
      text: `${'字'.repeat(4096)}完`,
      messageIds: [1, 2],
      pieceLengths: [4096, 1],
    });
    expect(last.parked?.paste).toBeUndefined();
  });

  it('that fits by words is an answer of all its pieces', () => {
    const words = `${'innovation '.repeat(372)}abcd`;
    const first = decidePiece(filledUpTo(), piece(words, 1, 100));
    const draft = after(filledUpTo(), first ?? decideBack(fresh()));
    const settled = decideSettled(draft);
    expect(settled?.writes).toEqual([
      { ...key, value: words, note: undefined, messageIds: [1], pieceLengths: [words.length] },
    ]);
    const taken = after(draft, settled ?? decideBack(fresh()));
    const remembered = taken.submission.parked.paste;
    if (!remembered) throw new Error('a late piece would not be known');
    const late = decideLastPiece(taken, remembered, piece('字'.repeat(300), 2, 102));
    expect(late).toMatchObject({ writes: [], removes: [key], outcome: { kind: 'tooLong' } });
  });
});

describe('a choice of several', () => {
  const question = {
    id: 'ways',
    kind: 'chooseSeveral' as const,
    label: '合作方式',
    required: true,
    choices: ['技术转让', '委托开发', '合作开发'],
    min: 1,
    max: 2,
  };
  const [section] = definition.sections;
  if (!section) throw new Error('no section');
  const several = prepareForm({
    ...definition,
    sections: [{ ...section, questions: [question] }],
    checks: [],
  });
  const draft = draftOf(several, { ...fresh().submission, demands: [] });
  const tick = (before: Draft, choice: number): Decision => decideTick(before, at('ways'), choice, []);
  const two = after(after(draft, tick(draft, 0)), tick(after(draft, tick(draft, 0)), 1));

  it('takes no more ticks than it may have, and says how many', () => {
    const third = tick(two, 2);
    expect(third.outcome).toEqual({ kind: 'ticked', key: '0.ways', full: 2 });
    expect(third.parked).toBeUndefined();
    expect(tick(two, 1).parked?.items?.['0.ways']).toEqual({ kind: 'ticked', ids: [idOf(several, 0)] });
  });

  it('keeps its ticks when something else was typed that fits no choice', () => {
    const refused = decideText(two, at('ways'), '都可以吧', pieces);
    expect(refused.outcome.kind).toBe('refused');
    expect(after(two, refused).submission.parked).toEqual(two.submission.parked);
  });
});

function idOf(of: Form, n: number): string {
  const { question } = of.place('ways');
  return question.kind === 'chooseSeveral' ? (choicesOf(question)[n]?.id ?? '?') : '?';
}
