import type { z } from 'zod';
import type { OriginCounts } from '../features/details.ts';
import { type CallOrigin, callerSample, callOrigin, type detailCounts } from '../features/features.ts';

type Details = z.infer<typeof detailCounts>;

/** What some calls of a segment tell beside their counts. */
export interface CallDetails {
  readonly details: Details;
  readonly origins: OriginCounts;
  /** Hash of the calls: that of two disjoint sets together is the sum of theirs, modulo 2^64. 16 hexadecimal digits. */
  readonly told: string;
}

/** The details of two disjoint sets of calls together: the same as a look at all of these calls gives. */
export const addedUp = (a: CallDetails, b: CallDetails): CallDetails => ({
  details: detailsTogether(a.details, b.details),
  origins: originsTogether(a.origins, b.origins),
  told: BigInt.asUintN(64, BigInt(`0x${a.told}`) + BigInt(`0x${b.told}`))
    .toString(16)
    .padStart(16, '0'),
});

const detailsTogether = (a: Details, b: Details): Details => ({
  seconds: histogramTogether(a.seconds, b.seconds),
  areas: histogramTogether(a.areas, b.areas),
  callers: smallest(a.callers, b.callers),
  blocks: smallest(a.blocks, b.blocks),
  first_ms: Math.min(a.first_ms, b.first_ms),
  last_ms: Math.max(a.last_ms, b.last_ms),
  legs: a.legs + b.legs,
  carriers: [...new Set([...a.carriers, ...b.carriers])].sort(),
});

/** Rising values, and how often each is there. */
type Histogram = Details['seconds'];

function histogramTogether([aValues, aCounts]: Histogram, [bValues, bCounts]: Histogram): Histogram {
  const [values, counts]: Histogram = [[], []];
  let [i, j] = [0, 0];
  while (i < aValues.length || j < bValues.length) {
    const value = Math.min(aValues[i] ?? Number.POSITIVE_INFINITY, bValues[j] ?? Number.POSITIVE_INFINITY);
    let count = 0;
    if (aValues[i] === value) count += aCounts[i++] ?? 0;
    if (bValues[j] === value) count += bCounts[j++] ?? 0;
    values.push(value);
    counts.push(count);
  }
  return [values, counts];
}

/** The smallest hashes of both, each once, rising. */
const smallest = (a: readonly number[], b: readonly number[]): number[] =>
  [...new Set([...a, ...b])].sort((one, other) => one - other).slice(0, callerSample);

const columns = callOrigin.keyof().options;
const isSame = (a: CallOrigin, b: CallOrigin) => columns.every((column) => a[column] === b[column]);

function originsTogether([aOrigins, aCalls]: OriginCounts, [bOrigins, bCalls]: OriginCounts): OriginCounts {
  const [origins, calls] = [[...aOrigins], [...aCalls]];
  for (const [i, origin] of bOrigins.entries()) {
    const known = origins.findIndex((one) => isSame(one, origin));
    if (known < 0) {
      origins.push(origin);
      calls.push(bCalls[i] ?? 0);
    } else calls[known] = (calls[known] ?? 0) + (bCalls[i] ?? 0);
  }
  return [origins, calls];
}
