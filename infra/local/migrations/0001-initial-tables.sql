CREATE TABLE IF NOT EXISTS cdr_store
(
  carrier LowCardinality(String),
  start_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  call_id String CODEC(ZSTD(1)),
  ver UInt64 COMMENT 'revision in the high byte, content hash below' CODEC(ZSTD(1)),
  revision UInt8 CODEC(T64, ZSTD(1)),
  withdrawn Bool,
  answer_time Nullable(DateTime64(3, 'UTC')) CODEC(T64, ZSTD(1)),
  end_time DateTime64(3, 'UTC') CODEC(T64, ZSTD(1)),
  calling_number_form Enum8('other' = 0, 'plus' = 1, 'digits' = 2, 'national' = 3) COMMENT 'how the digits were signalled; other: as the raw column says',
  calling_number_raw String COMMENT 'as signalled; in cdr_store \'\' where number and form tell it' CODEC(ZSTD(1)),
  called_number_form Enum8('other' = 0, 'plus' = 1, 'digits' = 2, 'national' = 3) COMMENT 'how the digits were signalled; other: as the raw column says',
  called_number_raw String COMMENT 'as signalled; in cdr_store \'\' where number and form tell it' CODEC(ZSTD(1)),
  calling_number UInt64 COMMENT 'E.164 digits, or a short code; 0 = unusable' CODEC(T64, ZSTD(1)),
  called_number UInt64 COMMENT 'E.164 digits, or a short code' CODEC(T64, ZSTD(1)),
  upstream LowCardinality(String),
  downstream LowCardinality(String),
  ingress_trunk LowCardinality(String),
  egress_trunk LowCardinality(String),
  customer LowCardinality(String),
  sip_code UInt16 CODEC(T64, ZSTD(1)),
  attestation Enum8('' = 0, 'A' = 1, 'B' = 2, 'C' = 3),
  origid UUID CODEC(ZSTD(1)),
  signer_ocn LowCardinality(String),
  verstat Enum8('none' = 0, 'passed' = 1, 'failed' = 2),
  identity_fault Enum8('' = 0, 'malformed' = 1, 'unknown_certificate' = 2, 'untrusted_certificate' = 3, 'expired_certificate' = 4, 'bad_signature' = 5, 'stale' = 6, 'other_numbers' = 7) COMMENT 'what is wrong with the Identity header; \'\' nothing, or the feed carries none',
  ingress_country LowCardinality(String),
  caller_name String CODEC(ZSTD(1)),
  calling_valid Bool COMMENT 'a number the plan can assign',
  calling_assigned Enum8('' = 0, 'assigned' = 1, 'unassigned' = 2) COMMENT 'assigned or unassigned by number blocks; \'\' not known',
  calling_region Enum8('LR' = -128, 'LS' = -127, 'LT' = -126, 'LU' = -125, 'LV' = -124, 'LY' = -123, 'MA' = -122, 'MC' = -121, 'MD' = -120, 'ME' = -119, 'MF' = -118, 'MG' = -117, 'MH' = -116, 'MK' = -115, 'ML' = -114, 'MM' = -113, 'MN' = -112, 'MO' = -111, 'MP' = -110, 'MQ' = -109, 'MR' = -108, 'MS' = -107, 'MT' = -106, 'MU' = -105, 'MV' = -104, 'MW' = -103, 'MX' = -102, 'MY' = -101, 'MZ' = -100, 'NA' = -99, 'NC' = -98, 'NE' = -97, 'NF' = -96, 'NG' = -95, 'NI' = -94, 'NL' = -93, 'NO' = -92, 'NP' = -91, 'NR' = -90, 'NU' = -89, 'NZ' = -88, 'OM' = -87, 'PA' = -86, 'PE' = -85, 'PF' = -84, 'PG' = -83, 'PH' = -82, 'PK' = -81, 'PL' = -80, 'PM' = -79, 'PR' = -78, 'PS' = -77, 'PT' = -76, 'PW' = -75, 'PY' = -74, 'QA' = -73, 'RE' = -72, 'RO' = -71, 'RS' = -70, 'RU' = -69, 'RW' = -68, 'SA' = -67, 'SB' = -66, 'SC' = -65, 'SD' = -64, 'SE' = -63, 'SG' = -62, 'SH' = -61, 'SI' = -60, 'SJ' = -59, 'SK' = -58, 'SL' = -57, 'SM' = -56, 'SN' = -55, 'SO' = -54, 'SR' = -53, 'SS' = -52, 'ST' = -51, 'SV' = -50, 'SX' = -49, 'SY' = -48, 'SZ' = -47, 'TA' = -46, 'TC' = -45, 'TD' = -44, 'TG' = -43, 'TH' = -42, 'TJ' = -41, 'TK' = -40, 'TL' = -39, 'TM' = -38, 'TN' = -37, 'TO' = -36, 'TR' = -35, 'TT' = -34, 'TV' = -33, 'TW' = -32, 'TZ' = -31, 'UA' = -30, 'UG' = -29, 'US' = -28, 'UY' = -27, 'UZ' = -26, 'VA' = -25, 'VC' = -24, 'VE' = -23, 'VG' = -22, 'VI' = -21, 'VN' = -20, 'VU' = -19, 'WF' = -18, 'WS' = -17, 'XK' = -16, 'YE' = -15, 'YT' = -14, 'ZA' = -13, 'ZM' = -12, 'ZW' = -11, '' = 0, 'AC' = 1, 'AD' = 2, 'AE' = 3, 'AF' = 4, 'AG' = 5, 'AI' = 6, 'AL' = 7, 'AM' = 8, 'AO' = 9, 'AR' = 10, 'AS' = 11, 'AT' = 12, 'AU' = 13, 'AW' = 14, 'AX' = 15, 'AZ' = 16, 'BA' = 17, 'BB' = 18, 'BD' = 19, 'BE' = 20, 'BF' = 21, 'BG' = 22, 'BH' = 23, 'BI' = 24, 'BJ' = 25, 'BL' = 26, 'BM' = 27, 'BN' = 28, 'BO' = 29, 'BQ' = 30, 'BR' = 31, 'BS' = 32, 'BT' = 33, 'BW' = 34, 'BY' = 35, 'BZ' = 36, 'CA' = 37, 'CC' = 38, 'CD' = 39, 'CF' = 40, 'CG' = 41, 'CH' = 42, 'CI' = 43, 'CK' = 44, 'CL' = 45, 'CM' = 46, 'CN' = 47, 'CO' = 48, 'CR' = 49, 'CU' = 50, 'CV' = 51, 'CW' = 52, 'CX' = 53, 'CY' = 54, 'CZ' = 55, 'DE' = 56, 'DJ' = 57, 'DK' = 58, 'DM' = 59, 'DO' = 60, 'DZ' = 61, 'EC' = 62, 'EE' = 63, 'EG' = 64, 'EH' = 65, 'ER' = 66, 'ES' = 67, 'ET' = 68, 'FI' = 69, 'FJ' = 70, 'FK' = 71, 'FM' = 72, 'FO' = 73, 'FR' = 74, 'GA' = 75, 'GB' = 76, 'GD' = 77, 'GE' = 78, 'GF' = 79, 'GG' = 80, 'GH' = 81, 'GI' = 82, 'GL' = 83, 'GM' = 84, 'GN' = 85, 'GP' = 86, 'GQ' = 87, 'GR' = 88, 'GT' = 89, 'GU' = 90, 'GW' = 91, 'GY' = 92, 'HK' = 93, 'HN' = 94, 'HR' = 95, 'HT' = 96, 'HU' = 97, 'ID' = 98, 'IE' = 99, 'IL' = 100, 'IM' = 101, 'IN' = 102, 'IO' = 103, 'IQ' = 104, 'IR' = 105, 'IS' = 106, 'IT' = 107, 'JE' = 108, 'JM' = 109, 'JO' = 110, 'JP' = 111, 'KE' = 112, 'KG' = 113, 'KH' = 114, 'KI' = 115, 'KM' = 116, 'KN' = 117, 'KP' = 118, 'KR' = 119, 'KW' = 120, 'KY' = 121, 'KZ' = 122, 'LA' = 123, 'LB' = 124, 'LC' = 125, 'LI' = 126, 'LK' = 127) COMMENT 'ISO 3166 country of the number',
  calling_ocn LowCardinality(String) COMMENT 'holder of the number, where number data is loaded',
  calling_line_type Enum8('' = 0, 'FIXED_LINE' = 1, 'MOBILE' = 2, 'FIXED_LINE_OR_MOBILE' = 3, 'TOLL_FREE' = 4, 'PREMIUM_RATE' = 5, 'PERSONAL_NUMBER' = 6, 'VOICEMAIL' = 7, 'UAN' = 8, 'PAGER' = 9, 'VOIP' = 10, 'SHARED_COST' = 11),
  called_valid Bool,
  called_assigned Enum8('' = 0, 'assigned' = 1, 'unassigned' = 2),
  called_region Enum8('LR' = -128, 'LS' = -127, 'LT' = -126, 'LU' = -125, 'LV' = -124, 'LY' = -123, 'MA' = -122, 'MC' = -121, 'MD' = -120, 'ME' = -119, 'MF' = -118, 'MG' = -117, 'MH' = -116, 'MK' = -115, 'ML' = -114, 'MM' = -113, 'MN' = -112, 'MO' = -111, 'MP' = -110, 'MQ' = -109, 'MR' = -108, 'MS' = -107, 'MT' = -106, 'MU' = -105, 'MV' = -104, 'MW' = -103, 'MX' = -102, 'MY' = -101, 'MZ' = -100, 'NA' = -99, 'NC' = -98, 'NE' = -97, 'NF' = -96, 'NG' = -95, 'NI' = -94, 'NL' = -93, 'NO' = -92, 'NP' = -91, 'NR' = -90, 'NU' = -89, 'NZ' = -88, 'OM' = -87, 'PA' = -86, 'PE' = -85, 'PF' = -84, 'PG' = -83, 'PH' = -82, 'PK' = -81, 'PL' = -80, 'PM' = -79, 'PR' = -78, 'PS' = -77, 'PT' = -76, 'PW' = -75, 'PY' = -74, 'QA' = -73, 'RE' = -72, 'RO' = -71, 'RS' = -70, 'RU' = -69, 'RW' = -68, 'SA' = -67, 'SB' = -66, 'SC' = -65, 'SD' = -64, 'SE' = -63, 'SG' = -62, 'SH' = -61, 'SI' = -60, 'SJ' = -59, 'SK' = -58, 'SL' = -57, 'SM' = -56, 'SN' = -55, 'SO' = -54, 'SR' = -53, 'SS' = -52, 'ST' = -51, 'SV' = -50, 'SX' = -49, 'SY' = -48, 'SZ' = -47, 'TA' = -46, 'TC' = -45, 'TD' = -44, 'TG' = -43, 'TH' = -42, 'TJ' = -41, 'TK' = -40, 'TL' = -39, 'TM' = -38, 'TN' = -37, 'TO' = -36, 'TR' = -35, 'TT' = -34, 'TV' = -33, 'TW' = -32, 'TZ' = -31, 'UA' = -30, 'UG' = -29, 'US' = -28, 'UY' = -27, 'UZ' = -26, 'VA' = -25, 'VC' = -24, 'VE' = -23, 'VG' = -22, 'VI' = -21, 'VN' = -20, 'VU' = -19, 'WF' = -18, 'WS' = -17, 'XK' = -16, 'YE' = -15, 'YT' = -14, 'ZA' = -13, 'ZM' = -12, 'ZW' = -11, '' = 0, 'AC' = 1, 'AD' = 2, 'AE' = 3, 'AF' = 4, 'AG' = 5, 'AI' = 6, 'AL' = 7, 'AM' = 8, 'AO' = 9, 'AR' = 10, 'AS' = 11, 'AT' = 12, 'AU' = 13, 'AW' = 14, 'AX' = 15, 'AZ' = 16, 'BA' = 17, 'BB' = 18, 'BD' = 19, 'BE' = 20, 'BF' = 21, 'BG' = 22, 'BH' = 23, 'BI' = 24, 'BJ' = 25, 'BL' = 26, 'BM' = 27, 'BN' = 28, 'BO' = 29, 'BQ' = 30, 'BR' = 31, 'BS' = 32, 'BT' = 33, 'BW' = 34, 'BY' = 35, 'BZ' = 36, 'CA' = 37, 'CC' = 38, 'CD' = 39, 'CF' = 40, 'CG' = 41, 'CH' = 42, 'CI' = 43, 'CK' = 44, 'CL' = 45, 'CM' = 46, 'CN' = 47, 'CO' = 48, 'CR' = 49, 'CU' = 50, 'CV' = 51, 'CW' = 52, 'CX' = 53, 'CY' = 54, 'CZ' = 55, 'DE' = 56, 'DJ' = 57, 'DK' = 58, 'DM' = 59, 'DO' = 60, 'DZ' = 61, 'EC' = 62, 'EE' = 63, 'EG' = 64, 'EH' = 65, 'ER' = 66, 'ES' = 67, 'ET' = 68, 'FI' = 69, 'FJ' = 70, 'FK' = 71, 'FM' = 72, 'FO' = 73, 'FR' = 74, 'GA' = 75, 'GB' = 76, 'GD' = 77, 'GE' = 78, 'GF' = 79, 'GG' = 80, 'GH' = 81, 'GI' = 82, 'GL' = 83, 'GM' = 84, 'GN' = 85, 'GP' = 86, 'GQ' = 87, 'GR' = 88, 'GT' = 89, 'GU' = 90, 'GW' = 91, 'GY' = 92, 'HK' = 93, 'HN' = 94, 'HR' = 95, 'HT' = 96, 'HU' = 97, 'ID' = 98, 'IE' = 99, 'IL' = 100, 'IM' = 101, 'IN' = 102, 'IO' = 103, 'IQ' = 104, 'IR' = 105, 'IS' = 106, 'IT' = 107, 'JE' = 108, 'JM' = 109, 'JO' = 110, 'JP' = 111, 'KE' = 112, 'KG' = 113, 'KH' = 114, 'KI' = 115, 'KM' = 116, 'KN' = 117, 'KP' = 118, 'KR' = 119, 'KW' = 120, 'KY' = 121, 'KZ' = 122, 'LA' = 123, 'LB' = 124, 'LC' = 125, 'LI' = 126, 'LK' = 127),
  called_ocn LowCardinality(String),
  called_line_type Enum8('' = 0, 'FIXED_LINE' = 1, 'MOBILE' = 2, 'FIXED_LINE_OR_MOBILE' = 3, 'TOLL_FREE' = 4, 'PREMIUM_RATE' = 5, 'PERSONAL_NUMBER' = 6, 'VOICEMAIL' = 7, 'UAN' = 8, 'PAGER' = 9, 'VOIP' = 10, 'SHARED_COST' = 11),
  neighbor_spoof Bool COMMENT 'calling and called share NPA-NXX',
  dno Bool COMMENT 'calling number is on the do-not-originate list',
  upstream_rmd Enum8('' = 0, 'listed' = 1, 'removed' = 2, 'none' = 3) COMMENT 'upstream\'s Robocall Mitigation Database state: listed, removed, none, \'\' unknown',
  signer LowCardinality(String) COMMENT 'provider that holds signer_ocn',
  signer_rmd Enum8('' = 0, 'listed' = 1, 'removed' = 2, 'none' = 3) COMMENT 'the signer\'s Robocall Mitigation Database state',
  improper_attestation Bool COMMENT 'attestation A for an invalid or unassigned number, or another provider\'s than the signer\'s',
  foreign_entry Bool COMMENT 'a U.S. carrier took the call in from abroad',
  called_local_hour UInt8 COMMENT 'hour of the day at the called number, 0 to 23' CODEC(ZSTD(1)),
  reference_version UInt32 COMMENT 'reference data in force when it was enriched' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(ver)
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (carrier, start_time, call_id)
SETTINGS min_parts_to_merge_at_once = 20
COMMENT 'Accepted CDRs as inserted, idempotent: one identity is (carrier, start_time, call_id), the greatest ver wins. Read it through the view cdr.';
CREATE TABLE IF NOT EXISTS arrivals
(
  carrier LowCardinality(String),
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  cdrs UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = SummingMergeTree(cdrs)
PARTITION BY toYYYYMMDD(minute)
ORDER BY (carrier, minute)
COMMENT 'Accepted CDRs by carrier and minute of start_time. A replay may count twice: compare it with builds.arrivals for equality only, never read it as a number of calls.';
CREATE TABLE IF NOT EXISTS dead_letters
(
  carrier LowCardinality(String),
  topic LowCardinality(String),
  partition Int32,
  offset Int64 CODEC(Delta, ZSTD(1)),
  record_index Int32 CODEC(T64, ZSTD(1)),
  field LowCardinality(String) COMMENT 'field at fault; \'\' where the message as a whole is',
  reason LowCardinality(String) COMMENT 'unknown_schema, undecodable, invalid_field, ...',
  detail String CODEC(ZSTD(1)),
  original String CODEC(ZSTD(3)),
  writer_schema LowCardinality(String) COMMENT 'fingerprint or registry id of the schema it was written with',
  source LowCardinality(String),
  produced_at DateTime64(3, 'UTC') COMMENT '1970 where the message could not be read' CODEC(Delta, ZSTD(1)),
  received_at DateTime64(3, 'UTC') COMMENT 'the broker\'s timestamp of the message' CODEC(Delta, ZSTD(1)),
  status LowCardinality(String) COMMENT 'open or replayed',
  ver UInt8 COMMENT '0 open, 1 replayed'
)
ENGINE = ReplacingMergeTree(ver)
PARTITION BY toYYYYMM(received_at)
ORDER BY (topic, partition, offset, record_index)
COMMENT 'What could not be accepted. record_index -1 is a whole message. original: the bytes as they came (a record in Avro binary of writer_schema, or the whole message value). Read with FINAL.';
CREATE TABLE IF NOT EXISTS batches
(
  carrier LowCardinality(String),
  topic LowCardinality(String),
  partition Int32,
  offset Int64 CODEC(Delta, ZSTD(1)),
  batch_id String CODEC(ZSTD(1)),
  source LowCardinality(String),
  sequence Int64 CODEC(Delta, ZSTD(1)),
  produced_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  received_at DateTime64(3, 'UTC') COMMENT 'the broker\'s timestamp' CODEC(Delta, ZSTD(1)),
  records UInt32 CODEC(T64, ZSTD(1)),
  accepted UInt32 CODEC(T64, ZSTD(1)),
  dead UInt32 CODEC(T64, ZSTD(1)),
  first_start DateTime64(3, 'UTC') COMMENT 'smallest start_time accepted' CODEC(Delta, ZSTD(1)),
  last_start DateTime64(3, 'UTC') COMMENT 'greatest start_time accepted' CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (topic, partition, offset)
COMMENT 'Feed messages and what became of their records: records = accepted + dead. Read with FINAL.';
CREATE TABLE IF NOT EXISTS feed_schemas
(
  name String COMMENT 'fingerprint, or registry:ID; as in dead_letters.writer_schema',
  schema String COMMENT 'the schema, JSON' CODEC(ZSTD(3)),
  added_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(added_at)
ORDER BY (name)
COMMENT 'Avro schemas that feed messages may be written with, beside those of this version: added by ringtrace schema add, or fetched from the schema registry. Read with FINAL.';
CREATE TABLE IF NOT EXISTS reference_versions
(
  kind LowCardinality(String) COMMENT 'providers, dno, ...',
  version UInt32 COMMENT 'rises over all kinds together',
  digest String COMMENT 'the entries\' SHA-256: they are stored under it',
  valid_from DateTime64(3, 'UTC') COMMENT 'CDRs from this start_time on are enriched with it',
  loaded_at DateTime64(3, 'UTC'),
  source String COMMENT 'the file\'s name',
  entries UInt32
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, version, digest)
COMMENT 'Every version of the reference data. Of a kind, the one with the greatest (valid_from, version) up to a moment is in force at it; the kinds whose files add up (complaints) hold all of theirs. cdr.reference_version is the highest version of all kinds in force at start_time. Read with FINAL.';
CREATE TABLE IF NOT EXISTS provider_store
(
  digest LowCardinality(String),
  provider_id String,
  name String,
  ocns Array(String) COMMENT 'operating company numbers',
  member Bool COMMENT 'takes part in the traceback group',
  country LowCardinality(String) COMMENT 'ISO 3166',
  rmd LowCardinality(String) COMMENT 'Robocall Mitigation Database: listed, removed, none',
  shaken LowCardinality(String) COMMENT 'how much it signs: complete, partial, none'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, provider_id)
COMMENT 'Voice service providers of every version that was loaded. Read them through the view providers.';
CREATE TABLE IF NOT EXISTS dno_store
(
  digest LowCardinality(String),
  pattern String COMMENT 'the first digits of a national number'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, pattern)
COMMENT 'Do-not-originate patterns of every version that was loaded. Read them through the view dno.';
CREATE TABLE IF NOT EXISTS rmd_store
(
  digest LowCardinality(String),
  frn String COMMENT 'FCC registration number',
  business_name String,
  other_names Array(String) COMMENT 'other and previous names it does business under',
  business_address String,
  foreign_voice_provider Bool,
  status LowCardinality(String) COMMENT 'listed; removed: in an earlier file, no longer in this one',
  implementation LowCardinality(String) COMMENT 'of STIR/SHAKEN: complete, partial, none',
  roles Array(String) COMMENT 'voice_service, gateway, intermediate',
  contact String,
  contact_telephone_number String
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, frn, business_name)
COMMENT 'Robocall Mitigation Database filings of every version that was loaded. Read them through the view rmd.';
CREATE TABLE IF NOT EXISTS number_block_store
(
  digest LowCardinality(String),
  block String COMMENT 'NPA-NXX, or NPA-NXX-X for a thousands block: 6 or 7 digits; the longer one holds',
  ocn LowCardinality(String) COMMENT 'operating company number of the holder',
  company LowCardinality(String),
  state LowCardinality(String) COMMENT 'U.S. state, Canadian province or other part of the numbering plan area',
  rate_center LowCardinality(String),
  line_type LowCardinality(String) COMMENT '\'\' where the file does not say'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, block)
COMMENT 'Number blocks of every version that was loaded. Read them through the view number_blocks.';
CREATE TABLE IF NOT EXISTS ported_store
(
  digest LowCardinality(String),
  number UInt64 COMMENT 'E.164 digits' CODEC(Delta, ZSTD(1)),
  ocn LowCardinality(String) COMMENT 'operating company number of the provider it was ported to'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, number)
COMMENT 'Ported numbers of every version that was loaded. Read them through the view ported.';
CREATE TABLE IF NOT EXISTS toll_free_store
(
  digest LowCardinality(String),
  number UInt64 COMMENT 'E.164 digits' CODEC(Delta, ZSTD(1)),
  resp_org LowCardinality(String) COMMENT 'responsible organisation'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, number)
COMMENT 'Toll-free numbers of every version that was loaded. Read them through the view toll_free.';
CREATE TABLE IF NOT EXISTS known_caller_store
(
  digest LowCardinality(String),
  number UInt64 COMMENT 'E.164 digits',
  owner String,
  purpose String COMMENT 'why its calls may look like a campaign: school alerts, pharmacy, ...'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, number)
COMMENT 'Known callers of every version that was loaded. Read them through the view known_callers.';
CREATE TABLE IF NOT EXISTS complaint_store
(
  digest LowCardinality(String),
  line UInt32 COMMENT 'of the file',
  number UInt64 COMMENT 'the number complained about, E.164 digits; 0 = none was given',
  created_at DateTime64(3, 'UTC') COMMENT 'as the file says it: the FTC\'s local time',
  violation_at DateTime64(3, 'UTC') COMMENT 'when the call came, by the consumer; 1970 = not given',
  consumer_city String,
  consumer_state LowCardinality(String),
  consumer_area_code LowCardinality(String),
  subject LowCardinality(String),
  recorded_message LowCardinality(String) COMMENT 'Y, N or \'\' as reported'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, line)
COMMENT 'Complaints about calls; each file adds its own. Read them through the view complaints.';
CREATE TABLE IF NOT EXISTS area_code_store
(
  digest LowCardinality(String),
  npa String,
  in_service Bool,
  location LowCardinality(String) COMMENT 'U.S. state, Canadian province or country',
  country LowCardinality(String),
  service LowCardinality(String) COMMENT '\'\' = an ordinary geographic code',
  time_zones Array(String) COMMENT 'IANA zones of the area; several where it spans them'
)
ENGINE = ReplacingMergeTree
ORDER BY (digest, npa)
COMMENT 'Area codes of every version that was loaded. Read them through the view area_codes.';
CREATE TABLE IF NOT EXISTS builds
(
  rollup LowCardinality(String),
  carrier LowCardinality(String),
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 COMMENT 'build that wrote the row; rises with each rebuild' CODEC(ZSTD(1)),
  arrivals UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(build)
PARTITION BY toYYYYMMDD(bucket)
ORDER BY (rollup, carrier, bucket)
SETTINGS index_granularity = 256
COMMENT 'The build that holds for each bucket of a rollup, and the arrivals it has seen. rollup \'judge\' are the judged hours (carrier \'\'); \'merge\' has the build of each that the last merge saw, as its arrivals. Read with FINAL.';
CREATE TABLE IF NOT EXISTS build_plans
(
  build UInt64 COMMENT 'build that wrote the row; rises with each rebuild' CODEC(ZSTD(1)),
  rollup LowCardinality(String),
  carrier LowCardinality(String),
  bucket DateTime('UTC') CODEC(Delta, ZSTD(1)),
  arrivals UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (build, carrier, bucket)
COMMENT 'Dirty buckets of a build under way, with the arrivals read before it started. Dropped after it.';
CREATE TABLE IF NOT EXISTS source_minutes_store
(
  carrier LowCardinality(String),
  minute DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 COMMENT 'build that wrote the row; rises with each rebuild' CODEC(ZSTD(1)),
  upstream LowCardinality(String),
  ingress_trunk LowCardinality(String),
  customer LowCardinality(String),
  caller_kind LowCardinality(String) COMMENT 'dno, unusable (invalid or withheld), neighbor (shares NPA-NXX with the called number) or plain',
  attestation LowCardinality(String),
  legs UInt64 COMMENT 'call attempts, unanswered ones included' CODEC(T64, ZSTD(1)),
  answered UInt64 CODEC(T64, ZSTD(1)),
  short_answered UInt64 COMMENT 'answered, and ended within 6 s of the answer' CODEC(T64, ZSTD(1)),
  duration_s UInt64 COMMENT 'seconds between answer and end, a begun one counts whole; summed' CODEC(T64, ZSTD(1)),
  calling_numbers UInt64 COMMENT 'distinct in this minute; not additive' CODEC(T64, ZSTD(1)),
  called_numbers UInt64 COMMENT 'distinct in this minute; not additive' CODEC(T64, ZSTD(1)),
  duration_bins Array(UInt8) COMMENT 'answered durations in bins of 2 s, 60 = 120 s and more; ascending, empty bins left out',
  duration_counts Array(UInt32) COMMENT 'answered legs in each of duration_bins'
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(minute)
ORDER BY (carrier, minute, build, upstream, ingress_trunk, customer)
COMMENT 'For analysts and verify; the judge reads cdr itself. Legs by source and minute, every build until it is swept. Read it through the view source_minutes.';
CREATE TABLE IF NOT EXISTS busy_numbers_store
(
  carrier LowCardinality(String),
  bucket DateTime('UTC') COMMENT 'start of the 5 minutes' CODEC(Delta, ZSTD(1)),
  build UInt64 COMMENT 'build that wrote the row; rises with each rebuild' CODEC(ZSTD(1)),
  calling_number UInt64 CODEC(T64, ZSTD(1)),
  legs UInt64 COMMENT 'call attempts, unanswered ones included' CODEC(T64, ZSTD(1)),
  answered UInt64 CODEC(T64, ZSTD(1)),
  short_answered UInt64 COMMENT 'answered, and ended within 6 s of the answer' CODEC(T64, ZSTD(1)),
  duration_s UInt64 COMMENT 'seconds between answer and end, a begun one counts whole; summed' CODEC(T64, ZSTD(1)),
  called_numbers UInt64 COMMENT 'distinct in these 5 minutes; not additive' CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(bucket)
ORDER BY (carrier, bucket, build, calling_number)
COMMENT 'For analysts and verify; the judge reads cdr itself. Calling numbers with 5 or more legs at a carrier in 5 minutes, withheld ones left out, every build until it is swept. Read it through the view busy_numbers.';
CREATE TABLE IF NOT EXISTS judge_calls
(
  build UInt64,
  hour DateTime('UTC'),
  calling_number UInt64,
  called_number UInt64,
  start_time DateTime64(3, 'UTC'),
  origin_provider LowCardinality(String),
  claimed_origin LowCardinality(String),
  entry_provider LowCardinality(String),
  next_provider LowCardinality(String),
  via Array(String) COMMENT 'providers named behind the origin: transits',
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
  carriers Array(String),
  call_ids Array(String),
  start_times Array(DateTime64(3, 'UTC')),
  caller LowCardinality(String) COMMENT 'dno, unusable, unassigned, neighbor, foreign, unproven, or attested (A): told by the call alone',
  calling_region LowCardinality(String) COMMENT 'country of the calling number',
  place LowCardinality(String) COMMENT 'proven origin and customer; else the furthest provider named, or the trunk of the first carrier',
  signer LowCardinality(String) COMMENT 'who signed the call',
  origid String COMMENT 'the signer\'s origid'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: the calls of the hours being judged, one row a call, legs as arrays.';
CREATE TABLE IF NOT EXISTS judge_stage
(
  build UInt64,
  hour DateTime('UTC'),
  calling_number UInt64,
  called_number UInt64,
  start_time DateTime64(3, 'UTC'),
  origin_provider LowCardinality(String),
  claimed_origin LowCardinality(String),
  entry_provider LowCardinality(String),
  next_provider LowCardinality(String),
  via Array(String) COMMENT 'providers named behind the origin: transits',
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
  carriers Array(String),
  call_ids Array(String),
  start_times Array(DateTime64(3, 'UTC')),
  caller_class LowCardinality(String) COMMENT 'dno, one ring and a country, unusable, unassigned, neighbor, foreign (and a third country), unproven, or attested (A)',
  origin_key LowCardinality(String) COMMENT 'the place; where many customers meet there, with the origid, the exchange of the callers or the area called where these tell its customers apart',
  repeated Bool COMMENT 'the caller calls the called number again in the hour, or around it',
  called_back Bool COMMENT 'the called number calls the caller around the hour',
  receives Bool COMMENT 'the calling number receives calls around the hour',
  number_calls UInt32 COMMENT 'calls of the calling number in the hour; 0 where they are few, and of few origins',
  several_origins Bool COMMENT 'several providers are proven origins of the calling number in the hour'
)
ENGINE = MergeTree
PARTITION BY build
ORDER BY (build)
COMMENT 'Working space of the judge: calls of judge_calls, and what the calls beside them tell of each.';
CREATE TABLE IF NOT EXISTS segments_store
(
  hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
  build UInt64 CODEC(ZSTD(1)),
  segment_id String COMMENT 'hash of hour, kind, class, origin key and number',
  kind LowCardinality(String) COMMENT 'number or source',
  caller_class LowCardinality(String),
  origin_key LowCardinality(String),
  calling_number UInt64 COMMENT '0 for a source',
  origin_provider LowCardinality(String) COMMENT 'proven: this provider\'s own leg shows its own customer and no leg contradicts; \'\' = not proven',
  claimed_origin LowCardinality(String) COMMENT 'the furthest provider that is named, where nothing is proven; \'\' = none',
  entry_provider LowCardinality(String) COMMENT 'first US provider of a call from abroad; \'\' = not seen to come from abroad',
  next_provider LowCardinality(String),
  first_seen DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  last_seen DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  calls UInt64,
  legs UInt64,
  carriers Array(String),
  verdict LowCardinality(String) COMMENT 'suspicious; possible: joins a campaign of its own origin; weak: only of its own number or customer',
  mode_s UInt8 COMMENT 'start of the commonest 2-s bin of longer answered durations, s',
  member_bins Array(UInt8) COMMENT 'outcomes of member calls: 0 unanswered, then 2-s bins of the answered duration from 1 on',
  histogram Array(UInt32) COMMENT 'suspicious calls by outcome, from 0 on',
  score Float64 COMMENT 'log-odds',
  signals String COMMENT 'JSON: what the judge saw' CODEC(ZSTD(3)),
  features String COMMENT 'JSON: the counts it was judged by, and what was ordinary' CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, build, segment_id)
COMMENT 'Suspicious segments of judged hours, every build until it is swept. Read it through the view segments.';
CREATE TABLE IF NOT EXISTS segment_calls_store
(
  hour DateTime('UTC') COMMENT 'hour in which the call began; a range of it reads only that part' CODEC(Delta, ZSTD(1)),
  build UInt64 CODEC(ZSTD(1)),
  segment_id String CODEC(ZSTD(1)),
  call_key String COMMENT 'the same for all legs of one call' CODEC(ZSTD(1)),
  call_start DateTime64(3, 'UTC') COMMENT 'start of the first leg of the call' CODEC(Delta, ZSTD(1)),
  carrier LowCardinality(String),
  call_id String CODEC(ZSTD(1)),
  start_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  calling_number UInt64 CODEC(T64, ZSTD(1)),
  called_number UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(hour)
ORDER BY (hour, build, segment_id, call_key)
COMMENT 'Legs of suspicious segments, every build until it is swept. Read it through the view campaign_calls.';
CREATE TABLE IF NOT EXISTS campaign_segments_store
(
  segment_id String,
  campaign_id String,
  revision UInt64
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (segment_id)
COMMENT 'The campaign each segment belongs to. Read with FINAL.';
CREATE TABLE IF NOT EXISTS campaigns_store
(
  campaign_id String,
  revision UInt64,
  status LowCardinality(String) COMMENT 'open, withdrawn (late data exonerates) or merged (see merged_into)',
  first_seen DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  last_seen DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  calls UInt64 COMMENT 'distinct calls, legs stitched',
  legs UInt64,
  calling_numbers UInt64 COMMENT 'distinct',
  called_numbers UInt64 COMMENT 'distinct',
  carriers Array(String) COMMENT 'carriers that saw it',
  score Float64 COMMENT 'probability that this is illegal traffic, 0 to 1, as the judge sees it',
  signals String COMMENT 'JSON array of {name, value, baseline, contribution}' CODEC(ZSTD(3)),
  origin_provider LowCardinality(String) COMMENT 'proven: this provider\'s own leg shows its own customer and no leg contradicts; \'\' = not proven',
  claimed_origin LowCardinality(String) COMMENT 'the furthest provider that is named, where nothing is proven; \'\' = none',
  entry_provider LowCardinality(String) COMMENT 'first US provider of a call from abroad; \'\' = not seen to come from abroad',
  merged_from Array(String),
  merged_into String,
  fingerprint String COMMENT 'hash of the segments and builds it was computed from'
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (campaign_id)
COMMENT 'Campaigns, every revision until a merge. Read it through the view campaigns.';
CREATE TABLE IF NOT EXISTS traceback_candidates_store
(
  candidate_id String,
  campaign_id String,
  revision UInt64 COMMENT 'rises with each change',
  status LowCardinality(String) COMMENT 'open, confirmed, dismissed, withdrawn (late data exonerates) or closed (part of another campaign, or long ended)',
  opened_at DateTime64(3, 'UTC') COMMENT 'wall clock' CODEC(Delta, ZSTD(1)),
  event_time DateTime64(3, 'UTC') COMMENT 'end of the first minute by which 200 of its calls had begun: an approximation, the signals are those of all data' CODEC(Delta, ZSTD(1)),
  calling_number UInt64 COMMENT 'the example call\'s',
  called_number UInt64 COMMENT 'the example call\'s',
  call_time DateTime64(3, 'UTC') COMMENT 'the example call\'s first leg' CODEC(Delta, ZSTD(1)),
  terminating_carrier LowCardinality(String),
  origin_provider LowCardinality(String) COMMENT 'proven: this provider\'s own leg shows its own customer and no leg contradicts; \'\' = not proven',
  claimed_origin LowCardinality(String) COMMENT 'the furthest provider that is named, where nothing is proven; \'\' = none',
  entry_provider LowCardinality(String) COMMENT 'first US provider of a call from abroad; \'\' = not seen to come from abroad',
  next_provider_to_ask LowCardinality(String) COMMENT 'last provider of the known path, a proven origin included',
  path_providers Array(String) COMMENT 'from the origin on',
  path_roles Array(String) COMMENT 'origin, claimed origin, transit, terminating or unknown',
  path_reported Array(Bool) COMMENT 'whether the provider reported a leg itself',
  evidence String COMMENT 'JSON: signals, counts and example legs' CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (candidate_id)
COMMENT 'Traceback candidates, every revision until a merge. Read it through the view traceback_candidates.';
CREATE TABLE IF NOT EXISTS candidate_publications
(
  candidate_id String,
  revision UInt64
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (candidate_id)
COMMENT 'Greatest revision of each candidate that reached the topic traceback.candidates. Read with FINAL.';
