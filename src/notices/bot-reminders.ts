import { Composer } from 'grammy';
import type { Identity } from '../people/staff-port.js';
import type { Language } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import type { Screen } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { replace, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import type { Delivery, MuteOutcome, MuteStore, ReminderFacts, Spoken } from './ports.js';
import { sayFrom } from './quiet-hours.js';
import { digestScreen } from './screens/digest.js';
import { type MuteVerb, muteScreen } from './screens/mute.js';
import { escalationScreen, reminderScreen } from './screens/reminder.js';
import type { Later } from './sender.js';

export interface RemindersOptions {
  readonly store: MuteStore;
  readonly wording: (language: Language) => Wording;
}

/** The door to whether reminders come: for everybody, by command, by word, by the button below a reminder. */
export function remindersBot(options: RemindersOptions): Composer<BotContext> {
  const { store, wording } = options;
  const door = new Composer<BotContext>();
  const showStanding = async (ctx: BotContext): Promise<void> => {
    const { language, isMuted } = await store.standing(identityOf(ctx));
    await show(ctx, muteScreen(wording(language), isMuted));
  };
  door.command('reminders', showStanding);
  door.on('message:text', async (ctx, next) => {
    if (/^(?:提醒(?:设置)?|reminders)[。.!！]?$/i.test(ctx.message.text.trim())) await showStanding(ctx);
    else await next();
  });
  const taps: Readonly<Record<MuteVerb, OnTap<BotContext>>> = {
    'remind-off': (ctx, { numbers }) => mute(ctx, options, true, numbers[0] === 1),
    'remind-on': (ctx) => mute(ctx, options, false, false),
  };
  door.use(tapsByVerb(taps, (ctx, run) => run(ctx)));
  return door;
}

async function mute(
  ctx: BotContext,
  { store, wording }: RemindersOptions,
  isMuted: boolean,
  isBelow: boolean,
): Promise<void> {
  const identity = identityOf(ctx);
  const { kind } = await settleOnce<MuteOutcome>(
    ctx,
    () => store.mute({ updateId: ctx.received.updateId, identity, isMuted, at: ctx.happenedAt }),
    (updateId) => store.outcomeOf(updateId),
  );
  const w = wording((await store.standing(identity)).language);
  ctx.toast = w.t(kind === 'muted' ? 'reminders-off' : 'reminders-on');
  const screen = muteScreen(w, kind === 'muted');
  // A reminder stays to be read.
  if (isBelow) await show(ctx, screen);
  else await replace(ctx, screen);
}

function identityOf(ctx: BotContext): Identity {
  return { channel: 'telegram', externalId: String(ctx.from?.id ?? 0) };
}

type Worded = (delivery: Delivery) => Promise<Screen | Later | undefined>;

/**
 * What is queued by the schedule, in words, by its kind; undefined once it has become pointless. What is left of the
 * day's in the quiet hours, as after an outage, waits for the morning.
 */
export function reminderScreens(
  facts: ReminderFacts,
  wording: (language: Language) => Wording,
  now: () => Date,
): Readonly<Record<string, Worded>> {
  const to = ({ chatId }: Delivery): Identity => ({ channel: 'telegram', externalId: String(chatId) });
  function inTheDay<Facts extends Spoken>(
    known: Facts | undefined,
    screen: (w: Wording, known: Facts, at: Date) => Screen,
    deadline?: Date,
  ): Screen | Later | undefined {
    if (!known) return undefined;
    const at = now();
    const from = sayFrom(at, deadline, known.campaign.timeZone);
    if (from === at) return screen(wording(known.language), known, at);
    return from && { kind: 'later', notBefore: from };
  }
  return {
    reminder: async (delivery) => {
      const reminded = await facts.reminded(to(delivery), delivery.content);
      return inTheDay(reminded, reminderScreen, reminded?.deadline);
    },
    digest: async (delivery) => inTheDay(await facts.digested(to(delivery), delivery.content), digestScreen),
    escalation: async (delivery) =>
      inTheDay(await facts.escalated(to(delivery), delivery.content), escalationScreen),
  };
}
