import { sumOf } from '../features/histogram.ts';
import { addBehaviors } from '../linking/behavior.ts';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { thresholds } from '../thresholds.ts';
import { type UnlikeParts, unlikePartsOf } from './unlike-parts.ts';

/** A message length that many calls show. */
export interface MessageLength {
  /** The second at which most of its calls end. */
  readonly seconds: number;
  /** Share of the calls heard for longer than a hang-up that end near it, 0 to 1. */
  readonly share: number;
}

/**
 * The message lengths of some calls, the commonest first. `seconds`: calls by how long they were heard, by the second. A
 * message ends at one second for those who hear it out, and some seconds later on voicemail. So whatever ends near a
 * length counts as the same message.
 */
export function messageLengths(seconds: readonly number[]): readonly MessageLength[] {
  const heard = sumOf(seconds);
  if (heard < thresholds.heardCalls) return [];
  const left = [...seconds];
  /** Calls that end within a second of this one. */
  const near = (at: number) => sumOf(left.slice(Math.max(0, at - 1), Math.max(0, at + 2)));
  const found: MessageLength[] = [];
  for (;;) {
    const windows = left.map((_, second) => near(second));
    const most = Math.max(...windows);
    const peak = windows.indexOf(most);
    if (most / heard < thresholds.sideMessageShare) break;
    const [from, to] = [Math.max(0, peak - thresholds.oneMessageS), peak + thresholds.oneMessageS];
    // Hang-ups grow fewer by the second, and conversations end at any second. A message stands out from what ends before it.
    const isMain = most / heard >= thresholds.messageShare && near(peak - 4) <= most / 2;
    const isMessage = peak > thresholds.shortCallS + 3 && (isMain || standsOut(seconds, peak));
    if (isMessage) found.push({ seconds: peak, share: sumOf(left.slice(from, to + 1)) / heard });
    for (let i = from; i <= Math.min(to, left.length - 1); i += 1) left[i] = 0;
  }
  return found;
}

/**
 * Whether more calls end within a second of this one than in the six seconds before, and surely more than in the six after.
 * Nobody hears a recording for longer than it lasts. What people break off, and what a machine keeps, has no such end. Six
 * seconds in a row hold one to which carriers round.
 */
function standsOut(seconds: readonly number[], peak: number): boolean {
  const within = (from: number, to: number) => sumOf(seconds.slice(Math.max(0, from), Math.max(0, to + 1)));
  const near = within(peak - 1, peak + 1);
  const after = within(peak + 2, peak + 1 + thresholds.roundingS);
  const isSurelyEnd = near - after > 3 * Math.sqrt(near + after);
  return isSurelyEnd && near > within(peak - 1 - thresholds.roundingS, peak - 2);
}

/** A way to choose calling numbers. `abroad`: numbers of one other country, that come in from abroad or ring once. */
export const numberPatterns = ['neighbor', 'listed', 'abroad', 'other'] as const;
export interface NumberPattern {
  readonly pattern: (typeof numberPatterns)[number];
  /** Share of the campaign's calls, 0 to 1. */
  readonly share: number;
}

/** What a campaign's calls have in common. Two and more of a sort may be two campaigns that the records do not tell apart. */
export interface Patterns {
  readonly messages: readonly MessageLength[];
  readonly numbers: readonly NumberPattern[];
  /** Parts with plainly different shares of answered or short calls. */
  readonly unlike: readonly UnlikeParts[];
}

type Patterned = Pick<LinkableSegment, 'caller_class' | 'called_back_at' | 'calls' | 'judged'>;

function patternOf({ caller_class, called_back_at }: Patterned): NumberPattern['pattern'] {
  if (called_back_at !== '') return 'abroad';
  if (caller_class === 'neighbor') return 'neighbor';
  return caller_class === 'dno' ? 'listed' : 'other';
}

/** The ways in which the calling numbers are chosen, the commonest first. A way of few calls is left out. */
export function numberPatternsOf(segments: readonly Patterned[]): readonly NumberPattern[] {
  const callsOf = (some: readonly Patterned[]) => sumOf(some.map(({ calls }) => calls));
  const all = Math.max(1, callsOf(segments));
  return [...Map.groupBy(segments, patternOf)]
    .map(([pattern, own]) => ({ pattern, share: callsOf(own) / all }))
    .filter(({ share }) => share >= thresholds.patternShare)
    .sort((a, b) => b.share - a.share || (a.pattern < b.pattern ? -1 : 1));
}

/** The patterns of a campaign. The order of its segments does not show. */
export function patternsOf(segments: readonly LinkableSegment[]): Patterns {
  const { seconds } = addBehaviors(segments.map(({ behavior }) => behavior));
  return {
    messages: messageLengths(seconds),
    numbers: numberPatternsOf(segments),
    unlike: unlikePartsOf(segments),
  };
}
