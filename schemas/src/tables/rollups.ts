import { array, keyword, timeS, uint8, uint32, uint64 } from '../columns.ts';
import { defineTable, type Table, type View } from '../table.ts';

/**
 * Rollups are rebuilt, never added to. Every build has a number of its own. Readers see its rows only once `builds`
 * names that number: an unfinished build is never seen, and readers switch from one build to the next at once.
 */
const minute = () => timeS({ codec: 'Delta, ZSTD(1)' });
const count = (comment?: string) =>
  uint64(comment === undefined ? { codec: 'T64, ZSTD(1)' } : { codec: 'T64, ZSTD(1)', comment });
const build = () =>
  uint64({ comment: 'build that wrote the row; rises with each rebuild', codec: 'ZSTD(1)' });

/**
 * The current build of each bucket, and the sum of `arrivals` it has seen. Another sum today means: the bucket is
 * dirty.
 */
export const builds = defineTable({
  name: 'builds',
  comment:
    "The build that holds for each bucket of a rollup, and the arrivals it has seen. rollup 'judge' are the judged hours (carrier ''); 'merge' has the build of each that the last merge saw, as its arrivals. Read with FINAL.",
  columns: {
    rollup: keyword(),
    carrier: keyword(),
    bucket: minute(),
    build: build(),
    arrivals: count(),
  },
  engine: 'ReplacingMergeTree(build)',
  partitionBy: 'toYYYYMMDD(bucket)',
  orderBy: ['rollup', 'carrier', 'bucket'],
  // Small granules: a query for a day's 24 judged hours need not read the day's thousands of minutes.
  settings: { index_granularity: 256 },
});

/** Names of hours in `builds`: those that are judged, and those that are merged into campaigns. */
export const judgeName = 'judge';
export const mergeName = 'merge';

/** SQL: the judged hours, each with the build that holds, as bucket and build. A further condition may follow. */
export const currentHours = `SELECT bucket, build FROM builds FINAL WHERE rollup = '${judgeName}'`;

/** The dirty buckets that a build is about to compute, with the arrivals that were read before it started. */
export const buildPlans = defineTable({
  name: 'build_plans',
  comment: 'Dirty buckets of a build under way, with the arrivals read before it started. Dropped after it.',
  columns: { build: build(), rollup: keyword(), carrier: keyword(), bucket: minute(), arrivals: count() },
  engine: 'MergeTree',
  orderBy: ['build', 'carrier', 'bucket'],
});

const outcome = {
  legs: count('call attempts, unanswered ones included'),
  answered: count(),
  short_answered: count('answered, and ended within 6 s of the answer'),
  duration_s: count('seconds between answer and end, a begun one counts whole; summed'),
};

export const sourceMinutesStore = defineTable({
  name: 'source_minutes_store',
  comment:
    'For analysts and verify; the judge reads cdr itself. Legs by source and minute, every build until it is swept. Read it through the view source_minutes.',
  columns: {
    carrier: keyword(),
    minute: minute(),
    build: build(),
    upstream: keyword(),
    ingress_trunk: keyword(),
    customer: keyword(),
    caller_kind: keyword({
      comment:
        'dno, unusable (invalid or withheld), neighbor (shares NPA-NXX with the called number) or plain',
    }),
    attestation: keyword(),
    ...outcome,
    calling_numbers: count('distinct in this minute; not additive'),
    called_numbers: count('distinct in this minute; not additive'),
    duration_bins: array(uint8(), {
      comment: 'answered durations in bins of 2 s, 60 = 120 s and more; ascending, empty bins left out',
    }),
    duration_counts: array(uint32(), { comment: 'answered legs in each of duration_bins' }),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMMDD(minute)',
  orderBy: ['carrier', 'minute', 'build', 'upstream', 'ingress_trunk', 'customer'],
});

export const busyNumbersStore = defineTable({
  name: 'busy_numbers_store',
  comment:
    'For analysts and verify; the judge reads cdr itself. Calling numbers with 5 or more legs at a carrier in 5 minutes, withheld ones left out, every build until it is swept. Read it through the view busy_numbers.',
  columns: {
    carrier: keyword(),
    bucket: timeS({ comment: 'start of the 5 minutes', codec: 'Delta, ZSTD(1)' }),
    build: build(),
    calling_number: count(),
    ...outcome,
    called_numbers: count('distinct in these 5 minutes; not additive'),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMMDD(bucket)',
  orderBy: ['carrier', 'bucket', 'build', 'calling_number'],
});

/**
 * A view of the rows of current builds. It is a join, so that a condition on time also limits what is read of `builds`;
 * with `IN (SELECT ...)` ClickHouse would read all builds.
 */
function currentBuild(view: string, store: Table, rollup: string, bucket: string, comment: string): View {
  const columns = Object.keys(store.columns).filter((name) => name !== 'build');
  return {
    name: view,
    comment,
    select: [
      `SELECT ${columns.map((name) => `s.${name} AS ${name}`).join(', ')}`,
      `FROM ${store.name} AS s`,
      `INNER JOIN (SELECT carrier, bucket, build FROM builds FINAL WHERE rollup = '${rollup}') AS b`,
      `  ON b.carrier = s.carrier AND b.bucket = s.${bucket} AND b.build = s.build`,
    ].join('\n'),
  };
}

export const sourceMinutes = currentBuild(
  'source_minutes',
  sourceMinutesStore,
  'source_minutes',
  'minute',
  'Legs by source (carrier, upstream, ingress trunk, customer), kind of caller, attestation and minute of start_time. For analysts and ringtrace verify; detection reads cdr itself.',
);

export const busyNumbers = currentBuild(
  'busy_numbers',
  busyNumbersStore,
  'busy_numbers',
  'bucket',
  'Calling numbers with 5 or more legs at a carrier within 5 minutes, withheld ones left out. For analysts and ringtrace verify; detection reads cdr itself.',
);

export const rollupTables: readonly Table[] = [builds, buildPlans, sourceMinutesStore, busyNumbersStore];
export const rollupViews: readonly View[] = [sourceMinutes, busyNumbers];
