import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson } from '../support/chat-person.js';
import { contactAt } from '../support/contact-at.js';
import { opensDemand, tapsData } from '../support/desk.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';
import { fillIn, storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

const responsible = 6301;
const collector = 6302;
const planner = 6303;

const area = (value: string) => ({ kind: 'area', value }) as const;

describeStores('two forms for one credit code', (open) => {
  let store: Store;
  let running: RunningApp;
  let zhao: ChatPerson;
  let plan: ChatPerson;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
    for (const [id, name] of [
      [responsible, '赵责任'],
      [collector, '汇总'],
      [planner, '规划'],
    ] as const) {
      await running.chat.newcomer(id, name);
    }
    await appoints(store, responsible, { role: 'responsible', scopes: [area('永定区')] });
    await appoints(store, collector, { role: 'collector', scopes: [area('永定区')] });
    await appoints(store, planner, { role: 'planner' });
    zhao = running.chat.person(responsible);
    plan = running.chat.person(planner);
    for (const id of [responsible, collector, planner]) {
      await running.chat.person(id).says('/inbox');
      await running.chat.person(id).hears('待审核');
    }
  });
  afterAll(() => running.stop());

  const filedOf = (demand: number) =>
    store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: demand } });

  /** A contact in the chat, and somebody else's form for the same code. */
  async function collide(code: string, otherArea = '永定区') {
    const { li } = await contactAt(running, store);
    await store.prisma.answer.updateMany({
      where: { submissionId: (await storedOf(store, li.id))?.id ?? 0, questionId: 'credit-code' },
      data: { value: code },
    });
    await submits(li, running.chat);
    const stored = await storedOf(store, li.id);
    const twin = await files(store, {
      unit: { 'unit-name': '另一位填的单位', 'credit-code': code, region: otherArea },
      demands: [{ 'project-name': '另一个项目甲' }, { 'project-name': '另一个项目乙' }],
    });
    return { li, demand: stored?.demands[0]?.id ?? 0, submission: stored?.id ?? 0, twin };
  }

  it('are shown to the responsible person alone, side by side, and both may be kept', async () => {
    const { li, demand, submission, twin } = await collide('91430800MA4L00001A');
    expect((await opensDemand(running, running.chat.person(collector), demand)).text).not.toContain(
      '同一个信用代码',
    );
    const file = await opensDemand(running, zhao, demand);
    expect(file.text).toContain('另有 1 份表填了同一个信用代码');
    await zhao.taps('处理同一信用代码…');
    const both = await zhao.hears('以下几份表填了同一个信用代码');
    expect(both.text).toContain('单位：另一位填的单位');
    expect(both.text).toContain('项目：2 个（另一个项目甲、另一个项目乙）');
    await zhao.taps(/^两份都保留/);
    await zhao.hears('已记下：两份都保留');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    const revision = (await filedOf(demand)).revision.toString(36);
    await tapsData(
      running,
      zhao,
      `form-keep:${demand.toString(36)}:${revision}:${twin.submission.toString(36)}`,
    );
    expect(await store.prisma.auditAct.count({ where: { act: 'keepBoth' } })).toBe(1);
    expect((await opensDemand(running, zhao, twin.demands[0] ?? 0)).text).not.toContain('同一个信用代码');
    expect((await li.messages()).some(({ text }) => text?.includes('另一位填的单位'))).toBe(false);
    expect((await storedOf(store, li.id))?.id).toBe(submission);
  });

  it('lose one, whose contact is told why, keeps all that was typed, and may submit anew', async () => {
    const { li, demand, submission, twin } = await collide('91430800MA4L00002B');
    await opensDemand(running, zhao, demand);
    await zhao.taps(/^通过$/);
    await zhao.hears('状态：已通过');
    const accepted = await filedOf(demand);
    await zhao.taps('处理同一信用代码…');
    const both = await zhao.hears('以下几份表填了同一个信用代码');
    await zhao.taps('撤回本份…', { in: both.id });
    await zhao.hears('请写撤回的原因');
    await zhao.says('字'.repeat(201));
    await zhao.hears('超过 200 字');
    await zhao.taps('再写一次');
    await zhao.hears('请写撤回的原因');
    await zhao.says('信用代码填成了别的单位的，请核对。');
    await zhao.hears('已撤回');
    await running.chat.again({ last: 1 });
    await running.chat.settled();
    const told = await li.hears('信用代码填成了别的单位的', 15_000);
    expect(told.text).not.toContain('另一位填的单位');
    expect(await filedOf(demand)).toMatchObject({ state: 'withdrawn', rank: null });
    expect(await storedOf(store, li.id)).toMatchObject({ id: submission, state: 'draft' });
    const receipts = await store.prisma.receipt.findMany({ where: { submissionId: submission } });
    expect(receipts.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
    expect(await store.prisma.auditAct.count({ where: { act: 'withdraw' } })).toBe(1);
    expect(accepted.rank).toBe(1);

    await store.prisma.answer.updateMany({
      where: { submissionId: submission, questionId: 'credit-code' },
      data: { value: '91430800MA4L00009X' },
    });
    await li.taps('打开这份表', { in: told.id });
    await li.hears('全部填完了');
    await submits(li, running.chat);
    expect((await filedOf(demand)).state).toBe('waiting');
    expect((await opensDemand(running, zhao, twin.demands[0] ?? 0)).text).not.toContain('同一个信用代码');
  });

  it('are settled by nobody who is responsible for one of them only, nor see the other’s unit', async () => {
    const { demand, twin } = await collide('91430800MA4L00003C', '慈利县');
    await opensDemand(running, zhao, demand);
    await zhao.taps('处理同一信用代码…');
    const both = await zhao.hears('以下几份表填了同一个信用代码');
    expect(both.text).not.toContain('另一位填的单位');
    expect(both.text).toContain('区域：慈利县');
    const at = demand.toString(36);
    const revision = (await filedOf(demand)).revision.toString(36);
    const other = twin.submission.toString(36);
    await tapsData(running, zhao, `form-why:${at}:${revision}:${other}:0`);
    await zhao.hears('请写撤回的原因');
    await zhao.says('不该由我撤回');
    await zhao.hears('还有不归您负责的项目');
    expect((await filedOf(twin.demands[0] ?? 0)).state).toBe('waiting');
    // Nor is a form withdrawn that is no rival at all.
    const stranger = await files(store, { demands: [{}] });
    await tapsData(running, zhao, `form-why:${at}:${revision}:${stranger.submission.toString(36)}:0`);
    await zhao.hears('请写撤回的原因');
    await zhao.says('不相干的表');
    await zhao.hears('现在不能这样做');
    expect((await filedOf(stranger.demands[0] ?? 0)).state).toBe('waiting');

    await opensDemand(running, plan, demand);
    await plan.taps('处理同一信用代码…');
    await plan.hears('单位：另一位填的单位');
    await plan.taps(/^撤回另一份/);
    await plan.hears('请写撤回的原因');
    await plan.says('重复');
    await plan.hears('已撤回');
    expect((await filedOf(twin.demands[1] ?? 0)).state).toBe('withdrawn');
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('are not withdrawn from under a contact who has begun another draft', async () => {
    const { li, demand } = await collide('91430800MA4L00004D');
    const { personId, campaignId, formId, formVersionId } = (await storedOf(store, li.id)) ?? {
      personId: 0,
      campaignId: '',
      formId: '',
      formVersionId: 0,
    };
    await store.prisma.submission.create({
      data: {
        personId,
        campaignId,
        formId,
        formVersionId,
        state: 'draft',
        startedAt: new Date(),
        changedAt: new Date(),
      },
    });
    await fillIn(store, li.id, { 'unit-name': '下一份' });
    await opensDemand(running, zhao, demand);
    await zhao.taps('处理同一信用代码…');
    const both = await zhao.hears('以下几份表填了同一个信用代码');
    await zhao.taps('撤回本份…', { in: both.id });
    await zhao.hears('请写撤回的原因');
    await zhao.says('重复填报');
    await zhao.hears('还有一份没提交的同样的表');
    expect((await filedOf(demand)).state).toBe('waiting');
  });
});
