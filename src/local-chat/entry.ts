import type {
  TelegramBotCommand,
  TelegramChat,
  TelegramForceReply,
  TelegramInlineKeyboardMarkup,
  TelegramMessage,
  TelegramReplyKeyboardMarkup,
  TelegramReplyKeyboardRemove,
  TelegramUpdate,
} from '@gramio/types';

export type ReplyMarkup =
  | TelegramInlineKeyboardMarkup
  | TelegramReplyKeyboardMarkup
  | TelegramReplyKeyboardRemove
  | TelegramForceReply;

/** A file that somebody sent. Its bytes lie in the data folder under `unique`. */
export interface StoredFile {
  readonly id: string;
  readonly unique: string;
  /** Counted from 1; makes `path` unique. */
  readonly number: number;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** `file_path` of getFile. */
  readonly path: string;
  readonly width?: number;
  readonly height?: number;
}

/** The answer of a bot to a tap on a button. */
export interface TapAnswer {
  readonly text?: string;
  readonly alert?: boolean;
  readonly url?: string;
}

/** Everything that can happen; the journal is a list of these, and the world is what they add up to. */
export type Entry =
  | {
      readonly kind: 'message';
      readonly message: TelegramMessage;
      readonly markup?: ReplyMarkup;
      readonly edit?: true;
    }
  | { readonly kind: 'deleted'; readonly chat: number; readonly ids: readonly number[] }
  | { readonly kind: 'pinned'; readonly chat: number; readonly ids: readonly number[] }
  | { readonly kind: 'update'; readonly update: TelegramUpdate; readonly at: number }
  | { readonly kind: 'confirmed'; readonly before: number }
  | { readonly kind: 'forgotten'; readonly from: number }
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'chat'; readonly chat: TelegramChat }
  | { readonly kind: 'blocked'; readonly chat: number; readonly blocked: boolean }
  | {
      readonly kind: 'tapped';
      readonly query: string;
      readonly chat: number;
      readonly message: number;
      readonly data: string;
      readonly at: number;
    }
  | { readonly kind: 'answered'; readonly query: string; readonly chat: number; readonly answer: TapAnswer }
  | { readonly kind: 'commands'; readonly key: string; readonly commands?: readonly TelegramBotCommand[] }
  | { readonly kind: 'profile'; readonly key: string; readonly value?: unknown }
  | { readonly kind: 'reaction'; readonly chat: number; readonly message: number; readonly emoji?: string }
  | { readonly kind: 'allowed'; readonly types: readonly string[] }
  | {
      readonly kind: 'counters';
      readonly rev: number;
      readonly message: number;
      readonly update: number;
      readonly file: number;
    };

/** What passes without a trace: the bot shows that it is busy. */
export interface Passing {
  readonly kind: 'action';
  readonly action: string;
}

/** What the page and the tests are told: an entry that concerns one chat, with its place in the order of all. */
export interface ChatEvent {
  readonly rev: number;
  readonly chat: number;
  readonly entry: Entry | Passing;
}
