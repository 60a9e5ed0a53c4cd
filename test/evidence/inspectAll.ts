/** Looks at every file of a folder, two at a time, in a process of its own; tells the verdicts, workers before the first, and the peak of memory in MB. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inspector } from '../../evidence/inspector.ts';

const [folder = ''] = process.argv.slice(2);
const inspector = new Inspector({ idleSeconds: 0.1 });
const workers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort').length;
const before = workers();
const verdicts = await Promise.all(
  (await readdir(folder)).map(async (file) => {
    const found = await inspector.inspect({
      name: file,
      bytes: await readFile(join(folder, file)),
      today: '2026-04-01',
      kinds: [],
    });
    return found.verdict === 'refused' ? found.refusal : found.fileType;
  }),
);
process.stdout.write(JSON.stringify({ before, verdicts, peak: Math.round(process.resourceUsage().maxRSS / 1_024) }));
