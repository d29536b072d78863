CREATE TABLE IF NOT EXISTS stitch_legs
(
  build UInt64,
  identity UInt64 COMMENT 'hash of carrier, start_time and call_id',
  begin UInt64 COMMENT 'hash of carrier and start_time',
  calling_number UInt64,
  called_number UInt64
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: records that no kept call has seen, of minutes that are stitched again in part.';
