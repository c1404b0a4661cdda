import type { Worker } from 'node:worker_threads';
import { startThread } from './thread.js';

/** How long a thread waits for another question before it ends, in milliseconds: it holds up to 100 MiB. */
const idleTime = 30_000;

interface Asked<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

interface Running<Answer> {
  readonly thread: Worker;
  readonly asked: Asked<Answer>[];
  closing?: NodeJS.Timeout;
}

/**
 * A module of this folder that answers messages, each with one message and in their order, in a thread of its own:
 * started by the first question, kept for the next, ended after a while. Idle, it does not keep the process alive.
 */
export class LastingThread<Question, Answer> {
  private running: Running<Answer> | undefined;

  constructor(private readonly module: string) {}

  /** Rejects when the thread fails; the next question starts another. */
  ask(question: Question): Promise<Answer> {
    this.running ??= this.start();
    const { thread, asked, closing } = this.running;
    clearTimeout(closing);
    return new Promise((resolve, reject) => {
      thread.postMessage(question);
      thread.ref();
      asked.push({ resolve, reject });
    });
  }

  private start(): Running<Answer> {
    const running: Running<Answer> = { thread: startThread(this.module, {}), asked: [] };
    const failed = (error: Error): void => {
      if (this.running === running) this.running = undefined;
      for (const { reject } of running.asked.splice(0)) reject(error);
    };
    running.thread.on('message', (answer: Answer) => {
      running.asked.shift()?.resolve(answer);
      if (running.asked.length === 0) this.rest(running);
    });
    running.thread.on('error', failed);
    running.thread.on('exit', () => failed(new Error(`the thread of ${this.module} ended too early`)));
    return running;
  }

  private rest(running: Running<Answer>): void {
    running.thread.unref();
    running.closing = setTimeout(() => {
      if (this.running === running) this.running = undefined;
      void running.thread.terminate();
    }, idleTime).unref();
  }
}
