import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { endOfDay, localDate, readDeadline } from '../survey/deadline.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { plainText } from '../survey/reading/plain-text.js';
import type { BotContext } from '../telegram/context.js';
import type { OnMessage, OnTyped } from '../telegram/dialogs.js';
import { say } from '../telegram/show.js';
import { typedByStaff } from '../telegram/staff-door.js';
import {
  act,
  entrance,
  type Here,
  type NoticesOptions,
  noticeDialogs,
  onDraft,
  open,
  settle,
  whyNotThen,
} from './bot.js';
import { excess } from './bot-deliver.js';
import type { Part } from './ports.js';
import { firstOf } from './screens/names.js';

/* What staff send to be part of a notice: words with their formatting, a file, an album, a link, a list of names. */

/** UTF-16 units from which on a text may be the first part of a longer one, which a client has split. */
const splitFrom = 4000;
const splitGapMs = 1_000;
const longestAddress = 2048;
/** An album arrives in several messages, which follow each other at once. */
const albumGapMs = 400;

export function noticesTyped(options: NoticesOptions): Readonly<Record<string, OnTyped | OnMessage>> {
  const door = entrance(options);
  return {
    [noticeDialogs.write]: {
      onMessage: async (ctx, [notice = -1]) => {
        const here = await door.hereOf(ctx);
        if (door.isStaff(here)) await write(here, notice);
        else await say(here, door.refusal(here));
      },
    },
    [noticeDialogs.link]: typedByStaff(door, (here, text, [notice = -1]) => setLink(here, text, notice)),
    [noticeDialogs.list]: {
      inPieces: true,
      onMessage: async (ctx, [notice = -1, goesOn]) => {
        const here = await door.hereOf(ctx);
        if (door.isStaff(here)) await takeList(here, ctx.message?.text, notice, goesOn === 1);
        else await say(here, door.refusal(here));
      },
    },
    [noticeDialogs.time]: typedByStaff(door, (here, text, [notice = -1]) => takeTime(here, text, notice)),
  };
}

/** Pictures and files that go on with an album belong to the draft that has its first. */
export function albumBot(options: NoticesOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on(['message:photo', 'message:document'], async (ctx, next) => {
    const album = ctx.message.media_group_id;
    const here = album === undefined ? undefined : await entrance(options).hereOf(ctx);
    const notice =
      here && album !== undefined && here.desks.length > 0
        ? await here.store.albumOf(here.by, album)
        : undefined;
    if (here && notice !== undefined) await write(here, notice);
    else await next();
  });
  return door;
}

/** Albums of which a part was refused: they are to be sent again whole, and what goes on with one is no part either. */
const refusedAlbums = new Set<string>();
const mostRefused = 100;

async function write(here: Here, notice: number): Promise<void> {
  const { ctx, w } = here;
  const { message } = ctx;
  const part = message && partOf(message);
  if (message?.media_group_id !== undefined && refusedAlbums.has(message.media_group_id))
    return ctx.conversation.enter(noticeDialogs.write, notice);
  if (!message || !part) {
    await askAgain(here, w.t('notice-write-kind'), notice);
    return;
  }
  if (part.kind === 'text' && plainText(part.text) === '')
    return askAgain(here, w.t('notice-write-blank'), notice);
  // Its rest is no notice of its own, and without it nobody is to get the beginning.
  if (part.kind === 'text' && part.text.length >= splitFrom && (await isTextNext(here)))
    return askAgain(here, w.t('notice-write-split'), notice);
  await onDraft(here, notice, async ({ notice: draft }) => {
    if (draft.kind === 'correction' && part.kind !== 'text')
      return askAgain(here, w.t('notice-correct-words'), notice);
    // Words that correct stand where the earlier ones stood: below a picture there is less room.
    const earlier =
      draft.kind === 'correction' ? await here.store.notice(here.by, draft.of ?? -1) : undefined;
    const kind = earlier?.content.parts[0]?.kind ?? part.kind;
    const over = excess({ ...part, kind }, draft.office);
    if (over > 0)
      return askAgain(here, w.t(`notice-write-long-${kind === 'text' ? 'text' : 'file'}`, { over }), notice);
    const album = message.media_group_id;
    const wanted = { kind: 'write', notice, part, ...(album !== undefined && { album }) } as const;
    if (album === undefined) return act(here, wanted);
    const outcome = await settle(here, wanted);
    const more = await ctx.lane.upcoming(albumGapMs);
    if (more?.payload.message?.media_group_id !== album) await open(here, outcome.notice);
  });
}

