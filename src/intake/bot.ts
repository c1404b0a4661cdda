import { Composer } from 'grammy';
import { unpack } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { answersByMessage } from './bot-answers.js';
import {
  askDeleteDemand,
  askDiscard,
  askWithdraw,
  changeDemands,
  checkAndSubmit,
  chooseForm,
  discard,
  formCommands,
  print,
  rename,
  showCurrent,
  showOverview,
  showProjects,
  showStatus,
  submit,
  switchTo,
  withdraw,
} from './bot-form.js';
import { chooseLanguage, forget, personCommands } from './bot-person.js';
import { isId, questionTaps, reuseAll } from './bot-taps.js';
import { type IntakeOptions, Visit } from './bot-visit.js';
import type { PersonVerb, SubmissionVerb } from './screens/buttons.js';

/** The door through which Telegram enters the intake. */
export function intakeBot(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.use(formCommands(options), personCommands(options));
  door.use(questionTaps(options), submissionTaps(options), personTaps(options));
  door.use(answersByMessage(options));
  return door;
}

type OnSubmission = (visit: Visit, submission: number, numbers: readonly number[]) => Promise<void>;

function submissionTaps(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const verbs: Readonly<Record<SubmissionVerb, OnSubmission>> = {
    open: switchTo,
    'go-on': switchTo,
    overview: (visit, submission, [page]) => showOverview(visit, submission, page ?? 0),
    'reuse-all': (visit) => reuseAll(visit),
    check: (visit) => checkAndSubmit(visit, 'asked'),
    submit: (visit, submission, [revision]) => submit(visit, submission, revision ?? -1),
    print,
    add: (visit, submission) => changeDemands(visit, 'add', submission, 0),
    raise: (visit, submission, [demand]) => changeDemands(visit, 'raise', submission, demand ?? 0),
    delete: (visit, submission, [demand]) => changeDemands(visit, 'delete', submission, demand ?? 0),
    'ask-delete': (visit, submission, [demand]) => askDeleteDemand(visit, submission, demand ?? 0),
    rename: (visit, submission, [demand]) => rename(visit, submission, demand ?? 0),
    projects: (visit) => showProjects(visit, undefined),
    'ask-withdraw': askWithdraw,
    withdraw,
    'ask-discard': askDiscard,
    discard,
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
  const door = new Composer<BotContext>();
  const verbs: Readonly<Record<PersonVerb, (visit: Visit, word: string, number: number) => Promise<void>>> = {
    form: (visit, _, number) => chooseForm(visit, number, false),
    accept: (visit, _, number) => chooseForm(visit, number, true),
    status: (visit) => showStatus(visit),
    language: async (visit, word) => {
      await chooseLanguage(visit, word === 'en' ? 'en' : 'zh-CN');
      await showCurrent(visit, '');
    },
    forget,
    noop: async ({ ctx }) => {
      await ctx.editMessageReplyMarkup().catch(() => undefined);
    },
  };
  door.on('callback_query:data', async (ctx, next) => {
    const { verb, numbers, words } = unpack(ctx.callbackQuery.data);
    const run = Object.hasOwn(verbs, verb) ? verbs[verb as PersonVerb] : undefined;
    if (run) await run(await Visit.of(ctx, options), words[0] ?? '', numbers[0] ?? -1);
    else await next();
  });
  return door;
}
