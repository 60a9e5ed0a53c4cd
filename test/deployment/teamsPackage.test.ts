/** `npm run teams-package` as it is run: a process, an environment, a zip. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import sharp from 'sharp';
import { temporaryFolders } from '../support/temporaryFolders.ts';
import { openPackage } from './openPackage.ts';
import { wholeEnv } from './packageSettings.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const folder = temporaryFolders();
const schemas = join(createRequire(import.meta.url).resolve('@microsoft/app-manifest'), '..', 'json-schemas', 'teams');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

type Env = Readonly<Record<string, string>>;

interface Run {
  readonly exitCode: number;
  readonly said: string;
  readonly complaint: string;
  readonly written: readonly string[];
  readonly zip: Buffer;
}

/** Runs the program with nothing in its environment but `env`, into a folder of its own. */
async function build(env: Env): Promise<Run> {
  const into = folder();
  const program = join(root, 'deployment', 'teamsPackage.ts');
  const { exitCode, stdout, stderr } = await run(process.execPath, [program, into], { env, cwd: into }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({
      exitCode: error.code,
      ...error,
    }),
  );
  const written = readdirSync(into);
  const zip = written.length > 0 ? readFileSync(join(into, 'dspt-guide-teams.zip')) : Buffer.alloc(0);
  return { exitCode, said: stdout, complaint: stderr, written, zip };
}

const manifestIn = async (zip: Buffer) => JSON.parse(`${(await openPackage(zip)).get('manifest.json')}`);

describe('npm run teams-package', () => {
  it('writes one zip with a manifest and two icons, and says what is next', async () => {
    const { exitCode, said, complaint, written, zip } = await build(wholeEnv);
    expect({ exitCode, complaint, written }).toEqual({ exitCode: 0, complaint: '', written: ['dspt-guide-teams.zip'] });
    expect([...(await openPackage(zip)).keys()]).toEqual(['manifest.json', 'color.png', 'outline.png']);
    expect(said).toContain(`version ${version} of the app ${wholeEnv.MicrosoftAppId.toLowerCase()}`);
    expect(said).toContain(wholeEnv.MicrosoftAppTenantId);
    expect(said).toContain('https://guide.example.org/api/messages');
    expect(said).not.toContain('TEAMS_PRIVACY_URL');
  });

  it('keeps to the newest schema that Microsoft ships', async () => {
    const manifest = await manifestIn((await build(wholeEnv)).zip);
    const versions = readdirSync(schemas).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
    expect(manifest.manifestVersion).toBe(`1.${Math.max(...versions.map(Number))}`);
    expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
    const ajv = new draft04.default({ allErrors: true, strict: false });
    formats.default(ajv);
    const schema = join(schemas, `v${manifest.manifestVersion}`, 'MicrosoftTeams.schema.json');
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
    validate(manifest);
    expect(validate.errors).toBeNull();
    validate({ ...manifest, id: 'dspt-guide', packageName: 'org.example.guide' });
    expect(validate.errors).toHaveLength(2);
  });

  it('fills in what the settings say', async () => {
    const manifest = await manifestIn((await build(wholeEnv)).zip);
    const id = wholeEnv.MicrosoftAppId.toLowerCase();
    expect(manifest).toMatchObject({
      version,
      id,
      developer: {
        name: 'Rosedale care desk',
        websiteUrl: 'https://guide.example.org',
        privacyUrl: 'https://rosedale.example/privacy',
        termsOfUseUrl: 'https://rosedale.example/terms',
      },
      bots: [{ botId: id, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true, isNotificationOnly: false }],
      validDomains: ['guide.example.org'],
      localizationInfo: { defaultLanguageTag: 'en-gb' },
    });
    expect(manifest.description.full).toMatch(
      /Rosedale care desk, 0113 496 0000, desk@rosedale\.example, weekdays 9am to 5pm\.$/,
    );
  });

  it('asks for no permission and no data of the tenant', async () => {
    const manifest = await manifestIn((await build(wholeEnv)).zip);
    for (const name of ['permissions', 'devicePermissions', 'authorization', 'webApplicationInfo', 'graphConnector'])
      expect(manifest).not.toHaveProperty(name);
  });

  it('names the chat page where there is no page about privacy and terms, and says so', async () => {
    const { TEAMS_PRIVACY_URL: _privacy, TEAMS_TERMS_URL: _terms, ...env } = wholeEnv;
    const { said, zip } = await build(env);
    const { developer } = await manifestIn(zip);
    expect([developer.privacyUrl, developer.termsOfUseUrl]).toEqual([env.PUBLIC_URL, env.PUBLIC_URL]);
    expect(said).toContain('TEAMS_PRIVACY_URL');
  });

  it('draws icons of the sizes and colours that Teams takes', async () => {
    const files = await openPackage((await build(wholeEnv)).zip);
    const [color, outline] = await Promise.all(
      ['color.png', 'outline.png'].map(async (name) => {
        const { data, info } = await sharp(files.get(name)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
        return { size: [info.width, info.height], corner: [...data.subarray(0, 4)] };
      }),
    );
    expect(color).toEqual({ size: [192, 192], corner: [11, 95, 92, 255] });
    expect(outline).toMatchObject({ size: [32, 32] });
    expect(outline?.corner.at(-1)).toBe(0);
  });

  it('builds the same bytes again, in another time zone too', async () => {
    const [first, second] = await Promise.all([
      build({ ...wholeEnv, TZ: 'Pacific/Auckland' }),
      build({ ...wholeEnv, TZ: 'America/Los_Angeles' }),
    ]);
    expect(first.zip.length).toBeGreaterThan(1000);
    expect(first.zip.equals(second.zip)).toBe(true);
  });

  it('puts no secret into the package or on the screen', async () => {
    const secrets = {
      MicrosoftAppPassword: 'hush-app-password',
      CertificatePrivateKey: 'hush-private-key',
      CertificateThumbprint: 'hush-thumbprint',
      COSMOS_KEY: 'hush-cosmos-key',
      BLOB_CONNECTION_STRING: 'AccountName=hush;AccountKey=hush-blob-key',
      SMTP_URL: 'smtp://hush:hush-mail@mail.example',
    };
    const { exitCode, said, complaint, zip } = await build({ ...wholeEnv, ...secrets });
    expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: '' });
    expect(said).not.toContain('hush');
    for (const [name, content] of await openPackage(zip))
      expect({ name, holds: content.includes('hush') }).toEqual({ name, holds: false });
    expect(zip.includes('hush')).toBe(false);
  });

  it('lists all that is missing, writes nothing and ends with 1', async () => {
    const { exitCode, said, complaint, written } = await build({});
    expect({ exitCode, said, written }).toEqual({ exitCode: 1, said: '', written: [] });
    expect(complaint.match(/^ {2}- \w+/gm)).toEqual(
      ['PUBLIC_URL', 'MicrosoftAppId', 'MicrosoftAppType', 'MicrosoftAppTenantId'].map((name) => `  - ${name}`),
    );
  });
});
