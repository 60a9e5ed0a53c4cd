/**
 * A process of its own that appends: `node appender.ts <folder> <stream> <writer> <count>`. It says "ready", waits for a
 * line, and prints the revision of each commit once it is acknowledged.
 */
import { writeSync } from 'node:fs';
import { genesis } from '../../storage/hash.ts';
import { openStore } from '../../storage/index.ts';
import { RevisionTaken } from '../../storage/ports.ts';

const [dataDir = '', stream = '', writer = '', count = ''] = process.argv.slice(2);
const store = await openStore({ dataDir });
// Straight into the pipe: an acknowledgement must not be lost in a buffer of this process when it is killed.
writeSync(1, 'ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

for (let i = 0; i < Number(count); ) {
  try {
    const head = (await store.log.head(stream)) ?? genesis;
    const event = { writer, i };
    const commit = await store.log.append(stream, head, {
      at: '2026-11-21T09:00:00.000Z',
      by: writer,
      inputId: `${i}`,
      events: [event],
    });
    writeSync(1, `${commit.revision}\n`);
    i += 1;
  } catch (error) {
    if (!(error instanceof RevisionTaken)) throw error;
  }
}
await store.close();
process.exit();
