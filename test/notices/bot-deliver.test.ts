import { Api } from 'grammy';
import { expect, it } from 'vitest';
import { waitingForStore } from '../../src/app/deliveries.js';
import { loadLocale } from '../../src/locale/locale.js';
import { delivering } from '../../src/notices/bot-deliver.js';
import type { Delivery, Notice } from '../../src/notices/ports.js';
import { everyContact } from '../../src/people/audience.js';
import { wording } from '../../src/wording/wording.js';

/* Between taking a delivery and sending it the store is read once more: where it is away nothing has been sent. */

const translate = loadLocale(new URL('../../locales/', import.meta.url));
const notice: Notice = {
  id: 1,
  campaignId: 'zhangjiajie-2021',
  kind: 'notice',
  state: 'sending',
  office: '某局',
  content: { parts: [{ kind: 'text', text: '通知', entities: [] }], button: { kind: 'begin' } },
  audience: everyContact,
  createdAt: new Date(0),
  basis: 0,
};
const delivery: Delivery = {
  id: 1,
  chatId: 1001,
  kind: 'notice',
  content: {},
  notice: 1,
  language: 'zh-CN',
};

it.each(['noticeOf', 'beginButton'] as const)(
  'a part waits for a store that is away when %s is read',
  async (read) => {
    const away = () =>
      Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    const sent: string[] = [];
    const api = new Api('1:token', {
      fetch: (url: unknown) => {
        sent.push(String(url));
        return Promise.reject(new Error('nothing goes out'));
      },
    });
    const deliver = delivering({
      api,
      noticeOf: () => Promise.resolve(notice),
      wording: (language) => wording(translate(language), language),
      beginButton: () => Promise.resolve(undefined),
      [read]: away,
    });
    expect(await waitingForStore(() => deliver(delivery))).toMatchObject({ kind: 'wait' });
    expect(sent).toEqual([]);
  },
);
