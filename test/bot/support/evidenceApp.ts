import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { ConversationState } from 'botbuilder';
import { ChannelAdapter, channelRoutes } from '../../../bot/channels.ts';
import { createCodeDesk } from '../../../bot/codeDesk.ts';
import { readConfig } from '../../../bot/config.ts';
import { callerOf, DirectLineAdapter } from '../../../bot/directLine/adapter.ts';
import { directLineRoutes } from '../../../bot/directLine/routes.ts';
import { Tokens } from '../../../bot/directLine/tokens.ts';
import { TurnStates } from '../../../bot/directLine/turnStates.ts';
import { createEvidence } from '../../../bot/evidence/evidence.ts';
import type { FileInspector } from '../../../bot/evidence/intake.ts';
import type { Scanner } from '../../../bot/evidence/scanner.ts';
import { GuideBot } from '../../../bot/guideBot.ts';
import { Limits } from '../../../bot/http/limits.ts';
import { Site } from '../../../bot/http/site.ts';
import { createLogger } from '../../../bot/logger.ts';
import { createServer, httpServer, type Timeouts } from '../../../bot/server.ts';
import { turnErrorHandler } from '../../../bot/turnErrors.ts';
import { type Assessment, assessmentSchema, emptyAssessment, fold } from '../../../core/assessment.ts';
import type { AssessmentEvent } from '../../../core/model.ts';
import { londonDate } from '../../../core/time.ts';
import { AssessmentDialog } from '../../../dialogs/assessmentDialog.ts';
import { forKeeping } from '../../../dialogs/forKeeping.ts';
import { assessmentOf, conversationKey } from '../../../dialogs/identity.ts';
import { PersonalDataGuard } from '../../../dialogs/personalDataGuard.ts';
import { Presenter } from '../../../dialogs/present.ts';
import { Inspector } from '../../../evidence/inspector.ts';
import { DocumentsStorage } from '../../../storage/documentsStorage.ts';
import { openStore } from '../../../storage/index.ts';
import type { Store } from '../../../storage/ports.ts';
import { Records } from '../../../storage/records.ts';
import { ReturnCodes } from '../../../storage/returnCodes.ts';
import { Seats } from '../../../storage/seats.ts';
import { realContent } from '../../support/guide.ts';
import { temporaryFolders } from '../../support/temporaryFolders.ts';
import { Client, type Conversation, type Json } from './testApp.ts';

export interface EvidenceApp extends Client {
  readonly log: string[];
  readonly dataDir: string;
  readonly store: Store;
  assessment(conversation: Conversation): Promise<Assessment>;
  /** Says what leads to a link for a document, and gives its ticket. */
  ticket(conversation: Conversation, say?: string): Promise<string>;
  /** The conversation with a token that is good now. */
  renewed(conversation: Conversation): Promise<Conversation>;
  idle(): Promise<void>;
  /** Resolves once what was left lying about is cleared away. */
  swept(): Promise<void>;
  close(): Promise<void>;
}

export interface EvidenceAppOptions {
  readonly env?: Record<string, string>;
  readonly dataDir?: string;
  readonly now?: () => Date;
  readonly inspector?: FileInspector;
  readonly scanner?: Scanner;
  readonly firstScanPause?: number;
  readonly timeouts?: Timeouts;
  /** Stands between the parts and their store. */
  readonly around?: (store: Store) => Store;
}

/** The real guide with its evidence on a free port. */
export function evidenceApps(): (options?: EvidenceAppOptions) => Promise<EvidenceApp> {
  const newFolder = temporaryFolders();
  const inspector = new Inspector({ idleSeconds: 60 });
  const running = new Set<EvidenceApp>();
  afterAll(async () => {
    await Promise.all([...running].map((app) => app.close()));
    await inspector.close();
  });
  return async ({
    env,
    dataDir = newFolder(),
    now = () => new Date(),
    around = (store: Store) => store,
    ...options
  } = {}) => {
    const app = await start({ ...options, inspector: options.inspector ?? inspector, dataDir, now, around, env });
    const close = app.close;
    const closing = Object.assign(app, { close: async () => void (running.delete(app) && (await close())) });
    running.add(closing);
    return closing;
  };
}

type Whole = Required<Pick<EvidenceAppOptions, 'inspector' | 'dataDir' | 'now' | 'around'>> &
  Omit<EvidenceAppOptions, 'env'> & { readonly env: Record<string, string> | undefined };

