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

/** The body of the answer. Rejects for any status but 2xx: a bench in which a turn was refused measures nothing. */
export function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const json = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const req = request(
      url,
      {
        agent,
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) },
      },
      (res) => {
        readText(res).then((text) => {
          const { statusCode = 0 } = res;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`POST ${new URL(url).pathname} was refused with ${statusCode}: ${text}`));
        }, reject);
      },
    );
    req.on('error', reject).end(json);
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
