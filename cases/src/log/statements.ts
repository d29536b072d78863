import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Kind, type Ref, ref } from '../model/ids.ts';
import { type EventRow, eventRow, kindFrom } from './event-row.ts';
import { type Indexes, linkRow, standingRow } from './index-rows.ts';
import { type LinkField, linksOf } from './links.ts';

const idRow = z.object({ id: z.string() });
const countRow = z.object({ things: z.number().int() });
const bytesRow = z.object({ bytes: z.instanceof(Uint8Array) });
const thingRow = z.object({ kind: z.string(), id: z.string() });
const columns = 'sequence, at, kind, id, version, type, actor, reason, data, hash';

/** Every SQL statement that the log uses. */
export interface Statements {
  last(): EventRow | undefined;
  rowsAfter(sequence: number, limit: number): EventRow[];
  rowsOf(kind: Kind, id: string): EventRow[];
  linked(kind: Kind, field: LinkField, value: string): string[];
  naming(sha256: string): Ref[];
  standing(kind: Kind, status: string): string[];
  countStanding(kind: Kind, status: string): number;
  idsOf(kind: Kind): string[];
  bytes(sha256: string): Uint8Array | undefined;
  /** Adds an event, with its links. */
  insert(row: EventRow): void;
  link(row: EventRow): void;
  stand(kind: Kind, id: string, status: string): void;
  /** Keeps bytes, and returns their SHA-256 in hex. */
  keep(bytes: Uint8Array): string;
  /** Empties both indexes. */
  clearIndexes(): void;
  readonly indexes: Indexes;
}

export function statementsOf(file: DatabaseSync): Statements {
  const last = file.prepare(`SELECT ${columns} FROM events ORDER BY sequence DESC LIMIT 1`);
  const after = file.prepare(`SELECT ${columns} FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?`);
  const ofThing = file.prepare(`SELECT ${columns} FROM events WHERE kind = ? AND id = ? ORDER BY version`);
  const linked = file.prepare('SELECT id FROM links WHERE field = ? AND value = ? AND kind = ? ORDER BY id');
  const naming = file.prepare(
    "SELECT kind, id FROM links WHERE field = 'sha256' AND value = ? ORDER BY kind, id",
  );
  const standing = file.prepare('SELECT id FROM standing WHERE kind = ? AND status = ? ORDER BY id');
  const count = file.prepare('SELECT count(*) AS things FROM standing WHERE kind = ? AND status = ?');
  const ids = file.prepare('SELECT id FROM events WHERE kind = ? AND version = 1 ORDER BY sequence');
  const bytes = file.prepare('SELECT bytes FROM blobs WHERE sha256 = ?');
  const insert = file.prepare(`INSERT INTO events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const link = file.prepare('INSERT OR IGNORE INTO links (field, value, kind, id) VALUES (?, ?, ?, ?)');
  const stand = file.prepare('INSERT OR REPLACE INTO standing (kind, id, status) VALUES (?, ?, ?)');
  const keep = file.prepare('INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES (?, ?)');
  const links = file.prepare('SELECT field, value, kind, id FROM links');
  const oneLink = file.prepare('SELECT 1 FROM links WHERE field = ? AND value = ? AND kind = ? AND id = ?');
  const standings = file.prepare('SELECT kind, id, status FROM standing');
  const oneStanding = file.prepare('SELECT 1 FROM standing WHERE kind = ? AND id = ? AND status = ?');
  const rows = (found: unknown) => z.array(eventRow).parse(found);
  const idsIn = (found: unknown) =>
    z
      .array(idRow)
      .parse(found)
      .map(({ id }) => id);
  const addLinks = (row: EventRow) => {
    for (const { field, value } of linksOf(row)) link.run(field, value, row.kind, row.id);
  };
  return {
    last: () => rows(last.all())[0],
    rowsAfter: (sequence, limit) => rows(after.all(sequence, limit)),
    rowsOf: (kind, id) => rows(ofThing.all(kind, id)),
    linked: (kind, field, value) => idsIn(linked.all(field, value, kind)),
    naming: (sha256) =>
      z
        .array(thingRow)
        .parse(naming.all(sha256))
        .map(({ kind, id }) => ref(kindFrom(kind), id)),
    standing: (kind, status) => idsIn(standing.all(kind, status)),
    countStanding: (kind, status) => countRow.parse(count.get(kind, status)).things,
    idsOf: (kind) => idsIn(ids.all(kind)),
    bytes: (sha256) => bytesRow.optional().parse(bytes.get(sha256))?.bytes,
    insert(row) {
      const { sequence, at, kind, id, version, type, actor, reason, data, hash } = row;
      insert.run(sequence, at, kind, id, version, type, actor, reason, data, hash);
      addLinks(row);
    },
    link: addLinks,
    stand: (kind, id, status) => void stand.run(kind, id, status),
    keep(content) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      keep.run(sha256, content);
      return sha256;
    },
    clearIndexes: () => file.exec('DELETE FROM links; DELETE FROM standing;'),
    indexes: {
      links: () => links.iterate().map((row) => linkRow.parse(row)),
      hasLink: ({ field, value, kind, id }) => oneLink.get(field, value, kind, id) !== undefined,
      standings: () => standings.iterate().map((row) => standingRow.parse(row)),
      hasStanding: ({ kind, id, status }) => oneStanding.get(kind, id, status) !== undefined,
    },
  };
}
