ALTER TABLE stitched_calls
  ADD COLUMN IF NOT EXISTS seen Array(UInt64) COMMENT 'hashes of the stored records that its legs are' CODEC(NONE);
CREATE TABLE IF NOT EXISTS stitch_pairs
(
  build UInt64,
  calling_number UInt64,
  called_number UInt64
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: pairs of numbers whose calls may have changed since their minutes were stitched.';
