import { Composer } from 'grammy';
import type { Identity } from '../people/staff-port.js';
import type { Language } from '../survey/definition.js';
import type { BotContext } from '../telegram/context.js';
import type { Screen } from '../telegram/screen.js';
import { settleOnce } from '../telegram/settle-once.js';
import { replace, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import type { Wording } from '../wording/wording.js';
import type { Delivery, MuteOutcome, MuteStore, ReminderFacts } from './ports.js';
import { digestScreen } from './screens/digest.js';
import { type MuteVerb, muteScreen } from './screens/mute.js';
import { escalationScreen, reminderScreen } from './screens/reminder.js';

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
    if (/^提醒(?:设置)?[。.!！]?$/.test(ctx.message.text.trim())) await showStanding(ctx);
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

type Worded = (delivery: Delivery) => Promise<Screen | undefined>;

/** What is queued by the schedule, in words, by its kind; undefined once it has become pointless. */
export function reminderScreens(
  facts: ReminderFacts,
  wording: (language: Language) => Wording,
  now: () => Date,
): Readonly<Record<string, Worded>> {
  const to = ({ chatId }: Delivery): Identity => ({ channel: 'telegram', externalId: String(chatId) });
  return {
    reminder: async (delivery) => {
      const reminded = await facts.reminded(to(delivery), delivery.content);
      return reminded && reminderScreen(wording(reminded.language), reminded, now());
    },
    digest: async (delivery) => {
      const digest = await facts.digested(to(delivery), delivery.content);
      return digest && digestScreen(wording(digest.language), digest);
    },
    escalation: async (delivery) => {
      const escalation = await facts.escalated(to(delivery), delivery.content);
      return escalation && escalationScreen(wording(escalation.language), escalation);
    },
  };
}
