import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { manifestVersion } from './manifest.ts';

const require = createRequire(import.meta.url);

/** Microsoft's own schema, out of its package; nothing is fetched. */
export function readSchema(version: string): object {
  const path = `@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`;
  return JSON.parse(readFileSync(require.resolve(path), 'utf8'));
}

/** Where a manifest breaks Microsoft's schema; empty when it does not. */
export function schemaProblems(manifest: unknown): readonly string[] {
  const ajv = new draft04.default({ allErrors: true, strict: false });
  formats.default(ajv);
  const validate = ajv.compile(readSchema(manifestVersion));
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `manifest.json${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
