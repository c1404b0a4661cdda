import { tmpdir } from 'node:os';
import { type Composer, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { appointmentsBot, inviteDialog, onInviteName } from './appointments/bot.js';
import { deputyDialog, officeBot, onDeputyName } from './appointments/bot-office.js';
import { rosterBot } from './appointments/bot-roster.js';
import { onUnitToRemove, removeUnitDialog, rosterUnitsBot } from './appointments/bot-roster-units.js';
import { onUnitName, unitDialog, unitLinksBot } from './appointments/bot-unit-links.js';
import { campaignsBot, campaignsTyped } from './campaigns/bot.js';
import { campaignMenu } from './campaigns/commands.js';
import { Presence } from './campaigns/outage.js';
import { toldScreen } from './campaigns/screens/told.js';
import {
  builtInCampaigns,
  type CampaignFiles,
  definitionAids,
  loadCampaigns,
  readDefinition,
} from './config/campaign-files.js';
import type { Channel } from './config/config.js';
import { isSamePaper } from './config/form-templates.js';
import { failure, type Log } from './config/log.js';
import { deskBot, deskTyped, strayText } from './desk/bot.js';
import { coverageBot } from './desk/bot-coverage.js';
import { returnedBot } from './desk/bot-returned.js';
import { transferBot, transferTyped } from './desk/bot-transfer.js';
import { staffMenu } from './desk/commands.js';
import { transferNoticeScreen } from './desk/screens/transfer.js';
import { Inbox } from './inbox/inbox.js';
import type { Setback } from './inbox/lanes.js';
import { intakeBot } from './intake/bot.js';
import { commandMenu } from './intake/commands.js';
import type { IntakeStore } from './intake/ports.js';
import { paperHeading } from './intake/screens/paper-forms.js';
import { questionWords } from './intake/screens/prompt.js';
import { sentBackScreen } from './intake/screens/sent-back.js';
import { noticeScreen } from './intake/screens/start.js';
import { loadLocale } from './locale/locale.js';
import { type NoticesOptions, noticesBot } from './notices/bot.js';
import { attempt } from './notices/bot-attempt.js';
import { albumBot, noticesTyped } from './notices/bot-compose.js';
import { delivering } from './notices/bot-deliver.js';
import { reminderScreens, remindersBot } from './notices/bot-reminders.js';
import { reportBot } from './notices/bot-report.js';
import { Pace } from './notices/pace.js';
import type { Delivery, NoticeStore, Running } from './notices/ports.js';
import { Schedule } from './notices/schedule.js';
import { progressScreen } from './notices/screens/progress.js';
import { type Attempt, Sender } from './notices/sender.js';
import { Watch } from './notices/watch.js';
import { publishingBot } from './publishing/bot.js';
import { appointmentStore } from './storage/appointment-store.js';
import { campaignNotice } from './storage/campaign-notice.js';
import { enterCampaigns } from './storage/campaign-store.js';
import { campaignsStore } from './storage/campaigns-store.js';
import { coverageStore } from './storage/coverage-store.js';
import { deliveryStore } from './storage/delivery-store.js';
import { deskStore } from './storage/desk-store.js';
import { dialogStore } from './storage/dialog-store.js';
import { extensionStore } from './storage/extension-store.js';
import { isTransient } from './storage/faults.js';
import { groupStore } from './storage/group-store.js';
import { inboxStore } from './storage/inbox-store.js';
import { intakeStore } from './storage/intake-store.js';
import { muteStore } from './storage/mute-store.js';
import { noticeStore, runningStore } from './storage/notice-store.js';
import { paperStore } from './storage/paper-store.js';
import { presenceStore } from './storage/presence-store.js';
import { publishingStore } from './storage/publishing-store.js';
import { reminderFacts } from './storage/reminded-store.js';
import { reminderStore } from './storage/reminder-store.js';
import { returnedStore } from './storage/returned-store.js';
import { rosterStore } from './storage/roster-store.js';
import { rosterUnitStore } from './storage/roster-unit-store.js';
import type { Store } from './storage/store.js';
import { reportNotice, summaryStore } from './storage/summary-store.js';
import { transferNotice } from './storage/take-over-store.js';
import { transferStore } from './storage/transfer-store.js';
import { startWorkerLife } from './storage/worker-life.js';
import { summariesBot } from './summaries/bot.js';
import { sheetRows } from './summaries/sheet.js';
import { deadlineInstant } from './survey/deadline.js';
import type { CampaignDefinition, FormDefinition, Language } from './survey/definition.js';
import type { Form } from './survey/form.js';
import { pack } from './telegram/callback-data.js';
import { Clock } from './telegram/clock.js';
import type { BotContext } from './telegram/context.js';
import { createBot, type ProductBot } from './telegram/create-bot.js';
import { dialogs } from './telegram/dialogs.js';
import { inGroup } from './telegram/in-group.js';
import { type Button, bold, escaped, paragraphs, type Screen } from './telegram/screen.js';
import { askedToWait, isConflict, isNetworkTrouble, isRevoked } from './telegram/setbacks.js';
import { screenOptions } from './telegram/show.js';
import { type Wording, wording } from './wording/wording.js';

/* Where the rooms meet: ports get their storage, features their door, the bot its inbox. */

export interface AppOptions {
  readonly channel: Extract<Channel, { kind: 'telegram' }>;
  readonly store: Store;
  readonly campaigns: readonly CampaignFiles[];
  /** Telegram user ids of the administrators. */
  readonly adminIds?: readonly number[];
  /** Of all messages; Infinity lifts the pace. Telegram allows about 30 over all chats. */
  readonly messagesPerSecond?: number;
  readonly log: Log;
}

export interface App {
  readonly health: () => Promise<{ ok: boolean; store: boolean; working: boolean }>;
  /** Takes updates that come by another way than this process's polling; resolves when they are written down. */
  receive(updates: readonly Update[]): Promise<void>;
  /** Stops asking for updates, ends what is in hand. */
  stop(): Promise<void>;
}

/** Lanes worked at once in one process. */
const laneWidth = 64;
/** A person is never as fast, a crowd of them at once is not slowed down. */
const lingerMs = 30;
const drainMs = 7_000;
/** A little below what Telegram allows over all chats. */
const messagesPerSecond = 28;

export async function startApp(options: AppOptions): Promise<App> {
  const { store, campaigns, log, channel } = options;
  const clock = new Clock();
  const now = (): Date => clock.now();
  const translate = loadLocale(new URL('../locales/', import.meta.url));
  const botId = Number(channel.token.split(':')[0]);
  const deliveries = deliveryStore(store.prisma, botId);
  const intake = intakeStore(store, botId);
  const words = (language: Language): Wording => wording(translate(language), language);
  const notices = noticeStore(store.prisma, botId);
  const perSecond = options.messagesPerSecond ?? messagesPerSecond;
  const pace = new Pace(perSecond);
  const product = createBot({
    ...channel,
    features: features(options, botId, {
      intake,
      words,
      translate,
      now,
      sending: { store: notices, perSecond, wake: () => sender.wake() },
    }),
    sent: () => pace.spend(1),
    dated: (header) => clock.learn(header),
    blocked: (chatId) => deliveries.markUnreachable(chatId),
    inGroup: inGroup(groupStore(store.prisma, botId), translate('zh-CN')('private-only')),
  });
  const life = await startWorkerLife(store);
  await greet(product, words('zh-CN'), options.adminIds ?? [], log);
  // By now the clock knows from Telegram what time it is: deadlines of so many days are counted from here.
  await enterCampaigns(
    store.prisma,
    campaigns.map(({ campaign }) => campaign),
    now(),
  );
  const presence = new Presence({
    store: presenceStore(store.prisma, botId, options.adminIds ?? []),
    now,
    moved: (deadlines) => {
      for (const one of deadlines) log.warn('deadline-moved', { ...one });
    },
  });
  const inbox = new Inbox({
    store: inboxStore(store, botId),
    worker: life.id,
    handle: (received, lane) => product.handle(received, lane),
    judge,
    width: laneWidth,
    lingerMs,
    tell: (event, error, received) =>
      log[event === 'waiting' ? 'info' : 'warn'](event, {
        error: failure(error),
        ...(received && { update: received.updateId }),
      }),
    now,
    fetch: async (offset, signal) => {
      const updates = await fetchUpdates(product, offset, signal);
      await presence.atWork();
      return updates;
    },
    leads: () => life.tryLead('poll'),
    deadWorkers: () => life.deadWorkers(),
    pollAgainAfter: (error) => askedToWait(error) ?? (isConflict(error) ? 2_000 : 1_000),
  });
  const running = runningStore(store.prisma, botId);
  const deliverPart = delivering({
    api: product.bot.api,
    noticeOf: (id) => running.toSend(id),
    wording: words,
    beginButton: beginButton(intake),
  });
  const schedule = new Schedule({
    store: reminderStore(store.prisma, botId),
    now,
    leads: () => life.tryLead('schedule'),
    distrusts: (verdict) => log.warn('clock', { verdict }),
    failed: (error) => log.warn('schedule', { error: failure(error) }),
    firstMs: 10_000,
    everyMs: 60_000,
  });
  const reminded = reminderScreens(reminderFacts(store.prisma), words, now);
  const worded = (delivery: Delivery): Promise<Screen | undefined> =>
    reminded[delivery.kind]?.(delivery) ?? deliveryScreen(store, intake, words, delivery, now());
  const sender = new Sender({
    store: deliveries,
    worker: life.id,
    leads: () => life.tryLead('send'),
    send: (delivery) =>
      delivery.notice === undefined ? send(product, delivery, () => worded(delivery)) : deliverPart(delivery),
    deadWorkers: () => life.deadWorkers(),
    failed: (error) => log.warn('sender', { error: failure(error) }),
    pace,
    width: 16,
    isBusy: () => inbox.lanes.isAtWork,
    idleMs: 1_000,
  });
  const watch = new Watch({
    store: running,
    leads: () => life.tryLead('send'),
    now,
    wake: () => sender.wake(),
    show: (seen) => showProgress(product, notices, words, { now: now(), perSecond }, seen),
    failed: (error) => log.warn('watch', { error: failure(error) }),
    everyMs: 2_000,
  });
  inbox.start();
  sender.start();
  watch.start();
  schedule.start();
  return {
    health: async () => {
      const healthy = await store.healthy();
      return { ok: healthy && life.alive(), store: healthy, working: life.alive() };
    },
    receive: (updates) => inbox.write(updates),
    stop: async () => {
      await Promise.all([inbox.stop(drainMs), sender.stop(), watch.stop(), schedule.stop()]);
      await life.close();
    },
  };
}

type Words = (language: Language) => Wording;

/** The doors in the order in which an update passes them: whoever knows it takes it, contacts' answers come last. */
function features(
  { store, campaigns, adminIds = [] }: AppOptions,
  botId: number,
  {
    intake,
    words,
    translate,
    now,
    sending,
  }: {
    readonly intake: IntakeStore;
    readonly words: Words;
    readonly translate: ReturnType<typeof loadLocale>;
    readonly now: () => Date;
    readonly sending: Pick<NoticesOptions, 'store' | 'perSecond' | 'wake'>;
  },
): Composer<BotContext>[] {
  const template = (campaignId: string, form: FormDefinition): Buffer | undefined => {
    const files = campaigns.find(({ campaign }) => campaign.id === campaignId);
    const issued = files?.campaign.forms.find(({ id }) => id === form.id);
    // A version that was sent by chat may ask for what the paper has no place for.
    return issued && isSamePaper(issued, form) ? files?.templates.get(form.id) : undefined;
  };
  const appointments = {
    store: appointmentStore(store.prisma, botId),
    roster: rosterStore(store.prisma, botId),
    rosterUnits: rosterUnitStore(store.prisma, botId),
    wording: words,
    isAdministrator: (externalId: string) => adminIds.includes(Number(externalId)),
    now,
    beginButton: beginButton(intake),
    menuFor: async (ctx: BotContext, w: Wording) => {
      if (ctx.chatId !== undefined)
        await ctx.api.setMyCommands([...staffMenu(w.t), ...commandMenu(w.t)], {
          scope: { type: 'chat', chat_id: ctx.chatId },
        });
    },
  };
  const desk = {
    store: deskStore(store.prisma, botId),
    transfers: transferStore(store.prisma, botId),
    wording: words,
    now,
  };
  const running = {
    store: campaignsStore(store.prisma, botId),
    extensions: extensionStore(store.prisma, botId),
    wording: words,
    isAdministrator: appointments.isAdministrator,
    now,
  };
  const summaries = {
    store: summaryStore(store.prisma, botId),
    wording: words,
    now,
    directory: tmpdir(),
    template,
  };
  const notices: NoticesOptions = {
    ...sending,
    wording: words,
    isAdministrator: appointments.isAdministrator,
    now,
    beginButton: beginButton(intake),
  };
  return [
    dialogs(dialogStore(store.prisma), {
      [inviteDialog]: onInviteName(appointments),
      [unitDialog]: onUnitName(appointments),
      [removeUnitDialog]: onUnitToRemove(appointments),
      [deputyDialog]: onDeputyName(appointments),
      ...deskTyped(desk),
      ...transferTyped(desk),
      ...noticesTyped(notices),
      ...campaignsTyped(running),
    }),
    albumBot(notices),
    noticesBot(notices),
    reportBot(notices),
    appointmentsBot(appointments),
    campaignsBot(running),
    transferBot(desk),
    deskBot(desk),
    returnedBot({
      ...desk,
      returned: returnedStore(store.prisma, botId),
      sheetRows: (language, sheet, listed) => sheetRows(words(language), sheet, listed),
    }),
    coverageBot({ ...desk, coverage: coverageStore(store.prisma) }),
    publishingBot({
      store: publishingStore(store.prisma, botId),
      wording: words,
      isAdministrator: appointments.isAdministrator,
      read: readDefinition,
      builtIn: () => loadCampaigns([builtInCampaigns]),
      aids: definitionAids,
      contactWords: {
        notice: (w, campaign, form) => noticeOf(w, campaign, form, now()),
        question: questionWords,
      },
    }),
    summariesBot(summaries),
    officeBot(appointments),
    unitLinksBot(appointments),
    rosterUnitsBot(appointments),
    rosterBot(appointments),
    remindersBot({ store: muteStore(store.prisma, botId), wording: words }),
    intakeBot({
      store: intake,
      paper: paperStore(store.prisma, botId),
      translate,
      now,
      template,
      strayText: strayText(desk, appointments.isAdministrator),
    }),
  ];
}

/** Begins a campaign's form for units, while it is open. */
function beginButton(intake: IntakeStore) {
  return async (campaignId: string, w: Wording): Promise<Button | undefined> => {
    const open = (await intake.openForms()).find(
      ({ campaign, form }) => campaign.id === campaignId && form.definition.filledBy === 'unit',
    );
    return open && { text: w.t('button-unit-begin'), data: pack('form', open.formVersionId) };
  };
}

/** The notice as contacts would read it, were the campaign opened now. */
function noticeOf(w: Wording, campaign: CampaignDefinition, form: Form, now: Date): string {
  const clock = campaign.deadlines[form.definition.filledBy];
  const deadline = deadlineInstant(clock, now, campaign.timeZone);
  return noticeScreen(w, { formVersionId: 0, campaign, form, deadline, versions: [] }, now, false).html;
}

/** What an error on the way of an update means for its lane. */
function judge(error: unknown): Setback {
  const wait = askedToWait(error);
  if (wait !== undefined) return { kind: 'wait', ms: wait };
  const passes = isNetworkTrouble(error) || isRevoked(error) || isTransient(error);
  return passes ? { kind: 'wait' } : { kind: 'fault' };
}

async function fetchUpdates(product: ProductBot, offset: number, signal: AbortSignal): Promise<Update[]> {
  return product.bot.api.getUpdates(
    {
      offset,
      timeout: 25,
      limit: 100,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    },
    signal as Parameters<typeof product.bot.api.getUpdates>[1],
  );
}

/** Learns who the bot is, waiting for Telegram if need be, and sets its menus of commands. */
async function greet(product: ProductBot, w: Wording, adminIds: readonly number[], log: Log): Promise<void> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      // Not bot.init(), which tries for ever without a word.
      product.bot.botInfo = await product.bot.api.getMe();
      await product.bot.api.setMyCommands(commandMenu(w.t));
      break;
    } catch (error) {
      if (!isNetworkTrouble(error) && askedToWait(error) === undefined) throw error;
      log.warn('telegram-away', { error: failure(error) });
      await new Promise((resolve) => setTimeout(resolve, askedToWait(error) ?? wait));
    }
  }
  for (const chat_id of adminIds)
    try {
      const commands = [
        { command: 'people', description: w.t('command-people') },
        ...campaignMenu(w.t),
        { command: 'newcampaign', description: w.t('command-newcampaign') },
        ...staffMenu(w.t),
        ...commandMenu(w.t),
      ];
      await product.bot.api.setMyCommands(commands, { scope: { type: 'chat', chat_id } });
    } catch (error) {
      // Somebody who has never written has no chat to set a menu in; the next start tries again.
      log.info('no-menu', { error: failure(error) });
    }
}

