import type { Activity } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { commitsAfter } from '../../storage/commitsAfter.ts';
import { genesis, sha256 } from '../../storage/hash.ts';
import { KeyedQueue } from '../../storage/keyedQueue.ts';
import { type Commit, type EventLog, type Head, type NewCommit, RevisionTaken } from '../../storage/ports.ts';

/**
 * What a conversation's stream holds. Activities are kept as the JSON text that clients get: it is built once, hashed
 * and delivered as it is.
 */
export type TranscriptEvent =
  | { readonly type: 'conversationStarted'; readonly userId: string }
  /** `repeatKeys`: hashes of ids by which a repeat of this activity is known. */
  | { readonly type: 'received'; readonly id: string; readonly repeatKeys: readonly string[]; readonly json: string }
  | { readonly type: 'sent'; readonly json: string }
  /** Where the conversation stands: `TurnStates`. */
  | { readonly type: 'stateKept'; readonly json: string };

interface Said {
  readonly revision: number;
  readonly json: string;
}

/** A conversation in memory: a cache of its stream that may be dropped at any time. */
export interface Conversation {
  readonly id: string;
  readonly userId: string;
  head: Head;
  /** Server id of the activity that came with each repeat key, of the last turns. */
  readonly inputs: Map<string, string>;
  /** What was said last, as it was said; all of it after revision `recentAfter`. */
  readonly recent: Said[];
  recentAfter: number;
  recentSize: number;
  /** JSON of the conversation's state after its last turn. */
  state?: string;
}

/** Part of a transcript. The watermark is the revision it reaches. */
export interface ActivitySet {
  readonly activities: readonly string[];
  readonly watermark: number;
}

/** One turn, ready to be kept. Both forms of an activity: as clients get it now, and as it may be kept. */
export interface TurnRecord {
  readonly at: string;
  readonly inputId: string;
  readonly started?: boolean;
  readonly received?: {
    readonly activity: Partial<Activity>;
    readonly id: string;
    readonly repeatKeys: readonly string[];
    /** The client's own id, for those who are there alone. */
    readonly echo?: string | undefined;
  };
  readonly sent: readonly Partial<Activity>[];
  /** JSON of the conversation's state, where it has one. */
  readonly state?: string | undefined;
}

export interface TranscriptsOptions {
  readonly log: EventLog;
  /** Pure: how an activity may be kept for good. What it removes is seen by those who are there, and never stored. */
  readonly forKeeping: (activity: Activity) => Activity;
}

/** The last few turns: clients hear of each as it is said, and one that comes back reads the rest from the log. */
const mostRecent = 20;
/** In UTF-16 units of JSON: per conversation, for one turn that alone is more, and for all conversations together. */
const recentSizeLimit = 16 * 1024;
const lastTurnLimit = 64 * 1024;
const cacheSizeLimit = 32 * 1024 * 1024;
/** Repeats are known by so many ids, and looked for in so many turns: a long conversation costs no more than a short one. */
const rememberedInputs = 1_000;
const pageSize = 200;
const pageSizeLimit = 1024 * 1024;
const maxTries = 10;

const streamOf = (id: string): string => `conversation/${id}`;
/** "Who" in a commit is a key, never something that could be a name, and a host site chooses its users' ids. */
const personKey = (userId: string): string => `directline/${sha256(userId).slice(0, 32)}`;

