import type { TurnContext } from 'botbuilder';
import type { Request, Server } from 'restify';
import type { Assessment } from '../../core/assessment.ts';
import { serviceName } from '../../core/assessment.ts';
import type { DocumentId, DocumentKind, SentFile } from '../../core/evidence/model.ts';
import type { QuestionId } from '../../core/model.ts';
import { londonDate } from '../../core/time.ts';
import type { CurrentPlace } from '../../dialogs/currentPlace.ts';
import type { Asker, EvidenceDesk } from '../../dialogs/evidenceDesk.ts';
import type { Store } from '../../storage/ports.ts';
import { Seats } from '../../storage/seats.ts';
import type { ChannelAdapter } from '../channels.ts';
import type { DirectLineAdapter } from '../directLine/adapter.ts';
import { FileMessages } from '../directLine/fileMessages.ts';
import type { Limits } from '../http/limits.ts';
import type { Site } from '../http/site.ts';
import type { Logger } from '../logger.ts';
import { type Accesses, accessFor } from '../people/access.ts';
import { checkOwn } from '../sessions.ts';
import { TeamsFiles } from '../teams/teamsFiles.ts';
import { apiRoutes } from './apiRoutes.ts';
import { CheckedFiles } from './checkedFiles.ts';
import { Deliveries } from './deliveries.ts';
import { createDesk } from './desk.ts';
import { Doors } from './doors.ts';
import { fileRoutes } from './fileRoutes.ts';
import { type FileInspector, Intake, uploadOf } from './intake.ts';
import { namedFiles } from './namedFiles.ts';
import { NewFiles } from './newFiles.ts';
import { OpenLines } from './openLines.ts';
import { restingScanner } from './restingScanner.ts';
import type { Scanner } from './scanner.ts';
import { startSweeping } from './sweeper.ts';
import { type Ticket, Tickets } from './tickets.ts';
import { tusRoutes } from './tusRoutes.ts';
import type { QuestionWords } from './view.ts';
import { WaitingScans } from './waitingScans.ts';

export interface EvidenceOptions {
  readonly store: Store;
  readonly inspector: FileInspector;
  /** Absent: this installation has none, and files count without it. */
  readonly scanner?: Scanner | undefined;
  readonly documentKinds: readonly DocumentKind[];
  /** What to call a file of whose name nothing is left. */
  readonly nameless: string;
  /** The record as it is now. */
  readonly assessment: (id: string) => Promise<Assessment>;
  readonly accesses: Accesses;
  /** Writes `documentOpened` into the record; resolves once that survives power loss. */
  readonly noteOpened: (asker: Asker, document: DocumentId, version: number) => Promise<void>;
  readonly questionWords: (question: QuestionId, locale: string | undefined) => QuestionWords;
  /** What is said about a file that was refused, held or kept with advice, a sentence each. */
  readonly describe: (sent: SentFile, locale: string | undefined) => readonly string[];
  /** Where whoever sends files by a channel is. */
  readonly placeOf: CurrentPlace;
  /** Says that so many files of a message in Teams did not come. */
  readonly notFetched: (count: number, locale: string | undefined) => string;
  /** Origin of our pages. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly now?: () => Date;
}

/** What of the service is there once it is put together. */
export interface Surroundings {
  readonly directLine: DirectLineAdapter;
  readonly channels: ChannelAdapter;
  /** Empty where the bot is not registered. */
  readonly appId: string;
  /** From where files of messages in Teams may be fetched. */
  readonly fileHosts: readonly string[];
  readonly logic: (context: TurnContext) => Promise<void>;
  readonly limits: Limits;
  readonly site: Site;
}

/** Evidence on the server's side: what the dialog asks of it, and its own addresses. */
export interface Evidence {
  readonly desk: EvidenceDesk;
  /** Ties it to the conversations; to be called once, before the server listens. */
  open(around: Surroundings): OpenEvidence;
}

export interface OpenEvidence {
  /** For Direct Line, which takes files with messages. */
  readonly files: FileMessages;
  routes(server: Server): void;
  /** Resolves once no file is looked at and no turn of ours runs. */
  idle(): Promise<void>;
  /** Asks and sweeps no more. */
  stop(): Promise<void>;
}

export function createEvidence(options: EvidenceOptions): Evidence {
  const { store, inspector, documentKinds, nameless, assessment, publicUrl, logger, now = () => new Date() } = options;
  const scanner = options.scanner && restingScanner(options.scanner);
  const { files, documents } = store;
  const today = (): string => londonDate(now());
  const seats = new Seats(documents);
  const tickets = new Tickets(documents, seats, now);
  const scans = scanner && new WaitingScans({ scanner, logger });
  const checked = new CheckedFiles({ files, documents, logger });
  const intake = new Intake({
    files,
    documents,
    inspector,
    ...(scanner && { scanner }),
    documentKinds,
    nameless,
    organisationOf: async (id) => serviceName(await assessment(id)),
    now,
    onWritten: ({ asker }, file, facts) => checked.note(asker.assessment, file, facts),
    onWaiting: ({ asker }, file) => scans?.add(asker, file),
  });
  const desk = createDesk({ files, checked, intake, tickets, scans, assessment, publicUrl, logger });

  return {
    desk,
    open({ directLine, channels, appId, fileHosts, logic, limits, site }) {
      const doors = new Doors({ directLine, channels, appId, logic });
      const deliveries = new Deliveries({ intake, doors, logger, now });
      const newFiles = new NewFiles(limits);
      const lines = new OpenLines(limits);
      const { placeOf, notFetched } = options;
      channels.takeFiles(new TeamsFiles({ intake, newFiles, placeOf, hosts: fileHosts, notFetched, logger }));
      const sweeper = startSweeping({
        ...{ files, documents, assessment, now, logger },
        hasRecord: async (id) => (await store.log.head(`assessment/${id}`)) !== undefined,
        leftover: (file) => intake.uploads.leftover(uploadOf(file)),
      });
      scans?.start(async (asker, file, result) => {
        await intake.noteScan(file, result);
        // What somebody has attached meanwhile goes by the turn, which says so first.
        if (result === 'infected' && !namedFiles(await assessment(asker.assessment)).has(file))
          await files.delete(file);
        await doors.enter(asker, { id: `scan ${file}`, hasScans: true });
      });
      const admit = async (req: Request): Promise<Ticket<'upload'>> => {
        checkOwn(req, site);
        const ticket = await tickets.open(
          'upload',
          /^Bearer +([\w-]+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '',
        );
        await accessFor(options.accesses, ticket.asker, 'attach', ticket.about.question);
        return ticket;
      };
      return {
        files: new FileMessages({ adapter: directLine, intake, newFiles, lines, seats, today }),
        routes(server) {
          const { accesses, questionWords, describe, noteOpened } = options;
          tusRoutes(server, { intake, deliveries, admit, limits, newFiles, lines, logger });
          apiRoutes(server, {
            ...{
              files,
              intake,
              deliveries,
              doors,
              desk,
              accesses,
              questionWords,
              describe,
              admit,
              limits,
              logger,
              today,
            },
          });
          fileRoutes(server, { files, tickets, accesses, noteOpened, limits, logger });
        },
        idle: () => deliveries.idle(),
        stop() {
          scans?.stop();
          return sweeper.stop();
        },
      };
    },
  };
}
