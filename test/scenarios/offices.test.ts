import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

const campaignId = 'zhangjiajie-2021';

describeStores('an appointment', (open) => {
  let store: Store;
  let running: RunningApp;
  let chen: ChatPerson;
  let principal: number;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, { adminIds: [1004] });
    chen = running.chat.person(1004);
    const { id: personId } = await store.prisma.person.create({
      data: { identities: { create: { channel: 'telegram', externalId: '1003' } } },
    });
    const made = await store.prisma.appointment.create({
      data: {
        campaignId,
        personId,
        role: 'responsible',
        title: '农村科技科',
        appointedAt: new Date(),
        scopes: {
          create: ['永定区', '慈利县', '桑植县'].map((value) => ({ kind: 'area', value })),
        },
      },
    });
    principal = made.id;
  });
  afterAll(() => running.stop());

  async function opens(button: string): Promise<Heard> {
    await chen.says('/people');
    await chen.taps(/我为群众/, { in: (await chen.hears('请选择征集')).id });
    await chen.taps(button, { in: (await chen.hears('人员 ·')).id });
    return chen.hears(/可以去掉部分负责范围|这是代理人/);
  }
  const scopesOf = async (appointmentId: number): Promise<string[]> =>
    (await store.prisma.scope.findMany({ where: { appointmentId }, orderBy: { value: 'asc' } })).map(
      ({ value }) => value,
    );

  it('is stood in for until a day, with the same scopes and no more', async () => {
    const screen = await opens('调整 1');
    await chen.taps('代理 7 天', { in: screen.id });
    await chen.hears('请发送代理“农村科技科”7 天的人');
    await chen.says('高新科');
    const made = await chen.hears('代理邀请链接已生成');
    const link = /start=(\S+)/.exec(made.text)?.[1] ?? '';
    const open = await opens('调整 1');
    await chen.taps('去掉 桑植县', { in: open.id });
    await running.chat.settled();
    const wu = await running.chat.newcomer(8501, '吴科');
    await wu.says(`/start ${link}`);
    await wu.hears('责任人：高新科');
    const deputy = await store.prisma.appointment.findFirstOrThrow({ where: { deputyOf: principal } });
    const days = ((deputy.until?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.01);
    expect(await scopesOf(deputy.id)).toEqual(await scopesOf(principal));
    expect((await opens('调整 2')).text).toContain('这是代理人');
  });

  it('loses a scope by one tap, with its deputy, and never the last', async () => {
    const screen = await opens('调整 1');
    expect(screen.buttons.flat()).toContain('去掉 慈利县');
    const button = pressed(screen, '去掉 慈利县');
    const lasting = pressed(screen, '去掉 永定区');
    await chen.tapsData(screen.id, button);
    expect((await (await chen.tapsData(screen.id, button)).answer()).text).toContain('已经不在了');
    const deputy = await store.prisma.appointment.findFirstOrThrow({ where: { deputyOf: principal } });
    expect(await scopesOf(principal)).toEqual(['永定区']);
    expect(await scopesOf(deputy.id)).toEqual(['永定区']);
    expect((await (await chen.tapsData(screen.id, lasting)).answer()).text).toContain('只剩这一项');
    const act = await store.prisma.auditAct.findFirst({ where: { act: 'narrow-appointment' } });
    expect(act?.subject).toBe(`appointment:${principal}`);
    const zhao = running.chat.person(1003);
    await zhao.says('/help');
    await zhao.tapsData((await zhao.hears()).id, lasting);
    await zhao.hears('只有管理员');
  });

  it('ends its deputy’s when it is withdrawn', async () => {
    const wu = running.chat.person(8501);
    await wu.says('/coverage');
    await wu.hears('填报进展');
    await store.prisma.appointment.update({ where: { id: principal }, data: { withdrawnAt: new Date() } });
    await wu.says('/coverage');
    await wu.hears('这个命令是给责任人和汇总单位用的');
  });
});

function pressed({ message }: Heard, text: string): string {
  const markup = message.reply_markup as { inline_keyboard: { text: string; callback_data: string }[][] };
  return markup.inline_keyboard.flat().find((button) => button.text === text)?.callback_data ?? '';
}
