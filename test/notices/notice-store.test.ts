import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import type { InboxStore } from '../../src/inbox/ports.js';
import type { Author, NoticeAct, NoticeOutcome, NoticeStore } from '../../src/notices/ports.js';
import { type Audience, everyContact } from '../../src/people/audience.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { inboxStore } from '../../src/storage/inbox-store.js';
import { noticeStore } from '../../src/storage/notice-store.js';
import { runningStore } from '../../src/storage/running-store.js';
import { incoming } from '../inbox/sample-updates.js';
import { appoints, files } from '../support/filed.js';
import { describeStores, type TestStore } from '../support/store.js';

const campaigns = await loadCampaigns([builtInCampaigns]);
const [admin, planner, collector, contact] = [8301, 8302, 8303, 8304];
const bot = 77;
const at = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-11-22T09:00:00Z');
const campaignId = 'zhangjiajie-2021';

describeStores('notices to many in the database', (open) => {
  let store: TestStore;
  let inbox: InboxStore;
  let notices: NoticeStore;
  let offices: { readonly planner: number; readonly collector: number };
  let late: number;
  let updates = 0;
  beforeEach(async () => {
    store = await open();
    updates = 0;
    await enterCampaigns(store.prisma, campaigns, at);
    inbox = inboxStore(store, bot);
    notices = noticeStore(store.prisma, bot);
    offices = {
      planner: await appoints(store, planner, { role: 'planner' }),
      collector: await appoints(store, collector, {
        role: 'collector',
        scopes: [{ kind: 'area', value: '慈利县' }],
      }),
    };
    late = (await files(store, { externalId: contact, unit: { region: '慈利县' }, demands: [{}] })).personId;
  });
  afterEach(async () => {
    for (const { faults } of await verifyChains(store.prisma)) expect(faults).toEqual([]);
    await store.close();
  });

  const authorOf = (who: number): Author => ({
    identity: { channel: 'telegram', externalId: String(who) },
    isAdministrator: who === admin,
  });

  async function act(who: number, wanted: NoticeAct): Promise<NoticeOutcome> {
    updates += 1;
    const updateId = updates;
    await inbox.receive([incoming(updateId, who)], 1, 9);
    const outcome = await notices.perform({ updateId, at, by: authorOf(who), act: wanted });
    if (!outcome) throw new Error('not applied');
    return outcome;
  }

  async function compose(
    who: number,
    appointment: number,
    as: 'notice' | 'nudge' = 'notice',
    audience: Partial<Audience> = {},
  ): Promise<number> {
    const { notice } = await act(who, {
      kind: 'compose',
      campaignId,
      appointment,
      as,
      content: { parts: [{ kind: 'text', text: '请提交', entities: [] }] },
      audience: { ...everyContact, ...audience },
    });
    return notice;
  }

  const kindOf = async (who: number, wanted: NoticeAct) => (await act(who, wanted)).kind;
  /** Confirms what is there, as it is there. */
  async function confirm(who: number, notice: number) {
    // Whoever may not see it confirms blindly.
    const basis = (await notices.notice(authorOf(who), notice))?.basis ?? 0;
    return kindOf(who, {
      kind: 'confirm',
      notice,
      shown: { basis, count: 99, isLater: (await rowOf(notice)).sendAt !== null },
    });
  }
  const acts = async () =>
    (await store.prisma.auditAct.findMany({ orderBy: { sequence: 'asc' } })).map(
      ({ act: did, role, appointmentId, subject }) => [did, role, appointmentId, subject],
    );
  const sent = (notice: number) =>
    store.prisma.delivery.updateMany({ where: { noticeId: notice }, data: { state: 'sent', messageId: 5 } });

  it('are in the chain of acts as what each of those who handle them is', async () => {
    const nudge = await compose(collector, offices.collector, 'nudge', { persons: [late] });
    expect(await confirm(collector, nudge)).toBe('done');
    await sent(nudge);
    const { kind, notice: recall } = await act(admin, { kind: 'recall', notice: nudge });
    expect(kind).toBe('done');
    expect(await confirm(planner, recall)).toBe('gone');
    expect(await confirm(admin, recall)).toBe('done');
    const ours = await compose(admin, 0);
    expect(await kindOf(collector, { kind: 'cancel', notice: ours })).toBe('gone');
    expect(await confirm(admin, ours)).toBe('done');
    expect(await kindOf(planner, { kind: 'cancel', notice: ours })).toBe('done');
    expect(await acts()).toEqual([
      ['notice-confirm', 'collector', offices.collector, `notice:${nudge}`],
      // What was still on its way is stopped by whoever takes it back.
      ['notice-cancel', 'administrator', null, `notice:${nudge}`],
      ['notice-confirm', 'administrator', null, `notice:${recall}`],
      ['notice-confirm', 'administrator', null, `notice:${ours}`],
      ['notice-cancel', 'planner', offices.planner, `notice:${ours}`],
    ]);
  });

  it('are taken up in the office of whoever plans the campaign, not in another that they hold', async () => {
    const ours = await compose(admin, 0);
    expect(await confirm(admin, ours)).toBe('done');
    await store.prisma.delivery.updateMany({ data: { state: 'failed' } });
    await store.prisma.notice.update({ where: { id: ours }, data: { state: 'done' } });
    const collects = { role: 'collector', scopes: [{ kind: 'area', value: '永定区' }] } as const;
    await appoints(store, 8305, collects);
    const plans = await appoints(store, 8305, { role: 'planner' });
    const { notice } = await act(8305, { kind: 'again', notice: ours });
    const row = await store.prisma.notice.findUniqueOrThrow({ where: { id: notice } });
    expect(row.appointmentId).toBe(plans);
    expect(await confirm(8305, notice)).toBe('done');
  });

  /** Confirmed by its sender for an hour later; gives what begins it. */
  async function scheduled(who: number, appointment: number): Promise<number> {
    const notice = await compose(who, appointment);
    await act(who, { kind: 'time', notice, sendAt: later });
    expect(await confirm(who, notice)).toBe('done');
    return notice;
  }
  const rowOf = (id: number) => store.prisma.notice.findUniqueOrThrow({ where: { id } });
  const told = () =>
    store.prisma.delivery.findMany({ where: { noticeId: null }, select: { kind: true, content: true } });

  it.each([
    ['an administrator who is none any more', admin, 'noOffice', () => Promise.resolve()],
    [
      'an office that was withdrawn',
      collector,
      'noOffice',
      () => store.prisma.appointment.updateMany({ data: { withdrawnAt: at } }),
    ],
    [
      'a campaign that is archived',
      collector,
      'archived',
      () => store.prisma.campaign.update({ where: { id: campaignId }, data: { state: 'archived' } }),
    ],
  ] as const)('that wait for their time do not go out for %s', async (_, who, lapse, happens) => {
    const notice = await scheduled(who, who === admin ? 0 : offices.collector);
    await happens();
    const running = runningStore(store.prisma, bot, () => false);
    expect(await running.beginDue(at)).toBe(0);
    expect(await running.beginDue(later)).toBe(1);
    expect(await rowOf(notice)).toMatchObject({ state: 'cancelled', endedAt: later, lapse });
    expect(await store.prisma.delivery.count({ where: { noticeId: notice } })).toBe(0);
    expect(await told()).toEqual([{ kind: 'notice-over', content: { notice } }]);
    expect((await acts()).at(-1)).toEqual(['notice-lapse', 'system', null, `notice:${notice}`]);
    const plans = { identity: { channel: 'telegram', externalId: '1' }, isAdministrator: true } as const;
    expect((await notices.recent(plans, 8)).map((one) => one.lapse)).toEqual([lapse]);
    expect(await running.beginDue(later)).toBe(0);
  });

  it('that wait for their time go out for whoever is what they were', async () => {
    const ours = await scheduled(admin, 0);
    const theirs = await scheduled(collector, offices.collector);
    const running = runningStore(store.prisma, bot, (externalId) => externalId === String(admin));
    expect(await running.beginDue(later)).toBe(2);
    for (const notice of [ours, theirs]) {
      expect((await rowOf(notice)).state).toBe('sending');
      expect(await store.prisma.delivery.count({ where: { noticeId: notice } })).toBeGreaterThan(0);
    }
  });

  it('that lapse are told to nobody where their sender has forgotten us', async () => {
    await scheduled(collector, offices.collector);
    await store.prisma.person.deleteMany({
      where: { identities: { some: { externalId: String(collector) } } },
    });
    expect(await runningStore(store.prisma, bot, () => false).beginDue(later)).toBe(1);
    expect(await told()).toEqual([]);
  });

  it('keep the other pictures of an album when the words below one are mended', async () => {
    const notice = await compose(admin, 0);
    const photo = (message: number, text: string) =>
      ({ message, kind: 'photo', fileId: `f${message}`, text, entities: [] }) as const;
    for (const part of [photo(5, '第一张'), photo(6, '第二张'), photo(5, '改过的')])
      await act(admin, { kind: 'write', notice, part, album: 'a' });
    expect((await notices.notice(authorOf(admin), notice))?.content).toMatchObject({
      album: 'a',
      parts: [photo(5, '改过的'), photo(6, '第二张')],
    });
    expect(await notices.draftOf(authorOf(admin), 6)).toBe(notice);
    expect(await notices.draftOf(authorOf(admin), 7)).toBeUndefined();
    expect(await notices.draftOf(authorOf(planner), 6)).toBeUndefined();
  });

  it('are shown to their sender for a while once they are cancelled, since some were still on their way', async () => {
    const running = runningStore(store.prisma, bot, () => true);
    const notice = await compose(admin, 0);
    expect(await confirm(admin, notice)).toBe('done');
    const statesAt = async (now: Date) => (await running.running(now)).map((one) => one.notice.state);
    expect(await statesAt(later)).toEqual(['sending']);
    expect(await kindOf(admin, { kind: 'cancel', notice })).toBe('done');
    expect(await statesAt(new Date(at.getTime() + 20_000))).toEqual(['cancelled']);
    expect(await statesAt(later)).toEqual([]);
  });

  it('are not sent in a campaign that is archived, but taken back', async () => {
    const first = await compose(admin, 0);
    expect(await confirm(admin, first)).toBe('done');
    await sent(first);
    await store.prisma.campaign.update({ where: { id: campaignId }, data: { state: 'archived' } });
    const second = await compose(admin, 0);
    expect(await confirm(admin, second)).toBe('archived');
    expect((await rowOf(second)).state).toBe('draft');
    const { notice: recall } = await act(admin, { kind: 'recall', notice: first });
    expect(await confirm(admin, recall)).toBe('done');
  });

  it('leave their drafts to their author alone', async () => {
    const draft = await compose(collector, offices.collector);
    for (const who of [admin, planner])
      expect(await kindOf(who, { kind: 'drop', notice: draft })).toBe('gone');
    expect(await kindOf(collector, { kind: 'drop', notice: draft })).toBe('done');
  });

  it('keep who called a unit, and with what result, in the chain of acts', async () => {
    const { id: unit } = await store.prisma.rosterUnit.create({
      data: { campaignId, name: '从未来过有限公司', area: '慈利县' },
    });
    const called = { kind: 'called', campaignId, unit, result: 'noAnswer' } as const;
    expect(await kindOf(contact, called)).toBe('gone');
    expect(await kindOf(collector, called)).toBe('done');
    expect(await kindOf(admin, called)).toBe('done');
    expect(await acts()).toEqual([
      ['note-call', 'collector', offices.collector, `unit:${unit}`],
      ['note-call', 'administrator', null, `unit:${unit}`],
    ]);
    const [first] = await store.prisma.auditAct.findMany({ orderBy: { sequence: 'asc' } });
    expect(first?.details).toEqual({ before: null, after: { result: 'noAnswer' } });
  });
});
