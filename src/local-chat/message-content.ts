import type { TelegramMessage, TelegramMessageEntity } from '@gramio/types';
import type { Entry, StoredFile } from './entry.js';
import { formatText } from './formatted-text.js';
import type { Desk, Uploads } from './methods.js';
import { badRequest } from './refusal.js';

/** UTF-16 units. */
export const textLimit = 4_096;
const captionLimit = 1_024;

export interface TextFields {
  readonly text: string;
  readonly parse_mode?: string;
  readonly entities?: readonly TelegramMessageEntity[];
}

export interface CaptionFields {
  readonly caption?: string;
  readonly parse_mode?: string;
  readonly caption_entities?: readonly TelegramMessageEntity[];
}

/** The part of a message that edits replace, and the entries that must be written with it. */
export interface Content {
  readonly fields: Partial<TelegramMessage>;
  readonly entries: readonly Entry[];
}

/** `tooLong` differs: the Bot API server words it for what is sent, Telegram's servers for what is edited. */
export function textContent(params: TextFields, tooLong = 'Message is too long'): Content {
  if (params.text === '') throw badRequest('Message text is empty');
  const { text, entities } = formatText(params.text, params.parse_mode, params.entities);
  if (text === '') throw badRequest('Text must be non-empty');
  if (text.length > textLimit) throw badRequest(tooLong);
  return { fields: { text, ...(entities.length > 0 && { entities: [...entities] }) }, entries: [] };
}

export function captionFields(
  params: CaptionFields,
  tooLong = 'Message caption is too long',
): Partial<TelegramMessage> {
  const { text, entities } = formatText(params.caption ?? '', params.parse_mode, params.caption_entities);
  if (text.length > captionLimit) throw badRequest(tooLong);
  return {
    ...(text !== '' && { caption: text }),
    ...(text !== '' && entities.length > 0 && { caption_entities: [...entities] }),
  };
}

export type FileKind = 'document' | 'photo';

/** A document or photo from a part of the request (`attach://…`) or from a file that was sent before. */
export function fileContent(
  desk: Desk,
  kind: FileKind,
  given: string,
  uploads: Uploads,
  missing: string,
): Content {
  if (given.startsWith('attach://')) {
    const upload = uploads.get(given.slice('attach://'.length));
    if (!upload) throw badRequest(missing);
    const file = desk.files.keep(upload, kind, desk.world.nextFileNumber());
    return { fields: fileFields(file, kind), entries: [{ kind: 'file', file }] };
  }
  if (given === '') throw badRequest(missing);
  if (/^https?:\/\//i.test(given)) throw badRequest('failed to get HTTP URL content');
  const file = desk.world.files.get(given);
  if (!file) throw badRequest('Wrong file identifier/HTTP URL specified');
  if (isPhoto(file) !== (kind === 'photo')) {
    throw badRequest(`Can't use file of type ${isPhoto(file) ? 'Photo as Document' : 'Document as Photo'}`);
  }
  return { fields: fileFields(file, kind), entries: [] };
}

export function fileFields(file: StoredFile, kind: FileKind): Partial<TelegramMessage> {
  const ids = { file_id: file.id, file_unique_id: file.unique, file_size: file.size };
  if (kind === 'photo') return { photo: [{ ...ids, width: file.width ?? 1, height: file.height ?? 1 }] };
  return { document: { ...ids, file_name: file.name, mime_type: file.mime } };
}

function isPhoto(file: StoredFile): boolean {
  return file.path.startsWith('photos/');
}
