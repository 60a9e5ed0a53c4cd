import { readFileSync } from 'node:fs';
import { type Server, startServer } from './serverProcess.ts';

const script = 'bot/main.ts';

/** The guide as `npm start` starts it, with the same options of Node, on a data folder of its own. */
export function startGuide(
  dataDir: string,
  { env = {}, nodeOptions = [] }: { env?: Readonly<Record<string, string>>; nodeOptions?: readonly string[] } = {},
): Promise<Server> {
  return startServer(script, {
    env: { DATA_DIR: dataDir, ...env },
    nodeOptions: [...nodeOptionsOfStart(), ...nodeOptions],
  });
}

function nodeOptionsOfStart(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const [node, ...options] = String(scripts.start).split(' ');
  if (node !== 'node' || options.pop() !== script) throw new Error(`"npm start" should be "node ... ${script}".`);
  return options;
}
