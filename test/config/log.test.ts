import { describe, expect, it } from 'vitest';
import { createLog, failure, scrub } from '../../src/config/log.js';

const token = '123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0';

describe('the log', () => {
  it.each([
    ['a token', `https://api.telegram.org/bot${token}/getMe`, token],
    ['a mobile', 'call 13974400002 now', '13974400002'],
    ['a mobile in groups', 'call 139-7440-0002 now', '139-7440-0002'],
    ['a mobile with the country', '+86 13974400002', '13974400002'],
    ['a credit code', 'code 91110000600037341L.', '91110000600037341L'],
    ['a login', 'postgresql://bot:hunter2@db/zhengji', 'hunter2'],
  ])('takes out %s', (_, text, secret) => {
    expect(scrub(text)).not.toContain(secret);
  });

  it('leaves ordinary numbers and words', () => {
    expect(scrub('update 877120046 in 120 ms at 2026-11-22')).toBe(
      'update 877120046 in 120 ms at 2026-11-22',
    );
  });

  it('does not write the message of an error that may quote somebody', () => {
    const lines: string[] = [];
    let fault: unknown;
    try {
      JSON.parse('{"答案":"绝密配方');
    } catch (error) {
      fault = error;
    }
    createLog('info', (line) => lines.push(line)).warn('failed', { error: failure(fault) });
    expect(lines.join('')).toContain('SyntaxError');
    expect(lines.join('')).not.toContain('绝密配方');
  });

  it('names the code of an error and where it came from', () => {
    const error = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
    expect(failure(error)).toMatchObject({ name: 'Error', code: 'ECONNREFUSED' });
    expect(failure(error).at?.[0]).toContain('log.test.ts');
    expect(failure(error).message).toBeUndefined();
  });
});