/** The transcripts of all conversations: one stream each, one commit for each turn. */
export class Transcripts {
  readonly #log: EventLog;
  readonly #forKeeping: (activity: Activity) => Activity;
  readonly #cache = new LRUCache<string, Conversation>({
    maxSize: cacheSizeLimit,
    sizeCalculation: ({ recentSize, inputs }) => 2_000 + recentSize + 160 * inputs.size,
  });
  /** Whoever reads or moves on a conversation in memory does so after those before. */
  readonly #lanes = new KeyedQueue();

  constructor({ log, forKeeping }: TranscriptsOptions) {
    this.#log = log;
    this.#forKeeping = forKeeping;
  }

  /** The conversation as memory has it; undefined when it has none. For those who know that nothing newer is elsewhere. */
  recall(id: string): Conversation | undefined {
    return this.#cache.get(id);
  }

  /** The conversation as it is now, with what other processes wrote; undefined when it was never started. */
  open(id: string): Promise<Conversation | undefined> {
    return this.#lanes.run(id, async () => {
      const head = await this.#log.head(streamOf(id));
      const cached = this.#cache.get(id);
      if (cached && cached.head.revision === head?.revision) return cached;
      const isBehind = cached && head && cached.head.revision < head.revision;
      const conversation = isBehind ? cached : await this.#revive(id, head?.revision ?? 0);
      if (isBehind) await this.#catchUp(cached);
      if (conversation) this.#remember(conversation);
      else this.#cache.delete(id);
      return conversation;
    });
  }

  /** From its first turn, which says whose it is, and its last ones. */
  async #revive(id: string, revision: number): Promise<Conversation | undefined> {
    const [first] = await this.#log.read<TranscriptEvent>(streamOf(id), 0, 1);
    const started = first?.events.find((event) => event.type === 'conversationStarted');
    if (!started) return undefined;
    const conversation = create(id, started.userId, Math.max(0, revision - rememberedInputs));
    await this.#catchUp(conversation);
    return conversation;
  }

  /** Takes everything away that was said in it. */
  remove(id: string): Promise<void> {
    return this.#lanes.run(id, async () => {
      await this.#log.remove(streamOf(id));
      this.#cache.delete(id);
    });
  }

  /** A conversation that is not in the log yet; its first commit makes it. */
  begin(id: string, userId: string): Conversation {
    return create(id, userId, 0);
  }

  /** Resolves once the turn survives power loss. Turns of one conversation must come one at a time. */
  async keep(conversation: Conversation, turn: TurnRecord): Promise<void> {
    const events: TranscriptEvent[] = [];
    const live: string[] = [];
    if (turn.started) events.push({ type: 'conversationStarted', userId: conversation.userId });
    if (turn.received) {
      const { activity, id, repeatKeys, echo } = turn.received;
      const { shown, kept } = this.#serialise(activity, echo);
      live.push(shown);
      events.push({ type: 'received', id, repeatKeys, json: kept });
    }
    for (const activity of turn.sent) {
      const { shown, kept } = this.#serialise(activity);
      live.push(shown);
      events.push({ type: 'sent', json: kept });
    }
    if (turn.state !== undefined && turn.state !== conversation.state)
      events.push({ type: 'stateKept', json: this.#keptState(turn.state) });
    const commit = { at: turn.at, by: personKey(conversation.userId), inputId: turn.inputId, events };
    await this.#lanes.run(conversation.id, async () => {
      absorb(conversation, await this.#append(conversation, commit), live);
      this.#remember(conversation);
    });
  }

  async #append(
    conversation: Conversation,
    commit: NewCommit<TranscriptEvent>,
    tries = 1,
  ): Promise<Commit<TranscriptEvent>> {
    try {
      return await this.#log.append(streamOf(conversation.id), conversation.head, commit);
    } catch (error) {
      if (!(error instanceof RevisionTaken) || tries === maxTries) throw error;
      await this.#catchUp(conversation); // another process serves the same conversation
      return this.#append(conversation, commit, tries + 1);
    }
  }

  async #catchUp(conversation: Conversation): Promise<void> {
    const { id, head } = conversation;
    const newer = commitsAfter<TranscriptEvent>(this.#log, streamOf(id), head.revision, pageSize);
    for await (const commit of newer) absorb(conversation, commit);
  }

  /** Taken out first: the cache does not measure again what it holds already. */
  #remember(conversation: Conversation): void {
    this.#cache.delete(conversation.id);
    this.#cache.set(conversation.id, conversation);
  }

  /** A half-said answer in it may hold what no transcript may keep. */
  #keptState(json: string): string {
    const kept = this.#forKeeping({ type: 'event', value: JSON.parse(json) } as Activity);
    return JSON.stringify(kept.value);
  }

  #serialise(activity: Partial<Activity>, echo?: string): { shown: string; kept: string } {
    const seen =
      echo === undefined ? activity : { ...activity, channelData: { ...activity.channelData, clientActivityID: echo } };
    const shown = JSON.stringify(seen);
    const kept = this.#forKeeping(activity as Activity);
    return { shown, kept: kept === seen ? shown : JSON.stringify(kept) };
  }

  /**
   * What was said after revision `after`, at most a page of it; empty, with the current watermark, when that is all or
   * `after` lies in the future.
   */
  async read(conversation: Conversation, after: number): Promise<ActivitySet> {
    if (after >= conversation.recentAfter) return readRecent(conversation, after);
    const commits = await this.#log.read<TranscriptEvent>(streamOf(conversation.id), after, pageSize);
    const activities: string[] = [];
    let watermark = after;
    let size = 0;
    for (const commit of commits) {
      if (size > pageSizeLimit) return { activities, watermark };
      if (commit.revision > conversation.recentAfter) break;
      for (const json of saidIn(commit)) {
        activities.push(json);
        size += json.length;
      }
      watermark = commit.revision;
    }
    if (watermark < conversation.recentAfter) return { activities, watermark };
    const recent = readRecent(conversation, watermark);
    return { activities: [...activities, ...recent.activities], watermark: recent.watermark };
  }
}

