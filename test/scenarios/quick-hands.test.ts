import { afterAll, beforeAll, expect, it } from 'vitest';
import { markOf } from '../../src/campaigns/screens/buttons.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';

const admin = 9801;
const second = 9802;
const campaignId = 'zhangjiajie-2021';
const mark = markOf(campaignId).toString(36);

/* Every button that does something is tapped five times at once, from two devices, and when its screen is old. */

describeStores('a button in quick hands', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let chen: ChatPerson;
  let zhou: ChatPerson;
  let li: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin, second] });
    chen = await running.chat.newcomer(admin, '陈');
    zhou = await running.chat.newcomer(second, '周');
    for (const who of [chen, zhou]) await who.starts();
    li = (await contactAt(running, store, 'staff-total')).li;
  }, 60_000);
  afterAll(async () => {
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
    expect(running.log.filter((line) => /"(?:sender|watch|waiting|parked)"/.test(line))).toEqual([]);
    await running.stop();
  });

  const acts = (act: string) => store.prisma.auditAct.count({ where: { act } });
  const campaign = () => store.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } });

  /** By both administrators, five times each, at once. */
  async function stormed(data: string): Promise<void> {
    const messages = await Promise.all([chen, zhou].map((who) => who.last()));
    const taps = [chen, zhou].flatMap((who, at) =>
      Array.from({ length: 5 }, () => who.tapsData(messages[at]?.id ?? 0, data)),
    );
    await Promise.all((await Promise.all(taps)).map((tap) => tap.answer()));
    await running.chat.settled();
  }

  it('closes a campaign once, opens it once, and moves a deadline once', async () => {
    await stormed(`camp-move:${mark}:1:2`);
    expect((await campaign()).state).toBe('closedToUnits');
    const closed = await acts('state');
    await stormed(`camp-move:${mark}:2:1`);
    expect((await campaign()).state).toBe('open');
    expect((await acts('state')) - closed).toBe(closed);
    const { unitDeadline } = await campaign();
    const from = Math.floor(unitDeadline.getTime() / 1000);
    const to = from + 86_400;
    await stormed(`camp-until:${mark}:0:${to.toString(36)}:${from.toString(36)}`);
    expect((await campaign()).unitDeadline).toEqual(new Date(to * 1000));
    const moved = await store.prisma.auditAct.findMany({ where: { act: { contains: 'deadline' } } });
    expect(moved).toHaveLength(1);
  }, 30_000);

  it('grants more time once, and takes it back once, and tells its contact once of each', async () => {
    const { personId } = await store.prisma.identity.findFirstOrThrow({
      where: { externalId: String(li.id) },
    });
    const until = new Date(Date.now() + 90 * 86_400_000);
    const at = new Date();
    const { id } = await store.prisma.extension.create({
      data: { campaignId, personId, until, reason: '停电', grantedBy: 1, at, withdrawnAt: at },
    });
    await stormed(`more-grant:${mark}:${id.toString(36)}`);
    await stormed(`more-end:${mark}:${id.toString(36)}`);
    await stormed(`more-grant:${mark}:${id.toString(36)}`);
    const told = await store.prisma.delivery.findMany({ where: { personId }, orderBy: { id: 'asc' } });
    expect(told.map(({ kind }) => kind)).toEqual(['extension-granted', 'extension-withdrawn']);
    expect(await acts('extend')).toBe(1);
    expect(await acts('withdraw-extension')).toBe(1);
  }, 30_000);

  it('begins one form from paper, and mutes and unmutes as the last tap says', async () => {
    const who = await running.chat.newcomer(9803, '汇总');
    await who.starts();
    await appoints(store, who.id, { role: 'collector', scopes: [{ kind: 'area', value: '永定区' }] });
    await store.prisma.rosterUnit.create({ data: { campaignId, name: '纸上的公司', area: '永定区' } });
    await who.says('/paper');
    await who.taps(/^代录：/, { in: (await who.hears('请选择要代录的表')).id });
    const units = await who.hears('替哪个单位代录');
    const onUnit = dataOf(units, '纸上的公司');
    await Promise.all(Array.from({ length: 5 }, () => who.tapsData(units.id, onUnit)));
    await running.chat.settled();
    const papers = await store.prisma.submission.count({ where: { enteredBy: { not: null } } });
    expect(papers).toBe(1);
    const { id: message } = await who.last();
    for (const data of ['remind-off:0', 'remind-on', 'remind-off:1', 'remind-off:1'])
      await who.tapsData(message, data);
    await running.chat.settled();
    const muted = await store.prisma.person.count({ where: { mutedAt: { not: null } } });
    expect(muted).toBe(1);
  }, 30_000);

  it('pauses, goes on, ends and takes back a notice once, whoever of two taps first', async () => {
    await chen.unheard();
    await chen.says('/broadcast');
    await chen.taps('写通知：“我为群众', { in: (await chen.hears('群发通知')).id });
    const draft = await chen.hears('通知草稿');
    const { id } = await store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const code = id.toString(36);
    await chen.tapsData(draft.id, `n-write:${code}`);
    await chen.hears('请把通知内容发给我');
    await chen.says('快手');
    await chen.hears('快手');
    await chen.taps('发送给');
    const { botId } = await store.prisma.notice.findUniqueOrThrow({ where: { id } });
    const { personId } = await store.prisma.identity.findFirstOrThrow({
      where: { externalId: String(li.id) },
    });
    await store.prisma.delivery.create({
      data: {
        ...{ botId, noticeId: id, personId, kind: 'notice', content: {} },
        notBefore: new Date(Date.now() + 3_600_000),
      },
    });
    const at = new Date();
    await store.prisma.notice.update({ where: { id }, data: { state: 'sending', confirmedAt: at } });
    for (const verb of ['n-pause', 'n-resume', 'n-pause', 'n-cancel', 'n-resume'])
      await stormed(`${verb}:${code}`);
    expect((await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state).toBe('cancelled');
    const did = await Promise.all(['notice-pause', 'notice-resume', 'notice-cancel'].map(acts));
    expect(did).toEqual([2, 1, 1]);
    await store.prisma.delivery.updateMany({
      where: { noticeId: id },
      data: { state: 'sent', messageId: 1 },
    });
    const before = await store.prisma.notice.count();
    for (const verb of ['n-recall', 'n-correct']) await stormed(`${verb}:${code}`);
    // One of each for each of the two.
    expect(await store.prisma.notice.count({ where: { ofNotice: id } })).toBe(4);
    expect(await store.prisma.notice.count()).toBe(before + 4);
    await chen.says('/broadcast');
    const home = await chen.hears('群发通知');
    const anew = dataOf(home, '写通知：“我为群众');
    await Promise.all(Array.from({ length: 5 }, () => chen.tapsData(home.id, anew)));
    await running.chat.settled();
    expect(await store.prisma.notice.count()).toBe(before + 5);
  }, 60_000);
});
