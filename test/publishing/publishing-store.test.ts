import { setTimeout as breath } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { InboxStore } from '../../src/inbox/ports.js';
import type { IntakeStore, OpenForm } from '../../src/intake/ports.js';
import type { Identity } from '../../src/people/staff-port.js';
import type { PublishingStore } from '../../src/publishing/ports.js';
import { verifyChains } from '../../src/storage/audit-chain.js';
import { asJson, enterCampaigns } from '../../src/storage/campaign-store.js';
import { inboxStore } from '../../src/storage/inbox-store.js';
import { intakeStore } from '../../src/storage/intake-store.js';
import type { Prisma, PrismaClient } from '../../src/storage/prisma/client.js';
import { publishingStore } from '../../src/storage/publishing-store.js';
import { laidOver, withEdit } from '../../src/survey/campaign-edits.js';
import { type CampaignDefinition, campaignSchema } from '../../src/survey/definition.js';
import { incoming } from '../inbox/sample-updates.js';
import { describeStores, type TestStore } from '../support/store.js';
import { smallCampaign } from '../survey/small-campaign.js';

const at = new Date('2026-11-22T08:00:00Z');
const where = { id: 'small-2026' };
const chen: Identity = { channel: 'telegram', externalId: '1004' };
const wang: Identity = { channel: 'telegram', externalId: '1003' };
const forms = campaign().forms;
/** A second form, that a unit may fill in too. */
const [first] = forms;
const both = [first, { ...first, id: 'other' }];

function campaign(changes: Record<string, unknown> = {}): CampaignDefinition {
  return campaignSchema.parse(smallCampaign(changes));
}

/** As if the process ended between what an act changes and its record. */
function endsAtTheAct({ prisma }: TestStore): PrismaClient {
  return prisma.$extends({
    query: {
      auditAct: {
        create: () => {
          throw new Error('the process ends');
        },
      },
    },
  }) as unknown as PrismaClient;
}

