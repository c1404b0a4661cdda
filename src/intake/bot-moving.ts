import { escaped } from '../telegram/screen.js';
import { show } from '../telegram/show.js';
import { inFull, showCurrent } from './bot-form.js';
import { newerOf } from './bot-newer.js';
import { declineText } from './bot-reply.js';
import type { Visit } from './bot-visit.js';
import { planMove } from './moving.js';
import { movedText } from './screens/newer.js';

/** A tap that moves a draft to the newest version of its form; then it goes on at the next question. */
export async function moveToNewer(visit: Visit, submission: number): Promise<void> {
  const { ctx, w, store, personId, updateId } = visit;
  const found = await inFull(visit, submission);
  if (!found) return;
  const { questionnaire } = found;
  const newest = await newerOf(visit, questionnaire);
  if (ctx.received.state === 'received' && (!newest || found.full.state !== 'draft')) {
    const isDraft = found.full.state === 'draft';
    await showCurrent(visit, escaped(declineText(w, isDraft ? 'noNewerVersion' : 'expired', '')));
    return;
  }
  const to = newest ?? questionnaire;
  const outcome = await visit.act(() =>
    store.moveVersion({
      updateId,
      personId,
      submissionId: submission,
      from: questionnaire.formVersionId,
      to: to.formVersionId,
      at: ctx.happenedAt,
      plan: (full) =>
        planMove({ before: questionnaire.form, after: to.form }, full, (question, value) =>
          w.answer(question, value),
        ),
    }),
  );
  await visit.load(submission);
  if (outcome.kind === 'versionMoved') await showCurrent(visit, movedText(w, outcome));
  else if (outcome.kind === 'declined') await showCurrent(visit, escaped(declineText(w, outcome.reason, '')));
  else await show(ctx, { html: escaped(w.t('declined-expired')) });
}
