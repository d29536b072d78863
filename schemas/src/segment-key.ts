import { bool, enumeration, keyword, text, uint64 } from './columns.ts';

/** number: the calls of a busy number. source: all other calls of one origin key and caller class. */
export const segmentKinds = ['number', 'source'] as const;

/**
 * What the calls of an origin key have in common. customer, trunk: of a provider that proves the calls. claimed: a provider is named
 * as the origin. unknown: a trunk of the first carrier. Of a busy number: proven, all calls that one provider proves; any, all that
 * nobody proves.
 */
export const places = ['any', 'customer', 'trunk', 'claimed', 'unknown', 'proven'] as const;

/** By what the calls of a place are told apart; all: by nothing. reused: their calling numbers are used again and again. */
export const parts = ['all', 'origid', 'exchange', 'area', 'reused'] as const;

/** How the calling number of one call looks, from all legs of the call together. */
export const callers = [
  'dno',
  'unusable',
  'unassigned',
  'neighbor',
  'foreign',
  'attested',
  'unproven',
] as const;

/** The same, from all calls of the number together. number: a busy number of no class; any: whatever class its calls are of. */
export const callerClasses = [...callers, 'one ring', 'number', 'any'] as const;
export type CallerClass = (typeof callerClasses)[number];

/** Columns of a place. Its provider: the one that proves the calls, the one that is named, or else the first carrier. */
export const placeColumns = {
  place: enumeration(places, {
    comment:
      'customer or trunk of a provider that proves the call; else claimed: a provider that is named, or unknown: the trunk of the first carrier',
  }),
  place_provider: keyword({
    comment: "the provider of the place; for unknown, the first carrier; '' = none",
  }),
  place_customer: keyword({ comment: "the provider's customer; '' where place is not customer" }),
  place_trunk: keyword({ comment: "the provider's trunk; '' where place is neither trunk nor unknown" }),
};

/** Columns of an origin key: a place, and what tells one of its customers apart. */
export const originKeyColumns = {
  ...placeColumns,
  part: enumeration(parts, {
    comment:
      'what tells calls of the place apart: the origid, the exchange of the callers, the area called, or that their numbers are used again and again; all = nothing',
  }),
  part_origid: text({ comment: "the origid; '' where part is not origid", codec: 'ZSTD(1)' }),
  part_prefix: uint64({
    comment: 'first digits of the numbers of the exchange or area; 0 where part is neither',
  }),
};

/** Columns of a caller class. */
export const callerColumns = {
  caller_class: enumeration(callerClasses, {
    comment:
      'dno, one ring, unusable, unassigned, neighbor, foreign, unproven, or attested (A); number = a busy number of none of these',
  }),
  called_back_at: keyword({
    comment:
      "country or area that is called back, for one ring, and foreign numbers of a third country; else ''",
  }),
};

/** Whether the callers of a source are called themselves. It tells two sources of one caller class apart. */
export const calledColumns = {
  callers_called: bool({ comment: 'the callers are called themselves; false for a busy number' }),
};