describeStores('a definition that is published while others are at work', (open) => {
  let store: TestStore;
  let inbox: InboxStore;
  let intake: IntakeStore;
  let publishing: PublishingStore;
  let updates = 0;
  beforeEach(async () => {
    store = await open();
    inbox = inboxStore(store, 77);
    intake = intakeStore(store, 77);
    publishing = publishingStore(store.prisma, 77);
    await enterCampaigns(store.prisma, [campaign({ forms: both })], at);
  });
  afterEach(() => store.close());

  const update = async ({ externalId }: Identity): Promise<number> => {
    await inbox.receive([incoming(++updates, Number(externalId))], 1, 9);
    return updates;
  };
  /** Looked at, and ready to be confirmed. */
  const proposed = async (identity: Identity, changes: Record<string, unknown>) => {
    const made = await publishing.propose({
      updateId: await update(identity),
      identity,
      campaign: campaign({ forms: both, ...changes }),
      at,
    });
    const { basis = 0, id = 0 } = (await publishing.proposal(identity, made?.proposal ?? 0)) ?? {};
    return { updateId: await update(identity), identity, proposal: id, basis, state: 'open' as const, at };
  };
  const openForm = async (form: string): Promise<OpenForm> => {
    const found = (await intake.openForms()).find((one) => one.form.definition.id === form);
    if (!found) throw new Error('it is not open');
    return found;
  };
  const begins = async (chat: number, found: OpenForm) => {
    const identity: Identity = { channel: 'telegram', externalId: String(chat) };
    return intake.begin({
      updateId: await update(identity),
      identity,
      formVersionId: found.formVersionId,
      campaignId: found.campaign.id,
      formId: found.form.definition.id,
      withDemand: true,
      accepts: '1',
      at,
    });
  };
  const versions = () => store.prisma.formVersion.count({ where: { formId: 'demand' } });
  const isChainWhole = async () => (await verifyChains(store.prisma)).flatMap(({ faults }) => faults);

  it('of two administrators at the same instant is one, and the other looks again', async () => {
    for (let round = 0; round < 5; round++) {
      const mine = await proposed(chen, { 'forms[0].title': `需求表${round}甲` });
      const theirs = await proposed(wang, { 'forms[0].title': `需求表${round}乙` });
      const ended = await Promise.all([publishing.confirm(mine), publishing.confirm(theirs)]);
      expect(ended.map((one) => one?.kind).sort()).toEqual(['changedMeanwhile', 'published']);
      expect(await versions()).toBe(round + 2);
      const { definition } = await store.prisma.campaign.findUniqueOrThrow({ where });
      const won = ended[0]?.kind === 'published' ? '甲' : '乙';
      expect(definition).toMatchObject({ forms: [{ title: `需求表${round}${won}` }, {}] });
    }
    expect(await isChainWhole()).toEqual([]);
  });

  it('is published once, however often its confirmation comes, also after a crash before the reply', async () => {
    const act = await proposed(chen, { 'forms[0].title': '新表' });
    const [one, two] = await Promise.all([publishing.confirm(act), publishing.confirm(act)]);
    expect([one, two].filter((outcome) => outcome !== undefined)).toMatchObject([{ kind: 'published' }]);
    // A new process gets the update again: it finds what it came to, and says it again.
    const again = publishingStore(store.prisma, 77);
    expect(await again.confirm(act)).toBeUndefined();
    expect(await again.outcomeOf(act.updateId)).toMatchObject({ kind: 'published', proposal: act.proposal });
    // A second tap is another update.
    const tapped = { ...act, updateId: await update(chen) };
    expect(await again.confirm(tapped)).toMatchObject({ kind: 'settled' });
    expect(await versions()).toBe(2);
    expect(await store.prisma.auditAct.count()).toBe(1);
  });

  it('is not published at all when the process ends on the way, and can be confirmed again', async () => {
    const act = await proposed(chen, { 'forms[0].title': '新表' });
    const broken = publishingStore(endsAtTheAct(store), 77);
    await expect(broken.confirm(act)).rejects.toThrow('the process ends');
    expect(await versions()).toBe(1);
    expect(await publishing.proposal(chen, act.proposal)).toMatchObject({ state: 'proposed' });
    expect(await publishing.confirm(act)).toMatchObject({ kind: 'published' });
  });

  it('leaves no draft on a form that it has left out', async () => {
    for (let round = 0; round < 5; round++) {
      const shown = await openForm('other');
      const act = await proposed(chen, { forms, title: `第${round}版` });
      const [published, begun] = await Promise.all([publishing.confirm(act), begins(500 + round, shown)]);
      const drafts = await store.prisma.submission.count({ where: { formId: 'other' } });
      if (published?.kind === 'published') {
        expect(begun).toEqual({ kind: 'declined', reason: 'expired' });
        expect(drafts).toBe(0);
      } else {
        expect([published?.kind, begun?.kind]).toEqual(['refused', 'begun']);
        expect(drafts).toBe(1);
      }
      await store.prisma.submission.deleteMany();
      await publishing.confirm(await proposed(chen, { title: `第${round}版，两张表` }));
    }
  });

  it('leaves an answer that is under way on the version in which it was asked', async () => {
    const shown = await openForm('demand');
    await begins(500, shown);
    const identity: Identity = { channel: 'telegram', externalId: '500' };
    for (let round = 0; round < 5; round++) {
      const { personId, active } = await intake.standing(identity);
      if (!active) throw new Error('nothing is open');
      const act = await proposed(chen, { 'forms[0].sections[0].questions[0].label': `名称${round}` });
      const value = `云雾${round}公司`;
      const [, committed] = await Promise.all([
        publishing.confirm(act),
        intake.commit({
          updateId: await update(identity),
          settles: false,
          personId,
          activates: false,
          submissionId: active.id,
          revision: active.revision,
          writes: [{ demand: 0, question: 'unit-name', value, messageIds: [5], pieceLengths: [5] }],
          cursor: undefined,
          at,
          outcome: { kind: 'moved' },
        }),
      ]);
      expect(committed).toBe('done');
      expect(await store.prisma.submission.findFirst()).toMatchObject({ formVersionId: shown.formVersionId });
      expect(await store.prisma.answer.findMany()).toMatchObject([{ questionId: 'unit-name', value }]);
    }
  });

  it('of a file at the start of another instance leaves what an administrator is changing', async () => {
    const edit = { kind: 'title', title: '改后的标题' } as const;
    let entering = Promise.resolve();
    await store.prisma.$transaction(async (tx) => {
      const edits = withEdit({}, edit);
      const definition = asJson(laidOver(campaign({ forms: both }), edits));
      await tx.campaign.update({ where, data: { edits: asJson(edits), definition } });
      entering = enterCampaigns(store.prisma, [campaign({ forms: both })], at);
      // Until it waits; in the embedded store it has not begun.
      for (let look = 0; look < 50 && (await waiting(tx)) === 0; look++) await breath(10);
    });
    await entering;
    expect(await store.prisma.campaign.findUnique({ where })).toMatchObject({
      definition: { title: edit.title },
    });
  });
});

async function waiting(tx: Prisma.TransactionClient): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted`;
  return row?.count ?? 0;
}
