import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { sendBack } from '../support/sent-back.js';
import { describeStores } from '../support/store.js';
import { submits } from '../support/submits.js';
import { rowsOf } from '../support/workbook.js';

const campaignId = 'zhangjiajie-2021';

describeStores('coverage', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  let zhou: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    zhao = await appointed(8401, 'collector', [{ kind: 'area', value: '永定区' }]);
    zhou = await appointed(8402, 'planner', []);
    const unit = (name: string, area: string, other: object = {}) => ({ campaignId, name, area, ...other });
    const { li } = await contactAt(running, store, 'staff-total');
    const bound = await store.prisma.identity.findFirstOrThrow({ where: { externalId: String(li.id) } });
    await store.prisma.answer.deleteMany({ where: { questionId: { in: ['unit-name', 'credit-code'] } } });
    const sentBackPerson = await files();
    await sendBack(store, sentBackPerson.id, [{ question: 'staff-total' }]);
    await rename(sentBackPerson.id, '退回公司', null);
    await rename((await files()).id, '别的公司', null);
    await rename((await files()).id, '改了名的公司', '91430800MA4L0TEST1');
    await store.prisma.rosterUnit.createMany({
      data: [
        unit('按信用代码的公司', '永定区', { creditCode: '91430800MA4L0TEST1' }),
        unit('退回公司', '永定区', { contactName: '钱某', phone: '13800000003' }),
        unit('绑定的公司', '永定区', { personId: bound.personId, contactName: '李某' }),
        unit('没来的公司', '永定区', { contactName: '孙某', phone: '13800000004' }),
        unit('慈利的公司', '慈利县'),
      ],
    });
  });
  afterAll(() => running.stop());

  async function appointed(
    id: number,
    role: string,
    scopes: { kind: string; value: string }[],
  ): Promise<ChatPerson> {
    const person = await running.chat.newcomer(id, '赵芳');
    const { id: personId } = await store.prisma.person.create({
      data: { identities: { create: { channel: 'telegram', externalId: String(id) } } },
    });
    await store.prisma.appointment.create({
      data: {
        campaignId,
        personId,
        role,
        title: '某局',
        appointedAt: new Date(),
        scopes: { create: scopes },
      },
    });
    return person;
  }

  async function files(): Promise<ChatPerson> {
    const { li } = await contactAt(running, store);
    await submits(li);
    return li;
  }

  /** What a form says of its unit, as if it had been filed so. */
  async function rename(person: number, name: string, code: string | null): Promise<void> {
    const submission = await store.prisma.submission.findFirstOrThrow({
      where: { person: { identities: { some: { externalId: String(person) } } } },
    });
    const where = { submissionId: submission.id };
    await store.prisma.answer.updateMany({
      where: { ...where, questionId: 'unit-name' },
      data: { value: name },
    });
    await store.prisma.answer.deleteMany({ where: { ...where, questionId: 'credit-code' } });
    if (code !== null)
      await store.prisma.answer.create({
        data: {
          ...where,
          demandId: 0,
          questionId: 'credit-code',
          value: code,
          revision: 1,
          answeredAt: new Date(),
        },
      });
  }

  it('counts the roster by state within the own area, and what filed beside it', async () => {
    await zhao.says('/coverage');
    const screen = await zhao.hears('填报进展');
    expect(screen.text).toContain('名册 4 家：已提交 1，退回修改 1，填报中 1，未开始 1');
    expect(screen.text).toContain('名册以外另有 1 家已提交');
    expect(screen.text).not.toContain('慈利');
  });

  it('says who they are, how to reach them, and at which question a draft is, but no answer', async () => {
    await zhao.says('进展');
    const screen = await zhao.hears('填报进展');
    await zhao.taps('未开始 1', { in: screen.id });
    expect((await zhao.hears('未开始（1 家）')).text).toContain('没来的公司 · 永定区\n　孙某 13800000004');
    await zhao.taps('‹ 填报进展', { in: screen.id });
    await zhao.taps('填报中 1', { in: screen.id });
    const drafts = await zhao.hears('填报中（1 家）');
    expect(drafts.text).toMatch(/填到：\S.* 第 \d+ 题 单位名称/);
    expect(drafts.text).not.toContain('阳湖坪');
  });

  it('gives those who have not submitted as a file, and that is written down', async () => {
    await zhao.says('/coverage');
    await zhao.taps(/未提交名单/, { in: (await zhao.hears('填报进展')).id });
    const file = await zhao.hears('未提交的 3 家');
    const rows = await rowsOf(await zhao.download(file.message.document?.file_id ?? ''));
    expect(rows[0]).toEqual(['单位名称', '区域', '联系人', '手机', '状态', '最近填报']);
    expect(rows.slice(1).map(([name, , , , state]) => `${name} ${state}`)).toEqual([
      '没来的公司 未开始',
      '绑定的公司 填报中',
      '退回公司 退回修改',
    ]);
    const act = await store.prisma.auditAct.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    expect(act).toMatchObject({ act: 'export', subject: 'coverage:', role: 'collector' });
  });

  it('shows the planning office every area, and one at a time', async () => {
    await zhou.says('/coverage');
    const screen = await zhou.hears('名册 5 家');
    // As the paper has them, not as the database sorts them.
    expect(screen.text).toMatch(/按区域\n永定区.*\n慈利县/s);
    expect(screen.text).toContain('慈利县 1 家：已提交 0，退回修改 0，填报中 0，未开始 1');
    await zhou.taps('慈利县', { in: screen.id });
    await zhou.hears('名册 1 家');
  });

  it('shows nothing of another area, whatever a button says, and nothing to a contact', async () => {
    await zhao.says('/coverage');
    const { id } = await zhao.hears('填报进展');
    const areas = (await store.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } })).definition;
    const place = (areas as { areas: { id: string }[] }).areas.findIndex((one) => one.id === '慈利县') + 1;
    await zhao.tapsData(id, `cov-list:0:${place.toString(36)}:0:0`);
    expect((await zhao.hears('未开始（0 家）')).text).not.toContain('慈利的公司');
    const li = await running.chat.newcomer(8403, '李敏');
    await li.says('/coverage');
    const refused = await li.hears('这个命令是给责任人和汇总单位用的');
    await li.tapsData(refused.id, 'cov-file:0:0');
    await li.hears('这个命令是给责任人和汇总单位用的');
  });
});
