import type { OrganisationId, PersonId } from '../../core/people/model.ts';
import { tenantOrganisation, tenantPerson } from '../../dialogs/identity.ts';
import type { Documents } from '../../storage/ports.ts';

/** Who somebody of a tenant is, where a code has told: the same person as through another door. */
export interface KnownAs {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
}

/**
 * What is known of tenants beyond what is derived from them: whom a code linked to another door, and which organisation stands for a tenant
 * whose first manager had begun on the web.
 */
export class TenantPlaces {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The organisation that people of a tenant are offered to join, whether it is there or not. */
  async organisationOf(tenant: string): Promise<OrganisationId> {
    const derived = tenantOrganisation(tenant);
    const told = await this.#documents.get<{ readonly organisation: OrganisationId }>(tenantId(derived));
    return told?.value.organisation ?? derived;
  }

  async standFor(tenant: string, organisation: OrganisationId): Promise<void> {
    await this.#documents.put(tenantId(tenantOrganisation(tenant)), { organisation });
  }

  async knownAs(tenant: string, user: string): Promise<KnownAs | undefined> {
    return (await this.#documents.get<KnownAs>(personId(tenantPerson(tenant, user))))?.value;
  }

  async know(tenant: string, user: string, { organisation, person }: KnownAs): Promise<void> {
    await this.#documents.put(personId(tenantPerson(tenant, user)), { organisation, person } satisfies KnownAs);
  }
}

const tenantId = (derived: OrganisationId): string => `tenant/${derived}`;
const personId = (derived: PersonId): string => `tenantPerson/${derived}`;
