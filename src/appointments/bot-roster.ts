import { Composer, InputFile } from 'grammy';
import type { Document } from 'grammy/types';
import { tableFile } from '../office/table-file.js';
import { rosterHeadings } from '../people/roster.js';
import { staffHeadings, staffRoleWords } from '../people/staff-roster.js';
import { whole } from '../telegram/callback-data.js';
import type { BotContext } from '../telegram/context.js';
import { settleOnce } from '../telegram/settle-once.js';
import { put, say, screenOptions, show } from '../telegram/show.js';
import { type OnTap, tapsByVerb } from '../telegram/staff-door.js';
import { readUpload, rosterIn } from './bot-roster-file.js';
import {
  type AppointmentsOptions,
  dayMs,
  importer,
  isAdministrator,
  linkDays,
  linkOf,
  type Placed,
  rosterCampaigns,
  type Visit,
  visitOf,
} from './bot-visit.js';
import { hashOf, linkPrefix, newSecret } from './invitation.js';
import type { StoredUpload, UploadOutcome } from './ports.js';
import {
  faultCount,
  fileOfScreen,
  type RosterVerb,
  rosterCampaignsScreen,
  rosterScreen,
  uploadScreen,
} from './screens/roster.js';
import { scopeText } from './screens/scope.js';

type RosterTap = Exclude<RosterVerb, 'ros-links' | 'ros-link-area' | 'ros-find' | 'ros-link'>;

const taps: Readonly<Record<RosterTap, OnTap<Visit>>> = {
  ros: (visit, { numbers: [at] }) => onCampaign(visit, at, (placed) => showRoster(visit, placed)),
  'ros-blank': (visit, { numbers: [at] }) => onCampaign(visit, at, (placed) => sendBlank(visit, placed)),
  'ros-blank-staff': (visit, { numbers: [at] }) =>
    onCampaign(visit, at, (placed) => sendBlankStaff(visit, placed)),
  'ros-in': (visit, { numbers: [at] }) =>
    onCampaign(visit, at, async (placed) => {
      const document = visit.ctx.callbackQuery?.message?.reply_to_message?.document;
      if (document) await propose(visit, placed, document);
      else await say(visit, visit.w.t('file-vanished'));
    }),
  'ros-apply': (visit, { numbers: [id] }) => apply(visit, whole(id)),
  'ros-undo': (visit, { numbers: [id] }) => undo(visit, whole(id)),
};

/** The door through which rosters come in. It stands behind the others that know workbooks. */
export function rosterBot(options: AppointmentsOptions): Composer<BotContext> {
  const door = new Composer<BotContext>();
  door.use(tapsByVerb(taps, async (ctx, run) => run(await visitOf(ctx, options))));
  door.on('message:document', async (ctx, next) => {
    const visit = await visitOf(ctx, options);
    const campaigns = isWorkbook(ctx.message.document) ? await rosterCampaigns(visit) : [];
    if (campaigns.length > 0) await takeFile(visit, campaigns, ctx.message.document);
    else await next();
  });
  return door;
}

/** By its name: what a person takes for a table, so that the word about a wrong one is of use. */
function isWorkbook({ file_name: name = '', mime_type: type = '' }: Document): boolean {
  return /\.(?:xlsx?|xlsm|xlsb|et|ods|csv)$/i.test(name) || /spreadsheet|ms-excel/.test(type);
}

export async function onCampaign(
  visit: Visit,
  at: number | undefined,
  run: (placed: Placed) => Promise<void>,
) {
  const placed = (await rosterCampaigns(visit)).find((one) => one.at === at);
  if (placed) await run(placed);
  else await say(visit, visit.w.t('people-not-administrator'));
}

/** False for whoever keeps no roster. */
export async function showRosters(visit: Visit): Promise<boolean> {
  const campaigns = await rosterCampaigns(visit);
  const [only] = campaigns;
  if (!only) return false;
  if (campaigns.length === 1) await showRoster(visit, only);
  else await show(visit.ctx, rosterCampaignsScreen(visit.w, campaigns));
  return true;
}