/** The words of a delivery, as things stand when it is sent; undefined when it has become pointless. */
async function deliveryScreen(
  { prisma }: Store,
  intake: IntakeStore,
  words: Words,
  { chatId, kind, content }: Delivery,
  now: Date,
): Promise<Screen | undefined> {
  const identity = { channel: 'telegram', externalId: String(chatId) } as const;
  const named = (name: string): unknown => Reflect.get(Object(content) as object, name);
  if (kind === 'sent-back') {
    const submission = Number(named('submission'));
    const { personId, language } = await intake.standing(identity, submission);
    const full = await intake.full(personId, submission);
    const w = words(language);
    const screen = full && sentBackScreen(w, await intake.questionnaire(full.formVersionId), full);
    return screen && full.paper
      ? { ...screen, html: paragraphs(bold(paperHeading(w, full.paper)), screen.html) }
      : screen;
  }
  const { language } = await intake.standing(identity);
  const w = words(language);
  if (kind === 'reported') {
    const report = await reportNotice(prisma, Number(named('report')));
    if (!report) return undefined;
    const { at, timeZone, ...rest } = report;
    return { html: escaped(w.t('reported-notice', { ...rest, time: w.time(at, timeZone) })) };
  }
  const ofCampaign = await campaignNotice(prisma, kind, content);
  if (ofCampaign) return toldScreen(w, ofCampaign, now);
  // What was to be told of a campaign is not so any more.
  if (kind === 'outage' || kind.startsWith('extension-')) return undefined;
  if (kind !== 'parked') {
    const notice = await transferNotice(prisma, kind, content);
    return notice && transferNoticeScreen(w, notice);
  }
  const at = new Date(String(named('at')));
  return { html: escaped(w.t('parked-notice', { time: w.time(at, 'Asia/Shanghai') })) };
}

