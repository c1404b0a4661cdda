import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataOf } from '../support/buttons.js';
import { contactAt } from '../support/contact-at.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { storedOf } from '../support/stored.js';
import { submits } from '../support/submits.js';

describeStores('several projects', (open) => {
  let store: TestStore;
  let running: RunningApp;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store);
  });
  afterAll(() => running.stop());

  it('are added, filled in one after the other, renamed, and ordered by priority', async () => {
    const { li } = await contactAt(running, store);
    await li.taps('＋ 再加一个项目');
    expect((await li.hears('已增加一个项目')).text).toContain('项目 2');
    await li.says('第二个项目');
    await li.hears('所属领域');
    await li.says('/projects');
    const list = await li.hears('按优先顺序，共 2 个');
    expect(list.text).toContain('1. 莓茶采后保鲜 · 已填 7/7');
    expect(list.text).toContain('2. 第二个项目 · 已填 1/7');
    const raise = dataOf(list, '↑ 2');
    await li.taps('↑ 2', { in: list.id });
    expect((await li.hears('顺序已调整')).text).toContain('1. 第二个项目');
    // The second of two quick taps was made for the list as it stood before.
    await li.tapsData(list.id, raise);
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({
      'project-name': '第二个项目',
      '2.project-name': '莓茶采后保鲜',
    });
    await li.taps('改名：2', { in: list.id });
    await li.hears('现在的答案：莓茶采后保鲜');
    await li.says('莓茶保鲜新名');
    await li.hears('已改好');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({ '2.project-name': '莓茶保鲜新名' });
  });

  it('are not added twice by a double tap: the empty one is filled in first', async () => {
    const { li, heard } = await contactAt(running, store);
    const add = dataOf(heard, '再加一个');
    await Promise.all([li.tapsData(heard.id, add), li.tapsData(heard.id, add)]);
    await li.hears('还是空的');
    expect((await storedOf(store, li.id))?.demands).toHaveLength(2);
  });

  it('are begun at once, whatever is still missing in those before', async () => {
    const { li } = await contactAt(running, store, 'content');
    await li.says('/projects');
    const list = await li.hears('共 1 个');
    await li.taps('＋ 再加一个项目', { in: list.id });
    const added = await li.hears('已增加一个项目');
    expect(added.text).toContain('项目 2');
    expect(added.text).toContain('项目名称');
    await li.says('/preview');
    await li.taps('继续填写', { in: (await li.hears('总览 ·')).id });
    await li.hears('3、项目需求内容描述');
    await li.tapsData(list.id, dataOf(list, '再加一个'));
    expect((await li.hears('项目 2还是空的')).text).toContain('项目名称');
    await li.says('第二个项目');
    await li.hears('已记下');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({
      'project-name': '莓茶采后保鲜',
      '2.project-name': '第二个项目',
    });
  });

  it('are filled in once they are added by an old button, though another form was open', async () => {
    const { li } = await contactAt(running, store);
    await li.says('/projects');
    const list = await li.hears('共 1 个');
    await li.says('/cancel');
    await li.hears('先到这里');
    await li.taps('＋ 再加一个项目', { in: list.id });
    await li.hears('已增加一个项目');
    await li.says('第二个项目');
    await li.hears('已记下');
    expect((await storedOf(store, li.id))?.answers).toMatchObject({ '2.project-name': '第二个项目' });
  });

  it('are named on the buttons that lead to what is missing', async () => {
    const { li } = await contactAt(running, store, 'content');
    await li.says('/projects');
    await li.taps('＋ 再加一个项目', { in: (await li.hears('共 1 个')).id });
    await li.hears('已增加一个项目');
    await li.says('第二个项目');
    await li.hears('已记下');
    await li.says('/submit');
    const buttons = (await li.hears('还不能提交')).buttons.flat();
    expect(buttons).toContain('项目 1 · 3、项目需求内容描述');
    expect(buttons).toContain('项目 2 · 3、项目需求内容描述');
    expect(new Set(buttons).size).toBe(buttons.length);
    await li.taps('项目 2 · 3、项目需求内容描述');
    await li.says('第二个项目的内容');
    await li.hears('已记下');
    expect((await storedOf(store, li.id))?.answers).toHaveProperty('2.content', '第二个项目的内容');
  });

  it('are deleted after a question, the current one too; the last one stays', async () => {
    const { li } = await contactAt(running, store);
    await li.taps('＋ 再加一个项目');
    await li.hears('已增加');
    await li.says('要删的项目');
    await li.hears('所属领域');
    await li.says('/projects');
    const list = await li.hears('共 2 个');
    await li.taps('删除 2', { in: list.id });
    const ask = await li.hears('删除后不能恢复');
    expect(ask.text).toContain('要删的项目');
    const confirmed = dataOf(ask, '确认删除');
    await li.taps('确认删除', { in: ask.id });
    const after = await li.hears('已删除');
    expect(after.text).toContain('共 1 个');
    expect(after.buttons.flat().some((text) => text.startsWith('删除'))).toBe(false);
    await li.tapsData(list.id, confirmed);
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.demands).toHaveLength(1);
    await li.says('提交');
    expect((await li.hears('请最后核对')).text).not.toContain('要删的项目');
  });

  it('an old prompt of a deleted project says that it has expired', async () => {
    const { li } = await contactAt(running, store);
    await li.taps('＋ 再加一个项目');
    await li.hears('已增加');
    await li.says('要删的项目');
    const field = await li.hears('所属领域');
    const choice = dataOf(field, '新材料');
    await li.says('/projects');
    await li.taps('删除 2', { in: (await li.hears('共 2 个')).id });
    await li.taps('确认删除', { in: (await li.hears('删除后不能恢复')).id });
    await li.hears('已删除');
    await li.tapsData(field.id, choice);
    await li.hears('已过期');
    expect((await storedOf(store, li.id))?.answers.field).toBe('生物与新医药');
  });

  it('come to an end at the most that the form allows', async () => {
    const { li } = await contactAt(running, store);
    const draft = await storedOf(store, li.id);
    const submissionId = draft?.id ?? 0;
    for (let rank = 2; rank <= 20; rank++) {
      const demand = await store.prisma.demand.create({
        data: { submissionId, rank, createdAt: new Date() },
      });
      await store.prisma.answer.create({
        data: {
          submissionId,
          demandId: demand.id,
          questionId: 'project-name',
          value: `项目名称${rank}号`,
          revision: 0,
          answeredAt: new Date(),
          messageIds: [],
          pieceLengths: [],
        },
      });
    }
    await li.says('/projects');
    const list = await li.hears('共 20 个');
    expect(list.buttons.flat()).not.toContain('＋ 再加一个项目');
    await li.taps('下一页 ›', { in: list.id });
    const second = await li.hears('项目名称20号');
    await li.taps('↑ 20', { in: second.id });
    expect((await li.hears('顺序已调整')).text).toContain('19. 项目名称20号');
    await li.tapsData(list.id, `add:${submissionId.toString(36)}`);
    await li.hears('不能再加了');
    expect((await storedOf(store, li.id))?.demands).toHaveLength(20);
  });

  it('are left alone once the form is submitted', async () => {
    const { li, heard } = await contactAt(running, store);
    await li.says('/projects');
    const list = await li.hears('共 1 个');
    await submits(li);
    const { id = 0, demands = [] } = (await storedOf(store, li.id)) ?? {};
    const project = [id, demands[0]?.id ?? 0].map((number) => number.toString(36)).join(':');
    for (const data of [
      dataOf(heard, '再加一个'),
      dataOf(list, '改名：1'),
      `ask-delete:${project}`,
      `delete:${project}:0`,
      `raise:${project}:0`,
    ]) {
      await li.tapsData(list.id, data);
      expect((await li.hears('已经提交')).text).toContain('提交成功');
    }
    await li.says('/projects');
    await li.hears('已经提交');
    await running.chat.settled();
    expect(await li.unheard()).toEqual([]);
    expect((await storedOf(store, li.id))?.demands).toHaveLength(1);
  });
});
