import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { echo, gate, testApps } from './support/testApp.ts';

const startApp = testApps();
const newFolder = temporaryFolders();

/** Sends raw bytes, and resolves with all that came back when the server has closed the connection. */
function raw(url: string, ...texts: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    for (const text of texts) socket.write(text);
  });
}

async function builtPages(): Promise<string> {
  const folder = newFolder();
  await mkdir(join(folder, 'assets'));
  const files = {
    'index.html': '<!doctype html><title>index</title>',
    'chat.html': '<!doctype html><title>chat</title>',
    '404.html': '<!doctype html><title>no page here</title>',
    'widget.js': 'widget()',
    'assets/chat-ABC123.js': 'chat()',
    'assets/chat-ABC123.js.gz': 'zipped',
    'assets/notes.secret': 'no',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe('/healthz', () => {
  it('is ready, and says what is degraded', async () => {
    const app = await startApp();
    expect(await app.ask('/healthz')).toMatchObject({
      status: 200,
      body: { status: 'ok', degraded: ['pages.notBuilt', 'support.noContact', 'channels.loopbackOnly'] },
    });
    const whole = await startApp({
      webFolder: await builtPages(),
      env: { SUPPORT_PHONE: '01632 960123', MicrosoftAppId: 'a', MicrosoftAppPassword: 'b' },
    });
    expect((await whole.ask('/healthz')).body).toEqual({ status: 'ok', degraded: [] });
  });

  it('says, and the log once, that there seems to be a proxy that is not trusted', async () => {
    const forwarded = { headers: { 'X-Forwarded-For': '192.0.2.7' } };
    const app = await startApp();
    expect((await app.ask('/healthz')).body.degraded).not.toContain('proxy.notTrusted');
    for (const path of ['/nothing', '/healthz']) await app.ask(path, forwarded);
    expect((await app.ask('/healthz')).body.degraded).toContain('proxy.notTrusted');
    expect(app.log.filter((line) => line.includes('proxy.notTrusted'))).toHaveLength(1);
    const trusting = await startApp({ env: { TRUST_PROXY: '1' } });
    expect((await trusting.ask('/healthz', forwarded)).body.degraded).not.toContain('proxy.notTrusted');
    expect([...app.log, ...trusting.log].join()).not.toContain('192.0.2.7');
  });

  it('is not ready when the store does not answer', async () => {
    const app = await startApp();
    app.store.documents.get = async () => {
      throw new Error('gone');
    };
    expect(await app.ask('/healthz')).toMatchObject({ status: 503, body: { status: 'unavailable' } });
  });
});

describe('pages', () => {
  it('come with a strict policy, and only the chat may be framed by the sites that are allowed', async () => {
    const app = await startApp({
      webFolder: await builtPages(),
      env: { PUBLIC_URL: 'https://guide.example', WIDGET_ORIGINS: 'https://support.example' },
    });
    const [index, chat] = [await app.ask('/'), await app.ask('/chat')];
    expect([index.body, chat.body]).toEqual([expect.stringContaining('index'), expect.stringContaining('chat')]);
    const policy = index.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self' wss://guide.example",
      "img-src 'self' data:",
      "font-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]) {
      expect(policy.split('; ')).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(chat.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://support.example;");
    expect(Object.fromEntries(index.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'strict-transport-security': expect.stringContaining('max-age='),
    });
    expect(chat.headers.get('x-frame-options')).toBeNull();
  });

  it('lets the page reach its own web sockets by whatever name it was opened', async () => {
    const app = await startApp({ webFolder: await builtPages() });
    const { headers } = await app.ask('/');
    expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ${app.url.replace('http', 'ws')};`);
  });

  it('are cached by name, zipped where a client can read it, and checked by tag', async () => {
    const app = await startApp({ webFolder: await builtPages() });
    const asset = await app.ask('/assets/chat-ABC123.js', { headers: { 'Accept-Encoding': 'identity' } });
    expect([asset.status, asset.body]).toEqual([200, 'chat()']);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const etag = asset.headers.get('etag') ?? '';
    expect((await app.ask('/assets/chat-ABC123.js', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    const zipped = await raw(
      app.url,
      'GET /assets/chat-ABC123.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n',
    );
    expect(zipped).toMatch(/content-encoding: gzip/i);
    expect(zipped).toMatch(/\r\n\r\nzipped$/);
    const loader = await app.ask('/widget.js');
    expect(loader.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(loader.headers.get('cache-control')).toBe('no-cache');
    expect(await app.ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    '/assets/../../../../etc/passwd',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/assets/notes.secret',
    '/assets/',
    '/chat.html.gz',
    '/assets/chat-ABC123.js%00.html',
  ])('do not lead to %s', async (path) => {
    const app = await startApp({ webFolder: await builtPages() });
    const answer = await raw(app.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 40[04]/);
  });
});

describe('an address where nothing is', () => {
  const asBrowser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

  it('is told to a person on a page, under the policy of our pages', async () => {
    const app = await startApp({ webFolder: await builtPages() });
    for (const path of ['/evidens', '/404']) {
      const { status, body, headers } = await app.ask(path, asBrowser);
      expect([status, body]).toEqual([404, expect.stringContaining('no page here')]);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        vary: 'Accept',
      });
    }
  });

  it('is told to a program in JSON, and to anybody while no pages are built', async () => {
    const [app, bare] = [await startApp({ webFolder: await builtPages() }), await startApp({ webFolder: newFolder() })];
    for (const answer of [
      await app.ask('/evidens'),
      await app.ask('/evidens', { ...asBrowser, method: 'POST' }),
      await bare.ask('/evidens', asBrowser),
    ])
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
  });
});

describe('every answer', () => {
  it('tells nothing of the software', async () => {
    const app = await startApp();
    for (const path of ['/healthz', '/nothing']) {
      const { headers } = await app.ask(path);
      expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null]);
    }
  });
});

describe('an address that is none', () => {
  it.each([
    'GET /healthz HTTP/1.1\r\nHost: a b',
    'GET /healthz HTTP/1.1\r\nHost: a:99999',
    'GET /healthz HTTP/1.1\r\nHost: [',
    'GET /healthz HTTP/1.1\r\nHost: evil; x',
    'POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: %',
    'GET http://[/ HTTP/1.1\r\nHost: x',
    'GET http://a:b/ HTTP/1.1\r\nHost: x',
  ])('is refused and ends nothing: %j', async (head) => {
    const app = await startApp();
    expect(await raw(app.url, `${head}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    expect((await app.ask('/healthz')).status).toBe(200);
  });
});

describe('the last wall', () => {
  it('lets the log know of an error that nobody caught, and the program go on', () => {
    const logger = new URL('../../bot/logger.ts', import.meta.url);
    const wall = new URL('../../bot/lastWall.ts', import.meta.url);
    const program = `
      const [{ createLogger }, { buildLastWall }] = await Promise.all([import('${logger}'), import('${wall}')]);
      buildLastWall(createLogger('info'));
      setTimeout(() => { throw new TypeError('"Mrs Smith"'); }, 0);
      setTimeout(() => Promise.reject(new RangeError('x')), 1);
      setTimeout(() => console.log('alive'), 50);`;
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, NODE_OPTIONS: '' },
      encoding: 'utf8',
    });
    expect([status, stdout.trim().split('\n').length]).toEqual([0, 3]);
    expect(stdout).toMatch(/process\.uncaught.*TypeError|TypeError.*process\.uncaught/);
    expect(stdout).toMatch(/RangeError/);
    expect(stdout).toMatch(/alive/);
    expect(stdout).not.toContain('Smith');
  });
});

