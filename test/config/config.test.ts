import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.js';

const token = '123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0';

describe('the environment', () => {
  it('may be empty: local chat, embedded store, defaults', () => {
    expect(readConfig({})).toEqual({
      kind: 'read',
      config: {
        channel: { kind: 'localChat' },
        dataDir: './data',
        adminIds: [],
        port: 8080,
        logLevel: 'info',
      },
    });
  });

  it('is read whole', () => {
    expect(
      readConfig({
        BOT_TOKEN: ` ${token} `,
        BOT_API_ROOT: 'http://127.0.0.1:8081/',
        HTTPS_PROXY: 'http://proxy:7890',
        DATABASE_URL: 'postgresql://user:secret@db/zhengji',
        DATA_DIR: '/var/lib/zhengji',
        ADMIN_IDS: '1001, 1002，1003',
        CAMPAIGNS_DIR: './campaigns',
        PORT: '0',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      kind: 'read',
      config: {
        channel: { kind: 'telegram', token, apiRoot: 'http://127.0.0.1:8081', proxy: 'http://proxy:7890' },
        databaseUrl: 'postgresql://user:secret@db/zhengji',
        dataDir: '/var/lib/zhengji',
        adminIds: [1001, 1002, 1003],
        campaignsDir: './campaigns',
        port: 0,
        logLevel: 'debug',
      },
    });
  });

  it.each([
    ['BOT_TOKEN', 'secret-token-without-a-number'],
    ['BOT_API_ROOT', 'api.telegram.org'],
    ['HTTPS_PROXY', 'socks5://proxy'],
    ['DATABASE_URL', 'mysql://user:hunter2@db/x'],
    ['ADMIN_IDS', '@boss'],
    ['PORT', '99999'],
    ['PORT', '80a'],
    ['LOG_LEVEL', 'loud'],
  ])('with a wrong %s is refused in one line that does not repeat the value', (name, value) => {
    const read = readConfig({ [name]: value });
    expect(read.kind).toBe('faulty');
    if (read.kind !== 'faulty') return;
    expect(read.faults).toHaveLength(1);
    expect(read.faults[0]).toMatch(new RegExp(`^${name}: \\S`));
    expect(read.faults[0]).not.toContain('\n');
    expect(read.faults[0]).not.toContain(value);
  });

  it('names every mistake, a line each', () => {
    const read = readConfig({ PORT: 'x', LOG_LEVEL: 'y', ADMIN_IDS: 'z' });
    expect(read.kind === 'faulty' && read.faults.map((line) => line.split(':')[0]).sort()).toEqual([
      'ADMIN_IDS',
      'LOG_LEVEL',
      'PORT',
    ]);
  });
});
