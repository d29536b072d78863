ALTER TABLE stitched_calls
  ADD COLUMN IF NOT EXISTS place_key UInt64 COMMENT 'hash of the place' AFTER place_trunk,
  ADD COLUMN IF NOT EXISTS origid_key UInt64 COMMENT 'hash of the origid; 0 = none, or it is a customer\'s place' AFTER origid;
DROP TABLE IF EXISTS judge_parts;
DROP TABLE IF EXISTS judge_sums;
CREATE TABLE IF NOT EXISTS judge_pairs
(
  build UInt64,
  calling_number UInt64,
  called_hour UInt64 COMMENT 'called number * 64 + hour since 1970 modulo 64',
  calls UInt64
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: calls between numbers that have several, in either direction, in the hours that it reads.';
CREATE TABLE IF NOT EXISTS judge_places
(
  build UInt64,
  place_key UInt64 COMMENT '0 = the calls of a busy number that nobody proves',
  place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none',
  place_customer LowCardinality(String) COMMENT 'the provider\'s customer; \'\' where place is not customer',
  place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: what the hash of a place stands for.';
CREATE TABLE IF NOT EXISTS judge_parts
(
  build UInt64,
  hour DateTime('UTC'),
  place_key UInt64,
  part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3) COMMENT 'all: of this class of callers some ring once',
  signer_key UInt64 COMMENT 'hash of who gave the origid; 0 where part is not origid',
  origid String,
  caller Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6) COMMENT 'class of callers; dno where part is origid or exchange',
  value UInt64 COMMENT 'hash of the origid, or first digits of the numbers of the exchange or area'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: what tells customers apart in an hour at places where many customers meet.';
CREATE TABLE IF NOT EXISTS judge_sums
(
  build UInt64,
  segment UUID COMMENT 'hash of the key of the segment',
  source UUID COMMENT 'hash of the key but for whether the callers are called',
  hour DateTime('UTC'),
  kind Enum8('number' = 0, 'source' = 1) COMMENT 'of the segment',
  number UInt64 COMMENT 'of the segment; 0 for a source',
  key_place UInt64 COMMENT 'place_key of judge_places',
  key_part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3),
  key_part_value UInt64 COMMENT 'value of judge_parts; 0 where the part is all',
  key_caller_class Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6, 'one ring' = 7, 'number' = 8, 'any' = 9),
  key_called_back_area UInt16 COMMENT 'country or area that is called back: its digits, or 10000 = US, 10001 = the class does not tell it',
  key_callers_called Bool COMMENT 'of a source: its callers are called themselves',
  call_keys Array(UInt64) COMMENT 'keys of its calls' CODEC(NONE),
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
  changing_attestation UInt64 COMMENT 'of a busy number: calls that their signer attests otherwise than most of the number\'s calls',
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
