import type { TelegramMessage } from '@gramio/types';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/storage/store.js';
import { appoints, files } from '../support/filed.js';
import { type RunningApp, runApp } from '../support/running-app.js';
import { describeStores } from '../support/store.js';

/*
 * Everybody tries everything on everything, by data that no button of theirs had. Each demand has a word of its own,
 * which turns up nowhere but with those who may see it.
 */

const area = (value: string) => ({ kind: 'area', value }) as const;
const sector = (value: string) => ({ kind: 'sector', value }) as const;
const category = (value: string) => ({ kind: 'category', value }) as const;

const words = {
  own: '金丝雀甲',
  otherArea: '金丝雀乙',
  sector: '金丝雀丙',
  category: '金丝雀丁',
  besideCategory: '金丝雀戊',
  otherCampaign: '金丝雀己',
} as const;
type Named = keyof typeof words;
const named = Object.keys(words) as Named[];

/** Who tries, and what they may see. */
const cast: Readonly<Record<string, { readonly sees: readonly Named[]; readonly isStaff: boolean }>> = {
  planner: { sees: ['own', 'otherArea', 'sector', 'category', 'besideCategory'], isStaff: true },
  responsibleArea: { sees: ['own'], isStaff: true },
  responsibleSector: { sees: ['sector'], isStaff: true },
  responsibleCategory: { sees: ['category'], isStaff: true },
  leader: { sees: ['own'], isStaff: true },
  collector: { sees: ['own'], isStaff: true },
  recommender: { sees: [], isStaff: true },
  deputy: { sees: ['own'], isStaff: true },
  deputyOver: { sees: [], isStaff: false },
  deputyOfNobody: { sees: [], isStaff: false },
  withdrawn: { sees: [], isStaff: false },
  contact: { sees: [], isStaff: false },
  stranger: { sees: [], isStaff: false },
  administrator: { sees: [], isStaff: false },
};
const everybody = Object.keys(cast);
/** The rules are the same SQL on both stores; on the embedded one, which takes ten times as long, a few try them. */
const aFew = [
  'responsibleSector',
  'responsibleCategory',
  'leader',
  'collector',
  'withdrawn',
  'administrator',
];
const idOf = (name: string): number => 9100 + everybody.indexOf(name);

/** Everything a button can say of a demand, its newest revision and more behind it. */
const ofDemand = [
  ...['desk-open', 'desk-page', 'desk-fields', 'desk-field', 'desk-why', 'desk-say', 'desk-leave'],
  ...['desk-due', 'desk-back', 'desk-accept', 'desk-reopen', 'desk-brief', 'desk-proposal'],
  ...['desk-advise', 'desk-advice', 'desk-reason', 'desk-rank', 'sum-form'],
];
const behind: Readonly<Record<string, readonly string[]>> = {
  'desk-page': ['0', '1'],
  'desk-field': ['0:0:1', '0:0:0'],
  'desk-why': ['0:0:1:0'],
  'desk-say': ['0:0:1:0'],
  'desk-leave': ['0:1'],
  'desk-back': ['0:7'],
  'desk-advice': ['0:0'],
  'desk-rank': ['0:0', '0:1'],
};

