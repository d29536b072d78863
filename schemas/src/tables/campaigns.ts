import {
  array,
  bool,
  enumeration,
  float64,
  keyword,
  text,
  timeMs,
  timeS,
  uint8,
  uint32,
  uint64,
  uint64Big,
} from '../columns.ts';
import { calledColumns, callerColumns, originKeyColumns, segmentKinds } from '../segment-key.ts';
import { defineTable, type RowOf, type Table, type View } from '../table.ts';
import { judgingTables } from './judging.ts';
import { currentHours } from './rollups.ts';

const time = (comment?: string) =>
  timeMs(comment === undefined ? { codec: 'Delta, ZSTD(1)' } : { codec: 'Delta, ZSTD(1)', comment });
const provider = (comment: string) => keyword({ comment });
const origin = {
  origin_provider: provider(
    "proven: this provider's own leg shows its own customer and no leg contradicts; '' = not proven",
  ),
  claimed_origin: provider("the furthest provider that is named, where nothing is proven; '' = none"),
  entry_provider: provider("first US provider of a call from abroad; '' = not seen to come from abroad"),
};

/** suspicious opens campaigns; possible only joins one that is, weak only what its number or customer does. */
export const verdicts = ['suspicious', 'possible', 'weak', 'ordinary'] as const;
export type Verdict = (typeof verdicts)[number];

