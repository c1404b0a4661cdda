// A process that takes the folder named in its arguments, says how that went, and stays until it is told to go.
import { lockFolder, StoreBusyError } from '../../src/storage/embedded-lock.js';

process.on('disconnect', () => process.exit());
process.on('message', () => void take());
process.send?.('ready');

async function take() {
  try {
    await lockFolder(process.argv[2] ?? '');
    process.send?.('has');
  } catch (error) {
    process.send?.(error instanceof StoreBusyError ? `busy ${error.holder ?? '?'}` : String(error));
  }
}
