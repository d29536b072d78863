DROP TABLE IF EXISTS stitched_calls SETTINGS max_table_size_to_drop = 0;
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
  attestation Enum8('' = 0, 'A' = 1, 'B' = 2, 'C' = 3) COMMENT 'best letter among the legs',
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
  caller Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6) COMMENT 'how the calling number looks: told by the call alone',
  calling_region Enum8('LR' = -128, 'LS' = -127, 'LT' = -126, 'LU' = -125, 'LV' = -124, 'LY' = -123, 'MA' = -122, 'MC' = -121, 'MD' = -120, 'ME' = -119, 'MF' = -118, 'MG' = -117, 'MH' = -116, 'MK' = -115, 'ML' = -114, 'MM' = -113, 'MN' = -112, 'MO' = -111, 'MP' = -110, 'MQ' = -109, 'MR' = -108, 'MS' = -107, 'MT' = -106, 'MU' = -105, 'MV' = -104, 'MW' = -103, 'MX' = -102, 'MY' = -101, 'MZ' = -100, 'NA' = -99, 'NC' = -98, 'NE' = -97, 'NF' = -96, 'NG' = -95, 'NI' = -94, 'NL' = -93, 'NO' = -92, 'NP' = -91, 'NR' = -90, 'NU' = -89, 'NZ' = -88, 'OM' = -87, 'PA' = -86, 'PE' = -85, 'PF' = -84, 'PG' = -83, 'PH' = -82, 'PK' = -81, 'PL' = -80, 'PM' = -79, 'PR' = -78, 'PS' = -77, 'PT' = -76, 'PW' = -75, 'PY' = -74, 'QA' = -73, 'RE' = -72, 'RO' = -71, 'RS' = -70, 'RU' = -69, 'RW' = -68, 'SA' = -67, 'SB' = -66, 'SC' = -65, 'SD' = -64, 'SE' = -63, 'SG' = -62, 'SH' = -61, 'SI' = -60, 'SJ' = -59, 'SK' = -58, 'SL' = -57, 'SM' = -56, 'SN' = -55, 'SO' = -54, 'SR' = -53, 'SS' = -52, 'ST' = -51, 'SV' = -50, 'SX' = -49, 'SY' = -48, 'SZ' = -47, 'TA' = -46, 'TC' = -45, 'TD' = -44, 'TG' = -43, 'TH' = -42, 'TJ' = -41, 'TK' = -40, 'TL' = -39, 'TM' = -38, 'TN' = -37, 'TO' = -36, 'TR' = -35, 'TT' = -34, 'TV' = -33, 'TW' = -32, 'TZ' = -31, 'UA' = -30, 'UG' = -29, 'US' = -28, 'UY' = -27, 'UZ' = -26, 'VA' = -25, 'VC' = -24, 'VE' = -23, 'VG' = -22, 'VI' = -21, 'VN' = -20, 'VU' = -19, 'WF' = -18, 'WS' = -17, 'XK' = -16, 'YE' = -15, 'YT' = -14, 'ZA' = -13, 'ZM' = -12, 'ZW' = -11, '' = 0, 'AC' = 1, 'AD' = 2, 'AE' = 3, 'AF' = 4, 'AG' = 5, 'AI' = 6, 'AL' = 7, 'AM' = 8, 'AO' = 9, 'AR' = 10, 'AS' = 11, 'AT' = 12, 'AU' = 13, 'AW' = 14, 'AX' = 15, 'AZ' = 16, 'BA' = 17, 'BB' = 18, 'BD' = 19, 'BE' = 20, 'BF' = 21, 'BG' = 22, 'BH' = 23, 'BI' = 24, 'BJ' = 25, 'BL' = 26, 'BM' = 27, 'BN' = 28, 'BO' = 29, 'BQ' = 30, 'BR' = 31, 'BS' = 32, 'BT' = 33, 'BW' = 34, 'BY' = 35, 'BZ' = 36, 'CA' = 37, 'CC' = 38, 'CD' = 39, 'CF' = 40, 'CG' = 41, 'CH' = 42, 'CI' = 43, 'CK' = 44, 'CL' = 45, 'CM' = 46, 'CN' = 47, 'CO' = 48, 'CR' = 49, 'CU' = 50, 'CV' = 51, 'CW' = 52, 'CX' = 53, 'CY' = 54, 'CZ' = 55, 'DE' = 56, 'DJ' = 57, 'DK' = 58, 'DM' = 59, 'DO' = 60, 'DZ' = 61, 'EC' = 62, 'EE' = 63, 'EG' = 64, 'EH' = 65, 'ER' = 66, 'ES' = 67, 'ET' = 68, 'FI' = 69, 'FJ' = 70, 'FK' = 71, 'FM' = 72, 'FO' = 73, 'FR' = 74, 'GA' = 75, 'GB' = 76, 'GD' = 77, 'GE' = 78, 'GF' = 79, 'GG' = 80, 'GH' = 81, 'GI' = 82, 'GL' = 83, 'GM' = 84, 'GN' = 85, 'GP' = 86, 'GQ' = 87, 'GR' = 88, 'GT' = 89, 'GU' = 90, 'GW' = 91, 'GY' = 92, 'HK' = 93, 'HN' = 94, 'HR' = 95, 'HT' = 96, 'HU' = 97, 'ID' = 98, 'IE' = 99, 'IL' = 100, 'IM' = 101, 'IN' = 102, 'IO' = 103, 'IQ' = 104, 'IR' = 105, 'IS' = 106, 'IT' = 107, 'JE' = 108, 'JM' = 109, 'JO' = 110, 'JP' = 111, 'KE' = 112, 'KG' = 113, 'KH' = 114, 'KI' = 115, 'KM' = 116, 'KN' = 117, 'KP' = 118, 'KR' = 119, 'KW' = 120, 'KY' = 121, 'KZ' = 122, 'LA' = 123, 'LB' = 124, 'LC' = 125, 'LI' = 126, 'LK' = 127) COMMENT 'country of the calling number',
  place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none',
  place_customer LowCardinality(String) COMMENT 'the provider\'s customer; \'\' where place is not customer',
  place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown',
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
TRUNCATE TABLE IF EXISTS stitched_minutes;
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
  attestation Enum8('' = 0, 'A' = 1, 'B' = 2, 'C' = 3) COMMENT 'best letter among the legs',
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
  place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none',
  place_customer LowCardinality(String) COMMENT 'the provider\'s customer; \'\' where place is not customer',
  place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown',
  part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3) COMMENT 'what tells a customer of the place apart: the origid, the exchange of the callers or the area called; all = nothing',
  part_origid String COMMENT 'the origid; \'\' where part is not origid' CODEC(ZSTD(1)),
  part_prefix UInt64 COMMENT 'first digits of the numbers of the exchange or area; 0 where part is neither',
  caller_class Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6, 'one ring' = 7, 'number' = 8, 'any' = 9) COMMENT 'dno, one ring, unusable, unassigned, neighbor, foreign, unproven, or attested (A); number = a busy number of none of these',
  called_back_at LowCardinality(String) COMMENT 'country or area that is called back, for one ring, and foreign numbers of a third country; else \'\'',
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
  receives Bool COMMENT 'the calling number receives calls around the hour',
  several_origins Bool COMMENT 'several providers are proven origins of the calling number in the hour'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: the calls of the hours being judged, and what the calls beside them tell of each.';
