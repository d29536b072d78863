import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const version = z.object({
  kind: z.string(),
  version: z.number(),
  digest: z.string(),
  /** CDRs from this start_time on are enriched with it, ms. */
  valid_from: z.number(),
  loaded_at: z.number(),
  source: z.string(),
  entries: z.number(),
});
export type ReferenceVersion = z.infer<typeof version>;

/** Every version of every kind that was ever loaded. */
export const referenceVersionList = defineQuery()({
  name: 'reference versions',
  sql: `SELECT kind, version, digest, toUnixTimestamp64Milli(valid_from) AS valid_from,
      toUnixTimestamp64Milli(loaded_at) AS loaded_at, source, entries
    FROM reference_versions FINAL ORDER BY kind, valid_from, version, loaded_at`,
  row: version,
});

/** A cheap query whose result changes with every new version. */
export const referenceState = defineQuery()({
  name: 'state of the reference versions',
  sql: 'SELECT uniqExact(kind, version, digest) AS versions, max(version) AS last FROM reference_versions',
  row: z.object({ versions: z.number(), last: z.number() }),
});

/** The version of a kind in force at a start_time, ms: the latest valid_from; where these are equal, the newest. */
export function inForceAt(
  versions: readonly ReferenceVersion[],
  kind: string,
  time: number,
): ReferenceVersion | undefined {
  return versions
    .filter((one) => one.kind === kind && one.valid_from <= time)
    .toSorted((a, b) => a.valid_from - b.valid_from || a.version - b.version || a.loaded_at - b.loaded_at)
    .at(-1);
}

/** A period of start_time, from `from` to before `until` (ms), over which the same versions are in force. */
export interface Period {
  readonly from: number;
  readonly until: number;
  readonly inForce: readonly ReferenceVersion[];
}

export function periodAt(
  versions: readonly ReferenceVersion[],
  kinds: readonly string[],
  time: number,
): Period {
  const changes = versions.filter(({ kind }) => kinds.includes(kind)).map(({ valid_from }) => valid_from);
  return {
    from: changes.reduce((last, at) => (at <= time ? Math.max(last, at) : last), Number.NEGATIVE_INFINITY),
    until: changes.reduce((next, at) => (at > time ? Math.min(next, at) : next), Number.POSITIVE_INFINITY),
    inForce: kinds.flatMap((kind) => inForceAt(versions, kind, time) ?? []),
  };
}

/** The value of `cdr.reference_version`: the highest version of all kinds in force. 0 = none. */
export const versionOf = ({ inForce }: Period): number =>
  inForce.reduce((highest, { version }) => Math.max(highest, version), 0);
