import type { EmbeddedStore, WorkerLife } from './store.js';

/** The folder has one holder, so that this worker is alone and every other row is a past one. */
export async function startEmbeddedLife({ prisma }: EmbeddedStore): Promise<WorkerLife> {
  const { id } = await prisma.worker.create({ data: {} });
  await prisma.$executeRaw`
    DELETE FROM worker w WHERE w.id <> ${id}::int
      AND NOT EXISTS (SELECT FROM lane l WHERE l.worker_id = w.id)
      AND NOT EXISTS (SELECT FROM delivery d WHERE d.worker_id = w.id AND d.state = 'sending')`;
  const roles = new Set<string>();
  let open = true;
  return {
    id,
    alive: () => open,
    deadWorkers: async () => {
      const others = await prisma.worker.findMany({ where: { id: { not: id } }, orderBy: { id: 'asc' } });
      return others.map((other) => other.id);
    },
    tryLead: (role) => {
      if (open) roles.add(role);
      return Promise.resolve(open);
    },
    leads: (role) => open && roles.has(role),
    close: () => {
      open = false;
      return Promise.resolve();
    },
  };
}
