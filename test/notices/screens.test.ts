import { describe, expect, it } from 'vitest';
import { loadLocale } from '../../src/locale/locale.js';
import type { Notice, NoticeKind, NoticeState, Tally } from '../../src/notices/ports.js';
import { audienceScreen, placesScreen } from '../../src/notices/screens/audience.js';
import { digestScreen } from '../../src/notices/screens/digest.js';
import { confirmScreen, draftScreen, type OnDraft } from '../../src/notices/screens/draft.js';
import { callsScreen, homeScreen } from '../../src/notices/screens/home.js';
import { progressScreen } from '../../src/notices/screens/progress.js';
import { escalationScreen, reminderScreen } from '../../src/notices/screens/reminder.js';
import { placesToSendFrom } from '../../src/notices/visit.js';
import { type Audience, everyContact } from '../../src/people/audience.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import { pack } from '../../src/telegram/callback-data.js';
import type { Screen } from '../../src/telegram/screen.js';
import { wording } from '../../src/wording/wording.js';
import { madeUpCampaign } from '../support/stored.js';

const words = loadLocale(new URL('../../locales/', import.meta.url));
const w = wording(words('zh-CN'), 'zh-CN');
const now = new Date('2026-11-22T08:00:00Z');

const many = Array.from({ length: 300 }, (_, n) => `第${n + 1}号经济技术开发区管理委员会高新产业片区`);
const large: CampaignDefinition = {
  ...madeUpCampaign(),
  areas: many.map((label) => ({ id: label, label })),
  responsibility: [{ name: '市直', areas: [], sectors: many.map((name) => `${name}的行业`), categories: [] }],
};
const everywhere: Audience = { ...everyContact, areas: many, sectors: many };

function draftIn(
  definition: CampaignDefinition,
  audience: Audience = everyContact,
  { kind = 'notice', state = 'draft' }: { readonly kind?: NoticeKind; readonly state?: NoticeState } = {},
): OnDraft {
  const notice: Notice = {
    ...{ id: 7, campaignId: definition.id, kind, state, office: '规划科' },
    content: { parts: [{ kind: 'text', text: '请'.repeat(4_000), entities: [] }] },
    audience,
    createdAt: now,
    basis: 0,
  };
  return { notice, definition, chosen: [], uncalled: 3, seconds: 60, now };
}

/** As Telegram takes it: a text of 4,096 UTF-16 units, 100 buttons. */
function fits({ html, buttons = [] }: Screen): void {
  const text = html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|amp);/g, '&');
  expect(text.length).toBeLessThanOrEqual(4_096);
  expect(buttons.flat().length).toBeLessThanOrEqual(100);
}

