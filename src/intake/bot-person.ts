import { Composer, InputFile } from 'grammy';
import type { Language } from '../survey/definition.js';
import { type Pressed, textMark } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { bold, escaped, lines, paragraphs } from '../telegram/screen.js';
import { replace, show } from '../telegram/show.js';
import { taskLines } from '../wording/staff-help.js';
import { sayExpired } from './bot-reply.js';
import { type IntakeOptions, Visit } from './bot-visit.js';
import { dataPaper } from './paper.js';
import type { OwnSubmission } from './ports.js';
import { onPerson } from './screens/buttons.js';
import { confirmScreen, isKeepable, type Keepable, keepButton, keptScreen } from './screens/finish.js';
import { wording } from './screens/wording.js';

/* What concerns the person rather than the form: help, language, their data. */

export function personCommands(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const command = (name: string, run: (visit: Visit) => Promise<void>): void => {
    door.command(name, async (ctx) => {
      const visit = await Visit.of(ctx, options);
      visit.unhead();
      await run(visit);
    });
  };
  command('help', help);
  command('language', async ({ ctx, w }) => {
    await show(ctx, {
      html: escaped(w.t('language-choose')),
      buttons: [[onPerson('中文', 'language', 'zh-CN'), onPerson('English', 'language', 'en')]],
    });
  });
  command('mydata', sendData);
  command('forget', async (visit) => {
    const { ctx, w } = visit;
    const own = await visit.store.own(visit.personId);
    const submitted = own.filter(({ state }) => state !== 'draft').length;
    const paper = await options.paper.own(visit.personId, { from: 0, size: 0 });
    const ask = lines(
      w.t('forget-ask'),
      submitted > 0 && w.t('forget-stays', { count: submitted }),
      paper.total > 0 && w.t('forget-paper', { count: paper.total }),
    );
    const act = onPerson(w.t('button-forget-now'), 'forget', standMark(visit.personId, own));
    await show(ctx, confirmScreen(ask, act, keepButton(w, 'forget', visit.personId)));
  });
  return door;
}

async function help({ ctx, w, identity, options }: Visit): Promise<void> {
  const tasks = await options.tasksOf(identity.externalId);
  await show(ctx, {
    html: paragraphs(
      tasks.length > 0 && lines(bold(w.t('staff-help-title')), escaped(taskLines(w, tasks))),
      lines(bold(w.t('help-title')), escaped(w.t('help-steps'))),
      lines(bold(w.t('help-count-title')), escaped(w.t('help-count'))),
    ),
  });
}

export async function chooseLanguage(visit: Visit, language: Language, quietly: boolean): Promise<void> {
  await visit.act(() =>
    visit.store.chooseLanguage(visit.updateId, visit.identity, language, { kind: 'languageChosen' }),
  );
  const w = wording(visit.options.translate(language), language);
  await visit.options.menuFor(visit.ctx, w);
  if (!quietly) await replace(visit.ctx, { html: escaped(w.t('language-chosen')) });
  await visit.load();
}

/** Everything stored about the person, as a file. */
async function sendData(visit: Visit): Promise<void> {
  const { ctx, w } = visit;
  const everything = await visit.store.everything(visit.identity);
  if (!everything) {
    await show(ctx, { html: escaped(w.t('mydata-nothing')) });
    return;
  }
  await ctx.replyWithChatAction('upload_document');
  const forms = new Map();
  for (const { formVersionId } of everything.submissions)
    forms.set(formVersionId, await visit.store.questionnaire(formVersionId));
  const file = await dataPaper(w, everything, forms);
  await ctx.replyWithDocument(new InputFile(file, w.language === 'en' ? 'my-data.docx' : '我的数据.docx'), {
    caption: w.t('mydata-caption'),
  });
}

/** Changes with whatever the person does to their questionnaires. */
function standMark(personId: number, own: readonly OwnSubmission[]): number {
  return textMark([personId, ...own.map(({ id, changedAt }) => `${id}:${changedAt.getTime()}`)].join());
}

/** The way out of a question: what was asked gives way to the answer, unless it was done all the same. */
export async function keep(visit: Visit, { words: [asked], numbers: [, id] }: Pressed): Promise<void> {
  const { ctx, w } = visit;
  if (!isKeepable(asked)) {
    ctx.toast = w.t('kept');
    await ctx.editMessageReplyMarkup().catch(() => undefined);
  } else if (await isKept(visit, asked, id)) {
    ctx.toast = w.t('kept');
    await replace(ctx, keptScreen(w, asked));
  } else ctx.toast = w.t('declined-expired');
}

async function isKept({ store, personId }: Visit, asked: Keepable, id: number | undefined): Promise<boolean> {
  if (asked === 'forget') return id === personId;
  const full = id === undefined || Number.isNaN(id) ? undefined : await store.full(personId, id);
  return asked === 'withdraw' ? full?.state === 'submitted' : full !== undefined;
}

export async function forget(visit: Visit, mark: number | undefined): Promise<void> {
  const { w, ctx } = visit;
  if (ctx.received.state === 'received') {
    const own = await visit.store.own(visit.personId);
    if (own.length > 0 && mark !== standMark(visit.personId, own)) {
      await sayExpired(visit);
      return;
    }
  }
  const outcome = await visit.act(() => visit.store.forget(visit.updateId, visit.identity));
  const kept = outcome.kind === 'forgotten' ? outcome.receiptsKept : 0;
  const word = kept > 0 ? w.t('forget-done-stays', { count: kept }) : w.t('forget-done');
  await replace(ctx, { html: escaped(word) });
}
