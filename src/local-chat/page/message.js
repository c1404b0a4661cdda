import { element, icon } from './element.js';
import { richText } from './rich-text.js';
import { kindWord, language, t } from './words.js';

const locale = language === 'en' ? 'en-GB' : 'zh-CN';
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(locale, {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
});

export function dayOf(message) {
  return day.format(new Date(message.date * 1000));
}

export function textOf(message) {
  return message.text ?? message.caption ?? '';
}

/**
 * One message as a list item. `on` has what its parts do: tap(message, row, column, button), command(text),
 * edit(message), copy(text).
 */
export function messageElement({ message, reaction }, botId, on) {
  const mine = message.from?.id !== botId;
  const time = new Date(message.date * 1000);
  const bubble = element(
    'div',
    { className: 'bubble' },
    message.forward_origin && element('p', { className: 'origin' }, t('forwarded')),
    message.reply_to_message &&
      element(
        'p',
        { className: 'reply' },
        t('repliedTo', { text: textOf(message.reply_to_message).slice(0, 80) }),
      ),
    media(message),
    body(message, mine ? undefined : on.command),
    element(
      'p',
      { className: 'meta' },
      message.edit_date !== undefined && element('span', {}, `${t('edited')} `),
      element(
        'time',
        { dateTime: time.toISOString(), title: time.toLocaleString(locale) },
        clock.format(time),
      ),
    ),
    reaction && element('p', { className: 'reaction' }, reaction),
  );
  const row = element('div', { className: 'line' }, bubble);
  if (mine && textOf(message) !== '') row.prepend(pencil(message, on));
  const item = element(
    'li',
    { className: mine ? 'message mine' : 'message theirs' },
    row,
    buttons(message, on),
  );
  item.dataset.id = String(message.message_id);
  if (message.media_group_id !== undefined) item.dataset.group = message.media_group_id;
  return item;
}

function pencil(message, on) {
  const label = `${t('edit')}`;
  return element(
    'button',
    {
      type: 'button',
      className: 'pencil',
      title: label,
      'aria-label': label,
      onclick: () => on.edit(message),
    },
    icon('pencil'),
  );
}

function body(message, onCommand) {
  const text = textOf(message);
  if (text !== '') {
    const entities = message.entities ?? message.caption_entities ?? [];
    return element('div', { className: 'text' }, ...richText(text, entities, onCommand));
  }
  if (message.photo || message.document) return undefined;
  const kind =
    Object.keys(message).find((key) => !['message_id', 'from', 'chat', 'date'].includes(key)) ?? '';
  return element('div', { className: 'text other' }, t('other', { kind: kindWord(kind) }));
}

function media(message) {
  if (message.photo) {
    const largest = message.photo[message.photo.length - 1];
    const address = `/chat/files/${largest.file_id}`;
    const picture = element('img', {
      src: address,
      width: largest.width,
      height: largest.height,
      alt: textOf(message) || t('photo'),
      loading: 'lazy',
    });
    return element('a', { className: 'photo', href: address, target: '_blank', rel: 'noopener' }, picture);
  }
  if (!message.document) return undefined;
  const { file_id, file_name: name = '', file_size: size = 0 } = message.document;
  const label = t('download', { name, size: sizeWord(size) });
  return element(
    'a',
    { className: 'document', href: `/chat/files/${file_id}?download=1`, download: name, 'aria-label': label },
    element('span', { className: 'sheet' }, icon('file')),
    element(
      'span',
      { className: 'about' },
      element('span', { className: 'name' }, name),
      element('span', { className: 'size' }, sizeWord(size)),
    ),
  );
}

function sizeWord(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function buttons(message, on) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return undefined;
  return element(
    'div',
    { className: 'keys', role: 'group' },
    ...rows.map((row, r) =>
      element('div', { className: 'row' }, ...row.map((button, c) => key(message, button, r, c, on))),
    ),
  );
}

function key(message, button, row, column, on) {
  const className = `key ${button.style ?? ''}`;
  if (button.url !== undefined) {
    const label = t('opensLink', { text: button.text });
    const address = { href: button.url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': label };
    return element('a', { className: `${className} leads`, ...address }, button.text);
  }
  const act = button.copy_text
    ? () => on.copy(button.copy_text.text)
    : (event) => on.tap(message, row, column, event.currentTarget);
  const node = element(
    'button',
    { type: 'button', className, onclick: act },
    element('span', {}, button.text),
  );
  if (button.callback_data !== undefined) node.dataset.data = button.callback_data;
  return node;
}
