/**
 * `npm run bench`: measures what we aim for, prints it as one table and writes it to `bench/results.md`. Takes about three
 * minutes; uses loopback addresses and a temporary folder alone.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type Rival } from './comparison.ts';
import { openOnAChannel, openOnTheWeb } from './conversations.ts';
import { countCosmosRequests } from './cosmosRequests.ts';
import { measureEvidence } from './evidence.ts';
import { startGuide } from './guide.ts';
import { measureMemory } from './openConversations.ts';
import { newCareWorker, newParrotOwner, newTraveller } from './people.ts';
import { measureRecordLength } from './recordLength.ts';
import { measureReminders } from './reminders.ts';
import { type Measured, type OnAChannel, type OnTheWeb, reportOf, tableOf } from './report.ts';
import { type Server, startServer } from './serverProcess.ts';
import { sizeOfChatPage, sizeOfLoader, sizeOfPackages } from './sizes.ts';
import { measureStartUp } from './startUp.ts';
import { measureExport } from './storeExport.ts';

const parent = mkdtempSync(join(tmpdir(), 'dspt-guide-bench-'));
const newFolder = (): string => mkdtempSync(join(parent, 'data-'));
const newGuide = (): Promise<Server> => startGuide(newFolder());

/** Runs `work` with servers of its own, and ends them whatever happens. */
async function withServers<const S extends readonly Promise<Server>[], T>(
  starting: S,
  work: (...servers: { [K in keyof S]: Server }) => Promise<T>,
): Promise<T> {
  const started = await Promise.allSettled(starting);
  const servers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  try {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    return await work(...(servers as { [K in keyof S]: Server }));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stderr.write(`${what} ... `);
  const result = await work();
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  return result;
}

async function compareOnTheWeb(): Promise<OnTheWeb> {
  const starting = [
    newGuide(),
    startServer('bench/servers/waterfallOnOurChannel.ts'),
    startServer('bench/servers/sample.ts', { env: { BOT: 'waterfall' } }),
  ] as const;
  return withServers(starting, async (guide, waterfall, waterfallAsSample) => {
    const { ours, rivals } = await compare(
      { server: guide, open: openOnTheWeb, newPerson: newCareWorker },
      { server: waterfall, open: openOnTheWeb, newPerson: newTraveller },
      { server: waterfallAsSample, open: openOnAChannel, newPerson: newTraveller },
    );
    const [onOurChannel, asSample] = rivals as [Rival, Rival];
    return { ours, onOurChannel, asSample };
  });
}

async function compareOnAChannel(): Promise<OnAChannel> {
  const starting = [newGuide(), startServer('bench/servers/sample.ts', { env: { BOT: 'echo' } })] as const;
  return withServers(starting, async (guide, echo) => {
    const { ours, rivals } = await compare(
      { server: guide, open: openOnAChannel, newPerson: newCareWorker },
      { server: echo, open: openOnAChannel, newPerson: newParrotOwner },
    );
    return { ours, echo: rivals[0] as Rival };
  });
}

const withGuide = <T>(work: (guide: Server) => Promise<T>): Promise<T> => withServers([newGuide()], work);

async function measure(): Promise<Measured> {
  const started = performance.now();
  return {
    startUp: await step('start-up', () => measureStartUp(newFolder)),
    web: await step('web channel', compareOnTheWeb),
    channel: await step('/api/messages', compareOnAChannel),
    recordLength: await step('length of the record', () => withGuide(measureRecordLength)),
    memory: await step('memory', () => withGuide(measureMemory)),
    cosmosRequests: await step('requests to Cosmos DB', () => countCosmosRequests(newFolder)),
    evidence: await step('evidence', () => measureEvidence(newFolder)),
    reminders: await step('reminders', () => measureReminders(newFolder)),
    storeExport: await step('export of a store', () => measureExport(newFolder)),
    chatPage: await sizeOfChatPage(),
    loader: await sizeOfLoader(),
    packages: await sizeOfPackages(),
    tookSeconds: (performance.now() - started) / 1000,
  };
}

try {
  const measured = await measure();
  process.stdout.write(`${tableOf(measured)}\n`);
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format();
  writeFileSync(fileURLToPath(new URL('results.md', import.meta.url)), reportOf(measured, today));
} finally {
  rmSync(parent, { recursive: true, force: true });
}
// Connections that are kept alive would keep this process alive too.
process.exit();
