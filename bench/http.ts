import { Agent, type IncomingMessage, request } from 'node:http';

/** Connections stay open, as a browser's and a channel's do. */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** The status alone. Rejects when nobody listens. */
export function get(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { timeout: 1000 }, (res) => {
      res.resume().on('end', () => resolve(res.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

type Headers = Readonly<Record<string, string>>;

/** The body of the answer. Rejects for any status but 2xx: a bench in which a turn was refused measures nothing. */
export function post(url: string, body: unknown, headers: Headers = {}): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(body));
  return ask('POST', url, { ...headers, 'Content-Type': 'application/json' }, bytes);
}

/** As `post`, for the one part of a multipart body. */
export function postFile(url: string, name: string, content: Uint8Array, headers: Headers = {}): Promise<string> {
  const boundary = 'the-file-ends-here';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return ask('POST', url, { ...headers, 'Content-Type': `multipart/form-data; boundary=${boundary}` }, bytes);
}

/** As `post`. */
export function read(url: string, headers: Headers = {}): Promise<string> {
  return ask('GET', url, headers);
}

function ask(method: string, url: string, headers: Headers, body?: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = body && { 'Content-Length': body.length };
    const req = request(url, { agent, method, headers: { ...headers, ...length } }, (res) => {
      readText(res).then((text) => {
        const { statusCode = 0 } = res;
        if (statusCode >= 200 && statusCode < 300) resolve(text);
        else reject(new Error(`${method} ${new URL(url).pathname} was refused with ${statusCode}: ${text}`));
      }, reject);
    });
    req.on('error', reject).end(body);
  });
}

function readText(res: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    res
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject);
  });
}
