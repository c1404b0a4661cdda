import { tmpdir } from 'node:os';
import type { Composer } from 'grammy';
import { appointmentsBot, inviteDialog, onInviteName } from '../appointments/bot.js';
import { deputyDialog, officeBot, onDeputyName } from '../appointments/bot-office.js';
import { rosterBot } from '../appointments/bot-roster.js';
import { onUnitToRemove, removeUnitDialog, rosterUnitsBot } from '../appointments/bot-roster-units.js';
import { onUnitName, unitDialog, unitLinksBot } from '../appointments/bot-unit-links.js';
import { campaignsBot, campaignsTyped } from '../campaigns/bot.js';
import {
  builtInCampaigns,
  type CampaignFiles,
  definitionAids,
  loadCampaigns,
  readDefinition,
} from '../config/campaign-files.js';
import { templateOf } from '../config/form-templates.js';
import { deskBot, deskTyped, strayText } from '../desk/bot.js';
import { coverageBot } from '../desk/bot-coverage.js';
import { returnedBot } from '../desk/bot-returned.js';
import { transferBot, transferTyped } from '../desk/bot-transfer.js';
import { intakeBot } from '../intake/bot.js';
import type { IntakeStore } from '../intake/ports.js';
import { questionWords } from '../intake/screens/prompt.js';
import { noticeScreen } from '../intake/screens/start.js';
import type { loadLocale } from '../locale/locale.js';
import { type NoticesOptions, noticesBot } from '../notices/bot.js';
import { audienceBot } from '../notices/bot-audience.js';
import { albumBot, noticesTyped } from '../notices/bot-compose.js';
import { remindersBot } from '../notices/bot-reminders.js';
import { reportBot } from '../notices/bot-report.js';
import { type PublishingOptions, publishingBot, publishingTyped } from '../publishing/bot.js';
import { appointmentStore } from '../storage/appointment-store.js';
import { campaignsStore } from '../storage/campaigns-store.js';
import { coverageStore } from '../storage/coverage-store.js';
import { deskStore } from '../storage/desk-store.js';
import { dialogStore } from '../storage/dialog-store.js';
import { extensionStore } from '../storage/extension-store.js';
import { muteStore } from '../storage/mute-store.js';
import { paperStore } from '../storage/paper-store.js';
import { publishingStore } from '../storage/publishing-store.js';
import { returnedStore } from '../storage/returned-store.js';
import { rosterStore } from '../storage/roster-store.js';
import { rosterUnitStore } from '../storage/roster-unit-store.js';
import type { Store } from '../storage/store.js';
import { summaryStore } from '../storage/summary-store.js';
import { transferStore } from '../storage/transfer-store.js';
import { summariesBot } from '../summaries/bot.js';
import { sheetRows } from '../summaries/sheet.js';
import { deadlineInstant } from '../survey/deadline.js';
import type { CampaignDefinition, FormDefinition, Language } from '../survey/definition.js';
import type { Form } from '../survey/form.js';
import { pack } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { dialogs } from '../telegram/dialogs.js';
import type { Button } from '../telegram/screen.js';
import { say } from '../telegram/show.js';
import type { Wording } from '../wording/wording.js';
import { setMenu, staffTasksOf } from './staff-menu.js';

/* The doors of all rooms, each with its ports. */

export type Words = (language: Language) => Wording;

/** What the doors need of the program. */
export interface House {
  readonly store: Store;
  readonly campaigns: readonly CampaignFiles[];
  /** Telegram user ids of the administrators. */
  readonly adminIds?: readonly number[];
}

/** The doors in the order in which an update passes them: whoever knows it takes it, contacts' answers come last. */
export function doors(
  { store, campaigns, adminIds = [] }: House,
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
  const template = (campaignId: string, form: FormDefinition): Buffer | undefined =>
    templateOf(campaigns, campaignId, form);
  const staff = {
    tasksOf: (externalId: string) => staffTasksOf({ store, adminIds }, externalId),
    menuFor: async (ctx: BotContext, w: Wording) => {
      if (ctx.chatId === undefined) return;
      await setMenu(ctx.api, ctx.chatId, w, await staff.tasksOf(String(ctx.from?.id ?? 0)));
    },
  };
  const appointments = {
    store: appointmentStore(store.prisma, botId),
    roster: rosterStore(store.prisma, botId),
    rosterUnits: rosterUnitStore(store.prisma, botId),
    wording: words,
    isAdministrator: (externalId: string) => adminIds.includes(Number(externalId)),
    now,
    beginButton: beginButton(intake),
    ...staff,
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
  const publishing: PublishingOptions = {
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
  };
  return [
    dialogs(
      dialogStore(store.prisma),
      {
        [inviteDialog]: onInviteName(appointments),
        [unitDialog]: onUnitName(appointments),
        [removeUnitDialog]: onUnitToRemove(appointments),
        [deputyDialog]: onDeputyName(appointments),
        ...deskTyped(desk),
        ...transferTyped(desk),
        ...noticesTyped(notices),
        ...campaignsTyped(running),
        ...publishingTyped(publishing),
      },
      async (ctx) => {
        const identity = { channel: 'telegram', externalId: String(ctx.from?.id ?? 0) } as const;
        await say({ ctx }, words(await desk.store.language(identity)).t('dialog-rest-late'));
      },
    ),
    albumBot(notices),
    noticesBot(notices),
    audienceBot(notices),
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
    publishingBot(publishing),
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
      ...staff,
      strayText: strayText(desk, appointments.isAdministrator),
    }),
  ];
}

/** Begins a campaign's form for units, while it is open. */
export function beginButton(intake: IntakeStore) {
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
