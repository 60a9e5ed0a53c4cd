import { fileURLToPath } from 'node:url';
import { Inspector } from '../evidence/inspector.ts';
import { openStore } from '../storage/index.ts';
import { type App, createApp } from './app.ts';
import { readConfig } from './config.ts';
import { loadContent } from './content.ts';
import { createScanner } from './evidence/scanners.ts';
import { createGuide } from './guide.ts';
import { buildLastWall } from './lastWall.ts';
import { createLogger, describeError } from './logger.ts';

/** The one place that reads the environment and builds what runs. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const content = await loadContent(fileURLToPath(new URL('../content', import.meta.url)));
  const store = await openStore(config);
  const inspector = new Inspector({
    onStopped: (error) => logger.warn('evidence.workerStopped', describeError(error)),
  });
  const guide = createGuide({
    store,
    content,
    support: config.support,
    publicUrl: config.publicUrl,
    inspector,
    scanner: createScanner(config.scanner, store.files),
    mail: config.mail,
    sharedTenants: config.teams.sharedTenants,
    logger,
  });
  const app = await createApp({
    config,
    logger,
    store,
    bot: guide.bot,
    middleware: [guide.guard],
    forKeeping: guide.forKeeping,
    states: guide.states,
    evidence: guide.evidence,
    people: guide.people,
    errorSentence: guide.errorSentence,
  });

  const stop = (): void => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    // Whoever asks a second time does not want to wait for the turns under way.
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));
    close(app, inspector).catch((error: unknown) => {
      logger.error('server.failed', describeError(error));
      process.exit(1);
    });
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await app.listen();
  buildLastWall(logger);
}

async function close(app: App, inspector: Inspector): Promise<void> {
  await app.close();
  await inspector.close();
  process.exit(0);
}

start().catch((error: unknown) => {
  // Settings, content and store name what is wrong and what to do in their message; a stack would only hide it.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
