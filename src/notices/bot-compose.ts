import { Composer } from 'grammy';
import { endOfDay, localDate, readDeadline } from '../survey/deadline.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { plainText } from '../survey/reading/plain-text.js';
import type { BotContext } from '../telegram/context.js';
import { type OnMessage, type OnTyped, type Pieces, textOf } from '../telegram/dialogs.js';
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

const longestAddress = 2048;
/** An album arrives in several messages, which follow each other at once. */
const albumGapMs = 400;

export function noticesTyped(options: NoticesOptions): Readonly<Record<string, OnTyped | OnMessage>> {
  const door = entrance(options);
  return {
    [noticeDialogs.write]: {
      onMessage: async (ctx, pieces, [notice = -1]) => {
        const here = await door.hereOf(ctx);
        if (door.isStaff(here)) await write(here, pieces, notice);
        else await say(here, door.refusal(here));
      },
    },
    [noticeDialogs.link]: typedByStaff(door, (here, text, [notice = -1]) => setLink(here, text, notice)),
    [noticeDialogs.list]: {
      onMessage: async (ctx, pieces, [notice = -1]) => {
        const here = await door.hereOf(ctx);
        if (door.isStaff(here)) await takeList(here, pieces, notice);
        else await say(here, door.refusal(here));
      },
    },
    [noticeDialogs.time]: typedByStaff(door, (here, text, [notice = -1]) => takeTime(here, text, notice)),
  };
}

/** Pictures and files that go on with an album belong to the draft that has its first; so does what is mended of it. */
export function albumBot(options: NoticesOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.on('edited_message', async (ctx, next) => {
    const here = await entrance(options).hereOf(ctx);
    const { editedMessage } = ctx;
    const notice =
      here.desks.length > 0 ? await here.store.draftOf(here.by, editedMessage.message_id) : undefined;
    if (notice === undefined) await next();
    else await write(here, [editedMessage], notice);
  });
  door.on(['message:photo', 'message:document'], async (ctx, next) => {
    const album = ctx.message.media_group_id;
    const here = album === undefined ? undefined : await entrance(options).hereOf(ctx);
    const notice =
      here && album !== undefined && here.desks.length > 0
        ? await here.store.albumOf(here.by, album)
        : undefined;
    if (here && notice !== undefined) await write(here, [ctx.message], notice);
    else await next();
  });
  return door;
}

/** Albums of which a part was refused: they are to be sent again whole, and what goes on with one is no part either. */
const refusedAlbums = new Set<string>();
const mostRefused = 100;

async function write(here: Here, pieces: Pieces, notice: number): Promise<void> {
  const { ctx, w } = here;
  const [message] = pieces;
  const part = partOf(pieces);
  if (message.media_group_id !== undefined && refusedAlbums.has(message.media_group_id))
    return ctx.conversation.enter(noticeDialogs.write, notice);
  if (!part) {
    await askAgain(here, w.t('notice-write-kind'), notice);
    return;
  }
  if (part.kind === 'text' && plainText(part.text) === '')
    return askAgain(here, w.t('notice-write-blank'), notice);
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
  // Whoever mends a message mends it again; what they write next is not meant for the draft.
  if (ctx.editedMessage !== undefined) return;
  await ctx.conversation.enter(noticeDialogs.write, notice);
}

function partOf(pieces: Pieces): Part | undefined {
  const { message_id: message, text, caption = '', photo, document, caption_entities = [] } = pieces[0];
  if (text !== undefined)
    return { message, kind: 'text', text: textOf(pieces), entities: entitiesOf(pieces) };
  const words = { message, text: caption, entities: caption_entities.map((one) => ({ ...one })) };
  const largest = photo?.at(-1);
  if (largest) return { kind: 'photo', fileId: largest.file_id, ...words };
  return document && { kind: 'document', fileId: document.file_id, ...words };
}

/** The formatting of a text in pieces, each counted from where its piece begins. */
function entitiesOf(pieces: Pieces): Part['entities'] {
  let start = 0;
  return pieces.flatMap(({ text = '', entities = [] }) => {
    const from = start;
    start += text.length;
    return entities.map((one) => ({ ...one, offset: from + one.offset }));
  });
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

async function takeList(here: Here, pieces: Pieces, id: number): Promise<void> {
  const { store, w, ctx } = here;
  if (pieces[0].text === undefined) {
    await say(here, w.t('notice-list-words'));
    return ctx.conversation.enter(noticeDialogs.list, id);
  }
  // Clients split between lines where they can, and drop the break.
  const lines = pieces
    .map(({ text = '' }) => text)
    .join('\n')
    .split(/[\n;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  await onDraft(here, id, async ({ notice }) => {
    const { persons: found, unknown } = await store.named(notice.campaignId, notice.appointment, lines);
    const persons = [...new Set(found)];
    if (persons.length === 0) {
      await say(here, w.t('notice-list-none'));
      await ctx.conversation.enter(noticeDialogs.list, id);
      return;
    }
    await settle(here, { kind: 'audience', notice: id, audience: { ...notice.audience, persons } });
    const wrong =
      unknown.length > 0 &&
      w.t('notice-list-unknown', {
        count: unknown.length,
        names: firstOf(w, unknown),
      });
    const word = w.t('notice-list-taken', { count: persons.length });
    await open(here, id, wrong === false ? word : `${word}\n${wrong}`);
  });
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
