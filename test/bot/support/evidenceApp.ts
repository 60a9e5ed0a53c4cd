import { afterAll } from '@jest/globals';
import { type App, createApp } from '../../../bot/app.ts';
import { readConfig } from '../../../bot/config.ts';
import { Tokens } from '../../../bot/directLine/tokens.ts';
import type { FileInspector } from '../../../bot/evidence/intake.ts';
import type { Scanner } from '../../../bot/evidence/scanner.ts';
import { createGuide } from '../../../bot/guide.ts';
import { createLogger } from '../../../bot/logger.ts';
import type { Timeouts } from '../../../bot/server.ts';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { conversationKey, placeOf } from '../../../dialogs/identity.ts';
import { Inspector } from '../../../evidence/inspector.ts';
import { openStore } from '../../../storage/index.ts';
import type { Store } from '../../../storage/ports.ts';
import { Records } from '../../../storage/records.ts';
import { Seats } from '../../../storage/seats.ts';
import { realContent } from '../../support/guide.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { Client, type Conversation } from './testApp.ts';

export interface EvidenceApp extends Client {
  readonly app: App;
  readonly log: string[];
  readonly dataDir: string;
  readonly store: Store;
  assessment(conversation: Conversation): Promise<Assessment>;
  /** Says what leads to a link to our page, and gives its ticket. */
  ticket(conversation: Conversation): Promise<string>;
  /** The conversation with a token that is good now. */
  renewed(conversation: Conversation): Promise<Conversation>;
  close(): Promise<void>;
}

export interface EvidenceAppOptions {
  readonly env?: Record<string, string>;
  readonly dataDir?: string;
  readonly now?: () => Date;
  readonly inspector?: FileInspector;
  readonly scanner?: Scanner;
  readonly timeouts?: Timeouts;
  /** Stands between the parts and their store. */
  readonly around?: (store: Store) => Store;
}

/** Call it at the top of a test file: gives a starter of the whole program, the guide included, on free ports. */
export function evidenceApps(): (options?: EvidenceAppOptions) => Promise<EvidenceApp> {
  const newFolder = temporaryFolders();
  const inspector = new Inspector({ idleSeconds: 60 });
  const running = new Set<App>();
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.close()));
    await inspector.close();
  });
  return async ({ env, dataDir = newFolder(), now = () => new Date(), around, timeouts, ...options } = {}) => {
    const log: string[] = [];
    const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
    const logger = createLogger('debug', { write: (line) => void log.push(line) });
    const opened = await openStore(config);
    const store = around?.(opened) ?? opened;
    const content = await realContent();
    const { publicUrl, support } = config;
    const guide = createGuide({ store, content, support, publicUrl, inspector, logger, now, ...options });
    const app = await createApp({
      ...{ config, logger, store, now, middleware: [guide.guard], webFolder: newFolder() },
      ...guide,
      ...(timeouts && { timeouts }),
    });
    running.add(app);
    const { url } = await app.listen();
    const client = new Client(url);

    const records = new Records<Assessment, AssessmentEvent>({
      ...{ log: store.log, documents: store.documents, fold, initial: emptyAssessment, schema: assessmentSchema },
      cacheSize: 10,
    });
    return Object.assign(client, {
      ...{ app, log, dataDir, store },
      assessment: async ({ id }: Conversation) => {
        const key = conversationKey({ channelId: 'directline', conversation: { id } as never });
        const { assessment } = await placeOf(key, new Seats(store.documents));
        return (await records.read(`assessment/${assessment}`)).state;
      },
      ticket: async (conversation: Conversation) => {
        const { watermark } = await client.heard(conversation);
        await client.say(conversation, 'send a file');
        const heard = JSON.stringify((await client.heard(conversation, watermark)).activities);
        return String(/\/evidence#([\w-]{22})/.exec(heard)?.[1]);
      },
      renewed: async (conversation: Conversation) => {
        const tokens = await Tokens.open(store.documents, now);
        const { token } = await tokens.issue({ conversationId: conversation.id, userId: 'dl_somebody' });
        return { ...conversation, token };
      },
      close: async () => {
        if (running.delete(app)) await app.close();
      },
    });
  };
}
