import { isAbroadSql, isUsSql } from '@ringtrace/schemas/us-countries';
import { talkS } from '../../sql/duration.ts';
import { recordHash } from '../../sql/hashes.ts';
import { thresholds } from '../../thresholds.ts';
import { isHolderSigned } from '../dismissed.ts';

/** What a leg shows, one bit each. The bits of a call's legs are joined with OR: what one leg shows counts for the call. */
const facts = {
  answered: 'answer_time IS NOT NULL',
  dno: 'dno',
  calling_valid: 'calling_valid',
  neighbor_spoof: 'neighbor_spoof',
  improper: 'improper_attestation',
  unheld: "calling_assigned = 'unassigned'",
  unassigned: 'sip_code IN (404, 604)',
  one_ring: `sip_code = 487 AND dateDiff('millisecond', start_time, end_time) <= ${1000 * thresholds.oneRingS}`,
  failed: "verstat = 'failed'",
  rmd_missing: "upstream_rmd IN ('removed', 'none')",
  foreign: `ingress_country != '' AND calling_region != '' AND ingress_country != toString(calling_region)
      AND NOT (${isUsSql('ingress_country')} AND ${isUsSql('calling_region')})`,
  from_abroad: isAbroadSql('ingress_country'),
  number_abroad: isAbroadSql('calling_region'),
  holder_signed: isHolderSigned,
} as const;
type Fact = keyof typeof facts;
export const factNames = Object.keys(facts);
const factBits = Object.values(facts)
  .map((fact, i) => `${2 ** i} * (${fact})`)
  .join(' + ');
/** SQL: whether a leg's integer, or those of a call's legs joined with OR, show a fact. */
export const shows = (bits: string, fact: Fact) => `bitTest(${bits}, ${factNames.indexOf(fact)})`;

/**
 * Numbers in a leg's integer, above the bits of the facts: for each its lowest bit, how many bits it has, and its
 * SQL. An enumeration is there as the index of its value; index 0 is ''. To group and sort one integer costs as much
 * as one column.
 */
export const numbersOfLeg = {
  attestation: { from: 16, bits: 8, value: 'toUInt8(attestation)' },
  calling_region: { from: 24, bits: 8, value: 'toUInt8(calling_region)' },
  duration_s: { from: 32, bits: 32, value: `toUInt32(${talkS})` },
} as const;
type NumberOfLeg = keyof typeof numbersOfLeg;
const legBits = [
  factBits,
  ...Object.values(numbersOfLeg).map(({ from, value }) => `${2 ** from} * ${value}`),
].join(' + ');
/** SQL: one of the numbers in a leg's integer. */
export const numberIn = (bits: string, name: NumberOfLeg) => {
  const { from, bits: length } = numbersOfLeg[name];
  return `bitAnd(bitShiftRight(${bits}, ${from}), ${2 ** length - 1})`;
};

/**
 * What is read of a leg, in the order of the tuple that stands for the leg. Tuples are sorted: the first three
 * columns come first because they tell a leg from all others.
 */
const legFields = {
  start_time: 'start_time',
  carrier: 'carrier',
  call_id: 'call_id',
  upstream: 'upstream',
  /** Only whether it is the same name as another one is asked. The engine hashes each name of a block once. */
  downstream_key: "CAST(cityHash64(downstream), 'UInt64')",
  ingress_trunk: 'ingress_trunk',
  customer: 'customer',
  bits: `toUInt64(${legBits})`,
  origid: 'origid',
  signer_ocn: 'signer_ocn',
  record: recordHash,
} as const;
const legNames = Object.keys(legFields);
/** SQL over cdr_store: the tuple of a leg. */
export const legTuple = `(${Object.values(legFields).join(', ')})`;
/** SQL: one field of all legs in an array of such tuples. */
export const fieldOf = (legs: string, field: keyof typeof legFields) =>
  `${legs}.${legNames.indexOf(field) + 1}`;
