/** Version of the file's tables, kept as SQLite's user_version. */
export const fileVersion = 2;

const blobsRemain =
  "CREATE TRIGGER blobs_remain BEFORE DELETE ON blobs BEGIN SELECT raise(ABORT, 'bytes are never removed'); END;";

/** What a file of version 1 lacks. Its indexes are then made anew, because `links` knew no bytes. */
export const upgradeFrom1 = blobsRemain;

/**
 * Tables of the log's file. `events` and `blobs` are the record. `links` and `standing` are indexes that follow from the
 * events: `ringtrace audit rebuild` makes them anew. Triggers refuse changes of the record, so that only somebody who opens the file on purpose can make one; the chain of
 * hashes shows that change.
 */
export const fileSchema = `
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  data TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (kind, id, version)
) STRICT;
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE links (
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (field, value, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE standing (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_by_status ON standing (kind, status);
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are never removed'); END;
CREATE TRIGGER blobs_stay BEFORE UPDATE ON blobs BEGIN SELECT raise(ABORT, 'bytes are never changed'); END;
${blobsRemain}
`;
