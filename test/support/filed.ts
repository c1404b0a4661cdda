import type { Role, ScopeRule } from '../../src/people/appointment.js';
import { Prisma } from '../../src/storage/prisma/client.js';
import type { Store } from '../../src/storage/store.js';
import type { AnswerValue } from '../../src/survey/answers.js';
import { answersFrom } from '../../src/survey/answers.js';
import type { CampaignDefinition } from '../../src/survey/definition.js';
import { type FiledColumns, filedDemands } from '../../src/survey/filing.js';
import { prepareForm } from '../../src/survey/form.js';
import { zhangjiajieValues } from './stored.js';

/* What was filed, and who is appointed, put straight into the database. */

type Given = Readonly<Record<string, AnswerValue>>;

export interface ToFile {
  readonly campaignId?: string;
  readonly formId?: string;
  /** Whose it is; somebody new without. */
  readonly externalId?: number;
  /** Changed from, or added to, a whole form's answers. */
  readonly unit?: Given;
  /** One each. */
  readonly demands: readonly Given[];
}

export interface FiledForm {
  readonly submission: number;
  readonly personId: number;
  readonly demands: readonly number[];
}

let nextPerson = 50_000;
let nextReceipt = 0;

/** Files a form as a contact does who fills it in; the campaigns are entered before. */
export async function files({ prisma }: Store, wanted: ToFile): Promise<FiledForm> {
  const { campaignId = 'zhangjiajie-2021', formId = 'survey', demands } = wanted;
  const version = await prisma.formVersion.findFirstOrThrow({
    where: { campaignId, formId },
    orderBy: { number: 'desc' },
  });
  const form = prepareForm(version.definition as unknown as CampaignDefinition['forms'][number]);
  const at = new Date();
  const personId = await personOf(prisma, wanted.externalId ?? nextPerson++);
  const submission = await prisma.submission.create({
    data: {
      personId,
      campaignId,
      formId,
      formVersionId: version.id,
      state: 'submitted',
      startedAt: at,
      changedAt: at,
      submittedAt: at,
      demands: { create: demands.map((_, index) => ({ rank: index + 1, createdAt: at })) },
    },
    include: { demands: { orderBy: { rank: 'asc' } } },
  });
  const ids = submission.demands.map(({ id }) => id);
  const whole = campaignId === 'zhangjiajie-2021' ? zhangjiajieValues : {};
  const rows = [
    ...Object.entries({ ...whole, ...wanted.unit }).map(([question, value]) => ({ of: 0, question, value })),
    ...demands.flatMap((given, index) =>
      Object.entries({ ...whole, ...given }).map(([question, value]) => ({
        of: ids[index] ?? 0,
        question,
        value,
      })),
    ),
  ]
    .filter(({ of, question }) => form.has(question) && form.repeats(question) === (of !== 0))
    .map(({ of, question, value }) => ({ demand: of, question, skipped: false, value: value ?? undefined }));
  await prisma.answer.createMany({
    data: rows.map(({ demand, question, value }) => ({
      submissionId: submission.id,
      demandId: demand,
      questionId: question,
      value: value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      revision: 0,
      answeredAt: at,
      messageIds: [],
      pieceLengths: [],
    })),
  });
  const answers = answersFrom(ids, rows);
  const content = {
    formVersionId: version.id,
    demands: ids,
    answers: rows.map(({ value, ...rest }) => ({ ...rest, value: value ?? null, note: null })),
  };
  nextReceipt += 1;
  await prisma.receipt.create({
    data: {
      campaignId,
      sequence: 900_000 + nextReceipt,
      number: `T-${nextReceipt}`,
      submissionId: submission.id,
      revision: 0,
      content: content,
      submittedAt: at,
    },
  });
  for (const { demand, ...filing } of filedDemands(form, answers))
    await prisma.filedDemand.create({
      data: {
        ...given(filing),
        name: filing.name,
        unit: filing.unit,
        place: filing.place,
        demandId: demand === 0 ? (ids[0] ?? 0) : demand,
        submissionId: submission.id,
        campaignId,
        formId,
        filedAt: at,
        state: 'waiting',
      },
    });
  return { submission: submission.id, personId, demands: ids };
}

function given(filing: FiledColumns) {
  const { area, sector, category, field, creditCode } = filing;
  return {
    area: area ?? null,
    sector: sector ?? null,
    category: category ?? null,
    field: field ?? null,
    creditCode: creditCode ?? null,
  };
}

export interface ToAppoint {
  readonly campaignId?: string;
  readonly role: Role;
  readonly title?: string;
  readonly scopes?: readonly ScopeRule[];
  /** Now, by this machine's clock, without. */
  readonly appointedAt?: Date;
  readonly until?: Date;
  readonly withdrawnAt?: Date;
  readonly deputyOf?: number;
}

/** Appoints somebody; gives the appointment's id. */
export async function appoints({ prisma }: Store, externalId: number, wanted: ToAppoint): Promise<number> {
  const { campaignId = 'zhangjiajie-2021', title = `${wanted.role}${externalId}`, scopes = [] } = wanted;
  const { id } = await prisma.appointment.create({
    data: {
      campaignId,
      title,
      role: wanted.role,
      personId: await personOf(prisma, externalId),
      until: wanted.until ?? null,
      withdrawnAt: wanted.withdrawnAt ?? null,
      deputyOf: wanted.deputyOf ?? null,
      appointedAt: wanted.appointedAt ?? new Date(),
      scopes: { create: scopes.map((scope) => ({ ...scope })) },
    },
  });
  return id;
}

async function personOf(prisma: Store['prisma'], externalId: number): Promise<number> {
  const key = { channel: 'telegram', externalId: String(externalId) };
  const known = await prisma.identity.findUnique({ where: { channel_externalId: key } });
  if (known) return known.personId;
  const { id } = await prisma.person.create({ data: { identities: { create: key } } });
  return id;
}
