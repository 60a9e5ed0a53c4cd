import { type Activity, ActivityTypes, type Attachment } from 'botbuilder';
import { isLocale, isObject } from '../directLine/incoming.ts';
import { isTeams, withoutMention } from './conversations.ts';
import { isFile } from './fileSources.ts';

/**
 * What an authentic activity says, before anything of the guide reads it: without the bot's name in the text, without what Teams adds to
 * messages that is no file, with a language that is one, and without marks that only our own server may set. Alters `activity`.
 */
export function tidy(activity: Activity): void {
  const data: unknown = activity.channelData;
  if (isObject(data))
    activity.channelData = Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith('dspt')));
  else delete activity.channelData;
  const locale = localeOf(activity);
  if (locale === undefined) Reflect.deleteProperty(activity, 'locale');
  else activity.locale = locale;
  if (typeof activity.text === 'string') activity.text = withoutMention(activity);
  if (isTeams(activity) && activity.type === ActivityTypes.Message) tidyAttachments(activity);
}

/**
 * Teams puts each message once more as HTML beside it, and what is quoted or previewed. Those are no files. A message that is nothing
 * else keeps one, so that the person hears that it cannot be taken.
 */
function tidyAttachments(activity: Activity): void {
  const all: readonly Attachment[] = activity.attachments ?? [];
  const files = all.filter(isFile);
  const hasWords = Boolean(activity.text) || isObject(activity.value);
  const kept = files.length > 0 || hasWords ? files : all.slice(0, 1);
  if (kept.length > 0) activity.attachments = [...kept];
  else delete activity.attachments;
}

/** The person's language as a tag: Teams gives it with the activity, and again as what is known of the client. */
function localeOf({ locale, entities }: Activity): string | undefined {
  const all: unknown = entities;
  const client = Array.isArray(all)
    ? all.find((each: unknown) => isObject(each) && each.type === 'clientInfo')
    : undefined;
  const given = [locale, isObject(client) ? client.locale : undefined];
  return given.find((each): each is string => typeof each === 'string' && isLocale(each));
}
