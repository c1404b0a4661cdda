import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInCampaigns, loadCampaigns } from '../../src/config/campaign-files.js';
import type { InboxStore } from '../../src/inbox/ports.js';
import type { Change, IntakeStore, OpenForm, Standing } from '../../src/intake/ports.js';
import { enterCampaigns } from '../../src/storage/campaign-store.js';
import { inboxStore } from '../../src/storage/inbox-store.js';
import { intakeStore } from '../../src/storage/intake-store.js';
import type { Prisma } from '../../src/storage/prisma/client.js';
import { campaignSchema } from '../../src/survey/definition.js';
import type { Filing } from '../../src/survey/filing.js';
import { longForm } from '../support/long-form.js';
import { describeStores, type TestStore } from '../support/store.js';
import { incoming } from './sample-updates.js';

const campaigns = await loadCampaigns([builtInCampaigns]);
const [ann, bob] = [10, 20];
const at = new Date('2026-11-22T08:00:00Z');

function filing(of: Partial<Filing>): Filing {
  return {
    demand: 0,
    place: 1,
    area: '永定区',
    sector: undefined,
    category: undefined,
    field: '新材料',
    name: '项目',
    unit: '甲公司',
    creditCode: undefined,
    ...of,
  };
}

describeStores('what the intake needs of the database', (open, kind) => {
  let store: TestStore;
  let inbox: InboxStore;
  let intake: IntakeStore;
  let form: OpenForm;
  let updates: number;
  beforeEach(async () => {
    store = await open();
    await enterCampaigns(store.prisma, campaigns, at);
    inbox = inboxStore(store, 77);
    intake = intakeStore(store, 77);
    updates = 0;
    const found = (await intake.openForms()).find(({ campaign }) => campaign.id === 'zhangjiajie-2021');
    if (!found) throw new Error('the form is not open');
    form = found;
  });
  afterEach(() => store.close());

  const standing = (chat: number, submission?: number): Promise<Standing> =>
    intake.standing({ channel: 'telegram', externalId: String(chat) }, submission);
  /** An update that has just been written down. */
  const update = async (chat = ann): Promise<number> => {
    await inbox.receive([incoming(++updates, chat)], 1, 9);
    return updates;
  };
  const begin = async (chat: number, updateId?: number) =>
    intake.begin({
      updateId: updateId ?? (await update(chat)),
      identity: { channel: 'telegram', externalId: String(chat) },
      formVersionId: form.formVersionId,
      campaignId: form.campaign.id,
      formId: form.form.definition.id,
      withDemand: true,
      accepts: '1',
      at,
    });
  const active = async (chat = ann) => {
    const { active: found } = await standing(chat);
    if (!found) throw new Error('nothing is open');
    return found;
  };
  const change = async (changes: Partial<Change> = {}): Promise<Change> => {
    const [{ personId }, { id, revision }] = [await standing(ann), await active()];
    return {
      updateId: changes.updateId ?? (await update()),
      settles: false,
      personId,
      activates: false,
      submissionId: id,
      revision,
      writes: [{ demand: 0, question: 'unit-name', value: 'one', messageIds: [5], pieceLengths: [3] }],
      cursor: undefined,
      at,
      outcome: { kind: 'moved' },
      ...changes,
    };
  };
  const write = (value: string) => [
    { demand: 0, question: 'unit-name', value, messageIds: [6], pieceLengths: [value.length] },
  ];
  const answers = () => store.prisma.answer.findMany({ orderBy: { questionId: 'asc' } });
  const act = async (chat = ann) => {
    const [{ personId }, { id }] = [await standing(chat), await active(chat)];
    return { updateId: await update(chat), personId, submissionId: id, max: 3, first: 'project-name', at };
  };
  const submission = async (chat = ann) => {
    const { max: _, first: __, ...own } = await act(chat);
    const { revision, demands } = await active(chat);
    const filed = demands.map((demand, n) => filing({ demand, place: n + 1 }));
    return { ...own, revision, receiptPrefix: 'T', asked: [], filed, receivedLate: undefined };
  };

  it('enters nobody for asking where they stand', async () => {
    expect(await standing(ann)).toEqual({
      personId: 0,
      language: 'zh-CN',
      hasOthers: false,
      isElsewhere: false,
      noticeRenewed: false,
      active: undefined,
    });
    expect(await store.prisma.person.count()).toBe(0);
  });

  it('enters a person once, also when two first acts come at the same time', async () => {
    const [one, two] = [await update(ann), await update(ann)];
    await Promise.all([begin(ann, one), begin(ann, two)]);
    expect(await store.prisma.person.count()).toBe(1);
    await begin(bob);
    expect((await standing(bob)).personId).not.toBe((await standing(ann)).personId);
  });

  it('stands as it was read along with the message', async () => {
    await begin(ann);
    const [row] = await inbox.receive([incoming(++updates, ann)], 1, 9);
    const identity = { channel: 'telegram', externalId: String(ann) } as const;
    const read = await intake.standing(identity, undefined, row?.known);
    expect(read).toEqual(await standing(ann));
    const { id } = await active();
    expect(await intake.standing(identity, id, row?.known)).toEqual(await standing(ann, id));
    expect(await intake.standing(identity, id + 1, row?.known)).toEqual(await standing(ann, id + 1));
    expect(row?.known).toBeDefined();
    const [stranger] = await inbox.receive([incoming(++updates, bob)], 1, 9);
    expect(stranger?.known).toBeUndefined();
  });

  it('begins a form once, and goes on with its draft ever after', async () => {
    const first = await update();
    expect(await begin(ann, first)).toEqual({ kind: 'begun', resumed: false });
    expect(await begin(ann, first)).toBeUndefined();
    expect(await intake.outcomeOf(first)).toEqual({ kind: 'begun', resumed: false });
    expect(await begin(ann)).toEqual({ kind: 'begun', resumed: true });
    expect(await store.prisma.submission.count()).toBe(1);
    expect(await store.prisma.demand.count()).toBe(1);
    expect(await store.prisma.consent.count()).toBe(1);
  });

  it('begins one draft when a person begins twice at the same instant', async () => {
    const [one, two] = [await update(), await update()];
    const both = await Promise.all([begin(ann, one), begin(ann, two)]);
    expect(both.map((outcome) => outcome?.kind)).toEqual(['begun', 'begun']);
    expect(await store.prisma.submission.count()).toBe(1);
  });

  /** Between the check of whoever calls and the write: what the call finds in its transaction. */
  it.each<[string, Prisma.CampaignUpdateInput, string]>([
    ['closed by its office', { state: 'closedToUnits' }, 'closed'],
    ['put away', { state: 'archived' }, 'archived'],
    ['over by its clock', { unitDeadline: new Date(at.getTime() - 1_000) }, 'deadlinePassed'],
  ])(
    'is begun, submitted and withdrawn while the campaign runs, not once it is %s',
    async (_, data, reason) => {
      const where = { id: 'zhangjiajie-2021' };
      const open = { state: 'open', unitDeadline: form.deadline };
      const close = () => store.prisma.campaign.update({ where, data });
      await begin(ann);
      await close();
      expect(await intake.submit(await submission())).toEqual({ kind: 'declined', reason });
      // A draft is there to be read.
      expect(await begin(ann)).toMatchObject({ kind: 'begun', resumed: true });
      expect(await begin(bob)).toEqual({ kind: 'declined', reason });
      expect(await store.prisma.consent.count()).toBe(1);
      await store.prisma.campaign.update({ where, data: open });
      await intake.submit(await submission());
      await close();
      expect(await intake.withdraw(await submission())).toEqual({ kind: 'declined', reason });
      expect(await store.prisma.submission.findMany()).toMatchObject([{ state: 'submitted' }]);
      expect(await store.prisma.receipt.count({ where: { withdrawnAt: null } })).toBe(1);
    },
  );

  it('takes one of a closing and a beginning that come at the same instant', async () => {
    const where = { id: 'zhangjiajie-2021' };
    for (let round = 0; round < 5; round++) {
      await store.prisma.campaign.update({ where, data: { state: 'open' } });
      const chat = 100 + round;
      const updateId = await update(chat);
      const [begun, seen] = await Promise.all([
        begin(chat, updateId),
        store.prisma.$transaction(async (tx) => {
          await tx.campaign.update({ where, data: { state: 'closedToUnits' } });
          return tx.submission.count();
        }),
      ]);
      // What was begun was there before it closed; what came after it was refused.
      expect(begun?.kind).toMatch(/begun|declined/);
      expect(await store.prisma.submission.count()).toBe(seen);
    }
  });

  it('commits the change of an update once, with the revision that it makes', async () => {
    await begin(ann);
    const made = await change();
    expect(await intake.commit(made)).toBe('done');
    expect(await intake.commit(made)).toBe('repeated');
    expect(await intake.commit({ ...made, revision: made.revision + 1 })).toBe('repeated');
    expect(await answers()).toMatchObject([
      { value: 'one', revision: 1, messageIds: [5], pieceLengths: [3] },
    ]);
    expect((await active()).revision).toBe(1);
    expect(await intake.outcomeOf(made.updateId)).toEqual({ kind: 'moved' });
  });

  it('refuses a change that was decided on an older draft, and changes nothing', async () => {
    await begin(ann);
    const late = await change({ writes: write('late') });
    await intake.commit(await change());
    expect(await intake.commit(late)).toBe('stale');
    expect((await answers()).map(({ value }) => value)).toEqual(['one']);
    expect(await intake.commit({ ...late, revision: 1 })).toBe('done');
    expect((await answers()).map(({ value }) => value)).toEqual(['late']);
  });

  it('keeps what an answer was before, and before it was taken back', async () => {
    await begin(ann);
    await intake.commit(await change());
    await intake.commit(await change({ writes: write('two') }));
    const key = { demand: 0, question: 'unit-name' };
    await intake.commit(await change({ writes: [], removes: [key], cursor: key }));
    const history = await store.prisma.answerHistory.findMany({ orderBy: { id: 'asc' } });
    expect(history.map(({ value, revision }) => [value, revision])).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
    expect(await answers()).toEqual([]);
    expect((await active()).cursor).toEqual(key);
  });

  it('never changes the draft of somebody else, whatever number is forged', async () => {
    await begin(ann);
    await begin(bob);
    const { personId } = await standing(bob);
    expect(await intake.commit(await change({ personId }))).toBe('stale');
    expect(await answers()).toEqual([]);
    const { id } = await active();
    expect((await standing(bob, id)).active).toBeUndefined();
    expect(await intake.full(personId, id)).toBeUndefined();
    const forged = { ...(await act(bob)), submissionId: id };
    expect(await intake.addDemand(forged)).toEqual({ kind: 'declined', reason: 'notYours' });
    const none = { kind: 'moved' } as const;
    expect(await intake.switchTo(await update(bob), personId, id, none)).toMatchObject({
      reason: 'notYours',
    });
    expect(await intake.deleteDraft({ ...forged, updateId: await update(bob) })).toMatchObject({
      reason: 'notYours',
    });
    expect(await store.prisma.demand.count({ where: { submissionId: id } })).toBe(1);
  });

  it('settles the rest of an update that is applied already', async () => {
    await begin(ann);
    const made = await change();
    await intake.commit(made);
    const rest = { ...made, revision: 1, settles: true, writes: write('whole') };
    expect(await intake.commit(rest)).toBe('done');
    expect(await intake.commit(rest)).toBe('stale');
    expect((await answers()).map(({ value }) => value)).toEqual(['whole']);
  });

  it('adds, raises and deletes projects, each act once and never the last', async () => {
    await begin(ann);
    const first = await act();
    const added = await intake.addDemand(first);
    expect(added).toMatchObject({ kind: 'demandAdded' });
    expect(await intake.addDemand(first)).toBeUndefined();
    const [one = 0, two = 0] = (await active()).demands;
    expect((await active()).cursor).toEqual({ demand: two, question: 'project-name' });
    await intake.raiseDemand({ ...(await act()), demand: two });
    expect((await active()).demands).toEqual([two, one]);
    await intake.addDemand(await act());
    expect(await intake.addDemand(await act())).toEqual({ kind: 'demandsFull', max: 3 });
    const [, , three = 0] = (await active()).demands;
    await intake.deleteDemand({ ...(await act()), demand: one });
    await intake.deleteDemand({ ...(await act()), demand: three });
    expect(await intake.deleteDemand({ ...(await act()), demand: two })).toMatchObject({
      reason: 'lastDemand',
    });
    expect((await active()).demands).toEqual([two]);
  });

  it('submits exactly the revision that was read, once, and withdraws it', async () => {
    await begin(ann);
    const early = await submission();
    await intake.commit(await change());
    expect(await intake.submit(early)).toEqual({ kind: 'declined', reason: 'changedMeanwhile' });
    const sent = await submission();
    expect(await intake.submit(sent)).toMatchObject({ kind: 'submitted' });
    expect(await intake.submit(sent)).toBeUndefined();
    expect(await intake.submit({ ...sent, updateId: await update() })).toMatchObject({ kind: 'declined' });
    expect(await intake.commit(await change({ writes: write('late') }))).toBe('stale');
    expect(await intake.withdraw(await submission())).toMatchObject({ kind: 'withdrawn' });
    expect(await intake.withdraw(await submission())).toMatchObject({ reason: 'notSubmitted' });
    expect(await intake.submit(await submission())).toMatchObject({ kind: 'submitted' });
    const receipts = await store.prisma.receipt.findMany({ orderBy: { sequence: 'asc' } });
    expect(receipts.map(({ sequence, withdrawnAt }) => [sequence, withdrawnAt !== null])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  const filedDemands = () => store.prisma.filedDemand.findMany({ orderBy: { place: 'asc' } });
  /** The desk sends the form back: the answers of these questions of the unit are open. */
  const sendBack = async (questions: readonly string[], demands: readonly number[]) => {
    const { id, revision } = await active();
    const keys = questions.map((question) => `0.${question}`);
    await store.prisma.submission.update({
      where: { id },
      data: {
        state: 'correcting',
        revision: revision + 1,
        unlocked: { revision: revision + 1, dueAt: '2027-01-01T00:00:00.000Z', keys },
      },
    });
    await store.prisma.filedDemand.updateMany({
      where: { demandId: { in: [...demands] } },
      data: { state: 'sentBack', revision: { increment: 1 } },
    });
    await store.prisma.correction.createMany({
      data: questions.map((questionId) => ({
        submissionId: id,
        demandId: 0,
        questionId,
        reason: 'wrong',
        state: 'open',
        appointmentId: 1,
        atDemand: demands[0] ?? 0,
      })),
    });
  };

  it('files each demand for the desk, takes it off when the form is withdrawn, and files it again', async () => {
    await begin(ann);
    await intake.addDemand(await act());
    await intake.submit(await submission());
    expect(await filedDemands()).toMatchObject([
      { place: 1, area: '永定区', sector: null, name: '项目', state: 'waiting', revision: 0, filedAt: at },
      { place: 2, area: '永定区', state: 'waiting', revision: 0 },
    ]);
    await intake.withdraw(await submission());
    expect((await filedDemands()).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    const [one = 0, two = 0] = (await active()).demands;
    await intake.deleteDemand({ ...(await act()), demand: one });
    await intake.submit(await submission());
    expect(await filedDemands()).toMatchObject([{ demandId: two, place: 1, state: 'waiting', revision: 2 }]);
  });

  it('gives a form that is one demand a row of its own to be filed by, the same ever after', async () => {
    const whole = campaignSchema.parse(longForm(4));
    await enterCampaigns(store.prisma, [whole], at);
    const single = (await intake.openForms()).find(({ campaign }) => campaign.id === whole.id);
    if (!single) throw new Error('no form of one demand');
    form = single;
    await intake.begin({
      updateId: await update(),
      identity: { channel: 'telegram', externalId: String(ann) },
      formVersionId: form.formVersionId,
      campaignId: form.campaign.id,
      formId: form.form.definition.id,
      withDemand: false,
      accepts: '1',
      at,
    });
    await intake.submit({ ...(await submission()), filed: [filing({ demand: 0, name: '某项目' })] });
    const [filed] = await filedDemands();
    expect(filed).toMatchObject({ name: '某项目', state: 'waiting', formId: form.form.definition.id });
    expect((await active()).demands).toEqual([filed?.demandId]);
    await intake.withdraw(await submission());
    await intake.submit(await submission());
    expect(await filedDemands()).toMatchObject([{ demandId: filed?.demandId, state: 'waiting' }]);
  });

  it('files what was sent back as corrected, what was accepted only anew where it reads otherwise', async () => {
    await begin(ann);
    await intake.addDemand(await act());
    await intake.addDemand(await act());
    await intake.submit(await submission());
    const [one = 0, two = 0, three = 0] = (await active()).demands;
    await store.prisma.filedDemand.updateMany({
      where: { demandId: { in: [two, three] } },
      data: { state: 'accepted', rank: 1, decidedAt: at, revision: { increment: 1 } },
    });
    await sendBack(['unit-name'], [one]);
    const again = await submission();
    const filed = again.filed.map((entry) => (entry.demand === three ? { ...entry, name: '改名' } : entry));
    expect(await intake.submit({ ...again, filed })).toMatchObject({ kind: 'submitted' });
    expect(await filedDemands()).toMatchObject([
      { demandId: one, state: 'corrected', revision: 2 },
      { demandId: two, state: 'accepted', revision: 1, rank: 1 },
      { demandId: three, state: 'corrected', revision: 2, rank: null, decidedAt: null, name: '改名' },
    ]);
    expect(await intake.withdraw(await submission())).toEqual({ kind: 'declined', reason: 'underReview' });
    expect((await filedDemands()).map(({ state }) => state)).toEqual(['corrected', 'accepted', 'corrected']);
  });

  it('stands in a round of corrections: what is named and not answered since, due by its own day', async () => {
    await begin(ann);
    await intake.commit(await change());
    await intake.submit(await submission());
    const [demand = 0] = (await active()).demands;
    const late = await change({ writes: write('late') });
    expect((await active()).correcting).toBeUndefined();
    await sendBack(['unit-name', 'unit-address'], [demand]);
    expect(await active()).toMatchObject({ state: 'correcting', deadline: new Date('2027-01-01T00:00:00Z') });
    expect((await active()).correcting).toEqual({
      keys: new Set(['0.unit-name', '0.unit-address']),
      renewed: new Set(),
    });
    // Decided before the form was sent back.
    expect(await intake.commit(late)).toBe('stale');
    await store.prisma.submission.updateMany({ data: { unitAcceptedAt: at } });
    await intake.commit(await change({ writes: write('corrected') }));
    const { correcting, id } = await active();
    expect(correcting?.renewed).toEqual(new Set(['0.unit-name']));
    const { personId } = await standing(ann);
    expect((await intake.full(personId, id))?.correcting).toEqual(correcting);
    expect(await intake.withdraw(await submission())).toMatchObject({ reason: 'correctingWithdraw' });
    expect(await intake.addDemand(await act())).toMatchObject({ kind: 'declined' });
    const sent = await submission();
    expect(await intake.submit(sent)).toMatchObject({ kind: 'submitted' });
    expect(await intake.submit(sent)).toBeUndefined();
    expect(await intake.submit({ ...sent, updateId: await update() })).toMatchObject({ kind: 'declined' });
    const receipts = await store.prisma.receipt.findMany({ orderBy: { version: 'asc' } });
    expect(receipts.map(({ sequence, version, withdrawnAt }) => [sequence, version, withdrawnAt])).toEqual([
      [1, 1, at],
      [1, 2, null],
    ]);
    expect(receipts[0]?.number).toBe(receipts[1]?.number);
    expect((await store.prisma.submission.findFirstOrThrow()).unitAcceptedAt).toBeNull();
    expect(
      (await store.prisma.campaign.findUniqueOrThrow({ where: { id: form.campaign.id } })).lastReceipt,
    ).toBe(1);
  });

  it('takes one of a withdrawal and an acceptance that come at the same instant', async () => {
    for (let n = 0; n < 6; n++) {
      await begin(ann);
      await intake.submit(await submission());
      const filed = (await filedDemands()).find(({ state }) => state === 'waiting');
      if (!filed) throw new Error('nothing waits');
      // As the desk does: the demand first, then its submission.
      const accept = store.prisma.$transaction(async (tx) => {
        const accepted = await tx.filedDemand.updateMany({
          where: { demandId: filed.demandId, revision: filed.revision },
          data: { state: 'accepted', revision: { increment: 1 } },
        });
        await tx.submission.updateMany({ where: { id: filed.submissionId }, data: { unitAcceptedAt: at } });
        return accepted;
      });
      const [outcome, { count }] = await Promise.all([intake.withdraw(await submission()), accept]);
      expect([outcome?.kind, count]).toEqual(count === 1 ? ['declined', 1] : ['withdrawn', 0]);
      const now = await store.prisma.filedDemand.findUniqueOrThrow({ where: { demandId: filed.demandId } });
      expect(now.state).toBe(count === 1 ? 'accepted' : 'withdrawn');
    }
  });

  it('takes one of a resubmission and a further act of the desk that come at the same instant', async () => {
    for (let n = 0; n < 6; n++) {
      await begin(ann);
      await intake.submit(await submission());
      await sendBack(['unit-name'], (await active()).demands);
      const { id, revision } = await active();
      const desk = store.prisma.submission.updateMany({
        where: { id, state: 'correcting', revision },
        data: { revision: { increment: 1 } },
      });
      const sent = await submission();
      const [outcome, { count }] = await Promise.all([intake.submit(sent), desk]);
      expect([outcome?.kind, count]).toEqual(count === 1 ? ['declined', 1] : ['submitted', 0]);
      if (count === 1) await intake.submit(await submission());
      expect((await active()).state).toBe('submitted');
      expect(await store.prisma.receipt.count({ where: { submissionId: id } })).toBe(2);
    }
  });

  it.runIf(kind === 'postgres')('gives receipts without a gap to people who submit at once', async () => {
    const chats = Array.from({ length: 8 }, (_, n) => 100 + n);
    const all = [];
    for (const chat of chats) {
      await begin(chat);
      all.push(await submission(chat));
    }
    const outcomes = await Promise.all(all.map((one) => intake.submit(one)));
    expect(new Set(outcomes.map((outcome) => outcome?.kind))).toEqual(new Set(['submitted']));
    const receipts = await store.prisma.receipt.findMany({ orderBy: { sequence: 'asc' } });
    expect(receipts.map(({ sequence }) => sequence)).toEqual(chats.map((_, n) => n + 1));
    expect(new Set(receipts.map(({ number }) => number)).size).toBe(chats.length);
  });

  it('clears the mark of an unreachable person who writes again', async () => {
    await begin(ann);
    const { personId } = await standing(ann);
    await store.prisma.person.update({ where: { id: personId }, data: { unreachableAt: at } });
    await standing(ann);
    expect((await store.prisma.person.findFirstOrThrow()).unreachableAt).toBeNull();
  });
});
