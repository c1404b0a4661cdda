import { may, type Role } from './appointment.js';
import { mayNotify } from './audience.js';

/* What the staff can ask for by a command, or by a word typed without one; one list for menus, /help and the doors. */

/** In the order of use. `roster`: what of `people` the planning office has. */
export const staffTasks = [
  'inbox',
  'summary',
  'coverage',
  'paper',
  'broadcast',
  'campaigns',
  'extend',
  'people',
  'roster',
  'newcampaign',
] as const;
export type StaffTask = (typeof staffTasks)[number];

/** Somebody of the staff, as far as tasks go. */
export interface StaffOf {
  readonly isAdministrator: boolean;
  readonly roles: readonly Role[];
}

type MayAsk = (staff: StaffOf) => boolean;

const byRole =
  (mayRole: (role: Role) => boolean): MayAsk =>
  ({ roles }) =>
    roles.some(mayRole);
const runsCampaigns: MayAsk = ({ isAdministrator, roles }) => isAdministrator || roles.includes('planner');

const mayAsk: Readonly<Record<StaffTask, MayAsk>> = {
  inbox: byRole((role) => may(role, 'see')),
  summary: byRole((role) => may(role, 'see')),
  coverage: byRole((role) => may(role, 'see')),
  paper: byRole((role) => may(role, 'enterPaper')),
  broadcast: ({ isAdministrator, roles }) => isAdministrator || roles.some(mayNotify),
  campaigns: runsCampaigns,
  extend: runsCampaigns,
  people: ({ isAdministrator }) => isAdministrator,
  roster: ({ isAdministrator, roles }) => !isAdministrator && roles.includes('planner'),
  newcampaign: ({ isAdministrator }) => isAdministrator,
};

/** Empty for everybody who is not of the staff. */
export function tasksOf(staff: StaffOf): StaffTask[] {
  return staffTasks.filter((task) => mayAsk[task](staff));
}

export function commandOf(task: StaffTask): Exclude<StaffTask, 'roster'> {
  return task === 'roster' ? 'people' : task;
}

/** The words that stand for the command: the first is the one that is told, in each language. */
const words: Readonly<Record<StaffTask, Readonly<Record<'zh-CN' | 'en', readonly [string, ...string[]]>>>> = {
  inbox: { 'zh-CN': ['待审核'], en: ['inbox'] },
  summary: { 'zh-CN': ['汇总', '摘要', '汇总表'], en: ['summary'] },
  coverage: { 'zh-CN': ['进展', '填报进展'], en: ['coverage'] },
  paper: { 'zh-CN': ['代录', '纸质代录'], en: ['paper'] },
  broadcast: { 'zh-CN': ['通知', '群发通知'], en: ['broadcast'] },
  campaigns: { 'zh-CN': ['征集活动'], en: ['campaigns'] },
  extend: { 'zh-CN': ['延期', '单位延期'], en: ['extend'] },
  people: { 'zh-CN': ['人员', '人员名单'], en: ['people'] },
  roster: { 'zh-CN': ['名册', '单位名册'], en: ['roster'] },
  newcampaign: { 'zh-CN': ['新建征集'], en: ['new campaign'] },
};

export function wordOf(task: StaffTask, language: 'zh-CN' | 'en'): string {
  return words[task][language][0];
}

/** Whether a text is just the word for a task, in any language, with whatever mark behind it. */
export function asksFor(task: StaffTask, text: string): boolean {
  const bare = text
    .trim()
    .replace(/[。.!！]$/, '')
    .toLowerCase();
  return [...words[task]['zh-CN'], ...words[task].en].includes(bare);
}