/** Puts how far a notice is into the message that its sender watches; that it is over is said anew. */
async function showProgress(
  { bot }: ProductBot,
  store: NoticeStore,
  words: Words,
  clock: { readonly now: Date; readonly perSecond: number },
  { notice, tally, chatId, language, progressMessage }: Running,
): Promise<void> {
  const definition = await store.campaign(notice.campaignId);
  if (!definition || chatId === 0) return;
  const screen = progressScreen(words(language), { notice, tally, definition, ...clock });
  try {
    if (progressMessage !== undefined)
      await bot.api.editMessageText(chatId, progressMessage, screen.html, screenOptions(screen));
    if (notice.state === 'done') await bot.api.sendMessage(chatId, screen.html, screenOptions(screen));
  } catch (error) {
    // A message that was deleted shows nothing any more; the notice goes on.
    if (!(error instanceof GrammyError)) throw error;
  }
}

async function send(
  product: ProductBot,
  { chatId }: Delivery,
  worded: () => Promise<Screen | undefined>,
): Promise<Attempt> {
  let screen: Screen | undefined;
  try {
    screen = await worded();
  } catch (error) {
    // Nothing was sent yet: it waits with the database.
    if (isTransient(error)) return { kind: 'wait', ms: 1_000 };
    throw error;
  }
  const shown = screen;
  if (!shown) return { kind: 'failed', reason: 'pointless' };
  return attempt(async () => {
    const message = await product.bot.api.sendMessage(chatId, shown.html, screenOptions(shown));
    return [message.message_id];
  });
}
