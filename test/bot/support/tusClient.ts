import { type AddressInfo, connect, createServer } from 'node:net';
import { type DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import type { Answer, Client, Json } from './testApp.ts';

export const uploadsPath = '/evidence/api/uploads';

/** The real client sends a file; resolves with the address of the upload, and rejects with the status of a refusal. */
export async function send(
  url: string,
  ticket: string,
  name: string,
  content: Blob,
  options: UploadOptions = {},
): Promise<string> {
  const body = Buffer.from(await content.arrayBuffer());
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(body, {
      endpoint: `${url}${uploadsPath}`,
      headers: { Authorization: `Bearer ${ticket}` },
      metadata: { filename: name, filetype: content.type },
      retryDelays: [10, 20, 50, 100, 200],
      ...options,
      onSuccess: () => resolve(new URL(String(upload.url)).pathname),
      onError: (error) => reject(new Error(`HTTP ${(error as DetailedError).originalResponse?.getStatus()}`)),
    });
    upload.start();
  });
}

/** Asks what became of a file until that is known. */
export async function verdict(app: Client, ticket: string, address: string): Promise<Json> {
  for (;;) {
    const { status, body } = await app.ask(`${address}/result`, { token: ticket });
    if (status !== 200) return { status };
    if (body.state !== 'checking') return body;
    await new Promise((resolve) => setTimeout(resolve, 100)); // as a page does: another process is at work
  }
}

/** Speaks the protocol by hand, as no client would. */
export function plain(
  app: Client,
  method: string,
  address: string,
  ticket: string | undefined,
  headers: Record<string, string> = {},
  raw?: BodyInit,
): Promise<Answer> {
  return app.ask(address, {
    method,
    headers: { 'Tus-Resumable': '1.0.0', ...headers },
    ...(ticket !== undefined && { token: ticket }),
    ...(raw !== undefined && { raw }),
  });
}

export async function begin(app: Client, ticket: string, length: number, name = 'a.txt'): Promise<string> {
  const metadata = `filename ${Buffer.from(name).toString('base64')}`;
  const headers = { 'Upload-Length': String(length), 'Upload-Metadata': metadata };
  const answer = await plain(app, 'POST', uploadsPath, ticket, headers);
  if (answer.status !== 201) throw new Error(`HTTP ${answer.status}`);
  return String(answer.headers.get('Location'));
}

export function chunk(
  app: Client,
  ticket: string,
  address: string,
  offset: number,
  words: BodyInit,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const own = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
  return plain(app, 'PATCH', address, ticket, { ...own, ...headers }, words);
}

export async function offsetOf(app: Client, ticket: string, address: string): Promise<number> {
  return Number((await plain(app, 'HEAD', address, ticket)).headers.get('Upload-Offset'));
}

/** A line to some servers, each connection to the next one, that breaks once after each number of bytes sent. */
export async function breakingLine(targets: readonly Client[], breaks: readonly number[]) {
  const left = [...breaks];
  let carried = 0;
  let connections = 0;
  const proxy = createServer((near) => {
    const target = targets[connections++ % targets.length];
    const far = connect(Number(new URL(target?.url ?? '').port), 'localhost');
    near.on('data', (bytes) => {
      carried += bytes.length;
      if (carried < (left[0] ?? Number.POSITIVE_INFINITY)) return void far.write(bytes);
      left.shift();
      near.destroy();
      far.destroy();
    });
    far.on('data', (bytes) => near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, resolve));
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    broken: () => breaks.length - left.length,
    carried: () => carried,
    close: () => proxy.close(),
  };
}
