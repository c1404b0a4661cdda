// Runs after the installation, so that the first start of a new embedded store is a quick one.
import { makeSeed } from '../src/storage/embedded-seed.js';

// Without it the first start takes some seconds longer: nothing to fail an installation for.
await makeSeed().catch((error: unknown) => console.warn(`No prepared store: ${String(error)}`));
