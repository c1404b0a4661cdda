import { correctionReasons } from '../survey/corrections.js';
import { countText } from '../survey/reading/count.js';
import { whole } from '../telegram/callback-data.js';
import { put } from '../telegram/show.js';
import type { OnTap } from '../telegram/staff-door.js';
import { act, ask, mostWords, onCurrent, tapAct } from './bot-file.js';
import type { Here } from './bot-here.js';
import type { SendBackVerb } from './screens/buttons.js';
import type { OnDesk } from './screens/file.js';
import {
  chosenOf,
  dueAfter,
  dueDays,
  dueScreen,
  fieldsOf,
  fieldsScreen,
  reasonScreen,
} from './screens/send-back.js';

/* Single answers go back to whoever wrote them: which, why, by when. */

/** The dialog that asks for more words on an answer. */
export const wordsDialog = 'desk-words';

export const sendBackTaps: Readonly<Record<SendBackVerb, OnTap<Here>>> = {
  'desk-fields': (here, { numbers: [demand, revision, page] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      put(here, fieldsScreen(here.w, desk, whole(page))),
    ),
  'desk-field': (here, { numbers }) =>
    onField(here, numbers, (desk, step) => put(here, reasonScreen(here.w, desk, step))),
  'desk-why': (here, { numbers }) =>
    onField(here, numbers, async (desk, step, reason) => {
      await act(here, desk, { kind: 'choose', question: step.key.question, of: step.key.demand, reason });
    }),
  'desk-say': (here, { numbers }) =>
    onField(here, numbers, (_, step, __) => {
      const label = here.w.label(step.placed.question);
      return ask(here, here.w.t('field-words-ask', { label }), wordsDialog, ...numbers);
    }),
  'desk-leave': (here, { numbers: [demand, revision, correction] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      act(here, desk, { kind: 'unchoose', correction: whole(correction) }),
    ),
  'desk-due': (here, { numbers: [demand, revision] }) =>
    onCurrent(here, whole(demand), whole(revision), (desk) =>
      put(
        here,
        chosenOf(desk).length > 0
          ? dueScreen(here.w, desk, here.options.now())
          : fieldsScreen(here.w, desk, 0),
      ),
    ),
  'desk-back': (here, { numbers: [demand, revision, days] }) =>
    tapAct(here, whole(demand), whole(revision), ({ campaign }) => {
      const given = dueDays.find((one) => one === days);
      return given === undefined
        ? undefined
        : { kind: 'sendBack', dueAt: dueAfter(here.ctx.happenedAt, given, campaign.definition.timeZone) };
    }),
};

type Field = ReturnType<typeof fieldsOf>[number];

async function onField(
  here: Here,
  [demand, revision, index, ofUnit, reason]: readonly number[],
  run: (desk: OnDesk, step: Field, reason: (typeof correctionReasons)[number]) => Promise<unknown>,
): Promise<void> {
  await onCurrent(here, whole(demand), whole(revision), async (desk) => {
    const step = fieldsOf(desk).find(
      ({ key, placed }) => placed.index === index && (key.demand === 0) === (ofUnit === 0),
    );
    if (step) await run(desk, step, correctionReasons[whole(reason)] ?? 'other');
  });
}

export async function explain(here: Here, text: string, numbers: readonly number[]): Promise<void> {
  const count = countText(text, 'words');
  if (count > mostWords) {
    await ask(here, here.w.t('field-words-long', { count }), wordsDialog, ...numbers);
    return;
  }
  await onField(here, numbers, (desk, step, reason) =>
    act(here, desk, {
      kind: 'choose',
      question: step.key.question,
      of: step.key.demand,
      reason,
      words: text,
    }),
  );
}
