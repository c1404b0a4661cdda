import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
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
} from './bot.js';
import { excess } from './bot-deliver.js';
import type { Part } from './ports.js';

/* What staff send to be part of a notice: words with their formatting, a file, an album, a link, a list of names. */

/** Lines of a pasted list. */
const mostLines = 2000;
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
    [noticeDialogs.list]: typedByStaff(door, (here, text, [notice = -1]) => takeList(here, text, notice)),
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

async function write(here: Here, notice: number): Promise<void> {
  const { ctx, w } = here;
  const { message } = ctx;
  const part = message && partOf(message);
  if (!message || !part) {
    await askAgain(here, w.t('notice-write-kind'), notice);
    return;
  }
  await onDraft(here, notice, async ({ notice: draft }) => {
    const over = excess(part, draft.office);
    if (over > 0)
      return askAgain(
        here,
        w.t(`notice-write-long-${part.kind === 'text' ? 'text' : 'file'}`, { over }),
        notice,
      );
    if (draft.kind === 'correction' && part.kind !== 'text')
      return askAgain(here, w.t('notice-correct-words'), notice);
    const album = message.media_group_id;
    const wanted = { kind: 'write', notice, part, ...(album !== undefined && { album }) } as const;
    if (album === undefined) return act(here, wanted);
    const outcome = await settle(here, wanted);
    const more = await ctx.lane.upcoming(albumGapMs);
    if (more?.payload.message?.media_group_id !== album) await open(here, outcome.notice);
  });
}

async function askAgain({ ctx }: Here, words: string, notice: number): Promise<void> {
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
  const found = /https?:\/\/[^\s，。；、]+/i.exec(text)?.[0] ?? '';
  const label = text.replace(found, '').replaceAll(/\s+/g, ' ').trim();
  if (!URL.canParse(found) || label === '' || label.length > 40) {
    await say(here, here.w.t('notice-link-wrong'));
    await here.ctx.conversation.enter(noticeDialogs.link, notice);
    return;
  }
  await act(here, { kind: 'button', notice, button: { kind: 'link', label, url: found } });
}

async function takeList(here: Here, text: string, id: number): Promise<void> {
  const lines = text
    .split(/[\n;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  await onDraft(here, id, async ({ notice }) => {
    const { persons, unknown } = await here.store.named(notice.campaignId, lines.slice(0, mostLines));
    if (persons.length === 0) {
      await say(here, here.w.t('notice-list-none'));
      await here.ctx.conversation.enter(noticeDialogs.list, id);
      return;
    }
    await settle(here, { kind: 'audience', notice: id, audience: { ...notice.audience, persons } });
    const word = here.w.t('notice-list-taken', { count: persons.length });
    const rest = unknown.slice(0, 20).join(here.w.t('list-comma'));
    await open(
      here,
      id,
      unknown.length === 0
        ? word
        : `${word}\n${here.w.t('notice-list-unknown', { count: unknown.length, names: rest })}`,
    );
  });
}
