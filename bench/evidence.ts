import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { openDiskFiles } from '../storage/files/diskFiles.ts';
import { docx, wordText } from '../test/evidence/make/office.ts';
import { pdf, stream } from '../test/evidence/make/pdf.ts';
import { startGuide } from './guide.ts';
import { post, postFile } from './http.ts';
import { type Spread, spread } from './stats.ts';

const megabyte = 1024 * 1024;
const rounds = 9;
/** Conversations that send files side by side; each sends one after the other. */
const senders = 4;

interface Sample {
  readonly what: string;
  readonly name: string;
  /** Another one each time: the very same file is not kept twice. */
  readonly make: (n: number) => Promise<Uint8Array>;
  /** In a round. */
  readonly count: number;
}

export interface EvidenceKind {
  readonly what: string;
  /** Bytes of one file. */
  readonly size: number;
  readonly filesPerSecond: Spread;
  /** Megabytes. */
  readonly perSecond: Spread;
  /** How many times as long as the store alone takes for the same bytes, round by round. */
  readonly toStore: Spread;
}

export interface Evidence {
  readonly kinds: readonly EvidenceKind[];
  readonly files: number;
  /** Bytes of resident memory, the mean of the middle third of the rounds and of the last; undefined where unknown. */
  readonly memory: { readonly middle: number; readonly last: number } | undefined;
}

function samples(): readonly Sample[] {
  const pages = Array.from(
    { length: 300 },
    (_, i) => `We keep data safe, says page ${i}, and train our team every year.`,
  );
  const [width, height] = [1600, 1200];
  const photo = (): Promise<Buffer> =>
    sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 80 })
      .toBuffer();
  return [
    { what: 'a text', name: 'a.txt', make: async (n) => Buffer.from([...pages, `copy ${n}`].join('\n')), count: 40 },
    {
      what: 'a Word document',
      name: 'a.docx',
      make: async (n) => docx({ 'word/document.xml': wordText(...pages, `copy ${n}`) }),
      count: 40,
    },
    {
      what: 'a scanned PDF of 5 MB',
      name: 'a.pdf',
      make: async () => pdf({ objects: [stream('', randomBytes(5 * megabyte))] }),
      count: 12,
    },
    { what: 'a photo, which loses its place', name: 'a.jpg', make: photo, count: 12 },
  ];
}

/**
 * Files of several kinds through Direct Line's upload, from the first byte until they are acknowledged: received, looked at, kept,
 * recorded, told of. Kinds by turns; beside each round, the store alone writes the same bytes as durably.
 */
export async function measureEvidence(newFolder: () => string): Promise<Evidence> {
  const guide = await startGuide(newFolder());
  const store = openDiskFiles(newFolder());
  try {
    const open = await Promise.all(Array.from({ length: senders }, () => openSender(guide.url)));
    const all = samples().map((sample) => ({
      ...sample,
      size: 0,
      times: [] as number[],
      storeTimes: [] as number[],
    }));
    const memory: number[] = [];
    let files = 0;
    // The first round warms it up.
    for (let round = 0; round <= rounds; round++) {
      for (const kind of all) {
        const { name, make, count, times, storeTimes } = kind;
        const batch = await Promise.all(Array.from({ length: count }, (_, i) => make(files + i)));
        const bytesOf = (i: number): Uint8Array => batch[i] as Uint8Array;
        kind.size = bytesOf(0).length;
        const [took, storeTook] = [
          await timeOf(count, async (i, sender) => {
            await (open[sender] as Sender)(name, bytesOf(i));
            memory.push(guide.residentMemory() ?? Number.NaN);
          }),
          await timeOf(count, (i) => store.put(`${name}/${round}/${i}`, once(bytesOf(i)))),
        ];
        files += count;
        if (round === 0) continue;
        times.push(took / count);
        storeTimes.push(storeTook / count);
      }
    }
    const third = Math.floor(memory.length / 3);
    const [middle, last] = [mean(memory.slice(-2 * third, -third)), mean(memory.slice(-third))];
    return {
      kinds: all.map(({ what, size, times, storeTimes }) => ({
        what,
        size,
        filesPerSecond: spread(times.map((seconds) => 1 / seconds)),
        perSecond: spread(times.map((seconds) => size / 1e6 / seconds)),
        toStore: spread(times.map((seconds, i) => seconds / (storeTimes[i] ?? Number.NaN))),
      })),
      files,
      memory: Number.isNaN(middle + last) ? undefined : { middle, last },
    };
  } finally {
    await guide.stop();
    await store.close();
  }
}

type Sender = (name: string, bytes: Uint8Array) => Promise<void>;

async function openSender(url: string): Promise<Sender> {
  const base = `${url}/v3/directline`;
  const { token } = JSON.parse(await post(`${base}/tokens/generate`, {}));
  const authorization = { Authorization: `Bearer ${token}` };
  const { conversationId } = JSON.parse(await post(`${base}/conversations`, {}, authorization));
  return async (name, bytes) => {
    await postFile(`${base}/conversations/${conversationId}/upload?userId=person`, name, bytes, authorization);
  };
}

/** Seconds for so many pieces of work, shared out among all senders. */
async function timeOf(count: number, work: (i: number, sender: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const some = async (_: unknown, sender: number): Promise<void> => {
    for (let i = next++; i < count; i = next++) await work(i, sender);
  };
  await Promise.all(Array.from({ length: senders }, some));
  return (performance.now() - started) / 1000;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
