import { z } from 'zod';

/*
 * The environment, read once. What is absent has a default; what is wrong is named, one line a mistake,
 * without repeating a value that may be a secret.
 */

/** Telegram's own, or the chat on this computer when there is no token. */
export type Channel =
  | { readonly kind: 'telegram'; readonly token: string; readonly apiRoot: string; readonly proxy?: string }
  | { readonly kind: 'localChat' };

export interface Config {
  readonly channel: Channel;
  /** Absent: the embedded store in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Telegram user ids of the administrators. */
  readonly adminIds: readonly number[];
  readonly campaignsDir?: string;
  /** Of all messages to all chats; undefined: what Telegram allows everybody. */
  readonly messagesPerSecond?: number;
  /** Of the chat page and the health page; 0 takes a free one. */
  readonly port: number;
  readonly logLevel: LogLevel;
}

export type LogLevel = z.infer<typeof logLevel>;
export type ConfigResult =
  | { readonly kind: 'read'; readonly config: Config }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent']);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const environment = z
  .object({
    BOT_TOKEN: z
      .string()
      .regex(/^\d{3,20}:[\w-]{20,}$/, 'must look like 123456789:AA… as BotFather gives it')
      .optional(),
    BOT_API_ROOT: httpUrl.default('https://api.telegram.org'),
    HTTPS_PROXY: httpUrl.optional(),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgresql:// (or be left out)' })
      .optional(),
    DATA_DIR: z.string().default('./data'),
    ADMIN_IDS: z
      .string()
      .regex(/^\s*\d{1,16}(\s*[,，]\s*\d{1,16})*\s*$/, 'must be Telegram user ids with commas between them')
      .transform((text) => text.split(/[,，]/).map(Number))
      .default([]),
    CAMPAIGNS_DIR: z.string().optional(),
    MESSAGES_PER_SECOND: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999')
      .transform(Number)
      .optional(),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
      .default(8080),
    LOG_LEVEL: logLevel.default('info'),
  })
  .strip();

/** Reads the environment. An empty value counts as absent, since `.env` files are written that way. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = environment.safeParse({ ...given, HTTPS_PROXY: given.HTTPS_PROXY ?? given.https_proxy });
  if (!parsed.success) return { kind: 'faulty', faults: parsed.error.issues.map(faultLine) };
  const values = parsed.data;
  return {
    kind: 'read',
    config: {
      channel: values.BOT_TOKEN
        ? {
            kind: 'telegram',
            token: values.BOT_TOKEN,
            apiRoot: values.BOT_API_ROOT.replace(/\/+$/, ''),
            ...(values.HTTPS_PROXY && { proxy: values.HTTPS_PROXY }),
          }
        : { kind: 'localChat' },
      ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
      dataDir: values.DATA_DIR,
      adminIds: values.ADMIN_IDS,
      ...(values.CAMPAIGNS_DIR && { campaignsDir: values.CAMPAIGNS_DIR }),
      ...(values.MESSAGES_PER_SECOND !== undefined && { messagesPerSecond: values.MESSAGES_PER_SECOND }),
      port: values.PORT,
      logLevel: values.LOG_LEVEL,
    },
  };
}

function faultLine(issue: { readonly path: PropertyKey[]; readonly message: string }): string {
  return `${String(issue.path[0])}: ${issue.message}`;
}
