import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Inbox } from '../../src/inbox/inbox.js';
import { laneKey } from '../../src/inbox/lane-key.js';
import { MemoryInbox } from './memory-inbox.js';
import { incoming, textUpdate } from './sample-updates.js';

describe('the inbox', () => {
  let store: MemoryInbox;
  let offsets: number[];
  let answers: (Update[] | Error)[];
  let leading: boolean;
  let handled: number[];
  let inbox: Inbox;

  beforeEach(() => {
    vi.useFakeTimers();
    store = new MemoryInbox();
    [offsets, answers, handled, leading] = [[], [], [], true];
    inbox = new Inbox({
      store,
      worker: 1,
      handle: ({ updateId }) => Promise.resolve(void handled.push(updateId)),
      judge: () => ({ kind: 'fault' }),
      width: 8,
      tell: () => undefined,
      leads: () => Promise.resolve(leading),
      deadWorkers: () => Promise.resolve([]),
      pollAgainAfter: () => 1_000,
      fetch: async (offset, signal) => {
        offsets.push(offset);
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        if (answer) return answer;
        return new Promise((resolve, reject) => {
          const timer = setTimeout(() => resolve([]), 25_000);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new Error('aborted'));
          });
        });
      },
    });
  });
  afterEach(async () => {
    const stopped = inbox.stop(100);
    await vi.advanceTimersByTimeAsync(3_000);
    await stopped;
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('writes updates down without the names of people', async () => {
    const from = { id: 10, is_bot: false, first_name: '金丝雀', last_name: '王', username: 'canary' };
    const chat = { id: 10, type: 'private', first_name: '金丝雀', username: 'canary' };
    const bot = { id: 1, is_bot: true, first_name: '征集', username: 'zhengji_bot' };
    const sent = { message_id: 2, date: 1, chat, from: bot, text: '请选择' };
    const forward_origin = { type: 'hidden_user', sender_user_name: '金丝雀', date: 1 };
    answers = [
      [
        { update_id: 1, message: { message_id: 1, date: 1, chat, from, text: '金丝雀的话', forward_origin } },
        { update_id: 2, callback_query: { id: '1', from, message: sent, chat_instance: '1', data: 'noop' } },
      ] as Update[],
    ];
    inbox.start();
    await pass(10);
    const written = JSON.stringify([...store.rows.values()].map(({ payload }) => payload));
    expect(written).not.toMatch(/canary|"王"|金丝雀"/);
    expect(written).toContain('金丝雀的话');
    expect(written).toContain('zhengji_bot');
    expect(store.rows.get(2)).toMatchObject({ lane: '10' });
  });

  it('asks for the next updates, which confirms the last, only when those are written down', async () => {
    answers = [[textUpdate(7, 10), textUpdate(8, 10)], [textUpdate(9, 20)]];
    store.away = true;
    inbox.start();
    await pass(20_000);
    expect(offsets).toEqual([0]);
    store.away = false;
    await pass(2_000);
    expect(offsets).toEqual([0, 9, 10]);
    expect(handled.sort()).toEqual([7, 8, 9]);
  });

  it('never asks for less than it has written down, whatever the order of a batch', async () => {
    answers = [[textUpdate(9, 10), textUpdate(7, 10)]];
    inbox.start();
    await pass(100);
    expect(offsets).toEqual([0, 10]);
  });

  it('asks again where it was after a poll that failed', async () => {
    answers = [[textUpdate(7, 10)], new Error('502'), [textUpdate(8, 10)]];
    inbox.start();
    await pass(3_000);
    expect(offsets).toEqual([0, 8, 8, 9]);
    expect(handled).toEqual([7, 8]);
  });

  it('does not poll unless it leads, and begins anew when it leads again', async () => {
    leading = false;
    inbox.start();
    await pass(5_000);
    expect(offsets).toEqual([]);
    leading = true;
    answers = [[textUpdate(7, 10)]];
    await pass(1_000);
    expect(offsets).toEqual([0, 8]);
    leading = false;
    await pass(30_000);
    leading = true;
    await pass(1_000);
    expect(offsets).toEqual([0, 8, 0]);
  });

  it('works lanes without leading, and what a dead worker left', async () => {
    leading = false;
    await store.receive([incoming(3, 10)], 2, 0);
    inbox.start();
    await pass(1_000);
    expect(handled).toEqual([3]);
  });

  it('finds its own updates again when the answer to their writing was lost', async () => {
    answers = [[textUpdate(7, 10)]];
    const receive = store.receive.bind(store);
    let lost = 0;
    store.receive = async (...given) => {
      const rows = await receive(...given);
      if (lost++ === 0) throw new Error('the connection broke');
      return rows;
    };
    inbox.start();
    await pass(2_000);
    expect(handled).toEqual([7]);
    expect(store.states()).toEqual({ 7: 'replied' });
  });
});

describe('the lane of an update', () => {
  const chat = { id: 10, type: 'private', first_name: '某' } as const;
  const from = { id: 10, is_bot: false, first_name: '某' } as const;
  const text = { message_id: 1, date: 1, chat, from, text: 'x' } as const;

  it('is its chat, the same for everything that one person does', () => {
    const updates: Update[] = [
      { update_id: 1, message: text },
      { update_id: 2, edited_message: { ...text, edit_date: 2 } },
      { update_id: 3, callback_query: { id: 'q', from, chat_instance: '1', data: 'x', message: text } },
      { update_id: 4, callback_query: { id: 'q', from, chat_instance: '1', data: 'x' } },
    ];
    expect(updates.map(laneKey)).toEqual(['10', '10', '10', '10']);
  });

  it('is nobody for what belongs to no chat', () => {
    expect(laneKey({ update_id: 1 })).toBe('nobody');
  });
});
