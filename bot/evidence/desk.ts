import type { Assessment } from '../../core/assessment.ts';
import { filesOf, type RecordedFile } from '../../core/evidence/documents.ts';
import type { EvidenceDocument, SentFile } from '../../core/evidence/model.ts';
import type { EvidenceDesk } from '../../dialogs/evidenceDesk.ts';
import type { Files } from '../../storage/ports.ts';
import { describeError, type Logger } from '../logger.ts';
import type { CheckedFiles } from './checkedFiles.ts';
import { filesPath } from './fileRoutes.ts';
import type { Intake } from './intake.ts';
import { qrCode } from './qrCode.ts';
import { lifetimes, type Tickets } from './tickets.ts';
import { isOf } from './uploads.ts';
import type { WaitingScans } from './waitingScans.ts';

export interface DeskOptions {
  readonly files: Files;
  readonly checked: CheckedFiles;
  readonly intake: Intake;
  readonly tickets: Tickets;
  /** Absent: this installation has no scanner. */
  readonly scans: WaitingScans | undefined;
  readonly assessment: (id: string) => Promise<Assessment>;
  /** Origin of our pages. */
  readonly publicUrl: string;
  readonly logger: Logger;
}

export function createDesk(options: DeskOptions): EvidenceDesk {
  const { files, checked, intake, tickets, scans, assessment, publicUrl, logger } = options;

  return {
    async sent(uploads, asker) {
      const found: SentFile[] = [];
      for (const id of uploads) {
        const upload = await intake.uploads.find(id);
        const sent = upload && isOf(upload, asker) ? upload.sent : undefined;
        if (sent && (sent.state === 'refused' || (await files.look(sent.source.file)))) found.push(sent);
      }
      return found;
    },

    async uploadLink(asker, about) {
      const url = `${publicUrl}/evidence#${await tickets.issue('upload', { asker, about })}`;
      return { url, qr: qrCode(url), minutes: lifetimes.upload };
    },

    async fileLink(asker, document, version) {
      const { documents } = await assessment(asker.assessment);
      const file = filesOf(documents).find((each) => each.document === document && each.version === version);
      const ticket = await tickets.issue('file', { asker, document, version });
      return `${publicUrl}${filesPath}/${ticket}/${encodeURIComponent(file?.source.name ?? 'file')}`;
    },

    check(asker, documents) {
      return checked.check(asker.assessment, recorded(documents));
    },

    async rescan(asker, documents) {
      const waiting = recorded(documents).filter(({ source }) => source.scan === 'waiting');
      const news = await scans?.news(
        asker,
        waiting.map(({ source }) => source.file),
      );
      return waiting.flatMap(({ document, source: { file } }) => {
        const result = news?.get(file);
        return result ? [{ document, file, result }] : [];
      });
    },

    async discard(names) {
      for (const name of names) {
        try {
          // What is known of its upload stays until it runs out: the page may still ask what became of it.
          await files.delete(name);
        } catch (error) {
          logger.error('evidence.sweepFailed', describeError(error));
        }
      }
    },
  };
}

const recorded = (documents: readonly EvidenceDocument[]): readonly RecordedFile[] =>
  filesOf(Object.fromEntries(documents.map((each) => [each.id, each])));
