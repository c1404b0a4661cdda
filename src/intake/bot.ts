import { Composer } from 'grammy';
import type { Language } from '../survey/definition.js';
import { unpack, whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { answersByMessage } from './bot-answers.js';
import { formCommands } from './bot-commands.js';
import {
  chooseForm,
  print,
  showCurrent,
  showNoticeAgain,
  showOverview,
  showStatus,
  switchTo,
} from './bot-form.js';
import { moveToNewer } from './bot-moving.js';
import { otherMessages } from './bot-other-messages.js';
import { paperForms } from './bot-paper-forms.js';
import { chooseLanguage, forget, keep, personCommands } from './bot-person.js';
import {
  addDemand,
  askDeleteDemand,
  deleteDemand,
  raiseDemand,
  rename,
  showProjects,
} from './bot-projects.js';
import { askDiscard, askWithdraw, checkAndSubmit, discard, submit, withdraw } from './bot-submitting.js';
import { goOn, isId, questionTaps, reuseAll } from './bot-taps.js';
import { type IntakeOptions, Visit } from './bot-visit.js';
import type { PersonVerb, SubmissionVerb } from './screens/buttons.js';

/** The door through which Telegram enters the intake. */
export function intakeBot(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.use(paperForms(options), formCommands(options), personCommands(options));
  door.use(questionTaps(options), submissionTaps(options), personTaps(options));
  door.use(answersByMessage(options), otherMessages(options));
  return door;
}

type OnSubmission = (visit: Visit, submission: number, numbers: readonly number[]) => Promise<void>;

function submissionTaps(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const verbs: Readonly<Record<SubmissionVerb, OnSubmission>> = {
    open: (visit, submission) => switchTo(visit, submission),
    'go-on': (visit, submission) => goOn(visit, submission),
    overview: (visit, submission, [page]) => showOverview(visit, submission, whole(page)),
    'reuse-all': (visit) => reuseAll(visit),
    check: (visit) => checkAndSubmit(visit, 'asked'),
    submit: (visit, submission, [revision]) => submit(visit, submission, whole(revision)),
    print,
    add: (visit, submission) => addDemand(visit, submission),
    raise: (visit, submission, [demand, place]) =>
      raiseDemand(visit, submission, whole(demand), whole(place)),
    delete: (visit, submission, [demand, revision]) =>
      deleteDemand(visit, submission, whole(demand), whole(revision)),
    'ask-delete': (visit, submission, [demand]) => askDeleteDemand(visit, submission, whole(demand)),
    rename: (visit, submission, [demand]) => rename(visit, submission, whole(demand)),
    projects: (visit, _, [page]) => showProjects(visit, whole(page)),
    'ask-withdraw': askWithdraw,
    withdraw: (visit, submission, [revision]) => withdraw(visit, submission, whole(revision)),
    'ask-discard': askDiscard,
    discard: (visit, submission, [revision]) => discard(visit, submission, whole(revision)),
    newer: moveToNewer,
  };
  door.on('callback_query:data', async (ctx, next) => {
    const { verb, numbers } = unpack(ctx.callbackQuery.data);
    const run = Object.hasOwn(verbs, verb) ? verbs[verb as SubmissionVerb] : undefined;
    if (!run) {
      await next();
      return;
    }
    const submission = isId(numbers[0]) ? numbers[0] : -1;
    const visit = await Visit.of(ctx, options, submission);
    if (visit.standing.active?.id === submission) await run(visit, submission, numbers.slice(1));
    else await show(ctx, { html: escaped(visit.w.t('declined-notYours')) });
  });
  return door;
}

function personTaps(options: IntakeOptions): Composer<BotContext> {
  const taps: Readonly<Record<PersonVerb, OnTap<Visit>>> = {
    form: (visit, { numbers: [form] }) => chooseForm(visit, whole(form), undefined),
    accept: (visit, { numbers: [form, mark] }) => chooseForm(visit, whole(form), mark),
    status: (visit) => showStatus(visit),
    language: (visit, { words: [language], numbers: [, form] }) =>
      changeLanguage(visit, language === 'en' ? 'en' : 'zh-CN', form),
    forget: (visit, { numbers: [mark] }) => forget(visit, mark),
    noop: keep,
  };
  return tapsByVerb(taps, async (ctx, run) => {
    const visit = await Visit.of(ctx, options);
    visit.unhead();
    await run(visit);
  });
}

/** Below a notice, the notice follows in the new language; elsewhere the current question does. */
async function changeLanguage(visit: Visit, language: Language, form: number | undefined): Promise<void> {
  const isNotice = isId(form);
  await chooseLanguage(visit, language, isNotice);
  if (!isNotice || !(await showNoticeAgain(visit, form))) await showCurrent(visit, '');
}
