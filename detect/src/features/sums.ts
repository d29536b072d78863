import { hourS } from '@ringtrace/schemas/durations';
import { attestations } from '@ringtrace/schemas/tables/cdr';
import { twoHashes } from '../sql/hashes.ts';
import { inSteps } from '../sql/steps.ts';
import { thresholds } from '../thresholds.ts';
import { isRepeated, isReturned } from './around.ts';
import { toldOfCall } from './details.ts';
import { markedCalls } from './mark.ts';
import { outcomeBin } from './outcome.ts';
import { kindOf, stagedKeyNames, stagedSourceNames } from './segment-key.ts';

/** What is so of some calls of a segment, by the column of `judge_sums` that counts them. */
const facts = {
  answered: 'answered',
  short: `answered AND duration_s <= ${thresholds.shortCallS}`,
  called_back: 'is_called_back',
  repeated: 'is_repeated',
  attested_a: "attestation = 'A' AND NOT failed AND NOT improper",
  attested_b: "attestation = 'B' AND NOT failed",
  unproven: "(attestation = 'C' AND NOT number_abroad) OR failed",
  improper: 'improper',
  unassigned: 'unassigned',
  one_ring: 'one_ring',
  several_origins: 'several_origins',
  foreign: 'foreign AND NOT number_abroad',
  rmd_missing: 'rmd_missing',
  dno: "caller_class = 'dno'",
  unusable: "caller_class = 'unusable'",
  unheld: "caller_class = 'unassigned'",
  neighbor: "caller_class = 'neighbor'",
  receiving: 'receives',
} as const;
/** Columns of `judge_sums` with the counts of facts. */
export const factNames = Object.keys(facts);
/** Two facts are counted in one sum, the second one in its upper 32 bits. That costs half. */
const pairsOfFacts = Object.values(facts).flatMap((first, i, all) =>
  i % 2 === 0 ? [`toUInt64(${first}) + bitShiftLeft(toUInt64(${all[i + 1] ?? '0'}), 32)`] : [],
);
const countOf = (i: number) =>
  i % 2 === 0 ? `bitAnd(facts_${i / 2}, ${2 ** 32 - 1})` : `bitShiftRight(facts_${(i - 1) / 2}, 32)`;

/**
 * Hours of a build differ in their number modulo 2^16. In two bytes, all columns of the key fit into the 32 that the
 * engine groups fast.
 */
const hourOfKey = `toUInt16(intDiv(toUnixTimestamp(minute), ${hourS}) % 65536)`;
const keyNames = ['hour_of_key', ...stagedKeyNames];

/**
 * Of a busy number: the signer of each call, as a hash, and the letter it gave, in the same order. A map of counts would cost
 * more. A proven origin signs for its own customers.
 */
const signerOf = "if(is_busy, if(signer != '', cityHash64(signer), cityHash64(origin_provider)), 0)";
const signs = "is_busy AND (signer != '' OR origin_provider != '') AND signer_attestation != ''";
const lettersOfOwn = (letter: string) =>
  `arrayCount((by, given) -> by = own AND given = '${letter}', signers, letters)`;
/** Calls of a busy number that their signer attests otherwise than most of the number's calls that it signs. */
const changingAttestation = `length(signers)
    - arraySum(own -> greatest(${attestations
      .filter((letter) => letter !== '')
      .map(lettersOfOwn)
      .join(', ')}), arrayDistinct(signers))`;

/** What is told of each call, in columns of few bytes. */
const toldOfCalls = inSteps(markedCalls(), [
  `
    ${isReturned} AS is_called_back, ${isRepeated} AS is_repeated`,
  `
    ${hourOfKey} AS hour_of_key, toUInt8(${outcomeBin}) AS outcome, receives AND caller_class = 'one ring' AS receives_rings,
    ${toldOfCall} AS told, ${signs} AS signs, ${signerOf} AS signed_by,
    ${pairsOfFacts.map((pair, i) => `${pair} AS facts_${i}`).join(',\n    ')}`,
]);

/** What the calls of a segment add up to. */
const segmentSums = `
  SELECT ${keyNames.join(', ')}, any(hour) AS hour, groupArray(call_key) AS call_keys, count() AS calls,
    uniqExact(called_number) AS called_numbers, uniqExact(calling_number) AS calling_numbers,
    groupArrayIf(signed_by, signs) AS signers, groupArrayIf(signer_attestation, signs) AS letters,
    sum(told) AS content, groupArray(outcome) AS every_outcome, groupArrayIf(outcome, receives_rings) AS one_ring_outcomes,
    ${pairsOfFacts.map((_, i) => `sum(facts_${i}) AS facts_${i}`).join(', ')}
  FROM (${toldOfCalls})
  GROUP BY ${keyNames.join(', ')}`;

/** A hash of columns as one value. */
const hashOf = (columns: readonly string[]) =>
  `reinterpretAsUUID(concat(${twoHashes(columns)
    .map((hash) => `reinterpretAsFixedString(${hash})`)
    .join(', ')}))`;
/** Columns of `judge_sums`, as the sums give them. */
const sums = {
  segment: hashOf(keyNames),
  source: hashOf(['hour_of_key', ...stagedSourceNames]),
  kind: `if(number = 0, ${kindOf('source')}, ${kindOf('number')})`,
  changing_attestation: changingAttestation,
  ...Object.fromEntries(factNames.map((name, i) => [name, countOf(i)])),
};
const added = [
  'hour',
  ...stagedKeyNames,
  'call_keys',
  'calls',
  'called_numbers',
  'calling_numbers',
  'content',
  'every_outcome',
  'one_ring_outcomes',
].join(', ');

/** Fills `judge_sums` with every segment of the planned hours. About 1 us a call. */
export const sumSegments = `
INSERT INTO judge_sums (build, ${added}, ${Object.keys(sums).join(', ')})
SELECT {build: UInt64}, ${added},
  ${Object.entries(sums)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n  ')}
FROM (${segmentSums}
)
SETTINGS prefer_column_name_to_alias = 1`;