async function start({ env, dataDir, now, inspector, scanner, around, ...more }: Whole): Promise<EvidenceApp> {
  const log: string[] = [];
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...env });
  const logger = createLogger('debug', { write: (line) => void log.push(line) });
  const store = around(await openStore(config));
  const content = await realContent();
  const { words, book, terms } = content;
  const records = new Records<Assessment, AssessmentEvent>({
    ...{ log: store.log, documents: store.documents, fold, initial: emptyAssessment, schema: assessmentSchema },
    cacheSize: 10,
  });
  const assessment = async (id: string) => (await records.read(`assessment/${id}`)).state;
  const presenter = new Presenter(words(), book, terms, {});
  const evidence = createEvidence({
    ...{ store, inspector, scanner, documentKinds: content.documentKinds, assessment, logger, now },
    publicUrl: config.publicUrl,
    ...(more.firstScanPause !== undefined && { firstScanPause: more.firstScanPause }),
    noteOpened: ({ assessment: id, person }, document, version) =>
      records.update(`assessment/${id}`, () => ({
        commit: {
          at: now().toISOString(),
          by: person,
          inputId: randomUUID(),
          events: [{ type: 'documentOpened', document, version }],
        },
        result: undefined,
      })),
    questionWords: (question) => ({
      topic: `topic of ${question}`,
      ask: `ask for ${question}`,
      need: `need of ${question}`,
    }),
    describe: (sent) => presenter.outcome(sent),
  });
  const dialog = new AssessmentDialog({
    ...{ records, context: content, now, callerOf, evidence: evidence.desk },
    seats: new Seats(store.documents),
    codes: createCodeDesk(new ReturnCodes(store.documents, content.codeWords)),
    presenter: () => presenter,
    returnLink: (code) => code,
  });
  const states = new TurnStates(new DocumentsStorage(store.documents));
  const bot = new GuideBot(dialog, new ConversationState(states));
  const logic = (context: Parameters<GuideBot['run']>[0]) => bot.run(context);
  const today = () => londonDate(now());
  const directLine = new DirectLineAdapter({
    ...{ log: store.log, logic, logger, now, states },
    forKeeping: (activity) => forKeeping(activity, content.isCodeWord, 'code'),
  });
  const channels = new ChannelAdapter(config.botFramework);
  for (const adapter of [directLine, channels]) {
    adapter.onTurnError = turnErrorHandler(logger, (reference) => `sorry ${reference}`);
    adapter.use(new PersonalDataGuard(today, (kind) => kind));
  }
  const site = new Site(config);
  const limits = new Limits(config);
  const tokens = await Tokens.open(store.documents, now);
  const open = evidence.open({ directLine, channels, appId: '', logic, limits, site });
  const server = createServer(more.timeouts);
  directLineRoutes(server, { adapter: directLine, files: open.files, tokens, limits, site, logger, now });
  channelRoutes(server, { adapter: channels, logic, settings: config.botFramework, site, logger });
  open.routes(server);
  const http = httpServer(server);
  await new Promise<void>((resolve) => http.listen(0, () => resolve()));
  const url = `http://localhost:${(http.address() as { port: number }).port}`;

  const client = new Client(url);
  const seat = async ({ id }: Conversation): Promise<string> => {
    const key = conversationKey({ channelId: 'directline', conversation: { id } as never });
    return assessmentOf(key, new Seats(store.documents));
  };
  return Object.assign(client, {
    ...{ log, dataDir, store },
    assessment: async (conversation: Conversation) => assessment(await seat(conversation)),
    ticket: async (conversation: Conversation, say = 'send a file') => {
      const { watermark } = await client.heard(conversation);
      await client.say(conversation, say);
      const { activities } = await client.heard(conversation, watermark);
      const found = /\/evidence#([\w-]{22})/.exec(JSON.stringify(activities));
      if (!found?.[1])
        throw new Error(`There is no link in ${JSON.stringify(activities.map((each: Json) => each.text))}`);
      return found[1];
    },
    renewed: async (conversation: Conversation) => {
      const { token } = await tokens.issue({ conversationId: conversation.id, userId: 'dl_somebody' });
      return { ...conversation, token };
    },
    idle: () => open.idle(),
    swept: () => open.stop(),
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await Promise.all([directLine.idle(), channels.idle(), open.idle()]);
      await open.stop();
      await store.close();
    },
  });
}
