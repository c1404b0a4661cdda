import { startApp } from '../../src/app.js';
import { createLog } from '../../src/config/log.js';
import { openStore } from '../../src/storage/open.js';
import { measuredCampaign } from '../questionnaire.js';
import { given, ready } from './reporting.js';

/* The product itself, on the measured form. */

const { apiRoot, token, databaseUrl } = given();
const store = await openStore({ databaseUrl, dataDir: '' });
await startApp({
  channel: { kind: 'telegram', token, apiRoot },
  store,
  campaigns: [{ campaign: measuredCampaign(), templates: new Map() }],
  log: createLog('warn'),
});
ready();