describeStores('everybody tries everything', (open) => {
  let store: Store;
  let running: RunningApp;
  let people = everybody;
  const demand = new Map<Named, number>();
  beforeAll(async () => {
    store = await open();
    if (store.kind === 'embedded') people = aFew;
    running = await runApp(store, { adminIds: [idOf('administrator')] });
    for (const name of people) await (await running.chat.newcomer(idOf(name), name)).says('/help');
    await fill();
  });
  afterAll(() => running.stop());

  /** All alike, so that each could be shown as similar to every other. */
  function about(name: Named) {
    return {
      'project-name': `茶叶保鲜关键技术${words[name]}`,
      content: `茶叶采后保鲜与冷链运输关键技术的需求，低温提取黄酮，保持香气。${words[name]}`,
    };
  }

  async function fill(): Promise<void> {
    const put = async (name: Named, region: string, more: object = {}): Promise<void> => {
      const filed = await files(store, {
        ...(name === 'otherArea' && { externalId: idOf('contact') }),
        unit: { 'unit-name': `单位${words[name]}`, region, ...more },
        demands: [about(name)],
      });
      demand.set(name, filed.demands[0] ?? 0);
    };
    await put('own', '永定区');
    await put('otherArea', '慈利县');
    await put('sector', '市直行业部门', { sector: '农业' });
    const two = await files(store, {
      unit: { 'unit-name': '市直单位', region: '市直行业部门', sector: '生态环境' },
      demands: [
        { ...about('category'), category: '科普类' },
        { ...about('besideCategory'), category: '高新技术类' },
      ],
    });
    demand.set('category', two.demands[0] ?? 0);
    demand.set('besideCategory', two.demands[1] ?? 0);
    const far = await files(store, {
      campaignId: 'xinjiang-2023',
      formId: 'key-technology',
      unit: { 'unit-name': `单位${words.otherCampaign}` },
      demands: [{ 'project-name': words.otherCampaign, overview: words.otherCampaign }],
    });
    demand.set('otherCampaign', far.demands[0] ?? 0);
    const rows = await store.prisma.filedDemand.findMany({ orderBy: { demandId: 'asc' } });
    expect(rows.map(({ area: of, sector: by, category: as }) => [of, by, as])).toEqual([
      ['永定区', null, '高新技术类'],
      ['慈利县', null, '高新技术类'],
      ['市直行业部门', '农业', '高新技术类'],
      ['市直行业部门', '生态环境', '科普类'],
      ['市直行业部门', '生态环境', '高新技术类'],
      [null, null, null],
    ]);

    const past = new Date(Date.now() - 3_600_000);
    const own = [area('永定区')];
    await appoints(store, idOf('planner'), { role: 'planner' });
    const first = await appoints(store, idOf('responsibleArea'), { role: 'responsible', scopes: own });
    await appoints(store, idOf('responsibleSector'), { role: 'responsible', scopes: [sector('农业')] });
    await appoints(store, idOf('responsibleCategory'), { role: 'responsible', scopes: [category('科普类')] });
    await appoints(store, idOf('leader'), { role: 'leader', scopes: own });
    await appoints(store, idOf('collector'), { role: 'collector', scopes: own });
    await appoints(store, idOf('recommender'), { role: 'recommender' });
    const soon = new Date(Date.now() + 3_600_000);
    await appoints(store, idOf('deputy'), { role: 'responsible', scopes: own, deputyOf: first, until: soon });
    await appoints(store, idOf('deputyOver'), { role: 'responsible', scopes: own, until: past });
    const gone = await appoints(store, idOf('withdrawn'), {
      role: 'responsible',
      scopes: own,
      withdrawnAt: past,
    });
    await appoints(store, idOf('deputyOfNobody'), { role: 'responsible', scopes: own, deputyOf: gone });
    const overtaken = await appoints(store, idOf('deputyOver'), { role: 'leader', scopes: own, until: past });
    await appoints(store, idOf('deputyOfNobody'), { role: 'leader', scopes: own, deputyOf: overtaken });
  }

  async function tap(person: number, data: string): Promise<void> {
    const from = { id: person, is_bot: false, first_name: 'x' };
    const message = {
      message_id: 1_000_000,
      date: 1,
      chat: { id: person, type: 'private', first_name: 'x' },
      text: 'x',
    };
    const query = { id: `${Math.random()}`, from, chat_instance: '1', message, data };
    await running.chat.inject({ callback_query: query } as Parameters<typeof running.chat.inject>[0]);
  }

  function tries(id: number, revision = 0): string[] {
    return ofDemand.flatMap((verb) =>
      (behind[verb] ?? ['0']).map((rest) => {
        const [, ...more] = rest.split(':');
        const of = verb === 'desk-page' || verb === 'sum-form' ? rest : [revision, ...more].join(':');
        return verb === 'desk-open' || verb === 'sum-form'
          ? `${verb}:${id.toString(36)}`
          : `${verb}:${id.toString(36)}:${of}`;
      }),
    );
  }

  const read = new Map<string, number>();

  /** What the bot has said to somebody since this was asked last. */
  async function heardBy(name: string): Promise<readonly TelegramMessage[]> {
    const after = read.get(name) ?? 0;
    const heard = (await running.chat.messagesOf(idOf(name))).filter(
      ({ from, message_id }) => from?.is_bot === true && message_id > after,
    );
    read.set(name, heard.at(-1)?.message_id ?? after);
    return heard;
  }

  /** Everything that others would see, or that a decision rests on. */
  async function state(): Promise<object> {
    const { prisma } = store;
    const rows = [
      await prisma.filedDemand.findMany({ orderBy: { demandId: 'asc' } }),
      await prisma.correction.findMany({ orderBy: { id: 'asc' } }),
      await prisma.demandRead.findMany({ orderBy: [{ demandId: 'asc' }, { appointmentId: 'asc' }] }),
      await prisma.appointment.findMany({ orderBy: { id: 'asc' } }),
      await prisma.invitation.findMany({ orderBy: { id: 'asc' } }),
      await prisma.sheetReport.findMany({ orderBy: { id: 'asc' } }),
      await prisma.auditAct.findMany({ orderBy: [{ campaignId: 'asc' }, { sequence: 'asc' }] }),
      await prisma.delivery.findMany({ orderBy: { id: 'asc' } }),
      await prisma.dialog.findMany({ orderBy: { key: 'asc' } }),
    ];
    return rows;
  }

  const settled = (): Promise<void> => running.chat.settled(60_000);

  it('with a demand that is not theirs as with one that is not there', async () => {
    await settled();
    for (const name of people) await heardBy(name);
    const before = await state();
    const answers = new Map<string, string[]>();
    for (const target of [...named, 'missing'] as const) {
      const id = target === 'missing' ? 2_000_000 : (demand.get(target) ?? 0);
      for (const name of people) {
        if (target !== 'missing' && cast[name]?.sees.includes(target)) continue;
        for (const data of tries(id)) await tap(idOf(name), data);
      }
      await settled();
      for (const name of people)
        answers.set(
          `${name} ${target}`,
          (await heardBy(name)).map(
            ({ text, reply_markup }) => `${text ?? ''} ${JSON.stringify(reply_markup)}`,
          ),
        );
    }
    expect(await state()).toEqual(before);
    for (const name of people) {
      const missing = answers.get(`${name} missing`) ?? [];
      expect(missing, name).toHaveLength(tries(0).length);
      for (const target of named) {
        if (cast[name]?.sees.includes(target)) continue;
        expect(answers.get(`${name} ${target}`), `${name} at ${target}`).toEqual(missing);
      }
      for (const answer of missing)
        expect(answer, name).toMatch(cast[name]?.isStaff ? /没有找到这个项目/ : /给责任人和汇总单位用的/);
    }
  }, 240_000);

  it('with commands, lists, searches, summaries and the administrator’s buttons', async () => {
    const places = [
      '',
      ' 永定区',
      ' 慈利县',
      ' 市直行业部门',
      ' 高校、科研院所',
      ' 没有的地方',
      ` ${'汇'.repeat(3000)}`,
    ];
    const before = await state();
    for (const name of people) {
      const person = running.chat.person(idOf(name));
      await person.says('/inbox');
      for (const place of places) await person.says(`/summary${place}`);
      for (const filter of ['0', '1', '2', '3', '4', 'zz', '-1', ''])
        await tap(person.id, `desk-list:${filter}:0`);
      for (const from of ['5', 'zzzzz', 'zzzzzzzzzz', '-8']) await tap(person.id, `desk-list:3:${from}`);
      for (const at of ['0', '1', '2', 'zzz', '-1'])
        for (const place of ['0', '1', '2', '3', '9', 'zz', '-1']) await tap(person.id, `sum:${at}:${place}`);
      for (const at of ['0', '1', 'zz'])
        for (const place of ['2', '4', '9']) await tap(person.id, `sum-report:${at}:${place}`);
    }
    for (const name of people.filter((one) => one !== 'administrator')) {
      const person = running.chat.person(idOf(name));
      await person.says('/people');
      for (const verb of ['people', 'offers', 'offer', 'ask-dismiss', 'dismiss', 'revoke'])
        for (const rest of ['0:1', '0:2', '1:1', 'zz:zz']) await tap(person.id, `${verb}:${rest}`);
    }
    await settled();
    expect(await state()).toEqual(before);
    for (const name of people) {
      const text = JSON.stringify(await heardBy(name));
      const seen = named.filter((one) => text.includes(words[one]));
      expect(seen, name).toEqual(cast[name]?.sees ?? []);
    }
    // The words that are looked for would find every one of them.
    for (const name of people.filter((one) => cast[one]?.isStaff)) {
      await tap(idOf(name), 'desk-search');
      await running.chat.person(idOf(name)).says('茶叶');
    }
    await settled();
    for (const name of people.filter((one) => cast[one]?.isStaff)) {
      const text = JSON.stringify(await heardBy(name));
      const seen = named.filter((one) => text.includes(words[one]));
      expect(seen, name).toEqual(cast[name]?.sees ?? []);
    }
  }, 240_000);

  it('with what is theirs, and shows nothing beside it', async () => {
    for (const name of people)
      for (const target of cast[name]?.sees ?? []) {
        const id = (demand.get(target) ?? 0).toString(36);
        for (const data of [`desk-open:${id}`, `desk-page:${id}:1`, `sum-form:${id}`])
          await tap(idOf(name), data);
        for (const data of ['sum-sheet:0:0:1', 'sum-flat:0:0', 'sum-chart:0:0']) await tap(idOf(name), data);
      }
    await settled();
    for (const name of people) {
      const person = running.chat.person(idOf(name));
      const heard = await heardBy(name);
      const documents = heard.flatMap(({ document }) => (document ? [document.file_id] : []));
      const sees = cast[name]?.sees ?? [];
      expect(documents, name).toHaveLength(sees.length * 3);
      const inside = await Promise.all(documents.map(async (id) => unzipped(await person.download(id))));
      const text = [JSON.stringify(heard), ...inside].join('\n');
      expect(
        named.filter((one) => text.includes(words[one])),
        name,
      ).toEqual(sees);
    }
  }, 240_000);

  it('and those who only look decide nothing', async () => {
    const id = demand.get('own') ?? 0;
    const row = () => store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: id } });
    const before = await row();
    for (const data of tries(id).filter((one) => !/^desk-(say|brief|reason):/.test(one)))
      await tap(idOf('leader'), data);
    await settled();
    expect(await row()).toEqual(before);
    expect(await store.prisma.correction.count()).toBe(0);
    for (const data of ['sum-ask-report:0:1', 'sum-report:0:1']) await tap(idOf('leader'), data);
    await settled();
    expect(await store.prisma.sheetReport.count()).toBe(0);
  }, 120_000);
});

function unzipped(bytes: Buffer): string {
  return Object.values(unzipSync(new Uint8Array(bytes)))
    .map((part) => new TextDecoder().decode(part))
    .join('\n');
}
