import { hostPattern, usualFileHosts } from './fileSources.ts';

export const teamsSettingNames = ['ALLOWED_TENANTS', 'SHARED_TENANTS', 'TEAMS_FILE_HOSTS'] as const;

export interface TeamsConfig {
  /** Ids of tenants, lower case; empty: every tenant is served. */
  readonly allowedTenants: readonly string[];
  /** Ids of tenants in which people of different services are strangers, lower case: nobody there is offered to join anybody. */
  readonly sharedTenants: readonly string[];
  /** From where files that came with messages may be fetched. */
  readonly fileHosts: readonly string[];
}

const tenantId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

type Value = (
  name: (typeof teamsSettingNames)[number] | 'MicrosoftAppType' | 'MicrosoftAppTenantId',
) => string | undefined;

export function readTeams(value: Value, problems: string[]): TeamsConfig {
  const tenants = (name: 'ALLOWED_TENANTS' | 'SHARED_TENANTS'): readonly string[] => {
    const ids = listed(value(name));
    for (const id of ids) if (!tenantId.test(id)) problems.push(`${name}: "${id}" must be the id of a tenant`);
    return ids;
  };
  const allowedTenants = tenants('ALLOWED_TENANTS');
  const fileHosts = listed(value('TEAMS_FILE_HOSTS'));
  for (const host of fileHosts)
    if (!hostPattern.test(host)) problems.push(`TEAMS_FILE_HOSTS: "${host}" must be a host such as *.sharepoint.us`);
  return Object.freeze({
    allowedTenants: Object.freeze(allowedTenants.length ? allowedTenants : ownTenant(value)),
    sharedTenants: Object.freeze(tenants('SHARED_TENANTS')),
    fileHosts: Object.freeze(fileHosts.length ? fileHosts : usualFileHosts),
  });
}

/** A bot of one tenant serves that tenant. */
function ownTenant(value: Value): readonly string[] {
  const isOfOne = ['singletenant', 'userassignedmsi'].includes(value('MicrosoftAppType')?.toLowerCase() ?? '');
  const own = value('MicrosoftAppTenantId')?.toLowerCase();
  return isOfOne && own ? [own] : [];
}

const listed = (text: string | undefined): readonly string[] => [
  ...new Set((text ?? '').split(',').flatMap((each) => each.trim().toLowerCase() || [])),
];
