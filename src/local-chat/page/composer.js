import { element, icon } from './element.js';
import { t } from './words.js';

const limit = 4096;

/**
 * The lower edge of a chat: menu, attachment, text, send. `on` has send(text), edit(id, text), files(list),
 * lastOwn() -> message; its promises reject when nothing was sent, then the text stays.
 */
export class Composer {
  constructor(person, on) {
    this.person = person;
    this.on = on;
    this.commands = [];
    this.editing = undefined;
    this.draftKey = `draft:${person.id}`;
    this.build();
    this.input.value = localStorage.getItem(this.draftKey) ?? '';
    // Measured when it comes onto the page, and again when its width changes.
    new ResizeObserver(() => this.grow()).observe(this.form);
  }

  build() {
    this.input = element('textarea', {
      rows: 1,
      className: 'input',
      'aria-label': t('write'),
      oninput: () => this.changed(),
      onkeydown: (event) => this.keyed(event),
      onpaste: (event) => this.pasted(event),
    });
    this.picker = element('input', {
      type: 'file',
      multiple: true,
      hidden: true,
      onchange: () => {
        void this.on.files([...this.picker.files]);
        this.picker.value = '';
      },
    });
    this.menuButton = element(
      'button',
      {
        type: 'button',
        className: 'menu-button',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        onclick: () => this.toggleMenu(),
      },
      icon('menu'),
      element('span', {}, t('menu')),
    );
    const attach = { type: 'button', className: 'round', title: t('attach'), 'aria-label': t('attach') };
    this.sendButton = element(
      'button',
      { type: 'submit', className: 'round send', title: t('send'), 'aria-label': t('send') },
      icon('send'),
    );
    this.menu = element('div', {
      className: 'commands',
      role: 'menu',
      hidden: true,
      'aria-label': t('menu'),
    });
    this.note = element('p', { className: 'note', 'aria-live': 'polite', hidden: true });
    this.bar = element(
      'div',
      { className: 'editing', hidden: true },
      icon('pencil'),
      element('span', { className: 'editing-what' }, t('editing')),
      element(
        'button',
        { type: 'button', className: 'quiet', onclick: () => this.stopEditing() },
        t('cancel'),
      ),
    );
    this.form = element(
      'form',
      { className: 'composer', onsubmit: (event) => this.submitted(event) },
      this.menu,
      this.bar,
      this.note,
      element(
        'div',
        { className: 'inputs' },
        this.menuButton,
        element('button', { ...attach, onclick: () => this.picker.click() }, icon('attach')),
        this.input,
        this.sendButton,
      ),
      this.picker,
    );
    this.form.addEventListener('focusout', (event) => {
      if (!this.form.contains(event.relatedTarget)) this.closeMenu();
    });
  }

  setCommands(commands) {
    this.commands = commands;
    this.menuButton.hidden = commands.length === 0;
  }

  setPlaceholder(text) {
    this.placeholder = text;
    this.grow();
  }

  changed() {
    if (!this.editing) {
      if (this.input.value === '') localStorage.removeItem(this.draftKey);
      else localStorage.setItem(this.draftKey, this.input.value);
    }
    this.grow();
    const parts = Math.ceil(this.input.value.length / limit);
    this.note.hidden = parts < 2;
    this.note.textContent = parts < 2 ? '' : t('parts', { count: parts });
    const typed = /^\/[a-z0-9_]*$/i.test(this.input.value);
    if (typed) this.openMenu(this.input.value.slice(1).toLowerCase());
    else this.closeMenu();
  }

  /** As high as its text; measured only when it is on the page. */
  grow() {
    if (!this.input.isConnected) return;
    const isRoomy = this.form.clientWidth > 600;
    this.input.placeholder = this.placeholder || t(isRoomy ? 'write' : 'writeShort');
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  keyed(event) {
    // While an input method composes, Enter chooses a word.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === 'Escape') {
      if (!this.menu.hidden) this.closeMenu();
      else if (this.editing) this.stopEditing();
    } else if (event.key === 'ArrowUp' && this.input.value === '') {
      const own = this.on.lastOwn();
      if (own) {
        event.preventDefault();
        this.edit(own);
      }
    } else if (event.key === 'ArrowDown' && !this.menu.hidden) {
      event.preventDefault();
      this.menu.querySelector('button')?.focus();
    }
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.on.files(files);
  }

  async submitted(event) {
    event.preventDefault();
    const text = this.input.value;
    if (text.trim() === '' || this.sending) return;
    this.sending = true;
    this.sendButton.disabled = true;
    try {
      if (this.editing) {
        await this.on.edit(this.editing.message_id, text);
        this.stopEditing();
      } else {
        await this.on.send(text);
        // What was typed while it was on its way stays.
        if (this.input.value === text) this.input.value = '';
        this.changed();
      }
    } catch {
      // Said by the chat; the text stays where it is.
    } finally {
      this.sending = false;
      this.sendButton.disabled = false;
      this.input.focus();
    }
  }

  edit(message) {
    this.editing = message;
    this.bar.hidden = false;
    this.input.value = message.text ?? message.caption ?? '';
    this.showAction('save');
    this.grow();
    this.input.focus();
  }

  stopEditing() {
    this.editing = undefined;
    this.bar.hidden = true;
    this.input.value = localStorage.getItem(this.draftKey) ?? '';
    this.showAction('send');
    this.changed();
    this.input.focus();
  }

  showAction(word) {
    this.sendButton.title = t(word);
    this.sendButton.setAttribute('aria-label', t(word));
    this.sendButton.replaceChildren(icon(word));
  }

  toggleMenu() {
    if (this.menu.hidden) {
      this.openMenu('');
      this.menu.querySelector('button')?.focus();
    } else this.closeMenu();
  }

  openMenu(start) {
    const found = this.commands.filter(({ command }) => command.startsWith(start));
    if (found.length === 0) return this.closeMenu();
    this.menu.replaceChildren(...found.map((command) => this.menuItem(command)));
    this.menu.hidden = false;
    this.menuButton.setAttribute('aria-expanded', 'true');
  }

  closeMenu() {
    this.menu.hidden = true;
    this.menuButton.setAttribute('aria-expanded', 'false');
  }

  menuItem({ command, description }) {
    const choose = () => {
      this.closeMenu();
      if (this.input.value.startsWith('/')) this.input.value = '';
      this.changed();
      this.input.focus();
      void this.on.send(`/${command}`).catch(() => undefined);
    };
    return element(
      'button',
      { type: 'button', role: 'menuitem', onclick: choose, onkeydown: (event) => this.movedInMenu(event) },
      element('span', { className: 'what' }, description),
      element('span', { className: 'how' }, `/${command}`),
    );
  }

  movedInMenu(event) {
    const items = [...this.menu.querySelectorAll('button')];
    const at = items.indexOf(event.currentTarget);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      items[(at + step + items.length) % items.length].focus();
    } else if (event.key === 'Escape') {
      this.closeMenu();
      this.menuButton.focus();
    }
  }
}
