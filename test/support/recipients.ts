import type { Store } from '../../src/storage/store.js';
import type { RunningChat } from './local-chat.js';

/** Ids of chats that nobody else in the tests has. */
const firstId = 600_000;
const atOnce = 16;

/** Has stopped the bot, which does not know it yet; or has no chat with it any more. */
export type Unreached = 'blocks' | 'noChat';

/** So many contacts who have begun nothing yet: their chats are open, and the bot knows them by their consent. */
export async function recipients(
  { apiRoot, token, chat }: Pick<RunningChat, 'apiRoot' | 'token' | 'chat'>,
  { prisma }: Store,
  count: number,
  fateOf: (id: number) => Unreached | undefined = () => undefined,
): Promise<number[]> {
  const ids = Array.from({ length: count }, (_, n) => firstId + n);
  for (let at = 0; at < count; at += atOnce)
    await Promise.all(
      ids.slice(at, at + atOnce).map(async (id) => {
        const person = await chat.newcomer(id, `收件${id}`);
        const fate = fateOf(id);
        if (fate !== 'noChat') await person.starts();
        if (fate === 'blocks') await person.blocks();
      }),
    );
  // What they said is not to be answered: it is taken from the queue unread.
  await drop(apiRoot, token);
  await prisma.$executeRaw`
    WITH people AS (
      INSERT INTO person (created_at) SELECT now() FROM generate_series(1, ${count}::int) RETURNING id
    ), numbered AS (
      SELECT id, row_number() OVER (ORDER BY id) - 1 + ${firstId}::int AS chat FROM people
    ), known AS (
      INSERT INTO identity (channel, external_id, person_id) SELECT 'telegram', chat::text, id FROM numbered
    )
    INSERT INTO consent (person_id, campaign_id, text_version, accepted_at)
    SELECT id, 'zhangjiajie-2021', '1', now() FROM numbered`;
  return ids;
}

async function drop(apiRoot: string, token: string): Promise<void> {
  for (let offset = 0; ; ) {
    const response = await fetch(`${apiRoot}/bot${token}/getUpdates?offset=${offset}&limit=100&timeout=0`);
    const { result } = (await response.json()) as { result: { update_id: number }[] };
    const last = result.at(-1);
    if (!last) return;
    offset = last.update_id + 1;
  }
}

/** How many messages with these words each of the chats has. */
export async function heardBy(
  { chat }: Pick<RunningChat, 'chat'>,
  ids: readonly number[],
  words: string,
): Promise<number[]> {
  const counts: number[] = [];
  for (let at = 0; at < ids.length; at += atOnce)
    counts.push(
      ...(await Promise.all(
        ids
          .slice(at, at + atOnce)
          .map(async (id) => (await chat.messagesOf(id)).filter(({ text }) => text?.includes(words)).length),
      )),
    );
  return counts;
}
