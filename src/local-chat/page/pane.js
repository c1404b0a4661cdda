import { call } from './api.js';
import { Composer } from './composer.js';
import { element, icon } from './element.js';
import { MessageList } from './message-list.js';
import { t } from './words.js';

/** Long enough to read it: two seconds and a little for each character. */
const toastTime = (text) => Math.min(2_000 + text.length * 90, 8_000);
const actionTime = 6_000;
/** A button stops turning after this even without an answer, as in Telegram's clients. */
const spinTime = 30_000;

/** The chat of one person with the bot. */
export class Pane {
  constructor(person, bot) {
    this.person = person;
    this.bot = bot;
    this.rev = 0;
    this.spinning = new Map();
    this.answered = new Map();
    this.list = new MessageList(bot.id, {
      tap: (message, row, column, button) => void this.tap(message, row, column, button),
      command: (text) => void this.say(text).catch(() => undefined),
      edit: (message) => this.composer.edit(message),
      copy: (text) => void navigator.clipboard.writeText(text).then(() => this.toast(t('copied'))),
    });
    this.composer = new Composer(person, {
      send: (text) => this.say(text),
      edit: (message, text) => this.post('edit', { message, text }),
      files: (files) => this.upload(files),
      lastOwn: () => this.list.lastOwn(),
    });
    this.build();
  }

  build() {
    const titleId = `as-${this.person.id}`;
    this.action = element('span', { className: 'action', 'aria-live': 'polite' });
    this.moreMenu = element('div', { className: 'more-menu', role: 'menu', hidden: true });
    this.moreButton = element(
      'button',
      {
        type: 'button',
        className: 'round',
        title: t('more'),
        'aria-label': t('more'),
        'aria-haspopup': 'menu',
        onclick: () => this.toggleMore(),
      },
      icon('more'),
    );
    this.toastBox = element('div', { className: 'toast', role: 'status', hidden: true });
    this.startButton = element(
      'button',
      { type: 'button', className: 'start', onclick: () => void this.start() },
      t('start'),
    );
    this.welcome = element(
      'div',
      { className: 'welcome', hidden: true },
      element('img', { src: '/icon.svg', alt: '', width: 88, height: 88 }),
      element('h3', {}, this.bot.name),
      element('p', {}, this.bot.description || t('empty')),
      this.startButton,
    );
    this.keyboard = element('div', {
      className: 'reply-keyboard',
      role: 'group',
      'aria-label': t('keyboard'),
      hidden: true,
    });
    this.blockedBar = element(
      'div',
      { className: 'blocked', hidden: true },
      element('p', {}, t('blocked')),
      element(
        'button',
        { type: 'button', className: 'start', onclick: () => void this.block(false) },
        t('unblock'),
      ),
    );
    this.node = element(
      'section',
      { className: 'pane', 'aria-labelledby': titleId },
      element(
        'header',
        { className: 'pane-head' },
        element('h2', { id: titleId, className: 'as' }, t('you', this.person)),
        this.action,
        this.moreButton,
        this.moreMenu,
      ),
      this.toastBox,
      this.list.node,
      this.welcome,
      this.keyboard,
      this.blockedBar,
      this.composer.form,
    );
    this.list.label = t('chatOf', this.person);
    this.acceptDrops();
  }

  /** Fetches the chat whole; again after the connection was lost. */
  async load() {
    const view = await call(`/chat/people/${this.person.id}`);
    this.rev = view.rev;
    this.list.reset(view.messages);
    this.composer.setCommands(view.commands);
    this.showKeyboard(view.keyboard);
    this.showState(view.started, view.blocked);
    for (const { query, message, data } of view.openTaps) this.spin(query, this.list.button(message, data));
  }

  showState(started, blocked) {
    this.started = started;
    this.blocked = blocked;
    this.welcome.hidden = started || blocked;
    this.list.node.hidden = !started && !blocked;
    this.composer.form.hidden = blocked || !started;
    this.keyboard.classList.toggle('off', blocked);
    this.blockedBar.hidden = !blocked;
  }

  /** What happened in this chat; older than what was loaded is known already. */
  apply({ rev, chat, entry }) {
    if (entry.kind === 'action') return this.showAction();
    if (rev <= this.rev) return;
    this.rev = rev;
    if (chat === 0) return void this.refreshCommands();
    switch (entry.kind) {
      case 'message':
        this.receive(entry);
        break;
      case 'deleted':
        this.list.remove(entry.ids);
        break;
      case 'reaction':
        this.list.react(entry.message, entry.emoji);
        break;
      case 'blocked':
        this.showState(this.started, entry.blocked);
        break;
      case 'answered':
        this.answer(entry);
        break;
    }
  }

  receive({ message, markup }) {
    this.list.put({ message });
    if (message.from?.id === this.bot.id) {
      this.action.textContent = '';
      if (markup && !('inline_keyboard' in markup)) this.showKeyboard(markup);
    } else if (this.oneTimeKeys?.includes(message.text)) this.keyboard.hidden = true;
    if (!this.started) this.showState(true, this.blocked);
  }

