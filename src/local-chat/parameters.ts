import type { MethodSchema, ParameterKinds, Violation } from './bot-api-schema.js';
import type { Upload } from './files.js';
import { badRequest, type Refusal } from './refusal.js';

/** Telegram's words for structures that are not JSON. */
const unreadable: Readonly<Record<string, string>> = {
  reply_markup: "can't parse reply keyboard markup JSON object",
  reply_parameters: "can't parse reply parameters JSON object",
  link_preview_options: "can't parse link preview options JSON object",
  media: "can't parse media JSON object",
  commands: "can't parse commands JSON object",
  scope: "can't parse BotCommandScope JSON object",
  reaction: "can't parse reaction types JSON object",
  menu_button: "can't parse menu button JSON object",
};

/** Telegram's words for parameters that are not there. */
const missing: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  from_chat_id: 'chat_id is empty',
  text: 'Message text is empty',
  message_id: 'Message identifier is not specified',
  message_ids: 'Message identifiers are not specified',
  document: 'There is no document in the request',
  photo: 'There is no photo in the request',
  file_id: 'file_id not specified',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
  action: 'Wrong parameter action in request',
  media: 'Parameter "media" is required',
  commands: "can't parse commands JSON object",
};

/**
 * Parameters as the schema wants them: text is read as number, truth or JSON where the Bot API has no text; a file that
 * came as a part under the parameter's own name becomes `attach://`; plain strings in reply keyboards become buttons.
 */
export function readParameters(
  method: MethodSchema,
  fields: Readonly<Record<string, unknown>>,
  uploads: ReadonlyMap<string, Upload>,
): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    // `method` names the method in answers to webhooks; clients send it along.
    if (value === null || value === undefined || name === 'method') continue;
    const kinds = method.parameters.get(name);
    const read = kinds ? readValue(name, value, kinds) : value;
    if (read !== undefined) params[name] = read;
  }
  for (const name of uploads.keys()) {
    if (method.parameters.has(name)) params[name] = `attach://${name}`;
  }
  normalizeKeyboard(params);
  normalizeParseMode(params);
  const violation = method.checkParams(params);
  if (violation) throw wrongParameter(violation);
  return params;
}

function readValue(name: string, value: unknown, kinds: ParameterKinds): unknown {
  if (typeof value !== 'string') {
    // Telegram turns whatever stands in JSON into text and reads that.
    if (!kinds.text || kinds.structure || (kinds.number && typeof value === 'number')) return value;
    return JSON.stringify(value);
  }
  if (kinds.number && /^\s*-?\d+\s*$/.test(value)) return Number(value);
  if (kinds.text) return kinds.structure && /^\s*[[{]/.test(value) ? parsed(name, value) : value;
  if (value.trim() === '') return undefined;
  if (kinds.truth) return /^(true|yes|1)$/i.test(value.trim());
  return kinds.structure ? parsed(name, value) : value;
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(unreadable[name] ?? `can't parse ${name} JSON object`);
  }
}

function normalizeKeyboard(params: Record<string, unknown>): void {
  const markup = params.reply_markup;
  if (
    typeof markup !== 'object' ||
    markup === null ||
    !('keyboard' in markup) ||
    !Array.isArray(markup.keyboard)
  )
    return;
  const rows = (markup.keyboard as unknown[]).map((row) =>
    Array.isArray(row)
      ? (row as unknown[]).map((button) => (typeof button === 'string' ? { text: button } : button))
      : row,
  );
  params.reply_markup = { ...markup, keyboard: rows };
}

const parseModes: Readonly<Record<string, string | undefined>> = {
  html: 'HTML',
  markdownv2: 'MarkdownV2',
  markdown: 'Markdown',
};

/** Telegram takes the mode in any case, and an empty one or "none" for none. */
function normalizeParseMode(params: Record<string, unknown>): void {
  const mode = params.parse_mode;
  if (typeof mode !== 'string') return;
  const known = parseModes[mode.toLowerCase()];
  if (known !== undefined) params.parse_mode = known;
  else if (mode === '' || mode.toLowerCase() === 'none') delete params.parse_mode;
  else throw badRequest('Unsupported parse_mode');
}

function wrongParameter({ path, reason, missing: name }: Violation): Refusal {
  const known = path === '' && name !== undefined ? missing[name] : undefined;
  if (known !== undefined) return badRequest(known);
  if (path === 'reply_markup' && name === 'inline_keyboard') return badRequest('Inline keyboard expected');
  if (name !== undefined && /^reply_markup\.\w+\.\d+\.\d+$/.test(path)) {
    const button = path.includes('.inline_') ? 'inline keyboard button' : 'keyboard button';
    return badRequest(`can't parse ${button}: Can't find field "${name}"`);
  }
  return badRequest(path === '' ? reason : `can't parse ${path}: ${reason}`);
}
