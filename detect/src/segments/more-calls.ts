import type { z } from 'zod';
import type { OriginCounts } from '../features/details.ts';
import { type CallOrigin, callOrigin, type detailCounts } from '../features/features.ts';
import { histogramsTogether } from '../features/histogram.ts';
import { sampleOf } from '../features/number-sample.ts';

type Details = z.infer<typeof detailCounts>;

/** What some calls of a segment tell beside their counts. */
export interface CallDetails {
  readonly details: Details;
  readonly origins: OriginCounts;
  /** Hash of the calls: that of two disjoint sets together is the sum of theirs, modulo 2^64. Hexadecimal, without leading zero bytes, as the engine writes it. */
  readonly told: string;
}

/** The details of two disjoint sets of calls together: the same as a look at all of these calls gives. */
export const detailsOfBoth = (a: CallDetails, b: CallDetails): CallDetails => ({
  details: detailsTogether(a.details, b.details),
  origins: originsTogether(a.origins, b.origins),
  told: hexOf(BigInt.asUintN(64, BigInt(`0x${a.told}`) + BigInt(`0x${b.told}`))),
});

function hexOf(value: bigint): string {
  const digits = value.toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

const detailsTogether = (a: Details, b: Details): Details => ({
  seconds: histogramsTogether([a.seconds, b.seconds]),
  areas: histogramsTogether([a.areas, b.areas]),
  minutes: histogramsTogether([a.minutes, b.minutes]),
  callers: sampleOf([...a.callers, ...b.callers]),
  blocks: sampleOf([...a.blocks, ...b.blocks]),
  first_ms: Math.min(a.first_ms, b.first_ms),
  last_ms: Math.max(a.last_ms, b.last_ms),
  legs: a.legs + b.legs,
  carriers: [...new Set([...a.carriers, ...b.carriers])].sort(),
});

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
