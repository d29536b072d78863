import {
  bool,
  enumeration,
  keyword,
  nullable,
  text,
  timeMs,
  timeS,
  uint8,
  uint16,
  uint32,
  uint64,
  uint64Big,
  uuid,
} from '../columns.ts';
import { likeSized } from '../merge-settings.ts';
import { regions } from '../regions.ts';
import { defineTable, type RowOf, type View } from '../table.ts';

export const attestations = ['', 'A', 'B', 'C'] as const;
export const verstats = ['none', 'passed', 'failed'] as const;
export const rmdStates = ['', 'listed', 'removed', 'none'] as const;

/** libphonenumber's types of numbers; '' = not known. The store keeps the index in this list: add at the end only. */
export const lineTypes = [
  '',
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'PERSONAL_NUMBER',
  'VOICEMAIL',
  'UAN',
  'PAGER',
  'VOIP',
  'SHARED_COST',
] as const;
export type LineType = (typeof lineTypes)[number];

/** Whether a number is assigned to somebody; '' = not known. */
export const assignments = ['', 'assigned', 'unassigned'] as const;
/** What is wrong with an Identity header, so that it does not vouch for its call; '' = nothing. */
const identityFaults = [
  '',
  'malformed',
  'unknown_certificate',
  'untrusted_certificate',
  'expired_certificate',
  'bad_signature',
  'stale',
  'other_numbers',
] as const;
export type IdentityFault = (typeof identityFaults)[number];
/** Value of `called_local_hour` in the store where the hour is not known. */
export const unknownHour = 255;

/**
 * How a number was signalled: `+` and its E.164 digits, the digits alone, or its ten national digits. From these forms
 * and the number the view rebuilds the text as signalled; only for `other` is the text stored.
 */
export const numberForms = ['other', 'plus', 'digits', 'national'] as const;
const numberForm = () =>
  enumeration(numberForms, { comment: 'how the digits were signalled; other: as the raw column says' });
const rawNumber = () =>
  text({ comment: "as signalled; in cdr_store '' where number and form tell it", codec: 'ZSTD(1)' });

/** A Bloom filter over the numbers of each granule. In one granule of a hundred it finds a number that is not there. */
const numberIndex = (side: 'calling' | 'called') =>
  `${side}_numbers ${side}_number TYPE bloom_filter(0.01) GRANULARITY 1`;

/**
 * Every accepted CDR; older revisions stay until ClickHouse merges its parts. '' and the zero UUID stand for null: the
 * view `cdr` turns them into null.
 */
export const cdrStore = defineTable({
  name: 'cdr_store',
  comment:
    'Accepted CDRs as inserted, idempotent: one identity is (carrier, start_time, call_id), the greatest ver wins. Read it through the view cdr.',
  columns: {
    carrier: keyword(),
    start_time: timeMs({ codec: 'Delta, ZSTD(1)' }),
    call_id: text({ codec: 'ZSTD(1)' }),
    ver: uint64Big({ comment: 'revision in the high byte, content hash below', codec: 'ZSTD(1)' }),
    revision: uint8({ codec: 'T64, ZSTD(1)' }),
    withdrawn: bool(),
    answer_time: nullable(timeMs(), 0, { codec: 'T64, ZSTD(1)' }),
    end_time: timeMs({ codec: 'T64, ZSTD(1)' }),
    calling_number_form: numberForm(),
    calling_number_raw: rawNumber(),
    called_number_form: numberForm(),
    called_number_raw: rawNumber(),
    calling_number: uint64({ comment: 'E.164 digits, or a short code; 0 = unusable', codec: 'T64, ZSTD(1)' }),
    called_number: uint64({ comment: 'E.164 digits, or a short code', codec: 'T64, ZSTD(1)' }),
    upstream: keyword(),
    downstream: keyword(),
    ingress_trunk: keyword(),
    egress_trunk: keyword(),
    customer: keyword(),
    sip_code: uint16({ codec: 'T64, ZSTD(1)' }),
    attestation: enumeration<string>(attestations),
    origid: uuid({ codec: 'ZSTD(1)' }),
    signer_ocn: keyword(),
    verstat: enumeration<string>(verstats),
    identity_fault: enumeration(identityFaults, {
      comment: "what is wrong with the Identity header; '' nothing, or the feed carries none",
    }),
    ingress_country: keyword(),
    caller_name: text({ codec: 'ZSTD(1)' }),
    calling_valid: bool({ comment: 'a number the plan can assign' }),
    calling_assigned: enumeration(assignments, {
      comment: "assigned or unassigned by number blocks; '' not known",
    }),
    calling_region: enumeration(regions, { comment: 'ISO 3166 country of the number' }),
    calling_ocn: keyword({ comment: 'holder of the number, where number data is loaded' }),
    calling_line_type: enumeration<string>(lineTypes),
    called_valid: bool(),
    called_assigned: enumeration(assignments),
    called_region: enumeration(regions),
    called_ocn: keyword(),
    called_line_type: enumeration<string>(lineTypes),
    neighbor_spoof: bool({ comment: 'calling and called share NPA-NXX' }),
    dno: bool({ comment: 'calling number is on the do-not-originate list' }),
    upstream_rmd: enumeration(rmdStates, {
      comment: "upstream's Robocall Mitigation Database state: listed, removed, none, '' unknown",
    }),
    signer: keyword({ comment: 'provider that holds signer_ocn' }),
    signer_rmd: enumeration(rmdStates, { comment: "the signer's Robocall Mitigation Database state" }),
    improper_attestation: bool({
      comment: "attestation A for an invalid or unassigned number, or another provider's than the signer's",
    }),
    foreign_entry: bool({ comment: 'a U.S. carrier took the call in from abroad' }),
    called_local_hour: uint8({ comment: 'hour of the day at the called number, 0 to 23', codec: 'ZSTD(1)' }),
    reference_version: uint32({ comment: 'reference data in force when it was enriched', codec: 'ZSTD(1)' }),
  },
  engine: 'ReplacingMergeTree(ver)',
  partitionBy: 'toYYYYMMDD(start_time)',
  orderBy: ['carrier', 'start_time', 'call_id'],
  // Calls of one number are found without a look at all others: docs/decisions/numbers-are-found-by-index.md.
  indexes: [numberIndex('calling'), numberIndex('called')],
  shardBy: ['carrier', 'start_time', 'call_id'],
  settings: likeSized,
});
export type CdrRow = RowOf<typeof cdrStore>;