  async refreshCommands() {
    const { commands } = await call(`/chat/people/${this.person.id}`);
    this.composer.setCommands(commands);
  }

  showAction() {
    this.action.textContent = t('typing');
    clearTimeout(this.actionTimer);
    this.actionTimer = setTimeout(() => {
      this.action.textContent = '';
    }, actionTime);
  }

  showKeyboard(markup) {
    const rows = markup?.keyboard ?? [];
    this.oneTimeKeys = markup?.one_time_keyboard ? rows.flat().map(({ text }) => text) : undefined;
    this.keyboard.hidden = rows.length === 0;
    this.keyboard.replaceChildren(
      ...rows.map((row) =>
        element('div', { className: 'row' }, ...row.map((button) => this.replyKey(button))),
      ),
    );
    this.composer.setPlaceholder(markup?.input_field_placeholder);
    if (markup?.force_reply) this.composer.input.focus();
  }

  replyKey(button) {
    const { text } = button;
    const special = button.request_contact || button.request_location || button.web_app;
    const choose = async () => {
      if (special) return this.toast(t('noContact'));
      await this.say(text).catch(() => undefined);
      this.composer.input.focus();
    };
    return element('button', { type: 'button', className: 'key', onclick: () => void choose() }, text);
  }

  async start() {
    const parameter = new URLSearchParams(location.search).get('start') ?? undefined;
    await this.post('start', parameter === undefined ? {} : { parameter }).catch(() => undefined);
    this.composer.input.focus();
  }

  say(text) {
    this.list.follow();
    return this.post('text', { text });
  }

  /** Sends an act of the person; says why when it fails. */
  async post(act, body) {
    try {
      return await call(`/chat/people/${this.person.id}/${act}`, body);
    } catch (error) {
      this.toast(t('notSent', { reason: error.message }), true);
      throw error;
    }
  }

  async upload(files) {
    if (files.length === 0) return;
    const photos = files.every(({ type }) => ['image/png', 'image/jpeg', 'image/webp'].includes(type));
    const form = new FormData();
    form.set('as', photos ? 'photo' : 'document');
    files.forEach((file, i) => {
      form.set(`file${i}`, file, file.name);
    });
    this.toast(t('uploading'));
    this.list.follow();
    try {
      await this.post('upload', form);
      this.toastBox.hidden = true;
    } catch {
      // Said already.
    }
  }

  acceptDrops() {
    this.node.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.node.dataset.drop = t('dropHere');
    });
    this.node.addEventListener('dragleave', (event) => {
      if (!this.node.contains(event.relatedTarget)) delete this.node.dataset.drop;
    });
    this.node.addEventListener('drop', (event) => {
      event.preventDefault();
      delete this.node.dataset.drop;
      void this.upload([...(event.dataTransfer?.files ?? [])]);
    });
  }

  async tap(message, row, column, button) {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    this.list.acted();
    try {
      const { query } = await this.post('tap', { message: message.message_id, row, column });
      if (this.answered.has(query)) button.removeAttribute('aria-busy');
      else this.spin(query, button);
    } catch {
      button.removeAttribute('aria-busy');
    }
  }

  spin(query, button) {
    if (!button) return;
    button.setAttribute('aria-busy', 'true');
    this.spinning.set(query, button);
    setTimeout(() => this.stopSpinning(query), spinTime);
  }

  stopSpinning(query) {
    this.spinning.get(query)?.removeAttribute('aria-busy');
    this.spinning.delete(query);
  }

  answer({ query, answer }) {
    this.answered.set(query, true);
    this.stopSpinning(query);
    if (answer.text && answer.alert) this.alert(answer.text);
    else if (answer.text) this.toast(answer.text);
    if (answer.url) window.open(answer.url, '_blank', 'noopener');
  }

  toast(text, isError = false) {
    this.toastBox.textContent = text;
    this.toastBox.classList.toggle('error', isError);
    this.toastBox.hidden = false;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      this.toastBox.hidden = true;
    }, toastTime(text));
  }

  alert(text) {
    const ok = element('button', { type: 'submit', className: 'start', autofocus: true }, t('ok'));
    const box = element(
      'dialog',
      { className: 'alert' },
      element('form', { method: 'dialog' }, element('p', {}, text), ok),
    );
    box.addEventListener('close', () => box.remove());
    this.node.append(box);
    box.showModal();
  }

  toggleMore() {
    this.moreMenu.hidden = !this.moreMenu.hidden;
    if (this.moreMenu.hidden) return;
    const choose = () => {
      this.moreMenu.hidden = true;
      void this.block(!this.blocked);
    };
    const item = element(
      'button',
      { type: 'button', role: 'menuitem', onclick: choose },
      t(this.blocked ? 'unblock' : 'block'),
    );
    item.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      this.moreMenu.hidden = true;
      this.moreButton.focus();
    });
    item.addEventListener('blur', () => {
      this.moreMenu.hidden = true;
    });
    this.moreMenu.replaceChildren(item);
    item.focus();
  }

  async block(blocked) {
    await this.post('block', { blocked }).catch(() => undefined);
  }
}
