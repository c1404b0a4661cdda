import { choicesOf, listOf } from '../../survey/choices.js';
import type { CampaignDefinition, Question } from '../../survey/definition.js';
import { type Form, type PlacedQuestion, prepareForm } from '../../survey/form.js';
import { escaped, lines, paragraphs, type Screen, shorten } from '../../telegram/screen.js';
import type { Wording } from '../../wording/wording.js';
import { publishing } from './buttons.js';

/** How contacts are asked: the words of their own screens. */
export interface ContactWords {
  readonly notice: (w: Wording, campaign: CampaignDefinition, form: Form) => string;
  readonly question: (w: Wording, placed: PlacedQuestion) => string;
}

/** UTF-16 units of the words on buttons, and of a guide. */
const choicesLength = 1200;
const guideLength = 1500;

/** A page of the preview: the notice, then every question of every form as a contact is asked it. */
export function walkScreen(
  w: Wording,
  words: ContactWords,
  proposal: number,
  campaign: CampaignDefinition,
  wanted: number,
): Screen {
  const forms = campaign.forms.map(prepareForm);
  const pages = forms.flatMap((form) => form.questions.map((placed) => ({ form, placed })));
  const page = Math.min(Math.max(wanted, 0), pages.length);
  const [first] = forms;
  const at = page === 0 ? undefined : pages[page - 1];
  const body = at
    ? paragraphs(
        escaped(headOf(w, at.form, at.placed)),
        words.question(w, at.placed),
        ...besides(w, at.placed.question),
      )
    : first && words.notice(w, campaign, first);
  const turn = (text: string, to: number) => publishing(text, 'pub-walk', proposal, to);
  return {
    html: paragraphs(escaped(w.t('publishing-walk', { page: page + 1, pages: pages.length + 1 })), body),
    buttons: [
      [
        ...(page > 0 ? [turn(w.t('button-page-back'), page - 1)] : []),
        ...(page < pages.length ? [turn(w.t('button-page-next'), page + 1)] : []),
      ],
      [publishing(w.t('button-publishing-show'), 'pub-show', proposal)],
    ],
  };
}

function headOf(w: Wording, { definition }: Form, { section, number }: PlacedQuestion): string {
  const place = { section: w.say(section.title), number, count: section.questions.length };
  return lines(
    w.say(definition.title),
    w.t('publishing-place', place) + (section.repeats ? w.t('publishing-repeats') : ''),
  );
}

/** What a contact finds on buttons: choices, the guide; and when the question is asked. */
function besides(w: Wording, question: Question): (string | false)[] {
  const choices = choiceWords(w, question);
  const guide = [question.guide, question.help].flatMap((words) =>
    words === undefined ? [] : [w.say(words)],
  );
  return [
    question.kind === 'computed' && escaped(w.t('publishing-computed')),
    choices !== '' && escaped(w.t('publishing-choices', { choices })),
    guide.length > 0 && escaped(w.t('publishing-guide', { guide: shorten(guide.join('\n'), guideLength) })),
    question.showIf !== undefined && escaped(w.t('publishing-conditional')),
  ];
}

function choiceWords(w: Wording, question: Question): string {
  const joined = (words: readonly string[]): string => shorten(words.join(' ｜ '), choicesLength);
  switch (question.kind) {
    case 'chooseOne':
    case 'chooseSeveral':
      return joined(choicesOf(question).map(({ label }) => w.say(label)));
    case 'chooseFromList':
      return joined(listOf(question).roots.map(({ label }) => w.say(label)));
    case 'yesNo':
      return joined([w.t('value-yes'), w.t('value-no')]);
    default:
      return '';
  }
}
