import { afterAll, beforeAll, expect, it } from 'vitest';
import { markOf } from '../../src/campaigns/screens/buttons.js';
import { deskMark } from '../../src/notices/screens/buttons.js';
import { everyContact } from '../../src/people/audience.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { campaignSchema } from '../../src/survey/definition.js';
import { textMark } from '../../src/telegram/callback-data.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores, type TestStore } from '../support/store.js';
import { smallCampaign } from '../survey/small-campaign.js';

/*
 * Everybody tries everything that runs a campaign, by data that no button of theirs had: notices, campaigns, more time,
 * definitions, rosters, forms from paper. What is somebody else's bears a word that turns up nowhere but with them.
 */

const own = 'zhangjiajie-2021';
const other = 'xinjiang-2023';
const word = '金丝雀';
const area = (value: string) => ({ kind: 'area', value }) as const;

/** None of them has a right to anything below: each acts for another area, another campaign, or for nobody. */
const everybody = [
  'responsible',
  'collector',
  'planner',
  'leader',
  'recommender',
  'withdrawn',
  'contact',
  'stranger',
] as const;
type Name = (typeof everybody)[number];
/** The rules are the same on both stores; on the embedded one, which takes ten times as long, two try them. */
const aFew: readonly Name[] = ['collector', 'withdrawn'];
/** Whose what is tried is, and two who run all of it and yet have no business with what others are composing. */
const others = ['owner', 'administrator', 'office'] as const;
type Anybody = Name | (typeof others)[number];
const idOf = (name: Anybody): number => 9700 + [...others, ...everybody].indexOf(name);

/** Each verb with what is behind it, where `#` stands for the number of what is not theirs. */
const onNotice = [
  ...['n-open', 'n-write', 'n-btn', 'n-link', 'n-who', 'n-unrep', 'n-all', 'n-list', 'n-when', 'n-test'],
  ...['n-send', 'n-go', 'n-drop', 'n-pause', 'n-resume', 'n-stop', 'n-cancel', 'n-report', 'n-again'],
  ...['n-back', 'n-recall', 'n-correct'],
  ...[
    'n-btn-set:#:1',
    'n-stage:#:0:0',
    'n-role:#:0:0',
    'n-area:#:0:0',
    'n-places:#:0:0',
    'n-sector:#:0:0',
    'n-at:#:0',
  ],
].map((verb) => (verb.includes('#') ? verb : `${verb}:#`));
const onProposal = ['pub-show:#', 'pub-walk:#:0', 'pub-make:#:0:1', 'pub-make:#:0:0', 'pub-drop:#'];
const onCampaign = [
  ...['camp:#', 'camp-ask:#:1:2', 'camp-move:#:1:2', 'camp-move:#:1:0', 'camp-title:#', 'camp-when:#:0'],
  ...['camp-until:#:0:zik0zk:zik0zk', 'camp-grace:#:0', 'camp-areas:#', 'camp-area:#:0', 'camp-area-say:#'],
  ...['camp-area-ask:#:0', 'camp-area-off:#:0', 'more:#', 'more-find:#'],
];
const onUnit = ['more-unit:@:0:#', 'more-type:@:0:#', 'more-until:@:0:#:zik0zk'];
const onExtension = ['more-grant:@:#', 'more-one:@:#', 'more-end:@:#'];
const onRoster = ['unit-off-ask:!:#', 'unit-off:!:#', 'unit-on:!:#', 'ros-link:!:#'];
const ofRoster = ['unit-list:!:0', 'unit-find:!', 'ros:!', 'ros-links:!', 'ros-link-area:!:0'];
const onUpload = ['ros-apply:#', 'ros-undo:#'];
const onPaper = ['paper-take:#', 'open:#', 'newer:#'];

type Pair = readonly [there: string, notThere: string];
const missing = (2_000_000).toString(36);

