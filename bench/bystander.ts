import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChatClient } from '../test/support/chat-client.js';
import type { ChatPerson } from '../test/support/chat-person.js';
import { longFormAnswer } from '../test/support/long-form.js';
import { measuredCampaign, questionCount } from './questionnaire.js';

/** How long the bot may take for one prompt before the bench gives up, in milliseconds. */
const patience = 60_000;
/** Between a prompt and its answer, in milliseconds. */
const thinksMs = 100;
/** Ids of chats that nobody else in the bench has. */
const firstId = 900_000;

/**
 * A contact who fills in the measured form while something else goes on, answer by answer; at its end the next contact
 * begins.
 */
export class Bystander {
  readonly #chat: ChatClient;
  #id = firstId;
  #person: ChatPerson | undefined;
  /** The number of the question that is asked now. */
  #asked = 1;

  constructor(chat: ChatClient) {
    this.#chat = chat;
  }

  /** Milliseconds from each answer until its prompt, until something else is over. */
  async promptsWhile(over: Promise<unknown>): Promise<number[]> {
    const took: number[] = [];
    const during = { isOver: false };
    void over.then(() => {
      during.isOver = true;
    });
    while (!during.isOver) {
      const person = await this.#atQuestion();
      const answered = performance.now();
      await person.says(longFormAnswer(this.#asked));
      this.#asked += 1;
      await person.hears(this.#asked > questionCount ? /./ : `第${this.#asked}题`, patience);
      took.push(performance.now() - answered);
      await pause(thinksMs);
    }
    return took;
  }

  async #atQuestion(): Promise<ChatPerson> {
    if (this.#person && this.#asked <= questionCount) return this.#person;
    const person = await this.#chat.newcomer(this.#id++, '旁人');
    await person.starts(measuredCampaign().id);
    await person.hears('您的权利', patience);
    await person.taps('同意', { within: patience });
    await person.hears('第1题', patience);
    this.#person = person;
    this.#asked = 1;
    return person;
  }
}
