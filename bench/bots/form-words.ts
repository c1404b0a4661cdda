import type { FormDefinition, Question } from '../../src/survey/definition.js';
import { say } from '../../src/survey/definition.js';

/*
 * The measured form as somebody would write it who has this one form to ask: the same words as the product
 * shows, the same judgement of an answer, no more.
 */

export interface Asked {
  readonly html: string;
  readonly choices: readonly string[];
}

export class PlainForm {
  readonly #questions: readonly { question: Question; section: string; place: string }[];

  constructor(form: FormDefinition) {
    this.#questions = form.sections.flatMap((section) =>
      section.questions.map((question, at) => ({
        question,
        section: say(section.title, 'zh-CN'),
        place: `第 ${at + 1}/${section.questions.length} 题`,
      })),
    );
  }

  get length(): number {
    return this.#questions.length;
  }

  id(at: number): string {
    return this.#at(at).question.id;
  }

  prompt(at: number): Asked {
    const { question, section, place } = this.#at(at);
    const share = at / this.length;
    const full = Math.floor(share * 10);
    const bar = `${'▓'.repeat(full)}${'░'.repeat(10 - full)} ${Math.floor(share * 100)}%`;
    return {
      html: `${section}\n${place} · ${bar}\n\n<b>${say(question.label, 'zh-CN')}</b>\n\n${hint(question)}`,
      choices: question.kind === 'chooseOne' ? question.choices.map(String) : [],
    };
  }

  /** What is stored of a typed text, or what is wrong with it. */
  judge(at: number, text: string): { value: string | number } | { wrong: string } {
    const { question } = this.#at(at);
    const typed = text.trim();
    switch (question.kind) {
      case 'longText': {
        const count = Array.from(typed).length;
        return count <= question.limit
          ? { value: typed }
          : { wrong: `超过 ${question.limit} 字：${count} 字` };
      }
      case 'wholeNumber':
        return /^\d+$/.test(typed) ? { value: Number(typed) } : { wrong: '请输入整数' };
      case 'chooseOne':
        return this.prompt(at).choices.includes(typed) ? { value: typed } : { wrong: '请从选项中选择' };
      default:
        return typed === '' ? { wrong: '请输入文字' } : { value: typed };
    }
  }

  recorded(at: number, value: string | number): string {
    const label = say(this.#at(at).question.label, 'zh-CN');
    return typeof value === 'string' && value.length > 120 ? `✓ ${label}` : `✓ ${label}：<b>${value}</b>`;
  }

  #at(at: number): { question: Question; section: string; place: string } {
    const found = this.#questions[at];
    if (!found) throw new RangeError(`no question ${at}`);
    return found;
  }
}

function hint(question: Question): string {
  switch (question.kind) {
    case 'longText':
      return `请输入文字，不超过 ${question.limit} 字。`;
    case 'wholeNumber':
      return '请输入整数。';
    case 'chooseOne':
      return '请选择一项。';
    default:
      return '请输入文字。';
  }
}
