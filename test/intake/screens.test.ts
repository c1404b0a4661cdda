import { describe, expect, it } from 'vitest';
import { draftInFull, draftOf } from '../../src/intake/answering.js';
import type { FullSubmission, OpenForm } from '../../src/intake/ports.js';
import {
  confirmScreen,
  keepButton,
  missingScreen,
  problemsOf,
  readBackScreen,
} from '../../src/intake/screens/finish.js';
import { tooLongScreen } from '../../src/intake/screens/kept.js';
import { foundScreen, listScreen } from '../../src/intake/screens/list.js';
import { overviewScreen } from '../../src/intake/screens/overview.js';
import { projectsScreen } from '../../src/intake/screens/projects.js';
import { promptScreen } from '../../src/intake/screens/prompt.js';
import { sentBackScreen } from '../../src/intake/screens/sent-back.js';
import { chooseScreen, noticeScreen, statusScreen } from '../../src/intake/screens/start.js';
import { wording } from '../../src/intake/screens/wording.js';
import { loadLocale } from '../../src/locale/locale.js';
import { type AnswerValue, keyText } from '../../src/survey/answers.js';
import { choicesOf, listOf } from '../../src/survey/choices.js';
import { leftToCorrect } from '../../src/survey/corrections.js';
import { type CampaignDefinition, campaignSchema, type Question } from '../../src/survey/definition.js';
import { prepareForm } from '../../src/survey/form.js';
import { steps } from '../../src/survey/next-step.js';
import { pagesOf, type Screen } from '../../src/telegram/screen.js';
import { madeUpCampaign } from '../support/stored.js';

const translate = loadLocale(new URL('../../locales/', import.meta.url));
const ugly = '<b>&amp;\u202e\u200b😀';

/** The made-up form with words as long as a definition may have them. */
function wordy(length: number): CampaignDefinition {
  const campaign = structuredClone(madeUpCampaign()) as unknown as Record<string, unknown>;
  const stretch = (text: string, max: number): string =>
    `${text}${ugly}`.padEnd(Math.min(length, max), '长').slice(0, max);
  const walk = (node: unknown, key: string): unknown => {
    if (Array.isArray(node)) {
      const isChoices = key === 'choices' || key === 'children' || key === 'entries';
      return node.map((one) =>
        isChoices && typeof one === 'string' ? { id: one, label: stretch(one, 200) } : walk(one, ''),
      );
    }
    if (typeof node === 'string')
      return [
        'label',
        'guide',
        'help',
        'example',
        'title',
        'group',
        'reason',
        'purpose',
        'kept',
        'retention',
        'contact',
        'rights',
        'organiser',
        'zh-CN',
        'noun',
      ].includes(key)
        ? stretch(node, 4000)
        : node;
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, walk(value, name)]));
  };
  return campaignSchema.parse(walk(campaign, ''));
}

function longestAnswer(question: Question): AnswerValue {
  switch (question.kind) {
    case 'yesNo':
      return true;
    case 'chooseOne':
      return choicesOf(question)[0]?.id ?? '';
    case 'chooseSeveral':
      return choicesOf(question).map(({ id }) => id);
    case 'chooseFromList':
      return [...listOf(question).leaves.keys()][0] ?? '';
    case 'shortTexts':
      return Array.from({ length: question.max }, () => ugly.padEnd(question.maxLength, '词'));
    case 'wholeNumber':
    case 'number':
    case 'money':
      return -999_999_999_999.999;
    case 'longText':
      return ugly.repeat(question.limit);
    default:
      return `${ugly}\n`.repeat(200);
  }
}

/** What Telegram refuses. */
function expectSendable(screen: Screen): void {
  for (const page of pagesOf(screen.html)) {
    const shown = page.replace(/<[^>]*>/g, '').replace(/&(lt|gt|amp);/g, '&');
    expect(shown.length).toBeLessThanOrEqual(4096);
    expect(shown.trim()).not.toBe('');
  }
  const buttons = (screen.buttons ?? []).flat();
  expect(buttons.length).toBeLessThanOrEqual(100);
  for (const row of screen.buttons ?? []) expect(row.length).toBeLessThanOrEqual(8);
  for (const { text, data } of buttons) {
    expect(text.trim()).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(60);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  }
}

const biggest = 2 ** 31 - 1;