ALTER TABLE segments_store
  ADD COLUMN IF NOT EXISTS origin_key LowCardinality(String) AFTER caller_class;
ALTER TABLE segments_store
  ADD COLUMN IF NOT EXISTS called_back_at LowCardinality(String) COMMENT 'country or area that is called back, for one ring, and foreign numbers of a third country; else \'\'' AFTER caller_class,
  ADD COLUMN IF NOT EXISTS callers_called Bool COMMENT 'the callers are called themselves; false for a busy number' AFTER called_back_at,
  ADD COLUMN IF NOT EXISTS place Enum8('any' = 0, 'customer' = 1, 'trunk' = 2, 'claimed' = 3, 'unknown' = 4, 'proven' = 5) COMMENT 'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier' AFTER callers_called,
  ADD COLUMN IF NOT EXISTS place_provider LowCardinality(String) COMMENT 'the provider of the place; for unknown, the first carrier; \'\' = none' AFTER place,
  ADD COLUMN IF NOT EXISTS place_customer LowCardinality(String) COMMENT 'the provider\'s customer; \'\' where place is not customer' AFTER place_provider,
  ADD COLUMN IF NOT EXISTS place_trunk LowCardinality(String) COMMENT 'the provider\'s trunk; \'\' where place is neither trunk nor unknown' AFTER place_customer,
  ADD COLUMN IF NOT EXISTS part Enum8('all' = 0, 'origid' = 1, 'exchange' = 2, 'area' = 3) COMMENT 'what tells a customer of the place apart: the origid, the exchange of the callers or the area called; all = nothing' AFTER place_trunk,
  ADD COLUMN IF NOT EXISTS part_origid String COMMENT 'the origid; \'\' where part is not origid' CODEC(ZSTD(1)) AFTER part,
  ADD COLUMN IF NOT EXISTS part_prefix UInt64 COMMENT 'first digits of the numbers of the exchange or area; 0 where part is neither' AFTER part_origid;
