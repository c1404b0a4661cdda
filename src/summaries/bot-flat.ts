import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputFile } from 'grammy';
import { type FlatFile, flatWriter } from '../office/flat-file.js';
import { fileName } from '../office/flat-name.js';
import { answersFrom } from '../survey/answers.js';
import { compute } from '../survey/arithmetic.js';
import { keyFrom } from '../survey/conditions.js';
import type { FiledState } from '../survey/filing.js';
import type { Form, PlacedQuestion } from '../survey/form.js';
import type { SheetDemand } from '../survey/sheet-demand.js';
import { escaped } from '../telegram/screen.js';
import { edit, show } from '../telegram/show.js';
import type { Here } from './bot-here.js';
import type { Viewed } from './screens/summary.js';
import { areaSheet } from './visit.js';

/** Telegram takes 50 MB; a little is kept free. */
const maxBytes = 45_000_000;
/** So few that reading one page holds up no other chat: 40 forms are a quarter of a megabyte. */
const pageSize = 40;
const allStates: readonly FiledState[] = ['waiting', 'corrected', 'sentBack', 'accepted'];
/** No edit of a message more often than this, in milliseconds. */
const editEvery = 2_000;

/**
 * All answers of what is looked at, one row a demand. The chat of who asked waits for it and nobody else does; after a
 * crash it is made anew, since its update has had no reply.
 */
export async function sendFlat(here: Here, viewed: Viewed): Promise<void> {
  const { w, ctx, store } = here;
  const sheet = areaSheet(viewed.campaign);
  if (!sheet) return;
  const { definition } = viewed.campaign;
  const of = { campaignId: definition.id, formId: sheet.form, owner: { area: viewed.area } };
  const total = await store.count(here.appointments, of);
  if (total === 0) {
    await show(ctx, { html: escaped(w.t('chart-none')) });
    return;
  }
  // A tap that is not answered for half a minute looks like a bot that is gone.
  await ctx.answerCallbackQuery().catch(() => undefined);
  const progress = await show(ctx, { html: escaped(w.t('flat-making', { percent: 0 })) });
  const owner = viewed.area ?? w.t('summary-all-areas');
  const folder = await mkdtemp(join(here.options.directory, 'export-'));
  try {
    const files = await written(here, viewed, of, { total, folder, owner, messageId: progress.message_id });
    await store.recordExport(here.appointments, here.identity, {
      campaignId: definition.id,
      subject: `answers:${viewed.area ?? ''}`,
      at: ctx.happenedAt,
    });
    for (const [at, file] of files.entries())
      await ctx.replyWithDocument(new InputFile(file.path), { caption: captionOf(here, owner, files, at) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function captionOf({ w }: Here, owner: string, files: readonly FlatFile[], at: number): string {
  const count = files[at]?.rows ?? 0;
  return files.length === 1
    ? w.t('flat-caption', { owner, count })
    : w.t('flat-caption-part', { part: at + 1, parts: files.length, count });
}

interface Making {
  readonly total: number;
  readonly folder: string;
  readonly owner: string;
  readonly messageId: number;
}

type Of = {
  readonly campaignId: string;
  readonly formId: string;
  readonly owner: { readonly area: string | undefined };
};

async function written(here: Here, viewed: Viewed, of: Of, making: Making): Promise<readonly FlatFile[]> {
  const { w, store, appointments, ctx } = here;
  const zone = viewed.campaign.definition.timeZone;
  const newest = viewed.campaign.definition.forms.find(({ id }) => id === of.formId);
  const columns = newest?.sections.flatMap(({ questions }) => questions) ?? [];
  const title = newest ? w.say(newest.title) : making.owner;
  const writer = flatWriter({
    directory: making.folder,
    name: fileName(`${title}-${making.owner}`),
    sheetName: making.owner,
    header: [...headOf(here), ...columns.map((question) => w.label(question))],
    widths: [...headOf(here).map(() => 16), ...columns.map(({ kind }) => (kind === 'longText' ? 60 : 20))],
    maxBytes,
  });
  try {
    let after = 0;
    let done = 0;
    let edited = Date.now();
    for (;;) {
      const page = await store.listed(appointments, { ...of, states: allStates }, { after, size: pageSize });
      const rows: string[][] = [];
      for (const demand of page)
        rows.push(rowOf(here, zone, columns, demand, await store.form(demand.formVersionId)));
      await writer.write(rows);
      done += page.length;
      after = page.at(-1)?.demand ?? after;
      if (Date.now() - edited > editEvery) {
        edited = Date.now();
        const percent = Math.min(99, Math.floor((done / making.total) * 100));
        await edit(ctx, making.messageId, { html: escaped(w.t('flat-making', { percent })) });
      }
      if (page.length < pageSize) break;
    }
    const files = await writer.end();
    await edit(ctx, making.messageId, { html: escaped(w.t('flat-making', { percent: 100 })) });
    return files;
  } catch (error) {
    await writer.cancel();
    throw error;
  }
}

function headOf({ w }: Here): string[] {
  return [
    w.t('flat-column-receipt'),
    w.t('flat-column-version'),
    w.t('flat-column-time'),
    w.t('flat-column-state'),
    w.t('flat-column-place'),
    w.t('flat-column-brief'),
    w.t('flat-column-recommendation'),
    w.t('flat-column-rank'),
  ];
}

function rowOf(
  { w }: Here,
  zone: string,
  columns: readonly PlacedQuestion['question'][],
  listed: SheetDemand,
  form: Form,
): string[] {
  const { receipt, recommendation, rank, brief, demand, demands } = listed;
  const answers = answersFrom(demands, listed.answers);
  const place = demands.indexOf(demand) + 1;
  return [
    receipt.number,
    String(receipt.version),
    w.time(receipt.submittedAt, zone),
    w.t(`state-${listed.state}`),
    place === 0 ? '' : String(place),
    brief ?? '',
    recommendation === undefined ? '' : w.t(`recommendation-${recommendation}`),
    rank === undefined ? '' : String(rank),
    ...columns.map(({ id }) => {
      // An older version of the form may not have asked it.
      if (!form.has(id)) return '';
      const { question } = form.place(id);
      const value =
        question.kind === 'computed'
          ? compute(form, answers, question, demand)
          : answers.value(keyFrom(form, demand, id));
      return value === undefined ? '' : w.answer(question, value);
    }),
  ];
}