describe('the screens of notices in a campaign of 300 areas', () => {
  const nothing: Tally = { queued: 1, sending: 1, sent: 1, failed: 1, blocked: 1, unknown: 1, cancelled: 1 };

  it('are each one message', () => {
    const seen = draftIn(large, everywhere);
    const all = draftIn(large, everywhere, { state: 'sending' }).notice;
    const units = many.map((name, unit) => ({
      ...{ unit, name: name.repeat(5), area: name, contactName: name, phone: '13800000000' },
      why: 'neverCame' as const,
    }));
    const deadline = new Date('2026-12-31T15:59:59Z');
    const told = { language: 'zh-CN', campaign: large, deadline } as const;
    for (const screen of [
      draftScreen(w, seen),
      confirmScreen(w, seen),
      audienceScreen(w, seen),
      progressScreen(w, { notice: all, tally: nothing, definition: large, now, perSecond: 28 }),
      callsScreen(w, 0, large, units, 296),
      reminderScreen(w, { ...told, about: 'report', areas: many }, now),
      escalationScreen(w, { ...told, about: 'report', areas: many }),
      escalationScreen(w, {
        ...told,
        about: 'unit',
        areas: many.map((area) => ({ area, missing: 3, units: 5 })),
      }),
      digestScreen(w, {
        ...{ language: 'zh-CN', campaign: large, title: '规划科', fresh: 1, corrected: 1, begun: 1 },
        ...{ waiting: 2, reported: many },
      }),
    ])
      fits(screen);
  });

  it.each(['area', 'sector'] as const)('turn the pages of each %s to choose from', (kind) => {
    const seen = draftIn(large, everywhere);
    const offered: string[] = [];
    for (let page = 0; page < 15; page += 1) {
      const screen = placesScreen(w, seen, { kind, page });
      fits(screen);
      expect(screen.html).toContain(`第 ${page + 1}/15 页`);
      const turns = screen.buttons?.flat().filter(({ data }) => data.startsWith('n-places')) ?? [];
      expect(turns).toHaveLength(page === 0 || page === 14 ? 1 : 2);
      offered.push(
        ...(screen.buttons?.flat() ?? [])
          .filter(({ data }) => data.startsWith(`n-${kind}:`))
          .map(({ data }) => data.split(':')[2] ?? ''),
      );
    }
    expect(offered).toEqual(many.map((_, at) => at.toString(36)));
    // A page that was made up.
    expect(placesScreen(w, seen, { kind, page: 99 }).html).toContain('第 15/15 页');
  });

  it('turn the pages of the places to send from', async () => {
    const desks = many.map((title, id) => ({
      campaignId: large.id,
      appointment: { id, campaignId: large.id, role: 'collector', title, scopes: [] } as const,
    }));
    const uncalled = [{ unit: 1, name: '单位', why: 'neverCame' }] as const;
    const store = { campaign: () => Promise.resolve(large), uncalled: () => Promise.resolve([...uncalled]) };
    const first = homeScreen(w, await placesToSendFrom({ store, desks }, 0), []);
    fits(first);
    expect(first.buttons?.flat().filter(({ data }) => data.startsWith('n-new:'))).toHaveLength(20);
    const last = await placesToSendFrom({ store, desks }, 99);
    expect([last.page, last.pages, last.places.map(({ title }) => title).at(-1)]).toEqual([
      14,
      15,
      many.at(-1),
    ]);
    const [mark] = last.places.map((place) => place.mark).slice(-1);
    const screen = homeScreen(w, last, []);
    fits(screen);
    expect(screen.buttons?.flat().map(({ data }) => data)).toContain(pack('n-calls', mark ?? 0, 0));
  });
});

describe('the screen on which it is chosen whom a notice is for', () => {
  const small: CampaignDefinition = {
    ...madeUpCampaign(),
    areas: [
      { id: '慈利县', label: '慈利县' },
      { id: '桑植县', label: '桑植县' },
    ],
    responsibility: [{ name: '市直', areas: [], sectors: ['教育'], categories: [] }],
  };
  const textOf = (audience: Partial<Audience>): string =>
    audienceScreen(w, draftIn(small, { ...everyContact, ...audience })).html;

  it('says of each kind what is chosen, and what choosing nothing means', () => {
    const nothing = textOf({ stages: [] });
    for (const line of [
      '按填报阶段（填报联系人）：没有选，不发给联系人',
      '按身份（工作人员）：没有选，不发给工作人员',
      '按区域：没有选，所有区域都发',
      '按行业：没有选，所有行业都发',
    ])
      expect(nothing).toContain(line);
    const some = textOf({
      stages: ['draft', 'notStarted'],
      roles: ['collector'],
      unreported: true,
      areas: ['慈利县', '桑植县'],
      sectors: ['教育'],
    });
    for (const line of [
      '按填报阶段（填报联系人）：未开始、填写中',
      '按身份（工作人员）：汇总单位（只发给还没有报送的）',
      '按区域：慈利县、桑植县',
      '按行业：教育',
      '要两样都符合',
    ])
      expect(some).toContain(line);
    expect(nothing).not.toContain('要两样都符合');
  });
});
