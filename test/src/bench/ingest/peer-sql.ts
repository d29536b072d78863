import { talkS } from '@ringtrace/detect/sql/duration';
import { thresholds } from '@ringtrace/detect/thresholds';
import { factsOf } from '@ringtrace/enrich/number-plan';
import { cdrFields } from '@ringtrace/schemas/cdr';

// The same work as ours, as well as SQL can: each piece in the cheapest form that gives the same answer on this traffic.

/** E.164 digits of numbers signalled as digits with or without +; other forms (SIP URIs, 011, *67) would need more. */
const e164 = (raw: string) => `if(length(${raw}) = 10 AND toUInt64OrZero(${raw}) >= 2000000000
    AND toUInt64OrZero(${raw}) % 10000000 >= 2000000, 10000000000 + toUInt64OrZero(${raw}), toUInt64OrZero(${raw}))`;

/** How the digits were signalled, as `numberForm` tells it. */
const form = (
  raw: string,
  number: string,
) => `multiIf(${number} = 0, 'other', ${raw} = concat('+', toString(${number})), 'plus',
    ${raw} = toString(${number}), 'digits', concat('1', ${raw}) = toString(${number}), 'national', 'other')`;

const isNanp = (number: string) => `${number} >= 12000000000 AND ${number} < 20000000000`;
/** Area codes tell validity, region and line type in the North American plan; of other plans SQL knows nothing. */
const plan = (number: string) =>
  `dictGet('plan', ('valid', 'region', 'line_type'), if(${isNanp(number)}, intDiv(${number}, 10000000) - 1000, 0))`;

/** What an area code says, as a line of `VALUES`; the sample number is an ordinary one. */
export const planRows: readonly string[] = Array.from({ length: 800 }, (_, i) => 200 + i).flatMap((npa) => {
  const { valid, region, lineType } = factsOf(Number(`1${npa}2340123`));
  return valid ? [`(${npa}, 1, '${region}', '${lineType}')`] : [];
});

const names = Object.keys(cdrFields);
const columns: Readonly<Record<string, string>> = {
  revision: 'Int32',
  withdrawn: 'Bool',
  start_time: "DateTime64(3, 'UTC')",
  answer_time: "Nullable(DateTime64(3, 'UTC'))",
  end_time: "DateTime64(3, 'UTC')",
  sip_code: 'Int32',
};
const dictionaryEncoded = new Set([
  'upstream',
  'downstream',
  'ingress_trunk',
  'egress_trunk',
  'customer',
  'attestation',
  'signer_ocn',
  'verstat',
  'ingress_country',
]);
const columnType = (name: string) =>
  columns[name] ?? (dictionaryEncoded.has(name) ? 'LowCardinality(String)' : 'String');

/** The records' fields as the Avro files have them. */
export const feedColumns = names.map((name) => `${name} ${columnType(name)}`).join(',\n  ');

/** Why a record can't be accepted: '' where it can. The same rules as `checkRecord`, one field after the other. */
const fault = `multiIf(
    length(call_id) = 0 OR length(call_id) > 256, 'call_id',
    NOT match(called_number, '[0-9]') OR length(called_number) > 256, 'called_number',
    start_time < toDateTime64('2000-01-01', 3, 'UTC') OR start_time >= toDateTime64('2100-01-01', 3, 'UTC'), 'start_time',
    end_time < start_time - 1 OR end_time > start_time + toIntervalDay(31), 'end_time',
    answer_time IS NOT NULL AND (answer_time < start_time - 1 OR answer_time > end_time + 1), 'answer_time',
    revision NOT BETWEEN 0 AND 255, 'revision',
    sip_code != 0 AND sip_code NOT BETWEEN 100 AND 699, 'sip_code',
    attestation NOT IN ('', 'A', 'B', 'C'), 'attestation',
    verstat NOT IN ('', 'passed', 'failed', 'none'), 'verstat',
    origid != '' AND toUUIDOrNull(origid) IS NULL, 'origid',
    ingress_country != '' AND NOT match(ingress_country, '^[A-Za-z]{2}$'), 'ingress_country',
    length(upstream) > 64 OR length(downstream) > 64, 'upstream',
    greatest(length(ingress_trunk), length(egress_trunk), length(customer)) > 128, 'ingress_trunk',
    '')`;

/** Each record with what is wrong with it, judged once for both views behind it; a message that is no Avro file whole. */
export const check = `SELECT ${names.join(', ')}, _topic AS topic, _partition AS partition, _offset AS offset,
  _error AS error, _raw_message AS raw, if(error != '', 'message', ${fault}) AS fault FROM feed`;

// A hash over a null is null.
const hashed = names
  .map((name) => (name === 'answer_time' ? "ifNull(c.answer_time, toDateTime64(0, 3, 'UTC'))" : `c.${name}`))
  .join(', ');

