import { afterAll, beforeAll, expect, it } from 'vitest';
import { toldByKind } from '../../src/app/deliveries.js';
import { loadLocale } from '../../src/locale/locale.js';
import { intakeStore } from '../../src/storage/intake-store.js';
import { noticeStore } from '../../src/storage/notice-store.js';
import { runningStore } from '../../src/storage/running-store.js';
import type { Store } from '../../src/storage/store.js';
import { wording } from '../../src/wording/wording.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores } from '../support/store.js';
import { submits } from '../support/submits.js';

const translate = loadLocale(new URL('../../locales/', import.meta.url));

describeStores('what is said to people who did not just write', (open) => {
  let store: Store;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());
  const botId = () => Number(running.token.split(':')[0]);
  const told = () =>
    toldByKind({
      store,
      intake: intakeStore(store, botId()),
      notices: {
        ...noticeStore(store.prisma, botId()),
        toSend: (id) => runningStore(store.prisma, botId(), () => false).toSend(id),
      },
      words: (language) => wording(translate(language), language),
      now: () => new Date(),
      perSecond: 28,
    });

  it('has words for every kind that is queued, each from one room', () => {
    expect(Object.keys(told()).sort()).toEqual([
      'correction-moved',
      'digest',
      'escalation',
      'extension-granted',
      'extension-moved',
      'extension-withdrawn',
      'filing-withdrawn',
      'handed-over',
      'moved',
      'moved-in',
      'notice-over',
      'outage',
      'parked',
      'reminder',
      'reported',
      'sent-back',
    ]);
  });

  it('is in their language, and makes nobody reachable who has not written', async () => {
    const { li } = await contactAt(running, store);
    await submits(li);
    const submission = await sendBack(store, li.id, [{ question: 'staff-total' }]);
    const { personId: id } = await store.prisma.submission.findUniqueOrThrow({ where: { id: submission } });
    await store.prisma.person.update({ where: { id }, data: { unreachableAt: new Date() } });
    const content = { submission };
    const queued = { id: 1, kind: 'sent-back', language: 'en', content } as const;
    const screen = await told()['sent-back']?.({ ...queued, chatId: li.id });
    expect(screen && 'html' in screen ? screen.html : '').toContain('has 1 answer to correct');
    const { unreachableAt } = await store.prisma.person.findUniqueOrThrow({ where: { id } });
    expect(unreachableAt).not.toBeNull();
    // Somebody else's is none of theirs.
    expect(await told()['sent-back']?.({ ...queued, chatId: li.id + 1 })).toBeUndefined();
  });

  it('is logged where there are no words for it', async () => {
    const { li } = await contactAt(running, store, 'staff-total');
    const { personId } = await store.prisma.identity.findFirstOrThrow({
      where: { externalId: String(li.id) },
    });
    const { id } = await store.prisma.delivery.create({
      data: { botId: botId(), personId, kind: 'of-a-later-version', content: {} },
    });
    const ended = () => store.prisma.delivery.findUniqueOrThrow({ where: { id } });
    await running.chat.until(async () => (await ended()).state === 'failed', 'the delivery to end');
    expect((await ended()).reason).toBe('unknownKind');
    expect(running.log.filter((line) => line.includes('of-a-later-version'))).toHaveLength(1);
  });
});
