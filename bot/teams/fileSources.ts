import type { Attachment } from 'botbuilder';
import { isLoopbackName, parseUrl } from '../addresses.ts';
import { isObject } from '../directLine/incoming.ts';

/**
 * Where Teams keeps a file that was sent to a bot: in the OneDrive of the person, which is SharePoint's
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4; the hosts under "SharePoint Online and OneDrive for
 * Business" in https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges). Other clouds: `TEAMS_FILE_HOSTS`.
 */
export const usualFileHosts: readonly string[] = ['*.sharepoint.com'];

const downloadType = 'application/vnd.microsoft.teams.file.download.info';
const imageType = /^image\/(?:\*|[\w.+-]{1,60})$/i;

/** One file of a message. */
export interface FileSource {
  /** As the sender says; empty where nothing is said. */
  readonly name: string;
  readonly contentType: string;
  readonly url: string;
  /** `channel`: kept by the channel itself, and given out against the bot's token. */
  readonly from: 'drive' | 'channel';
}

export const isFile = ({ contentType }: Attachment): boolean =>
  contentType === downloadType || (typeof contentType === 'string' && imageType.test(contentType));

/** What an attachment says of its file; undefined where it is no file or does not say where it lies. */
export function fileIn({ contentType, content, contentUrl, name }: Attachment): FileSource | undefined {
  if (typeof contentType !== 'string') return undefined;
  const called = typeof name === 'string' ? name : '';
  if (contentType === downloadType) {
    const info: unknown = content;
    if (!isObject(info) || typeof info.downloadUrl !== 'string') return undefined;
    return { name: withType(called, info.fileType), contentType, url: info.downloadUrl, from: 'drive' };
  }
  if (!imageType.test(contentType) || typeof contentUrl !== 'string') return undefined;
  return { name: called || 'image', contentType, url: contentUrl, from: 'channel' };
}

/** Some clients leave the ending out of the name and give it apart. */
function withType(name: string, fileType: unknown): string {
  if (typeof fileType !== 'string' || !/^[a-z\d]{1,8}$/i.test(fileType)) return name;
  return name.toLowerCase().endsWith(`.${fileType.toLowerCase()}`) ? name : `${name}.${fileType}`;
}

/** Whether a file may be fetched from there: over TLS (or from this very machine), from one of `hosts`, and with no name or password in it. */
export function isAllowedSource(address: string, hosts: readonly string[]): boolean {
  const url = safeUrl(address);
  return url !== undefined && hosts.some((host) => isHost(url, host));
}

/** Whether an address lies below that of the channel which sent it. */
export function isBelow(address: string, serviceUrl: string): boolean {
  const [url, service] = [safeUrl(address), safeUrl(serviceUrl)];
  const folder = service?.pathname.replace(/\/*$/, '/');
  return url !== undefined && folder !== undefined && url.origin === service?.origin && url.pathname.startsWith(folder);
}

/** A host, or with `*.` all below it; with a port where it is not the usual one. */
export const hostPattern = /^(?:\*\.)?[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?(?::\d{1,5})?$/;

function isHost(url: URL, allowed: string): boolean {
  return allowed.startsWith('*.') ? url.host.endsWith(allowed.slice(1)) : url.host === allowed;
}

function safeUrl(address: string): URL | undefined {
  const url = parseUrl(address);
  if (!url) return undefined;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname)) ? url : undefined;
}
