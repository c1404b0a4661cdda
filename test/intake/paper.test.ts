import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import { type Draft, draftOf } from '../../src/intake/answering.js';
import { dataPaper, formPaper } from '../../src/intake/paper.js';
import type { Parked } from '../../src/intake/parked.js';
import type { Everything, Questionnaire } from '../../src/intake/ports.js';
import { wording } from '../../src/intake/screens/wording.js';
import { loadLocale } from '../../src/locale/locale.js';
import type { AnswerRow, AnswerValue } from '../../src/survey/answers.js';
import { choicesOf, listOf } from '../../src/survey/choices.js';
import type { Question } from '../../src/survey/definition.js';
import { type Form, prepareForm } from '../../src/survey/form.js';
import { places } from '../../src/survey/next-step.js';
import { filesIn, wordsIn, xmlFault } from '../support/office-file.js';
import { allForms, madeUpForm } from '../survey/forms-at-hand.js';

const w = wording(loadLocale(new URL('../../locales/', import.meta.url))('zh-CN'), 'zh-CN');
const [campaign] = (await loadCampaigns([builtInCampaigns])).filter(({ id }) => id === 'zhangjiajie-2021');
if (!campaign) throw new Error('no campaign');
const [definition] = campaign.forms;
if (!definition) throw new Error('no form');
const form = prepareForm(definition);
const questionnaire: Questionnaire = { formVersionId: 1, campaign, form };
const demand = 5;

function draftWith(of: Form, rows: readonly AnswerRow[], parked: Parked = {}): Draft {
  return draftOf(of, {
    id: 1,
    formVersionId: 1,
    state: 'draft',
    deadline: new Date('2026-12-31T00:00:00Z'),
    revision: 0,
    cursor: undefined,
    parked,
    demands: [demand],
    rows,
  });
}

function valueFor(question: Question, text: string): AnswerValue {
  switch (question.kind) {
    case 'chooseOne':
      return choicesOf(question)[0]?.id ?? '';
    case 'chooseSeveral':
      return choicesOf(question).map(({ id }) => id);
    case 'chooseFromList':
      return [...listOf(question).leaves.keys()][0] ?? '';
    case 'shortTexts':
      return ['莓茶', '葛根'];
    case 'yesNo':
      return true;
    case 'wholeNumber':
    case 'number':
    case 'money':
    case 'year':
      return 1234.5;
    case 'date':
      return '2026-06-30';
    default:
      return text;
  }
}

function rowsFor(of: Form, text: string): AnswerRow[] {
  return of.questions
    .filter(({ question }) => question.kind !== 'computed')
    .map(({ question }) => ({
      demand: of.repeats(question.id) ? demand : 0,
      question: question.id,
      skipped: false,
      value: valueFor(question, text),
    }));
}

const print = (draft: Draft): Promise<Buffer> =>
  formPaper(w, questionnaire, draft, '草稿，未提交，仅供核对。');

/** What every reader asks of the file. */
function expectSound(file: Buffer): void {
  const files = filesIn(file);
  expect(files.has('word/document.xml')).toBe(true);
  for (const [name, xml] of files) expect([name, xmlFault(xml)]).toEqual([name, undefined]);
}

