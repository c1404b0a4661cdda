import { type Answers, answersAfter } from './answers.js';
import { type Choice, choicesOf, listOf } from './choices.js';
import { isShown, keyFrom } from './conditions.js';
import type { FiledColumns, Filing } from './filing.js';
import type { Form } from './form.js';

/*
 * A form whose unit chose the wrong area is moved at the desk. Its answers stay what the unit said; the area of its
 * demands is the desk's from then on, until the unit itself gives another one.
 */

/** The sectors to choose from, were the form filed in this area; empty where none is asked there. */
export function sectorsIn(form: Form, answers: Answers, demand: number, area: string): readonly Choice[] {
  const { roles } = form.definition;
  if (roles.area === undefined || roles.sector === undefined) return [];
  const moved = answersAfter(
    answers,
    [{ ...keyFrom(form, demand, roles.area), skipped: false, value: area }],
    [],
  );
  const placed = form.place(roles.sector);
  if (!isShown(form, moved, placed, demand)) return [];
  const { question } = placed;
  if (question.kind === 'chooseOne') return choicesOf(question);
  return question.kind === 'chooseFromList' ? [...listOf(question).leaves.values()] : [];
}

type Place = Pick<FiledColumns, 'area' | 'sector'>;

/** Where a demand stands when it is filed again: as the desk put it, unless the unit says otherwise than before. */
export function placeAgain(said: Place | undefined, saysNow: Filing, stands: Place): Place {
  const isUnchanged = said !== undefined && said.area === saysNow.area && said.sector === saysNow.sector;
  return isUnchanged ? stands : { area: saysNow.area, sector: saysNow.sector };
}
