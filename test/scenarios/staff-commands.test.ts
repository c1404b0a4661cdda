import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactCommands } from '../../src/intake/commands.js';
import { loadLocale } from '../../src/locale/locale.js';
import type { Role } from '../../src/people/appointment.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const translate = loadLocale(new URL('../../locales/', import.meta.url));
const administrator = 9901;
let next = 9910;

/** What each of them can ask for, in the order in which it is shown. */
const expected: Readonly<Record<Role | 'administrator', readonly string[]>> = {
  planner: ['inbox', 'summary', 'coverage', 'paper', 'broadcast', 'campaigns', 'extend', 'people'],
  responsible: ['inbox', 'summary', 'coverage', 'broadcast'],
  leader: ['inbox', 'summary', 'coverage'],
  collector: ['inbox', 'summary', 'coverage', 'paper', 'broadcast'],
  recommender: ['inbox', 'summary', 'coverage'],
  administrator: ['broadcast', 'campaigns', 'extend', 'people', 'newcampaign'],
};
const all = [...new Set(Object.values(expected).flat())];

describeStores('what the staff can ask for', (open) => {
  let store: Store;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [administrator] });
    await running.chat.newcomer(administrator, '陈管理');
  });
  afterAll(() => running.stop());

  async function staff(role: Role | 'administrator'): Promise<ChatPerson> {
    if (role === 'administrator') return running.chat.person(administrator);
    const who = await running.chat.newcomer(next++, '工作人员');
    await appoints(store, who.id, {
      role,
      scopes: role === 'planner' ? [] : [{ kind: 'area', value: '慈利县' }],
    });
    return who;
  }

  /** The first line of the answer. */
  async function asks(who: ChatPerson, text: string): Promise<string> {
    await running.chat.settled();
    await who.unheard();
    await who.says(text);
    const [line = ''] = (await who.hears()).text.split('\n');
    return line;
  }

  describe.each(Object.keys(expected) as (keyof typeof expected)[])('as %s', (role) => {
    it.each(['zh-CN', 'en'] as const)(
      'is what /help and the menu list, and works typed, in %s',
      async (language) => {
        const t = translate(language);
        const refusals = [
          t('desk-not-staff'),
          t('notices-not-yours'),
          t('campaigns-not-yours'),
          t('people-not-administrator'),
          t('paper-not-theirs'),
        ];
        const who = await staff(role);
        await who.says('/language');
        await who.taps(language === 'en' ? 'English' : '中文');
        await who.hears(t('language-chosen'));
        await who.says('/help');
        const { text } = await who.hears(t('help-title'));
        const told = [...text.matchAll(/^\/(\w+)(?:（或发“([^”]+)”）| \(or type “([^”]+)”\): )/gm)];
        expect(told.map(([, command]) => command)).toEqual(expected[role]);
        expect(text).toContain(t('staff-help-title'));
        const menu = (await who.commands()).map(({ command }) => command);
        expect(menu).toEqual([...expected[role], ...contactCommands]);
        for (const [, command = '', chinese, english] of told) {
          const answer = await asks(who, `/${command}`);
          expect(refusals, command).not.toContain(answer);
          // Whatever waits for an answer since is over.
          await asks(who, '/help');
          expect(await asks(who, chinese ?? english ?? ''), command).toBe(answer);
          await asks(who, '/help');
        }
        for (const command of all.filter((one) => !expected[role].includes(one)))
          expect(refusals, command).toContain(await asks(who, `/${command}`));
      },
      60_000,
    );
  });

  it('is nothing for a contact, whose menu is that of everybody', async () => {
    const who = await running.chat.newcomer(next++, '李敏');
    await who.says('/help');
    const { text } = await who.hears('怎么填');
    expect(text).not.toContain(translate('zh-CN')('staff-help-title'));
    expect((await who.commands()).map(({ command }) => command)).toEqual(contactCommands);
  });

  it('is told to whoever takes an office by its link', async () => {
    const chen = running.chat.person(administrator);
    await chen.says('/language');
    await chen.taps('中文');
    await chen.hears('界面语言');
    await chen.says('人员');
    await chen.taps(/科技创新项目需求征集/, { in: (await chen.hears('请选择征集')).id });
    await chen.hears('人员 · “我为群众');
    await chen.taps('邀请…');
    await chen.hears('要邀请谁');
    await chen.taps(/^汇总单位 · 永定区/);
    await chen.hears('请发送单位全称');
    await chen.says('永定区科技局');
    await running.chat.settled();
    const link = /start=(\S+)/.exec((await chen.messages()).at(-1)?.caption ?? '')?.[1] ?? '';
    const zhao = await running.chat.newcomer(next++, '赵芳');
    await zhao.starts(link);
    const { text } = await zhao.hears('您已是');
    for (const line of [
      '/inbox',
      '/paper（或发“代录”）',
      '/broadcast（或发“通知”）',
      '/coverage（或发“进展”）',
    ])
      expect(text).toContain(line);
    expect(text).toContain('/reminders');
    expect(text).not.toContain('/extend');
    const menu = (await zhao.commands()).map(({ command }) => command);
    expect(menu).toEqual([...expected.collector, ...contactCommands]);
  });
});
