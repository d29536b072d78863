import type { View } from '../table.ts';

/** A feed is silent when it ran for at least this long, and has then sent nothing for longer than this, s. */
const silentS = 3_600;
/**
 * A live switch's start times advance like the clock, up to this many times faster or slower. An old file that is being
 * fed does not advance so. It is not called silent when it ends.
 */
const pace = 2;
/** A feed may pause for this many times its usual time between batches. */
const usualGaps = 10;

/** SQL: what the messages of each source say. Each row of `feed_status` begins with it. `which` names the messages: a condition on `topic`, their sorting key. */
const sourcesSeen = (which = '1') => `  SELECT
    toString(carrier) AS carrier,
    toString(source) AS source,
    max(produced_at) AS last_batch,
    max(received_at) AS last_received,
    dateDiff('second', min(received_at), max(received_at)) AS ran_s,
    maxIf(sequence, readable) AS last_sequence,
    if(batches = 0, 0, toUInt64(last_sequence - minIf(sequence, readable) + 1) - uniqExactIf(sequence, readable)) AS sequence_gaps,
    countIf(readable) AS batches,
    sum(records) AS records,
    sum(dead) AS rejected,
    countIf(NOT readable) AS unreadable,
    maxIf(last_start, accepted > 0) AS last_call,
    dateDiff('second', quantileExactIf(0.1)(last_start, accepted > 0), last_call) AS calls_s
  FROM (
    SELECT carrier, source, produced_at, received_at, sequence, records, accepted, dead, last_start, true AS readable
    FROM batches FINAL
    WHERE ${which}
    UNION ALL
    SELECT carrier, source, produced_at, received_at, 0, 0, 0, 0, toDateTime64(0, 3, 'UTC'), false
    FROM dead_letters FINAL
    WHERE record_index < 0 AND status = 'open' AND ${which}
  )
  GROUP BY carrier, source`;

const sourceColumns = `  f.carrier AS carrier,
  f.source AS source,
  f.last_batch AS last_batch,
  f.last_received AS last_received,
  f.last_sequence AS last_sequence,
  f.sequence_gaps AS sequence_gaps,
  f.batches AS batches,
  f.records AS records,
  f.rejected AS rejected,
  f.unreadable AS unreadable,
  f.last_call AS last_call,
  dateDiff('second', f.last_call, f.last_batch) AS lag_s,
  greatest(0, dateDiff('second', f.last_received, now64(3))) AS silent_s,
  f.ran_s >= ${silentS} AND f.calls_s BETWEEN f.ran_s / ${pace} AND ${silentS} + f.ran_s * ${pace}
    AND silent_s > greatest(${silentS}, ${usualGaps} * f.ran_s / greatest(1, f.batches - 1)) AS silent`;

/**
 * SQL: the rows of `feed_status` without the clocks, which are computed from calls and cost much more.
 * @param which SQL, a condition on `topic`: other messages are not read
 */
export const feedStates = (which: string) => `SELECT
${sourceColumns}
FROM (
${sourcesSeen(which)}
) AS f`;

/**
 * SQL: the records of each source that are dead letters and still open. Those that were sent again or closed need no further look.
 * @param which SQL, a condition on `topic`: other messages are not read
 */
export const openRecords = (which = '1') => `SELECT
  toString(carrier) AS carrier,
  toString(source) AS source,
  count() AS open_records
FROM dead_letters FINAL
WHERE record_index >= 0 AND status = 'open' AND ${which}
GROUP BY carrier, source`;

/** The state of each carrier's sources, from `batches` and from the messages in `dead_letters`. */
export const feedStatus: View = {
  name: 'feed_status',
  comment:
    "One row for each carrier and source; source '' has the messages that could not be read. sequence_gaps: batches missing between the first and the last one seen. lag_s: time from the last call to the making of its batch. rejected: records that became dead letters, also those replayed since. unreadable: whole messages that are open dead letters. silent: a live feed that ran for an hour or more, and has then sent nothing for an hour and for ten times its usual time between batches. silent_s: time since its last message. clock_offset_s: of the carrier, see clock_offsets; NULL = not known.",
  select: `SELECT
${sourceColumns},
  c.clock_offset_s AS clock_offset_s,
  c.clock_neighbors AS clock_neighbors
FROM (
${sourcesSeen()}
) AS f
LEFT JOIN clock_offsets AS c ON c.carrier = f.carrier`,
};
