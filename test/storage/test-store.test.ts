import { expect, test } from 'vitest';
import { describeStores } from '../support/store.js';

describeStores('a store for tests', (open) => {
  test('is empty each time, with numbers from 1', async () => {
    for (let round = 0; round < 2; round++) {
      const store = await open();
      const person = await store.prisma.person.create({ data: {} });
      expect(person.id).toBe(1);
      expect(await store.prisma.person.count()).toBe(1);
      await store.close();
    }
  });

  test('is another one while the first is in use', async () => {
    const [one, two] = [await open(), await open()];
    await one.prisma.person.create({ data: {} });
    expect(await two.prisma.person.count()).toBe(0);
    expect(await two.healthy()).toBe(true);
    await one.close();
    await two.close();
  });
});