describe('CORS', () => {
  const env = { WIDGET_ORIGINS: 'https://support.example', PUBLIC_URL: 'https://guide.example' };
  const preflight = (Origin: string) => ({
    method: 'OPTIONS',
    headers: {
      Origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,x-ms-bot-agent',
    },
  });

  it('lets allowed sites and our own ask', async () => {
    const app = await startApp({ env });
    for (const origin of ['https://support.example', 'https://guide.example']) {
      const before = await app.ask('/v3/directline/tokens/generate', preflight(origin));
      expect(before.status).toBe(204);
      expect(Object.fromEntries(before.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': expect.stringContaining('x-ms-bot-agent'),
        vary: 'Origin',
      });
      const answer = await app.ask('/v3/directline/tokens/generate', { body: {}, headers: { Origin: origin } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it.each([
    'https://evil.example',
    'null',
    'http://support.example',
    'https://support.example.evil.example',
    'http://localhost',
  ])('refuses %s', async (origin) => {
    const app = await startApp({ env });
    const before = await app.ask('/v3/directline/conversations', preflight(origin));
    expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const answer = await app.ask('/v3/directline/tokens/generate', { body: {}, headers: { Origin: origin } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  it('takes any name of this machine for our own while no PUBLIC_URL is given', async () => {
    const app = await startApp();
    for (const origin of [app.url, app.url.replace('localhost', '127.0.0.1')]) {
      const answer = await app.ask('/v3/directline/tokens/generate', { body: {}, headers: { Origin: origin } });
      expect(answer.status).toBe(200);
    }
  });
});

describe('slow clients', () => {
  const timeouts = { headersMs: 100, requestMs: 200, uploadMs: 400, checkMs: 20 };

  it('that never finish a body are let go', async () => {
    const app = await startApp({ timeouts });
    const { path, token } = await app.conversation();
    const answer = await raw(
      app.url,
      `POST ${path}/activities HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"type":',
    );
    expect(answer).toMatch(/^(HTTP\/1.1 408|$)/);
    expect((await app.ask('/healthz')).status).toBe(200);
  });

  it('that never finish their headers are let go', async () => {
    const app = await startApp({ timeouts });
    expect(await raw(app.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n')).toMatch(/^(HTTP\/1.1 408|$)/);
  });

  it('that break off in the middle of a body do no harm', async () => {
    const app = await startApp();
    const { path, token } = await app.conversation();
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      const head = `POST ${path}/activities HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`;
      socket.write(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"type":`, () =>
        socket.destroy(),
      );
      socket.on('close', () => resolve());
    });
    expect((await app.ask('/healthz')).status).toBe(200);
  });
});

describe('closing', () => {
  it('finishes the turn under way and keeps it', async () => {
    const [begun, held] = [gate(), gate()];
    const app = await startApp({
      bot: async (context) => {
        if (context.activity.text === 'slow') {
          begun.open();
          await held.passed;
        }
        await echo(context);
      },
    });
    const conversation = await app.conversation();
    const answer = app.say(conversation, 'slow');
    await begun.passed;
    const closing = app.close();
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
    held.open();
    expect((await answer).status).toBe(200);
    await closing;
    const later = await startApp({ dataDir: app.dataDir });
    expect((await later.heard(conversation)).texts).toEqual(['hello', 'slow', 'echo: slow']);
  });

  it('fails to listen on a port that is taken, and says so', async () => {
    const app = await startApp();
    await expect(startApp({ env: { PORT: new URL(app.url).port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