async function showRoster(visit: Visit, placed: Placed): Promise<void> {
  const units = await visit.options.roster.units(importer(visit), placed.campaign.id);
  await put(visit, rosterScreen(visit.w, placed, units, isAdministrator(visit)));
}

function areasText({ w }: Visit, { campaign }: Placed): string {
  return campaign.areas.map(({ label }) => w.say(label)).join(w.t('list-comma')) || w.t('roster-any-area');
}

async function sendBlank(visit: Visit, placed: Placed): Promise<void> {
  const { w, ctx } = visit;
  const widths = [36, 24, 18, 18, 12, 16];
  const bytes = await tableFile({ sheetName: '单位名册', header: rosterHeadings, widths, rows: [] });
  await ctx.replyWithDocument(new InputFile(bytes, `${w.t('roster-blank-name')}.xlsx`), {
    caption: w.t('roster-blank-caption', { areas: areasText(visit, placed) }),
  });
}

async function sendBlankStaff(visit: Visit, placed: Placed): Promise<void> {
  const { w, ctx } = visit;
  if (!isAdministrator(visit)) {
    await say(visit, w.t('file-staff-refused'));
    return;
  }
  const widths = [36, 14, 30, 30, 24];
  const bytes = await tableFile({ sheetName: '人员名册', header: staffHeadings, widths, rows: [] });
  await ctx.replyWithDocument(new InputFile(bytes, `${w.t('roster-blank-staff-name')}.xlsx`), {
    caption: w.t('roster-blank-staff-caption', {
      roles: staffRoleWords.join(w.t('list-comma')),
      areas: areasText(visit, placed),
    }),
  });
}

async function takeFile(visit: Visit, campaigns: readonly Placed[], document: Document): Promise<void> {
  const [only] = campaigns;
  // Where the effect is there already, the campaign is the upload's.
  if ((campaigns.length === 1 && only) || visit.ctx.received.state === 'applied') {
    if (only) await propose(visit, only, document);
    return;
  }
  const read = await readUpload(visit, document);
  if (!read || !(await rosterIn(visit, read, undefined))) return;
  const screen = fileOfScreen(visit.w, campaigns);
  await visit.ctx.reply(screen.html, {
    ...screenOptions(screen),
    reply_parameters: { message_id: visit.ctx.msgId ?? 0 },
  });
}

/** Reads the file, keeps what it says, and shows what it would change. */
async function propose(visit: Visit, { campaign }: Placed, document: Document): Promise<void> {
  const { ctx, options } = visit;
  const by = importer(visit);
  if (ctx.received.state === 'received') {
    const read = await readUpload(visit, document);
    const content = read && (await rosterIn(visit, read, campaign));
    if (!content) return;
    await settleUpload(visit, () =>
      options.roster.propose({
        updateId: ctx.received.updateId,
        by,
        campaignId: campaign.id,
        content,
        at: ctx.happenedAt,
      }),
    );
  }
  const outcome = await settleUpload(visit, () => Promise.resolve(undefined));
  await showUpload(visit, outcome.upload);
}

export function settleUpload(
  visit: Visit,
  act: () => Promise<UploadOutcome | undefined>,
): Promise<UploadOutcome> {
  return settleOnce(visit.ctx, act, (updateId) => visit.options.roster.outcomeOf(updateId));
}

async function showUpload(visit: Visit, id: number, word = ''): Promise<void> {
  const { options, w } = visit;
  const by = importer(visit);
  const upload = await options.roster.upload(by, id);
  const campaigns = await options.store.campaigns();
  const at = campaigns.findIndex((one) => one.id === upload?.campaignId);
  const campaign = campaigns[at];
  if (!upload || !campaign) {
    await say(visit, w.t('upload-gone'));
    return;
  }
  const [units, known] = await Promise.all([
    options.roster.units(by, campaign.id),
    options.roster.staffOf(campaign.id, options.now()),
  ]);
  await put(visit, uploadScreen(w, { at, upload, campaign, units, known }, word));
}

