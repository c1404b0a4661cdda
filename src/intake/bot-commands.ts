import { Composer } from 'grammy';
import type { BotContext } from '../telegram/context.js';
import { escaped } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { decideBack } from './answering.js';
import { print, showChoice, showCurrent, showOverview, showStatus, start } from './bot-form.js';
import { showProjects } from './bot-projects.js';
import { replyScreen } from './bot-reply.js';
import { checkAndSubmit } from './bot-submitting.js';
import { type IntakeOptions, Visit } from './bot-visit.js';

/* The commands that concern a questionnaire. */

export function formCommands(options: IntakeOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const command = (name: string, run: (visit: Visit) => Promise<void>): void => {
    door.command(name, async (ctx) => run(await Visit.of(ctx, options)));
  };
  door.command('start', async (ctx) => {
    const visit = await Visit.of(ctx, options);
    visit.unhead();
    await start(visit, ctx.match.trim());
  });
  command('preview', (visit) =>
    withOpen(visit, () => showOverview(visit, visit.standing.active?.id, 0, show)),
  );
  command('back', goBack);
  command('projects', (visit) => withOpen(visit, () => showProjects(visit)));
  command('status', showStatus);
  command('submit', (visit) => withOpen(visit, () => checkAndSubmit(visit, 'asked')));
  command('print', (visit) => withOpen(visit, () => print(visit, visit.standing.active?.id)));
  command('cancel', leave);
  return door;
}

/** Runs on the open questionnaire, or shows what could be opened. */
async function withOpen(visit: Visit, run: () => Promise<void>): Promise<void> {
  if (visit.standing.active) await run();
  else await showChoice(visit, undefined);
}

async function leave(visit: Visit): Promise<void> {
  const word = visit.standing.active?.paper ? 'paper-left-off' : 'left';
  await visit.act(() => visit.store.switchTo(visit.updateId, visit.personId, undefined, { kind: 'left' }));
  await show(visit.ctx, { html: escaped(visit.w.t(word)) });
}

/** To the question before the current one. */
export async function goBack(visit: Visit): Promise<void> {
  await withOpen(visit, async () => {
    const settled = await visit.settle(undefined, decideBack);
    if (settled?.outcome.kind === 'declined')
      await showCurrent(visit, escaped(visit.w.t('declined-alreadySubmitted')));
    else if (settled) await show(visit.ctx, await replyScreen(visit, settled));
  });
}
