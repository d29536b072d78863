import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isoTimes } from './times.ts';

/** Versions that add up hold all of theirs; of other kinds the newest one up to now is in force. */
const versions = defineQuery()({
  name: 'console: versions of the reference data',
  sql: `
SELECT kind, version, digest, valid_from, loaded_at, source, entries, kind = 'complaints' OR (valid_from, version) = newest AS in_force
FROM (
  SELECT toString(kind) AS kind, version, digest, valid_from, loaded_at, source, entries,
    maxIf((valid_from, version), valid_from <= now64(3)) OVER (PARTITION BY kind) AS newest
  FROM reference_versions FINAL
)
ORDER BY loaded_at DESC, version DESC`,
  row: z.object({
    kind: z.string(),
    version: z.number(),
    digest: z.string(),
    valid_from: z.iso.datetime(),
    loaded_at: z.iso.datetime(),
    source: z.string(),
    entries: z.number(),
    in_force: z.union([z.boolean(), z.number()]).transform(Boolean),
  }),
});

export const readReferenceVersions = (store: Store) => store.query(versions, {}, isoTimes);
