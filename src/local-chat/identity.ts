import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bot's token, made once for a data folder, of the shape that Telegram's have. */
export function tokenOf(dataDir: string): string {
  const path = join(dataDir, 'token');
  if (existsSync(path)) {
    const token = readFileSync(path, 'utf8').trim();
    if (/^\d+:[\w-]{35}$/.test(token)) return token;
  }
  const token = `${randomInt(1_000_000_000, 9_999_999_999)}:AA${randomBytes(24).toString('base64url')}H`;
  writeFileSync(path, `${token}\n`, { mode: 0o600 });
  return token;
}
