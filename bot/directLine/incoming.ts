import type { Activity, Attachment } from 'botbuilder';
import { badArgument, HttpError, missingProperty } from '../http/errors.ts';
import { fingerprint, looksPersonal } from './opaqueIds.ts';

/** In UTF-16 units; longer is refused with 413. Far above any answer, far below what would slow a pattern down. */
export const longestText = 20_000;
const longestId = 256;
const mostAttachments = 20;

const clientTypes = ['message', 'event', 'typing'] as const;
type ClientType = (typeof clientTypes)[number];

/** What is let through of an activity that a client posted; all else comes from the token and the server. */
export interface Incoming {
  readonly fields: Partial<Activity> & { readonly type: ClientType };
  /** Two activities that share one of these are the same: hashes of the client's `id` and its `clientActivityID`. */
  readonly repeatKeys: readonly string[];
  /** The client's own id, to be echoed and never stored; absent for one that `fields` carry as it is. */
  readonly echo?: string;
}

type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The checks that every channel shares. Throws 400 for a body that is no object and for a missing or wrongly typed `type`,
 * `from`, `text`, `value` or `attachments`, and 413 for a very long text.
 */
export function checkActivity(body: unknown): asserts body is Json & { type: string; from: { id: string } } {
  if (!isObject(body)) throw badArgument('The activity must be an object.');
  const { type, from, text, value, attachments } = body;
  if (type === undefined) throw missingProperty('The activity has no "type".');
  if (typeof type !== 'string' || type === '') throw badArgument('"type" must be a string.');
  if (from === undefined) throw missingProperty('The activity has no "from".');
  if (!isObject(from) || typeof from.id !== 'string') throw badArgument('"from" must be an object with a string "id".');
  if (text !== undefined && typeof text !== 'string') throw badArgument('"text" must be a string.');
  if (typeof text === 'string' && text.length > longestText)
    throw new HttpError(413, 'MessageSizeTooBig', `"text" may have at most ${longestText} characters.`);
  if (type === 'message' && value !== undefined && !isObject(value)) throw badArgument('"value" must be an object.');
  if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isObject)))
    throw badArgument('"attachments" must be a list of objects.');
}

/** Files that came with an activity, as they are kept. */
export interface SentFiles {
  readonly uploads: readonly string[];
  /** What is shown of them. */
  readonly attachments: readonly { readonly contentType: string; readonly name: string }[];
}

/**
 * Throws as `checkActivity`, and 400 for an activity that a client may not send or a message that says nothing. `today` is an
 * ISO date in Europe/London.
 */
export function parseIncoming(body: unknown, today: string, sent?: SentFiles): Incoming {
  checkActivity(body);
  const type = clientTypes.find((known) => known === body.type);
  if (!type) throw badArgument('"type" must be message, event or typing.');
  if (body.value !== undefined && !isObject(body.value)) throw badArgument('"value" must be an object.');
  const value = body.value as Json | undefined;
  const text = optionalString(body, 'text');
  const name = optionalString(body, 'name', longestId);
  const locale = optionalString(body, 'locale', longestId);
  const localTimestamp = readInstant(optionalString(body, 'localTimestamp', longestId));
  const named = (body.attachments as Json[] | undefined) ?? [];
  if (named.length > mostAttachments) throw badArgument('There are too many attachments.');
  // Beside files, an attachment without an address only says once more what they are.
  const kept = sent ? named.filter((each) => typeof each.contentUrl === 'string' && !isData(each.contentUrl)) : named;
  const attachments = [...(sent?.attachments ?? []), ...kept.map(keepAttachment)];
  if (type === 'message' && !text && !value && attachments.length === 0)
    throw missingProperty('A message needs a text, a value or an attachment.');

  const id = optionalString(body, 'id', longestId);
  const channelData = body.channelData ?? {};
  if (!isObject(channelData)) throw badArgument('"channelData" must be an object.');
  const clientActivityID = optionalString(channelData, 'clientActivityID', longestId);
  const inputId = clientActivityID || id;
  const isPersonal = inputId !== undefined && looksPersonal(inputId, today);
  return {
    fields: {
      type,
      ...(text !== undefined && { text: text.toWellFormed() }),
      ...(value && { value }),
      ...(name && { name }),
      ...(locale && isLocale(locale) && { locale }),
      ...(localTimestamp && { localTimestamp }),
      ...(attachments.length > 0 && { attachments }),
      channelData: {
        ...(inputId && { clientActivityID: isPersonal ? fingerprint(inputId, today) : inputId }),
        ...(channelData.postBack === true && { postBack: true }),
        ...(sent && { dsptUpload: sent.uploads }),
      },
    },
    repeatKeys: [...new Set([clientActivityID, id].flatMap((key) => (key ? [fingerprint(key, today)] : [])))],
    ...(isPersonal && { echo: inputId }),
  };
}

function optionalString(from: Json, key: string, longest = Number.POSITIVE_INFINITY): string | undefined {
  const value = from[key] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw badArgument(`"${key}" must be a string.`);
  if (value.length > longest) throw badArgument(`"${key}" is too long.`);
  return value;
}

/** A language tag. No part may be digits alone: together they could be a number of somebody's. */
export const isLocale = (text: string): boolean => /^[a-z]{2,3}(-(?!\d+(?:-|$))[a-z\d]{2,8}){0,4}$/i.test(text);

/** A time that makes no sense is left out: it helps nobody and harms nobody. */
function readInstant(text: string | undefined): Date | undefined {
  const instant = new Date(text ?? Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

const isData = (address: string): boolean => /^data:/i.test(address);

/** A file that stands in an activity itself. */
export interface DataFile {
  /** As the client says; empty where it says nothing. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** True for an activity with an attachment that holds a file itself. */
export const holdsFiles = (body: unknown): boolean =>
  isObject(body) &&
  Array.isArray(body.attachments) &&
  body.attachments.some((each) => isObject(each) && typeof each.contentUrl === 'string' && isData(each.contentUrl));

/** The files that an activity carries in `data:` addresses. Throws 400 for an address that cannot be read. */
export function dataFiles(body: unknown): readonly DataFile[] {
  if (!isObject(body) || !Array.isArray(body.attachments)) return [];
  return body.attachments.filter(isObject).flatMap(({ contentUrl, contentType, name }) => {
    if (typeof contentUrl !== 'string' || !isData(contentUrl)) return [];
    const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
    return [{ name: textOf(name), contentType: textOf(contentType), bytes: readData(contentUrl) }];
  });
}

function readData(address: string): Buffer {
  const comma = address.indexOf(',');
  const [head, data] = [address.slice(0, comma), address.slice(comma + 1)];
  try {
    const text = decodeURIComponent(data);
    if (comma > 0 && !/;\s*base64$/i.test(head)) return Buffer.from(text);
    if (comma > 0 && /^[\w+/\s-]*=*\s*$/.test(text)) return Buffer.from(text, 'base64');
  } catch {
    // A percent sign that stands for nothing.
  }
  throw badArgument('An attachment has a "data:" address that cannot be read.');
}

/** What an attachment says, without where it says it is: no address that a client names is ever fetched or passed on. */
function keepAttachment(attachment: Json): Attachment {
  const { contentType, content, name } = attachment;
  if (typeof contentType !== 'string') throw badArgument('An attachment needs a "contentType".');
  return { contentType, ...(content !== undefined && { content }), ...(typeof name === 'string' && { name }) };
}