async function askAgain({ ctx }: Here, words: string, notice: number): Promise<void> {
  const album = ctx.message?.media_group_id;
  if (album !== undefined) {
    const [oldest] = refusedAlbums;
    if (refusedAlbums.size >= mostRefused && oldest !== undefined) refusedAlbums.delete(oldest);
    refusedAlbums.add(album);
  }
  await say({ ctx }, words);
  await ctx.conversation.enter(noticeDialogs.write, notice);
}

function partOf(message: Message): Part | undefined {
  const { text, caption = '', photo, document, entities = [], caption_entities = [] } = message;
  if (text !== undefined) return { kind: 'text', text, entities: entities.map((one) => ({ ...one })) };
  const words = { text: caption, entities: caption_entities.map((one) => ({ ...one })) };
  const largest = photo?.at(-1);
  if (largest) return { kind: 'photo', fileId: largest.file_id, ...words };
  return document && { kind: 'document', fileId: document.file_id, ...words };
}

/** "label https://…", in any order. */
async function setLink(here: Here, text: string, notice: number): Promise<void> {
  const found = (/https?:\/\/[^\s，。；、（）【】《》<>「」“”]+/i.exec(text)?.[0] ?? '').replace(
    /[)\]"'.,;!?]+$/,
    '',
  );
  const label = text
    .replace(found, '')
    .replaceAll(/[（(【《<「]\s*[）)】》>」]|[\s:：)]+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!isWebAddress(found) || plainText(label) === '' || label.length > 40) {
    await say(here, here.w.t('notice-link-wrong'));
    await here.ctx.conversation.enter(noticeDialogs.link, notice);
    return;
  }
  await act(here, { kind: 'button', notice, button: { kind: 'link', label, url: found } });
}

/** What Telegram takes behind a button: a host of the open web, with a name or a number. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || text.length > longestAddress) return false;
  const { hostname } = new URL(text);
  return /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z][a-z0-9-]*[a-z0-9]|\d{1,3})$/.test(hostname);
}

/** A list of names; one that is too long for a message comes in several, and each adds to those before it. */
async function takeList(here: Here, text: string | undefined, id: number, goesOn: boolean): Promise<void> {
  const { store, w, ctx } = here;
  if (text === undefined) {
    await say(here, w.t('notice-list-words'));
    return ctx.conversation.enter(noticeDialogs.list, id, goesOn ? 1 : 0);
  }
  const lines = text
    .split(/[\n;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  await onDraft(here, id, async ({ notice }) => {
    const { persons: found, unknown } = await store.named(notice.campaignId, notice.appointment, lines);
    const before = goesOn ? (notice.audience.persons ?? []) : [];
    const persons = [...new Set([...before, ...found])];
    const follows = text.length >= splitFrom && (await isTextNext(here));
    if (persons.length === 0 && !follows) {
      await say(here, w.t('notice-list-none'));
      await ctx.conversation.enter(noticeDialogs.list, id);
      return;
    }
    if (persons.length > 0)
      await settle(here, { kind: 'audience', notice: id, audience: { ...notice.audience, persons } });
    const wrong =
      unknown.length > 0 &&
      w.t('notice-list-unknown', {
        count: unknown.length,
        names: firstOf(w, unknown),
      });
    if (follows) {
      if (wrong !== false) await say(here, wrong);
      await ctx.conversation.enter(noticeDialogs.list, id, persons.length > 0 ? 1 : 0);
      return;
    }
    const word = w.t('notice-list-taken', { count: persons.length });
    await open(here, id, wrong === false ? word : `${word}\n${wrong}`);
  });
}

async function isTextNext({ ctx }: Here): Promise<boolean> {
  const text = (await ctx.lane.upcoming(splitGapMs))?.payload.message?.text;
  return text !== undefined && !text.startsWith('/');
}

/** When it is to be sent, in words; a day alone would be its last second. */
async function takeTime(here: Here, text: string, id: number): Promise<void> {
  const { w, options } = here;
  await onDraft(here, id, async ({ definition }) => {
    const reading = readDeadline(text, options.now(), definition.timeZone);
    const wrong =
      reading.kind === 'wrong'
        ? w.t(`notice-time-${reading.reason}`)
        : whyNotAt(here, reading.at, definition);
    if (reading.kind === 'ok' && wrong === undefined)
      return act(here, { kind: 'time', notice: id, sendAt: reading.at });
    await say(here, wrong ?? '');
    await here.ctx.conversation.enter(noticeDialogs.time, id);
  });
}

function whyNotAt(here: Here, at: Date, { timeZone }: CampaignDefinition): string | undefined {
  const isDayAlone = at.getTime() === endOfDay(localDate(at, timeZone), timeZone).getTime();
  return isDayAlone ? here.w.t('notice-time-hour') : whyNotThen(here, at);
}