describe('a printed questionnaire', () => {
  it('has every label and every answer of every form, and is a sound file', async () => {
    for (const [, one] of await allForms()) {
      const draft = draftWith(one, rowsFor(one, '张家界莓茶'));
      const file = await formPaper(w, { formVersionId: 1, campaign, form: one }, draft, '草稿');
      expectSound(file);
      const words = wordsIn(file);
      for (const { step, asked } of places(one, draft.answers)) {
        const { question, section } = step.placed;
        if (!section.onPaper) continue;
        expect(words).toContain(w.say(question.label));
        if (!asked) continue;
        const chosen = question.kind === 'chooseOne' || question.kind === 'chooseSeveral';
        const answer = w.answer(question, valueFor(question, '张家界莓茶'));
        for (const part of chosen ? answer.split('、') : [answer]) expect(words).toContain(part);
      }
    }
  });

  it('says at the top what it is, and that it is a draft', async () => {
    const [first, second, third] = wordsIn(await print(draftWith(form, []))).split('\n');
    expect([first, second, third]).toEqual([
      '“我为群众办实事”科技创新项目需求调查表',
      '“我为群众办实事”科技创新项目需求征集大调研',
      '草稿，未提交，仅供核对。',
    ]);
  });

  it('leaves out what is asked apart from the paper', async () => {
    const region = { demand: 0, question: 'region', skipped: false, value: '市直行业部门' };
    const words = wordsIn(await print(draftWith(form, [region])));
    expect(
      [...places(form, draftWith(form, [region]).answers)].map(({ step }) => step.key.question),
    ).toContain('sector');
    expect(words).not.toContain('分工信息');
    expect(words).not.toContain('农业');
  });

  it('says when it was submitted, in the zone of the campaign', async () => {
    const receipt = { submittedAt: new Date('2026-06-01T02:03:00Z') };
    const file = await formPaper(w, questionnaire, draftWith(form, []), '已提交的内容', receipt);
    expect(wordsIn(file)).toContain('提交时间：2026年6月1日 10:03');
    expect(wordsIn(await print(draftWith(form, [])))).not.toContain('提交时间');
  });

  it('remarks on a credit code whose check character is unusual', async () => {
    const code = { demand: 0, question: 'credit-code', skipped: false, value: '91350203M0001FUE2P' };
    const noted = { ...code, note: 'unusual-credit-code forwarded' };
    expect(wordsIn(await print(draftWith(form, [noted])))).toContain('91350203M0001FUE2P（※校验位不符）');
    expect(wordsIn(await print(draftWith(form, [code])))).not.toContain('※');
  });

  it('is one table where the paper has one, though only its rest repeats', async () => {
    const annex = await madeUpForm('recommended-project');
    const { submission } = draftWith(annex, rowsFor(annex, '红枣采收'));
    const two = draftOf(annex, { ...submission, demands: [demand, demand + 1] });
    const words = wordsIn(await formPaper(w, { formVersionId: 1, campaign, form: annex }, two, '草稿'));
    expect(words.match(/^一、项目信息.*$/gm)).toEqual([
      '一、项目信息　项目 1：红枣采收',
      '一、项目信息　项目 2',
    ]);
    expect(words.match(/^推荐单位$/gm)).toHaveLength(2);
  });

  it('shows the boxes of a choice of which the chosen is filled, as on the paper', async () => {
    const draft = draftWith(form, [{ demand: 0, question: 'region', skipped: false, value: '慈利县' }]);
    const words = wordsIn(await print(draft));
    expect(words).toContain(
      '□永定区　□武陵源区　■慈利县　□桑植县　\n□张家界市高新区　□市直行业部门　\n□高校、科研院所　\n',
    );
  });

  it('says what is not answered yet, and keeps a text over the limit whole', async () => {
    const text = '字'.repeat(700);
    const item = { kind: 'tooLong', text, messageIds: [1], pieceLengths: [700] } as const;
    const words = wordsIn(await print(draftWith(form, [], { items: { [`${demand}.content`]: item } })));
    expect(words.match(/（未填）/g)).toHaveLength(form.questions.length - 3);
    expect(words).toContain('（草稿 700 字，超出限制）');
    expect(words).toContain(text);
  });

  it('lets long answers go over pages and keeps short ones together', async () => {
    const rows = rowsFor(form, '字'.repeat(300));
    const xml = filesIn(await print(draftWith(form, rows))).get('word/document.xml') ?? '';
    const tableRows = xml.split('</w:tr>').filter((row) => row.includes('<w:tr>'));
    for (const row of tableRows) expect(row.includes('<w:cantSplit/>')).toBe(!row.includes('字'.repeat(300)));
  });

  it('keeps the paragraphs of an answer', async () => {
    const value = '第一段\n第二段\r\n第三段';
    const words = wordsIn(
      await print(draftWith(form, [{ demand, question: 'content', skipped: false, value }])),
    );
    expect(words).toContain('第一段\n第二段\n第三段');
  });

  it('is the same file for the same answers', async () => {
    const draft = draftWith(form, rowsFor(form, '张家界莓茶'));
    expect(await print(draft)).toEqual(await print(draft));
  });

  it('is a sound file whatever was typed', async () => {
    const ugly = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(ugly, fc.string({ unit: 'binary' })), async (text) => {
        expectSound(await print(draftWith(form, rowsFor(form, text))));
      }),
      {
        numRuns: 25,
        examples: [['</w:t><w:br/>&amp;'], ['\u0000\u0001\u001f\ufffe\uffff'], ['\ud83d'], [']]>']],
      },
    );
  });
});

