import { type Activity, ActivityTypes, type Attachment, type Middleware, TurnContext } from 'botbuilder';
import type { CurrentPlace } from '../../dialogs/currentPlace.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { conversationKey } from '../../dialogs/identity.ts';
import { isObject } from '../directLine/incoming.ts';
import { mostFiles } from '../directLine/upload.ts';
import type { Intake } from '../evidence/intake.ts';
import type { NewFiles } from '../evidence/newFiles.ts';
import { Slots } from '../evidence/slots.ts';
import { describeError, type Logger } from '../logger.ts';
import { isGroup, isTeams } from './conversations.ts';
import { fetchFile } from './fetchedFile.ts';
import { type FileSource, fileIn, isFile } from './fileSources.ts';

/** Files on their way at once, of all conversations; each is written down as it comes. */
const fetchesAtOnce = 8;

export interface TeamsFilesOptions {
  readonly intake: Pick<Intake, 'checkRoom' | 'take' | 'refuse' | 'claim' | 'settle' | 'drop'>;
  readonly newFiles: Pick<NewFiles, 'countFrom'>;
  readonly placeOf: CurrentPlace;
  /** From where files may be fetched. */
  readonly hosts: readonly string[];
  /** Says that so many files did not come. */
  readonly notFetched: (count: number, locale: string | undefined) => string;
  readonly logger: Logger;
}

/**
 * Files of a personal chat in Teams: fetched from where Teams keeps them, looked at, and then told of in the turn of their message, as
 * those of the web are. Runs ahead of everything that reads an activity, since nothing else may see where a file lies.
 */
export class TeamsFiles implements Middleware {
  readonly #options: TeamsFilesOptions;
  readonly #slots = new Slots(fetchesAtOnce);

  constructor(options: TeamsFilesOptions) {
    this.#options = options;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { activity } = context;
    const isChat = isTeams(activity) && !isGroup(activity) && activity.type === ActivityTypes.Message;
    const files = isChat ? (activity.attachments ?? []).filter(isFile) : [];
    if (files.length === 0) return next();

    const place = await this.#options.placeOf(context);
    // Whoever is nowhere yet is asked where they belong, and sends it again.
    if (!place) return next();
    const conversation = conversationKey(activity);
    const asker: Asker = { ...place, conversation, reference: TurnContext.getConversationReference(activity) };
    const taken: string[] = [];
    let missing = 0;
    for (const [index, file] of files.entries()) {
      const source = fileIn(file);
      const upload = source && (await this.#take(context, asker, source, index));
      if (upload === undefined) missing += 1;
      else taken.push(upload);
    }
    await this.#tell(activity, asker, taken);
    if (missing > 0) await context.sendActivity(this.#options.notFetched(missing, activity.locale));
    if (missing > 0 && taken.length === 0) askForLink(activity);
    await next();
  }

  /** The upload; undefined when the file could not be had. */
  async #take(context: TurnContext, asker: Asker, source: FileSource, index: number): Promise<string | undefined> {
    const { intake, newFiles, hosts, logger } = this.#options;
    try {
      intake.checkRoom(asker);
      await newFiles.countFrom(asker);
      if (index >= mostFiles) return (await intake.refuse(asker, source.name, 'tooLarge')).id;
      const upload = await this.#slots.run(async () => {
        const content = await fetchFile(source, {
          hosts,
          serviceUrl: context.activity.serviceUrl ?? '',
          token: () => tokenOf(context),
        });
        return intake.take(asker, source.name, content);
      }, asker.conversation);
      return upload.id;
    } catch (error) {
      logger.warn('channels.fileNotFetched', describeError(error));
      return undefined;
    }
  }

  /** From here on the turn knows of the files by their ids alone. */
  async #tell(activity: Activity, { conversation }: Asker, taken: readonly string[]): Promise<void> {
    const { intake } = this.#options;
    const repeatKey = activity.id === undefined ? undefined : `${conversation} ${activity.id}`;
    const uploads = await intake.claim(repeatKey, taken);
    for (const upload of uploads) await intake.settle(upload);
    const data: unknown = activity.channelData;
    activity.channelData = { ...(isObject(data) && data), ...(uploads.length > 0 && { dsptUpload: uploads }) };
    activity.attachments = (activity.attachments ?? []).map(named);
  }
}

/** None came: what was typed stands alone, and where nothing was, the link to our page is the next best. */
function askForLink(activity: Activity): void {
  delete activity.attachments;
  if (!activity.text) activity.value = { dspt: { do: 'say', command: 'documentsPage' } };
}

/** What a file is called, and nothing of where it lies. */
const named = ({ contentType, name }: Attachment): Attachment => ({ contentType, ...(name !== undefined && { name }) });

/** The bot's own token for the channel of this turn. */
async function tokenOf(context: TurnContext): Promise<string | undefined> {
  const connector: unknown = context.turnState.get(context.adapter.ConnectorClientKey);
  const credentials: unknown = isObject(connector) ? connector.credentials : undefined;
  if (!isSigningIn(credentials) || !credentials.appId) return undefined;
  return credentials.getToken();
}

/** The SDK's credentials, whose type it does not export. */
function isSigningIn(value: unknown): value is { readonly appId?: unknown; getToken(): Promise<string> } {
  return typeof value === 'object' && value !== null && 'getToken' in value && typeof value.getToken === 'function';
}
