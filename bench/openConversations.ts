import { setTimeout as wait } from 'node:timers/promises';
import { type Conversation, openOnTheWeb } from './conversations.ts';
import { fieldOf } from './people.ts';
import { answerUntil } from './recordLength.ts';
import type { Server } from './serverProcess.ts';

const openAtOnce = 1_000;
const besideEachOther = 40;
/** Time for what is under way to end. The collector is not asked to run: nobody asks it to in real life. */
const settleMs = 3_000;

/** Bytes of resident memory with 1,000 conversations past set-up, each with its stream open; undefined where unknown. */
export async function measureMemory(server: Server): Promise<number | undefined> {
  const open: Conversation[] = [];
  const openSome = async (): Promise<void> => {
    while (open.length < openAtOnce) {
      const conversation = await openOnTheWeb(server.url);
      open.push(conversation);
      await answerUntil(conversation, isPastSetUp);
    }
  };
  await Promise.all(Array.from({ length: besideEachOther }, openSome));
  await wait(settleMs);
  const memory = server.residentMemory();
  for (const conversation of open) conversation.close();
  return memory;
}

const isPastSetUp = (heard: string): boolean => !fieldOf(heard, 'question')?.startsWith('setup.');
