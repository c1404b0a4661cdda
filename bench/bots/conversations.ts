import type { ConversationData, VersionedState } from '@grammyjs/conversations';
import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { Bot, type Context, InlineKeyboard } from 'grammy';
import pg from 'pg';
import { measuredForm } from '../questionnaire.js';
import { PlainForm } from './form-words.js';
import { given, ready } from './reporting.js';

/* The questionnaire as one long conversation of @grammyjs/conversations, kept in PostgreSQL as its docs tell. */

type BotContext = ConversationFlavor<Context>;
type State = VersionedState<ConversationData>;

const { apiRoot, token, databaseUrl } = given();
const form = new PlainForm(measuredForm());
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS conversation (key text PRIMARY KEY, data jsonb NOT NULL)');

const adapter = {
  async read(key: string): Promise<State | undefined> {
    const { rows } = await pool.query<{ data: State }>('SELECT data FROM conversation WHERE key = $1', [key]);
    return rows[0]?.data;
  },
  async write(key: string, data: State): Promise<void> {
    await pool.query(
      'INSERT INTO conversation (key, data) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET data = EXCLUDED.data',
      [key, JSON.stringify(data)],
    );
  },
  async delete(key: string): Promise<void> {
    await pool.query('DELETE FROM conversation WHERE key = $1', [key]);
  },
};

async function ask(ctx: Context, at: number, before: string): Promise<void> {
  const { html, choices } = form.prompt(at);
  const keyboard = new InlineKeyboard();
  for (const [n, choice] of choices.entries()) keyboard.text(choice, `choose:${at}:${n}`).row();
  keyboard.text('上一题', `back:${at}`).text('总览', 'all');
  await ctx.reply(before === '' ? html : `${before}\n\n${html}`, {
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: keyboard,
  });
}

async function questionnaire(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  const answers: Record<string, string | number> = {};
  let before = '';
  for (let at = 0; at < form.length; at++) {
    await ask(ctx, at, before);
    for (;;) {
      const { message } = await conversation.waitFor('message:text');
      const judged = form.judge(at, message.text);
      if ('wrong' in judged) {
        await ask(ctx, at, `⚠️ ${judged.wrong}`);
        continue;
      }
      answers[form.id(at)] = judged.value;
      before = form.recorded(at, judged.value);
      break;
    }
  }
  await ctx.reply(`${before}\n\n全部填完了。`, { parse_mode: 'HTML' });
}

const bot = new Bot<BotContext>(token, { client: { apiRoot } });
bot.use(conversations({ storage: { type: 'key', getStorageKey: (ctx) => String(ctx.chatId), adapter } }));
bot.use(createConversation(questionnaire, 'form'));
bot.command('start', (ctx) => ctx.conversation.enter('form'));
await bot.init();
void bot.start();
ready();
