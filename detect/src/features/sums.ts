import { defineQuery } from '@ringtrace/platform/clickhouse';
import { attestations } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';
import { twoHashes } from '../sql/hashes.ts';
import { thresholds } from '../thresholds.ts';
import { isCalledBack, isRepeated } from './around.ts';
import { bin, countRow, countsOf, histogram } from './features.ts';
import { markedCalls } from './mark.ts';
import { segmentKeyNames, stagedAsKey, stagedKey, stagedKeyColumns } from './segment-key.ts';

/** Version of what is counted in `segmentDetails`. Raise it with each change there: details of other versions are counted again. */
const detailRules = 3;

/**
 * Of a busy number: the signer of each call, as a hash, and the letter it gave, both in the same order. A map of counts would cost more. A
 * provider that is the proven origin signs for its own customers. Signers that nothing tells would look like one that changes.
 */
const signerOf = "if(signer != '', cityHash64(signer), cityHash64(origin_provider))";
const signs = "kind = 'number' AND (signer != '' OR origin_provider != '') AND signer_attestation != ''";
const signers = `groupArrayIf(${signerOf}, ${signs})`;
const letters = `groupArrayIf(signer_attestation, ${signs})`;
const lettersOfOwn = (letter: string) =>
  `arrayCount((by, given) -> by = own AND given = '${letter}', ${signers}, ${letters})`;
/** Calls of a busy number that their signer attests otherwise than most of the number's calls that it signs. */
const changingAttestation = `length(${signers})
    - arraySum(own -> greatest(${attestations
      .filter((letter) => letter !== '')
      .map(lettersOfOwn)
      .join(', ')}), arrayDistinct(${signers}))`;

/** What the calls of a segment add up to, by column of `judge_sums`. */
const sums = {
  call_keys: 'groupArray(call_key)',
  calls: 'count()',
  answered: 'countIf(answered)',
  short: `countIf(answered AND duration_s <= ${thresholds.shortCallS})`,
  called_numbers: 'uniqExact(called_number)',
  calling_numbers: 'uniqExact(calling_number)',
  called_back: 'countIf(is_called_back)',
  repeated: 'countIf(is_repeated)',
  attested_a: "countIf(attestation = 'A' AND NOT failed AND NOT improper)",
  attested_b: "countIf(attestation = 'B' AND NOT failed)",
  unproven: "countIf((attestation = 'C' AND NOT number_abroad) OR failed)",
  improper: 'countIf(improper)',
  changing_attestation: changingAttestation,
  unassigned: 'countIf(unassigned)',
  one_ring: 'countIf(one_ring)',
  several_origins: 'countIf(several_origins)',
  foreign: 'countIf(foreign AND NOT number_abroad)',
  rmd_missing: 'countIf(rmd_missing)',
  dno: "countIf(caller_class = 'dno')",
  unusable: "countIf(caller_class = 'unusable')",
  unheld: "countIf(caller_class = 'unassigned')",
  neighbor: "countIf(caller_class = 'neighbor')",
  content: `sum(cityHash64(content, part, part_origid, part_prefix, ${detailRules}))`,
  receiving: 'countIf(receives)',
  every_outcome: `groupArray(toUInt8(${bin}))`,
  one_ring_outcomes: `groupArrayIf(toUInt8(${bin}), receives AND caller_class = 'one ring')`,
} as const;

/** To group by the columns of a segment's key themselves would cost 0.5 us a call. */
const hashes = twoHashes(stagedKeyColumns);
/** Both as one value. */
const segmentHash =
  'reinterpretAsUUID(concat(reinterpretAsFixedString(first_hash), reinterpretAsFixedString(second_hash)))';

/** Fills `judge_sums` with every segment of the planned hours. About 1.5 us a call. */
export const sumSegments = `
INSERT INTO judge_sums (build, segment, ${stagedKey}, ${Object.keys(sums).join(', ')})
SELECT {build: UInt64}, ${segmentHash} AS segment,
  ${stagedKeyColumns.map((name) => `any(${name}) AS ${name}`).join(', ')},
  ${Object.entries(sums)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n  ')}
FROM (
  SELECT *, ${isCalledBack} AS is_called_back, ${isRepeated} AS is_repeated, ${hashes[0]} AS first_hash, ${hashes[1]} AS second_hash
  FROM (${markedCalls()})
)
GROUP BY first_hash, second_hash
SETTINGS prefer_column_name_to_alias = 1`;

const notCounted = ['call_keys', 'content', 'receiving', 'every_outcome', 'one_ring_outcomes'];
const ofSource = segmentKeyNames.filter((name) => name !== 'callers_called').join(', ');

/** Every segment with enough calls to be judged at all. */
export const segmentCounts = defineQuery<{ build: number }>()({
  name: 'counts of segments',
  row: countRow.extend({ segment: z.string(), content: z.string() }),
  sql: `
SELECT * EXCEPT (every_outcome), ${countsOf('every_outcome')} AS outcomes
FROM (
  SELECT segment, toUnixTimestamp(hour) AS hour, ${stagedAsKey}, every_outcome,
    ${Object.keys(sums)
      .filter((name) => !notCounted.includes(name))
      .join(', ')}, lower(hex(judge_sums.content)) AS content,
    sumIf(calls, callers_called) OVER source AS known,
    sum(calls) OVER source AS source_calls,
    sum(called_back) OVER source AS source_called_back
  FROM judge_sums WHERE build = {build: UInt64}
  WINDOW source AS (PARTITION BY ${ofSource})
  QUALIFY calls >= ${thresholds.thinCalls}
)
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
