import { countText } from '../survey/reading/count.js';
import { cutToLimit } from '../survey/reading/cut.js';
import { recommendations } from '../survey/sheet-demand.js';
import { whole } from '../telegram/callback-data.js';
import { openDemand } from '../telegram/demand-button.js';
import { escaped, lines, type Screen } from '../telegram/screen.js';
import { put, show } from '../telegram/show.js';
import type { OnTap } from '../telegram/staff-door.js';
import { act, ask, mostWords, onCurrent, showFull, tapAct } from './bot-file.js';
import type { Here } from './bot-here.js';
import { atDesk, type DecideVerb } from './screens/buttons.js';
import { briefLimit, type OnDesk, proposalFor } from './screens/file.js';

/* A demand is accepted, described, recommended and ranked. */

/** The dialogs that ask for its brief description, and for the reason of a recommendation. */
export const briefDialog = 'desk-brief';
export const reasonDialog = 'desk-reason';

export const decideTaps: Readonly<Record<DecideVerb, OnTap<Here>>> = {
  'desk-accept': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'accept' })),
  'desk-full': (here, { numbers: [demand, revision, from] }) =>
    onCurrent(here, whole(demand), whole(revision), ({ file }) =>
      showFull(here, file.demand, file.revision, whole(from)),
    ),
  'desk-swap': (here, { numbers: [demand, revision, other, otherRevision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({
      kind: 'swap',
      other: whole(other),
      otherRevision: whole(otherRevision),
    })),
  'desk-reopen': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'reopen' })),
  'desk-brief': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) => askBrief(here, desk)),
  'desk-proposal': (here, { numbers: [demand, revision] }) =>
    tapAct(here, whole(demand), whole(revision), (desk) => {
      const text = proposalFor(desk);
      return text === undefined ? undefined : { kind: 'brief', text };
    }),
  'desk-advise': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) => put(here, adviseScreen(here, desk))),
  'desk-advice': (here, { numbers: [demand, revision, at] }) =>
    tapAct(here, whole(demand), whole(revision), () => {
      const recommendation = recommendations[whole(at)];
      return recommendation && { kind: 'recommend', recommendation };
    }),
  'desk-reason': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), ({ file }) =>
      ask(here, here.w.t('reason-ask', { name: file.name }), reasonDialog, file.demand, file.revision),
    ),
  'desk-rank': (here, { numbers: [demand, revision, down] }) =>
    tapAct(here, whole(demand), whole(revision), () => ({ kind: 'rank', by: down === 1 ? 1 : -1 })),
};

async function askBrief(here: Here, desk: OnDesk): Promise<void> {
  const { w, ctx } = here;
  const { name, demand, revision, brief } = desk.file;
  const proposal = brief ?? proposalFor(desk) ?? '';
  await show(ctx, {
    html: lines(
      escaped(w.t('brief-ask', { name, limit: briefLimit(desk) })),
      proposal !== '' && `<pre>${escaped(proposal)}</pre>`,
    ),
    ...(brief === undefined &&
      proposal !== '' && {
        buttons: [[atDesk(w.t('button-take-proposal'), 'desk-proposal', demand, revision)]],
      }),
  });
  await ctx.conversation.enter(briefDialog, demand, revision);
}

export async function writeBrief(
  here: Here,
  text: string,
  [demand = -1, revision = -1]: readonly number[],
): Promise<void> {
  await onCurrent(here, demand, revision, async (desk) => {
    const limit = briefLimit(desk);
    const count = countText(text, 'words');
    if (count <= limit) {
      await act(here, desk, { kind: 'brief', text }, revision);
      return;
    }
    const cut = cutToLimit(text, limit, 'words').text;
    await show(here.ctx, {
      html: lines(
        escaped(here.w.t('brief-long', { count, limit, excess: count - limit })),
        `<pre>${escaped(cut)}</pre>`,
      ),
    });
    await here.ctx.conversation.enter(briefDialog, demand, revision);
  });
}

export async function writeReason(
  here: Here,
  text: string,
  [demand = -1, revision = -1]: readonly number[],
): Promise<void> {
  const count = countText(text, 'words');
  if (count > mostWords) {
    await ask(here, here.w.t('field-words-long', { count }), reasonDialog, demand, revision);
    return;
  }
  await onCurrent(here, demand, revision, (desk) =>
    act(here, desk, { kind: 'recommendReason', text }, revision),
  );
}

function adviseScreen({ w }: Here, { file }: OnDesk): Screen {
  const { demand, revision, name } = file;
  return {
    html: escaped(w.t('recommend-ask', { name })),
    buttons: [
      ...recommendations.map((one, at) => [
        atDesk(w.t(`recommendation-${one}`), 'desk-advice', demand, revision, at),
      ]),
      [atDesk(w.t('button-recommend-reason'), 'desk-reason', demand, revision)],
      [openDemand(w.t('button-file'), demand)],
    ],
  };
}
