/** The waterfall sample behind our own web channel, with nothing durable anywhere: neither its state nor the transcript. */
import { createApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config.ts';
import { createLogger } from '../../bot/logger.ts';
import { createMemoryStore } from './memoryStore.ts';
import { WaterfallBot } from './waterfallBot.ts';

const config = readConfig(process.env);
const app = await createApp({
  config,
  logger: createLogger(config.logLevel),
  store: createMemoryStore(),
  bot: new WaterfallBot(),
});
process.once('SIGTERM', () => process.exit());
await app.listen();
