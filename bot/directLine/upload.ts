import { parseJson } from '../http/body.ts';
import { badArgument, HttpError } from '../http/errors.ts';

/**
 * The parts of a Direct Line upload: the activity, when there is one, and how many files came with it. Files are not kept
 * yet. Rejects with 415 for what is not multipart and 400 for what cannot be read.
 */
export async function parseUpload(
  contentType: string | undefined,
  body: Buffer,
): Promise<{ activity: unknown; files: number }> {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? ''))
    throw new HttpError(415, 'UnsupportedMediaType', 'An upload must be multipart/form-data.');
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType ?? '' } })
    .formData()
    .catch(() => {
      throw badArgument('The parts of the upload cannot be read.');
    });
  let activity: unknown;
  let files = 0;
  for (const [name, part] of form) {
    if (name === 'activity' && activity === undefined) {
      activity = parseJson(typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer()));
    } else if (typeof part !== 'string') {
      files += 1;
    }
  }
  if (activity === undefined && files === 0) throw badArgument('The upload holds neither an activity nor a file.');
  return { activity, files };
}
