import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { opensDemand, sendsBack } from '../support/desk.js';
import { appoints } from '../support/filed.js';
import { wordsIn } from '../support/office-file.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';
import { fillIn, storedOf, zhangjiajieValues } from '../support/stored.js';
import { submits } from '../support/submits.js';

const campaignId = 'zhangjiajie-2021';
const area = (value: string) => ({ kind: 'area', value }) as const;
let next = 9100;

describeStores('a form that is entered from paper', (open) => {
  let store: Store;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    await store.prisma.rosterUnit.createMany({
      data: [
        { campaignId, name: '纸上的莓茶公司', area: '永定区', creditCode: '91110000600037341L' },
        { campaignId, name: '慈利的公司', area: '慈利县' },
      ],
    });
  });
  afterAll(() => running.stop());

  async function staff(
    role: 'collector' | 'planner' | 'responsible' | 'recommender',
    ...areas: string[]
  ): Promise<{ who: ChatPerson; appointment: number }> {
    const who = await running.chat.newcomer(next++, '汇总');
    const appointment = await appoints(store, who.id, { role, scopes: areas.map(area) });
    return { who, appointment };
  }

  /** Begins a form where the roster expects nobody any more, and fills it in; gives its id. */
  async function enters(who: ChatPerson, name: string, values: object = {}): Promise<number> {
    await who.says('代录');
    await who.taps(/^代录：/, { in: (await who.hears('请选择要代录的表')).id });
    await who.hears('单位名称尚未录入');
    await who.says(name);
    await who.hears(`【纸质代录】${name}`);
    await running.chat.settled();
    const { 'unit-name': _, ...others } = { ...zhangjiajieValues, ...values };
    await fillIn(store, who.id, others);
    return (await storedOf(store, who.id))?.id ?? 0;
  }

  const withdraws = (appointment: number) =>
    store.prisma.appointment.update({ where: { id: appointment }, data: { withdrawnAt: new Date() } });

  it('is begun from the roster, for an area that the office covers, and stands apart from the own forms', async () => {
    const { who, appointment } = await staff('collector', '永定区');
    const { who: planner } = await staff('planner');
    await who.says('/paper');
    await who.taps(/^代录：/, { in: (await who.hears('分开保管')).id });
    const units = await who.hears('替哪个单位代录');
    expect(units.buttons.flat()).not.toContain('慈利的公司');
    const tapped = await who.taps('纸上的莓茶公司', { in: units.id });
    expect(tapped).toBeDefined();
    const first = await who.hears('单位地址');
    expect(first.text).toMatch(/^【纸质代录】纸上的莓茶公司\n/);
    await running.chat.settled();
    const begun = await storedOf(store, who.id);
    expect(begun?.enteredBy).toBe(appointment);
    expect(begun?.answers).toEqual({
      'unit-name': '纸上的莓茶公司',
      'credit-code': '91110000600037341L',
      region: '永定区',
    });
    expect(await store.prisma.consent.count({ where: { personId: begun?.personId ?? 0 } })).toBe(0);

    const { 'unit-name': _, 'credit-code': __, region: ___, ...rest } = zhangjiajieValues;
    await fillIn(store, who.id, rest);
    await store.prisma.answer.updateMany({
      where: { submissionId: begun?.id ?? 0, questionId: 'region' },
      data: { value: '慈利县' },
    });
    await who.says('提交');
    expect((await who.hears('请最后核对')).text).toMatch(/^【纸质代录】/);
    await who.says('提交');
    const refused = await who.hears('不在您负责的范围内');
    expect(refused.text).toContain('慈利县');
    await who.taps('去填这一题', { in: refused.id });
    await who.hears('所属区域');
    await who.says('永定区');
    await who.hears('全部填完了');
    await submits(who, running.chat);
    const filed = await store.prisma.filedDemand.findFirstOrThrow({
      where: { submissionId: begun?.id ?? 0 },
    });
    expect(filed).toMatchObject({ area: '永定区', unit: '纸上的莓茶公司', state: 'waiting' });

    await planner.says('/inbox');
    await planner.hears('待审核');
    await planner.tapsData((await planner.last()).id, `desk-open:${filed.demandId.toString(36)}`);
    expect((await planner.hears('状态：')).text).toContain('纸质代录：由 collector');
    await who.says('/coverage');
    await who.taps('已提交 1', { in: (await who.hears('名册 1 家')).id });
    expect((await who.hears('已提交（1 家）')).text).toContain('纸质代录');
    const unit = await store.prisma.rosterUnit.findFirstOrThrow({ where: { name: '纸上的莓茶公司' } });
    expect(unit.personId).toBeNull();
    const acts = await store.prisma.auditAct.findMany({ where: { act: 'enterPaper' } });
    expect(acts).toMatchObject([{ role: 'collector', appointmentId: appointment }]);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);

    await who.says('/mydata');
    await who.hears('全部数据');
    const { message } = await who.last();
    const data = wordsIn(await who.download(message.document?.file_id ?? ''));
    expect(data).not.toContain('莓茶');
    await who.says('/status');
    expect((await who.hears()).text).not.toContain('莓茶');
  });

  it('leaves alone what the same person fills in for their own unit, and the other way about', async () => {
    const { li: who } = await contactAt(running, store, 'region');
    await appoints(store, who.id, { role: 'collector', scopes: [area('永定区')] });
    const own = await storedOf(store, who.id);
    await who.unheard();
    await who.says('代录');
    await who.taps(/^代录：/, { in: (await who.hears('请选择要代录的表')).id });
    const start = await who.hears('单位名称尚未录入');
    expect(start.text).not.toContain('莓茶生物');
    expect(start.buttons.flat().join()).not.toMatch(/沿用|上次|张家界云雾/);
    // The tap of an impatient hand begins no second one; one that has something in it is left alone.
    await who.says('/paper');
    await who.taps(/^代录：/, { in: (await who.hears('请选择要代录的表')).id });
    await who.hears('单位名称尚未录入');
    expect(await papersOf(who)).toBe(1);
    await who.says('甲公司');
    await who.hears('【纸质代录】甲公司');
    await who.says('/paper');
    await who.taps(/^代录：/, { in: (await who.hears('请选择要代录的表')).id });
    await who.hears('单位名称尚未录入');
    await who.says('乙公司');
    await who.hears('【纸质代录】乙公司');
    expect(await papersOf(who)).toBe(2);

    await who.says('/start');
    const list = await who.hears('请选择要填写的表');
    expect(list.text).not.toContain('纸质代录');
    expect(list.buttons.flat().filter((text) => text.startsWith('继续填写'))).toHaveLength(1);
    await who.taps(/继续填写/, { in: list.id });
    expect((await who.hears('所属区域')).text).not.toContain('纸质代录');
    await running.chat.settled();
    await who.says('/paper');
    await who.taps('我代录的表（2）', { in: (await who.hears('请选择要代录的表')).id });
    await who.taps('未提交 · 甲公司', { in: (await who.hears('点一份继续录入')).id });
    await who.hears('【纸质代录】甲公司');
    await who.says('/cancel');
    await who.hears('发送 /paper 就能接着录');
    const after = await store.prisma.submission.findUniqueOrThrow({ where: { id: own?.id ?? 0 } });
    expect(after).toMatchObject({ state: 'draft', enteredBy: null });
  });

  const papersOf = (who: ChatPerson) =>
    store.prisma.submission.count({
      where: { enteredBy: { not: null }, person: { identities: { some: { externalId: String(who.id) } } } },
    });

  it('is sent back to whoever entered it, who corrects it', async () => {
    const { who } = await staff('collector', '永定区');
    const { who: zhao } = await staff('responsible', '永定区');
    const id = await enters(who, '要改的公司');
    await submits(who, running.chat);
    const { demandId } = await store.prisma.filedDemand.findFirstOrThrow({ where: { submissionId: id } });
    await opensDemand(running, zhao, demandId);
    await sendsBack(zhao, '单位地址');
    expect((await who.hears(/要修改|需要修改/, 15_000)).text).toMatch(/^【纸质代录】要改的公司/);
    await who.says('/paper');
    await who.taps(/我代录的表/, { in: (await who.hears('请选择要代录的表')).id });
    await who.taps('待修改 · 要改的公司', { in: (await who.hears('点一份继续录入')).id });
    await who.hears('单位地址');
    await who.says('张家界市永定区新路 1 号');
    await who.hears(/都改好了|改完/);
    await submits(who, running.chat);
    const acts = await store.prisma.auditAct.findMany({ where: { subject: `submission:${id}` } });
    expect(acts.map(({ act }) => act)).toEqual(['enterPaper', 'enterPaper']);
  });

  it('is closed to who loses the office, and taken over by who covers its area', async () => {
    const { who, appointment } = await staff('collector', '武陵源区');
    const { who: other } = await staff('collector', '慈利县');
    const { who: successor, appointment: office } = await staff('collector', '武陵源区');
    const draft = await enters(who, '没录完的公司', { region: '武陵源区' });
    const filed = await enters(who, '录完的公司', { region: '武陵源区' });
    await submits(who, running.chat);
    await successor.says('/paper');
    expect((await successor.hears('请选择要代录的表')).buttons.flat().join()).not.toContain('可接手');
    const list = await who.last();
    await withdraws(appointment);

    await who.unheard();
    await who.tapsData(list.id, `open:${draft.toString(36)}`);
    await who.hears('没有找到这份表');
    await who.tapsData(list.id, `print:${filed.toString(36)}`);
    await who.hears('没有找到这份表');
    await who.says('改一改');
    expect((await who.hears()).text).not.toContain('纸质代录');
    await who.says('/paper');
    await who.hears('没有这项权限');
    await who.tapsData(list.id, `paper-take:${draft.toString(36)}`);
    await who.hears('没有这项权限');

    await other.says('/paper');
    const home = await other.hears('请选择要代录的表');
    expect(home.buttons.flat().join()).not.toContain('可接手');
    await other.tapsData(home.id, `paper-take:${draft.toString(36)}`);
    await other.hears('没有找到这份表');

    await successor.says('/paper');
    await successor.taps('可接手的表（2）', { in: (await successor.hears('请选择要代录的表')).id });
    const left = await successor.hears('原代录人已不再任职');
    await successor.taps(/(?<!没)录完的公司$/, { in: left.id });
    await successor.hears('这份表现在由您负责');
    await successor.tapsData(left.id, `paper-take:${draft.toString(36)}`);
    await successor.hears('【纸质代录】没录完的公司');
    await submits(successor, running.chat);
    const rows = await store.prisma.submission.findMany({ where: { id: { in: [draft, filed] } } });
    expect(rows.map(({ enteredBy, state }) => [enteredBy, state])).toEqual([
      [office, 'submitted'],
      [office, 'submitted'],
    ]);
    expect(await store.prisma.auditAct.count({ where: { act: 'takeOverPaper' } })).toBe(2);
  });

  it('stays when its collector has their data deleted, and goes to the planning office', async () => {
    const { who } = await staff('collector', '桑植县');
    const { who: planner } = await staff('planner');
    const draft = await enters(who, '桑植的公司', { region: '桑植县' });
    await who.says('/forget');
    const ask = await who.hears('您代录的 1 份纸质表');
    await who.taps('确认删除我的数据', { in: ask.id });
    await who.hears('已删除您的草稿和账号标识。');
    await running.chat.settled();
    const row = await store.prisma.submission.findUniqueOrThrow({
      where: { id: draft },
      include: { person: { include: { identities: true } }, answers: true },
    });
    expect(row.person.identities).toEqual([]);
    expect(row.answers.length).toBeGreaterThan(20);
    expect(row.answers.every(({ messageIds }) => messageIds.length === 0)).toBe(true);
    await planner.says('/paper');
    await planner.taps(/可接手/, { in: (await planner.hears('请选择要代录的表')).id });
    await planner.taps(/桑植的公司/, { in: (await planner.hears('原代录人已不再任职')).id });
    await planner.hears('这份表现在由您负责');
    await submits(planner, running.chat);
  });

  it('is a rival of another form for its code, also of one from the same hand; withdrawn, it is a draft again', async () => {
    const { who } = await staff('collector', '永定区');
    const { who: planner } = await staff('planner');
    await enters(who, '同一家公司', { 'credit-code': '91430800MA4L0TEST1' });
    await submits(who, running.chat);
    const second = await enters(who, '同一家公司二', { 'credit-code': '91430800MA4L0TEST1' });
    await submits(who, running.chat);
    const { demandId } = await store.prisma.filedDemand.findFirstOrThrow({ where: { submissionId: second } });
    await planner.says('/inbox');
    await planner.hears('待审核');
    await planner.tapsData((await planner.last()).id, `desk-open:${demandId.toString(36)}`);
    expect((await planner.hears('状态：')).text).toContain('另有 1 份表填了同一个信用代码');
    await who.tapsData((await who.last()).id, `ask-withdraw:${second.toString(36)}`);
    await who.taps('确认撤回', { in: (await who.hears('确定撤回吗')).id });
    await who.hears('总览 ·');
    await running.chat.settled();
    expect(await store.prisma.auditAct.count({ where: { act: 'withdrawPaper' } })).toBe(1);
  });

  it('is nothing for a contact or another office, whatever a button says', async () => {
    const { who: zhao } = await staff('responsible', '永定区');
    const li = await running.chat.newcomer(next++, '李敏');
    for (const one of [zhao, li]) {
      await one.says('/paper');
      const refused = await one.hears('没有这项权限');
      await one.tapsData(refused.id, 'paper-begin:1:0');
      await one.hears('没有这项权限');
      await one.tapsData(refused.id, 'paper-own:0');
      await one.hears('没有这项权限');
    }
    expect(await papersOf(zhao)).toBe(0);
  });
});
