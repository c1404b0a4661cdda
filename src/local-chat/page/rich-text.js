import { element } from './element.js';
import { t } from './words.js';

const tags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const blocks = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** Text with its entities as nodes. `onCommand` is called when a /command in it is chosen. */
export function richText(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodesOf(text, 0, text.length, sorted, onCommand);
}

/** Nodes of text[from, to); `entities` lie in it, sorted, inner ones after outer ones. */
function nodesOf(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  let i = 0;
  while (i < entities.length) {
    const outer = entities[i];
    const end = Math.min(outer.offset + outer.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next++;
    if (outer.offset > at) nodes.push(text.slice(at, outer.offset));
    const start = Math.max(at, outer.offset);
    const isBlock = blocks.has(outer.type);
    // A block stands on lines of its own: the line breaks around it are its edges.
    if (isBlock && typeof nodes.at(-1) === 'string') nodes.push(nodes.pop().replace(/\n$/, ''));
    const content = isBlock && text[end - 1] === '\n' ? end - 1 : end;
    const inner = nodesOf(text, start, content, entities.slice(i + 1, next), onCommand);
    nodes.push(wrap(outer, text.slice(start, end), inner, onCommand));
    at = isBlock && content === end && text[end] === '\n' ? end + 1 : end;
    i = next;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, text, inner, onCommand) {
  switch (entity.type) {
    case 'text_link':
      return link(entity.url, inner);
    case 'url':
      return link(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`, inner);
    case 'email':
      return link(`mailto:${text}`, inner);
    case 'bot_command':
      if (!onCommand) return element('span', { className: 'command' }, ...inner);
      return element(
        'button',
        { type: 'button', className: 'command', onclick: () => onCommand(text) },
        ...inner,
      );
    case 'spoiler': {
      const spoiler = element('span', { className: 'spoiler', tabIndex: 0, role: 'button' }, ...inner);
      const show = () => spoiler.classList.add('shown');
      spoiler.addEventListener('click', show);
      spoiler.addEventListener('keydown', (event) => event.key === 'Enter' && show());
      return spoiler;
    }
    case 'expandable_blockquote':
      return expandable(inner);
    default: {
      const tag = tags[entity.type];
      return tag ? element(tag, {}, ...inner) : element('span', {}, ...inner);
    }
  }
}

function link(address, inner) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return element('span', {}, ...inner);
  }
  if (!['http:', 'https:', 'mailto:', 'tg:'].includes(url.protocol)) return element('span', {}, ...inner);
  const node = element('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, ...inner);
  node.title = t('opensLink', { text: url.href });
  return node;
}

function expandable(inner) {
  const quote = element('blockquote', { className: 'expandable' }, element('div', {}, ...inner));
  quote.tabIndex = 0;
  quote.setAttribute('role', 'button');
  quote.setAttribute('aria-expanded', 'false');
  const toggle = () => {
    const open = quote.classList.toggle('open');
    quote.setAttribute('aria-expanded', String(open));
  };
  quote.addEventListener('click', toggle);
  quote.addEventListener('keydown', (event) => event.key === 'Enter' && toggle());
  return quote;
}
