-- A database as the first released schema left it.
CREATE TABLE commits (
  stream   TEXT    NOT NULL,
  revision INTEGER NOT NULL,
  hash     TEXT    NOT NULL,
  body     TEXT    NOT NULL,
  PRIMARY KEY (stream, revision)
) STRICT;

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

INSERT INTO commits VALUES (
  's',
  1,
  '4acd07ef6ad0cbecc312968d8762ea959b12a3ab0578980b008b2011918412d2',
  '{"at":"2026-11-21T09:00:00.000Z","by":"person-1","events":[{"a":1}],"inputId":"input-1","previousHash":"0000000000000000000000000000000000000000000000000000000000000000","revision":1,"stream":"s"}'
);
INSERT INTO heads SELECT stream, revision, hash FROM commits;
INSERT INTO documents VALUES ('d', 'an-etag', '{"a":1}');
PRAGMA user_version = 1;
