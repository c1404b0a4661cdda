import type { Translate } from '../locale/locale.js';
import {
  type DefinitionFault,
  type JsonMistake,
  type Mistake,
  wholeFile,
} from '../survey/definition-check/fault.js';
import { nearest } from '../survey/definition-check/nearest.js';

/** What is wrong with a definition, without its place. */
export function mistakeText(t: Translate, mistake: Mistake): string {
  const more = moreText(t, mistake);
  const text = ownText(t, mistake);
  return more === '' ? text : t('mistake-joined', { first: text, second: more });
}

/** Where in the file it is; empty where it is the whole. */
export function placeText(t: Translate, { path, mistake }: DefinitionFault): string {
  if (mistake.kind === 'json') return t('definition-at', { line: mistake.line, column: mistake.column });
  return path === wholeFile ? t('definition-whole') : path;
}

function ownText(t: Translate, mistake: Mistake): string {
  switch (mistake.kind) {
    case 'json':
      return t('mistake-json', { reason: jsonText(t, mistake.json) });
    case 'unknownValue':
      return t('mistake-unknownValue', { found: shown(mistake.found) });
    case 'wrongType': {
      const types = mistake.expected.map((type) => t(`value-type-${type}`)).join(t('value-type-or'));
      return t('mistake-wrongType', { types, found: foundText(t, mistake.found) });
    }
    case 'tooShort':
    case 'tooLong':
    case 'tooFew':
    case 'tooMany':
    case 'tooSmall':
    case 'tooBig':
      return t(`mistake-${mistake.kind}`, { size: mistake.size });
    case 'format':
      return t(`mistake-format-${mistake.format}`);
    case 'clash':
      return t('mistake-clash', { keys: mistake.keys.join(t('mistake-and')) });
    case 'incomplete':
      return t('mistake-incomplete', { names: namesOf(mistake.allowed) });
    case 'twice':
      return t('mistake-twice', { name: cut(mistake.name), place: mistake.earlier });
    case 'hyphens':
      return t('mistake-hyphens', mistake);
    case 'wrongKind':
      return t('mistake-wrongKind', { ...mistake, allowed: mistake.allowed.join(', ') });
    case 'misfit':
      return t(`mistake-misfit-${mistake.use}`, mistake);
    case 'noChoice':
      return t('mistake-noChoice', { id: mistake.id, found: shown(mistake.found) });
    case 'notTrueOrFalse':
    case 'notNumber':
      return t(`mistake-${mistake.kind}`, mistake);
    case 'minOverMax':
      return t('mistake-minOverMax', mistake);
    case 'latestFirst':
      return t('mistake-latestFirst', mistake);
    case 'alike':
      return t('mistake-alike', mistake);
    case 'moreThanChoices':
      return t('mistake-moreThanChoices', mistake);
    case 'levels':
      return t('mistake-levels', { most: mistake.most });
    case 'units':
      return t('mistake-units', mistake);
    case 'nameLong':
      return t('mistake-nameLong', mistake);
    case 'roleRepeated':
      return t('mistake-roleRepeated', mistake);
    case 'noArea':
    case 'noSector':
    case 'noCategory':
      return t(`mistake-${mistake.kind}`, { found: cut(mistake.found) });
    case 'areaOffered':
      return t('mistake-areaOffered', { id: mistake.id, found: cut(mistake.found) });
    case 'beforeYear':
      return t('mistake-beforeYear', mistake);
    case 'noForm':
    case 'noQuestion':
    case 'outsideDemand':
    case 'itself':
    case 'later':
    case 'computed':
    case 'manyValues':
    case 'dateAlone':
    case 'repeatsWith':
    case 'repeatsTwice':
    case 'nameNotRepeated':
    case 'demandNameOnce':
    case 'noAreaRole':
    case 'headRepeated':
      return t(`mistake-${mistake.kind}`, { id: mistake.id });
    default:
      return t(`mistake-${mistake.kind}`);
  }
}

/** A second sentence: what was most likely meant, or what could stand there. */
function moreText(t: Translate, mistake: Mistake): string {
  switch (mistake.kind) {
    case 'missing':
      return hint(t, '', mistake.allowed);
    case 'unknownKey': {
      const { key, allowed, belongs } = mistake;
      const first = hint(t, key, allowed, 'mistake-hint-keys');
      if (belongs === undefined) return first;
      const second = t('mistake-hint-belongs', { place: belongs });
      return first === '' ? second : t('mistake-joined', { first, second });
    }
    case 'unknownValue':
    case 'noChoice': {
      const { found, allowed } = mistake;
      return hint(t, typeof found === 'string' ? found : '', allowed);
    }
    case 'noArea':
    case 'noSector':
    case 'noCategory':
    case 'areaOffered':
      return hint(t, mistake.found, mistake.allowed);
    case 'noForm':
    case 'noQuestion':
      return hint(t, mistake.id, mistake.allowed);
    case 'wrongType':
      return mistake.keys.length === 0 ? '' : t('mistake-hint-object', { names: namesOf(mistake.keys) });
    case 'twice':
      return mistake.advice === undefined ? '' : t(`mistake-twice-${mistake.advice}`);
    default:
      return '';
  }
}

/** Names in a sentence, at most. */
const mostNames = 30;

function hint(
  t: Translate,
  found: string,
  allowed: readonly string[],
  list: 'mistake-hint-keys' | 'mistake-hint-allowed' = 'mistake-hint-allowed',
): string {
  const meant = nearest(found, allowed);
  if (meant !== undefined) return t('mistake-hint-meant', { meant });
  return allowed.length === 0 ? '' : t(list, { names: namesOf(allowed) });
}

function namesOf(names: readonly string[]): string {
  const listed = names.slice(0, mostNames).map(cut).join(', ');
  return names.length > mostNames ? `${listed}, …` : listed;
}

function foundText(t: Translate, found: unknown): string {
  if (Array.isArray(found)) return t('value-type-list');
  return typeof found === 'object' && found !== null ? t('value-type-object') : shown(found);
}

/** A value as it stands in the file, of a text as much as tells which it is. */
function shown(found: unknown): string {
  if (typeof found === 'object' && found !== null) return Array.isArray(found) ? '[…]' : '{…}';
  return JSON.stringify(typeof found === 'string' ? cut(found) : found);
}

/** UTF-16 units of a text from the file that are said again. */
const mostShown = 60;

function cut(text: string): string {
  if (text.length <= mostShown) return text;
  return `${text.slice(0, mostShown).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function jsonText(t: Translate, mistake: JsonMistake): string {
  switch (mistake.kind) {
    case 'unexpected':
      return t('mistake-json-unexpected', {
        expected: t(`mistake-json-expected-${mistake.expected}`),
        found: mistake.found,
      });
    case 'wide':
      return t(`mistake-json-wide-${mistake.mark}`, {
        expected: t(`mistake-json-expected-${mistake.expected}`),
        found: mistake.found,
      });
    case 'ends':
      return t('mistake-json-ends', { expected: t(`mistake-json-expected-${mistake.expected}`) });
    case 'twice':
      return t('mistake-json-twice', { key: cut(mistake.key) });
    case 'deep':
    case 'many':
      return t(`mistake-json-${mistake.kind}`, { most: mistake.most });
    case 'open':
    case 'lastComma':
      return t(`mistake-json-${mistake.kind}`, { bracket: mistake.bracket });
    default:
      return t(`mistake-json-${mistake.kind}`);
  }
}
