import type { Activity, ChannelAccount } from 'botbuilder';
import { isObject } from '../directLine/incoming.ts';

/** Whether somebody can be written to in a conversation, as far as an activity tells. */
export type ReachState = 'open' | 'gone';

/** Whether the guide was put into a conversation, taken out of it, or neither. An upgrade is neither. */
export function installationOf(activity: Activity): 'added' | 'removed' | undefined {
  const { type, action, membersAdded, membersRemoved, recipient } = activity;
  const isBot = ({ id }: ChannelAccount): boolean => id === recipient?.id;
  if (type === 'installationUpdate') return action === 'add' ? 'added' : action === 'remove' ? 'removed' : undefined;
  if (type !== 'conversationUpdate') return undefined;
  const data: unknown = activity.channelData;
  if (membersRemoved?.some(isBot) || (isObject(data) && data.eventType === 'teamDeleted')) return 'removed';
  return membersAdded?.some(isBot) ? 'added' : undefined;
}

export const reachOf = (activity: Activity): ReachState => (installationOf(activity) === 'removed' ? 'gone' : 'open');
