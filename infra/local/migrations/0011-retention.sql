CREATE TABLE IF NOT EXISTS retention_horizons
(
  kind Enum8('cdr' = 0, 'rollup' = 1, 'campaign' = 2, 'dead_letter' = 3),
  horizon DateTime('UTC') COMMENT 'start of a day (UTC)',
  whole_from DateTime('UTC') COMMENT 'from here on everything is still there: a day or a month before the horizon',
  noted_at DateTime64(3, 'UTC') COMMENT 'when it was written; drops wait until workers have learned of it'
)
ENGINE = ReplacingMergeTree(horizon)
ORDER BY (kind, horizon)
COMMENT 'Horizons of retention. Nothing of the kind from before its horizon is accepted, built or judged any more; what lies before whole_from may be gone but for what is kept. The greatest holds. Read with max().';

CREATE TABLE IF NOT EXISTS kept_legs
(
  start_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  carrier LowCardinality(String),
  call_id String CODEC(ZSTD(1)),
  kept_for Enum8('candidate' = 0, 'traceback' = 1, 'case' = 2) COMMENT 'kind of the thing that cites it',
  id String COMMENT 'id of that thing' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (carrier, start_time, call_id, kept_for, id)
COMMENT 'Legs that stayed in cdr_store when their day was dropped, and what each is kept for; several rows where several things cite it. Read with FINAL.';

CREATE TABLE IF NOT EXISTS kept_calls
(
  call_time DateTime64(3, 'UTC') COMMENT 'as it was traced' CODEC(Delta, ZSTD(1)),
  calling_number UInt64 COMMENT 'without country code',
  called_number UInt64 COMMENT 'without country code'
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(call_time)
ORDER BY (called_number, call_time, calling_number)
COMMENT 'Calls of which everything that tracing reads was kept when their day was dropped. For other calls of such days a missing leg says nothing. Read with FINAL.';

CREATE TABLE IF NOT EXISTS retention_drops
(
  drop_id String,
  dropped_table LowCardinality(String),
  kind Enum8('cdr' = 0, 'rollup' = 1, 'campaign' = 2, 'dead_letter' = 3) COMMENT 'whose period it was',
  partition UInt64 COMMENT 'a day such as 20260303, or a month such as 202603',
  records UInt64 COMMENT 'rows that went, on all shards; revisions that were not merged yet count apart',
  kept UInt64 COMMENT 'rows that stay',
  identities UInt64 COMMENT 'of cdr_store: CDRs that went, each once; else 0',
  setting String COMMENT 'the setting and its value',
  state Enum8('planned' = 0, 'done' = 1) COMMENT 'planned, then done',
  at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (drop_id)
COMMENT 'Every partition that retention dropped, or dropped but for what is kept. identities: CDRs that went, each once. Read with FINAL.';

ALTER TABLE case_events_store
  MODIFY COLUMN kind Enum8('case' = 0, 'traceback' = 1, 'request' = 2, 'answer' = 3, 'action' = 4, 'candidate' = 5, 'provider' = 6, 'demand' = 7, 'package' = 8, 'settings' = 9, 'feed' = 10, 'retention' = 11) COMMENT 'kind of the thing that changed';

ALTER TABLE cases_store
  ADD COLUMN IF NOT EXISTS held_until DateTime64(3, 'UTC') COMMENT 'the hold ends then by itself; 1970 = it has no end' CODEC(Delta, ZSTD(1)) AFTER held;
