import { Composer, InputFile } from 'grammy';
import { qrPicture } from '../office/form-qr.js';
import { asksFor } from '../people/staff-commands.js';
import { say as inWords } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import type { OnTyped } from '../telegram/dialogs.js';
import { bold, escaped, lines, paragraphs } from '../telegram/screen.js';
import { put, say, show } from '../telegram/show.js';
import { staffDoor, typedByStaff } from '../telegram/staff-door.js';
import { taskLines } from '../wording/staff-help.js';
import { showRosters } from './bot-roster.js';
import {
  type AppointmentsOptions,
  administratorEntrance,
  campaignAt,
  dayMs,
  isAdministrator,
  linkDays,
  linkOf,
  settle,
  type Visit,
  visitOf,
} from './bot-visit.js';
import { hashOf, linkPrefix, newSecret, offersOf } from './invitation.js';
import type { Grants } from './ports.js';
import {
  askWithdrawScreen,
  campaignsScreen,
  nameQuestion,
  offersScreen,
  peopleScreen,
  roleName,
  verbs,
} from './screens/people.js';

/** The dialog that asks for the name of whoever is invited. */
export const inviteDialog = 'invite';

/** The number is what somebody has to hand in to become an administrator, and Telegram shows it nowhere. */
async function sayWho(visit: Visit): Promise<void> {
  const { w, identity } = visit;
  const words = [w.t('people-not-administrator'), w.t('people-your-number', { number: identity.externalId })];
  await say(visit, words.join('\n'));
}

/** The door through which administrators appoint, and the appointed come in. */
export function appointmentsBot(options: AppointmentsOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.command('start', async (ctx, next) => {
    const link = ctx.match.trim();
    if (link.startsWith(linkPrefix)) await accept(await visitOf(ctx, options), link.slice(linkPrefix.length));
    else await next();
  });
  // Many paste the link into the chat instead of opening it.
  door.on('message:text', async (ctx, next) => {
    const secret = /[?&]start=i_([\w-]{20,64})/.exec(ctx.message.text)?.[1];
    if (secret === undefined) await next();
    else await accept(await visitOf(ctx, options), secret);
  });
  door.command('people', async (ctx) => {
    const visit = await visitOf(ctx, options);
    if (isAdministrator(visit)) await showCampaigns(visit);
    // A planner has no people to appoint, but a roster to keep.
    else if (!(await showRosters(visit))) await sayWho(visit);
  });
  door.on('message:text', async (ctx, next) => {
    const { text } = ctx.message;
    const visit =
      asksFor('people', text) || asksFor('roster', text) ? await visitOf(ctx, options) : undefined;
    if (visit && isAdministrator(visit)) await showCampaigns(visit);
    else if (!visit || !(await showRosters(visit))) await next();
  });
  door.use(
    staffDoor(administratorEntrance(options), {
      taps: {
        [verbs.people]: (visit, { numbers: [at, from] }) => showPeople(visit, at ?? 0, from),
        [verbs.offers]: (visit, { numbers: [at] }) => showOffers(visit, at ?? 0),
        [verbs.offer]: (visit, { numbers: [at, offer] }) => askName(visit, at ?? 0, offer ?? -1),
        [verbs.askWithdraw]: (visit, { numbers: [at, id] }) => askWithdraw(visit, at ?? 0, id ?? 0),
        [verbs.withdraw]: (visit, { numbers: [at, id] }) => withdraw(visit, at ?? 0, id ?? 0),
        [verbs.revoke]: (visit, { numbers: [at, id] }) => revoke(visit, at ?? 0, id ?? 0),
      },
    }),
  );
  // A typed name that made a link, and whose reply is missing.
  door.on('message:text', async (ctx, next) => {
    const { state, outcome } = ctx.received;
    const isMade = state === 'applied' && Reflect.get(Object(outcome) as object, 'kind') === 'invited';
    if (isMade) await show(ctx, { html: escaped((await visitOf(ctx, options)).w.t('invite-made-again')) });
    else await next();
  });
  return door;
}

/** What the name that was asked for leads to: a link. */
export function onInviteName(options: AppointmentsOptions): OnTyped {
  return typedByStaff(administratorEntrance(options), (visit, text, [at = -1, offer = -1]) =>
    invite(visit, at, offer, text),
  );
}

async function showCampaigns(visit: Visit): Promise<void> {
  const campaigns = await visit.options.store.campaigns();
  if (campaigns.length === 1) await showPeople(visit, 0);
  else await show(visit.ctx, campaignsScreen(visit.w, campaigns));
}

async function showPeople(visit: Visit, at: number, from = 0): Promise<void> {
  const campaign = await campaignAt(visit, at);
  if (!campaign) await showCampaigns(visit);
  else {
    const people = await visit.options.store.people(campaign.id, visit.options.now());
    await put(visit, peopleScreen(visit.w, at, campaign, people, Number.isInteger(from) ? from : 0));
  }
}

async function showOffers(visit: Visit, at: number): Promise<void> {
  const campaign = await campaignAt(visit, at);
  if (campaign) await put(visit, offersScreen(visit.w, at, campaign, offersOf(campaign)));
}

