/** Four hundred files through the program as it is started: memory stays where it is. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { startGuide } from '../../bench/guide.ts';
import { Client, type Conversation } from '../bot/support/testApp.ts';
import { good } from '../evidence/corpus.ts';
import { pdf, stream } from '../evidence/make/pdf.ts';
import { runVerify } from '../support/kept.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';

const newFolder = temporaryFolders();
const megabyte = 1024 * 1024;
const uploads = 400;
const sentAtOnce = 2;
/** Megabytes. Workers come and go, and take up to 85 from one quarter to another. Were every file to stay, it would be 350. */
const mostGrowth = 128;

interface Sent {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every kind that is taken, and every third one of 5 MB. */
async function manyFiles(): Promise<readonly Sent[]> {
  const small = await Promise.all(good.map(async ({ name, bytes }) => ({ name, bytes: await bytes() })));
  const scan = { name: 'Scanned policy.pdf', bytes: pdf({ objects: [stream('', randomBytes(5 * megabyte))] }) };
  const noise = { width: 1400, height: 1200, channels: 3 } as const;
  const photo = {
    name: 'IMG_0001.JPG',
    bytes: await sharp(randomBytes(1400 * 1200 * 3), { raw: noise })
      .jpeg({ quality: 95 })
      .toBuffer(),
  };
  return Array.from({ length: uploads }, (_, i) => {
    if (i % 3 === 0) return scan;
    return (i % 10 === 1 ? photo : small[i % small.length]) as Sent;
  });
}

// Resident memory is read from there.
const itMeasures = existsSync('/proc/self/status') ? it : it.skip;

itMeasures(
  'memory is as large after 400 uploads as after 200',
  async () => {
    const dataDir = newFolder();
    const files = await manyFiles();
    const server = await startGuide(dataDir);
    const memory: number[] = [];
    try {
      const app = new Client(server.url);
      // One for each file: what a conversation has sent before is not kept twice. All at first, so that none adds to the growth.
      const open = await Promise.all(files.map(() => app.conversation()));
      let next = 0;
      const sendSome = async (): Promise<void> => {
        for (let i = next++; i < files.length; i = next++) {
          await send(app, open[i] as Conversation, files[i] as Sent);
          memory.push((server.residentMemory() ?? 0) / megabyte);
        }
      };
      await Promise.all(Array.from({ length: sentAtOnce }, sendSome));
    } finally {
      await server.stop();
    }
    const { said } = await runVerify({ DATA_DIR: dataDir });
    expect(said).toContain(`, ${uploads} files: the store is whole.`);
    // The first quarter is for the program to load all it needs, and for its workers to grow. The least of many, as the most is chance.
    const quarter = uploads / 4;
    const [second, last] = [memory.slice(quarter, 2 * quarter), memory.slice(-quarter)];
    expect(Math.min(...last) - Math.min(...second)).toBeLessThan(mostGrowth);
  },
  180_000,
);

async function send(app: Client, { path, token }: Conversation, { name, bytes }: Sent): Promise<void> {
  const raw = new FormData();
  raw.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const { status } = await app.ask(`${path}/upload?userId=x`, { raw, token });
  expect(status).toBe(200);
}
