import { availableParallelism } from 'node:os';
import { deliveriesPerSecond } from '../bot/reminders/runner.ts';
import type { Figures, Rival } from './comparison.ts';
import type { RequestKind } from './cosmosRequests.ts';
import type { Evidence, EvidenceKind } from './evidence.ts';
import type { RecordLength } from './recordLength.ts';
import type { Reminded, Reminders } from './reminders.ts';
import type { StartUp } from './startUp.ts';
import type { Spread } from './stats.ts';
import type { Exported } from './storeExport.ts';

export interface OnTheWeb {
  readonly ours: Figures;
  /** The waterfall behind our own web channel. */
  readonly onOurChannel: Rival;
  /** The waterfall as its sample is served. */
  readonly asSample: Rival;
}

export interface OnAChannel {
  readonly ours: Figures;
  readonly echo: Rival;
}

export interface Measured {
  readonly web: OnTheWeb;
  readonly channel: OnAChannel;
  readonly recordLength: RecordLength;
  readonly startUp: StartUp;
  /** Bytes; undefined where it could not be measured. */
  readonly memory: number | undefined;
  readonly cosmosRequests: readonly RequestKind[];
  readonly evidence: Evidence;
  readonly reminders: Reminders;
  readonly storeExport: { readonly small: Exported; readonly large: Exported };
  readonly chatPage: number | undefined;
  readonly loader: number | undefined;
  readonly packages: number;
  readonly tookSeconds: number;
}

interface Row {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
  /** Undefined where it could not be measured. */
  readonly isMet: boolean | undefined;
}

/** The one table: what we aim for, what was measured, whether that is enough. */
export function tableOf(measured: Measured): string {
  return table(['what', 'aim', 'measured', 'met'], rowsOf(measured).map(cells));
}

