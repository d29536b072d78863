import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { float64, timeS, uint8 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { countsOf } from '../sql/counts-of.ts';
import { thresholds } from '../thresholds.ts';
import { areaInWords } from './called-back.ts';
import { countRow, histogram } from './features.ts';
import { lastBin } from './outcome.ts';
import { placeNames } from './place-key.ts';
import { segmentKeyNames } from './segment-key.ts';
import { factNames } from './sums.ts';

const countNames = [
  'calls',
  'called_numbers',
  'calling_numbers',
  'changing_attestation',
  ...factNames.filter((name) => name !== 'receiving'),
];

const sums = 'FROM judge_sums WHERE build = {build: UInt64}';
const hasEnoughCalls = `calls >= ${thresholds.thinCalls}`;

/**
 * Every segment with enough calls to be judged at all, and what others of its source add to it. Nine segments in ten
 * have fewer calls: a window over each source would sort all of them, with all that is known of them.
 */
const enoughCalls = `
  SELECT s.*, ${countsOf('every_outcome')} AS outcomes, o.source_receiving AS source_receiving, o.source_calls AS source_calls,
    o.source_called_back AS source_called_back
  FROM (SELECT * ${sums} AND ${hasEnoughCalls}) AS s
  INNER JOIN (
    SELECT source, sumIf(calls, key_callers_called) AS source_receiving, sum(calls) AS source_calls, sum(called_back) AS source_called_back
    ${sums} AND source IN (SELECT source ${sums} AND ${hasEnoughCalls})
    GROUP BY source
  ) AS o ON o.source = s.source`;

/** The engine may round otherwise than the judge. */
const rounding = 1e-9;
/**
 * Whether a segment may have enough members, as `excessOver` of the judge counts them: `ordinary` has the shares of
 * outcomes of ordinary calling. A few segments too many pass, none too few.
 */
const mayHaveMembers = `
  arraySum((bin, seen) -> if(bin != ${lastBin}
      AND seen - ordinary[bin + 1] * outcomes.2[indexOf(outcomes.1, ${lastBin})] / ordinary[${lastBin + 1}]
        >= ${thresholds.memberShare - rounding} * seen, seen, 0), outcomes.1, outcomes.2) >= ${thresholds.thinCalls}`;

/**
 * Segments of a number that somebody has called back: these speak for the number, from `thinCalls` calls on
 * (segments/screen.ts).
 */
const calledBackNumber = `kind = 'number' AND called_back > 0`;

/** The share of an outcome among the ordinary calls of an hour. */
type OrdinaryShare = { readonly hour: number; readonly outcome: number; readonly share: number };
/** The shares of an hour in order of the outcomes. */
const ordinaryOfHours = `
    SELECT hour AS ordinary_hour, arraySort(groupArray((outcome, share))).2 AS ordinary FROM baselines GROUP BY ordinary_hour`;

/**
 * Segments that may be kept: of many calls, of a number that is called back, or with enough calls beyond ordinary calling.
 * The others are half of all, and cost 5 us each to send. `baselines` has every outcome of an hour, or nothing of it: then
 * all its segments come.
 * @public A test sends long lists of every exported statement.
 */
export const segmentCounts = defineQuery<{ build: number; baselines: readonly OrdinaryShare[] }>()({
  name: 'counts of segments',
  lists: { baselines: rows({ hour: timeS(), outcome: uint8(), share: float64() }) },
  row: countRow.extend({ segment: z.string(), content: z.string() }),
  sql: `
SELECT segment, toUnixTimestamp(hour) AS hour, kind, number, ${placeNames.join(', ')},
  key_part AS part, o.origid AS part_origid, if(key_part = 'origid', 0, key_part_value) AS part_prefix,
  key_caller_class AS caller_class, ${areaInWords('key_called_back_area')} AS called_back_at, key_callers_called AS callers_called,
  ${countNames.join(', ')}, source_receiving, source_calls, source_called_back, outcomes, lower(hex(content)) AS content
FROM (
  SELECT s.*
  FROM (${enoughCalls}) AS s
  LEFT ANY JOIN (${ordinaryOfHours}
  ) AS b ON b.ordinary_hour = s.hour
  WHERE calls >= ${thresholds.segmentCalls} OR ${calledBackNumber} OR empty(ordinary) OR ${mayHaveMembers}
) AS s
LEFT ANY JOIN (SELECT place_key, ${placeNames.join(', ')} FROM judge_places WHERE build = {build: UInt64}) AS p ON p.place_key = s.key_place
LEFT ANY JOIN (SELECT value, origid FROM judge_parts WHERE build = {build: UInt64} AND part = 'origid') AS o
  ON o.value = if(s.key_part = 'origid', s.key_part_value, 0)
WHERE NOT throwIf(p.place_key != s.key_place, 'a segment has a place that judge_places does not have')
ORDER BY ${segmentKeyNames.join(', ')}
SETTINGS prefer_column_name_to_alias = 1`,
});

/** Counts of a segment, a hash of its key, and a hash of its calls. */
export type HashedCounts = z.infer<typeof segmentCounts.row>;

/** Outcomes of calls whose callers are called themselves, of no busy number. */
const ordinary = `if(key_callers_called, every_outcome, one_ring_outcomes)`;
/** Ordinary calling of an hour: callers that are called too and call little. */
export const ordinaryOutcomes = defineQuery<{ build: number }>()({
  name: 'ordinary outcomes',
  row: z.object({
    hour: z.number(),
    all_calls: z.number(),
    all_receiving: z.number(),
    all_called_back: z.number(),
    outcomes: histogram,
  }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, sum(calls) AS all_calls, sum(receiving) AS all_receiving, sum(called_back) AS all_called_back,
  sumMap(${ordinary}, arrayWithConstant(length(${ordinary}), toUInt64(1))) AS outcomes
FROM judge_sums WHERE build = {build: UInt64} AND kind = 'source'
GROUP BY hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});
export type OrdinaryOutcomes = z.infer<typeof ordinaryOutcomes.row>;