const words = {
  applied: 'upload-applied',
  undone: 'upload-undone',
  changedMeanwhile: 'upload-changed-meanwhile',
  changedSince: 'upload-changed-since',
  notNow: 'upload-not-now',
} as const;

async function answer(visit: Visit, { kind, upload }: UploadOutcome): Promise<void> {
  if (kind === 'gone' || kind === 'proposed' || kind === 'linked') {
    await say(visit, visit.w.t('upload-gone'));
    return;
  }
  const { w, options } = visit;
  const stored = kind === 'applied' ? await options.roster.upload(importer(visit), upload) : undefined;
  const count = stored ? faultCount(stored) : 0;
  // Said over the chat too: a second refusal looks like the first.
  visit.ctx.toast = count > 0 ? w.t('upload-applied-partly', { count }) : w.t(words[kind]);
  await showUpload(visit, upload, visit.ctx.toast);
}

async function apply(visit: Visit, id: number): Promise<void> {
  const { ctx, options } = visit;
  const by = importer(visit);
  const isRepeated = ctx.received.state === 'applied';
  const upload = await options.roster.upload(by, id);
  const secrets = upload?.content.kind === 'staff' ? upload.content.drafts.map(() => newSecret()) : [];
  const expiresAt = new Date(ctx.happenedAt.getTime() + linkDays * dayMs);
  const outcome = await settleUpload(visit, () =>
    options.roster.apply({
      updateId: ctx.received.updateId,
      by,
      upload: id,
      secretHashes: secrets.map(hashOf),
      expiresAt,
      at: ctx.happenedAt,
    }),
  );
  await answer(visit, outcome);
  if (outcome.kind !== 'applied' || !outcome.invited || upload?.content.kind !== 'staff') return;
  // Their secrets are kept nowhere: what was lost on the way is not to be had again.
  if (isRepeated) await say(visit, visit.w.t('upload-links-again'));
  else await sendLinks(visit, upload, upload.content.drafts, outcome.invited, secrets, expiresAt);
}

type Drafts = Extract<StoredUpload['content'], { kind: 'staff' }>['drafts'];

async function sendLinks(
  visit: Visit,
  upload: StoredUpload,
  drafts: Drafts,
  invited: readonly number[],
  secrets: readonly string[],
  expiresAt: Date,
): Promise<void> {
  const { w, ctx, options } = visit;
  const campaign = (await options.store.campaigns()).find(({ id }) => id === upload.campaignId);
  if (!campaign) return;
  const until = w.time(expiresAt, campaign.timeZone);
  const rows = invited.flatMap((place) => {
    const draft = drafts[place];
    const secret = secrets[place];
    if (!draft || secret === undefined) return [];
    const scope = scopeText(w, campaign, draft);
    return [[draft.title, w.t(`role-${draft.role}`), scope, linkOf(visit, linkPrefix + secret), until]];
  });
  const bytes = await tableFile({
    sheetName: w.t('upload-links-name'),
    header: [
      w.t('links-column-title'),
      w.t('links-column-role'),
      w.t('links-column-scope'),
      w.t('links-column-link'),
      w.t('links-column-until'),
    ],
    widths: [36, 18, 40, 60, 20],
    rows,
  });
  await ctx.replyWithDocument(new InputFile(bytes, `${w.t('upload-links-name')}.xlsx`), {
    caption: w.t('upload-links-caption', { count: rows.length, until }),
  });
}

async function undo(visit: Visit, id: number): Promise<void> {
  const { ctx, options } = visit;
  const outcome = await settleUpload(visit, () =>
    options.roster.undo({
      updateId: ctx.received.updateId,
      by: importer(visit),
      upload: id,
      at: ctx.happenedAt,
    }),
  );
  await answer(visit, outcome);
}