describe('the paper of everything stored about a person', () => {
  const at = new Date('2026-06-01T02:03:00Z');
  const everything: Everything = {
    identities: [{ channel: 'telegram', externalId: '1001' }],
    language: null,
    since: at,
    parked: [{ at, text: '没能记下的话' }],
    appointments: [],
    consents: [{ campaignId: 'zhangjiajie-2021', textVersion: '2021-1', acceptedAt: at }],
    messages: [{ kind: 'parked', state: 'sent', at }],
    mutedAt: at,
    reminders: [{ campaignId: 'zhangjiajie-2021', reason: 'unit:2d@2026-06-30T15:59:59Z', at }],
    submissions: [
      {
        id: 1,
        formVersionId: 1,
        state: 'draft',
        deadline: at,
        revision: 9,
        corrections: [
          {
            demand: 0,
            question: 'unit-name',
            reason: 'unclear',
            words: '请写全称',
            state: 'answered',
            before: '被退回的名称',
            sentAt: at,
          },
        ],
        isReviewed: false,
        demands: [demand],
        parked: {},
        receipt: undefined,
        wasSubmitted: false,
        startedAt: at,
        answers: rowsFor(form, '张家界莓茶').map((row) => ({
          ...row,
          note: row.question === 'credit-code' ? 'unusual-credit-code' : undefined,
          answeredAt: at,
          messageIds: [],
          pieceLengths: [],
        })),
        history: [
          {
            demand: 0,
            question: 'unit-name',
            skipped: false,
            value: '旧名称',
            answeredAt: at,
            replacedAt: at,
          },
          {
            demand: 0,
            question: 'gone',
            skipped: false,
            value: '旧题目的答案',
            answeredAt: at,
            replacedAt: at,
          },
        ],
        receipts: [
          {
            number: 'ZJJ2021-000001-QK',
            version: 1,
            submittedAt: at,
            withdrawnAt: at,
            answers: [{ demand: 0, question: 'unit-name', skipped: false, value: '提交时的名称' }],
          },
        ],
      },
    ],
  };

  it('has all of it: identity, consents, receipts, answers, also hidden ones, and what was changed', async () => {
    const file = await dataPaper(w, everything, new Map([[1, questionnaire]]));
    expectSound(file);
    const words = wordsIn(file);
    for (const part of [
      'telegram 1001',
      '2021-1',
      'ZJJ2021-000001-QK',
      '张家界莓茶',
      '旧名称',
      '提交时的名称',
      '旧题目的答案',
      '没能记下的话',
      '已撤回',
    ])
      expect(words).toContain(part);
    expect(words).toContain('张家界莓茶（※校验位不符）');
    // Asked of departments of the city only, answered before the area was changed.
    expect(words).toContain('■农业');
  });

  it('is a sound file for somebody about whom next to nothing is stored', async () => {
    const nothing = { ...everything, consents: [], messages: [], submissions: [] };
    expectSound(await dataPaper(w, nothing, new Map()));
  });
});
