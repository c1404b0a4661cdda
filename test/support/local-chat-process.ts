/** The local chat as a process of its own: `node --import tsx test/support/local-chat-process.ts '{"port":0,…}'`. */
import { type LocalChatOptions, startLocalChat } from '../../src/local-chat/server.js';

const options = JSON.parse(process.argv[2] ?? '{}') as LocalChatOptions;
const chat = await startLocalChat({ ...options, log: (line) => console.error(line) });
console.log(JSON.stringify({ apiRoot: chat.apiRoot, token: chat.token }));
process.once('SIGTERM', () => void chat.close().then(() => process.exit(0)));
// The parent is gone: nobody would stop us any more.
process.stdin.once('end', () => process.exit(0)).resume();