async function askName(visit: Visit, at: number, index: number): Promise<void> {
  const campaign = await campaignAt(visit, at);
  const offer = campaign && offersOf(campaign)[index];
  if (!campaign || !offer) return;
  await show(visit.ctx, { html: escaped(nameQuestion(visit.w, campaign, offer)) });
  await visit.ctx.conversation.enter(inviteDialog, at, index);
}

async function invite(visit: Visit, at: number, index: number, title: string): Promise<void> {
  const { ctx, w, options, identity } = visit;
  const campaign = await campaignAt(visit, at);
  const offer = campaign && offersOf(campaign)[index];
  if (!campaign || !offer) return;
  const length = Array.from(title).length;
  if (length < 2 || length > 60) {
    await show(ctx, { html: escaped(w.t('invite-name-refused')) });
    await ctx.conversation.enter(inviteDialog, at, index);
    return;
  }
  const isRepeated = ctx.received.state === 'applied';
  const secret = newSecret();
  const expiresAt = new Date(ctx.happenedAt.getTime() + linkDays * dayMs);
  // A recommender's demands are filed under its name.
  const scopes = offer.role === 'recommender' ? [{ kind: 'area' as const, value: title }] : offer.scopes;
  const grants: Grants = { role: offer.role, scopes, title };
  await settle(visit, () =>
    options.store.invite({
      updateId: ctx.received.updateId,
      identity,
      campaignId: campaign.id,
      secretHash: hashOf(secret),
      grants,
      at: ctx.happenedAt,
      expiresAt,
    }),
  );
  if (isRepeated) {
    await show(ctx, { html: escaped(w.t('invite-made-again')) });
    return;
  }
  const link = linkOf(visit, `${linkPrefix}${secret}`);
  const until = w.time(expiresAt, campaign.timeZone);
  await ctx.replyWithPhoto(new InputFile(qrPicture(link), 'invitation.png'), {
    caption: w.t('invite-made', { link, role: roleName(w, grants), title, until }),
  });
}

async function accept(visit: Visit, secret: string): Promise<void> {
  const { ctx, w, options, identity } = visit;
  const outcome = await settle(visit, () =>
    options.store.accept({
      updateId: ctx.received.updateId,
      identity,
      secretHash: hashOf(secret),
      at: ctx.happenedAt,
    }),
  );
  if (outcome.kind === 'bound') {
    await welcomeContact(visit, outcome);
    return;
  }
  if (outcome.kind !== 'appointed') {
    const word = outcome.kind === 'tooManyTries' ? w.t('link-too-many') : w.t('link-refused');
    await show(ctx, { html: escaped(word) });
    return;
  }
  const campaign = (await options.store.campaigns()).find(({ id }) => id === outcome.campaignId);
  const { role, title } = outcome;
  const greeting = w.t('appointed', {
    campaign: campaign ? inWords(campaign.title, w.language) : outcome.campaignId,
    role: w.t(`role-${role}`),
    title,
  });
  await options.menuFor(ctx, w);
  const tasks = taskLines(w, await options.tasksOf(identity.externalId));
  await show(ctx, {
    html: paragraphs(
      escaped(greeting),
      lines(bold(w.t('staff-help-title')), escaped(tasks)),
      escaped(w.t('appointed-how')),
    ),
  });
}

/** Whoever came by a unit's link, with the way to its form. */
async function welcomeContact(
  { ctx, w, options }: Visit,
  { campaignId, unit }: { readonly campaignId: string; readonly unit: string },
): Promise<void> {
  const campaign = (await options.store.campaigns()).find(({ id }) => id === campaignId);
  const title = campaign ? inWords(campaign.title, w.language) : campaignId;
  const begin = await options.beginButton(campaignId, w);
  await show(ctx, {
    html: escaped(w.t('unit-bound', { unit, campaign: title })),
    ...(begin && { buttons: [[begin]] }),
  });
}

async function askWithdraw(visit: Visit, at: number, id: number): Promise<void> {
  const campaign = await campaignAt(visit, at);
  const people = campaign && (await visit.options.store.people(campaign.id, visit.options.now()));
  const found = people?.appointments.find((one) => one.id === id);
  if (found) await put(visit, askWithdrawScreen(visit.w, at, found));
  else await put(visit, { html: escaped(visit.w.t('people-gone')) });
}

async function withdraw(visit: Visit, at: number, appointmentId: number): Promise<void> {
  const { ctx, options, identity } = visit;
  const outcome = await settle(visit, () =>
    options.store.withdraw({ updateId: ctx.received.updateId, identity, appointmentId, at: ctx.happenedAt }),
  );
  await sayThenList(visit, at, outcome.kind === 'withdrawn' ? 'withdraw-person-done' : 'people-gone');
}

async function revoke(visit: Visit, at: number, invitationId: number): Promise<void> {
  const { ctx, options, identity } = visit;
  const outcome = await settle(visit, () =>
    options.store.revoke({ updateId: ctx.received.updateId, identity, invitationId, at: ctx.happenedAt }),
  );
  await sayThenList(visit, at, outcome.kind === 'revoked' ? 'revoke-done' : 'people-gone');
}

async function sayThenList(
  visit: Visit,
  at: number,
  word: 'withdraw-person-done' | 'revoke-done' | 'people-gone',
): Promise<void> {
  visit.ctx.toast = visit.w.t(word);
  await showPeople(visit, at);
}
