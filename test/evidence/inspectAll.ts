/** Looks at every file of a folder in a process of its own. Tells the verdicts, how many workers were started before and by them, and the peak of memory in MB. */
import { subscribe } from 'node:diagnostics_channel';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Slots } from '../../bot/evidence/slots.ts';
import { Inspector } from '../../evidence/inspector.ts';

let workers = 0;
subscribe('worker_threads', () => {
  workers += 1;
});
const [folder = ''] = process.argv.slice(2);
const about = { today: '2026-04-01', kinds: [] };
const inspector = new Inspector();
const slots = new Slots(2);
await inspector.inspect({ ...about, name: 'nothing.txt', bytes: new Uint8Array() });
const idle = workers;
const verdicts = await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const found = await slots.run(async () => {
      const bytes = await readFile(join(folder, name));
      return inspector.inspect({ ...about, name, bytes });
    });
    return found.verdict === 'refused' ? found.refusal : found.fileType;
  }),
);
process.stdout.write(JSON.stringify({ idle, busy: workers, verdicts, peak: await peak() }));

/** Linux carries `maxRSS` over from the process that started this one, a Jest worker with all it has loaded; its `VmHWM` begins anew. */
async function peak(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Math.round(Number(kilobytes) / 1_024);
}