describeStores('everybody tries to run what is not theirs', (open) => {
  let store: TestStore;
  let running: RunningApp;
  let people: readonly Name[] = everybody;
  const ids = new Map<string, number>();
  beforeAll(async () => {
    store = await open();
    if (store.kind === 'embedded') people = aFew;
    running = await runApp(store, { adminIds: [idOf('administrator')] });
    for (const name of [...people, ...others])
      await (await running.chat.newcomer(idOf(name), name)).says('/help');
    await fill();
  }, 60_000);
  afterAll(() => running.stop());

  async function fill(): Promise<void> {
    const { prisma } = store;
    const at = new Date();
    const elsewhere = [area('慈利县')];
    const planned = await appoints(store, idOf('owner'), { role: 'collector', scopes: [area('永定区')] });
    await appoints(store, idOf('office'), { role: 'planner' });
    await appoints(store, idOf('responsible'), { role: 'responsible', scopes: elsewhere });
    await appoints(store, idOf('collector'), { role: 'collector', scopes: elsewhere });
    await appoints(store, idOf('planner'), { role: 'planner', campaignId: other });
    await appoints(store, idOf('leader'), { role: 'leader', scopes: [area('永定区')] });
    await appoints(store, idOf('recommender'), { role: 'recommender', campaignId: other });
    await appoints(store, idOf('withdrawn'), { role: 'planner', withdrawnAt: at });
    const unit = await prisma.rosterUnit.create({
      data: { campaignId: own, name: `${word}单位`, area: '永定区', phone: '13800000001' },
    });
    const gone = await prisma.rosterUnit.create({
      data: { campaignId: own, name: `${word}移出`, area: '永定区', removedAt: at },
    });
    const filed = await files(store, {
      unit: { 'unit-name': `${word}公司`, region: '永定区' },
      demands: [{ 'project-name': `${word}项目` }],
    });
    const whose = await prisma.identity.findFirstOrThrow({ where: { externalId: String(idOf('owner')) } });
    const botId = BigInt(running.token.split(':')[0] ?? '');
    const notice = {
      ...{ botId, campaignId: own, personId: whose.personId, appointmentId: planned, kind: 'notice' },
      ...{ office: `${word}局`, createdAt: at, audience: { ...everyContact } },
      content: { parts: [{ kind: 'text', text: `${word}通知`, entities: [] }] },
    };
    const draft = await prisma.notice.create({ data: notice });
    const done = await prisma.notice.create({
      data: { ...notice, state: 'done', confirmedAt: at, endedAt: at },
    });
    await prisma.delivery.create({
      data: {
        ...{
          botId,
          personId: filed.personId,
          kind: 'notice',
          content: {},
          state: 'failed',
          noticeId: done.id,
        },
      },
    });
    const proposal = await prisma.campaignProposal.create({
      data: {
        ...{ personId: whose.personId, at },
        definition: {
          ...campaignSchema.parse(smallCampaign({ id: 'canary', title: word, receiptPrefix: 'CAN' })),
        },
      },
    });
    const granted = { campaignId: own, rosterUnitId: unit.id, reason: word, grantedBy: whose.personId, at };
    const until = new Date(at.getTime() + 864e5);
    const extension = await prisma.extension.create({ data: { ...granted, until } });
    const proposed = await prisma.extension.create({ data: { ...granted, until, withdrawnAt: at } });
    const upload = await prisma.upload.create({
      data: { campaignId: own, kind: 'units', content: { rows: [] }, personId: whose.personId, at },
    });
    const version = await prisma.formVersion.findFirstOrThrow({
      where: { campaignId: own },
      orderBy: { number: 'desc' },
    });
    const paper = await prisma.submission.create({
      data: {
        ...{ campaignId: own, formId: version.formId, formVersionId: version.id, state: 'draft' },
        ...{ personId: whose.personId, enteredBy: planned, startedAt: at, changedAt: at },
      },
    });
    const all = { draft, done, proposal, unit, gone, extension, proposed, upload, paper, version };
    for (const [name, { id }] of Object.entries(all)) ids.set(name, id);
  }

  async function tap(person: number, data: string): Promise<void> {
    const from = { id: person, is_bot: false, first_name: 'x' };
    const chat = { id: person, type: 'private' as const, first_name: 'x' };
    const message = { message_id: 1_000_000, date: 1, chat, text: 'x' };
    const query = { id: `${Math.random()}`, from, chat_instance: '1', message, data };
    await running.chat.inject({ callback_query: query });
  }

  const read = new Map<Anybody, number>();
  async function heardBy(name: Anybody): Promise<string[]> {
    const after = read.get(name) ?? 0;
    const heard = (await running.chat.messagesOf(idOf(name))).filter(
      ({ from, message_id }) => from?.is_bot === true && message_id > after,
    );
    read.set(name, heard.at(-1)?.message_id ?? after);
    return heard.map((one) => JSON.stringify([one.text, one.caption, one.document, one.reply_markup]));
  }

  /** Everything that could have changed. */
  async function state(): Promise<object> {
    const { prisma } = store;
    const byId = { orderBy: { id: 'asc' } } as const;
    return [
      await prisma.campaign.findMany(byId),
      await prisma.formVersion.count(),
      await prisma.notice.findMany(byId),
      await prisma.delivery.findMany(byId),
      await prisma.campaignProposal.findMany(byId),
      await prisma.extension.findMany(byId),
      await prisma.rosterUnit.findMany(byId),
      await prisma.invitation.findMany(byId),
      await prisma.upload.findMany(byId),
      await prisma.callNote.findMany(byId),
      await prisma.submission.findMany(byId),
      await prisma.answer.count(),
      await prisma.dialog.findMany({ orderBy: { key: 'asc' } }),
      await prisma.auditAct.count(),
    ];
  }

  const settled = (): Promise<void> => running.chat.settled(60_000);

  /** The data of buttons on what is there and not theirs, each beside the same on what is not there. */
  function tries(): Pair[] {
    const mark = markOf(own).toString(36);
    const version = (ids.get('version') ?? 0).toString(36);
    const placed = onRoster.flatMap((pattern) => ['0', '1'].map((at) => pattern.replace('!', at)));
    return [
      ...pairs(onNotice, 'draft', 'done'),
      ...pairs(onProposal, 'proposal'),
      ...pairs(placed, 'unit', 'gone'),
      ...pairs(onUpload, 'upload'),
      ...pairs(onPaper, 'paper'),
      ...pairs([`paper-begin:${version}:#`], 'unit'),
      ...pairs(
        onUnit.map((pattern) => pattern.replace('@', mark)),
        'unit',
      ),
      ...pairs(
        onExtension.map((pattern) => pattern.replace('@', mark)),
        'extension',
        'proposed',
      ),
      ...onCampaign.map((pattern): Pair => [pattern.replace('#', mark), pattern.replace('#', missing)]),
    ];
  }

  function pairs(patterns: readonly string[], ...targets: readonly string[]): Pair[] {
    return targets.flatMap((target) =>
      patterns.map((pattern): Pair => {
        const id = (ids.get(target) ?? 0).toString(36);
        return [pattern.replace('#', id), pattern.replace('#', missing)];
      }),
    );
  }

  /** What they answer to the one and to the other of each pair. */
  async function answersTo(
    who: readonly Anybody[],
    tried: readonly Pair[],
  ): Promise<Map<Anybody, string[][]>> {
    await settled();
    for (const name of who) await heardBy(name);
    const answers = new Map<Anybody, string[][]>(who.map((name) => [name, []]));
    for (const which of [0, 1] as const) {
      for (const name of who) for (const pair of tried) await tap(idOf(name), pair[which]);
      await settled();
      for (const name of who) answers.get(name)?.push(await heardBy(name));
    }
    return answers;
  }

  function expectAlike(answers: ReadonlyMap<Anybody, string[][]>, tried: readonly Pair[]): void {
    for (const [name, [there = [], notThere = []]] of answers) {
      expect(there, name).toHaveLength(tried.length);
      const differ = tried.filter((_, at) => there[at] !== notThere[at]);
      expect(differ, name).toEqual([]);
      expect(there.join(), name).not.toContain(word);
    }
  }

  it('and gets for what is another’s the answer for what is not there', async () => {
    const before = await state();
    expectAlike(await answersTo(people, tries()), tries());
    expect(await state()).toEqual(before);
  }, 120_000);

  it('even who runs the whole campaign, for what somebody else is composing', async () => {
    const before = await state();
    const composed = [...pairs(onNotice, 'draft'), ...pairs(onProposal, 'proposal')];
    expectAlike(await answersTo(['office', 'administrator'], composed), composed);
    expect(await state()).toEqual(before);
  }, 120_000);

  /** Desks that are not theirs, and all that is. */
  async function desksOf(name: Name): Promise<string[]> {
    const appointments = await store.prisma.appointment.findMany({
      where: {
        OR: [{ campaignId: own }, { person: { identities: { some: { externalId: String(idOf(name)) } } } }],
      },
    });
    const all = [{ campaignId: own }, { campaignId: other }].map((desk) => deskMark(desk));
    const held = appointments.map(({ id, campaignId }) => textMark(`${campaignId} ${id}`));
    return [...all, ...held, 0].map((mark) => mark.toString(36));
  }

  it('nor does a list, a file or a figure show it to them', async () => {
    const { prisma } = store;
    const figures = async (): Promise<number[]> => [
      await prisma.notice.count(),
      await prisma.callNote.count(),
      await prisma.invitation.count(),
      // Whoever takes the telephone list of an own office is written down.
      await prisma.auditAct.count({ where: { act: { not: 'export' } } }),
    ];
    const before = await figures();
    for (const name of people) {
      const person = running.chat.person(idOf(name));
      for (const command of ['/broadcast', '/campaigns', '/extend', '/newcampaign', '/people', '/paper'])
        await person.says(command);
      await person.says('/coverage');
      for (const desk of await desksOf(name)) {
        for (const verb of ['n-calls', 'n-phones']) await tap(person.id, `${verb}:${desk}:0`);
        await tap(person.id, `n-call:${desk}:${(ids.get('unit') ?? 0).toString(36)}:0`);
        await tap(person.id, `n-called:${desk}:${(ids.get('unit') ?? 0).toString(36)}:0:0`);
      }
      for (const at of ['0', '1', '2', 'zz']) {
        for (const pattern of ofRoster) await tap(person.id, pattern.replace('!', at));
      }
      for (const verb of ['paper', 'paper-own:0', 'paper-left:0', 'camps', 'n', 'zz', 'n-new:9', 'camp'])
        await tap(person.id, verb);
      const owned = await store.prisma.appointment.findFirstOrThrow({ where: { role: 'collector' } });
      await tap(person.id, `nudge:${owned.id.toString(36)}:0:0`);
    }
    await settled();
    expect(await figures()).toEqual(before);
    for (const name of people) expect((await heardBy(name)).join(), name).not.toContain(word);
  }, 120_000);

  it('while those whose it is see it, and reminders are everybody’s own', async () => {
    const owner = running.chat.person(idOf('owner'));
    await tap(owner.id, `n-open:${(ids.get('draft') ?? 0).toString(36)}`);
    await owner.hears(`${word}通知`);
    const chen = running.chat.person(idOf('administrator'));
    await tap(chen.id, `more-one:${markOf(own).toString(36)}:${(ids.get('extension') ?? 0).toString(36)}`);
    await chen.hears(`理由：${word}`);
    const [first = 'contact'] = people;
    await tap(idOf(first), 'remind-off:1');
    await settled();
    const muted = await store.prisma.person.findMany({
      where: { mutedAt: { not: null } },
      include: { identities: true },
    });
    expect(muted.flatMap(({ identities }) => identities.map(({ externalId }) => externalId))).toEqual([
      String(idOf(first)),
    ]);
    expect((await verifyChains(store.prisma)).flatMap(({ faults }) => faults)).toEqual([]);
  }, 60_000);
});
