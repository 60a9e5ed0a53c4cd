/** Looks at every file of a folder in a process of its own. Tells the verdicts, how many workers were started before and by them, and the peak of memory in MB. */
import { subscribe } from 'node:diagnostics_channel';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inspector } from '../../evidence/inspector.ts';

let workers = 0;
subscribe('worker_threads', () => {
  workers += 1;
});
const [folder = ''] = process.argv.slice(2);
const about = { today: '2026-04-01', kinds: [] };
const inspector = new Inspector({ waiting: Infinity });
await inspector.inspect({ ...about, name: 'nothing.txt', bytes: new Uint8Array() });
const idle = workers;
const verdicts = await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const found = await inspector.inspect({ ...about, name, bytes: await readFile(join(folder, name)) });
    return found.verdict === 'refused' ? found.refusal : found.fileType;
  }),
);
const peak = Math.round(process.resourceUsage().maxRSS / 1_024);
process.stdout.write(JSON.stringify({ idle, busy: workers, verdicts, peak }));
