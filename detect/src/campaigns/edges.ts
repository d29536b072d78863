import { thresholds } from '../thresholds.ts';

/** What decides whether two segments belong to one campaign. */
export interface Joinable {
  readonly caller_class: string;
  readonly origin_key: string;
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  readonly histogram: readonly number[];
  readonly first_ms: number;
  readonly last_ms: number;
}

/** How the caller's number was made: attestation and the route in differ within one campaign, this does not. */
export function synthesis(segment: Joinable): 'given' | 'neighbor' | 'pool' {
  if (segment.calling_number !== 0) return 'given';
  return segment.caller_class === 'neighbor' ? 'neighbor' : 'pool';
}

/** A number made up at random is now and then unassigned or on a do-not-originate list: still the same pool. */
const sameMake = (a: Joinable, b: Joinable) =>
  synthesis(a) === synthesis(b) || (a.caller_class === 'dno' && b.caller_class === 'dno');

/** Share that two histograms of answered durations have in common; undefined where one is too thin to tell. */
export function messageOverlap(a: readonly number[], b: readonly number[]): number | undefined {
  const total = (h: readonly number[]) => h.slice(1).reduce((sum, n) => sum + n, 0);
  const [ofA, ofB] = [total(a), total(b)];
  if (Math.min(ofA, ofB) < 20) return undefined;
  return a.reduce((sum, _, bin) => sum + Math.min(smooth(a, bin) / ofA, smooth(b, bin) / ofB), 0);
}

/** Neighbor bins count half: carriers round durations differently. Bin 0 is no duration. */
function smooth(histogram: readonly number[], bin: number): number {
  if (bin === 0) return 0;
  const before = bin === 1 ? 0 : (histogram[bin - 1] ?? 0);
  return (before + 2 * (histogram[bin] ?? 0) + (histogram[bin + 1] ?? 0)) / 4;
}

const provider = (s: Joinable) => s.origin_provider || s.claimed_origin;
const gapMs = (a: Joinable, b: Joinable) => Math.max(a.first_ms, b.first_ms) - Math.min(a.last_ms, b.last_ms);

/** Overlap in time, as a share of the shorter. */
function together(a: Joinable, b: Joinable): boolean {
  const shorter = Math.max(1, Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms));
  return -gapMs(a, b) / shorter >= 0.3;
}

/**
 * What connects two segments: `origin` is the same number or the same origin, `behavior` only what they do.
 */
export function edge(a: Joinable, b: Joinable): 'origin' | 'behavior' | undefined {
  if (gapMs(a, b) > thresholds.campaignGapH * 3_600_000) return undefined;
  if (a.calling_number !== 0 && a.calling_number === b.calling_number) return 'origin';
  const sameSynthesis = sameMake(a, b);
  const sameSource = a.origin_provider !== '' && a.origin_key === b.origin_key;
  if (!sameSource && a.origin_provider !== '' && b.origin_provider !== '') return undefined;
  const sameProvider = provider(a) !== '' && provider(a) === provider(b);
  if (!sameSource && !sameProvider && (!sameSynthesis || !together(a, b))) return undefined;
  const overlap = messageOverlap(a.histogram, b.histogram);
  const alike = overlap !== undefined && overlap >= thresholds.messageOverlap;
  if (sameSource) return sameSynthesis || alike ? 'origin' : undefined;
  if (sameProvider) {
    return sameSynthesis && (alike || overlap === undefined) ? 'origin' : undefined;
  }
  if (!sameSynthesis || synthesis(a) === 'given') return undefined;
  return alike && together(a, b) ? 'behavior' : undefined;
}
