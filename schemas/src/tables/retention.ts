import { enumeration, keyword, text, timeMs, timeS, uint64 } from '../columns.ts';
import { defineTable, type RowOf, type Table } from '../table.ts';

/** What has a period of its own. The store keeps the index in this list: add at the end only. */
export const retentionKinds = ['cdr', 'rollup', 'campaign', 'dead_letter'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** Written before anything is dropped. A horizon never goes back: the greatest of a kind holds. */
export const retentionHorizons = defineTable({
  name: 'retention_horizons',
  comment:
    'Horizons of retention. Nothing of the kind from before its horizon is accepted, built or judged any more; what lies before whole_from may be gone but for what is kept. The greatest holds. Read with max().',
  columns: {
    kind: enumeration(retentionKinds),
    horizon: timeS({ comment: 'start of a day (UTC)' }),
    whole_from: timeS({
      comment: 'from here on everything is still there: a day or a month before the horizon',
    }),
    noted_at: timeMs({ comment: 'when it was written; drops wait until workers have learned of it' }),
  },
  engine: 'ReplacingMergeTree(horizon)',
  orderBy: ['kind', 'horizon'],
});

/** Why a leg outlives its day. The store keeps the index in this list: add at the end only. */
export const keptFor = ['candidate', 'traceback', 'case'] as const;
export type KeptFor = (typeof keptFor)[number];

export const keptLegs = defineTable({
  name: 'kept_legs',
  comment:
    'Legs that stayed in cdr_store when their day was dropped, and what each is kept for; several rows where several things cite it. Read with FINAL.',
  columns: {
    start_time: timeMs({ codec: 'Delta, ZSTD(1)' }),
    carrier: keyword(),
    call_id: text({ codec: 'ZSTD(1)' }),
    kept_for: enumeration(keptFor, { comment: 'kind of the thing that cites it' }),
    id: text({ comment: 'id of that thing', codec: 'ZSTD(1)' }),
  },
  engine: 'ReplacingMergeTree',
  partitionBy: 'toYYYYMMDD(start_time)',
  orderBy: ['carrier', 'start_time', 'call_id', 'kept_for', 'id'],
});
export type KeptLegRow = RowOf<typeof keptLegs>;

/** Calls that can still be traced whole after their day was dropped. */
export const keptCalls = defineTable({
  name: 'kept_calls',
  comment:
    'Calls of which everything that tracing reads was kept when their day was dropped. For other calls of such days a missing leg says nothing. Read with FINAL.',
  columns: {
    call_time: timeMs({ comment: 'as it was traced', codec: 'Delta, ZSTD(1)' }),
    calling_number: uint64({ comment: 'without country code' }),
    called_number: uint64({ comment: 'without country code' }),
  },
  engine: 'ReplacingMergeTree',
  partitionBy: 'toYYYYMMDD(call_time)',
  orderBy: ['called_number', 'call_time', 'calling_number'],
});
export type KeptCallRow = RowOf<typeof keptCalls>;

/** State of a drop: it is written as planned first. */
export const dropStates = ['planned', 'done'] as const;

export const retentionDrops = defineTable({
  name: 'retention_drops',
  comment:
    'Every partition that retention dropped, or dropped but for what is kept. identities: CDRs that went, each once. Read with FINAL.',
  columns: {
    drop_id: text(),
    dropped_table: keyword(),
    kind: enumeration(retentionKinds, { comment: 'whose period it was' }),
    partition: uint64({ comment: 'a day such as 20260303, or a month such as 202603' }),
    records: uint64({
      comment: 'rows that went, on all shards; revisions that were not merged yet count apart',
    }),
    kept: uint64({ comment: 'rows that stay' }),
    identities: uint64({ comment: 'of cdr_store: CDRs that went, each once; else 0' }),
    setting: text({ comment: 'the setting and its value' }),
    state: enumeration(dropStates, { comment: 'planned, then done' }),
    at: timeMs(),
  },
  engine: 'ReplacingMergeTree(at)',
  orderBy: ['drop_id'],
});

/** State of a step: it is written as planned first. The store keeps the index in this list: add at the end only. */
export const stepStates = ['planned', 'done', 'void'] as const;

export const retentionSteps = defineTable({
  name: 'retention_steps',
  comment:
    'What each drop of retention takes from each shard, in one step. The account of a drop that ended between two shards. Read with FINAL.',
  columns: {
    drop_id: text(),
    step_id: text(),
    shard: keyword({ comment: 'name of the shard; empty on one machine' }),
    records: uint64({ comment: 'rows that go; revisions that were not merged yet count apart' }),
    kept: uint64({ comment: 'rows that stay' }),
    identities: uint64({ comment: 'of cdr_store: CDRs that go, each once; else 0' }),
    kept_identities: uint64({ comment: 'of cdr_store: CDRs that stay, each once; else 0' }),
    state: enumeration(stepStates, {
      comment: 'planned, then done; void: nothing went, and another step was planned',
    }),
    at: timeMs(),
  },
  engine: 'ReplacingMergeTree(at)',
  orderBy: ['drop_id', 'step_id'],
});
export type RetentionStepRow = RowOf<typeof retentionSteps>;

/**
 * SQL of the greatest horizon. Compare it with a DateTime64 by `toUnixTimestamp` of both: ClickHouse 26.7 can't send the moment 0 as a
 * DateTime64 to another shard.
 */
const greatest = (column: 'horizon' | 'whole_from', kinds: readonly RetentionKind[]) =>
  `(SELECT max(${column}) FROM ${retentionHorizons.name} WHERE kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;

/** SQL, a DateTime: CDRs that start before it are refused. 1970 where nothing has a period. */
export const acceptedFrom = greatest('horizon', ['cdr']);
/** SQL, a DateTime: all CDRs from it on are there. */
export const wholeFrom = greatest('whole_from', ['cdr']);
/** SQL, a DateTime: rollups' buckets before it are not built any more. */
export const builtFrom = greatest('horizon', ['cdr', 'rollup']);
/** SQL, a DateTime: hours before it are not judged any more. */
export const judgedFrom = greatest('horizon', ['cdr', 'campaign']);

export const retentionTables: readonly Table[] = [
  retentionHorizons,
  keptLegs,
  keptCalls,
  retentionDrops,
  retentionSteps,
];
