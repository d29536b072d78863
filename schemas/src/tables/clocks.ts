import type { View } from '../table.ts';

/** Fewer calls than this that two carriers share say nothing about their clocks. */
const fewestShared = 10;
/** Differences that agree lie within this of their median, ms: a call takes a moment from one carrier to the next. */
const agreeMs = 5_000;
/** What is compared of each carrier's newest calls; a carrier of which nothing came for a day is left out. */
const hours = 3;
/** A clock further off than this shows nowhere else: it must not make the others' calls be read for so long, or not at all. */
const mostOffDays = 1;
/** About so many calls are compared, however many there are: a sample by number pair, the same at each carrier. */
const sampled = 200_000;

/**
 * How far the clocks of two neighbours differ, by the calls both report: one attempt between two numbers, handed over
 * by the one to the other as both say. Only each carrier's newest hours are read, by its own clock, so that whole
 * hours show too.
 */
export const clockDifferences: View = {
  name: 'clock_differences',
  comment: `How far carrier's clock is ahead of neighbor's, by calls of the last ${hours} hours that both report. One row a direction; pairs with fewer than ${fewestShared} shared calls, or whose differences don't agree, are left out.`,
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

/** The middle one of sorted differences; of two middle ones the smaller, in doubt for the carrier. */
const middle = (sorted: string) => {
  const low = `${sorted}[intDiv(length(${sorted}) + 1, 2)]`;
  const high = `${sorted}[intDiv(length(${sorted}), 2) + 1]`;
  return `if(abs(${low}) <= abs(${high}), ${low}, ${high})`;
};

/**
 * How far each carrier's clock is off: the middle of its differences to its neighbours. Before that, the difference
 * that most of a neighbour's own neighbours see in it is taken off, so that a carrier is not blamed for the clock of
 * its only neighbour.
 */
export const clockOffsets: View = {
  name: 'clock_offsets',
  comment:
    'How far the clock of each carrier is ahead (+) or behind (-) of those of the carriers it shares calls with. clock_neighbors: how many those are; with one, either of the two may be off. A carrier without a row is unknown.',
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
