CREATE TABLE IF NOT EXISTS stitch_legs
(
  build UInt64,
  carrier LowCardinality(String),
  start_time DateTime64(3, 'UTC'),
  identity UInt64 COMMENT 'hash of carrier, start_time and call_id',
  calling_number UInt64,
  called_number UInt64
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: records that no kept call has seen, of minutes that are stitched again in part.';
