CREATE TABLE IF NOT EXISTS measured_days
(
  day DateTime('UTC') COMMENT 'start of the day of the calls, UTC' CODEC(Delta, ZSTD(1)),
  measured_at DateTime64(3, 'UTC') COMMENT 'when the measurement was complete: it counts from then on' CODEC(Delta, ZSTD(1)),
  measurement UInt64 COMMENT 'the measurement that wrote the row: measured_days says which one counts' CODEC(ZSTD(1)),
  seen UInt64 COMMENT 'hash of the arrivals and builds it was measured on; another one means: dirty'
)
ENGINE = ReplacingMergeTree
ORDER BY (day, measured_at, measurement)
COMMENT 'When each day was measured, and on which records. The newest measurement of a day counts.';

CREATE TABLE IF NOT EXISTS provider_days_store
(
  day DateTime('UTC') COMMENT 'start of the day of the calls, UTC' CODEC(Delta, ZSTD(1)),
  measurement UInt64 COMMENT 'the measurement that wrote the row: measured_days says which one counts' CODEC(ZSTD(1)),
  provider LowCardinality(String) COMMENT 'as the records name it; aliases are not resolved here',
  role Enum8('terminating' = 0, 'transit' = 1, 'gateway' = 2, 'originating' = 3, 'foreign' = 4, 'unknown' = 5) COMMENT 'part of the provider in these legs, by the leg alone; unknown: it handed them to a member, and the member can\'t see whether they began there',
  member LowCardinality(String) COMMENT 'carrier that reported the legs',
  legs UInt64 COMMENT 'legs in which the provider has this role' CODEC(T64, ZSTD(1)),
  suspicious_legs UInt64 COMMENT 'of these, legs of campaigns' CODEC(T64, ZSTD(1)),
  signed_a UInt64 COMMENT 'of these, signed with attestation A by the provider itself' CODEC(T64, ZSTD(1)),
  signed_a_rightly UInt64 COMMENT 'of signed_a: the calling number is one that the signer holds' CODEC(T64, ZSTD(1)),
  signed_a_wrongly UInt64 COMMENT 'of signed_a: the calling number is invalid, unassigned or on the do-not-originate list' CODEC(T64, ZSTD(1)),
  signed_a_elsewhere UInt64 COMMENT 'of signed_a: another provider holds the calling number, which its caller may well have been allowed to use. The rest can\'t be checked' CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (day, measurement, provider, role, member)
COMMENT 'Legs by day, provider, its role and the member that reported them, every measurement. Read it through the view provider_days.';

CREATE TABLE IF NOT EXISTS campaign_days_store
(
  day DateTime('UTC') COMMENT 'start of the day of the calls, UTC' CODEC(Delta, ZSTD(1)),
  measurement UInt64 COMMENT 'the measurement that wrote the row: measured_days says which one counts' CODEC(ZSTD(1)),
  campaign_id String COMMENT 'id of the campaign' CODEC(ZSTD(1)),
  merged_from Array(String) COMMENT 'ids of campaigns that became part of it',
  provider LowCardinality(String) COMMENT 'as the records name it; aliases are not resolved here',
  role Enum8('terminating' = 0, 'transit' = 1, 'gateway' = 2, 'originating' = 3, 'foreign' = 4, 'unknown' = 5) COMMENT 'part of the provider in these legs, by the leg alone; unknown: it handed them to a member, and the member can\'t see whether they began there',
  customer String COMMENT 'the provider\'s own customer that the leg names; \'\' = none' CODEC(ZSTD(1)),
  legs UInt64 COMMENT 'legs of the campaign' CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (day, measurement, campaign_id, provider, role, customer)
COMMENT 'Legs of campaigns by day, provider, its role and customer, every measurement. Read it through the view campaign_days.';

CREATE TABLE IF NOT EXISTS signed_days_store
(
  day DateTime('UTC') COMMENT 'start of the day of the calls, UTC' CODEC(Delta, ZSTD(1)),
  measurement UInt64 COMMENT 'the measurement that wrote the row: measured_days says which one counts' CODEC(ZSTD(1)),
  signer LowCardinality(String) COMMENT 'provider that holds the OCN of the certificate',
  attestation Enum8('' = 0, 'A' = 1, 'B' = 2, 'C' = 3) COMMENT 'letter the signer gave',
  origin LowCardinality(String) COMMENT 'provider whose own leg shows its own customer; \'\' = no one, or several',
  providers Array(String) COMMENT 'all that the legs of the call name',
  dno Bool COMMENT 'the calling number is on the do-not-originate list',
  impossible Bool COMMENT 'the calling number is invalid or unassigned',
  other_holder Bool COMMENT 'A for a number that another provider holds',
  identity_fault LowCardinality(String) COMMENT 'what is wrong with the Identity header; \'\' = nothing known',
  calls UInt64 COMMENT 'calls of which all this holds' CODEC(T64, ZSTD(1)),
  campaign_id String COMMENT 'of the example' CODEC(ZSTD(1)),
  example_carrier LowCardinality(String) COMMENT 'carrier that reported the example leg',
  example_call_id String COMMENT 'call_id of the example leg' CODEC(ZSTD(1)),
  example_time DateTime64(3, 'UTC') COMMENT 'start_time of the example leg'
)
ENGINE = MergeTree
ORDER BY (day, measurement, signer, attestation, origin, providers, dno, impossible, other_holder, identity_fault)
COMMENT 'Signed calls of campaigns by day, signer and what else the records say of them, every measurement. Read it through the view signed_days.';
