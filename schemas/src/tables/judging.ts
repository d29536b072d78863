import {
  array,
  bool,
  enumeration,
  keyword,
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
import { callerClasses, callers, parts, placeColumns, segmentKinds } from '../segment-key.ts';
import { defineTable, type Table } from '../table.ts';
import { attestations } from './cdr.ts';

/**
 * Calls, stitched once for each minute in which something arrived, and kept for every later look at their hour. A cache: what is
 * missing is stitched again from cdr.
 */
export const stitchedCalls = defineTable({
  name: 'stitched_calls',
  comment:
    'Calls by the minute of their first leg, one row a call, legs as arrays; every build until it is swept. The one that holds is in stitched_minutes. A cache of the judge: a minute that is not kept any more is stitched again when its hour is judged.',
  columns: {
    minute: timeS({ codec: 'Delta, ZSTD(1)' }),
    build: uint64({ codec: 'ZSTD(1)' }),
    calling_number: uint64(),
    called_number: uint64(),
    start_time: timeMs(),
    call_key: uint64Big({ comment: 'hash of its first leg; names the call' }),
    origin_provider: keyword(),
    claimed_origin: keyword(),
    entry_provider: keyword(),
    next_provider: keyword(),
    attestation: enumeration(attestations, { comment: 'best letter among the legs' }),
    foreign: bool(),
    failed: bool({ comment: 'verification failed at a leg' }),
    rmd_missing: bool({ comment: 'an upstream is not listed in the Robocall Mitigation Database' }),
    improper: bool({ comment: 'an A attestation for a number of another holder, or one nobody holds' }),
    number_abroad: bool({ comment: 'the calling number is of another country' }),
    unassigned: bool({ comment: 'nobody has the called number (404, 604)' }),
    one_ring: bool({ comment: 'cancelled by the caller within a ring, and not answered' }),
    answered: bool(),
    duration_s: uint32({ comment: 'a begun second counts whole' }),
    carriers: array(text(), { comment: 'of its legs' }),
    caller: enumeration(callers, { comment: 'how the calling number looks: told by the call alone' }),
    calling_region: enumeration(regions, { comment: 'country of the calling number' }),
    ...placeColumns,
    place_key: uint64Big({ comment: 'hash of the place' }),
    signer: keyword({ comment: 'who signed the call' }),
    signer_attestation: enumeration(attestations, {
      comment: 'letter of the leg that names the signer; where none does, of the proven origin',
    }),
    origid: text({ comment: "the signer's origid", codec: 'ZSTD(1)' }),
    origid_key: uint64Big({ comment: "hash of the origid; 0 = none, or it is a customer's place" }),
    via: array(text(), { comment: 'providers named behind the origin: transits' }),
    call_ids: array(text(), { codec: 'ZSTD(1)' }),
    start_times: array(timeMs()),
    content: uint64Big({ comment: 'hash of all that is told of the call' }),
    seen: array(uint64Big(), { comment: 'hashes of the stored records that its legs are', codec: 'NONE' }),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMMDD(minute)',
  orderBy: ['minute', 'build'],
  settings: likeSized,
});

export const stitchedMinutes = defineTable({
  name: 'stitched_minutes',
  comment:
    'The build that holds for each minute of stitched_calls, and the arrivals it has seen. Read with FINAL.',
  columns: {
    minute: timeS({ codec: 'Delta, ZSTD(1)' }),
    build: uint64({ codec: 'ZSTD(1)' }),
    seen: array(uint64(), {
      comment:
        'version of the rules of stitching, then the sums of arrivals of the minutes around and its own, in order; another version or other sums mean that it is stitched again',
    }),
  },
  engine: 'ReplacingMergeTree(build)',
  partitionBy: 'toYYYYMMDD(minute)',
  orderBy: ['minute'],
  settings: { index_granularity: 256 },
});

/** Every build of the judge's working space is a partition of its own and is dropped when done. All of it is read each time. */
const workingSpace = { engine: 'MergeTree', partitionBy: 'build', orderBy: ['build'] } as const;
/**
 * The key of a segment, in integers. Calls of one busy number are of one segment, though their origin keys and caller classes differ.
 */
const keyOfSegment = {
  hour: timeS(),
  kind: enumeration(segmentKinds, { comment: 'of the segment' }),
  number: uint64({ comment: 'of the segment; 0 for a source' }),
  key_place: uint64Big({ comment: 'place_key of judge_places' }),
  key_part: enumeration(parts),
  key_part_value: uint64Big({ comment: 'value of judge_parts; 0 where the part is all' }),
  key_caller_class: enumeration(callerClasses),
  key_called_back_area: uint16({
    comment:
      'country or area that is called back: its digits, or 10000 = US, 10001 = the class does not tell it',
  }),
  key_callers_called: bool({ comment: 'of a source: its callers are called themselves' }),
};

export const stitchPairs = defineTable({
  name: 'stitch_pairs',
  comment:
    'Working space of the judge: pairs of numbers whose calls may have changed since their minutes were stitched.',
  columns: { build: uint64(), calling_number: uint64(), called_number: uint64() },
  ...workingSpace,
});

export const stitchLegs = defineTable({
  name: 'stitch_legs',
  comment:
    'Working space of the judge: records that no kept call has seen, of minutes that are stitched again in part.',
  columns: {
    build: uint64(),
    identity: uint64Big({ comment: 'hash of carrier, start_time and call_id' }),
    begin: uint64Big({ comment: 'hash of carrier and start_time' }),
    calling_number: uint64(),
    called_number: uint64(),
  },
  ...workingSpace,
});

const judgeMinutes = defineTable({
  name: 'judge_minutes',
  comment: 'Working space of the judge: the minutes of stitched_calls that it reads.',
  columns: {
    build: uint64(),
    minute: timeS(),
    minute_build: uint64({ comment: 'the build that stitched it' }),
    planned: bool({ comment: 'of an hour that is judged; else of an hour beside it' }),
    calls: uint64(),
  },
  ...workingSpace,
});

const judgeNumbers = defineTable({
  name: 'judge_numbers',
  comment:
    'Working space of the judge: calling numbers with several calls or origins in an hour, and what these tell together.',
  columns: {
    build: uint64(),
    number_hour: uint64({ comment: 'number * 64 + hour since 1970 modulo 64' }),
    calls: uint64(),
    rings_once: bool({ comment: 'again and again it gives up within a ring' }),
    several_origins: bool({ comment: 'several providers are proven origins of it' }),
  },
  ...workingSpace,
});

const judgePairs = defineTable({
  name: 'judge_pairs',
  comment:
    'Working space of the judge: calls between numbers that have several, in either direction, in the hours that it reads.',
  columns: {
    build: uint64(),
    calling_number: uint64(),
    called_hour: uint64({ comment: 'called number * 64 + hour since 1970 modulo 64' }),
    is_returned: bool({
      comment: 'the called number calls the calling number, in the hour or one beside it',
    }),
    is_repeated: bool({
      comment: 'the calling number calls the called number again, in the hour or one beside it',
    }),
  },
  ...workingSpace,
});

const judgePlaces = defineTable({
  name: 'judge_places',
  comment: 'Working space of the judge: what the hash of a place stands for.',
  columns: {
    build: uint64(),
    place_key: uint64Big({ comment: '0 = the calls of a busy number that nobody proves' }),
    ...placeColumns,
  },
  ...workingSpace,
});

const judgeParts = defineTable({
  name: 'judge_parts',
  comment: 'Working space of the judge: what tells calls of one place apart in an hour.',
  columns: {
    build: uint64(),
    hour: timeS(),
    place_key: uint64Big(),
    part: enumeration(parts, { comment: 'all: of this class of callers some ring once' }),
    signer_key: uint64Big({ comment: 'hash of who gave the origid; 0 where part is not origid' }),
    origid: text(),
    caller: enumeration(callers, { comment: 'class of callers; dno where part is origid or exchange' }),
    value: uint64Big({
      comment:
        'hash of the origid, first digits of the numbers of the exchange or area, or a number that is used again and again',
    }),
  },
  ...workingSpace,
});

const judgeSums = defineTable({
  name: 'judge_sums',
  comment: 'Working space of the judge: what the calls of each segment of the hours being judged add up to.',
  columns: {
    build: uint64(),
    segment: uuid({ comment: 'hash of the key of the segment' }),
    source: uuid({ comment: 'hash of the key but for whether the callers are called' }),
    ...keyOfSegment,
    call_keys: array(uint64Big(), { comment: 'keys of its calls', codec: 'NONE' }),
    calls: uint64(),
    answered: uint64(),
    short: uint64(),
    called_numbers: uint64(),
    calling_numbers: uint64(),
    called_back: uint64(),
    repeated: uint64(),
    attested_a: uint64(),
    attested_b: uint64(),
    unproven: uint64(),
    improper: uint64(),
    changing_attestation: uint64({
      comment: "of a busy number: calls that their signer attests otherwise than most of the number's calls",
    }),
    unassigned: uint64(),
    one_ring: uint64(),
    several_origins: uint64(),
    foreign: uint64(),
    rmd_missing: uint64(),
    dno: uint64(),
    unusable: uint64(),
    unheld: uint64(),
    neighbor: uint64(),
    content: uint64Big({
      comment:
        'sum of hashes of the calls: another sum means that other calls, or other facts of them, are there',
    }),
    receiving: uint64({ comment: 'calls whose calling number receives calls around the hour' }),
    every_outcome: array(uint8(), { comment: 'outcome of each call' }),
    one_ring_outcomes: array(uint8(), {
      comment: 'of numbers that ring once: outcomes of the calls whose calling number receives calls',
    }),
  },
  ...workingSpace,
});

/** What a judgement writes for itself alone. */
export const workingTables = [
  stitchLegs,
  stitchPairs,
  judgeMinutes,
  judgeNumbers,
  judgePairs,
  judgePlaces,
  judgeParts,
  judgeSums,
];

export const judgingTables: readonly Table[] = [stitchedCalls, stitchedMinutes, ...workingTables];
