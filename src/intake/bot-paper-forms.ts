import type { Composer } from 'grammy';
import type { Appointment } from '../people/appointment.js';
import { asksFor } from '../people/staff-commands.js';
import { fits, judgeText } from '../survey/judging/judge-answer.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { escaped } from '../telegram/screen.js';
import { put, show } from '../telegram/show.js';
import { type OnTap, staffDoor } from '../telegram/staff-door.js';
import { showCurrent } from './bot-form.js';
import { declineText, sayExpired } from './bot-reply.js';
import { type IntakeOptions, Visit } from './bot-visit.js';
import type { Outcome } from './outcome.js';
import type { BeginPaper, OpenForm, PaperPage, PaperUnit } from './ports.js';
import {
  type PaperVerb,
  paperHomeScreen,
  paperListScreen,
  paperPageSize,
  paperUnitsScreen,
  startOf,
} from './screens/paper-forms.js';

/*
 * A unit that does not come itself brings its form on paper: whoever collects for its area enters it. Once it is
 * begun, the form is answered like any other, under a heading that says for whom.
 */

interface Here {
  readonly ctx: BotContext;
  readonly visit: Visit;
  readonly holders: readonly Appointment[];
}

/** The door for those who enter forms from paper: by command, by word, by button. */
export function paperForms(options: IntakeOptions): Composer<BotContext> {
  return staffDoor<Here>(
    {
      hereOf: async (ctx) => {
        const visit = await Visit.of(ctx, options);
        visit.unhead();
        return { ctx, visit, holders: await options.paper.holders(visit.identity) };
      },
      isStaff: ({ holders }) => holders.length > 0,
      refusal: ({ visit: { w } }) => w.t('paper-not-theirs'),
    },
    {
      commands: { paper: showHome },
      words: {
        asked: (text) => (asksFor('paper', text) ? text : undefined),
        run: showHome,
      },
      taps,
    },
  );
}

const taps: Readonly<Record<PaperVerb, OnTap<Here>>> = {
  paper: (here) => showHome(here),
  'paper-new': async (here, { numbers: [form, from] }) => {
    const open = await openAt(here, form);
    if (!open) return sayExpired(here.visit);
    const units = await here.visit.options.paper.expected(here.visit.personId, open.campaign);
    if (units.length === 0) await begin(here, open, undefined);
    else await put(here, paperUnitsScreen(here.visit.w, open, units, whole(from)));
  },
  'paper-begin': async (here, { numbers: [form, unit] }) => {
    const open = await openAt(here, form);
    if (!open) return sayExpired(here.visit);
    if (unit === 0) return begin(here, open, undefined);
    const units = await here.visit.options.paper.expected(here.visit.personId, open.campaign);
    const found = units.find(({ id }) => id === unit);
    if (found || here.visit.ctx.received.state === 'applied') await begin(here, open, found);
    else await sayExpired(here.visit);
  },
  'paper-own': (here, { numbers: [from] }) => showList(here, 'own', whole(from)),
  'paper-left': (here, { numbers: [from] }) => showList(here, 'left', whole(from)),
  'paper-take': (here, { numbers: [submission] }) => takeOver(here, whole(submission)),
};

/** Forms that units fill in, and that the person's office may see once they are filed. */
async function openHere({ visit, holders }: Here): Promise<OpenForm[]> {
  const now = visit.options.now();
  return (await visit.store.openForms()).filter(
    ({ campaign, form: { definition }, deadline }) =>
      definition.filledBy === 'unit' &&
      now <= deadline &&
      holders.some(
        ({ campaignId, role }) =>
          campaignId === campaign.id && (role === 'planner' || definition.roles.area !== undefined),
      ),
  );
}

async function openAt(here: Here, formVersionId: number | undefined): Promise<OpenForm | undefined> {
  return (await openHere(here)).find((open) => open.formVersionId === formVersionId);
}

async function showHome(here: Here): Promise<void> {
  const { visit } = here;
  const { paper } = visit.options;
  const none = { from: 0, size: 0 };
  const own = await paper.own(visit.personId, none);
  const left = await paper.left(visit.personId, none);
  await put(here, paperHomeScreen(visit.w, await openHere(here), { own: own.total, left: left.total }));
}

async function showList(here: Here, list: 'own' | 'left', wanted: number): Promise<void> {
  const { visit } = here;
  const { paper } = visit.options;
  const read = (from: number, size: number): Promise<PaperPage> =>
    paper[list](visit.personId, { from, size });
  const { total } = await read(0, 0);
  const page = await read(startOf(wanted, total), paperPageSize);
  await put(here, paperListScreen(visit.w, list, page, wanted));
}

async function begin(here: Here, open: OpenForm, unit: PaperUnit | undefined): Promise<void> {
  const { visit } = here;
  const { campaign, form, formVersionId } = open;
  const outcome = await visit.act(() =>
    visit.options.paper.begin({
      updateId: visit.updateId,
      personId: visit.personId,
      formVersionId,
      campaignId: campaign.id,
      formId: form.definition.id,
      withDemand: form.demand !== undefined,
      unit: unit?.id,
      known: unit ? knownOf(open, unit) : [],
      at: visit.ctx.happenedAt,
    }),
  );
  await showBegun(here, outcome);
}

/** What the roster says of a unit, where it fits the questions that are asked once. */
function knownOf({ form }: OpenForm, unit: PaperUnit): BeginPaper['known'] {
  const { roles } = form.definition;
  const said = [
    [roles.unitName, unit.name],
    [roles.creditCode, unit.creditCode],
    [roles.area, unit.area],
    [roles.sector, unit.sector],
  ] as const;
  return said.flatMap(([question, value]) => {
    if (question === undefined || value === null || form.repeats(question)) return [];
    const asked = form.place(question).question;
    if (!fits(asked, value)) return [];
    const verdict = asked.kind === 'creditCode' ? judgeText(asked, value, true) : undefined;
    return [{ question, value, note: verdict?.kind === 'accepted' ? verdict.note : undefined }];
  });
}

async function takeOver(here: Here, submission: number): Promise<void> {
  const { visit } = here;
  const { updateId, personId, ctx } = visit;
  const outcome = await visit.act(() =>
    visit.options.paper.takeOver({ updateId, personId, submission, at: ctx.happenedAt }),
  );
  await showBegun(here, outcome, visit.w.t('paper-taken'));
}

async function showBegun({ visit }: Here, outcome: Outcome, word = ''): Promise<void> {
  if (outcome.kind === 'declined') {
    await show(visit.ctx, { html: escaped(declineText(visit.w, outcome.reason, '')) });
    return;
  }
  await visit.load();
  await showCurrent(visit, escaped(word));
}
