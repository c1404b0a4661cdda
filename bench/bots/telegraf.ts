import pg from 'pg';
import { Markup, Scenes, session, Telegraf } from 'telegraf';
import { measuredForm } from '../questionnaire.js';
import { PlainForm } from './form-words.js';
import { given, ready } from './reporting.js';

/*
 * What a developer would write instead: a wizard of Telegraf with one step a question, whose session is kept in
 * PostgreSQL after every step.
 */

interface WizardData extends Scenes.WizardSessionData {
  answers?: Record<string, string | number>;
}
type Kept = Scenes.WizardSession<WizardData>;
type WizardContext = Scenes.WizardContext<WizardData>;

const { apiRoot, token, databaseUrl } = given();
const form = new PlainForm(measuredForm());
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS session (key text PRIMARY KEY, data jsonb NOT NULL)');

const store = {
  async get(key: string): Promise<Kept | undefined> {
    const { rows } = await pool.query<{ data: Kept }>('SELECT data FROM session WHERE key = $1', [key]);
    return rows[0]?.data;
  },
  set: (key: string, data: Kept) =>
    pool.query(
      'INSERT INTO session (key, data) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET data = EXCLUDED.data',
      [key, JSON.stringify(data)],
    ),
  delete: (key: string) => pool.query('DELETE FROM session WHERE key = $1', [key]),
};

async function ask(ctx: WizardContext, at: number, before: string): Promise<void> {
  const { html, choices } = form.prompt(at);
  const keyboard = Markup.inlineKeyboard([
    ...choices.map((choice, n) => [Markup.button.callback(choice, `choose:${at}:${n}`)]),
    [Markup.button.callback('上一题', `back:${at}`), Markup.button.callback('总览', 'all')],
  ]);
  await ctx.replyWithHTML(before === '' ? html : `${before}\n\n${html}`, {
    link_preview_options: { is_disabled: true },
    reply_markup: keyboard.reply_markup,
  });
}

const steps = Array.from({ length: form.length }, (_, at) => async (ctx: WizardContext) => {
  const text = ctx.text ?? '';
  const judged = form.judge(at, text);
  if ('wrong' in judged) {
    await ask(ctx, at, `⚠️ ${judged.wrong}`);
    return;
  }
  ctx.scene.session.answers = { ...ctx.scene.session.answers, [form.id(at)]: judged.value };
  const recorded = form.recorded(at, judged.value);
  if (at + 1 === form.length) {
    await ctx.replyWithHTML(`${recorded}\n\n全部填完了。`);
    await ctx.scene.leave();
    return;
  }
  await ask(ctx, at + 1, recorded);
  ctx.wizard.next();
});

const wizard = new Scenes.WizardScene<WizardContext>('form', ...steps);
wizard.enter(async (ctx) => ask(ctx, 0, ''));

const bot = new Telegraf<WizardContext>(token, { telegram: { apiRoot } });
bot.use(session({ store }));
bot.use(new Scenes.Stage<WizardContext>([wizard]).middleware());
bot.start((ctx) => ctx.scene.enter('form'));
await bot.telegram.getMe();
void bot.launch();
ready();
