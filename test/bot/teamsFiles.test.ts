/** Files sent in a personal chat of Teams: from where they are fetched, and from where never. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fileIn, isAllowedSource, isBelow } from '../../bot/teams/fileSources.ts';
import { filesIn } from './support/files.ts';
import { type TeamsApp, type TeamsChat, teamsApps } from './support/teamsApp.ts';
import type { Json } from './support/testApp.ts';

const { peers, start } = teamsApps();
const words = 'We keep data safe, and look at this each year.';
const megabyte = 1024 * 1024;

/** Stands for the drive in which Teams keeps what people send. */
interface Drive {
  readonly server: Server;
  readonly url: string;
  readonly host: string;
  readonly asked: string[];
  readonly tokens: (string | undefined)[];
}

async function drive(): Promise<Drive> {
  const asked: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://x');
    asked.push(pathname);
    tokens.push(req.headers.authorization);
    switch (pathname) {
      case '/file':
        return void res.end(words);
      case '/to': {
        res.writeHead(302, { Location: searchParams.get('url') ?? '' });
        return void res.end();
      }
      case '/round':
        res.writeHead(302, { Location: '/round' });
        return void res.end();
      case '/large':
        res.writeHead(200, { 'Content-Type': 'text/plain' });
        return void res.end('a line of words\n'.repeat((26 * megabyte) / 16));
      case '/cut':
        res.writeHead(200, { 'Content-Length': '1000' });
        return void res.write('half of it', () => res.destroy());
      case '/empty':
        res.writeHead(204);
        return void res.end();
      default:
        res.writeHead(404);
        return void res.end('no');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return { server, host, url: `http://${host}`, asked, tokens };
}

const drives = {} as { ours: Drive; other: Drive };
beforeAll(async () => {
  drives.ours = await drive();
  drives.other = await drive();
});
afterAll(async () => {
  for (const { server } of [drives.ours, drives.other]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const sent = (downloadUrl: unknown, name = 'policy.txt', more: Json = {}): Json => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: 'https://contoso.sharepoint.com/personal/ann/Documents/policy.txt',
  name,
  content: { downloadUrl, uniqueId: '1', fileType: name.split('.').at(-1) },
  ...more,
});
/** Whether the link to our page is among what was said. */
const isLinked = (said: readonly Json[]): boolean => JSON.stringify(said).includes('/evidence#');
const html = { contentType: 'text/html', content: '<p>here it is</p>' };

const open = (): Promise<TeamsApp> => start({ env: { TEAMS_FILE_HOSTS: drives.ours.host } });
const kept = (app: TeamsApp): Promise<string[]> => filesIn(app.store, 'evidence/');

async function ready(app: TeamsApp, name: string): Promise<TeamsChat> {
  const chat = app.chat(name);
  let { said } = await chat.install();
  for (let asked = 0; asked < 20 && said.at(-1)?.channelData.dspt.question?.startsWith('setup.'); asked++)
    ({ said } = await chat.say('skip'));
  return chat;
}

describe('a file in a personal chat', () => {
  it('is fetched, looked at and told of in the turn of its message', async () => {
    const app = await open();
    const chat = await ready(app, 'sends');
    const { text } = await chat.send({ text: '', attachments: [sent(`${drives.ours.url}/file`), html] });
    expect(text).toContain('policy.txt');
    expect(await kept(app)).toHaveLength(1);
    expect(JSON.stringify(app.log)).not.toContain(drives.ours.url);
  });

  it('counts once, however often the channel delivers its message', async () => {
    const app = await open();
    const chat = await ready(app, 'repeats');
    const message = { id: 'one and the same', attachments: [sent(`${drives.ours.url}/file`)] };
    await chat.send(message);
    await chat.send(message);
    expect(await kept(app)).toHaveLength(1);
  });

  it('follows where its own hosts lead, to its own hosts', async () => {
    const app = await open();
    const chat = await ready(app, 'follows');
    await chat.send({ attachments: [sent(`${drives.ours.url}/to?url=/file`)] });
    expect(await kept(app)).toHaveLength(1);
  });

  it('too large is refused with the reason', async () => {
    const app = await open();
    const chat = await ready(app, 'large');
    const { text } = await chat.send({ attachments: [sent(`${drives.ours.url}/large`)] });
    expect(text).toContain('25 MB');
    expect(await kept(app)).toEqual([]);
  });

  it('that does not come beside one that does is told of', async () => {
    const app = await open();
    const chat = await ready(app, 'one of two');
    const attachments = [sent(`${drives.ours.url}/gone`), sent(`${drives.ours.url}/file`, 'second.txt')];
    const { said, text } = await chat.send({ attachments });
    expect(said[0].text).toMatch(/^One of your files did not reach me/);
    expect(text).toContain('second.txt');
    expect(await kept(app)).toHaveLength(1);
  });

  const here = (): string => drives.ours.url;
  const there = (): string => drives.other.url;
  it.each<[string, () => unknown]>([
    ['from another host', () => `${there()}/file`],
    ['from where its own host leads away', () => `${here()}/to?url=${encodeURIComponent(`${there()}/file`)}`],
    ['from a place on this machine', () => `${here()}/to?url=${encodeURIComponent('http://127.0.0.1:1/')}`],
    ['from a host that only begins like ours', () => `${here()}.evil.example/file`],
    ['with our host as its user', () => `http://${drives.ours.host}@${drives.other.host}/file`],
    ['from a file of ours', () => 'file:///etc/passwd'],
    ['from its own address', () => 'data:text/plain,hello'],
    ['from the machine’s keys', () => 'http://169.254.169.254/metadata/identity'],
    ['from nowhere', () => undefined],
    ['from no text', () => ({ toString: 'http://x' })],
    ['from an empty address', () => ''],
    ['that leads round in a circle', () => `${here()}/round`],
    ['that leads nowhere', () => `${here()}/to`],
    ['that is gone', () => `${here()}/gone`],
    ['that is nothing', () => `${here()}/empty`],
    ['that breaks off', () => `${here()}/cut`],
  ])('%s is not had: the link to our page is given instead', async (_, address) => {
    const app = await open();
    const chat = await ready(app, 'hostile');
    const before = drives.other.asked.length;
    const { answer, said } = await chat.send({ attachments: [sent(address())] });
    expect(answer.status).toBe(200);
    expect(said[0].text).toMatch(/^One of your files did not reach me/);
    expect(isLinked(said)).toBe(true);
    expect(await kept(app)).toEqual([]);
    expect(drives.other.asked.length).toBe(before);
  });

  it('is fetched for nobody who is not authentic, nor where others read along', async () => {
    const app = await open();
    const before = drives.ours.asked.length;
    const attachments = [sent(`${drives.ours.url}/file`)];
    const forged = await app.chat('forged').send({ attachments }, { signature: 'none' });
    const group = await app.chat('group', { conversationType: 'groupChat' }).send({ attachments });
    expect([forged.answer.status, group.answer.status]).toEqual([401, 200]);
    expect(drives.ours.asked.length).toBe(before);
  });

  it('is fetched for Teams alone', async () => {
    const app = await open();
    const before = drives.ours.asked.length;
    await app.chat('emulator').send({ channelId: 'emulator', attachments: [sent(`${drives.ours.url}/file`)] });
    expect(drives.ours.asked.length).toBe(before);
  });

  it('cannot be claimed by its number', async () => {
    const app = await open();
    const chat = await ready(app, 'claims');
    await chat.send({ attachments: [sent(`${drives.ours.url}/file`)] });
    const [file = ''] = await kept(app);
    const upload = file.split('/').at(-1);
    const tenant = { id: peers.provider.env.MicrosoftAppTenantId };
    const { text } = await chat.send({ text: 'hello', channelData: { tenant, dsptUpload: [upload], dsptScans: true } });
    expect(text).not.toContain('policy.txt');
  });
});

describe('what Teams puts beside a message', () => {
  it.each<[string, Json]>([
    ['the message once more as HTML', html],
    ['what is quoted', { contentType: 'messageReference', content: '{}' }],
    ['a preview of a page', { contentType: 'application/vnd.microsoft.card.thumbnail', content: {} }],
  ])('%s is no file', async (_, attachment) => {
    const app = await open();
    const chat = await ready(app, 'beside');
    const { said, text } = await chat.say('status', { attachments: [attachment] });
    expect(isLinked(said)).toBe(false);
    expect(text).toContain('of 45');
  });

  it('a message that is nothing else is not passed over in silence', async () => {
    const app = await open();
    const chat = await ready(app, 'sticker');
    const { said } = await chat.send({ attachments: [{ contentType: 'text/html', content: '<img src="x">' }] });
    expect(isLinked(said)).toBe(true);
  });
});

describe('a picture in a message', () => {
  const picture = sharp({ create: { width: 40, height: 40, channels: 3, background: '#a0c0e0' } })
    .png()
    .toBuffer();

  it('is fetched from the channel with the bot’s own token', async () => {
    const app = await open();
    const chat = await ready(app, 'picture');
    const path = peers.connector.attach('pic-1', await picture);
    const { text } = await chat.send({
      attachments: [{ contentType: 'image/*', contentUrl: `${peers.connector.url}${path}` }, html],
    });
    expect(text).toContain('image');
    expect(await kept(app)).toHaveLength(1);
    const call = peers.connector.calls.find(({ did, id }) => did === 'attachment' && id === 'pic-1');
    expect(call?.token).toMatch(/^bot-token-/);
  });

  it.each<[string, () => string]>([
    ['another host', () => `${drives.other.url}/file`],
    ['the drive', () => `${drives.ours.url}/file`],
    ['beside the channel', () => `${peers.connector.url.replace(/\/$/, '')}.evil.example/file`],
  ])('is not fetched from %s, which never sees the token', async (_, address) => {
    const app = await open();
    const chat = await ready(app, 'lures');
    const { said } = await chat.send({ attachments: [{ contentType: 'image/png', contentUrl: address() }] });
    expect(isLinked(said)).toBe(true);
    expect([...drives.ours.tokens, ...drives.other.tokens].filter(Boolean)).toEqual([]);
  });
});

describe('where files lie', () => {
  const usual = ['*.sharepoint.com'];
  it.each<[string, readonly string[], boolean]>([
    ['https://contoso-my.sharepoint.com/personal/x?tempauth=y', usual, true],
    ['https://CONTOSO.SharePoint.com/x', usual, true],
    ['https://sharepoint.com/x', usual, false],
    ['https://evilsharepoint.com/x', usual, false],
    ['https://contoso.sharepoint.com.evil.example/x', usual, false],
    ['https://contoso.sharepoint.com:8443/x', usual, false],
    ['http://contoso.sharepoint.com/x', usual, false],
    ['https://user:pass@contoso.sharepoint.com/x', usual, false],
    ['https://evil.example/#.sharepoint.com', usual, false],
    ['https://evil.example\\@contoso.sharepoint.com/x', usual, false],
    ['ftp://contoso.sharepoint.com/x', usual, false],
    ['//contoso.sharepoint.com/x', usual, false],
    ['https://files.example/x', ['files.example'], true],
    ['https://a.files.example/x', ['files.example'], false],
    ['http://localhost:1234/x', ['localhost:1234'], true],
    ['http://localhost:1235/x', ['localhost:1234'], false],
  ])('%s', (url, hosts, expected) => {
    expect(isAllowedSource(url, hosts)).toBe(expected);
  });

  const service = 'https://smba.trafficmanager.net/uk/tenant/';
  it.each<[string, boolean]>([
    [`${service}v3/attachments/1/views/original`, true],
    ['https://smba.trafficmanager.net/uk/other/v3/attachments/1', false],
    [`${service}../other/v3/attachments/1`, false],
    [`${service}%2e%2e/other/v3/attachments/1`, false],
    ['https://smba.trafficmanager.net.evil.example/uk/tenant/v3', false],
    ['http://smba.trafficmanager.net/uk/tenant/v3', false],
  ])('below the channel: %s', (url, expected) => {
    expect(isBelow(url, service)).toBe(expected);
    expect(isBelow(url, service.slice(0, -1))).toBe(expected);
    expect(isBelow(url, '')).toBe(false);
  });

  it.each<[Json, string | undefined]>([
    [sent('https://a', 'report', { content: { downloadUrl: 'https://a', fileType: 'pdf' } }), 'report.pdf'],
    [sent('https://a', 'report.PDF', { content: { downloadUrl: 'https://a', fileType: 'pdf' } }), 'report.PDF'],
    [sent('https://a', 'report', { content: { downloadUrl: 'https://a', fileType: '../x' } }), 'report'],
    [sent('https://a', 'x', { name: { a: 1 }, content: { downloadUrl: 'https://a' } }), ''],
    [sent('https://a', 'x', { content: null }), undefined],
    [{ contentType: 'image/png', contentUrl: 'https://a' }, 'image'],
    [{ contentType: 'image/png' }, undefined],
    [{ contentType: 'application/pdf', contentUrl: 'https://a' }, undefined],
    [{ contentType: { x: 1 } }, undefined],
  ])('%j is called %s', (attachment, name) => {
    expect(fileIn(attachment)?.name).toBe(name);
  });
});