export function reportOf(measured: Measured, today: string): string {
  const { cosmosRequests, evidence, reminders, storeExport } = measured;
  return `# What a turn costs

${tableOf(measured)}

Measured on ${today} with Node ${process.version} on ${availableParallelism()} cores, in one run of ${Math.round(measured.tookSeconds)} s. The machine
was shared with other work, so only the ratios travel: competitors ran by turns, in short rounds, each warm before the first that
counts; a ratio is the median of the rounds' ratios, with the smallest and the largest round in brackets. Repeat it before
you believe a difference of a tenth.

To reproduce: \`npm ci && npm run build && npm run bench\`. It prints the table and writes this file.

## Turns

${table(
  ['', 'turns/s', 'reply after, ms', 'processor time of the server, ms a turn'],
  [
    ['web channel: the guide, durable', ...figureCells(measured.web.ours)],
    ['web channel: waterfall, nothing durable', ...figureCells(measured.web.onOurChannel)],
    ['`/api/messages`: waterfall as its sample is served, nothing durable', ...figureCells(measured.web.asSample)],
    ['`/api/messages`: the guide, durable', ...figureCells(measured.channel.ours)],
    ['`/api/messages`: botbuilder echo bot, nothing stored', ...figureCells(measured.channel.echo)],
  ],
)}

Each server is a process of its own; 64 conversations at once, each person says the next thing as soon as the reply is there.

- **The guide** is what \`npm start\` starts, with its real store: SQLite, every commit on the disk before the reply. Each turn is a typed
  answer to the question asked, understood and recorded: the run ends with an error should one answer not be, or one request be
  refused (429 included). Opening the next conversation after the last question is part of the time, and not counted as a turn.
- **Web channel**: Direct Line over HTTP, the reply read from the conversation's WebSocket, as our page does. The waterfall bot is
  written for this bench in the manner of the public sample "05.multi-turn-prompt" and runs behind the very same channel of ours, but
  on a store in memory: it keeps neither its state nor what was said, and loses everything when it stops. The guide keeps both.
  The channel is a good part of what a waterfall turn costs, and ours is cheap: as the sample itself is served, by botbuilder's
  adapter on restify, the same waterfall is slower. To that the guide's ratio in the same rounds was ${ratio(measured.web.asSample.ratio)}.
- **\`/api/messages\`**: \`deliveryMode: expectReplies\`. The echo bot is botbuilder's \`CloudAdapter\` on restify, in the manner of the
  public echo sample; it stores nothing and understands nothing.

## An old record against a young one

An answer took ${milliseconds(measured.recordLength.long)} ms about the 400th turn of a record and ${milliseconds(measured.recordLength.short)} ms about the 10th
(medians over 48 records of each age; in brackets the fastest and the slowest). Every turn changes an answer, so every
turn writes; one turn at a time, young and old in alternation.

## Starting

Ready (\`/healthz\` says 200) after ${milliseconds(measured.startUp.first)} ms with an empty data folder, and after ${milliseconds(measured.startUp.again)} ms with one from before.

## Requests to Cosmos DB

${table(
  ['for each answering turn', 'until it is acknowledged', 'with its reply, heard on a WebSocket'],
  [
    ...cosmosRequests.map(({ what, acknowledged, heard, isBeside }) => [
      isBeside ? `${what} (beside)` : what,
      acknowledged.toFixed(2),
      heard.toFixed(2),
    ]),
    [
      'all, but for those beside',
      ...(['acknowledged', 'heard'] as const).map((until) => perTurn(cosmosRequests, until).toFixed(2)),
    ],
  ],
)}

Counted at a proxy before a stand-in for Cosmos DB, over 40 typed answers of one person with the program as it is started. Nothing
is timed: the stand-in costs nothing. What is beside is written for many turns together. A page of ours adds one read in 30 seconds for its
session; where several processes share a store, each open page adds one in two seconds for two minutes after it has heard something, and
one in 16 seconds later.

## Files

${table(['', 'size', 'files/s', 'MB/s', 'time, to that of the store alone'], evidence.kinds.map(fileCells))}

${evidence.files} files through Direct Line's upload, four senders at once, each file received, looked at in a worker, kept, recorded and told of
before it counts. The store alone writes the same bytes as durably (a folder on disk), in the same rounds.
${evidence.memory ? `Resident memory: ${megabytes(evidence.memory.middle)} in the second third of them and ${megabytes(evidence.memory.last)} in the last, with two workers that look at files.` : 'Resident memory cannot be measured here.'}

## Reminders

${table(
  [
    'organisations',
    'due',
    'seconds, without waiting',
    'processor seconds',
    'requests to the store',
    'with nothing due',
    'resident memory at the most',
  ],
  [reminders.few, reminders.many].map((each) => remindedCells(each, reminders.due)),
)}

${reminders.due} reminders that are due, a message each to one person, worked off with the rules and the real store (SQLite); everybody else in the larger store has one
ahead too, ${reminders.ahead} in all. The least of three runs, by turns, each in a process of its own; the courier says "sent" at once. The pace was kept
by a made clock there, so nobody waited; a process that sends takes a second for every ${deliveriesPerSecond}. For ${reminders.paced.deliveries} deliveries it was kept in real time: at the most
${reminders.paced.mostInASecond} began in any one second. Teams allows an app 50 requests in a second and tenant.

## Export

${table(['assessments, and files', 'commits', 'seconds', 'resident memory at the most'], [storeExport.small, storeExport.large].map(exportCells))}

\`npm run export-store\` from start to end, the best of three runs by turns; 60 commits and a file of 512 KB for each assessment.
`;
}

