import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { opensDemand, sendsBack, tapsData } from '../support/desk.js';
import { appoints } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

const responsible = 6101;
const collector = 6102;
const other = 6103;
const leader = 6104;

const area = (value: string) => ({ kind: 'area', value }) as const;

describeStores('a form that is passed on', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    for (const [id, name] of [
      [responsible, '赵责任'],
      [collector, '汇总'],
      [other, '慈利'],
      [leader, '领导'],
    ] as const)
      await running.chat.newcomer(id, name);
    await appoints(store, responsible, { role: 'responsible', scopes: [area('永定区')] });
    await appoints(store, collector, { role: 'collector', scopes: [area('永定区')] });
    await appoints(store, other, { role: 'collector', scopes: [area('慈利县')] });
    await appoints(store, leader, { role: 'leader', scopes: [area('永定区')] });
    zhao = running.chat.person(responsible);
    // Nobody hears from a bot to whom they have never written.
    for (const id of [responsible, collector, other, leader]) {
      await running.chat.person(id).says('/inbox');
      await running.chat.person(id).hears('待审核');
    }
  });
  afterAll(() => running.stop());

  async function submitted(): Promise<{ li: ChatPerson; demand: number; submission: number }> {
    const { li } = await contactAt(running, store);
    await submits(li, running.chat);
    const stored = await storedOf(store, li.id);
    return { li, demand: stored?.demands[0]?.id ?? 0, submission: stored?.id ?? 0 };
  }

  const revisionOf = async (demand: number): Promise<number> =>
    (await store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } })).revision;

  const filedOf = (demand: number) =>
    store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } });

  async function linkFor(demand: number): Promise<string> {
    await opensDemand(running, zhao, demand);
    await zhao.taps('更多…');
    await zhao.hears('更多 ·');
    await zhao.taps('换填报人…');
    await zhao.hears('只能用一次的链接');
    await zhao.taps('生成链接');
    const made = await zhao.hears('链接已生成');
    expect(made.buttons).toEqual([['‹ 回到项目']]);
    return /start=(\S+)/.exec(made.text)?.[1] ?? '';
  }

  it('goes to another contact by a one-time link, with its corrections, and leaves the former one’s sight', async () => {
    const { li, demand, submission } = await submitted();
    await opensDemand(running, zhao, demand);
    await sendsBack(zhao, /项目需求内容描述/);
    await li.hears(/需要修改|要修改/, 15_000);

    const first = await linkFor(demand);
    const link = await linkFor(demand);
    expect(link).toMatch(/^t_[\w-]{22,}$/);
    expect(JSON.stringify(await store.prisma.invitation.findMany())).not.toContain(link.slice(2));

    const wang = await running.chat.newcomer(6201, '王接手');
    await wang.says(`/start ${first}`);
    await wang.hears('这个邀请链接不能用');
    await li.unheard();
    await li.says(`/start ${link}`);
    await li.hears('这份表本来就是您填报的');
    await wang.says(`/start ${link}`);
    const offer = await wang.hears('有人请您接手填报：“张家界云雾莓茶生物科技有限公司”');
    expect(offer.text).not.toContain('13974400002');
    await wang.taps('同意并接手', { in: offer.id });
    await wang.hears('已接手');
    const told = await wang.hears(/需要修改|要修改/, 15_000);
    await li.hears('已改由另一位联系人填报', 15_000);
    await running.chat.settled();

    // The same update again, and the tap of a hurried hand: nothing more happens.
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    await wang.tapsData(offer.id, `form-take:${link.slice(2)}`);
    await running.chat.settled();
    const acts = await store.prisma.auditAct.findMany({ where: { act: 'takeOver' } });
    expect(acts.map(({ subject }) => subject)).toEqual([`submission:${submission}`]);

    await li.unheard();
    await li.says('/status');
    expect((await li.hears()).text).not.toContain('张家界云雾');
    await li.says('我还想改');
    await running.chat.settled();
    expect(await storedOf(store, li.id)).toBeUndefined();

    await wang.taps('去修改', { in: told.id });
    await wang.hears('项目需求内容描述');
    await wang.says('拟突破莓茶黄酮低温提取技术，得率不低于8%。');
    await running.chat.settled();
    await submits(wang, running.chat);
    expect((await filedOf(demand)).state).toBe('corrected');

    const late = await running.chat.newcomer(6202, '钱晚');
    await late.says(`/start ${link}`);
    await late.hears('这个邀请链接不能用');
  });

  it('is no appointment’s link, and five wrong ones end the tries', async () => {
    const { demand } = await submitted();
    const link = await linkFor(demand);
    const sun = await running.chat.newcomer(6203, '孙试');
    await sun.says(`/start i_${link.slice(2)}`);
    await sun.hears('这个邀请链接不能用');
    for (let n = 1; n < 5; n += 1) {
      await sun.says(`/start t_${'x'.repeat(26)}${n}`);
      await sun.hears('这个邀请链接不能用');
    }
    await sun.says(`/start ${link}`);
    await sun.hears('尝试的次数太多了');
  });

  it('goes to the right area, waits there anew, and stays when it is submitted again', async () => {
    const { li, demand, submission } = await submitted();
    await opensDemand(running, zhao, demand);
    await zhao.taps(/^通过$/);
    await zhao.hears('状态：已通过');
    await zhao.taps('更多…');
    await zhao.hears('更多 ·');
    await zhao.taps('移到其他区域…');
    await zhao.hears('要把整份表');
    await zhao.taps('慈利县');
    await zhao.hears('移到“慈利县”？');
    await zhao.taps('确认移到慈利县');
    // It has left their sight.
    await zhao.hears('已移交');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    expect(await filedOf(demand)).toMatchObject({
      area: '慈利县',
      sector: null,
      state: 'waiting',
      rank: null,
    });
    expect(await store.prisma.auditAct.count({ where: { act: 'move' } })).toBe(1);
    await li.hears('已移交“慈利县”审核', 15_000);
    const ci = running.chat.person(other);
    await ci.hears('移交到了“慈利县”', 15_000);
    await tapsData(running, zhao, `desk-open:${demand.toString(36)}`);
    await zhao.hears('没有找到这个项目');

    const file = await opensDemand(running, ci, demand);
    expect(file.text).toContain('填报人选的是：永定区');
    await sendsBack(ci, /项目需求内容描述/);
    await li.hears(/需要修改|要修改/, 15_000);
    await li.taps('去修改');
    await li.hears('项目需求内容描述');
    await li.says('改好了的内容描述。');
    await running.chat.settled();
    await submits(li, running.chat);
    expect(await filedOf(demand)).toMatchObject({ area: '慈利县', state: 'corrected' });

    // What the unit itself says counts once it says otherwise.
    await store.prisma.answer.updateMany({
      where: { submissionId: submission, questionId: 'region' },
      data: { value: '桑植县' },
    });
    await store.prisma.submission.update({ where: { id: submission }, data: { state: 'draft' } });
    await li.says('/start');
    await submits(li, running.chat);
    expect(await filedOf(demand)).toMatchObject({ area: '桑植县' });
  });

  it('asks for the sector where the area has sectors', async () => {
    const { demand } = await submitted();
    await opensDemand(running, zhao, demand);
    await zhao.taps('更多…');
    await zhao.hears('更多 ·');
    await zhao.taps('移到其他区域…');
    await zhao.hears('要把整份表');
    await zhao.taps(/市直/);
    await zhao.hears('请选择所在行业');
    await zhao.taps('农业');
    await zhao.hears('移到“市直行业部门 / 农业”？');
    await zhao.taps(/确认移到/);
    await zhao.hears('已移交');
    expect(await filedOf(demand)).toMatchObject({ area: '市直行业部门', sector: '农业' });
  });

  it('stays where it is for those without the right, and for buttons that somebody made up', async () => {
    const { demand, submission } = await submitted();
    const revision = (await revisionOf(demand)).toString(36);
    const at = demand.toString(36);
    const before = await filedOf(demand);
    for (const who of [collector, other, leader]) {
      const person = running.chat.person(who);
      for (const data of ['form-link', 'form-move', 'form-keep', 'form-rivals', 'form-hand', 'form-areas']) {
        await person.unheard();
        await tapsData(running, person, `${data}:${at}:${revision}:1:0`);
        await person.hears('没有找到这个项目');
      }
    }
    for (const numbers of ['99:0', 'zzzzzzz:1', '1:5', '!:?', ''])
      await tapsData(running, zhao, `form-move:${at}:${revision}:${numbers}`);
    const stranger = await running.chat.newcomer(6204, '路人');
    await tapsData(running, stranger, `form-move:${at}:${revision}:1:0`);
    expect(await filedOf(demand)).toEqual(before);
    expect(
      await store.prisma.invitation.count({
        where: { grants: { path: ['submission'], equals: submission } },
      }),
    ).toBe(0);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('is linked with a similar one, and unlinked, by those who may see both', async () => {
    const one = await submitted();
    const two = await submitted();
    const third = await submitted();
    await opensDemand(running, zhao, one.demand);
    await zhao.taps('更多…');
    await zhao.hears('更多 ·');
    const at = one.demand.toString(36);
    const seen = (await revisionOf(one.demand)).toString(36);
    await tapsData(running, zhao, `need-same:${at}:${seen}:${two.demand.toString(36)}`);
    await tapsData(running, zhao, `need-same:${at}:${seen}:${two.demand.toString(36)}`);
    expect(await store.prisma.demandLink.count()).toBe(1);
    expect(await store.prisma.auditAct.count({ where: { act: 'link' } })).toBe(1);
    expect((await opensDemand(running, zhao, two.demand)).text).toContain('同一需求：莓茶采后保鲜');
    await store.prisma.filedDemand.update({ where: { demandId: third.demand }, data: { area: '慈利县' } });
    await tapsData(running, zhao, `need-same:${at}:${seen}:${third.demand.toString(36)}`);
    expect(await store.prisma.demandLink.count()).toBe(1);
    await opensDemand(running, zhao, one.demand);
    await zhao.taps('更多…');
    await zhao.taps(/^取消关联/);
    await zhao.hears('已取消关联');
    expect(await store.prisma.demandLink.count()).toBe(0);
  });

  it('takes the more time along that was granted for it', async () => {
    const { li, demand } = await submitted();
    const personOf = async (externalId: number): Promise<number> =>
      (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(externalId) } })).personId;
    const at = new Date();
    const { id } = await store.prisma.extension.create({
      data: {
        ...{
          campaignId: 'zhangjiajie-2021',
          personId: await personOf(li.id),
          reason: '停电',
          grantedBy: 1,
          at,
        },
        until: new Date(at.getTime() + 40 * 864e5),
      },
    });
    const wang = await running.chat.newcomer(6221, '王接手');
    await wang.says(`/start ${await linkFor(demand)}`);
    await wang.taps('同意并接手', { in: (await wang.hears('有人请您接手填报')).id });
    await wang.hears('已接手');
    await running.chat.settled();
    expect(await store.prisma.extension.findUnique({ where: { id } })).toMatchObject({
      personId: await personOf(6221),
    });
    await store.prisma.extension.deleteMany();
  });

  it('goes to one of two who take it over, or move it, at the same instant', async () => {
    const { demand, submission } = await submitted();
    const link = await linkFor(demand);
    const two: ChatPerson[] = [];
    for (const [id, name] of [
      [6211, '周甲'],
      [6212, '吴乙'],
    ] as const) {
      const person = await running.chat.newcomer(id, name);
      await person.says(`/start ${link}`);
      await person.hears('有人请您接手填报');
      two.push(person);
    }
    await Promise.all(two.map((person) => person.taps('同意并接手')));
    const heard = await Promise.all(two.map((person) => person.hears(/已接手|这个邀请链接不能用/)));
    expect(heard.filter(({ text }) => text.includes('已接手'))).toHaveLength(1);
    const winner = two[heard.findIndex(({ text }) => text.includes('已接手'))];
    expect((await storedOf(store, winner?.id ?? 0))?.id).toBe(submission);
    expect(
      await store.prisma.auditAct.count({ where: { subject: `submission:${submission}`, act: 'takeOver' } }),
    ).toBe(1);

    await appoints(store, collector, { role: 'responsible', scopes: [area('永定区')] });
    const other = running.chat.person(collector);
    const at = `${demand.toString(36)}:${(await revisionOf(demand)).toString(36)}`;
    const movers = [
      { who: zhao, data: `form-move:${at}:1:0`, last: (await zhao.last()).id },
      { who: other, data: `form-move:${at}:2:0`, last: (await other.last()).id },
    ];
    await Promise.all(movers.map(({ who, data, last }) => who.tapsData(last, data)));
    await running.chat.settled();
    const moves = await store.prisma.auditAct.count({ where: { act: 'move', subject: `demand:${demand}` } });
    expect(moves).toBe(1);
    expect(await revisionOf(demand)).toBe(1);
    await store.prisma.appointment.deleteMany({
      where: { role: 'responsible', title: `responsible${collector}` },
    });
  });
});