/** `revision`: of the last commit that memory does without. */
function create(id: string, userId: string, revision: number): Conversation {
  const head = { ...genesis, revision };
  return { id, userId, head, inputs: new Map(), recent: [], recentAfter: revision, recentSize: 0 };
}

function saidIn(commit: Commit<TranscriptEvent>): string[] {
  return commit.events.flatMap((event) => (event.type === 'received' || event.type === 'sent' ? [event.json] : []));
}

/** Moves the conversation on by one commit; `live` are its activities as they were said, when they are at hand. */
function absorb(conversation: Conversation, commit: Commit<TranscriptEvent>, live = saidIn(commit)): void {
  const { inputs, recent } = conversation;
  conversation.head = { revision: commit.revision, hash: commit.hash };
  for (const event of commit.events) {
    if (event.type === 'received') for (const key of event.repeatKeys) inputs.set(key, event.id);
    if (event.type === 'stateKept') conversation.state = event.json;
  }
  for (const json of live) {
    recent.push({ revision: commit.revision, json });
    conversation.recentSize += json.length;
  }
  trim(conversation);
  for (const key of inputs.keys()) {
    if (inputs.size <= rememberedInputs) break;
    inputs.delete(key);
  }
}

/** Drops whole turns from the front. The last one may be larger than the rest: only memory has it as it was said. */
function trim(conversation: Conversation): void {
  const { recent, head } = conversation;
  let count = recent.length;
  let size = conversation.recentSize;
  let cut = 0;
  const isTooMuch = (): boolean =>
    recent[cut]?.revision === head.revision ? size > lastTurnLimit : count > mostRecent || size > recentSizeLimit;
  while (count > 0 && isTooMuch()) {
    const revision = recent[cut]?.revision;
    for (let said = recent[cut]; said && said.revision === revision; said = recent[cut]) {
      count -= 1;
      size -= said.json.length;
      cut += 1;
    }
    conversation.recentAfter = revision ?? conversation.recentAfter;
  }
  recent.splice(0, cut);
  conversation.recentSize = size;
}

function readRecent({ recent, head }: Conversation, after: number): ActivitySet {
  let first = recent.length;
  while (first > 0 && (recent[first - 1]?.revision ?? 0) > after) first -= 1;
  return { activities: recent.slice(first).map(({ json }) => json), watermark: head.revision };
}
