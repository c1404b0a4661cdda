import { GrammyError } from 'grammy';
import type { BotContext } from './context.js';

export type Download =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** Larger than the caller takes, or than Telegram gives to bots (20 MB). */
  | { readonly kind: 'tooBig' }
  /** Telegram has it no more: it must be sent again. */
  | { readonly kind: 'gone' };

/**
 * The bytes of a document that somebody sent, at most `most` of them. Throws when Telegram cannot be reached; no error
 * holds the address, which has the token in it.
 */
export async function download(
  ctx: BotContext,
  document: { readonly file_id: string; readonly file_size?: number | undefined },
  most: number,
): Promise<Download> {
  // What is said of a file before it is fetched spares fetching it; what counts is what comes.
  if ((document.file_size ?? 0) > most) return { kind: 'tooBig' };
  const path = await pathOf(ctx, document.file_id);
  if (path === 'tooBig' || path === undefined) return { kind: path ?? 'gone' };
  const bytes = await ctx.fetchFile(path, most);
  return typeof bytes === 'string' ? { kind: bytes } : { kind: 'bytes', bytes };
}

/** 'tooBig' is no path: paths have a folder. undefined: Telegram does not give it. */
async function pathOf(ctx: BotContext, fileId: string): Promise<string | undefined> {
  try {
    return (await ctx.api.getFile(fileId)).file_path;
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
    return /too big/i.test(error.description) ? 'tooBig' : undefined;
  }
}
