import { GrammyError } from 'grammy';
import { toldOfCampaigns } from '../campaigns/screens/told.js';
import { failure, type Log } from '../config/log.js';
import { toldOfTransfers } from '../desk/screens/told.js';
import type { IntakeStore } from '../intake/ports.js';
import { toldOfForms } from '../intake/screens/told.js';
import { attempt } from '../notices/bot-attempt.js';
import { reminderScreens } from '../notices/bot-reminders.js';
import type { Delivery, NoticeStore, Running, RunningStore } from '../notices/ports.js';
import { toldOfEnds } from '../notices/screens/over.js';
import { progressScreen } from '../notices/screens/progress.js';
import type { Attempt, Later } from '../notices/sender.js';
import { campaignNotice } from '../storage/campaign-notice.js';
import { isTransient } from '../storage/faults.js';
import { fullOf } from '../storage/own-store.js';
import { reminderFacts } from '../storage/reminded-store.js';
import type { Store } from '../storage/store.js';
import { reportNotice } from '../storage/summary-store.js';
import { transferNotice } from '../storage/take-over-store.js';
import { toldOfReports } from '../summaries/screens/told.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { escaped, type Screen } from '../telegram/screen.js';
import { screenOptions } from '../telegram/show.js';
import { named, type Told } from '../telegram/told.js';
import type { Words } from './doors.js';

/* What is said to people who did not just write: worded when it is sent, from the rooms that know it. */

/** What the words are made of. */
export interface Sources {
  readonly store: Store;
  readonly intake: Pick<IntakeStore, 'questionnaire'>;
  readonly notices: Pick<NoticeStore, 'campaign' | 'tally'> & Pick<RunningStore, 'toSend'>;
  readonly words: Words;
  readonly now: () => Date;
  readonly perSecond: number;
}

/** The words, as things stand now; undefined once they have become pointless. */
type Worded = (delivery: Delivery) => Promise<Screen | Later | undefined>;

/** Words by the kind of the delivery, each kind's from its room. */
export function toldByKind({
  store: { prisma },
  intake,
  notices,
  words,
  now,
  perSecond,
}: Sources): Readonly<Record<string, Worded>> {
  return {
    ...reminderScreens(reminderFacts(prisma), words, now),
    ...toldOfEnds(notices, words, { now, perSecond }),
    ...toldOfForms(
      {
        fullOf: (identity, submission) => fullOf(prisma, identity, submission),
        questionnaire: (formVersionId) => intake.questionnaire(formVersionId),
      },
      words,
    ),
    ...toldOfReports((report) => reportNotice(prisma, report), words),
    ...toldOfCampaigns((kind, content) => campaignNotice(prisma, kind, content), words, now),
    ...toldOfTransfers((kind, content) => transferNotice(prisma, kind, content), words),
    parked: toldOfParked(words),
  };
}

/** An update of theirs was given up. */
function toldOfParked(words: Words): Told {
  return (queued) => {
    const w = words(queued.language);
    const at = new Date(String(named(queued, 'at')));
    return Promise.resolve({ html: escaped(w.t('parked-notice', { time: w.time(at, 'Asia/Shanghai') })) });
  };
}

/** Puts how far a notice is into the message that its sender watches. */
export async function showProgress(
  { bot }: ProductBot,
  store: NoticeStore,
  words: Words,
  clock: { readonly now: Date; readonly perSecond: number },
  { notice, tally, chatId, language, progressMessage }: Running,
): Promise<void> {
  const definition = await store.campaign(notice.campaignId);
  if (!definition || chatId === 0 || progressMessage === undefined) return;
  const screen = progressScreen(words(language), { notice, tally, definition, ...clock });
  try {
    await bot.api.editMessageText(chatId, progressMessage, screen.html, screenOptions(screen));
  } catch (error) {
    // A message that was deleted shows nothing any more; the notice goes on.
    if (!(error instanceof GrammyError)) throw error;
  }
}

/** Words a delivery and sends it; what cannot be worded was certainly not sent. */
export async function send(
  product: ProductBot,
  told: Readonly<Record<string, Worded>>,
  log: Pick<Log, 'warn'>,
  delivery: Delivery,
): Promise<Attempt> {
  const { id, kind, chatId } = delivery;
  const worded = Object.hasOwn(told, kind) ? told[kind] : undefined;
  if (!worded) {
    log.warn('delivery-of-unknown-kind', { delivery: id, kind });
    return { kind: 'failed', reason: 'unknownKind' };
  }
  let screen: Screen | Later | undefined;
  try {
    screen = await worded(delivery);
  } catch (error) {
    if (isTransient(error)) throw error;
    log.warn('delivery-not-worded', { delivery: id, kind, error: failure(error) });
    return { kind: 'failed', reason: 'notWorded' };
  }
  const shown = screen;
  if (!shown) return { kind: 'failed', reason: 'pointless' };
  if ('notBefore' in shown) return shown;
  return attempt(async () => {
    const message = await product.bot.api.sendMessage(chatId, shown.html, screenOptions(shown));
    return [message.message_id];
  });
}

/** What throws has sent nothing yet: where that is the database's doing, it waits with it. */
export async function waitingForStore(run: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await run();
  } catch (error) {
    if (isTransient(error)) return { kind: 'wait', ms: 1_000 };
    throw error;
  }
}
