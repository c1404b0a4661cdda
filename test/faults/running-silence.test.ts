import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open.js';
import { textMark } from '../../src/telegram/callback-data.js';
import type { ChatPerson } from '../support/chat-person.js';
import { appoints } from '../support/filed.js';
import type { RunningChat } from '../support/local-chat.js';
import { Program } from '../support/program.js';
import { newDatabase } from '../support/store.js';
import { storesToTest } from '../support/stores.js';
import { smallCampaign } from '../survey/small-campaign.js';
import { expectSilence, secretChat, secretPeople, secretScript, secretText, stepsOf, walk } from './world.js';

/* A campaign is run while the program logs all it can, and every kind of error that could quote somebody is forced. */

expectSilence();

const campaignId = 'zhangjiajie-2021';
const mark = textMark(campaignId).toString(36);
const phone = '13911117301';

describe.each(['embedded', 'postgres'] as const)('a program in which a campaign is run (%s)', (kind) => {
  const included = storesToTest().includes(kind);
  let chat: RunningChat;
  let folder: string;
  let database: Awaited<ReturnType<typeof newDatabase>> | undefined;

  beforeAll(async () => {
    if (!included) return;
    chat = await secretChat();
    folder = await mkdtemp(join(tmpdir(), 'zhengji-running-'));
    database = kind === 'postgres' ? await newDatabase() : undefined;
  });
  afterAll(async () => {
    if (!included) return;
    await chat.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it.runIf(included)(
    'says nothing of a notice, a list, a title, a reason, a definition or a form from paper',
    async () => {
      const where = { dataDir: folder, ...(database && { databaseUrl: database.url }) };
      const people = secretPeople.map(({ id }) => chat.chat.person(id));
      const [chen, li, wang, zhao] = people;
      if (!chen || !li || !wang || !zhao) throw new Error('nobody');
      const begun = await Program.start({ bot: chat, ...where });
      await begun.stop();
      const store = await openStore(where);
      const unit = { campaignId, area: '永定区', contactName: '金丝雀联系人', phone };
      await store.prisma.rosterUnit.create({ data: { ...unit, name: '金丝雀名册公司' } });
      await appoints(store, zhao.id, { role: 'collector', scopes: [{ kind: 'area', value: '永定区' }] });
      // PostgreSQL quotes the whole row in the detail of such an error.
      for (const [table, column] of [
        ['notice', 'content'],
        ['campaign_proposal', 'definition'],
      ] as const)
        await store.prisma.$executeRawUnsafe(
          `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_barred CHECK (${column}::text NOT LIKE '%禁止%')`,
        );
      await store.close();
      const program = await Program.start({
        bot: chat,
        ...where,
        env: { ADMIN_IDS: String(chen.id), MESSAGES_PER_SECOND: '500' },
      });
      for (const one of [li, wang]) await walk(one, stepsOf(secretScript, false).slice(0, 4));

      await chen.says('/broadcast');
      await chen.taps('写通知：“我为群众', { in: (await chen.hears('群发通知', 20_000)).id });
      const draft = await chen.hears('通知草稿', 20_000);
      const id = /#(\d+)/.exec(draft.text)?.[1] ?? '';
      const on = (verb: string) => chen.tapsData(draft.id, `${verb}:${Number(id).toString(36)}`);
      const failed = (who: ChatPerson) => who.hears('没能处理成功', 60_000);
      await on('n-write');
      await chen.hears('请把通知内容发给我', 20_000);
      await chen.says(`禁止${secretText}`);
      await failed(chen);
      await on('n-write');
      await chen.hears('请把通知内容发给我', 20_000);
      await chen.says(secretText);
      await chen.hears(secretText, 20_000);
      await on('n-link');
      await chen.hears('网址', 20_000);
      await chen.says('金丝雀按钮 https://example.com/金丝雀');
      await chen.hears('下方按钮', 20_000);
      await on('n-list');
      await chen.hears('请粘贴名单', 20_000);
      await chen.says(`${phone}\n金丝雀不在`);
      await chen.hears('没有', 20_000);
      await on('n-open');
      await chen.hears('通知草稿', 20_000);

      for (const [one, fault] of [
        [li, { code: 400, description: `Bad Request: 金丝雀 ${phone}` }],
        [wang, { drop: 'after' }],
      ] as const)
        await chat.chat.fault('sendMessage', { chat: one.id, ...fault });
      await on('n-send');
      await chen.taps('确认（', { in: (await chen.hears('确认发送给', 20_000)).id });
      const over = await chen.hears('已发完', 30_000);
      expect(over.text).toContain('已处理 2 / 2 人');
      await chen.taps('发送情况');
      await chen.hears('发送情况', 20_000);
      await chen.says('/broadcast');
      await chen.taps('需要打电话的单位', { in: (await chen.hears('群发通知', 20_000)).id });
      await chen.hears(phone, 20_000);
      await chen.taps('电话名单');
      await chen.hears('家单位', 20_000);

      await chen.tapsData(draft.id, `camp-title:${mark}`);
      await chen.hears('请', 20_000);
      await chen.says('金丝雀征集');
      await chen.hears('名称已改', 20_000);
      await chen.says('/extend');
      await chen.hears(/请|哪/, 20_000);
      await chen.tapsData(draft.id, `more-find:${mark}`);
      await chen.hears('单位', 20_000);
      await chen.says('金丝雀名册');
      await chen.taps('金丝雀名册公司', { in: (await chen.hears('请选择单位', 20_000)).id });
      await chen.hears('金丝雀名册公司', 20_000);
      await chen.taps(/天/);
      await chen.hears('理由', 20_000);
      await chen.says('金丝雀理由');
      await chen.hears('确认延期', 20_000);
      await chen.taps('确认');

      for (const name of ['禁止金丝雀', '金丝雀']) {
        const definition = JSON.stringify(smallCampaign({ title: `${name}新征集` }));
        await chen.sendsDocument(`${name}.json`, definition);
        if (name.startsWith('禁止')) await failed(chen);
        else await chen.taps('创建并开放', { in: (await chen.hears('编号：small-2026', 20_000)).id });
      }
      await chen.hears('已创建', 20_000);
      await chen.sendsDocument('金丝雀.json', `{"金丝雀": "${phone}", }`);
      await chen.hears(/行|JSON|第/, 20_000);

      await zhao.says('/paper');
      await zhao.taps(/^代录：/, { in: (await zhao.hears('请选择要代录的表', 20_000)).id });
      await zhao.taps('金丝雀名册公司', { in: (await zhao.hears('替哪个单位代录', 20_000)).id });
      await zhao.hears('金丝雀名册公司', 20_000);
      await zhao.says('91110000600037341L');
      await zhao.hears('单位地址', 20_000);
      await zhao.says('金丝雀路 1 号');
      await zhao.hears('邮编', 20_000);
      await program.stop();
      expect(program.output).toContain('"parked"');
    },
    300_000,
  );
});
