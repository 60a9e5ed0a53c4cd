/**
 * Each entry takes a database from schema `index` to `index + 1`, in one transaction. Entries that were released are never
 * edited: a change is one more entry, with a kept fixture of the old shape in `test/storage`.
 */
export const migrations: readonly string[] = [
  `
  -- body: the canonical JSON of a commit without its hash, so that hash = SHA-256(body).
  CREATE TABLE commits (
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    hash     TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    PRIMARY KEY (stream, revision)
  ) STRICT;

  -- Kept apart from the commits, so that a stream that lost its end shows.
  CREATE TABLE heads (
    stream   TEXT    NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    hash     TEXT    NOT NULL
  ) STRICT;

  CREATE TABLE documents (
    id    TEXT NOT NULL PRIMARY KEY,
    etag  TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Milliseconds since 1970; NULL for a document that stays.
  ALTER TABLE documents ADD COLUMN expires INTEGER;
  CREATE INDEX documentsThatExpire ON documents (expires) WHERE expires IS NOT NULL;
  `,
];
