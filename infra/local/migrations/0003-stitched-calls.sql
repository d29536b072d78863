DROP TABLE IF EXISTS judge_calls;
CREATE TABLE IF NOT EXISTS stitched_calls
(
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 CODEC(ZSTD(1)),
  calling_number UInt64,
  called_number UInt64,
  start_time DateTime64(3, 'UTC'),
  call_key UInt64 COMMENT 'hash of its first leg; names the call',
  origin_provider LowCardinality(String),
  claimed_origin LowCardinality(String),
  entry_provider LowCardinality(String),
  next_provider LowCardinality(String),
  attestation LowCardinality(String) COMMENT 'best letter among the legs',
  foreign Bool,
  failed Bool COMMENT 'verification failed at a leg',
  rmd_missing Bool COMMENT 'an upstream is not listed in the Robocall Mitigation Database',
  improper Bool COMMENT 'an A attestation for a number of another holder, or one nobody holds',
  number_abroad Bool COMMENT 'the calling number is of another country',
  unassigned Bool COMMENT 'nobody has the called number (404, 604)',
  one_ring Bool COMMENT 'cancelled by the caller within a ring, and not answered',
  answered Bool,
  duration_s UInt32 COMMENT 'a begun second counts whole',
  carriers Array(String) COMMENT 'of its legs',
  caller LowCardinality(String) COMMENT 'dno, unusable, unassigned, neighbor, foreign, unproven, or attested (A): told by the call alone',
  calling_region LowCardinality(String) COMMENT 'country of the calling number',
  place LowCardinality(String) COMMENT 'proven origin and customer; else the furthest provider named, or the trunk of the first carrier',
  signer LowCardinality(String) COMMENT 'who signed the call',
  origid String COMMENT 'the signer\'s origid' CODEC(ZSTD(1)),
  via Array(String) COMMENT 'providers named behind the origin: transits',
  call_ids Array(String) CODEC(ZSTD(1)),
  start_times Array(DateTime64(3, 'UTC'))
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(minute)
ORDER BY (minute, build)
COMMENT 'Calls by the minute of their first leg, one row a call, legs as arrays; every build until it is swept. The one that holds is in stitched_minutes. A cache of the judge: a minute that is not kept any more is stitched again when its hour is judged.';
CREATE TABLE IF NOT EXISTS stitched_minutes
(
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 CODEC(ZSTD(1)),
  seen Array(UInt64) COMMENT 'version of the rules of stitching, then the sums of arrivals of the minutes around and its own, in order; another version or other sums mean that it is stitched again'
)
ENGINE = ReplacingMergeTree(build)
PARTITION BY toYYYYMMDD(minute)
ORDER BY (minute)
SETTINGS index_granularity = 256
COMMENT 'The build that holds for each minute of stitched_calls, and the arrivals it has seen. Read with FINAL.';
DROP TABLE IF EXISTS judge_stage;
CREATE TABLE IF NOT EXISTS judge_stage
(
  build UInt64,
  hour DateTime('UTC'),
  calling_number UInt64,
  called_number UInt64,
  start_time DateTime64(3, 'UTC'),
  call_key UInt64 COMMENT 'hash of its first leg; names the call',
  origin_provider LowCardinality(String),
  claimed_origin LowCardinality(String),
  entry_provider LowCardinality(String),
  next_provider LowCardinality(String),
  attestation LowCardinality(String) COMMENT 'best letter among the legs',
  foreign Bool,
  failed Bool COMMENT 'verification failed at a leg',
  rmd_missing Bool COMMENT 'an upstream is not listed in the Robocall Mitigation Database',
  improper Bool COMMENT 'an A attestation for a number of another holder, or one nobody holds',
  number_abroad Bool COMMENT 'the calling number is of another country',
  unassigned Bool COMMENT 'nobody has the called number (404, 604)',
  one_ring Bool COMMENT 'cancelled by the caller within a ring, and not answered',
  answered Bool,
  duration_s UInt32 COMMENT 'a begun second counts whole',
  carriers Array(String) COMMENT 'of its legs',
  minute DateTime('UTC') COMMENT 'where stitched_calls has the call',
  minute_build UInt64 COMMENT 'and the build that stitched it',
  caller_class LowCardinality(String) COMMENT 'dno, one ring and a country, unusable, unassigned, neighbor, foreign (and a third country), unproven, or attested (A)',
  origin_key LowCardinality(String) COMMENT 'the place; where many customers meet there, with the origid, the exchange of the callers or the area called where these tell its customers apart',
  kind LowCardinality(String) COMMENT 'of the segment: number or source',
  number UInt64 COMMENT 'of the segment; 0 for a source',
  key LowCardinality(String) COMMENT 'of the segment',
  class LowCardinality(String) COMMENT 'of the segment',
  receives Bool COMMENT 'the calling number receives calls around the hour',
  several_origins Bool COMMENT 'several providers are proven origins of the calling number in the hour'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: the calls of the hours being judged, and what the calls beside them tell of each.';