function rowsOf(measured: Measured): readonly Row[] {
  const { web, channel, recordLength, startUp, memory, chatPage, loader, packages } = measured;
  const { cosmosRequests, evidence, reminders, storeExport } = measured;
  const requests = perTurn(cosmosRequests, 'acknowledged');
  const slowest = Math.max(startUp.first.median, startUp.again.median) / 1000;
  return [
    {
      what: 'durable answering turn over the web channel, to a waterfall that stores nothing',
      aim: 'at least 4',
      measured: ratio(web.onOurChannel.ratio),
      isMet: web.onOurChannel.ratio.median >= 4,
    },
    {
      what: 'durable answering turn over `/api/messages`, to an echo bot that stores nothing',
      aim: 'at least 0.75',
      measured: ratio(channel.echo.ratio),
      isMet: channel.echo.ratio.median >= 0.75,
    },
    {
      what: 'cost of the 400th turn of a record, to the 10th',
      aim: 'at most 1.15',
      measured: recordLength.ratio.toFixed(2),
      isMet: recordLength.ratio <= 1.15,
    },
    {
      what: 'ready after the start, the slower of first and later start',
      aim: 'within 1.5 s',
      measured: `${slowest.toFixed(2)} s`,
      isMet: slowest <= 1.5,
    },
    sizeRow('resident memory with 1,000 conversations open', 200, memory, 1e6, 'MB'),
    {
      what: 'requests to Cosmos DB for an answering turn',
      aim: 'at most 3',
      measured: requests.toFixed(2),
      isMet: requests <= 3,
    },
    growthRow(
      `resident memory in the last third of ${evidence.files} files, to that in the third before`,
      1.1,
      evidence.memory && evidence.memory.last / evidence.memory.middle,
    ),
    growthRow(
      `processor time for ${reminders.due} due reminders among ${reminders.many.organisations} organisations, to that among ${reminders.few.organisations}`,
      1.25,
      reminders.many.processorSeconds / reminders.few.processorSeconds,
    ),
    growthRow('requests to the store for them', 1.05, reminders.many.requests / reminders.few.requests),
    growthRow('memory for them', 1.1, reminders.many.peak / reminders.few.peak),
    {
      what: 'deliveries of reminders that begin in any one second, at the real pace',
      aim: 'at most 50',
      measured: String(reminders.paced.mostInASecond),
      isMet: reminders.paced.mostInASecond <= 50,
    },
    growthRow(
      'memory for the export of a store, to that for one a tenth as large',
      1.5,
      storeExport.large.peak && storeExport.small.peak && storeExport.large.peak / storeExport.small.peak,
    ),
    sizeRow('chat page with all it loads, gzip', 130, chatPage, 1e3, 'KB'),
    sizeRow('loader for host sites, gzip', 4, loader, 1e3, 'KB'),
    sizeRow('node_modules after `npm ci`', 500, packages, 1e6, 'MB'),
  ];
}

function sizeRow(what: string, limit: number, bytes: number | undefined, unit: number, name: 'MB' | 'KB'): Row {
  return {
    what,
    aim: `under ${limit} ${name}`,
    measured: bytes === undefined ? 'not measured here' : `${(bytes / unit).toFixed(name === 'KB' ? 1 : 0)} ${name}`,
    isMet: bytes === undefined ? undefined : bytes / unit < limit,
  };
}

function growthRow(what: string, limit: number, growth: number | undefined): Row {
  return {
    what,
    aim: `at most ${limit}`,
    measured: growth?.toFixed(2) ?? 'not measured here',
    isMet: growth === undefined ? undefined : growth <= limit,
  };
}

function perTurn(kinds: readonly RequestKind[], until: 'acknowledged' | 'heard'): number {
  return kinds.reduce((sum, kind) => (kind.isBeside ? sum : sum + kind[until]), 0);
}

const cells = ({ what, aim, measured, isMet }: Row): readonly string[] => [
  what,
  aim,
  measured,
  isMet === undefined ? '?' : isMet ? 'yes' : 'no',
];

const figureCells = ({ turnsPerSecond, replyMs, processorMs }: Figures): readonly string[] => [
  `${turnsPerSecond.median.toFixed(0)} (${turnsPerSecond.least.toFixed(0)} to ${turnsPerSecond.most.toFixed(0)})`,
  milliseconds(replyMs),
  processorMs
    ? `${processorMs.median.toFixed(2)} (${processorMs.least.toFixed(2)} to ${processorMs.most.toFixed(2)})`
    : '',
];

const fileCells = ({ what, size, filesPerSecond, perSecond, toStore }: EvidenceKind): readonly string[] => [
  what,
  size < 1e6 ? `${(size / 1e3).toFixed(1)} KB` : `${(size / 1e6).toFixed(1)} MB`,
  rounded(filesPerSecond),
  rounded(perSecond),
  rounded(toStore),
];

const remindedCells = (reminded: Reminded, due: number): readonly string[] => [
  String(reminded.organisations),
  String(due),
  reminded.seconds.toFixed(2),
  reminded.processorSeconds.toFixed(2),
  String(reminded.requests),
  String(reminded.idleRequests),
  megabytes(reminded.peak),
];

const exportCells = ({ assessments, commits, seconds, peak }: Exported): readonly string[] => [
  String(assessments),
  String(commits),
  seconds.toFixed(2),
  peak === undefined ? 'not measured here' : megabytes(peak),
];

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

const ratio = ({ median, least, most }: Spread): string =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

function rounded({ median, least, most }: Spread): string {
  const digits = median < 10 ? 1 : 0;
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

function milliseconds({ median, least, most }: Spread): string {
  const digits = median < 20 ? 1 : 0;
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/** Columns of one width, so that it reads as well in a terminal. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
