import type { View } from '../table.ts';

/** Two carriers' clocks are compared only where at least this many calls are reported by both. */
const fewestShared = 10;
/**
 * Differences agree where they lie within this of their median, ms: call set-up from carrier to carrier takes a moment.
 */
const agreeMs = 5_000;
/**
 * Each carrier has a newest call. Calls are compared from this many hours before the earliest of these. A carrier that
 * sent nothing for a day is left out.
 */
const hours = 3;
/**
 * The compared hours start at most this many days before the carriers' median newest call. Otherwise one carrier whose
 * clock is months behind would make the query read months of everybody's calls.
 */
const mostOffDays = 1;
/**
 * About this many calls are compared. The sample is drawn by the pair of numbers, so each carrier's sample has the same
 * calls.
 */
const sampled = 200_000;

/**
 * How far the clocks of two neighbouring carriers differ. Compared are start times of calls that both report: both say
 * that the one handed the call to the other, and each has one leg only between the two numbers. The time read reaches
 * back from the carrier whose clock is furthest behind, so that clocks in a wrong time zone (whole hours off) show too.
 */
export const clockDifferences: View = {
  name: 'clock_differences',
  comment: `ahead_s: seconds by which the clock of carrier is ahead of the clock of neighbor, from calls of the last ${hours} hours that both report. A pair of carriers has two rows, one for each direction. Pairs with fewer than ${fewestShared} shared calls, or whose differences do not agree, are left out.`,
  select: `WITH
  live AS (
    SELECT carrier, max(last_start) AS newest FROM batches WHERE accepted > 0
    GROUP BY carrier
    HAVING max(received_at) > (SELECT max(received_at) FROM batches) - INTERVAL 1 DAY
  ),
  (SELECT greatest(min(newest), quantileExact(0.5)(newest) - INTERVAL ${mostOffDays} DAY) FROM live)
    - INTERVAL ${hours} HOUR AS since,
  (SELECT greatest(1, intDiv(sum(cdrs), ${sampled})) FROM arrivals WHERE minute >= since) AS one_in,
  calls AS (
    SELECT carrier, calling_number, called_number, min(start_time) AS at, any(upstream) AS giver, any(downstream) AS taker
    FROM cdr_store
    WHERE start_time >= since AND calling_number > 0 AND NOT withdrawn
      AND cityHash64(calling_number, called_number) % one_in = 0
    GROUP BY carrier, calling_number, called_number
    HAVING min(start_time) = max(start_time) AND min(call_id) = max(call_id)
  ),
  shared AS (
    SELECT
      least(first.1, second.1) AS one,
      greatest(first.1, second.1) AS other,
      (toUnixTimestamp64Milli(first.2) - toUnixTimestamp64Milli(second.2)) * if(first.1 < second.1, 1, -1) AS ahead_ms
    FROM (
      SELECT groupArray((toString(carrier), at, toString(giver), toString(taker))) AS legs
      FROM calls
      GROUP BY calling_number, called_number
      HAVING count() > 1
    )
    ARRAY JOIN legs AS first
    ARRAY JOIN legs AS second
    WHERE first.4 = second.1 AND second.3 = first.1 AND first.1 != second.1
  ),
  pairs AS (
    SELECT
      one,
      other,
      toUInt64(count()) AS calls,
      quantileExact(0.5)(ahead_ms) AS median,
      arrayCount(ms -> abs(ms - median) <= ${agreeMs}, groupArray(ahead_ms)) AS agreeing
    FROM shared
    GROUP BY one, other
    HAVING calls >= ${fewestShared} AND agreeing * 2 > calls
  )
SELECT pair.1 AS carrier, pair.2 AS neighbor, toInt64(round(pair.3 / 1000)) AS ahead_s, calls AS shared_calls
FROM pairs
ARRAY JOIN [(one, other, median), (other, one, -median)] AS pair`,
};

/** SQL: the median of a sorted array. Of two middle values the one nearer to 0 is taken, in favour of the carrier. */
const middle = (sorted: string) => {
  const low = `${sorted}[intDiv(length(${sorted}) + 1, 2)]`;
  const high = `${sorted}[intDiv(length(${sorted}), 2) + 1]`;
  return `if(abs(${low}) <= abs(${high}), ${low}, ${high})`;
};

/**
 * How far each carrier's clock is off, s: the median of its differences to its neighbours. First each difference is
 * corrected by the neighbour's own error, where most neighbours of that neighbour agree on one. So a carrier is not
 * blamed for the wrong clock of its only neighbour.
 */
export const clockOffsets: View = {
  name: 'clock_offsets',
  comment:
    'clock_offset_s: seconds by which the clock of a carrier is ahead (+) or behind (-), compared with the carriers it shares calls with. clock_neighbors: number of these carriers; with one, either of the two clocks may be wrong. A carrier without a row is not known.',
  select: `SELECT carrier, toNullable(${middle('differences')}) AS clock_offset_s, toUInt64(length(differences)) AS clock_neighbors
FROM (
  SELECT
    carrier,
    arraySort(groupArray(
      ahead_s + if(length(seen) > 1 AND arrayCount(s -> abs(s - theirs) * 1000 <= ${agreeMs}, seen) * 2 > length(seen), theirs, 0)
    )) AS differences
  FROM (
    SELECT
      carrier,
      ahead_s,
      arraySort(groupArray(-ahead_s) OVER (PARTITION BY neighbor)) AS seen,
      ${middle('seen')} AS theirs
    FROM clock_differences
  )
  GROUP BY carrier
)`,
};
