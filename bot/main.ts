import { ActivityHandler } from 'botbuilder';
import { openStore } from '../storage/index.ts';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLogger, describeError } from './logger.ts';

/** Stands in until the guide itself arrives. */
class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMembersAdded(async (context, next) => {
      await context.sendActivity('Hello. This is the DSPT Guide.');
      await next();
    });
    this.onMessage(async (context, next) => {
      await context.sendActivity(`You said: ${context.activity.text ?? JSON.stringify(context.activity.value)}`);
      await next();
    });
  }
}

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const store = await openStore(config);
  const app = await createApp({ config, logger, store, bot: new EchoBot() });

  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error('server.failed', describeError(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  await app.listen();
} catch (error) {
  const message = error instanceof ConfigError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
