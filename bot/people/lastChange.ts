import type { OrganisationId } from '../../core/people/model.ts';
import type { Organisation } from '../../core/people/organisation.ts';
import type { EventLog } from '../../storage/ports.ts';
import type { Ahead } from '../reach/calendar.ts';
import { streamOf } from './organisations.ts';

/** When an organisation or one of its services last changed, and how often they did in all: neither ever goes back. */
export async function lastChange(
  log: EventLog,
  id: OrganisationId,
  { services }: Organisation,
): Promise<Pick<Ahead, 'revision' | 'at'>> {
  const streams = [streamOf(id), ...services.map((assessment) => `assessment/${assessment}`)];
  const last = await Promise.all(
    streams.map(async (stream) => {
      const head = await log.head(stream);
      return head && (await log.read(stream, head.revision - 1, 1))[0];
    }),
  );
  const commits = last.filter((commit) => commit !== undefined);
  return {
    revision: commits.reduce((sum, { revision }) => sum + revision, 0),
    at: commits.map(({ at }) => at).reduce((one, other) => (one > other ? one : other), new Date(0).toISOString()),
  };
}
