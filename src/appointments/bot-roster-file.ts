import type { Document } from 'grammy/types';
import { readXlsx, type XlsxReading } from '../office/read-xlsx.js';
import { placesIn } from '../people/campaign-places.js';
import { isUnitRoster, readRoster } from '../people/roster.js';
import type { Sheet } from '../people/sheet-table.js';
import { isStaffRoster, readStaffRoster } from '../people/staff-roster.js';
import type { CampaignDefinition } from '../survey/definition.js';
import { download } from '../telegram/download.js';
import { say } from '../telegram/show.js';
import { isAdministrator, type Visit } from './bot-visit.js';
import type { UploadContent } from './ports.js';

/** Bytes of a roster: one of twenty thousand units has about 1 MB. */
const most = 10 * 1024 * 1024;

/** The sheets of a workbook that somebody sent; undefined when it cannot be read, which the person is told. */
export async function readUpload(visit: Visit, document: Document): Promise<readonly Sheet[] | undefined> {
  const got = await download(visit.ctx, document, most);
  if (got.kind !== 'bytes') {
    await say(visit, visit.w.t(got.kind === 'tooBig' ? 'file-too-big' : 'file-vanished'));
    return undefined;
  }
  const reading = await readXlsx(got.bytes);
  if (reading.kind === 'read') return reading.sheets;
  await say(visit, visit.w.t(wordFor(reading)));
  return undefined;
}

function wordFor(reading: Exclude<XlsxReading, { kind: 'read' }>) {
  switch (reading.kind) {
    case 'notXlsx':
      if (reading.found === 'xls') return 'file-xls';
      if (reading.found === 'protected') return 'file-protected';
      return reading.found === 'empty' ? 'file-empty' : 'file-not-xlsx';
    case 'tooBig':
    case 'tooManyCells':
    case 'tookTooLong':
      return 'file-too-many-cells';
    case 'brokenFile':
      return 'file-broken';
  }
}

/**
 * What a workbook says as a roster of a campaign; undefined when it is none, or not this person's to bring in, which
 * the person is told. Without a campaign only its headings are looked at.
 */
export async function rosterIn(
  visit: Visit,
  sheets: readonly Sheet[],
  campaign: CampaignDefinition | undefined,
): Promise<UploadContent | undefined> {
  const isStaff = isStaffRoster(sheets);
  if (!isStaff && !isUnitRoster(sheets)) {
    await say(visit, visit.w.t('file-no-heading'));
    return undefined;
  }
  if (isStaff && !isAdministrator(visit)) {
    await say(visit, visit.w.t('file-staff-refused'));
    return undefined;
  }
  const places = campaign ? placesIn(campaign) : { areas: [], sectors: [], categories: [] };
  if (isStaff) {
    const staff = readStaffRoster(sheets, places);
    return staff.kind === 'read'
      ? { kind: 'staff', drafts: drafts(staff), problems: staff.problems }
      : undefined;
  }
  const units = readRoster(sheets, places);
  if (units.kind !== 'read') return undefined;
  const { fields, lines, problems } = units;
  return { kind: 'units', reading: { fields, lines, problems } };
}

function drafts(staff: Extract<ReturnType<typeof readStaffRoster>, { kind: 'read' }>) {
  return staff.drafts.map(({ draft }) => draft);
}
