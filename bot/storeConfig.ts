import { clamdAddress } from '../evidence/clamd.ts';
import { isLoopbackName, parseUrl } from './addresses.ts';

export const storeSettingNames = [
  'COSMOS_ENDPOINT',
  'COSMOS_DATABASE',
  'COSMOS_KEY',
  'BLOB_ENDPOINT',
  'BLOB_CONNECTION_STRING',
  'BLOB_CONTAINER',
  'CLAMD',
  'BLOB_SCAN',
] as const;

type Value = (name: (typeof storeSettingNames)[number]) => string | undefined;

/** The store on Azure, as the backends want it. */
export interface AzureConfig {
  readonly cosmos: {
    readonly endpoint: string;
    readonly database: string;
    /** For the emulator on this machine alone; elsewhere a managed identity signs in. */
    readonly key: string | undefined;
  };
  readonly blob: {
    readonly endpoint: string | undefined;
    readonly connectionString: string | undefined;
    readonly container: string;
  };
}

/** Who looks for viruses: ClamAV's daemon at an address or socket, or Defender for Storage by the tag it leaves on a blob. */
export type ScannerConfig = { readonly clamd: string } | { readonly defender: true } | undefined;

/** All of Azure or nothing of it: half of it would split a file from the answer that it proves. */
export function readAzure(value: Value, problems: string[]): AzureConfig | undefined {
  const names = storeSettingNames.filter((name) => name !== 'CLAMD' && name !== 'BLOB_SCAN');
  if (!names.some((name) => value(name))) return undefined;
  const endpoint = value('COSMOS_ENDPOINT');
  const cosmosUrl = readEndpoint('COSMOS_ENDPOINT', endpoint, problems);
  const blobEndpoint = value('BLOB_ENDPOINT');
  const connectionString = value('BLOB_CONNECTION_STRING');
  const key = value('COSMOS_KEY');
  if (!endpoint)
    problems.push('COSMOS_ENDPOINT is missing: with any Cosmos DB or Blob setting the whole store is on Azure');
  if (!blobEndpoint && !connectionString)
    problems.push(
      'BLOB_ENDPOINT or BLOB_CONNECTION_STRING is missing: with any Cosmos DB or Blob setting the whole store is on Azure',
    );
  if (blobEndpoint && connectionString) problems.push('BLOB_ENDPOINT and BLOB_CONNECTION_STRING must not both be set');
  readEndpoint('BLOB_ENDPOINT', blobEndpoint, problems);
  if (connectionString && !/(?:^|;)(?:AccountName|UseDevelopmentStorage|BlobEndpoint)=/i.test(connectionString))
    problems.push('BLOB_CONNECTION_STRING must be the connection string of a storage account');
  if (key && cosmosUrl && !isLoopbackName(cosmosUrl.hostname))
    problems.push('COSMOS_KEY is for the emulator on this machine; leave it out and use a managed identity');
  const database = value('COSMOS_DATABASE') ?? 'dspt-guide';
  if (!/^[\w-]{1,200}$/.test(database))
    problems.push('COSMOS_DATABASE must have 1 to 200 letters, digits, hyphens or underscores');
  const container = value('BLOB_CONTAINER') ?? 'evidence';
  if (!/^[a-z\d](?:-?[a-z\d]){2,62}$/.test(container))
    problems.push('BLOB_CONTAINER must have 3 to 63 lower-case letters, digits or single hyphens');
  return {
    cosmos: { endpoint: endpoint ?? '', database, key },
    blob: { endpoint: blobEndpoint, connectionString, container },
  };
}

/** `isOnAzure`: whether there are blobs for Defender to look at. */
export function readScanner(value: Value, isOnAzure: boolean, problems: string[]): ScannerConfig {
  const clamd = value('CLAMD');
  const blobScan = value('BLOB_SCAN');
  if (clamd && blobScan) problems.push('CLAMD and BLOB_SCAN must not both be set');
  if (blobScan) {
    if (blobScan.toLowerCase() !== 'defender') problems.push('BLOB_SCAN must be defender');
    if (!isOnAzure) problems.push('BLOB_SCAN needs the store on Azure: set the Cosmos DB and Blob settings as well');
    return { defender: true };
  }
  if (!clamd) return undefined;
  if (!clamdAddress(clamd)) problems.push('CLAMD must be host:port, or the path of a socket that begins with /');
  return { clamd };
}

function readEndpoint(name: string, text: string | undefined, problems: string[]): URL | undefined {
  if (text === undefined) return undefined;
  const url = parseUrl(text);
  const isSafe = url && (url.protocol === 'https:' || isLoopbackName(url.hostname));
  if (!isSafe) problems.push(`${name} must be an https address; http is for this machine alone`);
  return url;
}
