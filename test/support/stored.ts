import { readFileSync } from 'node:fs';
import { Prisma } from '../../src/storage/prisma/client.js';
import type { Store } from '../../src/storage/store.js';
import type { AnswerValue } from '../../src/survey/answers.js';
import { type CampaignDefinition, campaignSchema } from '../../src/survey/definition.js';
import { prepareForm } from '../../src/survey/form.js';

/* What tests read from and put into the database, beside the chat. */

export type Values = Readonly<Record<string, AnswerValue | null>>;

/** The person's newest submission with its answers by question; those of the second demand as "2.question". */
export async function storedOf({ prisma }: Store, person: number) {
  const found = await prisma.submission.findFirst({
    where: { person: { identities: { some: { externalId: String(person) } } } },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    include: { answers: true, demands: { orderBy: [{ rank: 'asc' }, { id: 'asc' }] }, receipts: true },
  });
  if (!found) return undefined;
  const rank = new Map(found.demands.map(({ id }, at) => [id, at + 1]));
  const name = (demand: number, question: string): string => {
    const place = rank.get(demand) ?? 0;
    return place > 1 ? `${place}.${question}` : question;
  };
  const answers = Object.fromEntries(
    found.answers.map(({ demandId, questionId, value }) => [name(demandId, questionId), value]),
  );
  const notes = Object.fromEntries(
    found.answers.flatMap(({ demandId, questionId, note }) =>
      note === null ? [] : [[name(demandId, questionId), note]],
    ),
  );
  return { ...found, answers, notes };
}

/** Puts answers straight into the person's draft, as if they had been given; null is a skipped question. */
export async function fillIn(store: Store, person: number, values: Values): Promise<void> {
  const draft = await storedOf(store, person);
  if (!draft) throw new Error(`${person} has no draft`);
  const version = await store.prisma.formVersion.findUniqueOrThrow({ where: { id: draft.formVersionId } });
  const form = prepareForm(version.definition as unknown as CampaignDefinition['forms'][number]);
  await store.prisma.$transaction([
    store.prisma.answer.createMany({
      data: Object.entries(values).map(([questionId, value]) => ({
        submissionId: draft.id,
        demandId: form.repeats(questionId) ? (draft.demands[0]?.id ?? 0) : 0,
        questionId,
        value: value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue),
        revision: draft.revision,
        answeredAt: new Date(),
        messageIds: [],
        pieceLengths: [],
      })),
    }),
    store.prisma.submission.update({
      where: { id: draft.id },
      data: { revision: { increment: 1 }, cursor: null },
    }),
  ]);
}

/** The made-up third campaign, which holds every kind of question. */
export function madeUpCampaign(): CampaignDefinition {
  const path = new URL('../survey/made-up/definition.json', import.meta.url);
  return campaignSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Answers that fill in the whole Zhangjiajie form, to be changed by a test where it looks. */
export const zhangjiajieValues: Values = {
  'unit-name': '张家界云雾莓茶生物科技有限公司',
  'credit-code': '91110000600037341L',
  'unit-address': '张家界市永定区阳湖坪街道茶香路 18 号',
  'postal-code': '427000',
  'legal-name': '欧阳茶香',
  'legal-mobile': '13874400001',
  'contact-name': '李敏',
  'contact-title': '办公室主任',
  'contact-mobile': '13974400002',
  'contact-email': 'limin@example.com',
  'staff-total': 120,
  'staff-research': 18,
  revenue: 32000,
  'profit-and-tax': -12.5,
  'research-spending': 960,
  region: '永定区',
  'project-name': '莓茶采后保鲜',
  field: '生物与新医药',
  category: '高新技术类',
  background: '背景与意义。',
  'state-of-research': '研究现状。',
  content: '需求内容。',
  benefits: '预期成果。',
};

/** The values of a whole form up to, and without, a question. */
export function upTo(question: string, values: Values = zhangjiajieValues): Values {
  const ids = Object.keys(values);
  const at = ids.indexOf(question);
  if (at < 0) throw new Error(`no value for ${question}`);
  return Object.fromEntries(Object.entries(values).slice(0, at));
}
