// What a user would build: two views that count as CDRs come in, and the usual rules over their sums.

const counts = `calls SimpleAggregateFunction(sum, UInt64), answered SimpleAggregateFunction(sum, UInt64),
  short SimpleAggregateFunction(sum, UInt64)`;
const outcome = `count() AS calls, countIf(answer_time IS NOT NULL) AS answered,
  countIf(answer_time IS NOT NULL AND dateDiff('millisecond', answer_time, end_time) <= 6000) AS short`;
const hour = "toStartOfHour(start_time, 'UTC')";

/** What the views read of a CDR. */
export const columns = 'carrier, start_time, answer_time, end_time, calling_number, upstream';

export const source = `CREATE TABLE peer_cdr (carrier LowCardinality(String), start_time DateTime64(3, 'UTC'),
  answer_time Nullable(DateTime64(3, 'UTC')), end_time DateTime64(3, 'UTC'), calling_number UInt64,
  upstream LowCardinality(String)) ENGINE = Null`;

const table = (
  name: string,
  key: string,
) => `CREATE TABLE ${name} (carrier LowCardinality(String), hour DateTime('UTC'),
  ${key}, ${counts}) ENGINE = AggregatingMergeTree PARTITION BY toYYYYMMDD(hour)
  ORDER BY (carrier, hour, ${key.split(' ')[0]})`;

/** By number each carrier's legs are counted apart, so that a call counts once a carrier. */
export const tables = [
  table('peer_numbers', 'calling_number UInt64'),
  table('peer_upstreams', 'upstream LowCardinality(String)'),
] as const;

export const views = [
  `CREATE MATERIALIZED VIEW peer_numbers_mv TO peer_numbers AS
    SELECT carrier, ${hour} AS hour, calling_number, ${outcome} FROM peer_cdr WHERE calling_number != 0
    GROUP BY carrier, hour, calling_number`,
  `CREATE MATERIALIZED VIEW peer_upstreams_mv TO peer_upstreams AS
    SELECT carrier, ${hour} AS hour, upstream, ${outcome} FROM peer_cdr GROUP BY carrier, hour, upstream`,
] as const;

const isShort = 'sum(short) > 0.15 * sum(answered)';

/** Keys that a rule flags, from the views. */
export const looks = {
  'number with 20 calls an hour, over 15% of answered up to 6 s': `SELECT carrier, calling_number, hour FROM peer_numbers
    GROUP BY carrier, calling_number, hour HAVING sum(calls) >= 20 AND ${isShort}`,
  'upstream with over 15% of answered up to 6 s': `SELECT carrier, upstream, hour FROM peer_upstreams
    GROUP BY carrier, upstream, hour HAVING sum(answered) >= 20 AND ${isShort}`,
} as const;

/** The same as conditions on cdr. */
export const conditions: Readonly<Record<keyof typeof looks, string>> = {
  'number with 20 calls an hour, over 15% of answered up to 6 s': `(carrier, calling_number, ${hour}) IN (${looks['number with 20 calls an hour, over 15% of answered up to 6 s']})`,
  'upstream with over 15% of answered up to 6 s': `(carrier, ifNull(upstream, ''), ${hour}) IN (${looks['upstream with over 15% of answered up to 6 s']})`,
};
