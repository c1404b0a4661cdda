import { paragraphs, type Screen } from '../telegram/screen.js';
import type { Visit } from './bot-visit.js';
import { impactOn, movedCounts } from './moving.js';
import type { FullSubmission, OpenForm, Questionnaire } from './ports.js';
import { newerOffer } from './screens/newer.js';

/** The newest version of a questionnaire's form, where it is open and another one than the questionnaire's. */
export async function newerOf(
  { store }: Visit,
  { campaign, form, formVersionId }: Questionnaire,
): Promise<OpenForm | undefined> {
  const newest = (await store.openForms()).find(
    (open) => open.campaign.id === campaign.id && open.form.definition.id === form.definition.id,
  );
  return newest?.formVersionId === formVersionId ? undefined : newest;
}

/** A draft's screen with the offer to move to the newer version of its form, where there is one and time is left. */
export async function withNewerOffer(
  visit: Visit,
  submission: number,
  questionnaire: Questionnaire,
  screen: Screen,
): Promise<Screen> {
  const newest = await newerOf(visit, questionnaire);
  const full = newest && (await visit.store.full(visit.personId, submission));
  if (!full || !isOffered(visit, full)) return screen;
  const pair = { before: questionnaire.form, after: newest.form };
  const offer = newerOffer(visit.w, submission, movedCounts(impactOn(pair, full)));
  return {
    html: paragraphs(offer.html, screen.html),
    buttons: [...(screen.buttons ?? []), [offer.button]],
  };
}

function isOffered({ options }: Visit, { state, deadline }: FullSubmission): boolean {
  return state === 'draft' && options.now() <= deadline;
}
