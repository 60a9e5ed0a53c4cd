import type { IncomingMessage } from 'node:http';
import { type Activity, Channels, TurnContext } from 'botbuilder';
import { longestFile } from '../../core/evidence/model.ts';
import type { Asker } from '../../dialogs/evidenceDesk.ts';
import { conversationKey, placeOf, type Seat } from '../../dialogs/identity.ts';
import type { Intake } from '../evidence/intake.ts';
import type { NewFiles } from '../evidence/newFiles.ts';
import type { OpenLines } from '../evidence/openLines.ts';
import type { Upload } from '../evidence/uploads.ts';
import { longestBody } from '../http/body.ts';
import { noSuchConversation } from '../http/errors.ts';
import type { DirectLineAdapter } from './adapter.ts';
import { dataFiles, parseIncoming, type SentFiles } from './incoming.ts';
import type { Access } from './tokens.ts';
import { type FilePart, mostFiles, readUpload } from './upload.ts';

/** Bytes of a whole upload: what `mostFiles` of the largest files take, and some room for what stands between them. */
const longestUpload = mostFiles * longestFile + 2 * longestBody;
/** A media type, as in `image/png`. What else a client says is none of anybody's. */
const mediaType = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/;

export interface FileMessagesOptions {
  readonly adapter: DirectLineAdapter;
  readonly intake: Intake;
  readonly newFiles: NewFiles;
  readonly lines: OpenLines;
  readonly seats: { get(conversation: string): Promise<Seat | undefined> };
  /** ISO date in Europe/London. */
  readonly today: () => string;
}

interface Taken {
  readonly upload: Upload;
  readonly contentType: string;
}

/** Messages that bring files: staged as they come, looked at, and then told of in one turn. */
export class FileMessages {
  readonly #options: FileMessagesOptions;

  constructor(options: FileMessagesOptions) {
    this.#options = options;
  }

  /**
   * Runs the turn of a multipart upload. Rejects as `readUpload`, `parseIncoming` and `DirectLineAdapter.receive` do, with 429 for
   * too many uploads at once and 503 while too many files wait.
   */
  async receiveUpload(req: IncomingMessage, access: Access, caller: string): Promise<string> {
    const { intake, newFiles, lines } = this.#options;
    const asker = await this.#askerOf(access);
    intake.checkRoom(asker);
    return lines.run(req, asker.conversation, async () => {
      const { activity = { type: 'message', from: { id: access.userId } }, files } = await readUpload(req, {
        longest: longestUpload,
        take: async (part) => {
          await newFiles.count(req, asker);
          return this.#take(asker, part);
        },
        undo: ({ upload }) => intake.drop(upload.id),
      });
      return this.#tell(activity, files, asker, access, caller);
    });
  }

  /** Runs the turn of an activity whose attachments hold files themselves. Rejects as `receiveUpload`. */
  async receiveData(req: IncomingMessage, activity: unknown, access: Access, caller: string): Promise<string> {
    parseIncoming(activity, this.#options.today());
    const asker = await this.#askerOf(access);
    const files = dataFiles(activity);
    this.#options.intake.checkRoom(asker);
    await this.#options.newFiles.count(req, asker, files.length);
    const taken: Taken[] = [];
    for (const [index, { name, contentType, bytes }] of files.entries())
      taken.push(await this.#take(asker, { name, contentType, index, content: once(bytes) }));
    return this.#tell(activity, taken, asker, access, caller);
  }

  async #take(asker: Asker, { name, contentType, index, content }: FilePart): Promise<Taken> {
    const { intake } = this.#options;
    const upload =
      index < mostFiles ? await intake.take(asker, name, content) : await intake.refuse(asker, name, 'tooLarge');
    return { upload, contentType: mediaType.test(contentType) ? contentType : 'application/octet-stream' };
  }

  async #tell(
    activity: unknown,
    taken: readonly Taken[],
    asker: Asker,
    { conversationId }: Access,
    caller: string,
  ): Promise<string> {
    const { adapter, intake, today } = this.#options;
    const ids = taken.map(({ upload }) => upload.id);
    const sent = (uploads: readonly string[]): SentFiles => ({
      uploads,
      attachments: taken.map(({ upload: { name }, contentType }) => ({ contentType, name })),
    });
    let repeatKey: string | undefined;
    try {
      [repeatKey] = parseIncoming(activity, today(), sent(ids)).repeatKeys;
    } catch (error) {
      for (const upload of ids) await intake.drop(upload);
      throw error;
    }
    // From here on what came is kept: whoever tries again does so with the same files.
    const uploads = await intake.claim(repeatKey && `${asker.conversation} ${repeatKey}`, ids);
    for (const upload of uploads) await intake.settle(upload);
    return adapter.receive(conversationId, parseIncoming(activity, today(), sent(uploads)), caller);
  }

  async #askerOf({ conversationId, userId }: Access): Promise<Asker> {
    const { adapter, seats } = this.#options;
    if (!(await adapter.exists(conversationId))) throw noSuchConversation();
    const activity = {
      channelId: Channels.Directline,
      conversation: { id: conversationId },
      from: { id: userId },
    } as Activity;
    const conversation = conversationKey(activity);
    return {
      conversation,
      ...(await placeOf(conversation, seats)),
      reference: TurnContext.getConversationReference(activity),
    };
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield bytes;
}
