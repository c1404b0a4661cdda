import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { appoints } from '../support/filed.js';
import { collectsForCili, comeIn, confirmsNotice, draftsNotice } from '../support/notices.js';
import { png } from '../support/png.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const admin = 9201;
const second = 9202;
const collector = 9203;
const campaignId = 'zhangjiajie-2021';

describeStores('a notice in rough hands', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  let li: ChatPerson;
  let wang: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [admin, second] });
    await comeIn(running, { [admin]: '陈管理', [second]: '周管理', [collector]: '汇总' });
    chen = running.chat.person(admin);
    await collectsForCili(store, collector);
    li = (await contactAt(running, store, 'staff-total')).li;
    wang = (await contactAt(running, store, 'staff-total')).li;
  }, 60_000);
  afterAll(() => running.stop());

  const newest = () => store.prisma.notice.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const stateOf = async (id: number) =>
    (await store.prisma.notice.findUniqueOrThrow({ where: { id } })).state;
  const code = (id: number) => id.toString(36);

  async function draft(words: string, who = chen): Promise<number> {
    await draftsNotice(running, who, words);
    return (await newest()).id;
  }

  const confirmed = () => confirmsNotice(chen);

  it('takes a list that a client has split, to its last line', async () => {
    const person = async (who: ChatPerson) =>
      (await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(who.id) } })).personId;
    const units = [
      { name: '名单首位有限公司', personId: await person(li) },
      { name: '名单末位有限公司', personId: await person(wang) },
    ];
    await store.prisma.rosterUnit.createMany({
      data: units.map((unit) => ({ campaignId, area: '永定区', ...unit })),
    });
    await draft('长名单');
    await chen.taps('选对象');
    await chen.hears('发给谁');
    await chen.taps('粘贴名单');
    await chen.hears('请粘贴名单');
    const between = Array.from({ length: 900 }, (_, n) => `查无此单位${n}`);
    await chen.says([units[0]?.name, ...between, units[1]?.name].join('\n'));
    await chen.hears('名单已保存，对上 2 人');
    expect((await newest()).audience).toMatchObject({ persons: units.map(({ personId }) => personId) });
  }, 30_000);

  it('is set to a typed time, which is to come, with its hour', async () => {
    await draft('定时的');
    await chen.taps('定时间');
    await chen.hears('什么时候发送');
    await chen.taps('输入时间');
    await chen.hears('请输入发送时间');
    for (const [typed, answer] of [
      ['快点', '没有看懂'],
      ['2026-02-30 10:00', '没有这一天'],
      ['2020-01-01 10:00', '已经过了'],
      ['2099-01-01 10:00', '最多可以提前一年'],
    ] as const) {
      await chen.says(typed);
      await chen.hears(answer);
    }
    const tomorrow = new Date(Date.now() + 86_400_000 + 8 * 3_600_000);
    const day = `${tomorrow.getUTCMonth() + 1}月${tomorrow.getUTCDate()}日`;
    await chen.says(day);
    await chen.hears('请写明当天几点');
    await chen.says(`${day}下午6点半`);
    const set = await chen.hears(/发送时间：/);
    expect(set.text).toContain('18:30');
    // An old button with a time that has passed, and one that was made up.
    await chen.tapsData(set.id, `n-at:${code((await newest()).id)}:1`);
    await chen.hears('这个时间已经过了');
    await chen.tapsData(set.id, `n-at:${code((await newest()).id)}:zzzzz`);
    await chen.hears(/最多可以提前一年/);
    await confirmed();
    await chen.hears('已定时');
    const { id } = await newest();
    // Confirmed again, and corrected, while it waits.
    for (const verb of ['n-go', 'n-correct', 'n-recall', 'n-again', 'n-pause', 'n-drop', 'n-write'])
      await chen.tapsData(set.id, `${verb}:${code(id)}`);
    await running.chat.settled();
    expect(await stateOf(id)).toBe('scheduled');
    await chen.tapsData(set.id, `n-cancel:${code(id)}`);
    await chen.hears('已取消');
    expect(await store.prisma.delivery.count({ where: { noticeId: id } })).toBe(0);
  }, 30_000);

  it('ends, and its sender is told, when nobody is left by its time', async () => {
    const office = running.chat.person(collector);
    const id = await draft('到时没有权限', office);
    await store.prisma.notice.update({
      where: { id },
      data: { state: 'scheduled', sendAt: new Date(Date.now() - 1_000), confirmedAt: new Date() },
    });
    const over = await office.hears('没有发给任何人', 15_000);
    expect(over.text).toContain('已发完');
    expect(await stateOf(id)).toBe('done');
  }, 30_000);

  it('is not sent once its sender has lost the office, who is told so; whoever plans sees it too', async () => {
    const former = await running.chat.newcomer(9204, '原责任人');
    await former.starts();
    const scopes = [{ kind: 'area', value: '慈利县' }] as const;
    const office = await appoints(store, former.id, { role: 'responsible', scopes });
    const id = await draft('离任前写的', former);
    await store.prisma.appointment.update({ where: { id: office }, data: { withdrawnAt: new Date() } });
    await store.prisma.notice.update({
      where: { id },
      data: { state: 'scheduled', sendAt: new Date(Date.now() - 1_000), confirmedAt: new Date() },
    });
    const told = await former.hears('已不再担任', 15_000);
    expect(told.text).toContain('没有发给任何人');
    expect(told.buttons).toEqual([]);
    expect(await stateOf(id)).toBe('cancelled');
    await chen.says('/broadcast');
    const list = await chen.hears('群发通知');
    await chen.taps(`#${id} 未发送`, { in: list.id });
    expect((await chen.hears('已取消')).text).toContain('已不再担任');
  }, 30_000);

  it('leaves alone what others wrote, whatever button is made up', async () => {
    const id = await draft('只归陈管理');
    const before = await newest();
    const others = [running.chat.person(second), running.chat.person(collector)];
    const stranger = await li.last();
    await li.tapsData(stranger.id, `n-go:${code(id)}`);
    await li.hears('没有这项权限');
    for (const who of others) {
      const { id: message } = await who.last();
      for (const verb of 'n-open n-write n-btn-set n-area n-all n-at n-test n-go n-drop n-stop n-cancel n-recall n-report'.split(
        ' ',
      ))
        await who.tapsData(message, `${verb}:${code(id)}:1:1`);
      for (const data of ['n-new:zz', 'n-calls:zz', 'n-called:0:zzzzzzz:0:0', 'n-open', 'n-go:', 'n-go:-1'])
        await who.tapsData(message, data);
    }
    await running.chat.settled();
    for (const who of others) await who.says('/broadcast');
    await running.chat.settled();
    expect(await newest()).toEqual(before);
    const seen = (await Promise.all(others.map((who) => who.unheard()))).flat();
    expect(seen.filter(({ text }) => text.includes('只归陈管理'))).toEqual([]);
    // Numbers out of range change nothing for its owner either.
    const { id: message } = await chen.last();
    for (const data of ['n-area:%:zz:0', 'n-area:%', 'n-stage:%:-1:0', 'n-role:%:NaN:0', 'n-who:%:zzzzz'])
      await chen.tapsData(message, data.replace('%', code(id)));
    await running.chat.settled();
    expect(await newest()).toEqual(before);
    expect(running.log.filter((line) => /"(?:waiting|parked)"/.test(line))).toEqual([]);
  }, 30_000);

  it('is corrected within what its picture has room for', async () => {
    await draft('先是文字');
    await chen.taps('重写内容');
    await chen.hears('请把通知内容发给我');
    for (const other of [
      { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } },
      { location: { latitude: 29, longitude: 110 } },
    ] as const) {
      await chen.sends(other);
      await chen.hears('通知只能是文字');
    }
    await chen.sendsPhotos([png(20, 20)], '图下的字');
    await chen.hears('图下的字');
    await confirmed();
    await chen.hears('已发完');
    await li.hears('图下的字');
    await chen.taps('更正…');
    await chen.hears(/更正草稿/);
    await chen.taps('写内容');
    await chen.hears('请发送更正后');
    await chen.says('长'.repeat(1_100));
    await chen.hears('说明太长了');
    await chen.says('改过的图下的字');
    await chen.hears('改过的图下的字');
    await chen.taps('更正 2 人');
    await chen.hears('确认更正');
    await chen.taps('确认（');
    expect((await li.hears('改过的图下的字')).edited).toBe(true);
  }, 30_000);

  it('reaches each of those whom it failed once, though two send it again', async () => {
    const first = await draft('两人重发');
    await confirmed();
    await chen.hears('已发完');
    await li.hears('两人重发');
    await store.prisma.delivery.updateMany({ where: { noticeId: first }, data: { state: 'failed' } });
    const { id: message } = await chen.last();
    const zhou = running.chat.person(second);
    await zhou.says('/broadcast');
    const theirs = await zhou.hears('群发通知');
    await chen.tapsData(message, `n-again:${code(first)}`);
    await chen.hears(/通知草稿/);
    const one = (await newest()).id;
    await zhou.tapsData(theirs.id, `n-again:${code(first)}`);
    await zhou.hears(/通知草稿/);
    const other = (await newest()).id;
    expect(other).not.toBe(one);
    await chen.tapsData(message, `n-send:${code(one)}`);
    await chen.taps('确认（', { in: (await chen.hears('确认发送给')).id });
    await li.hears('两人重发');
    await zhou.tapsData(theirs.id, `n-send:${code(other)}`);
    await zhou.taps('确认（', { in: (await zhou.hears('确认发送给')).id });
    await zhou.hears('还不能发送');
    expect(await store.prisma.delivery.count({ where: { noticeId: other } })).toBe(0);
  }, 30_000);

  it('takes a text that just fits, and says by how much one does not', async () => {
    await draft('长短');
    const { office } = await newest();
    const room = 4096 - `【${office}】\n`.length;
    await chen.taps('重写内容');
    await chen.hears('请把通知内容发给我');
    await chen.says('满'.repeat(room + 1));
    await chen.hears('超出 1 个字符');
    // What comes at once behind so long a text is its rest.
    await running.chat.clockAhead(10);
    // A client splits it: what is over is counted of the whole.
    await chen.says('满'.repeat(room + 4_200));
    await chen.hears('超出 4200 个字符');
    await running.chat.clockAhead(20);
    await chen.says('满'.repeat(room));
    await chen.hears('满满满');
    await chen.taps('先发给我看看');
    expect((await chen.hears('】\n满')).text).toHaveLength(4096);
    await running.chat.clockAhead(0);
  }, 30_000);
});
