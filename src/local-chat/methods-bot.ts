import type {
  TelegramBotCommand,
  TelegramBotCommandScope,
  TelegramChatFullInfo,
  TelegramFile,
  TelegramMenuButton,
  TelegramUpdate,
  TelegramUser,
} from '@gramio/types';
import { commandKey } from './commands.js';
import { checkDownload } from './files.js';
import { type BotMethods, type CallContext, type ChatId, chatOf, type Desk } from './methods.js';
import { badRequest } from './refusal.js';

/** Seconds in which a tap can be answered. */
const tapAnswerable = 150;
const commandLimit = 100;

interface CommandFields {
  readonly commands?: readonly TelegramBotCommand[];
  readonly scope?: TelegramBotCommandScope;
  readonly language_code?: string;
}

interface UpdateFields {
  readonly offset?: number;
  readonly limit?: number;
  readonly timeout?: number;
  readonly allowed_updates?: readonly string[];
}

/** Methods about updates, taps, files and what the bot says of itself. */
export function botMethods(desk: Desk): BotMethods {
  return { ...updateMethods(desk), ...profileMethods(desk), ...commandMethods(desk), ...lookupMethods(desk) };
}

function updateMethods({ world }: Desk): BotMethods {
  return {
    getUpdates: async (params: UpdateFields, { whenGone }: CallContext): Promise<TelegramUpdate[]> => {
      const offset = params.offset ?? 0;
      const limit = Math.min(Math.max(params.limit ?? 100, 1), 100);
      const timeout = Math.min(Math.max(params.timeout ?? 0, 0), 50);
      const { allowed_updates: types } = params;
      if (types && JSON.stringify(types) !== JSON.stringify(world.updates.allowed))
        world.commit({ kind: 'allowed', types });
      const waiting = world.updates.pending(world.now());
      const before = offset < 0 ? waiting.at(offset)?.update_id : offset;
      if (before !== undefined && before > world.updates.confirmedBefore)
        world.commit({ kind: 'confirmed', before });
      return world.updates.poll({ offset: Math.max(offset, 0), limit, timeout }, world.now(), whenGone);
    },
    deleteWebhook: (params: { drop_pending_updates?: boolean }) => {
      const last = world.updates.pending(world.now()).at(-1);
      if (params.drop_pending_updates && last)
        world.commit({ kind: 'confirmed', before: last.update_id + 1 });
      return true;
    },
    setWebhook: () => {
      throw badRequest('the local chat has no webhooks; use getUpdates');
    },
    getWebhookInfo: () => ({
      url: '',
      has_custom_certificate: false,
      pending_update_count: world.updates.pending(world.now()).length,
    }),
    answerCallbackQuery: (params: {
      callback_query_id: string;
      text?: string;
      show_alert?: boolean;
      url?: string;
    }) => {
      const { callback_query_id: query, text, show_alert: alert, url } = params;
      const tap = world.taps.get(query);
      if (!tap || tap.answer || world.now() - tap.at > tapAnswerable) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      if (text && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
      const answer = { ...(text && { text }), ...(alert && { alert }), ...(url && { url }) };
      world.commit({ kind: 'answered', query, chat: tap.chat, answer });
      return true;
    },
  };
}

function profileMethods({ world }: Desk): BotMethods {
  const text = (field: string, longest: number): BotMethods => ({
    [`set${field}`]: (params: Readonly<Record<string, string>>) => {
      const value = params[parameterOf(field)] ?? '';
      if (value.length > longest) throw badRequest(`${parameterOf(field).replace('_', ' ')} is too long`);
      const key = `${field}:${params.language_code ?? ''}`;
      world.commit({ kind: 'profile', key, ...(value !== '' && { value }) });
      return true;
    },
    [`get${field}`]: (params: { language_code?: string }) => {
      const own =
        world.profile.get(`${field}:${params.language_code ?? ''}`) ?? world.profile.get(`${field}:`);
      return { [parameterOf(field)]: own ?? (field === 'MyName' ? world.bot.first_name : '') };
    },
  });
  return {
    ...text('MyName', 64),
    ...text('MyDescription', 512),
    ...text('MyShortDescription', 120),
    setChatMenuButton: (params: { chat_id?: number; menu_button?: TelegramMenuButton }) => {
      world.commit({
        kind: 'profile',
        key: `MenuButton:${params.chat_id ?? ''}`,
        value: params.menu_button ?? { type: 'default' },
      });
      return true;
    },
    getChatMenuButton: (params: { chat_id?: number }) =>
      world.profile.get(`MenuButton:${params.chat_id ?? ''}`) ??
      world.profile.get('MenuButton:') ?? { type: 'commands' },
  };
}

function parameterOf(field: string): string {
  return field
    .slice(2)
    .replace(/(?!^)[A-Z]/g, '_$&')
    .toLowerCase();
}

function commandMethods({ world }: Desk): BotMethods {
  return {
    setMyCommands: (params: CommandFields) => {
      const commands = (params.commands ?? []).map(checkCommand);
      if (commands.length > commandLimit) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      world.commit({ kind: 'commands', key: commandKey(params.scope, params.language_code), commands });
      return true;
    },
    getMyCommands: (params: CommandFields) =>
      world.commands.get(commandKey(params.scope, params.language_code)) ?? [],
    deleteMyCommands: (params: CommandFields) => {
      world.commit({ kind: 'commands', key: commandKey(params.scope, params.language_code) });
      return true;
    },
  };
}

function checkCommand({ command: written, description }: TelegramBotCommand): TelegramBotCommand {
  const command = written.replace(/^\//, '');
  if (command === '') throw badRequest('Command must be non-empty');
  if (command.length > 32) throw badRequest('Command length must not exceed 32');
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '') throw badRequest('Command description must be non-empty');
  if (description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command, description };
}

function lookupMethods({ world }: Desk): BotMethods {
  return {
    getMe: (): TelegramUser => ({
      ...world.bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
    getFile: (params: { file_id?: string }): TelegramFile => {
      if (!params.file_id) throw badRequest('file_id not specified');
      const file = world.files.get(params.file_id);
      if (!file) throw badRequest('invalid file_id');
      checkDownload(file);
      return { file_id: file.id, file_unique_id: file.unique, file_size: file.size, file_path: file.path };
    },
    getChat: (params: { chat_id: ChatId }): TelegramChatFullInfo => ({
      ...chatOf(world, params.chat_id).chat,
      accent_color_id: 0,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
    }),
    getChatMember: (params: { chat_id: ChatId; user_id: number }) => {
      chatOf(world, params.chat_id);
      const person = world.people.get(params.user_id);
      if (!person) throw badRequest('user not found');
      return { status: 'member', user: { id: person.id, is_bot: false, first_name: person.name } };
    },
    getUserProfilePhotos: () => ({ total_count: 0, photos: [] }),
  };
}