// An alias hides a column of its name: the records' own fields go by the table's.
export const accept = `WITH
  ${e164('c.calling_number')} AS calling,
  ${e164('c.called_number')} AS called,
  ${plan('calling')} AS calling_plan,
  ${plan('called')} AS called_plan
SELECT
  substring(topic, ${'avro.'.length + 1}) AS carrier, start_time, call_id,
  bitOr(bitShiftLeft(toUInt64(c.revision), 56), bitShiftRight(cityHash64(${hashed}), 8)) AS ver,
  toUInt8(c.revision) AS revision, withdrawn,
  if(c.answer_time IS NULL, NULL, least(greatest(c.answer_time, c.start_time), greatest(c.end_time, c.start_time))) AS answer_time,
  greatest(c.end_time, c.start_time) AS end_time,
  ${form('c.calling_number', 'calling')} AS calling_number_form,
  if(calling_number_form = 'other', c.calling_number, '') AS calling_number_raw,
  ${form('c.called_number', 'called')} AS called_number_form,
  if(called_number_form = 'other', c.called_number, '') AS called_number_raw,
  calling AS calling_number, called AS called_number,
  upstream, downstream, ingress_trunk, egress_trunk, customer, toUInt16(c.sip_code) AS sip_code, attestation,
  toUUIDOrZero(c.origid) AS origid, signer_ocn, if(c.verstat = '', 'none', c.verstat) AS verstat,
  upper(c.ingress_country) AS ingress_country, substring(c.caller_name, 1, 256) AS caller_name,
  calling_plan.1 AS calling_valid, calling_plan.2 AS calling_region, '' AS calling_ocn, calling_plan.3 AS calling_line_type,
  called_plan.1 AS called_valid, called_plan.2 AS called_region, '' AS called_ocn, called_plan.3 AS called_line_type,
  ${isNanp('calling')} AND calling != called AND intDiv(calling, 10000) = intDiv(called, 10000) AS neighbor_spoof,
  false AS dno,
  dictGet('provider', 'rmd', c.upstream) AS upstream_rmd,
  dictGet('ocn_holder', 'provider_id', c.signer_ocn) AS signer,
  1 AS reference_version
FROM checked AS c WHERE fault = ''`;

export const refuse = `SELECT substring(topic, ${'avro.'.length + 1}) AS carrier, topic, toInt32(partition) AS partition,
  toInt64(offset) AS offset, toInt32(rowNumberInAllBlocks()) AS record_index, fault AS field, 'invalid_field' AS reason,
  error AS detail, if(error = '', toJSONString(tuple(${names.join(', ')})), raw) AS original,
  now64(3) AS received_at, 'open' AS status
FROM checked WHERE fault != ''`;

const outcomeColumns = `legs SimpleAggregateFunction(sum, UInt64), answered SimpleAggregateFunction(sum, UInt64),
  short_answered SimpleAggregateFunction(sum, UInt64), duration_s SimpleAggregateFunction(sum, UInt64)`;
const outcome = `count() AS legs, countIf(answer_time IS NOT NULL) AS answered,
  countIf(answer_time IS NOT NULL AND ${talkS} <= ${thresholds.shortCallS}) AS short_answered,
  sum(toUInt64(${talkS})) AS duration_s`;

export const sourceMinutesTable = `CREATE TABLE source_minutes_live (
  carrier LowCardinality(String), minute DateTime('UTC'), upstream LowCardinality(String),
  ingress_trunk LowCardinality(String), customer LowCardinality(String), caller_kind LowCardinality(String),
  attestation LowCardinality(String), ${outcomeColumns},
  calling_numbers AggregateFunction(uniqExact, UInt64), called_numbers AggregateFunction(uniqExact, UInt64),
  durations SimpleAggregateFunction(sumMap, Tuple(Array(UInt8), Array(UInt64)))
) ENGINE = AggregatingMergeTree PARTITION BY toYYYYMMDD(minute)
ORDER BY (carrier, minute, upstream, ingress_trunk, customer, caller_kind, attestation)`;

export const sourceMinutes = `SELECT carrier, toStartOfMinute(start_time, 'UTC') AS minute, upstream, ingress_trunk,
  customer, multiIf(dno, 'dno', NOT calling_valid, 'unusable', neighbor_spoof, 'neighbor', 'plain') AS caller_kind,
  attestation, ${outcome},
  uniqExactState(calling_number) AS calling_numbers, uniqExactState(called_number) AS called_numbers,
  sumMapIf([toUInt8(least(60, intDiv(${talkS}, 2)))], [toUInt64(1)], answer_time IS NOT NULL) AS durations
FROM cdr_store GROUP BY carrier, minute, upstream, ingress_trunk, customer, caller_kind, attestation`;

/** A view sees one block at a time: that a number is busy shows only in the end, so every number is kept. */
export const numbersTable = `CREATE TABLE numbers_live (
  carrier LowCardinality(String), bucket DateTime('UTC'), calling_number UInt64, ${outcomeColumns},
  called_numbers AggregateFunction(uniqExact, UInt64)
) ENGINE = AggregatingMergeTree PARTITION BY toYYYYMMDD(bucket) ORDER BY (carrier, bucket, calling_number)`;

export const numbers = `SELECT carrier, toStartOfInterval(start_time, INTERVAL 5 MINUTE, 'UTC') AS bucket, calling_number,
  ${outcome}, uniqExactState(called_number) AS called_numbers
FROM cdr_store WHERE calling_number != 0 GROUP BY carrier, bucket, calling_number`;

const totals = ['legs', 'answered', 'short_answered', 'duration_s']
  .map((name) => `sum(t.${name}) AS ${name}`)
  .join(', ');

/** In place of our views of the same names: they answer the same questions. */
export const views: readonly string[] = [
  `CREATE OR REPLACE VIEW source_minutes AS SELECT carrier, minute, upstream, ingress_trunk, customer, caller_kind,
    attestation, ${totals}, uniqExactMerge(t.calling_numbers) AS calling_numbers,
    uniqExactMerge(t.called_numbers) AS called_numbers, sumMap(t.durations) AS d, d.1 AS duration_bins, d.2 AS duration_counts
  FROM source_minutes_live AS t
  GROUP BY carrier, minute, upstream, ingress_trunk, customer, caller_kind, attestation`,
  `CREATE OR REPLACE VIEW busy_numbers AS SELECT carrier, bucket, calling_number, ${totals},
    uniqExactMerge(t.called_numbers) AS called_numbers
  FROM numbers_live AS t GROUP BY carrier, bucket, calling_number HAVING legs >= ${thresholds.busyNumberLegs}`,
];