/** Suspicious segments: the calls of one hour and one calling number, or of one hour, origin key and caller class. */
export const segmentsStore = defineTable({
  name: 'segments_store',
  comment:
    'Suspicious segments of judged hours, every build until it is swept. Read it through the view segments.',
  columns: {
    hour: timeS({ codec: 'Delta, ZSTD(1)' }),
    build: uint64({ codec: 'ZSTD(1)' }),
    segment_id: text({ comment: 'hash of hour, kind, class, origin key and number' }),
    kind: enumeration(segmentKinds, { comment: 'a busy number, or a source: all other calls of one key' }),
    ...callerColumns,
    ...calledColumns,
    ...originKeyColumns,
    calling_number: uint64({ comment: '0 for a source' }),
    ...origin,
    next_provider: keyword(),
    first_seen: time(),
    last_seen: time(),
    calls: uint64(),
    legs: uint64(),
    carriers: array(text()),
    verdict: enumeration(verdicts, {
      comment:
        'suspicious; possible: joins a campaign of its own origin; weak: only of its own number or customer; ordinary is in no campaign',
    }),
    mode_s: uint8({ comment: 'start of the commonest 2-s bin of longer answered durations, s' }),
    member_bins: array(uint8(), {
      comment: 'outcomes of member calls: 0 unanswered, then 2-s bins of the answered duration from 1 on',
    }),
    histogram: array(uint32(), { comment: 'suspicious calls by outcome, from 0 on' }),
    score: float64({ comment: 'log-odds' }),
    signals: text({ comment: 'JSON: what the judge saw', codec: 'ZSTD(3)' }),
    features: text({ comment: 'JSON: the counts it was judged by, and what was ordinary', codec: 'ZSTD(3)' }),
    content: text({
      comment: "hash of its calls: the same hash means the same calls; '' = not known",
      codec: 'ZSTD(1)',
    }),
    calls_build: uint64({
      comment:
        'the build that wrote its row of segment_call_keys: the same build means the same suspicious calls',
      codec: 'ZSTD(1)',
    }),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMM(hour)',
  orderBy: ['hour', 'build', 'segment_id'],
});
export type SegmentRow = RowOf<typeof segmentsStore>;

/** The calls of segments, by their keys. A call belongs to one segment at most. */
export const segmentCallKeys = defineTable({
  name: 'segment_call_keys',
  comment:
    'Keys of all calls of suspicious segments, by the build that wrote them, until they are swept. Kept calls with these keys have the legs.',
  columns: {
    hour: timeS({ codec: 'Delta, ZSTD(1)' }),
    build: uint64({ codec: 'ZSTD(1)' }),
    segment_id: text({ codec: 'ZSTD(1)' }),
    call_keys: array(uint64Big(), { comment: 'call_key of its stitched_calls', codec: 'NONE' }),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMM(hour)',
  orderBy: ['hour', 'build', 'segment_id'],
});

/** Legs of the segments of campaigns. */
export const segmentCallsStore = defineTable({
  name: 'segment_calls_store',
  comment:
    'Legs of the suspicious calls of segments that are in a campaign, by the build that wrote them, until they are swept. Read it through the view campaign_calls.',
  columns: {
    hour: timeS({
      codec: 'Delta, ZSTD(1)',
      comment: 'hour in which the call began; a range of it reads only that part',
    }),
    build: uint64({ codec: 'ZSTD(1)', comment: 'legs_build of campaign_segments_store' }),
    segment_id: text({ codec: 'ZSTD(1)' }),
    call_key: text({ comment: 'the same for all legs of one call', codec: 'ZSTD(1)' }),
    call_start: time('start of the first leg of the call'),
    carrier: keyword(),
    call_id: text({ codec: 'ZSTD(1)' }),
    start_time: time(),
    calling_number: uint64({ codec: 'T64, ZSTD(1)' }),
    called_number: uint64({ codec: 'T64, ZSTD(1)' }),
  },
  engine: 'MergeTree',
  partitionBy: 'toYYYYMM(hour)',
  orderBy: ['hour', 'build', 'segment_id', 'call_key'],
});

/** The campaign each segment belongs to, and its legs; campaign_id '' = it belongs to none any more. */
export const campaignSegmentsStore = defineTable({
  name: 'campaign_segments_store',
  comment: 'The campaign each segment belongs to, and which of its legs hold. Read with FINAL.',
  columns: {
    segment_id: text(),
    campaign_id: text(),
    revision: uint64(),
    hour: timeS({ comment: 'of the segment' }),
    calls_build: uint64({ comment: 'calls_build of its row of segments_store when its legs were written' }),
    legs_build: uint64({ comment: 'the build of its rows of segment_calls_store; 0 = it has none' }),
  },
  engine: 'ReplacingMergeTree(revision)',
  orderBy: ['segment_id'],
});

/** Status of a campaign. withdrawn: late data exonerates. merged: it became part of another. */
export const campaignStatuses = ['open', 'withdrawn', 'merged'] as const;

export const campaignsStore = defineTable({
  name: 'campaigns_store',
  comment: 'Campaigns, every revision until a merge. Read it through the view campaigns.',
  columns: {
    campaign_id: text(),
    revision: uint64(),
    status: enumeration(campaignStatuses, {
      comment: 'open, withdrawn (late data exonerates) or merged (see merged_into)',
    }),
    first_seen: time(),
    last_seen: time(),
    calls: uint64({ comment: 'distinct calls, legs stitched' }),
    legs: uint64(),
    calling_numbers: uint64({ comment: 'distinct' }),
    called_numbers: uint64({ comment: 'distinct' }),
    carriers: array(text(), { comment: 'carriers that saw it' }),
    score: float64({ comment: 'probability that this is illegal traffic, 0 to 1, as the judge sees it' }),
    signals: text({ comment: 'JSON array of {name, value, baseline, contribution}', codec: 'ZSTD(3)' }),
    ...origin,
    merged_from: array(text()),
    merged_into: text(),
    fingerprint: text({ comment: 'hash of the segments and builds it was computed from' }),
  },
  engine: 'ReplacingMergeTree(revision)',
  orderBy: ['campaign_id'],
});
export type CampaignRow = RowOf<typeof campaignsStore>;

/** Status of a candidate. pending: it waits for feeds that are behind. merged: its campaign became part of another. */
export const candidateStatuses = [
  'pending',
  'open',
  'confirmed',
  'dismissed',
  'withdrawn',
  'merged',
  'closed',
] as const;
export type CandidateStatus = (typeof candidateStatuses)[number];

/** What a provider of a call's path is to the call. */
export const pathRoles = ['origin', 'claimed origin', 'transit', 'terminating', 'unknown'] as const;
export type PathRole = (typeof pathRoles)[number];

export const candidatesStore = defineTable({
  name: 'traceback_candidates_store',
  comment:
    'Traceback candidates, every revision until a merge. Read it through the view traceback_candidates.',
  columns: {
    candidate_id: text(),
    campaign_id: text(),
    revision: uint64({ comment: 'rises with each change' }),
    status: enumeration(candidateStatuses, {
      comment:
        'pending (waits for feeds that are behind), open, confirmed, dismissed, withdrawn (late data exonerates), merged (part of another campaign) or closed (long ended)',
    }),
    opened_at: time('wall clock, when it was first opened; 1970 = never'),
    pending_since: time('wall clock, when it last became pending; 1970 = never'),
    event_time: time(
      'end of the first minute by which 200 of its calls had begun: an approximation, the signals are those of all data',
    ),
    enough_at: time(
      'start of its 200th call: it is pending until live feeds have come so far; 1970 = not known',
    ),
    calling_number: uint64({ comment: "the example call's" }),
    called_number: uint64({ comment: "the example call's" }),
    call_time: time("the example call's first leg"),
    terminating_carrier: keyword(),
    ...origin,
    next_provider_to_ask: provider('last provider of the known path, a proven origin included'),
    path_providers: array(text(), { comment: 'from the origin on' }),
    path_roles: array(enumeration(pathRoles), { comment: 'what each provider is to the call' }),
    path_reported: array(bool(), { comment: 'whether the provider reported a leg itself' }),
    evidence: text({ comment: 'JSON: signals, counts and example legs', codec: 'ZSTD(3)' }),
  },
  engine: 'ReplacingMergeTree(revision)',
  orderBy: ['candidate_id'],
});
export type CandidateRow = RowOf<typeof candidatesStore>;

/** The newest revision of each candidate that was published: a newer one in the store is still to be published. */
export const candidatePublications = defineTable({
  name: 'candidate_publications',
  comment:
    'Greatest revision of each candidate that reached the topic traceback.candidates. Read with FINAL.',
  columns: { candidate_id: text(), revision: uint64() },
  engine: 'ReplacingMergeTree(revision)',
  orderBy: ['candidate_id'],
});

const orNull = (columns: readonly string[]) => columns.map((c) => `  nullIf(${c}, '') AS ${c}`).join(',\n');
/** 1970 stands for a moment that never came. */
const neverIsNull = (columns: readonly string[]) =>
  columns.map((c) => `nullIf(${c}, toDateTime64(0, 3, 'UTC')) AS ${c}`).join(', ');
const originColumns = Object.keys(origin);

/** Rows of segment_calls_store that hold: an hour, the build that wrote them, a segment. */
export const currentSegmentCalls =
  "SELECT hour, legs_build, segment_id FROM campaign_segments_store FINAL WHERE campaign_id != ''";

/** Rows of segment_call_keys that hold: an hour, the build that wrote them, a segment. */
export const currentCallKeys = `SELECT hour, calls_build, segment_id FROM segments_store WHERE verdict != 'ordinary' AND (hour, build) IN (${currentHours})`;

const segmentsView: View = {
  name: 'segments',
  comment: 'Suspicious segments of every judged hour, from the newest build of the hour.',
  select: `SELECT * EXCEPT (build, content, calls_build) FROM segments_store WHERE (hour, build) IN (${currentHours}) AND verdict != 'ordinary'`,
};

const campaignCalls: View = {
  name: 'campaign_calls',
  comment: 'One row per leg that belongs to a campaign.',
  select: [
    'SELECT m.campaign_id AS campaign_id, c.hour AS hour, c.carrier AS carrier, c.call_id AS call_id, c.start_time AS start_time,',
    '  c.calling_number AS calling_number, c.called_number AS called_number, c.call_key AS call_key',
    'FROM segment_calls_store AS c',
    "INNER JOIN (SELECT segment_id, campaign_id, legs_build FROM campaign_segments_store FINAL WHERE campaign_id != '') AS m",
    '  ON c.segment_id = m.segment_id AND c.build = m.legs_build',
    `WHERE (c.hour, c.build, c.segment_id) IN (${currentSegmentCalls})`,
  ].join('\n'),
};

const campaignsView: View = {
  name: 'campaigns',
  comment: 'Campaigns of suspicious calls, one row each.',
  select: [
    'SELECT campaign_id, status, first_seen, last_seen, calls, legs, calling_numbers, called_numbers, carriers, score, signals,',
    `${orNull(originColumns)},`,
    "  merged_from, nullIf(merged_into, '') AS merged_into, revision",
    'FROM campaigns_store FINAL',
  ].join('\n'),
};

const pathTuple =
  "CAST(arrayZip(path_providers, path_roles, path_reported), 'Array(Tuple(provider String, role String, reported Bool))') AS path";

/**
 * The newest verdict on each candidate, the revision of this view that it was given on, whether it teaches callers, and how
 * many verdicts there were. Each verdict makes a further revision of the candidate.
 */
const newestVerdicts = `
  SELECT candidate_id, argMax(toString(verdict), sequence) AS verdict, argMax(revision, sequence) AS seen,
    max(sequence) IN (SELECT sequence FROM dismissed_callers_store) AS teaches, uniqExact(sequence) AS changes
  FROM verdicts_store GROUP BY candidate_id`;

/**
 * The status of a candidate with what people decided. A verdict holds as long as its candidate stands by itself. A dismissal
 * that teaches callers takes their calls away. What is left of the campaign, or comes later, was not dismissed: then the
 * candidate has changed since, and has the status that detection gives it.
 */
const withVerdict = `multiIf(
    v.verdict = '' OR c.status = 'merged', toString(c.status),
    v.verdict = 'dismissed' AND v.teaches AND c.status != 'withdrawn' AND c.revision + v.changes - 1 > v.seen, toString(c.status),
    v.verdict)`;

const candidatesView: View = {
  name: 'traceback_candidates',
  comment:
    'Traceback candidates, one row each. opened_at is NULL until a candidate has been open. evidence is JSON; path runs from the origin to the called party.',
  select: [
    `SELECT candidate_id, campaign_id, ${withVerdict} AS status, ${neverIsNull(['opened_at', 'pending_since'])},`,
    '  event_time, calling_number, called_number, call_time,',
    `${orNull(['terminating_carrier', ...originColumns, 'next_provider_to_ask'])},`,
    `  ${pathTuple}, evidence, revision + v.changes AS revision`,
    'FROM (SELECT * FROM traceback_candidates_store FINAL) AS c',
    `LEFT JOIN (${newestVerdicts}) AS v USING (candidate_id)`,
  ].join('\n'),
};

export const campaignTables: readonly Table[] = [
  ...judgingTables,
  segmentsStore,
  segmentCallKeys,
  segmentCallsStore,
  campaignSegmentsStore,
  campaignsStore,
  candidatesStore,
  candidatePublications,
];
export const campaignViews: readonly View[] = [segmentsView, campaignCalls, campaignsView, candidatesView];
