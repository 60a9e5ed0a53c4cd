import { type Activity, ActivityTypes, Channels } from 'botbuilder';
import { sha256 } from '../storage/hash.ts';
import type { LogFields } from './logger.ts';

const channels: ReadonlySet<string> = new Set(Object.values(Channels));
const types: ReadonlySet<string> = new Set(Object.values(ActivityTypes));
const ourId = /^[\w-]{22}\|\d{7,}-[\da-f]{8}$/;

/**
 * What the log may say about an activity. Whoever sends one may write anything into these fields: names pass when they are
 * known, and a foreign id as a piece of its hash.
 */
export function activityFields({ id, channelId, type }: Partial<Activity>): LogFields {
  return {
    channelId: channelId !== undefined && channels.has(channelId) ? channelId : 'other',
    activityType: type !== undefined && types.has(type) ? type : 'other',
    ...(typeof id === 'string' && { activityId: ourId.test(id) ? id : `sha256:${sha256(id).slice(0, 16)}` }),
  };
}