describe.each([0, 4000])('with words of %d units', (length) => {
  const campaign = wordy(length);
  const [definition] = campaign.forms;
  if (!definition) throw new Error('no form');
  const form = prepareForm(definition);
  const questionnaire = { formVersionId: biggest, campaign, form };
  const now = new Date();
  const open: OpenForm = { ...questionnaire, deadline: now, versions: [biggest] };
  const demands = Array.from({ length: 100 }, (_, n) => biggest - n);
  const at = (id: string, demand: number): { demand: number; question: string } => ({
    demand: form.repeats(id) ? demand : 0,
    question: id,
  });
  const answers = form.questions.flatMap(({ question }) =>
    (form.repeats(question.id) ? demands : [0]).map((demand) => ({
      ...at(question.id, demand),
      skipped: false,
      value: longestAnswer(question),
      note: 'unusual-credit-code',
      answeredAt: now,
      messageIds: [],
      pieceLengths: [],
    })),
  );
  const over = {
    kind: 'tooLong',
    text: ugly.repeat(4000),
    messageIds: [biggest],
    pieceLengths: [1],
  } as const;
  const full = (filled: boolean): FullSubmission => ({
    id: biggest,
    formVersionId: biggest,
    state: 'draft',
    deadline: now,
    revision: biggest,
    corrections: [],
    isReviewed: false,
    demands,
    answers: filled ? answers : [],
    parked: {
      items: Object.fromEntries(
        form.questions
          .filter(({ question }) => question.kind === 'longText')
          .map(({ question }) => [`${at(question.id, biggest).demand}.${question.id}`, over]),
      ),
    },
    receipt: { number: 'BH2026-999999-X', version: 1, submittedAt: now },
    wasSubmitted: false,
  });
  /** Every answer is to be corrected. */
  const sentBackOf = (submitted: FullSubmission) => {
    const keys = form.questions.flatMap(({ question: { id } }) => demands.map((demand) => at(id, demand)));
    const corrections = [at('unit-name', 0), ...keys.slice(0, 20)].map((key) => ({
      ...key,
      reason: 'overScope' as const,
      words: ugly.repeat(400),
      state: 'open' as const,
      before: undefined,
      sentAt: now,
    }));
    const correcting = { keys: new Set(keys.map(keyText)), renewed: new Set<string>() };
    return { ...submitted, state: 'correcting' as const, correcting, corrections };
  };
  const draftFrom = (filled: boolean, few = 100) => {
    const { answers: rows, ...rest } = full(filled);
    return draftOf(form, { ...rest, demands: demands.slice(0, few), cursor: undefined, rows });
  };

  it.each(['zh-CN', 'en'] as const)('the choice shows the whole number of a receipt (%s)', (language) => {
    const w = wording(translate(language), language);
    const submitted: FullSubmission = { ...full(false), state: 'submitted' };
    const [row] = chooseScreen(w, [], [{ questionnaire, full: submitted }], now, 'asked').buttons ?? [];
    expect(row?.[0]?.text).toContain('BH2026-999999-X');
  });

  it.each(['zh-CN', 'en'] as const)(
    'every screen can be sent (%s)',
    (language) => {
      const w = wording(translate(language), language);
      for (const filled of [true, false]) {
        const draft = draftFrom(filled, 2);
        const first = [...steps(form, draft.answers)].filter(
          ({ key }) => key.demand === 0 || key.demand === biggest,
        );
        for (const step of first) {
          const { question } = step.placed;
          const value = longestAnswer(question);
          expectSendable(promptScreen(w, draft, step, { current: value, closed: 'x' }));
          expectSendable(promptScreen(w, draft, step, { earlier: { value, others: 99 } }));
          const where = { submission: biggest, form, key: step.key };
          if (question.kind === 'chooseFromList') {
            const list = listOf(question);
            expectSendable(foundScreen(w, where, ugly.repeat(10), [...list.leaves.values()]));
            for (const heading of list.all.filter(({ children }) => children.length > 0))
              expectSendable(listScreen(w, where, question, heading, 99));
          }
          if (question.kind === 'longText')
            expectSendable(
              tooLongScreen(w, draft, {
                kind: 'tooLong',
                key: `${step.key.demand}.${question.id}`,
                count: 9,
                limit: 1,
              }),
            );
        }
        for (const page of [0, 1, 99]) {
          expectSendable(overviewScreen(w, form, full(filled), page));
          expectSendable(projectsScreen(w, draftFrom(filled), page));
        }
        const sentBack = sentBackOf(full(filled));
        const told = sentBackScreen(w, questionnaire, sentBack);
        if (!told) throw new Error('nothing was sent back');
        expectSendable(told);
        expect(pagesOf(told.html)).toHaveLength(1);
        expectSendable(overviewScreen(w, form, sentBack, 1));
        expectSendable(statusScreen(w, [{ questionnaire, full: sentBack }], now));
        const round = draftInFull(form, { ...sentBack, demands: demands.slice(0, 1) });
        for (const step of filled ? leftToCorrect(form, round.answers, sentBack.correcting) : [])
          expectSendable(
            promptScreen(w, round, step, {
              current: longestAnswer(step.placed.question),
              corrections: sentBack.corrections,
              closed: 'x',
            }),
          );
        expectSendable(missingScreen(w, problemsOf(w, draft)));
        expectSendable(readBackScreen(w, questionnaire, full(filled), now));
      }
      const small = { ...full(true), demands: demands.slice(0, 1) };
      const own = Array.from({ length: 60 }, () => ({ questionnaire, full: small }));
      const forms = Array.from({ length: 20 }, () => open);
      expectSendable(chooseScreen(w, forms, own, now, 'asked'));
      expectSendable(statusScreen(w, own, now));
      expectSendable(noticeScreen(w, open, now, true));
      expectSendable(
        confirmScreen(
          w.t('draft-delete-ask', { title: w.say(definition.title) }),
          { text: 'x', data: 'y' },
          keepButton(w, 'discard', biggest),
        ),
      );
    },
    30_000,
  );
});
