/**
 * Run as a process of its own by `chromium.ts`: unpacks the browser that `@sparticuz/chromium` carries as npm package
 * content into `TMPDIR`. The package always writes to the system's temporary folder and only looks at `TMPDIR` there,
 * so a child with another `TMPDIR` is the way to choose the place.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

await chromium.executablePath();
// NSS, NSPR and expat, which a bare Debian or a slim container lacks. Meant for AWS, linked against an older glibc.
const main = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
await inflate(join(main, '..', '..', 'bin', 'al2023.tar.br'));
