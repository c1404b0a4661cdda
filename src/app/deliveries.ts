import { GrammyError } from 'grammy';
import { toldScreen } from '../campaigns/screens/told.js';
import { transferNoticeScreen } from '../desk/screens/transfer.js';
import type { IntakeStore } from '../intake/ports.js';
import { paperHeading } from '../intake/screens/paper-forms.js';
import { sentBackScreen } from '../intake/screens/sent-back.js';
import { attempt } from '../notices/bot-attempt.js';
import type { Delivery, NoticeStore, Running, RunningStore } from '../notices/ports.js';
import { progressScreen } from '../notices/screens/progress.js';
import type { Attempt, Later } from '../notices/sender.js';
import { campaignNotice } from '../storage/campaign-notice.js';
import { isTransient } from '../storage/faults.js';
import type { Store } from '../storage/store.js';
import { reportNotice } from '../storage/summary-store.js';
import { transferNotice } from '../storage/take-over-store.js';
import type { ProductBot } from '../telegram/create-bot.js';
import { bold, escaped, paragraphs, type Screen } from '../telegram/screen.js';
import { screenOptions } from '../telegram/show.js';

import type { Words } from './doors.js';
/* What is said to people who did not just write: worded when it is sent, from the rooms that know it. */

/** The words of a delivery, as things stand when it is sent; undefined when it has become pointless. */
export async function deliveryScreen(
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
  if (kind === 'outage' || kind === 'correction-moved' || kind.startsWith('extension-')) return undefined;
  if (kind !== 'parked') {
    const notice = await transferNotice(prisma, kind, content);
    return notice && transferNoticeScreen(w, notice);
  }
  const at = new Date(String(named('at')));
  return { html: escaped(w.t('parked-notice', { time: w.time(at, 'Asia/Shanghai') })) };
}

/** How a notice has ended, for its sender. */
export async function overScreen(
  store: NoticeStore & Pick<RunningStore, 'toSend'>,
  words: Words,
  { content, language }: Delivery,
  clock: { readonly now: Date; readonly perSecond: number },
): Promise<Screen | undefined> {
  const notice = await store.toSend(Number(Reflect.get(Object(content) as object, 'notice')));
  const definition = notice && (await store.campaign(notice.campaignId));
  if (!definition) return undefined;
  const tally = await store.tally(notice.id);
  const screen = progressScreen(words(language), { notice, tally, definition, ...clock });
  // Of what was not sent there is nothing to be done, and perhaps its sender may not any more.
  return notice.lapse ? { html: screen.html } : screen;
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

export async function send(
  product: ProductBot,
  { chatId }: Delivery,
  worded: () => Promise<Screen | Later | undefined>,
): Promise<Attempt> {
  const shown = await worded();
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
