import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { campaignSchema } from '../../src/survey/definition.js';
import { dataOf } from '../support/buttons.js';
import type { ChatPerson, Heard } from '../support/chat-person.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { fillIn, storedOf } from '../support/stored.js';
import { smallCampaign } from '../survey/small-campaign.js';

const need = 'forms[0].sections[1].questions';
const last = 'forms[0].sections[2].questions';
const email = { id: 'email', kind: 'email', label: '联系邮箱' };
const administrators = [1004, 1003];

describeStores('a definition sent by chat', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let chen: ChatPerson;
  let li: ChatPerson;
  let next = 7800;
  beforeAll(async () => {
    store = await open();
    running = await runApp(store, {
      campaigns: [campaignSchema.parse(smallCampaign({ id: 'other', receiptPrefix: 'OTHER' }))],
      adminIds: administrators,
    });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await store.prisma.$transaction([
      store.prisma.submission.deleteMany(),
      store.prisma.consent.deleteMany(),
      store.prisma.formVersion.deleteMany({ where: { campaignId: 'small-2026' } }),
      store.prisma.auditAct.deleteMany({ where: { campaignId: 'small-2026' } }),
      store.prisma.campaign.deleteMany({ where: { id: 'small-2026' } }),
    ]);
    chen = running.chat.person(1004);
    li = await running.chat.newcomer(next++, '李敏');
    await running.chat.settled();
    await chen.unheard();
  });

  const campaign = () => store.prisma.campaign.findUnique({ where: { id: 'small-2026' } });
  const versions = () => store.prisma.formVersion.count({ where: { campaignId: 'small-2026' } });
  const file = (changes: Record<string, unknown> = {}): string =>
    JSON.stringify(smallCampaign(changes), null, 1);

  async function sends(changes: Record<string, unknown> = {}, who = chen): Promise<Heard> {
    await who.sendsDocument('征集.json', file(changes));
    return who.hears('编号：small-2026');
  }

  async function creates(): Promise<void> {
    await chen.taps('创建并开放', { in: (await sends()).id });
    await chen.hears('已创建');
  }

  async function drafts(values: Readonly<Record<string, string>>): Promise<ChatPerson> {
    const person = await running.chat.newcomer(next++, '李敏');
    await person.starts('small-2026');
    await person.taps('同意', { in: (await person.hears('您的权利')).id });
    await person.hears('单位名称');
    await running.chat.settled();
    await fillIn(store, person.id, values);
    return person;
  }

  it('is asked for by a command, with a sample and the schema as files', async () => {
    await chen.says('/newcampaign');
    const begin = await chen.hears('新建征集');
    // One campaign to go by, two that come with the program, two files that help.
    expect(begin.buttons.flat()).toHaveLength(5);
    await chen.taps('下载样例', { in: begin.id });
    const sample = await chen.download((await chen.hears('定义文件样例')).message.document?.file_id ?? '');
    expect(campaignSchema.safeParse(JSON.parse(sample.toString())).success).toBe(true);
    await chen.taps('下载格式说明', { in: begin.id });
    await chen.hears('JSON Schema');
    await chen.taps(/^自治区/, { in: begin.id });
    expect((await chen.hears('编号：')).buttons.flat()).toContain('创建并开放');
    await chen.says('新建征集');
    await chen.hears('内置的定义');
  });

  it('is previewed as a contact would see it, and stored only once it is confirmed', async () => {
    const shown = await sends({ [`${need}[3].guide`]: '写清楚要解决什么' });
    expect(shown.text).toContain('需求表（填报单位填写，3 个部分，15 题）');
    expect(shown.text).toContain('区域 2 个：河东、河西');
    expect(shown.text).toContain('填报单位 开放后第 30 天');
    expect(await campaign()).toBeNull();
    await chen.taps('逐题看', { in: shown.id });
    expect((await chen.hears('预览 1/16')).text).toContain('您的权利');
    const pages: string[] = [];
    for (let page = 2; page <= 16; page++) {
      await chen.taps(/下一页/, { in: shown.id });
      pages.push((await chen.hears(`预览 ${page}/16`)).text);
    }
    expect(pages[0]).toContain('单位名称');
    expect(pages.find((text) => text.includes('区域'))).toContain('选项：east ｜ west');
    expect(pages.find((text) => text.includes('限 300 字'))).toContain('写清楚要解决什么');
    expect(pages.find((text) => text.includes('行业'))).toContain('前面的回答符合条件时才问');
    await chen.taps('回到概要', { in: shown.id });
    await chen.hears('编号：small-2026');
    await chen.taps('创建并保持草稿', { in: shown.id });
    expect((await chen.hears('已创建')).text).toContain('已经确认过了');
    expect(await campaign()).toMatchObject({ state: 'draft', source: 'chat', noticeVersion: '1' });
    expect(await versions()).toBe(1);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('works for contacts once it is open, without a file, and after the next start', async () => {
    await creates();
    await enterCampaigns(
      store.prisma,
      [campaignSchema.parse(smallCampaign({ title: '旧文件' }))],
      new Date(),
    );
    expect(await campaign()).toMatchObject({ state: 'open', definition: { title: '技术需求征集' } });
    await li.starts('small-2026');
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    await li.hears('单位名称');
    await li.says('云雾茶业公司');
    await li.hears('职工');
    await li.says('/print');
    expect((await li.hears(/草稿|打印/)).message.document?.file_name).toMatch(/docx$/);
  });

  it('may call questions and choices like parts of every object', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    await chen.sendsDocument(
      '征集.json',
      file({
        areas: names.map((id) => ({ id, label: `${id}区` })),
        responsibility: [],
        'forms[0].sections[0].questions[1].id': 'constructor',
        'forms[0].sections[0].questions[3].formula': { percentage: ['researchers', 'constructor'] },
        'forms[0].sections[0].questions[4].choices': names,
        'forms[0].sections[0].questions[5].showIf': { question: 'area', is: '__proto__' },
      }),
    );
    await chen.taps('创建并开放', { in: (await chen.hears('编号：small-2026')).id });
    await chen.hears('已创建');
    await li.starts('small-2026');
    await li.taps('同意', { in: (await li.hears('您的权利')).id });
    await li.hears('单位名称');
    await li.says('云雾茶业公司');
    await li.hears('职工');
    await li.says('50');
    await li.hears('研发人员');
    await li.says('5');
    const area = await li.hears('区域');
    await li.taps('__proto__', { in: area.id });
    await li.hears('行业');
    await li.says('/preview');
    expect((await li.hears('云雾茶业公司')).text).toMatch(/职工[\s\S]*50[\s\S]*10/);
  });

  it('creates once, however often and by whomever it is confirmed', async () => {
    const mine = await sends();
    const wang = running.chat.person(1003);
    const theirs = await sends({ title: '另一个标题' }, wang);
    const data = dataOf(mine, '创建并开放');
    await Promise.all([
      chen.tapsData(mine.id, data),
      chen.tapsData(mine.id, data),
      wang.tapsData(theirs.id, dataOf(theirs, '创建并开放')),
    ]);
    await running.chat.settled();
    expect(await versions()).toBe(1);
    expect(await store.prisma.auditAct.count({ where: { campaignId: 'small-2026' } })).toBe(1);
    const said = [...(await chen.unheard()), ...(await wang.unheard())].map(({ text }) => text).join('\n');
    expect(said).toContain('已创建');
    expect(said).toContain('刚被别人改过');
    await wang.tapsData(theirs.id, dataOf(mine, '创建并开放'));
    await wang.hears('没有找到这份定义');
  });

  it('says before publishing what a new version means for each draft, and leaves them as they are', async () => {
    await creates();
    const long = await drafts({ 'unit-name': '甲', content: '研究采后保鲜与活性成分稳态化' });
    await drafts({ 'unit-name': '乙', content: '保鲜' });
    const before = await storedOf(store, long.id);
    const shown = await sends({ [`${need}[3].limit`]: 10, [`${last}[1]`]: email });
    expect(shown.text).toContain('2 份还需多答 1 题，1 份有 1 个回答超出新限制');
    expect(shown.text).toContain('草稿都留在原来的版本上');
    await chen.taps('发布新版', { in: shown.id });
    await chen.hears('新版已发布');
    expect(await storedOf(store, long.id)).toEqual(before);
    expect(await versions()).toBe(2);
    await long.says('/start');
    await long.hears('有了新版');
    const harmless = await sends({ [`${need}[3].limit`]: 10, [`${last}[1]`]: email, title: '新标题' });
    expect(harmless.text).toContain('表格没有变化');
    await chen.taps('发布新版', { in: harmless.id });
    await chen.hears('新版已发布');
    expect(
      (await sends({ [`${need}[3].limit`]: 10, [`${last}[1]`]: email, title: '新标题' })).text,
    ).toContain('完全相同');
  });

  it('takes one of two versions at once, says so again when asked again, and disturbs nobody who answers', async () => {
    await creates();
    await drafts({});
    const person = running.chat.person(next - 1);
    const asked = await versions();
    const wang = running.chat.person(1003);
    const mine = await sends({ [`${last}[1]`]: email });
    const theirs = await sends({ [`${need}[3].limit`]: 10 }, wang);
    await running.chat.settled();
    await person.unheard();
    await Promise.all([
      chen.tapsData(mine.id, dataOf(mine, '发布新版')),
      wang.tapsData(theirs.id, dataOf(theirs, '发布新版')),
      person.says('云雾茶业公司'),
    ]);
    await running.chat.settled();
    await running.chat.again({ last: 3 });
    await running.chat.settled();
    const said = [...(await chen.unheard()), ...(await wang.unheard())].map(({ text }) => text).join('\n');
    expect(said).toContain('新版已发布');
    expect(said).toContain('刚被别人改过');
    expect(await versions()).toBe(asked + 1);
    expect(await store.prisma.auditAct.count({ where: { act: 'publish-definition' } })).toBe(1);
    expect(await storedOf(store, person.id)).toMatchObject({
      state: 'draft',
      answers: { 'unit-name': '云雾茶业公司' },
    });
    expect(Object.keys((await storedOf(store, person.id))?.answers ?? {})).toEqual(['unit-name']);
    expect(running.log.filter((line) => line.includes('parked'))).toEqual([]);
  });

  it('is refused where an id would stand for another question, or a prefix or a begun form is lost', async () => {
    await creates();
    await drafts({ 'unit-name': '甲' });
    const kind = await sends({ [`${last}[0]`]: { ...email, id: 'remark' } });
    expect(kind.text).toContain('编号“remark”在以前的版本里是另一道题（题型从 text 变成 email）');
    expect(kind.buttons.flat()).not.toContain('发布新版');
    const form = await sends({ 'forms[0].id': 'other-form', 'sheets[0].form': 'other-form' });
    expect(form.text).toContain('表格 demand 已有 1 份填报，不能从定义里去掉');
    const prefix = await sends({ receiptPrefix: 'OTHER' });
    expect(prefix.text).toContain('前缀 OTHER 已由《技术需求征集》使用');
    const { id = 0 } = (await store.prisma.campaignProposal.findFirst({ orderBy: { id: 'desc' } })) ?? {};
    const basis = dataOf(await sends({ title: '新标题' }), '发布新版').split(':')[2] ?? '';
    await chen.tapsData(prefix.id, `pub-make:${id.toString(36)}:${basis}:1`);
    await chen.hears('没有保存：与已有的内容冲突');
    expect(await versions()).toBe(1);
  });

  it('is refused where it leaves out an area under which somebody has begun, and taken where nobody has', async () => {
    await creates();
    const withoutWest = {
      areas: [
        { id: 'east', label: '河东' },
        { id: 'north', label: '河北' },
      ],
      'forms[0].sections[0].questions[4].choices': ['east', 'north'],
    };
    expect((await sends(withoutWest)).buttons.flat()).toContain('发布新版');
    await drafts({ 'unit-name': '甲', area: 'west' });
    const refused = await sends(withoutWest);
    expect(refused.text).toContain('区域“河西”已有填报');
    expect(refused.buttons.flat()).not.toContain('发布新版');
  });

  it('is not read from anybody else, whose taps change nothing', async () => {
    const shown = await sends();
    await li.sendsDocument('征集.json', file());
    await li.hears(/文字/);
    await li.says('/newcampaign');
    await li.hears('只有管理员能用');
    await li.tapsData((await li.last()).id, dataOf(shown, '创建并开放'));
    await li.hears('只有管理员能用');
    for (const data of ['pub-show:zz', 'pub-walk:1:zzzzzz', 'pub-make', 'pub-built:99', 'pub-drop:-1'])
      await (await chen.tapsData(shown.id, data)).answer();
    await running.chat.settled();
    expect(await campaign()).toBeNull();
    expect(running.log.filter((line) => line.includes('parked'))).toEqual([]);
  });

  it('names every mistake with its place, in a file where they are many', async () => {
    await chen.sendsDocument(
      '征集.json',
      file({ organiser: undefined, year: 1990, [`${last}[0].kind`]: 'txt' }),
    );
    const few = await chen.hears('处问题，没有保存');
    expect(few.text).toContain('organiser：缺少这一项');
    expect(few.text).toContain('year：不能小于 2000');
    expect(few.text).toContain('"txt" 不能识别。是不是“text”？');
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`key-${at}`, at]));
    await chen.sendsDocument('征集.json', file(many));
    await chen.hears('有 100 处以上的问题');
    const list = await chen.download((await chen.hears('查出的 100 处问题')).message.document?.file_id ?? '');
    const lines = list.toString().split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toContain('只列出前 100 处问题');
  });

  it.each<[string, string | Uint8Array, string | RegExp]>([
    ['no JSON', '技术需求征集', '不是正确的 JSON'],
    ['Chinese marks', '{“id”： 1}', '第 1 行第 2 列：不是正确的 JSON：用了中文的引号'],
    ['UTF-16', Buffer.from(`\uFEFF{}`, 'utf16le'), 'UTF-16'],
    ['another encoding', Buffer.from([0x7b, 0xbc, 0xbc, 0xca, 0xf5]), '可能是 GBK'],
    ['five megabytes', `"${'x'.repeat(5 * 1024 * 1024)}"`, '超过 1 MB'],
    ['brackets alone', '['.repeat(300_000), '层数太多'],
    ['UTF-16 without its mark', Buffer.from('{"id": 1}', 'utf16le'), 'UTF-16'],
    [
      'a Word file of 2003',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]),
      'Office',
    ],
    ['100,000 questions', file({ [need]: Array.from({ length: 100_000 }, () => 1) }), '超过 8000 个值'],
    ['a title of 900,000 characters', file({ title: 'x'.repeat(900_000) }), 'title：最多 4000 个字符'],
    [
      'a year of 900,000 characters',
      file({ year: 'x'.repeat(900_000) }),
      /year：应该是数字，现在是 "x{60}…"$/m,
    ],
    ['a key twice', '{"id": "a", "id": "b"}', '“id”写了两次'],
    [
      'the key of every object',
      file().replace('"id"', '"__proto__": 1, "id"'),
      '__proto__：这里不能有这一项',
    ],
    [
      'a condition on what comes later',
      file({ [`${need}[0].showIf`]: { question: 'content', answered: true } }),
      '“content”排在后面，只能看前面的题目',
    ],
    ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004'), gzipSync('x')]), '压缩包'],
    ['nothing but zeros', Buffer.alloc(2000), '不是文本'],
    ['what no database keeps', file({ organiser: '科技局\u0000' }), 'organiser：含有不能保存的字符'],
    ['a list', '[]', '有 1 处问题'],
  ])('says what is wrong with %s', async (_, bytes, word) => {
    await chen.sendsDocument('征集.json', bytes);
    await chen.hears(word);
    await chen.sendsDocument('征集.json', `\uFEFF${file()}`);
    await chen.hears('编号：small-2026');
  });
});
