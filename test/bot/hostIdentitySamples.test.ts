/** The code that integrators copy out of docs/identity.md, run as it stands there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { HostVisitor } from '../../bot/hostIdentity/visitors.ts';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { testApps } from './support/testApp.ts';

const newFolder = temporaryFolders();
const startApp = testApps();
const page = readFileSync(new URL('../../docs/identity.md', import.meta.url), 'utf8');
const [issuer, audience] = ['https://support.example', 'https://guide.example'];
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Writes the sample whose first line names `file` into a folder of its own, and resolves with that. */
function unpack(file: string): string {
  const blocks = [...page.matchAll(/^```\w+\n(?<code>[\s\S]*?)^```$/gm)].map(({ groups }) => groups?.code ?? '');
  const [code = '', ...more] = blocks.filter((block) => /^.*\n/.exec(block)?.[0].includes(`${file},`));
  expect([code === '', more.length]).toEqual([false, 0]);
  const folder = newFolder();
  writeFileSync(join(folder, file), code);
  return folder;
}

/** Signs in with two tokens of a sample, and returns whom the guide took them for. */
async function visitorsBy(env: Record<string, string>, makeToken: () => string): Promise<readonly HostVisitor[]> {
  const visitors: HostVisitor[] = [];
  const hostVisitors = {
    admit: async (visitor: HostVisitor) => {
      visitors.push(visitor);
      return { conversationId: 'c'.repeat(22), userId: 'dl_u' };
    },
  };
  const app = await startApp({ env: { PUBLIC_URL: audience, IDENTITY_ISSUER: issuer, ...env }, hostVisitors });
  for (let i = 0; i < 2; i++) {
    const answer = await app.ask('/chat/identity', { body: { token: makeToken().trim() } });
    expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 200, error: undefined });
  }
  return visitors;
}

const jo = { issuer, subject: 'person-1', org: 'service-7', orgName: 'Rose Cottage', name: 'Zoë Bloggs' };

describe('docs/identity.md', () => {
  it('has a sample in Node that signs in by a published key', async () => {
    const folder = unpack('guideToken.mjs');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const env = {
      GUIDE_ISSUER: issuer,
      GUIDE_AUDIENCE: audience,
      GUIDE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      GUIDE_KEY_ID: '2026-11',
    };
    const person = { id: 'person-1', serviceId: 'service-7', serviceName: 'Rose Cottage', name: 'Zoë Bloggs' };
    const run = (expression: string): string =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', `import * as it from './guideToken.mjs'; console.log(${expression})`],
        { cwd: folder, env, encoding: 'utf8' },
      );
    const keys = run('JSON.stringify(it.guideKeys())');
    expect(JSON.parse(keys).keys[0]).not.toHaveProperty('d');
    const server = createServer((_, res) => void res.end(keys));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    const makeToken = () => run(`it.guideToken(${JSON.stringify(person)})`);
    expect(await visitorsBy({ IDENTITY_JWKS_URL: url }, makeToken)).toEqual([jo, jo]);
    server.close();
    server.closeAllConnections();
  });

  (hasPython ? it : it.skip)('has a sample in Python that signs in by a shared secret', async () => {
    const folder = unpack('guide_token.py');
    const secret = 'a secret for the sample of at least 32 bytes';
    const env = { PATH: process.env.PATH ?? '', GUIDE_ISSUER: issuer, GUIDE_AUDIENCE: audience, GUIDE_SECRET: secret };
    const person = { id: 'person-1', service_id: 'service-7', service_name: 'Rose Cottage', name: 'Zoë Bloggs' };
    const makeToken = () =>
      execFileSync(
        'python3',
        [
          '-c',
          'import json, sys, guide_token; print(guide_token.guide_token(json.loads(sys.argv[1])))',
          JSON.stringify(person),
        ],
        { cwd: folder, env: { ...env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' }, encoding: 'utf8' },
      );
    expect(await visitorsBy({ IDENTITY_SECRETS: secret }, makeToken)).toEqual([jo, jo]);
  });

  it('names every reason for which a token is refused', () => {
    const source = readFileSync(new URL('../../bot/hostIdentity/refusal.ts', import.meta.url), 'utf8');
    const reasons = [...source.matchAll(/^ {2}(\w+): '/gm)].map(([, name = '']) => name);
    const [, table = ''] = page.split('## What is refused\n');
    const rows = [...table.matchAll(/^\| (`[^|]+) \| \d{3} \|/gm)].map(([, first = '']) => first);
    const named = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
    expect(reasons.length).toBeGreaterThan(5);
    expect(named.toSorted()).toEqual(reasons.toSorted());
  });
});
