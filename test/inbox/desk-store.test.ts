import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import type { DeskAct, DeskOutcome, DeskStore } from '../../src/desk/ports.js';
import type { InboxStore } from '../../src/inbox/ports.js';
import { type Appointment, covers, roles, type ScopeRule } from '../../src/people/appointment.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { deskStore } from '../../src/storage/desk-store.js';
import { inboxStore } from '../../src/storage/inbox-store.js';
import { within } from '../../src/storage/scope.js';
import { summaryStore } from '../../src/storage/summary-store.js';
import type { SummaryStore } from '../../src/summaries/ports.js';
import { appoints, files } from '../support/filed.js';
import { describeStores, type TestStore } from '../support/store.js';
import { madeUpCampaign } from '../support/stored.js';
import { incoming } from './sample-updates.js';

const campaigns = await loadCampaigns([builtInCampaigns]);
const made = madeUpCampaign();
const [ann, bob] = [8101, 8102];
const bot = 77;
const at = new Date('2026-11-22T08:00:00Z');
const dueAt = new Date('2026-11-29T08:00:00Z');
const accept: DeskAct = { kind: 'accept' };

describeStores('what the desk needs of the database', (open) => {
  let store: TestStore;
  let inbox: InboxStore;
  let desk: DeskStore;
  let summaries: SummaryStore;
  let updates = 0;
  beforeAll(async () => {
    store = await open();
    await enterCampaigns(store.prisma, [...campaigns, made], at);
    inbox = inboxStore(store, bot);
    desk = deskStore(store.prisma, bot);
    summaries = summaryStore(store.prisma, bot);
    for (const person of [ann, bob]) await appoints(store, person, { role: 'planner' });
  });
  afterAll(() => store.close());
  beforeEach(() => store.prisma.filedDemand.deleteMany());

  const file = async (unit: Record<string, string> = { region: '永定区' }): Promise<number> =>
    (await files(store, { unit, demands: [{ 'project-name': '项目' }] })).demands[0] ?? 0;

  const update = async (chat: number): Promise<number> => {
    updates += 1;
    const updateId = updates;
    await inbox.receive([incoming(updateId, chat)], 1, 9);
    return updateId;
  };

  async function act(
    person: number,
    demand: number,
    wanted: DeskAct,
    revision?: number,
    updateId?: number,
  ): Promise<DeskOutcome | undefined> {
    const row = await store.prisma.filedDemand.findUnique({ where: { demandId: demand } });
    return desk.perform({
      updateId: updateId ?? (await update(person)),
      identity: { channel: 'telegram', externalId: String(person) },
      demand,
      revision: revision ?? row?.revision ?? 0,
      at,
      act: wanted,
    });
  }

  const kinds = (outcomes: readonly (DeskOutcome | undefined)[]): (string | undefined)[] =>
    outcomes.map((one) => one?.kind).sort();
  const row = (demandId: number) => store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId } });
  const acts = (demand: number) => store.prisma.auditAct.count({ where: { subject: `demand:${demand}` } });
  const staff = async (person: number) =>
    (await desk.staff({ channel: 'telegram', externalId: String(person) })).appointments;

  /** By the one who sends back: nobody sends another's picks. */
  async function choose(demand: number, question = 'content'): Promise<void> {
    const chosen = await act(bob, demand, { kind: 'choose', question, of: demand, reason: 'unclear' });
    expect(chosen?.kind).toBe('done');
  }

  async function acceptedOnes(count: number): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = await file();
      expect((await act(ann, id, accept))?.kind).toBe('done');
      ids.push(id);
    }
    return ids;
  }

  async function ranks(): Promise<(number | null)[]> {
    const rows = await store.prisma.filedDemand.findMany({
      where: { state: 'accepted' },
      orderBy: { rank: 'asc' },
    });
    return rows.map(({ rank }) => rank);
  }

  it('says of every demand the same as the rule of who covers it', async () => {
    const regions = ['永定区', '慈利县', '市直行业部门'];
    for (const region of regions) await file({ region });
    for (const sector of ['农业', '林业']) {
      await file({ region: '市直行业部门', sector });
      await file({ region: '市直行业部门', sector, category: '科普类' });
    }
    const rows = await store.prisma.filedDemand.findMany({ orderBy: { demandId: 'asc' } });
    for (const [index, { demandId }] of rows.entries())
      await store.prisma.filedDemand.update({
        where: { demandId },
        data: {
          category: index % 2 === 0 ? '科普类' : null,
          ...(index === 0 && { area: null }),
          ...(index === 1 && { campaignId: 'xinjiang-2023' }),
        },
      });
    const all = await store.prisma.filedDemand.findMany({ orderBy: { demandId: 'asc' } });
    const scope: fc.Arbitrary<ScopeRule> = fc.record({
      kind: fc.constantFrom('area', 'sector', 'category'),
      value: fc.constantFrom(...regions, '农业', '林业', '科普类', '', '%'),
    });
    const appointment: fc.Arbitrary<Appointment> = fc.record({
      id: fc.nat(),
      campaignId: fc.constantFrom('zhangjiajie-2021', 'xinjiang-2023', 'nowhere'),
      role: fc.constantFrom(...roles),
      title: fc.constant(''),
      scopes: fc.array(scope, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(appointment, { maxLength: 3 }), async (appointments) => {
        const found = await store.prisma.filedDemand.findMany({
          where: within(appointments),
          orderBy: { demandId: 'asc' },
        });
        const expected = all.filter(({ campaignId, area, sector, category }) =>
          appointments.some((one) =>
            covers(one, {
              campaignId,
              area: area ?? undefined,
              sector: sector ?? undefined,
              category: category ?? undefined,
            }),
          ),
        );
        expect(found.map(({ demandId }) => demandId)).toEqual(expected.map(({ demandId }) => demandId));
      }),
      { numRuns: 120 },
    );
  });

  it('lets one of two win who accept at once, and tells the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const demand = await file();
      const outcomes = await Promise.all([act(ann, demand, accept, 0), act(bob, demand, accept, 0)]);
      expect(kinds(outcomes)).toEqual(['changedMeanwhile', 'done']);
      expect(await row(demand)).toMatchObject({ state: 'accepted', revision: 1, rank: round + 1 });
      expect(await acts(demand)).toBe(1);
    }
    expect(await ranks()).toEqual([1, 2, 3, 4, 5]);
  });

  it('accepts or sends back, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const demand = await file();
      await choose(demand);
      const told = await store.prisma.delivery.count();
      const outcomes = await Promise.all([
        act(ann, demand, accept, 0),
        act(bob, demand, { kind: 'sendBack', dueAt }, 0),
      ]);
      expect(kinds(outcomes)).toEqual(['changedMeanwhile', 'done']);
      const { state, rank, submissionId } = await row(demand);
      const submission = await store.prisma.submission.findUniqueOrThrow({ where: { id: submissionId } });
      const open = await store.prisma.correction.count({ where: { submissionId, state: 'open' } });
      const chosen = await store.prisma.correction.count({ where: { submissionId, state: 'chosen' } });
      const deliveries = (await store.prisma.delivery.count()) - told;
      expect({
        state,
        isRanked: rank !== null,
        submission: submission.state,
        open,
        chosen,
        deliveries,
      }).toEqual(
        state === 'accepted'
          ? { state, isRanked: true, submission: 'submitted', open: 0, chosen: 0, deliveries: 0 }
          : {
              state: 'sentBack',
              isRanked: false,
              submission: 'correcting',
              open: 1,
              chosen: 0,
              deliveries: 1,
            },
      );
      expect(await acts(demand)).toBe(1);
    }
  });

  it('gives different places to those who are accepted at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => file()));
    const outcomes = await Promise.all(ids.map((id, n) => act(n % 2 === 0 ? ann : bob, id, accept, 0)));
    expect(kinds(outcomes)).toEqual(ids.map(() => 'done'));
    expect(await ranks()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps the ranks whole when they are moved and left at the same instant', async () => {
    const ids = await acceptedOnes(4);
    for (let round = 0; round < 6; round += 1) {
      const [a = 0, b = 0, c = 0, d = 0] = ids;
      const outcomes = await Promise.all([
        act(ann, a, { kind: 'rank', by: 1 }),
        act(bob, b, { kind: 'rank', by: -1 }),
        act(ann, c, { kind: 'brief', text: `第 ${round} 回` }),
        act(bob, d, { kind: 'rank', by: -1 }),
      ]);
      expect(outcomes.every((one) => one && ['done', 'notNow', 'changedMeanwhile'].includes(one.kind))).toBe(
        true,
      );
      expect(await ranks()).toEqual([1, 2, 3, 4]);
    }
    const [a = 0, b = 0, , d = 0] = ids;
    const mixed = await Promise.all([
      act(ann, a, { kind: 'reopen' }),
      act(bob, b, { kind: 'rank', by: 1 }),
      act(ann, d, { kind: 'reopen' }),
    ]);
    expect(mixed.every((one) => one !== undefined)).toBe(true);
    expect(await ranks()).toEqual([1, 2]);
  });

  it('shows the place on the sheet when one before it has left', async () => {
    const [a = 0, b = 0, c = 0] = await acceptedOnes(3);
    // As when the unit's part was corrected by way of another project.
    await store.prisma.filedDemand.update({
      where: { demandId: a },
      data: { state: 'corrected', rank: null, revision: { increment: 1 } },
    });
    const appointments = await staff(ann);
    expect((await desk.file(appointments, b))?.rank).toBe(1);
    expect((await desk.file(appointments, c))?.rank).toBe(2);
    expect((await act(ann, c, { kind: 'rank', by: -1 }))?.kind).toBe('done');
    expect((await desk.file(appointments, c))?.rank).toBe(1);
    expect((await act(ann, a, accept))?.kind).toBe('done');
    expect((await desk.file(appointments, a))?.rank).toBe(3);
  });

  it('reports what was read, or says that it has changed', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [first = 0] = await acceptedOnes(1);
      const second = await file();
      const before = await row(first);
      const listed = await store.prisma.filedDemand.findMany({
        where: { state: 'accepted' },
        orderBy: { demandId: 'asc' },
      });
      const report = async () =>
        summaries.report({
          updateId: await update(bob),
          identity: { channel: 'telegram', externalId: String(bob) },
          campaignId: 'zhangjiajie-2021',
          sheetId: 'summary',
          formId: 'survey',
          area: '永定区',
          rows: listed.map(({ demandId }) => ({ demand: demandId, cells: ['1', '项目'] })),
          basis: listed
            .map(({ demandId, revision, rank }) => `${demandId}.${revision}.${rank ?? 0}`)
            .join(' '),
          at,
        });
      const [reported, accepted] = await Promise.all([report(), act(ann, second, accept, 0)]);
      expect(accepted?.kind).toBe('done');
      expect(['reported', 'changedMeanwhile']).toContain(reported?.kind);
      const now = (await summaries.reports('zhangjiajie-2021', 'summary', 'survey', ['永定区'])).get(
        '永定区',
      );
      if (reported?.kind === 'reported') expect(now?.isStale).toBe(true);
      expect(before.state).toBe('accepted');
    }
  });

  it('does an update’s act once', async () => {
    const demand = await file();
    const updateId = await update(ann);
    const once = await act(ann, demand, accept, 0, updateId);
    const again = await act(ann, demand, accept, 0, updateId);
    expect([once?.kind, again]).toEqual(['done', undefined]);
    expect(await desk.outcomeOf(updateId)).toMatchObject({ room: 'desk', kind: 'done', act: 'accept' });
    expect(await acts(demand)).toBe(1);
  });

  it('holds a sheet to what it may list', async () => {
    const { definition } = await store.prisma.campaign.findUniqueOrThrow({
      where: { id: 'zhangjiajie-2021' },
    });
    const changed = structuredClone(definition) as { sheets: { most?: number }[] };
    for (const sheet of changed.sheets) sheet.most = 2;
    const put = (value: typeof definition) =>
      store.prisma.campaign.update({ where: { id: 'zhangjiajie-2021' }, data: { definition: value ?? {} } });
    await put(changed);
    try {
      const ids = await Promise.all(Array.from({ length: 4 }, () => file()));
      const outcomes = await Promise.all(ids.map((id) => act(ann, id, accept, 0)));
      expect(kinds(outcomes)).toEqual(['done', 'done', 'sheetFull', 'sheetFull']);
      expect(await ranks()).toEqual([1, 2]);
      const elsewhere = await file({ region: '慈利县' });
      expect((await act(ann, elsewhere, accept))?.kind).toBe('done');
      const [first] = await store.prisma.filedDemand.findMany({ where: { area: '永定区', rank: 1 } });
      await act(ann, first?.demandId ?? 0, { kind: 'reopen' });
      const left = ids.find((_, n) => outcomes[n]?.kind === 'sheetFull') ?? 0;
      expect((await act(ann, left, accept))?.kind).toBe('done');
    } finally {
      await put(definition);
    }
  });

  it.each(['%', '_', '\\', '100%', 'a_b', 'c\\d', "'", '(', '*'])('searches for %s itself', async (text) => {
    const named = async (name: string): Promise<void> => {
      await files(store, { demands: [{ 'project-name': name }] });
    };
    await named('没有记号');
    await named('axb 与 cd 与 100');
    await named(`有记号${text}在内`);
    const { lines } = await desk.list(
      await staff(ann),
      { states: ['waiting'], search: text },
      { from: 0, size: 9 },
    );
    expect(lines.map(({ name }) => name)).toEqual([`有记号${text}在内`]);
  });
});
