ALTER TABLE stitched_calls
  ADD COLUMN IF NOT EXISTS content UInt64 COMMENT 'hash of all that is told of the call';
ALTER TABLE segments_store
  ADD COLUMN IF NOT EXISTS content String COMMENT 'hash of its calls: the same hash means the same calls; \'\' = not known' CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS calls_build UInt64 COMMENT 'the build that wrote its rows of segment_calls_store' CODEC(ZSTD(1));
ALTER TABLE segments_store UPDATE calls_build = build
WHERE calls_build = 0
SETTINGS mutations_sync = 2;
ALTER TABLE segment_calls_store MODIFY COMMENT 'Legs of suspicious segments, by the build that wrote them, until they are swept. Read it through the view campaign_calls.';
CREATE TABLE IF NOT EXISTS judge_minutes
(
  build UInt64,
  minute DateTime('UTC'),
  minute_build UInt64 COMMENT 'the build that stitched it',
  planned Bool COMMENT 'of an hour that is judged; else of an hour beside it',
  calls UInt64
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: the minutes of stitched_calls that it reads.';
CREATE TABLE IF NOT EXISTS judge_numbers
(
  build UInt64,
  number_hour UInt64 COMMENT 'number * 64 + hour since 1970 modulo 64',
  calls UInt64,
  rings_once Bool COMMENT 'again and again it gives up within a ring',
  several_origins Bool COMMENT 'several providers are proven origins of it'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: calling numbers with several calls or origins in an hour, and what these tell together.';
CREATE TABLE IF NOT EXISTS judge_parts
(
  build UInt64,
  hour DateTime('UTC'),
  place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none',
  place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown',
  part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3) COMMENT 'all: of this class of callers some ring once',
  signer LowCardinality(String) COMMENT 'who gave the origid; \'\' where part is not origid',
  origid String,
  caller Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6) COMMENT 'class of callers; dno where part is origid or exchange',
  prefix UInt64 COMMENT 'first digits of the numbers of the exchange or area'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: what tells customers apart in an hour at places where many customers meet.';
CREATE TABLE IF NOT EXISTS judge_sums
(
  build UInt64,
  hour DateTime('UTC'),
  kind Enum8('number' = 0, 'source' = 1) COMMENT 'of the segment',
  number UInt64 COMMENT 'of the segment; 0 for a source',
  key_place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5),
  key_place_provider LowCardinality(String),
  key_place_customer LowCardinality(String),
  key_place_trunk LowCardinality(String),
  key_part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3),
  key_part_origid String,
  key_part_prefix UInt64,
  key_caller_class Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6, 'one ring' = 7, 'number' = 8, 'any' = 9),
  key_called_back_at LowCardinality(String),
  key_callers_called Bool COMMENT 'of a source: its callers are called themselves',
  calls UInt64,
  answered UInt64,
  short UInt64,
  called_numbers UInt64,
  calling_numbers UInt64,
  called_back UInt64,
  repeated UInt64,
  attested_a UInt64,
  attested_b UInt64,
  unproven UInt64,
  improper UInt64,
  unassigned UInt64,
  one_ring UInt64,
  several_origins UInt64,
  foreign UInt64,
  rmd_missing UInt64,
  dno UInt64,
  unusable UInt64,
  unheld UInt64,
  neighbor UInt64,
  content UInt64 COMMENT 'sum of hashes of the calls: another sum means that other calls, or other facts of them, are there',
  receiving UInt64 COMMENT 'calls whose calling number receives calls around the hour',
  every_outcome Array(UInt8) COMMENT 'outcome of each call',
  one_ring_outcomes Array(UInt8) COMMENT 'of numbers that ring once: outcomes of the calls whose calling number receives calls'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: what the calls of each segment of the hours being judged add up to.';
DROP TABLE IF EXISTS judge_stage;
CREATE TABLE IF NOT EXISTS judge_stage
(
  build UInt64,
  hour DateTime('UTC'),
  kind Enum8('number' = 0, 'source' = 1) COMMENT 'of the segment',
  number UInt64 COMMENT 'of the segment; 0 for a source',
  key_place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5),
  key_place_provider LowCardinality(String),
  key_place_customer LowCardinality(String),
  key_place_trunk LowCardinality(String),
  key_part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3),
  key_part_origid String,
  key_part_prefix UInt64,
  key_caller_class Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6, 'one ring' = 7, 'number' = 8, 'any' = 9),
  key_called_back_at LowCardinality(String),
  key_callers_called Bool COMMENT 'of a source: its callers are called themselves',
  minute DateTime('UTC') COMMENT 'where stitched_calls has the call',
  minute_build UInt64 COMMENT 'and the build that stitched it',
  call_key UInt64 COMMENT 'hash of its first leg; names the call',
  calling_number UInt64,
  called_number UInt64,
  start_time DateTime64(3, 'UTC'),
  answered Bool,
  duration_s UInt32 COMMENT 'a begun second counts whole',
  carriers Array(String) COMMENT 'of its legs',
  origin_provider LowCardinality(String),
  claimed_origin LowCardinality(String),
  entry_provider LowCardinality(String),
  next_provider LowCardinality(String),
  place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none',
  place_customer LowCardinality(String) COMMENT 'the provider\'s customer; \'\' where place is not customer',
  place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown',
  part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3) COMMENT 'what tells a customer of the place apart: the origid, the exchange of the callers or the area called; all = nothing',
  part_origid String COMMENT 'the origid; \'\' where part is not origid' CODEC(ZSTD(1)),
  part_prefix UInt64 COMMENT 'first digits of the numbers of the exchange or area; 0 where part is neither'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: the calls of segments that are kept.';
