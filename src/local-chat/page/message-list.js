import { element, icon } from './element.js';
import { dayOf, messageElement, textOf } from './message.js';
import { t } from './words.js';

/** Within so many pixels of the end the list follows new messages. */
const near = 120;

/** The messages of a chat, oldest first; follows the end unless the reader has scrolled away. */
export class MessageList {
  constructor(botId, on) {
    this.botId = botId;
    this.on = on;
    this.shown = new Map();
    this.items = element('ol', { className: 'items' });
    this.list = element(
      'div',
      { className: 'log', role: 'log', 'aria-live': 'polite', tabIndex: 0 },
      this.items,
    );
    this.jumpWord = element('span');
    this.jump = element(
      'button',
      { type: 'button', className: 'jump', hidden: true, onclick: () => this.follow() },
      icon('down'),
      this.jumpWord,
    );
    this.node = element('div', { className: 'log-box' }, this.list, this.jump);
    this.list.addEventListener('scroll', () => {
      // A keyboard that opened below moves the end away: that is no reader scrolling.
      if (this.list.clientHeight !== this.height || this.list.scrollTop === this.placed) return;
      this.following = this.isNearEnd();
      if (this.following) this.jump.hidden = true;
    });
    new ResizeObserver(() => {
      this.height = this.list.clientHeight;
      if (this.following) this.toEnd();
    }).observe(this.list);
    this.list.addEventListener('load', () => this.following && this.toEnd(), true);
    this.following = true;
    this.actedAfter = 0;
  }

  set label(text) {
    this.list.setAttribute('aria-label', text);
  }

  reset(records) {
    const following = this.following;
    // Not announced one by one: it is what was there before.
    this.list.setAttribute('aria-live', 'off');
    this.shown.clear();
    this.lastDay = undefined;
    this.items.replaceChildren();
    for (const record of records) this.append(record);
    this.acted();
    this.following = following;
    if (following) this.toEnd();
    requestAnimationFrame(() => this.list.setAttribute('aria-live', 'polite'));
  }

  /** A new message, or a changed one in its place. */
  put(record) {
    const { message } = record;
    const old = this.shown.get(message.message_id);
    const mine = message.from?.id !== this.botId;
    if (old) this.replace(old, { ...record, reaction: old.record.reaction });
    else this.append(record);
    if (mine && !old) {
      this.acted();
      this.follow();
    } else if (old) {
      if (this.following) this.toChange(old.record.message, message);
    } else if (this.following) this.toAnswer();
    else this.offerJump('newMessages');
  }

  offerJump(word) {
    this.jumpWord.textContent = t(word);
    this.jump.hidden = false;
  }

  /** The reader has written or tapped: what comes now is the answer, and is shown from its beginning. */
  acted() {
    this.actedAfter = [...this.shown.keys()].at(-1) ?? 0;
  }

  append(record) {
    const { message } = record;
    const day = dayOf(message);
    if (day !== this.lastDay)
      this.items.append(element('li', { className: 'day' }, element('span', {}, day)));
    this.lastDay = day;
    const node = messageElement(record, this.botId, this.on);
    this.shown.set(message.message_id, { node, record });
    if (message.media_group_id === undefined) this.items.append(node);
    else this.albumOf(message, node).append(node);
  }

  albumOf({ media_group_id: group }, node) {
    const last = this.items.lastElementChild;
    if (last?.dataset.album === group) return last.firstElementChild;
    const side = node.classList.contains('mine') ? 'mine' : 'theirs';
    const wrapper = element('li', { className: `album ${side}` }, element('ul'));
    wrapper.dataset.album = group;
    this.items.append(wrapper);
    return wrapper.firstElementChild;
  }

  replace(old, record) {
    const node = messageElement(record, this.botId, this.on);
    node.classList.add('changed');
    const focused = old.node.contains(document.activeElement) ? document.activeElement : undefined;
    old.node.replaceWith(node);
    this.shown.set(record.message.message_id, { node, record });
    if (focused) this.keepFocus(focused, node);
  }

  /** After the tapped message has changed: the same button, else the first, else the list. */
  keepFocus(focused, node) {
    const keys = [...node.querySelectorAll('.key')];
    const same = keys.find((key) => key.dataset.data === focused.dataset.data);
    (same ?? keys[0] ?? this.list).focus({ preventScroll: true });
  }

  remove(ids) {
    for (const id of ids) {
      const { node } = this.shown.get(id) ?? {};
      const album = node?.closest('.album');
      node?.remove();
      if (album && album.querySelector('.message') === null) album.remove();
      this.shown.delete(id);
    }
  }

  react(id, emoji) {
    const old = this.shown.get(id);
    if (old) this.replace(old, { ...old.record, reaction: emoji });
  }

  button(id, data) {
    const { node } = this.shown.get(id) ?? {};
    return [...(node?.querySelectorAll('.key') ?? [])].find((key) => key.dataset.data === data);
  }

  lastOwn() {
    const own = [...this.shown.values()].filter(({ record: { message } }) => message.from?.id !== this.botId);
    return own.at(-1)?.record.message;
  }

  isNearEnd() {
    return this.hiddenBelow() < near;
  }

  hiddenBelow() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight;
  }

  follow() {
    this.following = true;
    this.jump.hidden = true;
    this.toEnd();
  }

  /** To the end, but not past the beginning of what the bot has answered since the reader last acted. */
  toAnswer() {
    const first = [...this.shown].find(([id]) => id > this.actedAfter)?.[1];
    this.toEnd();
    if (first) this.backTo(first.node);
    this.following = this.isNearEnd();
  }

  /** After an edit: to the end, but a newest message with a new text is shown from its beginning. */
  toChange(before, message) {
    this.toEnd();
    const { node } = this.shown.get(message.message_id);
    // `following` stays: no reader has scrolled, and what comes next is to be seen.
    if (node === this.items.lastElementChild && textOf(before) !== textOf(message)) this.backTo(node);
  }

  /** Up to the beginning of a message that is cut off; says so when the end is out of sight then. */
  backTo(node) {
    const above = this.list.getBoundingClientRect().top - node.getBoundingClientRect().top;
    if (above > 0) this.list.scrollTop -= above + 12;
    this.placed = this.list.scrollTop;
    if (this.hiddenBelow() > 24) this.offerJump('readOn');
    else this.jump.hidden = true;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }
}
