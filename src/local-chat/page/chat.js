import { call } from './api.js';
import { element } from './element.js';
import { Pane } from './pane.js';
import { language, t } from './words.js';

const mostSideBySide = 4;
const wide = matchMedia('(min-width: 1100px)');
const query = new URLSearchParams(location.search);
const byId = (id) => document.getElementById(id);

const panes = new Map();
const unread = new Map();
let bot;
let people = [];
let chosen = [];

async function begin() {
  setWords();
  const state = await call('/chat/state');
  bot = { ...state.bot };
  const asked = (query.get('people') ?? '').split(',').filter(Boolean).map(Number);
  const wanted = state.people.filter(({ id }) => asked.includes(id));
  // An address that names nobody who is here shows everybody, not an empty page.
  people = wanted.length > 0 ? wanted : state.people;
  byId('bot-name').textContent = bot.name;
  const remembered = Number(localStorage.getItem('person'));
  const first = people.find(({ id }) => id === remembered) ?? people[0];
  chosen = wanted.length > 1 ? people.slice(0, mostSideBySide) : first ? [first] : [];
  await show();
  listen(state.rev);
  wide.addEventListener('change', () => void show());
  byId('side-by-side').addEventListener('click', () => void toggleSideBySide());
  byId('language').addEventListener('click', switchLanguage);
}

function setWords() {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  byId('where').textContent = t('where');
  byId('people').setAttribute('aria-label', t('as'));
  byId('language').textContent = t('otherLanguage');
  byId('language').lang = language === 'en' ? 'zh-CN' : 'en';
}

function switchLanguage() {
  const other = language === 'en' ? 'zh' : 'en';
  localStorage.setItem('lang', other);
  query.delete('lang');
  location.search = query.toString();
}

function isSideBySide() {
  return wide.matches && chosen.length > 1;
}

function toggleSideBySide() {
  const [first] = chosen;
  const others = people.filter((person) => person !== first);
  chosen = isSideBySide() ? [first] : [first, ...others].slice(0, mostSideBySide);
  return show();
}

/** Puts the chosen people's chats on the screen: one, or several where there is room. */
async function show() {
  const visible = isSideBySide() ? people.filter((person) => chosen.includes(person)) : chosen.slice(0, 1);
  const box = byId('panes');
  box.dataset.columns = String(visible.length);
  const opened = await Promise.all(visible.map(open));
  box.replaceChildren(...opened.map(({ node }) => node));
  for (const pane of opened) {
    unread.delete(pane.person.id);
    pane.list.follow();
  }
  drawPeople();
  const toggle = byId('side-by-side');
  toggle.hidden = !wide.matches || people.length < 2;
  toggle.textContent = t(isSideBySide() ? 'oneByOne' : 'sideBySide');
  toggle.setAttribute('aria-pressed', String(isSideBySide()));
}

async function open(person) {
  const known = panes.get(person.id);
  if (known) return known;
  const pane = new Pane(person, bot);
  panes.set(person.id, pane);
  await pane.load();
  return pane;
}

function drawPeople() {
  const nav = byId('people');
  const focused = document.activeElement?.dataset?.person;
  nav.hidden = people.length < 2 || isSideBySide();
  nav.replaceChildren(...people.map(personButton));
  if (focused) nav.querySelector(`[data-person="${focused}"]`)?.focus();
  const waiting = [...unread.values()].reduce((sum, count) => sum + count, 0);
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${bot.name}`;
}

function personButton(person) {
  const count = unread.get(person.id) ?? 0;
  const isHere = chosen[0] === person;
  const choose = async () => {
    chosen = [person];
    localStorage.setItem('person', String(person.id));
    await show();
    panes.get(person.id)?.composer.input.focus();
  };
  const node = element(
    'button',
    {
      type: 'button',
      className: 'person',
      'aria-pressed': String(isHere),
      'aria-label': t(count > 0 ? 'unread' : 'noUnread', { ...person, count }),
      onclick: () => void choose(),
    },
    element('span', { className: 'face', 'aria-hidden': 'true' }, [...person.name][0] ?? '?'),
    element('span', { className: 'label' }, element('b', {}, person.name), element('small', {}, person.role)),
    count > 0 && element('span', { className: 'count', 'aria-hidden': 'true' }, String(count)),
  );
  node.dataset.person = String(person.id);
  node.dataset.hue = String(people.indexOf(person) % 4);
  return node;
}

/** One stream for everybody. The browser reconnects by itself and names the last event that it saw. */
function listen(rev) {
  const ids = people.map(({ id }) => id).join(',');
  const source = new EventSource(`/chat/events?people=${ids}&after=${rev}`);
  const offline = byId('offline');
  source.onmessage = ({ data }) => receive(JSON.parse(data));
  source.onerror = () => {
    offline.textContent = t('offline');
    offline.hidden = false;
    // A server that answers with an error ends the stream for good; then a new one is begun.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(rev), 2_000);
  };
  source.onopen = () => {
    if (offline.hidden) return;
    offline.hidden = true;
    for (const pane of panes.values()) void pane.load().catch(() => undefined);
  };
}

function receive(event) {
  if (event.chat === 0) {
    for (const pane of panes.values()) pane.apply(event);
    return;
  }
  panes.get(event.chat)?.apply(event);
  const { entry } = event;
  const onScreen = panes.get(event.chat)?.node.isConnected && !document.hidden;
  if (entry.kind !== 'message' || entry.edit || entry.message.from?.id !== bot.id || onScreen) return;
  unread.set(event.chat, (unread.get(event.chat) ?? 0) + 1);
  drawPeople();
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden || !bot) return;
  for (const [id, pane] of panes) if (pane.node.isConnected) unread.delete(id);
  drawPeople();
});

void begin();
