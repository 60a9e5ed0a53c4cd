import { type Conversation, openOnTheWeb } from './conversations.ts';
import { CareWorker, checkRecorded, fieldOf } from './people.ts';
import type { Server } from './serverProcess.ts';
import { type Spread, spread } from './stats.ts';

const records = 48;
const shortLength = 10;
const longLength = 400;
/** How many turns are timed from there on, in each record. */
const timedTurns = 6;

export interface RecordLength {
  /** Milliseconds for an answering turn, about the 10th and about the 400th of a record. */
  readonly short: Spread;
  readonly long: Spread;
  readonly ratio: number;
}

/**
 * What an answer costs in a young record and in an old one. Every turn is an answer that changes the one before it, so that
 * each writes to the record. One turn at a time, young and old in alternation: nothing but length tells them apart.
 */
export async function measureRecordLength(server: Server): Promise<RecordLength> {
  const [young, old] = await Promise.all([shortLength, longLength].map((length) => openRecords(server, length)));
  if (!young || !old) throw new Error('There are no records.');
  const times = { young: [] as number[], old: [] as number[] };
  for (let turn = 0; turn < timedTurns; turn++) {
    for (let i = 0; i < records; i++) {
      const pair = [
        { record: young[i], into: times.young },
        { record: old[i], into: times.old },
      ];
      for (const { record, into } of i % 2 ? pair : pair.reverse()) {
        if (record) into.push(await record.answer());
      }
    }
  }
  for (const record of [...young, ...old]) record.close();
  const [short, long] = [spread(times.young), spread(times.old)];
  return { short, long, ratio: long.median / short.median };
}

async function openRecords(server: Server, length: number): Promise<readonly BusyRecord[]> {
  return Promise.all(
    Array.from({ length: records }, async () => {
      const record = await BusyRecord.open(server);
      while (record.length < length - 1) await record.answer();
      return record;
    }),
  );
}

/** A record past set-up, in which one question is answered yes, no, yes, no ... on its card. */
class BusyRecord {
  readonly #conversation: Conversation;
  readonly #question: string;
  /** Every answer of this record is one commit, so the revision that a card has seen is known without reading. */
  #revision: number;
  #length = 0;

  private constructor(conversation: Conversation, question: string, revision: number) {
    this.#conversation = conversation;
    this.#question = question;
    this.#revision = revision;
  }

  static async open(server: Server): Promise<BusyRecord> {
    const conversation = await openOnTheWeb(server.url);
    const { heard, answers } = await answerUntil(conversation, isYesNoItem);
    return new BusyRecord(conversation, fieldOf(heard, 'question') ?? '', answers);
  }

  /** Answers since set-up. */
  get length(): number {
    return this.#length;
  }

  /** Milliseconds until the reply was here. */
  async answer(): Promise<number> {
    const as = this.#length % 2 ? 'no' : 'yes';
    const seen = this.#length === 0 ? 0 : this.#revision;
    const started = performance.now();
    const heard = await this.#conversation.say({
      value: { dspt: { do: 'answer', question: this.#question, seen, as } },
    });
    const took = performance.now() - started;
    checkRecorded(heard);
    this.#length += 1;
    this.#revision += 1;
    return took;
  }

  close(): void {
    this.#conversation.close();
  }
}

const isYesNoItem = (heard: string): boolean =>
  fieldOf(heard, 'expects') === 'yesNo' && !fieldOf(heard, 'question')?.startsWith('setup.');

/** Answers question by question until `isThere` is true of what was heard. */
export async function answerUntil(
  conversation: Conversation,
  isThere: (heard: string) => boolean,
): Promise<{ heard: string; answers: number }> {
  const person = new CareWorker();
  let heard = conversation.greeting;
  let answers = 0;
  while (!isThere(heard)) {
    const message = person.reply(heard);
    if (!message) throw new Error('The guide came to its end too soon.');
    heard = await conversation.say(message);
    answers += 1;
  }
  return { heard, answers };
}
