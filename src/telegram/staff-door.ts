import { Composer } from 'grammy';
import { type Pressed, unpack } from './callback-data.js';
import type { BotContext } from './context.js';
import type { OnTyped } from './dialogs.js';
import { outcomeOfRoom } from './settle-once.js';
import { say } from './show.js';

/* The doors of the staff are alike: who came, whether they are of the staff, and what a command or a tap leads to. */

/** One update, with whoever made it. */
export interface OfUpdate {
  readonly ctx: BotContext;
}

export interface Entrance<Here extends OfUpdate> {
  readonly hereOf: (ctx: BotContext) => Promise<Here>;
  readonly isStaff: (here: Here) => boolean;
  /** Said to whoever is not. */
  readonly refusal: (here: Here) => string;
}

export type OnTap<Here> = (here: Here, pressed: Pressed) => Promise<unknown>;

export interface BehindDoor<Here> {
  /** By the command; with what stands behind it. */
  readonly commands?: Readonly<Record<string, (here: Here, text: string) => Promise<unknown>>>;
  /** What is asked for in plain words. To whoever is not of the staff they are an answer like any other. */
  readonly words?: {
    /** What was asked for; undefined when something else was typed. */
    readonly asked: (text: string) => string | undefined;
    readonly run: (here: Here, asked: string) => Promise<unknown>;
  };
  /** By the verb of the button. */
  readonly taps: Readonly<Record<string, OnTap<Here>>>;
}

export function staffDoor<Here extends OfUpdate>(
  entrance: Entrance<Here>,
  { commands = {}, words, taps }: BehindDoor<Here>,
): Composer<BotContext> {
  const { hereOf, isStaff } = entrance;
  const door = new Composer<BotContext>();
  for (const [command, run] of Object.entries(commands))
    door.command(command, (ctx) => admit(entrance, ctx, (here) => run(here, ctx.match.trim())));
  if (words)
    door.on('message:text', async (ctx, next) => {
      const asked = words.asked(ctx.message.text.trim());
      const here = asked === undefined ? undefined : await hereOf(ctx);
      if (asked !== undefined && here && isStaff(here)) await words.run(here, asked);
      else await next();
    });
  door.use(tapsByVerb(taps, (ctx, run) => admit(entrance, ctx, run)));
  return door;
}

/** Runs it for the staff; everybody else is told. */
async function admit<Here extends OfUpdate>(
  { hereOf, isStaff, refusal }: Entrance<Here>,
  ctx: BotContext,
  run: (here: Here) => Promise<unknown>,
): Promise<void> {
  const here = await hereOf(ctx);
  if (isStaff(here)) await run(here);
  else await say(here, refusal(here));
}

/** What staff type in answer to a question. */
export function typedByStaff<Here extends OfUpdate>(
  entrance: Entrance<Here>,
  run: (here: Here, text: string, args: readonly number[]) => Promise<unknown>,
): OnTyped {
  return (ctx, text, args) => admit(entrance, ctx, (here) => run(here, text.trim(), args));
}

/** Taps by the verbs of their buttons; another room's go on. */
export function tapsByVerb<Here>(
  taps: Readonly<Record<string, OnTap<Here>>>,
  enter: (ctx: BotContext, run: (here: Here) => Promise<unknown>) => Promise<unknown>,
): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('callback_query:data', async (ctx, next) => {
    const pressed = unpack(ctx.callbackQuery.data);
    const run = Object.hasOwn(taps, pressed.verb) ? taps[pressed.verb] : undefined;
    if (run) await enter(ctx, (here) => run(here, pressed));
    else await next();
  });
  return door;
}

/** An answer, typed or sent, that had its effect and whose reply is missing: it is given from the outcome. */
export function answeredAgain<Outcome extends { readonly room: string }>(
  room: Outcome['room'],
  answer: (ctx: BotContext, outcome: Outcome) => Promise<unknown>,
): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('message', async (ctx, next) => {
    const { received } = ctx;
    const outcome = received.state === 'applied' ? outcomeOfRoom<Outcome>(room, received.outcome) : undefined;
    if (outcome) await answer(ctx, outcome);
    else await next();
  });
  return door;
}
