import { clamdAddress, createClamd } from '../../evidence/clamd.ts';
import type { Files } from '../../storage/ports.ts';
import type { ScannerConfig } from '../storeConfig.ts';
import { type Scanner, streamScanner } from './scanner.ts';

/** The scanner that the settings name; undefined where they name none. */
export function createScanner(config: ScannerConfig, files: Files): Scanner | undefined {
  if (!config) return undefined;
  if ('defender' in config) return { scan: async (file) => (await files.scanState?.(file)) ?? 'waiting' };
  const address = clamdAddress(config.clamd);
  if (!address) throw new Error('CLAMD is no address.');
  const clamd = createClamd(address);
  return streamScanner(files, (bytes) => clamd.scan(bytes));
}
