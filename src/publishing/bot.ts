import { Composer, InputFile } from 'grammy';
import type { Document } from 'grammy/types';
import { asksFor } from '../people/staff-commands.js';
import type { Identity } from '../people/staff-port.js';
import { isTitle, mostTitle } from '../survey/campaign-edits.js';
import type { CampaignDefinition } from '../survey/definition.js';
import type { DefinitionVerdict } from '../survey/definition-check/check-definition.js';
import { textMark, whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { download } from '../telegram/download.js';
import { escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { replace, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import { afterEarlier } from './after-earlier.js';
import { mostBytes, whyNoText } from './definition-file.js';
import type { PublishingOutcome, PublishingStore } from './ports.js';
import { beginScreen, knownScreen } from './screens/begin.js';
import type { PublishingVerb } from './screens/buttons.js';
import { faultsFile, faultyScreen, mostListed } from './screens/faults.js';
import { proposalScreen } from './screens/proposal.js';
import { type ContactWords, walkScreen } from './screens/walk.js';

/** What the door needs of the house. */
export interface PublishingOptions {
  readonly store: PublishingStore;
  readonly wording: (language: 'zh-CN' | 'en') => Wording;
  readonly isAdministrator: (externalId: string) => boolean;
  readonly read: (bytes: Uint8Array) => DefinitionVerdict;
  readonly builtIn: () => Promise<readonly CampaignDefinition[]>;
  /** A definition to go by, and the schema that an editor checks one by. */
  readonly aids: () => Promise<{ readonly sample: Buffer; readonly schema: Buffer }>;
  readonly contactWords: ContactWords;
}

interface Here {
  readonly ctx: BotContext;
  readonly options: PublishingOptions;
  readonly identity: Identity;
  readonly w: Wording;
}

const titleDialog = 'publishing-title';

/** The door through which a campaign's definition comes in. */
export function publishingBot(options: PublishingOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  const isAdministrator = (ctx: BotContext): boolean => options.isAdministrator(String(ctx.from?.id ?? 0));
  door.command('newcampaign', async (ctx) => {
    const here = await hereOf(ctx, options);
    if (isAdministrator(ctx)) await begin(here);
    else await say(here, here.w.t('people-not-administrator'));
  });
  door.on('message:text', async (ctx, next) => {
    if (asksFor('newcampaign', ctx.message.text) && isAdministrator(ctx))
      await begin(await hereOf(ctx, options));
    else await next();
  });
  door.on('message:document', async (ctx, next) => {
    const { document } = ctx.message;
    if (isDefinition(document) && isAdministrator(ctx)) await takeFile(await hereOf(ctx, options), document);
    else await next();
  });
  door.use(
    tapsByVerb(taps, async (ctx, run) => {
      const here = await hereOf(ctx, options);
      return isAdministrator(ctx) ? run(here) : say(here, here.w.t('people-not-administrator'));
    }),
  );
  return door;
}

async function hereOf(ctx: BotContext, options: PublishingOptions): Promise<Here> {
  const identity: Identity = { channel: 'telegram', externalId: String(ctx.from?.id ?? 0) };
  return { ctx, options, identity, w: options.wording(await options.store.language(identity)) };
}

function isDefinition({ file_name: name = '', mime_type: type = '' }: Document): boolean {
  return /\.json$/i.test(name.trim()) || type === 'application/json';
}

function say({ ctx }: Here, text: string): Promise<unknown> {
  return show(ctx, { html: escaped(text) });
}

async function put({ ctx }: Here, screen: Screen): Promise<void> {
  if (ctx.callbackQuery) await replace(ctx, screen);
  else await show(ctx, screen);
}

const taps: Readonly<Record<PublishingVerb, OnTap<Here>>> = {
  'pub-show': (here, { numbers: [id] }) => showProposal(here, whole(id), ''),
  'pub-walk': (here, { numbers: [id, page] }) => walk(here, whole(id), whole(page)),
  'pub-make': (here, { numbers: [id, basis, open] }) =>
    settle(here, whole(id), (act) =>
      here.options.store.confirm({ ...act, basis: basis ?? -1, state: open === 0 ? 'draft' : 'open' }),
    ),
  'pub-drop': (here, { numbers: [id] }) => settle(here, whole(id), (act) => here.options.store.drop(act)),
  'pub-begin': (here) => begin(here),
  'pub-known': (here, { numbers: [mark] }) =>
    withKnown(here, mark, (campaign) => put(here, knownScreen(here.w, campaign))),
  'pub-like': (here, { numbers: [mark] }) =>
    withKnown(here, mark, async (campaign) => {
      await askTitle(here, campaign, 'publishing-title-ask');
    }),
  'pub-file': (here, { numbers: [mark] }) =>
    withKnown(here, mark, (campaign) => sendDefinition(here, campaign)),
  'pub-built': (here, { numbers: [at] }) => takeBuiltIn(here, whole(at)),
  'pub-sample': (here) => sendAid(here, 'sample'),
  'pub-schema': (here) => sendAid(here, 'schema'),
};

async function begin(here: Here): Promise<void> {
  const known = await here.options.store.campaigns();
  const ids = known.map(({ id }) => id);
  const builtIn = (await here.options.builtIn())
    .map((campaign, at) => ({ at, campaign }))
    .filter(({ campaign }) => !ids.includes(campaign.id));
  await put(here, beginScreen(here.w, { known, builtIn }));
}

async function withKnown(
  here: Here,
  mark: number | undefined,
  run: (campaign: CampaignDefinition, known: readonly CampaignDefinition[]) => Promise<void>,
): Promise<void> {
  const known = await here.options.store.campaigns();
  const campaign = known.find(({ id }) => textMark(id) === mark);
  if (campaign) await run(campaign, known);
  else await say(here, here.w.t('publishing-known-gone'));
}

async function askTitle(
  here: Here,
  { id, title }: CampaignDefinition,
  question: 'publishing-title-ask' | 'publishing-title-refused',
): Promise<void> {
  await say(here, here.w.t(question, { title: here.w.say(title), most: mostTitle }));
  await here.ctx.conversation.enter(titleDialog, textMark(id));
}

/** The answers to what this room asks for. */
export function publishingTyped(options: PublishingOptions): Readonly<Record<string, OnTyped>> {
  return {
    [titleDialog]: async (ctx, text, [mark]) => {
      const here = await hereOf(ctx, options);
      const title = text.trim();
      if (!options.isAdministrator(here.identity.externalId)) {
        await say(here, here.w.t('people-not-administrator'));
        return;
      }
      await withKnown(here, mark, (earlier, taken) =>
        isTitle(title)
          ? propose(here, afterEarlier(earlier, { title, now: ctx.happenedAt, taken }))
          : askTitle(here, earlier, 'publishing-title-refused'),
      );
    },
  };
}

/** To be changed in an editor and sent back. */
async function sendDefinition({ ctx, w }: Here, campaign: CampaignDefinition): Promise<void> {
  const file = Buffer.from(`${JSON.stringify(campaign, undefined, 2)}\n`);
  await ctx.replyWithDocument(new InputFile(file, `${campaign.id}.json`), {
    caption: w.t('publishing-definition'),
  });
}

async function sendAid({ ctx, w, options }: Here, which: 'sample' | 'schema'): Promise<void> {
  const file = (await options.aids())[which];
  const name = which === 'sample' ? 'definition.json' : 'campaign.schema.json';
  await ctx.replyWithDocument(new InputFile(file, name), { caption: w.t(`publishing-${which}`) });
}

async function takeFile(here: Here, document: Document): Promise<void> {
  const { ctx, w, options } = here;
  if (ctx.received.state === 'applied') {
    const outcome = outcomeFrom(ctx.received.outcome);
    if (outcome) await showProposal(here, outcome.proposal, '');
    return;
  }
  const got = await download(ctx, document, mostBytes);
  if (got.kind !== 'bytes') {
    await say(here, w.t(got.kind === 'tooBig' ? 'publishing-too-big' : 'publishing-vanished'));
    return;
  }
  const wrong = whyNoText(got.bytes);
  if (wrong) {
    await say(here, w.t(`publishing-no-text-${wrong}`));
    return;
  }
  const verdict = options.read(got.bytes);
  if (verdict.kind === 'sound') await propose(here, verdict.campaign);
  else {
    await show(ctx, faultyScreen(w, verdict.faults));
    if (verdict.faults.length > mostListed)
      await ctx.replyWithDocument(
        new InputFile(faultsFile(w, verdict.faults), `${w.t('publishing-faults-name')}.txt`),
        { caption: w.t('publishing-faults-caption', { count: verdict.faults.length }) },
      );
  }
}

async function takeBuiltIn(here: Here, at: number): Promise<void> {
  const campaign = (await here.options.builtIn())[at];
  if (campaign) await propose(here, campaign);
  else await say(here, here.w.t('publishing-gone'));
}

async function propose(here: Here, campaign: CampaignDefinition): Promise<void> {
  const { ctx, options, identity } = here;
  const outcome = await once(here, () =>
    options.store.propose({ updateId: ctx.received.updateId, identity, campaign, at: ctx.happenedAt }),
  );
  await showProposal(here, outcome.proposal, '');
}

function once(
  { ctx, options }: Here,
  run: () => Promise<PublishingOutcome | undefined>,
): Promise<PublishingOutcome> {
  return settleOnce<PublishingOutcome>(ctx, run, async (updateId) =>
    outcomeFrom(await options.store.outcomeOf(updateId)),
  );
}

function outcomeFrom(outcome: unknown): PublishingOutcome | undefined {
  const isOne =
    typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'room') === 'publishing';
  return isOne ? (outcome as PublishingOutcome) : undefined;
}

type Act = Parameters<PublishingStore['drop']>[0];

async function settle(
  here: Here,
  proposal: number,
  run: (act: Act) => Promise<PublishingOutcome | undefined>,
): Promise<void> {
  const { ctx, w, identity } = here;
  const { kind } = await once(here, () =>
    run({ updateId: ctx.received.updateId, identity, proposal, at: ctx.happenedAt }),
  );
  if (kind === 'gone') await say(here, w.t('publishing-gone'));
  else await showProposal(here, proposal, kind === 'proposed' ? '' : w.t(`publishing-done-${kind}`));
}

async function showProposal(here: Here, id: number, word: string): Promise<void> {
  const proposal = await here.options.store.proposal(here.identity, id);
  if (!proposal) {
    await say(here, here.w.t('publishing-gone'));
    return;
  }
  const screen = proposalScreen(here.w, proposal);
  await put(here, { ...screen, html: paragraphs(escaped(word), screen.html) });
}

async function walk(here: Here, id: number, page: number): Promise<void> {
  const { options, identity, w } = here;
  const campaign = await options.store.definition(identity, id);
  if (campaign) await put(here, walkScreen(w, options.contactWords, id, campaign, page));
  else await say(here, w.t('publishing-gone'));
}
