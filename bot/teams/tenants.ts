import type { Activity } from 'botbuilder';
import { isObject } from '../directLine/incoming.ts';
import { isTeams } from './conversations.ts';

/**
 * Whether an authentic activity comes from a tenant that is served. Every tenant that it names must be among `allowed` (lower case; none:
 * all are), and one from Teams must name one.
 */
export function isServed(activity: Activity, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const named = tenantsIn(activity);
  return (
    (named.length > 0 || !isTeams(activity)) &&
    named.every((tenant) => typeof tenant === 'string' && allowed.includes(tenant.toLowerCase()))
  );
}

/** The tenant (lower case) that an authentic activity of Teams comes from; undefined where it names none, or two. */
export function tenantIn(activity: Activity): string | undefined {
  if (!isTeams(activity)) return undefined;
  const named = new Set(tenantsIn(activity).map((tenant) => (typeof tenant === 'string' ? tenant.toLowerCase() : '')));
  const [tenant] = named;
  return named.size === 1 && tenant ? tenant : undefined;
}

function tenantsIn({ conversation, channelData }: Activity): readonly unknown[] {
  const data: unknown = channelData;
  const tenant = isObject(data) ? data.tenant : undefined;
  return [conversation.tenantId, isObject(tenant) ? tenant.id : tenant].filter((named) => (named ?? '') !== '');
}
