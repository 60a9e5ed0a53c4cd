import type { Message } from './conversations.ts';

/** Somebody who chats: hears what the bot said (JSON text) and says the next thing; undefined when there is no more to say. */
export interface Person {
  reply(heard: string): Message | undefined;
}

/** Answers every question of the guide by typing, and insists that each answer was understood and recorded. */
export class CareWorker implements Person {
  #hasAnswered = false;

  reply(heard: string): Message | undefined {
    if (this.#hasAnswered) checkRecorded(heard);
    const kind = fieldOf(heard, 'expects');
    if (kind === undefined) return undefined;
    this.#hasAnswered = true;
    return { text: answerTo(fieldOf(heard, 'question') ?? '', kind) };
  }
}

/** Throws unless the reply says that an answer was understood and is in the record. */
export function checkRecorded(heard: string): void {
  if (!heard.includes('"understood":{') || heard.includes('"as":"clarify"'))
    throw new Error(`An answer was not recorded: ${heard.slice(0, 2000)}`);
}

/** The last value of a field of `channelData.dspt`: found without parsing, for the client must cost little beside the bot. */
export function fieldOf(heard: string, name: string): string | undefined {
  const start = heard.lastIndexOf(`"${name}":"`);
  return start < 0 ? undefined : heard.slice(start + name.length + 4, heard.indexOf('"', start + name.length + 4));
}

const day = 24 * 60 * 60 * 1000;
const aMonthAgo = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(Date.now() - 30 * day);

function answerTo(question: string, kind: string): string {
  if (question === 'setup.name') return 'Rose Cottage';
  if (question === 'setup.odsCode') return 'VN123';
  switch (kind) {
    case 'yesNo':
      return 'yes';
    case 'choice':
      return 'care home';
    case 'date':
      return aMonthAgo;
    case 'number':
      return '12';
    case 'percent':
      return '51 out of 52';
    case 'text':
      return 'Our deputy looks after this and goes through it with the team every month';
    case 'document':
      return 'In the policy folder in the office';
    default:
      throw new Error(`A kind of question that this person does not know: ${kind}`);
  }
}

/** Goes round and round in a fixed exchange, from where the bot begins it, and insists that the bot keeps step. */
export class Regular implements Person {
  readonly #lines: readonly { readonly heard: RegExp; readonly says: string }[];
  #next: number | undefined;

  constructor(lines: readonly { readonly heard: RegExp; readonly says: string }[]) {
    this.#lines = lines;
  }

  reply(heard: string): Message {
    this.#next ??= this.#lines.findIndex((line) => line.heard.test(heard));
    const line = this.#lines[this.#next];
    if (!line?.heard.test(heard)) throw new Error(`The bot did not keep step: ${heard.slice(0, 2000)}`);
    this.#next = (this.#next + 1) % this.#lines.length;
    return { text: line.says };
  }
}

/** The exchange of the multi-turn sample: six turns, then from the start. */
export const newTraveller = (): Person =>
  new Regular([
    { heard: /Welcome|Age: 34/, says: 'hi' },
    { heard: /mode of transport/, says: 'Bus' },
    { heard: /enter your name/, says: 'Rose Smith' },
    { heard: /give your age/, says: 'yes' },
    { heard: /enter your age/, says: '34' },
    { heard: /Is this okay/, says: 'yes' },
  ]);

export const newParrotOwner = (): Person => new Regular([{ heard: /Echo: /, says: 'Yes, we do that every month' }]);
export const newCareWorker = (): Person => new CareWorker();
