CREATE TABLE IF NOT EXISTS retention_steps
(
  drop_id String,
  step_id String,
  shard LowCardinality(String) COMMENT 'name of the shard; empty on one machine',
  records UInt64 COMMENT 'rows that go; revisions that were not merged yet count apart',
  kept UInt64 COMMENT 'rows that stay',
  identities UInt64 COMMENT 'of cdr_store: CDRs that go, each once; else 0',
  kept_identities UInt64 COMMENT 'of cdr_store: CDRs that stay, each once; else 0',
  state Enum8('planned' = 0, 'done' = 1, 'void' = 2) COMMENT 'planned, then done; void: nothing went, and another step was planned',
  at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (drop_id, step_id)
COMMENT 'What each drop of retention takes from each shard, in one step. The account of a drop that ended between two shards. Read with FINAL.';
