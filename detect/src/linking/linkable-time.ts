import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { thresholds } from '../thresholds.ts';
import type { Linkable } from './linkable.ts';

/** A gap longer than this ends a campaign, ms. */
export const longestGapMs = thresholds.campaignGapH * hourMs;
/** Whoever comes back after a longer gap to a provider that is only named is another caller, ms. */
export const namedGapMs = thresholds.namedGapMin * minuteMs;

/** Time between two, ms; below 0 where they overlap. */
export const gapMs = (a: Linkable, b: Linkable) =>
  Math.max(a.first_ms, b.first_ms) - Math.min(a.last_ms, b.last_ms);

const shorterMs = (a: Linkable, b: Linkable) => Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms);

/** Whether two run at the same time: they overlap for 30% of the shorter. */
export const sameTime = (a: Linkable, b: Linkable) => -gapMs(a, b) / Math.max(1, shorterMs(a, b)) >= 0.3;

/** Whether the one that ends first has ended. What goes on has no end yet that tells anything. */
const oneEnds = (a: Linkable, b: Linkable) =>
  [a, b].every(({ last_ms, goesOn }) => !goesOn || last_ms > Math.min(a.last_ms, b.last_ms));

/** Whether one begins about when the other ends, as a campaign does that moves to another upstream. */
export const runInTurn = (a: Linkable, b: Linkable) =>
  oneEnds(a, b) && Math.abs(gapMs(a, b)) <= thresholds.inTurnMin * minuteMs;

const isNearHour = (timeMs: number, nearMs: number) =>
  Math.abs(timeMs - hourMs * Math.round(timeMs / hourMs)) < nearMs;

/** Whether a time lies at a full hour. Segments are cut there, so it may be neither a beginning nor an end: there may be calls in another segment. */
export const isAtCut = (timeMs: number) => isNearHour(timeMs, thresholds.hourCutMin * minuteMs);

/** Whether the earlier end lies at a full hour: the calls may go on in another segment. */
export const isCutBetween = (a: Linkable, b: Linkable) => isAtCut(Math.min(a.last_ms, b.last_ms));

/** Whether two begin together or end together. Two campaigns of one hour seldom do. What goes on ends at the newest minute here. */
export function beginOrEndTogether(a: Linkable, b: Linkable): boolean {
  const near = thresholds.togetherMin * minuteMs;
  return Math.abs(a.first_ms - b.first_ms) <= near || Math.abs(a.last_ms - b.last_ms) <= near;
}

/** Mean pace; a cluster of less than a minute counts as one of a minute. */
export const callsPerMs = (item: Linkable) =>
  item.behavior.calls / Math.max(minuteMs, item.last_ms - item.first_ms);

/** How long a pause may last at an item's pace, ms. */
const longestPauseMs = (item: Linkable) => thresholds.inTurnCalls / callsPerMs(item) + minuteMs;

/**
 * No two with a longer gap than the reach of each match by what their calls are like alone. They do not take over from each
 * other, and their gap weighs too much against them.
 */
export const reachMs = (item: Linkable) => Math.min(longestGapMs, Math.max(namedGapMs, longestPauseMs(item)));

/**
 * Whether one stops where the other goes on at about the same pace. This is a closer rule than `runInTurn`: it needs no
 * message to compare. The pause may last as long as a few calls take at the slower pace.
 */
export function takesOver(a: Linkable, b: Linkable): boolean {
  if (!oneEnds(a, b)) return false;
  const slower = Math.min(callsPerMs(a), callsPerMs(b));
  const faster = Math.max(callsPerMs(a), callsPerMs(b));
  const gap = gapMs(a, b);
  const longest = Math.max(longestPauseMs(a), longestPauseMs(b));
  return gap > -2 * minuteMs && gap <= longest && faster < thresholds.inTurnPace * slower;
}

/** Whether two begin together and end together. Both must have ended. */
export function sameSpan(a: Linkable, b: Linkable): boolean {
  if (a.goesOn || b.goesOn) return false;
  const near = Math.max(thresholds.sameSpanMin * minuteMs, thresholds.sameSpanShare * shorterMs(a, b));
  return Math.abs(a.first_ms - b.first_ms) <= near && Math.abs(a.last_ms - b.last_ms) <= near;
}

/**
 * Whether segments are cut where it begins, and where it ends. Whatever calls all the time has this span. Who calls now and then does so some time after
 * a full hour: no longer than a few calls take.
 */
function isCutOut(item: Linkable): boolean {
  const near = Math.max(thresholds.hourCutMin * minuteMs, longestPauseMs(item));
  return isNearHour(item.first_ms, near) && isNearHour(item.last_ms, near);
}

/**
 * Whether both are cut out at full hours. Then their same span tells nothing, for steady calls of anybody have it. Any other same span tells
 * of one campaign that was started and stopped once.
 */
export const areCutOut = (a: Linkable, b: Linkable) => isCutOut(a) && isCutOut(b);

/** Whether somebody started both at once, and stopped both at once. */
export const startAndStopTogether = (a: Linkable, b: Linkable) => sameSpan(a, b) && !areCutOut(a, b);