ALTER TABLE segments_store UPDATE
  caller_class = multiIf(
    startsWith(toString(caller_class), 'one ring '), 'one ring',
    startsWith(toString(caller_class), 'foreign '), 'foreign',
    replaceOne(toString(caller_class), ', called', '')),
  called_back_at = extract(toString(caller_class), '^(?:one ring|foreign) ([^,]+)'),
  callers_called = endsWith(toString(caller_class), ', called'),
  place = multiIf(
    startsWith(origin_key, 'upstream|'), 'claimed',
    startsWith(origin_key, 'customer|'), 'customer',
    startsWith(origin_key, 'trunk|'), 'trunk',
    'unknown'),
  place_provider = extract(origin_key, '^[a-z]+[|]([^|]*)'),
  place_customer = extract(origin_key, '(?s)^customer[|][^|]*[|](.*)$'),
  place_trunk = extract(origin_key, '(?s)^(?:trunk|unknown)[|][^|]*[|](.*?)(?:[|](?:origid|exchange|area) .*)?$'),
  part = if(startsWith(origin_key, 'customer|'), 'all',
    ifNull(nullIf(extract(origin_key, '(?s)^.*?[|](origid|exchange|area) '), ''), 'all')),
  part_origid = if(startsWith(origin_key, 'customer|'), '',
    extractGroups(toString(origin_key), '(?s)^(.*?)[|](origid|exchange|area) (.*)$')[3])
WHERE place = 'any' AND origin_key != ''
SETTINGS mutations_sync = 2;
ALTER TABLE segments_store UPDATE part_prefix = toUInt64OrZero(part_origid), part_origid = ''
WHERE part IN ('exchange', 'area') AND part_origid != ''
SETTINGS mutations_sync = 2;
ALTER TABLE segments_store
  DROP COLUMN IF EXISTS origin_key;
ALTER TABLE segments_store
  MODIFY COLUMN kind Enum8('number' = 0, 'source' = 1) COMMENT 'a busy number, or a source: all other calls of one key',
  MODIFY COLUMN caller_class Enum8('dno' = 0, 'unusable' = 1, 'unassigned' = 2, 'neighbor' = 3, 'foreign' = 4, 'attested' = 5, 'unproven' = 6, 'one ring' = 7, 'number' = 8, 'any' = 9) COMMENT 'dno, one ring, unusable, unassigned, neighbor, foreign, unproven, or attested (A); number = a busy number of none of these',
  MODIFY COLUMN verdict Enum8('suspicious' = 0, 'possible' = 1, 'weak' = 2, 'ordinary' = 3) COMMENT 'suspicious; possible: joins a campaign of its own origin; weak: only of its own number or customer; ordinary is in no campaign';
ALTER TABLE campaigns_store
  MODIFY COLUMN status Enum8('open' = 0, 'withdrawn' = 1, 'merged' = 2) COMMENT 'open, withdrawn (late data exonerates) or merged (see merged_into)';
ALTER TABLE traceback_candidates_store
  MODIFY COLUMN status Enum8('pending' = 0, 'open' = 1, 'confirmed' = 2, 'dismissed' = 3, 'withdrawn' = 4, 'merged' = 5, 'closed' = 6) COMMENT 'pending (waits for feeds that are behind), open, confirmed, dismissed, withdrawn (late data exonerates), merged (part of another campaign) or closed (long ended)',
  MODIFY COLUMN path_roles Array(Enum8('origin' = 0, 'claimed origin' = 1, 'transit' = 2, 'terminating' = 3, 'unknown' = 4)) COMMENT 'what each provider is to the call';
