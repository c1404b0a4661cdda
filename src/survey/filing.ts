import type { Answers } from './answers.js';
import { isShown, keyFrom } from './conditions.js';
import type { Form } from './form.js';

/** What the lists and sheets need to know of a demand, by the roles of its form; undefined where it is not asked. */
export interface FiledColumns {
  /** The id of the chosen area; of what a recommender files, its own name: a sheet is made for each. */
  readonly area: string | undefined;
  readonly sector: string | undefined;
  readonly category: string | undefined;
  readonly field: string | undefined;
  /** Empty where the form has no name for a demand. */
  readonly name: string;
  readonly unit: string;
  readonly creditCode: string | undefined;
}

export interface Filing extends FiledColumns {
  /** 0: the form is one demand that has no id yet. */
  readonly demand: number;
  /** In the unit's own order of priority, from 1. */
  readonly place: number;
}

/** Each demand as it is filed. A form without a part that repeats is one demand. */
export function filedDemands(form: Form, answers: Answers): Filing[] {
  const demands = form.demand ? answers.demands : [answers.demands[0] ?? 0];
  return demands.map((demand, at) => ({ demand, place: at + 1, ...columnsOf(form, answers, demand) }));
}

function columnsOf(form: Form, answers: Answers, demand: number): FiledColumns {
  const { roles, filledBy } = form.definition;
  const answer = (question: string | undefined): string | undefined => {
    if (question === undefined || !isShown(form, answers, form.place(question), demand)) return undefined;
    const value = answers.value(keyFrom(form, demand, question));
    if (value === undefined) return undefined;
    return typeof value === 'object' ? value.join('、') : String(value);
  };
  const unit = answer(roles.unitName) ?? '';
  return {
    area: filledBy === 'recommender' ? (answer(roles.area) ?? unit) : answer(roles.area),
    sector: answer(roles.sector),
    category: answer(roles.category),
    field: answer(roles.field),
    name: answer(roles.demandName ?? form.demand?.nameFrom) ?? '',
    unit,
    creditCode: answer(roles.creditCode),
  };
}

export type FiledState = 'waiting' | 'sentBack' | 'corrected' | 'accepted' | 'withdrawn';

/** What becomes of a demand that is filed again: it waits, or it is to be looked at anew. */
export function filedAgain(before: FiledState, changed: boolean): FiledState {
  switch (before) {
    case 'withdrawn':
      return 'waiting';
    case 'sentBack':
      return 'corrected';
    case 'accepted':
      return changed ? 'corrected' : 'accepted';
    default:
      return before;
  }
}
