import type { Outgoing } from './activity.ts';
import { HttpError } from './request.ts';

/** Milliseconds without a byte going out, and without an answer once all are out: the files are looked at meanwhile. */
const longestSilence = { sending: 45_000, answering: 180_000 };

interface UploadOptions {
  readonly token: string;
  readonly signal: AbortSignal;
  /** `share` of the bytes that are out, from 0 to 1. */
  progress(share: number): void;
}

/**
 * Sends files with the activity that tells of them, as Direct Line wants it. Rejects with `HttpError`, with a `TypeError` where
 * the network fails, and with the signal's reason. (`fetch` could not tell how far it is.)
 */
export function upload(
  path: string,
  activity: Outgoing,
  files: readonly File[],
  options: UploadOptions,
): Promise<void> {
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let watch: ReturnType<typeof setTimeout> | undefined;
    const listen = (longest: number) => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), longest);
    };
    request.open('POST', path);
    request.setRequestHeader('Authorization', `Bearer ${options.token}`);
    request.upload.onprogress = ({ loaded, total }) => {
      listen(longestSilence.sending);
      options.progress(total > 0 ? loaded / total : 0);
    };
    request.upload.onload = () => listen(longestSilence.answering);
    request.onload = () => {
      const { status } = request;
      if (status >= 200 && status < 300) resolve();
      else reject(new HttpError(status, request.getResponseHeader('Retry-After')));
    };
    request.onerror = request.onabort = () =>
      reject(options.signal.aborted ? options.signal.reason : new TypeError('The network failed'));
    request.onloadend = () => clearTimeout(watch);
    options.signal.addEventListener('abort', () => request.abort());
    listen(longestSilence.sending);
    request.send(form);
  });
}
