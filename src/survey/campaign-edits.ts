import { choicesOf } from './choices.js';
import type { CampaignDefinition, FormDefinition, Question } from './definition.js';
import { isOneLine } from './reading/one-line.js';

/** Characters of a campaign's title. */
export const mostTitle = 200;

export function isTitle(text: string): boolean {
  return isOneLine(text, 2, mostTitle);
}

/** What administrators have changed of a definition. It is laid over the definition wherever that comes from. */
export interface CampaignEdits {
  readonly title?: string;
  /** New labels of areas, by id. An id is never changed: what was filed refers to it. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Areas that the definition has not, by their ids, which are their first labels. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

export type CampaignEdit =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'addArea'; readonly label: string }
  | { readonly kind: 'renameArea'; readonly area: string; readonly label: string }
  | { readonly kind: 'removeArea'; readonly area: string };

/** The edits with one more. */
export function withEdit(edits: CampaignEdits, edit: CampaignEdit): CampaignEdits {
  const { labels = {}, added = [], removed = [] } = edits;
  switch (edit.kind) {
    case 'title':
      return { ...edits, title: edit.title };
    case 'addArea': {
      const others = added.filter((id) => id !== edit.label);
      return { ...edits, added: [...others, edit.label], removed: removed.filter((id) => id !== edit.label) };
    }
    case 'renameArea':
      return { ...edits, labels: { ...labels, [edit.area]: edit.label } };
    case 'removeArea':
      return {
        ...edits,
        labels: Object.fromEntries(Object.entries(labels).filter(([id]) => id !== edit.area)),
        added: added.filter((id) => id !== edit.area),
        removed: [...removed.filter((id) => id !== edit.area), edit.area],
      };
  }
}

/**
 * A definition with the edits laid over it: the title, the areas, and the choices of the questions that ask for the
 * area. An edit whose area the definition does not have (any more) does nothing.
 */
export function laidOver(definition: CampaignDefinition, edits: CampaignEdits): CampaignDefinition {
  return {
    ...definition,
    ...(edits.title !== undefined && { title: edits.title }),
    areas: areasWith(definition.areas, edits),
    responsibility: responsibilityWithout(definition.responsibility, edits.removed ?? []),
    forms: definition.forms.map((form) => formWith(form, edits)),
  };
}

/** Whoever answered for a removed area alone answers for nothing more. */
function responsibilityWithout(
  responsibility: CampaignDefinition['responsibility'],
  removed: readonly string[],
): CampaignDefinition['responsibility'] {
  if (!responsibility.some(({ areas }) => areas.some((area) => removed.includes(area))))
    return responsibility;
  return responsibility
    .map((one) => ({ ...one, areas: one.areas.filter((area) => !removed.includes(area)) }))
    .filter(({ areas, sectors, categories }) => areas.length + sectors.length + categories.length > 0);
}

/** Whether a form's own rules look at an area: who is asked for more, what must agree. */
export function isInRules({ forms }: CampaignDefinition, area: string): boolean {
  return forms.some(({ roles, sections }) =>
    sections
      .flatMap(({ questions }) => questions)
      .some(
        ({ id, ...question }) =>
          id !== roles.area && JSON.stringify(question.showIf ?? null).includes(JSON.stringify(area)),
      ),
  );
}

interface Labelled {
  readonly id: string;
  readonly label: CampaignDefinition['title'];
}

function areasWith<Area extends Labelled>(
  areas: readonly Area[],
  { labels = {}, added = [], removed = [] }: CampaignEdits,
): (Area | Labelled)[] {
  const kept = areas.filter(({ id }) => !removed.includes(id) && !added.includes(id));
  const more = added.map((id) => areas.find((area) => area.id === id) ?? { id, label: id });
  return [...kept, ...more].map((area) => {
    const label = labels[area.id];
    return label === undefined ? area : { ...area, label };
  });
}

function formWith(form: FormDefinition, edits: CampaignEdits): FormDefinition {
  const { area } = form.roles;
  if (area === undefined) return form;
  return {
    ...form,
    sections: form.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) =>
        question.id === area ? questionWith(question, edits) : question,
      ),
    })),
  };
}

/** A choice whose label is its id stays written as one word, as the definition has it. */
function questionWith(question: Question, edits: CampaignEdits): Question {
  if (question.kind !== 'chooseOne') return question;
  const choices = areasWith(choicesOf(question), edits).map(({ id, label }) =>
    label === id ? id : { id, label },
  );
  return { ...question, choices };
}
