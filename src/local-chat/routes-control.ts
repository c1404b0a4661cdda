import type { TelegramUpdate } from '@gramio/types';
import { z } from 'zod';
import type { CallLog } from './call-log.js';
import type { Faults } from './faults.js';
import type { People } from './people.js';
import type { App } from './routes-bot.js';
import type { World } from './world.js';

const bodies = {
  fault: z.object({
    method: z.string(),
    times: z.int().positive().optional(),
    after: z.int().nonnegative().optional(),
    chat: z.int().optional(),
    code: z.int().optional(),
    description: z.string().optional(),
    retryAfter: z.number().optional(),
    drop: z.enum(['before', 'after']).optional(),
    delay: z.number().nonnegative().optional(),
  }),
  again: z.object({
    ids: z.array(z.int()).optional(),
    last: z.int().positive().optional(),
    forget: z.boolean().optional(),
  }),
  clock: z.object({ ahead: z.number() }),
  person: z.object({ id: z.int(), name: z.string(), role: z.string(), language: z.string().optional() }),
  update: z.record(z.string(), z.unknown()),
};

export interface ControlSide {
  readonly world: World;
  readonly people: People;
  readonly faults: Faults;
  readonly calls: CallLog;
}

/** What tests need beside people: faults, updates again, the clock, what was called: `/control/...`. */
export function controlRoutes(app: App, { world, people, faults, calls }: ControlSide): void {
  app.get('/control/status', (c) =>
    c.json({
      rev: world.rev,
      pending: world.updates.pending(world.now()).map(({ update_id }) => update_id),
      updates: world.updates.all().map(({ update }) => update.update_id),
      confirmedBefore: world.updates.confirmedBefore,
      polling: world.updates.isPolled,
      faults: faults.count,
      counts: Object.fromEntries(calls.counts),
      warnings: calls.warnings,
    }),
  );
  app.get('/control/calls', (c) => c.json({ calls: calls.last(c.req.query('method')) }));
  app.post('/control/faults', async (c) => {
    const { method, ...rest } = bodies.fault.parse(await c.req.json());
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    faults.add({ method, ...given });
    return c.json({ ok: true });
  });
  app.delete('/control/faults', (c) => {
    faults.clear();
    return c.json({ ok: true });
  });
  app.post('/control/again', async (c) => {
    const { ids, last, forget } = bodies.again.parse(await c.req.json());
    const known = world.updates.all().map(({ update }) => update.update_id);
    const chosen = ids ?? known.slice(-(last ?? 1));
    const [first] = chosen;
    if (forget && first !== undefined) world.commit({ kind: 'forgotten', from: first });
    else world.updates.deliverAgain(chosen, world.now());
    return c.json({ ok: true, ids: chosen });
  });
  app.post('/control/updates', async (c) => {
    const update = bodies.update.parse(await c.req.json()) as Omit<TelegramUpdate, 'update_id'>;
    return c.json({ ok: true, update_id: people.injects(update) });
  });
  app.post('/control/clock', async (c) => {
    world.setClockAhead(bodies.clock.parse(await c.req.json()).ahead);
    return c.json({ ok: true, now: world.now() });
  });
  app.post('/control/people', async (c) => {
    const { language, ...person } = bodies.person.parse(await c.req.json());
    world.addPerson({ ...person, ...(language !== undefined && { language }) });
    return c.json({ ok: true });
  });
}
