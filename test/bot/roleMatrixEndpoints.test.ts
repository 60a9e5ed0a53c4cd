/** Every address of the server with each role: allowed or refused as the one table says. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import restify from 'restify';
import { roleActions } from '../../core/people/roles.ts';
import { type Aim, aimOf, endpoints } from './support/everyEndpoint.ts';
import { type EvidenceApp, evidenceApps } from './support/evidenceApp.ts';
import { audience, issuer, secret } from './support/hostTokens.ts';
import { at, everybody, type Organisation, organisation } from './support/organisations.ts';
import { begin } from './support/tusClient.ts';

const created = jest.spyOn(restify, 'createServer');
const startApp = evidenceApps();
let app: EvidenceApp;
let all: Organisation;
beforeAll(async () => {
  const identity = { IDENTITY_ISSUER: issuer, IDENTITY_AUDIENCE: audience, IDENTITY_SECRETS: secret };
  app = await startApp({ now: () => at, env: { TURNS_PER_SECOND: '1000', ...identity } });
  all = await organisation(app, { word: 'wimpleford', service: 'Rose Cottage' });
});

it('every route of the server is here, and nothing else', () => {
  const server = created.mock.results[0]?.value as ReturnType<typeof restify.createServer>;
  const routes = Object.values(server.router.getRoutes()).map(({ method, path }) => `${method} ${String(path)}`);
  expect(routes.sort()).toEqual(Object.keys(endpoints).sort());
});

describe.each(everybody)('a %s', (who) => {
  let aim: Aim;
  beforeAll(async () => {
    aim = await aimOf(all, all.people[who]);
    const upload = roleActions[who].attach ? (await begin(app, aim.page, 9)).split('/').at(-1) : undefined;
    aim = { ...aim, upload: upload ?? aim.upload };
  });

  it.each(Object.entries(endpoints))('%s', async (_name, { needs = [], status, ask }) => {
    const { path, ...options } = ask(aim);
    const before = await all.records();
    const answer = await app.ask(path, options);
    const isAllowed = needs.every((action) => roleActions[who][action]);
    expect([answer.status, path]).toEqual([isAllowed ? status : 403, path]);
    if (!isAllowed) expect(await all.records()).toEqual(before);
  });

  it('is logged without a fault', () => {
    expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