const nullableText = [
  'upstream',
  'downstream',
  'ingress_trunk',
  'egress_trunk',
  'customer',
  'attestation',
  'signer_ocn',
  'ingress_country',
  'caller_name',
  'upstream_rmd',
  'signer',
  'signer_rmd',
  'identity_fault',
  'calling_assigned',
  'called_assigned',
] as const satisfies readonly (keyof CdrRow)[];
const internal = [
  'ver',
  'withdrawn',
  'calling_number_form',
  'called_number_form',
] as const satisfies readonly (keyof CdrRow)[];

/** SQL: a number as it was signalled, rebuilt from its form, or as stored. */
const asSignalled = (number: string) => `  multiIf(
    ${number}_form = 'plus', concat('+', toString(${number})),
    ${number}_form = 'digits', toString(${number}),
    ${number}_form = 'national', substring(toString(${number}), 2),
    ${number}_raw
  ) AS ${number}_raw`;

/** SQL for neighbor_spoof_7. It is not stored: computing it when a query asks costs almost nothing. */
const sameThousands =
  '  neighbor_spoof AND intDiv(calling_number, 1000) = intDiv(called_number, 1000) AS neighbor_spoof_7';

function viewColumn(name: string): string {
  if (name === 'calling_number_raw') return asSignalled('calling_number');
  if (name === 'called_number_raw') return asSignalled('called_number');
  if (name === 'called_local_hour') return `  nullIf(${name}, ${unknownHour}) AS ${name}`;
  if (name === 'neighbor_spoof') return `  ${name},\n${sameThousands}`;
  if (name === 'origid') return "  nullIf(origid, toUUID('00000000-0000-0000-0000-000000000000')) AS origid";
  return nullableText.some((n) => n === name) ? `  nullIf(${name}, '') AS ${name}` : `  ${name}`;
}

/** The view that everybody queries: each identity once, at its highest revision, without withdrawn records. */
export const cdrView: View = {
  name: 'cdr',
  comment:
    'Every accepted CDR once, at its highest revision, withdrawn ones left out. One row is one leg as one carrier saw it.',
  select: [
    'SELECT',
    Object.keys(cdrStore.columns)
      .filter((name) => !internal.some((n) => n === name))
      .map(viewColumn)
      .join(',\n'),
    'FROM cdr_store FINAL',
    'WHERE NOT withdrawn',
  ].join('\n'),
};

/**
 * How many accepted CDRs arrived for each carrier and minute of start_time. Written after ClickHouse acknowledged the
 * insert of the CDRs, so a minute is never thought complete too early.
 */
export const arrivals = defineTable({
  name: 'arrivals',
  comment:
    'Accepted CDRs by carrier and minute of start_time. A replay may count twice: compare it with builds.arrivals for equality only, never read it as a number of calls.',
  columns: {
    carrier: keyword(),
    minute: timeS({ codec: 'Delta, ZSTD(1)' }),
    cdrs: uint64({ codec: 'T64, ZSTD(1)' }),
  },
  engine: 'SummingMergeTree(cdrs)',
  partitionBy: 'toYYYYMMDD(minute)',
  orderBy: ['carrier', 'minute'],
});
