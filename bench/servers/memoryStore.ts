import { genesis } from '../../storage/hash.ts';
import {
  type Commit,
  type Documents,
  EtagMismatch,
  type EventLog,
  type Files,
  RevisionTaken,
  type Store,
  type Stored,
} from '../../storage/ports.ts';

/** A store that forgets everything when its process ends: no file, no hash, no waiting. What the public samples stand on. */
export function createMemoryStore(): Store {
  return { log: createLog(), documents: createDocuments(), files: noFiles, close: async () => undefined };
}

function createLog(): EventLog {
  const streams = new Map<string, Commit[]>();
  return {
    async append<Event>(
      stream: string,
      expected: Parameters<EventLog['append']>[1],
      commit: Parameters<EventLog['append']>[2],
    ) {
      const commits = streams.get(stream) ?? [];
      const previousHash = commits.at(-1)?.hash ?? genesis.hash;
      if (expected.revision !== commits.length || expected.hash !== previousHash) throw new RevisionTaken(stream);
      const revision = commits.length + 1;
      const written = { ...commit, stream, revision, previousHash, hash: String(revision) };
      commits.push(written);
      streams.set(stream, commits);
      return written as Commit<Event>;
    },
    async read<Event>(stream: string, after: number, limit = Number.POSITIVE_INFINITY) {
      return (streams.get(stream) ?? []).slice(after, after + limit) as Commit<Event>[];
    },
    async head(stream) {
      return streams.get(stream)?.at(-1);
    },
    async *streams() {
      yield* streams.keys();
    },
    async remove(stream) {
      streams.delete(stream);
    },
  };
}

function createDocuments(): Documents {
  const documents = new Map<string, Stored<unknown>>();
  let etags = 0;
  return {
    async get<T>(id: string) {
      return documents.get(id) as Stored<T> | undefined;
    },
    async put(id, value, ifMatch) {
      if (ifMatch !== undefined && ifMatch !== (documents.get(id)?.etag ?? null)) throw new EtagMismatch(id);
      etags += 1;
      documents.set(id, { value, etag: String(etags), lifetime: undefined });
      return String(etags);
    },
    async delete(id) {
      documents.delete(id);
    },
    async *list(prefix) {
      for (const id of documents.keys()) if (id.startsWith(prefix)) yield id;
    },
  };
}

/** What is compared with this store sends no files. */
const noFiles: Files = {
  put: async () => Promise.reject(new Error('This store takes no files.')),
  open: async () => undefined,
  look: async () => undefined,
  delete: async () => undefined,
  list: async function* () {},
};
