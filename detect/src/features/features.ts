import { z } from 'zod';
import { originKeyRow, segmentKeyRow } from './segment-key.ts';

/** Bins and how many calls are in each. */
export const histogram = z.tuple([z.array(z.number()), z.array(z.number())]);
export const callOrigin = z.object({
  ...originKeyRow,
  origin_provider: z.string(),
  claimed_origin: z.string(),
  entry_provider: z.string(),
  next_provider: z.string(),
});
/** To whom a call is attributed. */
export type CallOrigin = z.infer<typeof callOrigin>;
/** What an hour shows of a segment, but for the segment's key. */
export const featureCounts = z.object({
  calls: z.number(),
  /**
   * Of the segment's source and class, with and without callers that are called: calls whose callers are called, all calls, and
   * calls that were called back.
   */
  source_receiving: z.number(),
  source_calls: z.number(),
  source_called_back: z.number(),
  answered: z.number(),
  short: z.number(),
  called_numbers: z.number(),
  calling_numbers: z.number(),
  called_back: z.number(),
  repeated: z.number(),
  attested_a: z.number(),
  attested_b: z.number(),
  unproven: z.number(),
  improper: z.number(),
  /** Of a busy number: calls that their signer attests otherwise than most of the number's calls that it signs. */
  changing_attestation: z.number(),
  unassigned: z.number(),
  one_ring: z.number(),
  several_origins: z.number(),
  /** Domestic numbers that come in from abroad. */
  foreign: z.number(),
  rmd_missing: z.number(),
  dno: z.number(),
  unusable: z.number(),
  unheld: z.number(),
  neighbor: z.number(),
  outcomes: histogram,
  seconds: histogram,
  areas: histogram,
  /** Calls by minute of the hour. */
  minutes: histogram,
  callers: z.array(z.number()),
  blocks: z.array(z.number()),
  first_ms: z.number(),
  last_ms: z.number(),
  legs: z.number(),
  carriers: z.array(z.string()),
  /** Calls that are asked whether they were called back, and those that were (`askedForCallBacks` in sources.ts). */
  asked_calls: z.number().default(0),
  asked_called_back: z.number().default(0),
  /** Of several hours together: calling numbers, each counted once, estimated from the samples of the hours. 0 for one hour: see `calling_numbers`. */
  distinct_numbers: z.number().default(0),
  /** Of several segments together: calls of the busy numbers among them. 0 for one segment: see `kind`. */
  busy_calls: z.number().default(0),
  /** Of a source: calling numbers that were asked whether they are in use elsewhere, and those that are (features/elsewhere.ts). */
  sampled_numbers: z.number().default(0),
  elsewhere_numbers: z.number().default(0),
  /** Calls so recent that they may still be called back, and those among `asked_calls`. */
  recent_calls: z.number().default(0),
  recent_asked_calls: z.number().default(0),
  /** Its calls may go on: its last call is about as late as the newest traffic of the hour and those beside it. */
  goes_on: z.boolean().default(false),
  /** Its calls come by a transit whose own upstream nobody tells: they may be of many origins. */
  by_transit: z.boolean().default(false),
});
const featureRow = z.object({ ...segmentKeyRow, ...featureCounts.shape });
/** What one hour shows of a number or a source: integers only, so that the order of arrival can't show. */
export type Features = z.infer<typeof featureRow>;

/** What is counted of segments that are kept alone. It has no part in judging them. */
const detailNames = {
  seconds: true,
  areas: true,
  minutes: true,
  callers: true,
  blocks: true,
  first_ms: true,
  last_ms: true,
  legs: true,
  carriers: true,
} as const;
export const countRow = featureRow.omit(detailNames);
/** What an hour shows of a segment, without its details. */
export type Counts = z.infer<typeof countRow>;
export const detailCounts = featureCounts.pick(detailNames);
